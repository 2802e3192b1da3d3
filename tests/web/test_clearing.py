"""The desk of the head of section: read, clear, hand back; each step with name and time on the page."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from nscl.organisations.models import User
from nscl.reporting import actions
from nscl.reporting.models import Report, State
from nscl.reporting.submission import submission_of
from tests import make
from tests.web.report_page import form_of, fresh, html_of, page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def head(bodies) -> User:  # type: ignore[no-untyped-def]
    return make.user("commune_a_head", body=bodies.commune_a, role="section_head")


@pytest.fixture
def presented(head: User, filled: Report, commune_a_officer: User) -> Report:
    return actions.clear(filled, by=commune_a_officer)


def _endorsement(report: Report) -> dict[str, str]:
    return {"verb": "endorse", "seen": submission_of(fresh(report)).stamp}


def test_an_officer_lays_it_before_the_head(head: User, filled: Report, officer: Client):
    assert "Trình trưởng phòng duyệt" in html_of(officer.get(page_of(filled)))
    html = html_of(officer.post(page_of(filled), form_of(filled, "clear"), follow=True))

    assert "Đã trình trưởng phòng. Trưởng phòng duyệt rồi trình lãnh đạo ký." in html
    assert "Đang chờ Commune a head duyệt" in html
    assert fresh(filled).state == State.PRESENTED


def test_the_head_clears_it_and_the_leader_sees_who_did(presented: Report, head: User, sign_in, leader: Client):  # type: ignore[no-untyped-def]
    desk = sign_in(head)
    html = html_of(desk.get(page_of(presented)))
    assert "Duyệt, trình lãnh đạo ký" in html
    assert "Đã hướng dẫn 09 doanh nghiệp." in html

    assert "Đã duyệt và trình lãnh đạo ký gửi." in html_of(
        desk.post(page_of(presented), _endorsement(presented), follow=True)
    )
    send = html_of(leader.get(reverse("report-send", args=[2028, "99901"])))
    assert "Trưởng phòng duyệt</strong>: Commune a head" in send


def test_the_head_finds_it_among_his_work(presented: Report, head: User, sign_in):  # type: ignore[no-untyped-def]
    assert "Duyệt báo cáo năm 2028 của UBND xã A trước khi trình ký" in html_of(sign_in(head).get("/viec-cua-toi/"))


def test_the_writer_reads_why_it_was_handed_back(presented: Report, head: User, sign_in, officer: Client):  # type: ignore[no-untyped-def]
    sign_in(head).post(page_of(presented), {"verb": "take_back", "why": "Nêu rõ số doanh nghiệp."})
    html = html_of(officer.get(page_of(presented)))

    assert "Commune a head trả lại lúc" in html
    assert "Nêu rõ số doanh nghiệp." in html


def test_the_leader_is_told_whom_it_waits_for(presented: Report, leader: Client):
    html = html_of(leader.get(reverse("report-send", args=[2028, "99901"])))

    assert "Trình Commune a head duyệt trước khi ký gửi." in html
    assert "Gửi Sở Khoa học và Công nghệ</button>" not in html


@pytest.mark.parametrize(
    ("who", "status"), [("commune_a_officer", 404), ("commune_b_leader", 404), ("department_officer", 404)]
)
def test_who_may_not_clear_gets_404(presented: Report, sign_in, who: str, status: int, request: pytest.FixtureRequest):  # type: ignore[no-untyped-def]
    client = sign_in(request.getfixturevalue(who))

    assert client.post(page_of(presented), _endorsement(presented)).status_code == status
    assert fresh(presented).state == State.PRESENTED


def test_the_receiver_reads_every_step_with_name_and_time(
    presented: Report, head: User, commune_a_leader: User, sign_in, department_officer: User
):  # type: ignore[no-untyped-def]
    actions.submit(actions.endorse(presented, by=head), by=commune_a_leader)
    html = html_of(sign_in(department_officer).get(reverse("report-read", args=[2028, "99901"])))

    for step in ("Soạn</strong>: Commune a officer", "Trưởng phòng duyệt</strong>: Commune a head", "Ký gửi</strong>"):
        assert step in html


def test_where_there_is_no_head_the_receipt_says_so(sent: Report, officer: Client):
    assert "đơn vị không có trưởng phòng trên hệ thống" in html_of(
        officer.get(reverse("receipt", args=[2028, "99901"]))
    )


def test_the_board_shows_what_waits_for_a_head(presented: Report, sign_in, department_officer: User):  # type: ignore[no-untyped-def]
    html = html_of(sign_in(department_officer).get(reverse("board", args=[2028]), {"loc": "cho-duyet"}))

    assert "Đã trình, chờ duyệt" in html
    assert "Trình trưởng phòng ngày 15/11/2028" in html
