"""A row none of whose days lies in the plan counts nowhere: asked about once, and said on its page."""

import re
from datetime import date

import pytest

from nscl.registers.models import Course
from tests.registers.conftest import course_page


@pytest.fixture
def send(sign_in, commune_a_officer, programme):
    browser = sign_in(commune_a_officer)
    days = {"started_on": "05/5/2018", "on": "06/5/2018"}

    def sent(**boxes):
        return browser.post("/so/dao-tao/them/", course_page(sessions=(), **days | boxes).dict(), follow=True)

    return sent


def test_a_day_outside_the_plan_is_asked_about_once(send):
    answer = send()
    assert "ngày 06/5/2018 ngoài giai đoạn 2026-2030 nên dòng này không tính vào chỉ tiêu nào." in answer.text
    assert not Course.objects.exists()
    known = re.search(r'name="outside" value="([^"]+)"', answer.text)[1]
    other = send(outside=known, on="07/5/2018")
    assert not Course.objects.exists()
    assert "ngày 07/5/2018 ngoài giai đoạn" in other.text
    page = send(outside=known).text
    assert Course.objects.get().on == date(2018, 5, 6)
    assert "Không tính vào chỉ tiêu nào: ngày 06/5/2018 ngoài giai đoạn 2026-2030." in page


def test_a_course_that_ends_within_the_plan_is_not_asked_about(send):
    send(started_on="30/12/2025", on="02/01/2026")
    assert Course.objects.get().on == date(2026, 1, 2)


def test_a_club_may_be_older_than_the_plan(sign_in, commune_a_officer, college, programme):
    said = {"body": "cd-a", "name": "CLB", "document": "1/QĐ", "on": "05/01/2018"}
    answer = sign_in(commune_a_officer).post("/so/cau-lac-bo/them/", said, follow=True)
    assert "Đã lưu bản nháp “CLB”" in answer.text
    assert "Không tính vào chỉ tiêu nào" not in answer.text
