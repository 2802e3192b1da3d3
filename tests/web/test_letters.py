"""Letters of a round on the pages: who may make them, what the board says beside them."""

from __future__ import annotations

import hashlib

import pytest
from django.test import Client

from nscl.documents import pdf
from nscl.history.models import Event
from nscl.organisations.models import User
from nscl.reporting.models import Round

LETTERS = ("cong-van-mo-ky", "cong-van-don-doc", "danh-sach-cham")
MAKERS = {"department_officer", "second_department_officer", "department_leader"}
AFTER = "2028-11-21"


def address(slug: str) -> str:
    return f"/bao-cao/2028/van-ban/{slug}.docx"


def as_pdf(slug: str) -> str:
    return f"/bao-cao/2028/van-ban/{slug}.pdf"


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def office(department_officer: User) -> Client:
    return signed_in(department_officer)


@pytest.mark.parametrize("slug", LETTERS)
def test_the_button_makes_a_word_file_and_the_history_keeps_it(office: Client, round: Round, on_day, slug: str):  # type: ignore[no-untyped-def]
    on_day(AFTER)
    answer = office.post(address(slug))

    assert answer.content.startswith(b"PK")
    assert f"{slug}-2028.docx" in answer["Content-Disposition"]
    assert Event.objects.filter(verb="paper.made").count() == 1


def test_of_all_the_cast_only_the_standing_body_makes_letters(everyone: dict[str, User], round: Round, on_day):  # type: ignore[no-untyped-def]
    on_day(AFTER)
    for slug in LETTERS:
        made = {name for name, user in everyone.items() if signed_in(user).post(address(slug)).status_code == 200}
        assert made == MAKERS
    assert Client().post(address(LETTERS[0])).status_code == 404


def test_the_button_beside_it_makes_a_pdf_and_the_history_keeps_it_too(office: Client, round: Round):
    answer = office.post(as_pdf("cong-van-mo-ky"))

    assert answer.content.startswith(b"%PDF")
    assert answer["Content-Type"] == "application/pdf"
    assert "cong-van-mo-ky-2028.pdf" in answer["Content-Disposition"]
    (event,) = Event.objects.filter(verb="paper.made")
    assert event.details["sha256"] == hashlib.sha256(answer.content).hexdigest()


def test_without_libreoffice_the_page_says_why_and_keeps_no_act(office: Client, round: Round, monkeypatch):  # type: ignore[no-untyped-def]
    monkeypatch.setattr(pdf, "from_word", _refuse)
    page = office.post(as_pdf("cong-van-mo-ky"), follow=True)

    assert page.redirect_chain[-1][0] == "/bao-cao/2028/danh-sach/"
    assert "Máy chủ chưa có LibreOffice." in page.text
    assert not Event.objects.filter(verb="paper.made").exists()


def _refuse(data: bytes) -> bytes:
    raise pdf.NoPdf("Máy chủ chưa có LibreOffice.")


def test_there_is_no_other_letter_and_none_without_the_button(office: Client, round: Round):
    assert office.post(address("giay-moi")).status_code == 404
    assert office.post("/bao-cao/2028/van-ban/cong-van-mo-ky.odt").status_code == 404
    assert office.get(address("cong-van-mo-ky")).status_code == 302
    assert not Event.objects.filter(verb="paper.made").exists()


def test_while_there_is_time_the_board_offers_no_letter_that_chases_and_says_why_to_who_asks(
    office: Client, round: Round
):
    assert "Tạo công văn đôn đốc" not in office.get("/bao-cao/2028/").text
    page = office.post(address("cong-van-don-doc"), follow=True)
    assert "Chưa hết thời hạn gửi báo cáo năm 2028" in page.text


def test_once_it_is_over_the_board_offers_it_beside_a_message_without_people(
    office: Client, round: Round, commune_b_officer: User, on_day
):  # type: ignore[no-untyped-def]
    User.objects.filter(pk=commune_b_officer.pk).update(phone="0222 000 002")
    on_day(AFTER)
    page = office.get("/bao-cao/2028/")
    reminder = page.context["reminder"]

    assert "Tạo công văn đôn đốc" in page.text
    assert "0222 000 002" in reminder.text
    assert "UBND phường B" in reminder.public
    assert "0222" not in reminder.public
    assert commune_b_officer.full_name not in reminder.public


def test_the_list_of_a_round_offers_the_letter_that_opens_it(office: Client, viewer: User, round: Round):
    assert "Tạo công văn mở kỳ" in office.get("/bao-cao/2028/danh-sach/").text
    assert "Tạo công văn mở kỳ" not in signed_in(viewer).get("/bao-cao/2028/danh-sach/").text
