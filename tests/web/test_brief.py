"""The leader's brief: one phone screen, one A4 page, and only what the leader must know."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from types import SimpleNamespace

import pytest
from django.test import Client
from pypdf import PdfReader

from nscl.organisations.models import User
from nscl.plan import Plan
from nscl.reporting import actions
from nscl.reporting.models import Report, Round
from nscl.web.matters import LONGEST
from tests import make
from tests.web import browser

pytestmark = pytest.mark.django_db
PAGE = "/ban-tin/"


@pytest.fixture
def leader(sign_in, department_leader: User) -> Client:  # type: ignore[no-untyped-def]
    return sign_in(department_leader)


def _titles(client: Client) -> list[str]:
    return [matter.title for matter in client.get(PAGE).context["matters"]]


def test_every_line_is_counted_in_one_state(leader: Client, round: Round, plan: Plan):
    counts = leader.get(PAGE).context["counts"]

    assert [count.word for count in counts] == ["chậm tiến độ", "đúng tiến độ", "đạt mục tiêu", "chưa xếp loại"]
    assert sum(count.number for count in counts) == len(plan.indicators)
    assert counts[0].number == 2  # no pilot in health, no club


def test_what_is_behind_comes_first_with_who_and_before_which_day(leader: Client, sent: Report):
    page = leader.get(PAGE)
    matters = page.context["matters"]

    assert [matter.title for matter in matters] == [
        "Thiếu 03 mô hình cho mốc 2028",
        "Thiếu 03 câu lạc bộ cho mốc 2028",
        "Đôn đốc 02 cơ quan chưa gửi",
        "Khóa số liệu năm 2028",
    ]
    assert [matter.short_day for matter in matters] == ["31/12", "31/12", "19/11", "28/11"]
    assert matters[0].about.startswith("MT5.1 · Sở Khoa học và Công nghệ")
    assert matters[0].url == "/muc-tieu/MT5.1/?nam=2028"
    assert page.context["more"] == 3


def test_the_brief_keeps_to_what_fits(leader: Client, sent: Report, on_day):  # type: ignore[no-untyped-def]
    for day in ("2028-11-15", "2028-11-20", "2028-12-01"):
        on_day(day)
        assert len(_titles(leader)) <= LONGEST


def test_a_round_whose_list_waits_is_the_leaders_to_approve(leader: Client, prepared: Round):
    assert "Duyệt danh sách báo cáo năm 2028" in _titles(leader)


def test_a_frozen_round_leaves_the_signature_of_the_provinces_report(
    leader: Client, round: Round, department_leader: User, on_day
):  # type: ignore[no-untyped-def]
    on_day("2028-11-21")
    actions.freeze(round, by=department_leader)

    assert "Ký báo cáo năm của tỉnh" in _titles(leader)
    assert not [title for title in _titles(leader) if title.startswith(("Khóa", "Đôn đốc"))]


def test_reports_and_money_are_told_in_one_line_each(leader: Client, sent: Report):
    page = leader.get(PAGE).text

    assert "Kỳ báo cáo: 1/3 cơ quan đã gửi" in page
    assert "2 chưa gửi</strong>, hạn hết 19/11/2028" in page
    assert "Khái toán năm 2028: 4.130 triệu đồng" in page
    assert "chưa có số liệu giao, chi" in page


def test_on_an_empty_deployment_the_brief_says_what_to_do(leader: Client):
    page = leader.get(PAGE)

    assert page.status_code == 503
    assert "Chưa có kế hoạch nào được đưa vào dùng" in page.text


def test_without_a_round_the_brief_says_so(leader: Client, programme):  # type: ignore[no-untyped-def]
    assert "Năm 2028 chưa mở kỳ báo cáo" in leader.get(PAGE).text


def test_the_brief_costs_the_same_however_many_bodies_and_rows(
    leader: Client, round: Round, bodies: SimpleNamespace, department_officer: User, count_queries
):  # type: ignore[no-untyped-def]
    few = count_queries(PAGE, leader)
    for number in range(10):
        body = make.body(f"xa-{number}", f"UBND xã {number}", "commune")
        Report.objects.create(round=round, body=body, obligation="obliged")
        make.course(
            by=department_officer, reported_by=bodies.department, on=date(2028, 5, 4), learners={bodies.enterprise: 1}
        )
    assert count_queries(PAGE, leader) == few


# ---- on a phone and on paper


@pytest.fixture
def busy(round: Round, bodies: SimpleNamespace, department_officer: User, second_department_officer: User) -> Round:
    """As much as the brief ever holds: lines behind, a figure with a target, reports missing."""
    learners = {bodies.enterprise: 30}
    make.course(
        by=department_officer,
        reported_by=bodies.department,
        on=date(2028, 5, 4),
        learners=learners,
        confirmed_by=second_department_officer,
    )
    return round


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_brief_fits_one_screen_of_a_phone(window_of, department_leader: User, busy: Round):  # type: ignore[no-untyped-def]
    page = window_of(department_leader, browser.PHONE)
    page.goto(PAGE)
    browser.photograph(page, "ban-tin-phone")

    assert page.evaluate("document.documentElement.scrollHeight") <= browser.PHONE[1]
    assert browser.overflow(page) <= 0
    assert browser.violations(page) == []


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_brief_prints_on_one_page(window_of, department_leader: User, busy: Round):  # type: ignore[no-untyped-def]
    page = window_of(department_leader)
    page.goto(PAGE)
    paper = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))

    assert len(paper.pages) == 1
    said = paper.pages[0].extract_text()
    assert "in ngày 15/11/2028" in said  # source and day stand at its foot
    assert "31/12" in said
