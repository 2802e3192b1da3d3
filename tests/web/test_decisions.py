"""What the plan leaves open: everybody reads it, the standing body decides it, and a figure follows at once."""

from datetime import date
from decimal import Decimal

import pytest

from nscl.organisations.models import Decision
from nscl.scorecard.evaluate import evaluate_one
from tests import make

GOOD = {"value": "6", "in_force_from": "01/01/2028", "document": "12/SKHCN-TĐC ngày 15/01/2028", "reason": ""}
HOURS = "/cach-hieu/counting.min_hours/"


@pytest.fixture
def office(sign_in, department_officer, programme):
    return sign_in(department_officer)


def _decide(client, address=HOURS, **changes):
    return client.post(address, GOOD | changes)


def test_all_contradictions_stand_with_their_readings(client, programme, plan):
    page = client.get("/cach-hieu/").content.decode()
    for point in plan.contradictions:
        assert f'id="{point.code}"' in page
    assert len(plan.contradictions) == 20


def test_every_open_point_says_its_value_and_whose_figures_it_moves(client, programme):
    page = client.get("/cach-hieu/").content.decode()
    assert "áp dụng cho MT2.1, MT9.1" in page
    assert "áp dụng cho mọi chỉ tiêu" in page
    assert "8 giờ" in page
    assert "Đã đánh giá kết quả" in page
    assert "16/11" in page


def test_every_open_point_has_a_page_for_everybody(client, programme, plan):
    for point in plan.decisions:
        answer = client.get(f"/cach-hieu/{point.key}/")
        assert answer.status_code == 200
        assert 'method="post"' not in answer.content.decode()


@pytest.mark.parametrize("key", ["khong.co", "CH1", "..", "counting.min_hours%00"])
def test_there_is_no_page_of_an_unknown_point(client, programme, key):
    assert client.get(f"/cach-hieu/{key}/").status_code == 404


def test_the_department_decides_and_the_figure_follows(
    office, plan, department, enterprise, department_officer, second_department_officer
):
    make.course(
        by=department_officer,
        reported_by=department,
        on=date(2028, 5, 5),
        learners={enterprise: 3},
        hours=Decimal(6),
        confirmed_by=second_department_officer,
    )
    assert evaluate_one(plan, "MT2.1", year=2028).value == 0
    answer = _decide(office)
    assert answer.status_code == 302
    row = Decision.objects.get(key="counting.min_hours")
    assert (row.value, row.in_force_from, row.entered_by) == ("6", date(2028, 1, 1), department_officer)
    assert evaluate_one(plan, "MT2.1", year=2028).value == 3


def test_the_form_says_which_figures_it_moves(office):
    assert "tính lại ngay: MT2.1, MT9.1" in " ".join(office.get(HOURS).content.decode().split())


@pytest.mark.parametrize(
    ("key", "typed", "stored"),
    [
        ("counting.min_hours", "7,5", "7.5"),
        ("counting.min_hours", "0", "0"),
        ("counting.min_hours", "10", "10"),
        ("counting.grade", "A", "A"),
        ("pilots.counting_stage", "certified", "certified"),
        ("clubs.maintained_months", "6", "6"),
        ("figures.closing_day", "15/11", "11-15"),
        ("figures.economy_day", "6/4", "04-06"),
    ],
)
def test_each_point_takes_values_of_its_own_kind(office, key, typed, stored):
    assert _decide(office, f"/cach-hieu/{key}/", value=typed).status_code == 302
    assert Decision.objects.get(key=key).value == stored


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("counting.min_hours", "tám", "không phải số"),
        ("counting.min_hours", "-1", "không nhận số âm"),
        ("counting.min_hours", "1,043", "có thể là"),
        ("counting.min_hours", "", "còn trống"),
        ("counting.min_hours", "7,1255", "quá 2 chữ số thập phân"),
        ("counting.min_hours", "8", "đang áp dụng đúng giá trị này"),
        ("counting.grade", "D", "trong danh sách"),
        ("pilots.counting_stage", "xong", "trong danh sách"),
        ("clubs.maintained_months", "0", "ngoài khoảng"),
        ("figures.closing_day", "31/02", "không phải ngày có ở mọi năm"),
        ("figures.closing_day", "29/02", "không phải ngày có ở mọi năm"),
        ("figures.closing_day", "11-16", "không phải ngày có ở mọi năm"),
        ("figures.closing_day", "20/11", "không trước thời hạn gửi báo cáo 20/11"),
    ],
)
def test_a_value_of_another_kind_is_refused_with_the_mend(office, key, value, said):
    answer = _decide(office, f"/cach-hieu/{key}/", value=value)
    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"document": " "}, "còn trống"),
        ({"in_force_from": "31/02/2028"}, "31/02/2028"),
        ({"in_force_from": "31/12/2025"}, "ngoài giai đoạn"),
        ({"in_force_from": "01/01/2031"}, "ngoài giai đoạn"),
        ({"reason": "x" * 5000}, "quá 1.000"),
    ],
)
def test_a_decision_needs_a_day_of_the_plan_and_a_document(office, changes, said):
    answer = _decide(office, **changes)
    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert not Decision.objects.exists()


def test_sending_the_form_twice_writes_one_decision(office):
    _decide(office)
    assert _decide(office).status_code == 200
    assert Decision.objects.count() == 1


def test_earlier_decisions_stay_in_the_history(office, client):
    _decide(office)
    _decide(office, value="4", in_force_from="01/02/2028", document="13/SKHCN-TĐC")
    page = client.get(HOURS).content.decode()
    assert page.index("13/SKHCN-TĐC") < page.rindex("12/SKHCN-TĐC")
    assert "4 giờ" in page
    assert "Department officer" not in page
    assert "Department officer" in office.get(HOURS).content.decode()


def test_a_decision_ahead_is_in_the_history_but_not_yet_in_force(office, client):
    _decide(office, in_force_from="01/01/2029")
    page = client.get(HOURS).content.decode()
    assert '<p class="answer">8 giờ</p>' in page
    assert "Từ ngày 01/01/2029" in page


MAY_DECIDE = {"department_officer", "second_department_officer", "department_leader"}


def test_nobody_else_decides_nor_learns_of_the_form(everyone, programme, sign_in, client):
    for name, user in everyone.items():
        page = sign_in(user).get(HOURS).content.decode()
        assert ('method="post" novalidate' in page) == (name in MAY_DECIDE), name
        if name not in MAY_DECIDE:
            assert _decide(sign_in(user)).status_code == 404, name
    assert _decide(client).status_code == 404
    assert not Decision.objects.exists()


def test_the_pages_cost_a_fixed_number_of_queries(count_queries, office):
    _decide(office)
    few = count_queries("/cach-hieu/"), count_queries(HOURS)
    for hours in ("5", "4", "3"):
        _decide(office, value=hours)
    assert (count_queries("/cach-hieu/"), count_queries(HOURS)) == few
    assert max(few) <= 6
