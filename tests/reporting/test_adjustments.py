"""Adjustments after the freeze: asked on the row's page, listed with the frozen figures, told by the next report."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from nscl.documents.blocks import Table
from nscl.organisations.models import User
from nscl.plan import Plan
from nscl.registers import actions as rows
from nscl.registers.models import Course
from nscl.reporting import actions
from nscl.reporting.adjustments import adjustments
from nscl.reporting.models import Round
from nscl.reporting.papers.province_annual import compose, context
from nscl.vn.calendar import now

pytestmark = pytest.mark.django_db
WHY = "Danh sách ký về muộn."


@pytest.fixture
def adjusted(
    round: Round, course_of_a: Callable[..., Course], commune_a_leader: User, department_leader: User, on_day
) -> Course:  # type: ignore[no-untyped-def]
    """A class of May, confirmed after the freeze of 2028."""
    course = course_of_a()
    on_day("2028-11-24")
    actions.freeze(round, by=department_leader)
    return rows.confirm(course, by=commune_a_leader, why=WHY)


def test_a_row_confirmed_after_the_freeze_is_listed_with_its_reason(adjusted: Course):
    (found,) = adjustments([2028], now())
    assert (found.year, found.register.slug, found.row.pk, found.why) == (2028, "dao-tao", adjusted.pk, WHY)
    assert adjustments([2027], now()) == []


def test_an_adjustment_withdrawn_since_is_listed_no_more(adjusted: Course, commune_a_leader: User):
    rows.withdraw(adjusted, by=commune_a_leader, why="nhầm")
    assert adjustments([2028], now()) == []


def test_the_report_of_the_next_year_gives_the_reason_beside_the_difference(plan: Plan, adjusted: Course, on_day):  # type: ignore[no-untyped-def]
    on_day("2029-12-01")
    form = compose(context(plan, 2029))
    (table,) = next(annex for annex in form.annexes if annex.title.startswith("SỐ LIỆU CÁC NĂM TRƯỚC")).body
    assert isinstance(table, Table)
    row = next(row for row in table.rows if row[0] == "2.1")
    assert row[3:] == ("0", "2", "+2", "Năm 2028: điều chỉnh sau chốt 01 dòng; lý do: danh sách ký về muộn")


def test_the_frozen_figure_does_not_move(adjusted: Course, round: Round):
    figures = {each["indicator"]: each["value"] for each in Round.objects.defer(None).get(pk=round.pk).figures}
    assert figures["MT2.1"] == 0
    assert adjusted.on == date(2028, 5, 5)
