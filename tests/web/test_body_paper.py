"""A body's report as a Word file: who takes it away, and of which sending."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from nscl.documents import docx, pdf
from nscl.organisations.actions import supervise
from nscl.organisations.models import User
from nscl.reporting import actions
from nscl.reporting.conflicts import Words
from nscl.reporting.models import Report

pytestmark = pytest.mark.django_db
PAPER = "/bao-cao/2028/99901/bao-cao.docx"
PDF = "/bao-cao/2028/99901/bao-cao.pdf"
DRAFT = f"{PAPER}?ban=du-thao"


def said(client: Client, address: str) -> str:
    answer: Any = client.get(address)
    assert answer.status_code == 200
    return docx.text(answer.content)


def answers(address: str, people: dict[str, User], sign_in) -> set[str]:  # type: ignore[no-untyped-def]
    """Who is given the file; everybody else is told there is no page."""
    found = {name: sign_in(user).get(address).status_code for name, user in people.items()}
    found[""] = Client().get(address).status_code
    assert set(found.values()) <= {200, 404}
    return {name for name, status in found.items() if status == 200}


@pytest.fixture
def mended(returned: Report, commune_a_officer: User) -> Report:
    """Sent back for V.8b, which has other words now; not sent again."""
    part = returned.parts.get(code="V.8b")
    actions.write(returned, {"V.8b": Words(version=part.version, result="Đã hướng dẫn 12 hộ.")}, by=commune_a_officer)
    return Report.objects.get(pk=returned.pk)


OWN = {"commune_a_officer", "second_commune_a_officer", "commune_a_leader"}
PROVINCE = {"department_officer", "second_department_officer", "department_leader", "viewer"}


def test_a_sent_report_is_taken_away_by_whoever_reads_it(sent: Report, everyone: dict[str, User], sign_in):  # type: ignore[no-untyped-def]
    assert answers(PAPER, everyone, sign_in) == OWN | PROVINCE


def test_a_draft_is_taken_away_by_the_bodys_own_people_only(filled: Report, everyone: dict[str, User], sign_in):  # type: ignore[no-untyped-def]
    assert answers(PAPER, everyone, sign_in) == OWN
    assert answers(DRAFT, everyone, sign_in) == OWN


def test_words_being_mended_are_seen_by_nobody_else(mended: Report, everyone: dict[str, User], sign_in):  # type: ignore[no-untyped-def]
    assert answers(DRAFT, everyone, sign_in) == OWN
    assert answers(PAPER, everyone, sign_in) == OWN | PROVINCE


def test_a_supervisor_takes_the_paper_of_a_body_under_him(
    sent: Report, bodies: SimpleNamespace, supervisor: User, sign_in
):  # type: ignore[no-untyped-def]
    supervise(by=None, body=bodies.commune_a, supervisor=bodies.education, since=date(2026, 1, 1))

    assert "Đã hướng dẫn 09 doanh nghiệp." in said(sign_in(supervisor), PAPER)


@pytest.mark.parametrize("asked", ["9", "0", "-1", "1.0", "²", "99999", "x"])
def test_a_sending_that_never_was_has_no_paper(asked: str, sent: Report, commune_a_officer: User, sign_in):  # type: ignore[no-untyped-def]
    assert sign_in(commune_a_officer).get(f"{PAPER}?ban={asked}").status_code == 404


def test_the_standing_body_has_no_paper_of_this_kind(sent: Report, department_leader: User, sign_in):  # type: ignore[no-untyped-def]
    assert sign_in(department_leader).get("/bao-cao/2028/skhcn/bao-cao.docx").status_code == 404


def test_the_last_sending_is_given_while_the_words_are_being_mended(mended: Report, commune_a_officer: User, sign_in):  # type: ignore[no-untyped-def]
    own = sign_in(commune_a_officer)

    assert "12 hộ" not in said(own, PAPER)
    assert "DỰ THẢO" not in said(own, PAPER)
    assert "12 hộ" in said(own, DRAFT)
    assert "DỰ THẢO" in said(own, DRAFT)


def test_each_sending_keeps_its_paper(mended: Report, commune_a_leader: User, department_officer: User, sign_in):  # type: ignore[no-untyped-def]
    actions.submit(mended, by=commune_a_leader)
    office = sign_in(department_officer)

    assert "12 hộ" not in said(office, f"{PAPER}?ban=1")
    assert "12 hộ" in said(office, f"{PAPER}?ban=2")
    assert "12 hộ" in said(office, DRAFT)  # nothing is being written: the last sending


def test_the_same_paper_comes_as_a_pdf_and_where_there_is_none_the_page_says_why(
    sent: Report, commune_a_officer: User, sign_in, monkeypatch
):  # type: ignore[no-untyped-def]
    own = sign_in(commune_a_officer)
    answer = own.get(PDF)
    assert (answer.content[:4], answer["Content-Type"]) == (b"%PDF", "application/pdf")
    assert answer["Content-Disposition"] == 'attachment; filename="bao-cao-2028-99901.pdf"'

    monkeypatch.setattr(pdf, "from_word", _refuse)
    page = own.get(PDF, follow=True)
    assert page.redirect_chain[-1][0] == "/bao-cao/2028/99901/"
    assert "Máy chủ chưa có LibreOffice." in page.text
    assert "Máy chủ chưa có LibreOffice." in own.get("/bao-cao/2028/99901/bien-nhan.pdf", follow=True).text


def _refuse(data: bytes) -> bytes:
    raise pdf.NoPdf("Máy chủ chưa có LibreOffice.")


def test_the_file_is_named_after_the_year_and_the_body(sent: Report, commune_a_officer: User, sign_in):  # type: ignore[no-untyped-def]
    answer = sign_in(commune_a_officer).get(PAPER)

    assert answer.headers["Content-Disposition"] == 'attachment; filename="bao-cao-2028-99901.docx"'
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize(
    ("page", "asked", "words"),
    [
        ("/bao-cao/2028/99901/", "", ("Tải bản Word", "Tải PDF")),
        ("/bao-cao/2028/99901/xem/", "?ban=1", ("Tải bản Word", "Tải PDF")),
        (
            "/bao-cao/2028/99901/bien-nhan/",
            "?ban=1",
            ("Tải báo cáo (Word)", "Tải báo cáo (PDF)", "Tải biên nhận (PDF)"),
        ),
    ],
)
def test_the_pages_of_a_sent_report_have_the_button(
    page: str, asked: str, words: tuple[str, ...], sent: Report, commune_a_leader: User, sign_in
):  # type: ignore[no-untyped-def]
    html = sign_in(commune_a_leader).get(page).text

    assert f'href="{PAPER}{asked}"' in html
    assert f'href="{PDF}{asked}"' in html
    assert [word for word in words if f"{word}</a>" not in html] == []


def test_the_form_offers_a_draft_until_the_report_is_sent(filled: Report, commune_a_officer: User, sign_in):  # type: ignore[no-untyped-def]
    html = sign_in(commune_a_officer).get("/bao-cao/2028/99901/").text

    assert f'href="{DRAFT}"' in html
    assert "Tải bản Word (dự thảo)" in html


def test_the_standing_bodys_own_form_has_no_button(own_report: Report, department_officer: User, sign_in):  # type: ignore[no-untyped-def]
    assert "Tải bản Word" not in sign_in(department_officer).get("/bao-cao/2028/skhcn/").text


def test_a_sealed_paper_asks_no_figures_anew(sent: Report, viewer: User, sign_in, django_assert_max_num_queries):  # type: ignore[no-untyped-def]
    client = sign_in(viewer)
    with django_assert_max_num_queries(10):
        client.get(PAPER)
