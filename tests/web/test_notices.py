"""Notices and their marks, the calendar of deadlines, the working calendar, reminding from the board."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from nscl.notices.models import Notice
from nscl.organisations import accounts
from nscl.organisations.models import User, WorkingDay
from nscl.reporting import actions
from nscl.reporting.models import Report, Round
from nscl.vn.calendar import today

pytestmark = pytest.mark.django_db


def test_a_reminder_stands_among_the_person_s_notices_until_he_marks_it(
    round: Round, on_day, sign_in, commune_a_officer: User, commune_b_officer: User
):
    on_day("2028-11-16")
    actions.remind()
    browser = sign_in(commune_a_officer)

    assert "1 thông báo chưa đọc" in browser.get("/thong-bao/").text
    assert '<span class="count">1</span>' in browser.get("/viec-cua-toi/").text
    other = Notice.objects.get(recipient=commune_b_officer)
    browser.post("/thong-bao/", {"notice": other.pk})
    assert Notice.objects.unread().count() == 2
    browser.post("/thong-bao/", {"notice": Notice.objects.get(recipient=commune_a_officer).pk})
    assert "Không có thông báo chưa đọc" in browser.get("/thong-bao/").text


def test_a_mark_on_something_that_is_no_notice_is_404(sign_in, commune_a_officer: User):
    assert sign_in(commune_a_officer).post("/thong-bao/", {"notice": "ba"}).status_code == 404


def test_the_calendar_has_deadlines_without_names_until_the_password_changes(
    report: Report, commune_a_officer: User, commune_a_leader: User
):
    address = f"/lich/{accounts.calendar_token(commune_a_officer)}.ics"
    answer = Client().get(address)

    assert answer["Content-Type"].startswith("text/calendar")
    unfolded = answer.content.decode().replace("\r\n ", "")
    assert "DTSTART;VALUE=DATE:20281119" in unfolded
    assert "SUMMARY:Viết báo cáo năm 2028 của UBND xã A" in unfolded
    assert commune_a_leader.full_name not in unfolded
    assert all(len(line) <= 75 for line in answer.content.split(b"\r\n"))

    before = re.findall("UID:.*", unfolded)
    actions.write_part(report, "V.8b", by=commune_a_officer, version=0, result="Đã làm.")  # "Viết tiếp" from now on
    assert re.findall("UID:.*", Client().get(address).content.decode().replace("\r\n ", "")) == before

    accounts.set_password(by=commune_a_officer, password="mot-mat-khau-khac")
    assert Client().get(address).status_code == 404


def test_a_day_off_written_down_moves_the_last_working_day_and_says_which_reminders_move(
    round: Round, sign_in, department_leader: User
):
    browser = sign_in(department_leader)
    sent = {"day": "17/11/2028", "working": "0", "document": "15/TB-UBND ngày 01/11/2028"}
    page = browser.post("/lich-lam-viec/", sent, follow=True).text

    assert "mốc T của kỳ 2028: 17/11/2028 thành 16/11/2028" in page
    assert "Thời hạn gửi không đổi" in page
    assert "ngày làm việc cuối cùng thứ Năm 16/11/2028" in browser.get("/bao-cao/2028/").text
    assert "Không cần ghi thêm" in browser.post("/lich-lam-viec/", sent).text
    assert WorkingDay.objects.count() == 1


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"day": "17/11/2040", "working": "0", "document": "1/TB"}, "2025-2031"),
        ({"day": "17/11/2028", "working": "0", "document": ""}, "Văn bản"),
        ({"day": "hôm nay", "working": "0", "document": "1/TB"}, "hôm nay"),
    ],
)
def test_a_day_that_cannot_be_written_is_refused_with_the_reason(sign_in, department_officer: User, sent, said):
    page = sign_in(department_officer).post("/lich-lam-viec/", sent)
    assert page.status_code == 200
    assert said in page.text
    assert WorkingDay.objects.count() == 0


def test_the_board_reminds_the_bodies_it_shows_and_says_how_many(
    sent: Report, round: Round, sign_in, department_officer: User, commune_a_officer: User, commune_b_officer: User
):
    browser = sign_in(department_officer)
    assert "Nhắc 2 đơn vị" in browser.get("/bao-cao/2028/").text
    page = browser.post("/bao-cao/2028/nhac/?q=phuong+B", follow=True).text

    assert "Đã nhắc 01 đơn vị" in page
    assert Notice.objects.of(commune_b_officer).count() == 1
    assert Notice.objects.of(commune_a_officer).count() == 0
    again = browser.post("/bao-cao/2028/nhac/?q=phuong+B", follow=True).text
    assert "01 đơn vị đã được nhắc hôm nay hoặc chưa có tài khoản" in again
    assert Notice.objects.get(recipient=commune_b_officer).subject.endswith(f"{today():%Y%m%d}")
