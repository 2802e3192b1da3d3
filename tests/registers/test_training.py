"""Attendances counted by hand: which list, which year, which setting, how many hours."""

from datetime import date
from decimal import Decimal

import pytest

from nscl.organisations.scope import Scope
from nscl.registers import actions
from nscl.registers.measurement import Knowledge
from nscl.registers.training import attendances
from nscl.vn.calendar import now
from tests import make


@pytest.fixture
def course(commune_a, commune_a_officer, commune_a_leader):
    def build(on, learners, *, confirmed=True, **how):
        by = commune_a_leader if confirmed else None
        return make.course(
            by=commune_a_officer, reported_by=commune_a, on=on, learners=learners, confirmed_by=by, **how
        )

    return build


def count(year=2028, *, scope=None, setting=("vocational", "enterprise"), until=date(2028, 12, 31), min_hours=8):
    return attendances(
        years=range(2026, year + 1),
        scope=scope or Scope(),
        knowledge=Knowledge(at=now(), until=until),
        setting=setting,
        min_hours=Decimal(min_hours),
    )


def test_a_hand_counted_year(course, enterprise, second_enterprise, college, department, hospital):
    course(date(2028, 1, 1), {enterprise: 3, college: 2, department: 4})  # 5 count, 4 are officials
    course(date(2028, 11, 15), {second_enterprise: 6, hospital: 1})  # 6 count
    course(date(2028, 6, 1), {enterprise: 7}, confirmed=False)  # waits
    course(date(2028, 7, 1), {enterprise: 8}, hours=Decimal("7.5"))  # too few hours
    course(date(2027, 12, 31), {enterprise: 9})  # another year
    found = count()
    assert (found.value, found.row_count, found.unconfirmed) == (11, 11, 7)
    assert found.by_year == {2026: 0, 2027: 9, 2028: 11}
    assert (found.facts["courses"](), found.facts["bodies"]()) == (2, 3)


def test_exactly_the_hours_that_count_are_enough(course, enterprise):
    course(date(2028, 5, 5), {enterprise: 1}, hours=Decimal(8))
    assert count().value == 1


def test_a_day_past_the_last_one_asked_for_is_left_out(course, enterprise):
    course(date(2028, 11, 14), {enterprise: 1})
    course(date(2028, 11, 15), {enterprise: 2})
    assert count(until=date(2028, 11, 14)).value == 1


def test_a_withdrawn_list_counts_nowhere(course, enterprise, commune_a_leader):
    row = course(date(2028, 5, 5), {enterprise: 5})
    actions.withdraw(row, by=commune_a_leader, why="nhầm")
    assert (count().value, count().unconfirmed) == (0, 0)


def test_a_correction_on_its_way_is_counted_once(course, enterprise, commune_a_officer):
    row = course(date(2028, 5, 5), {enterprise: 5})
    actions.start_correction(row, by=commune_a_officer)
    assert (count().value, count().unconfirmed) == (5, 0)


def test_a_scope_counts_by_reporter_or_by_place(course, enterprise, second_enterprise, commune_a, commune_b):
    course(date(2028, 5, 5), {enterprise: 2, second_enterprise: 3})
    assert count(scope=Scope(reporter=commune_a)).value == 5
    assert count(scope=Scope(reporter=commune_b)).value == 0
    assert count(scope=Scope(place=commune_b)).value == 3
