"""One row among the lines: where it counts, and what would change without it."""

from datetime import date
from decimal import Decimal

import pytest

from nscl.registers.clubs import CLUB_ACTIVITIES, CLUBS
from nscl.registers.expected import EXPECTED
from nscl.registers.models import Course, Expected
from nscl.registers.pilots import PILOTS
from nscl.registers.training import TRAINING
from nscl.scorecard.rows import effects_of_withdrawal, uses
from tests import make


@pytest.fixture
def confirmed(department, department_officer, second_department_officer):
    return {"by": department_officer, "reported_by": department, "confirmed_by": second_department_officer}


def told(found):
    return [(use.indicator.code, use.year, use.lines.counted, use.lines.recorded) for use in found]


def test_a_course_counts_in_each_indicator_that_reads_its_learners(plan, confirmed, enterprise, department):
    course = make.course(**confirmed, on=date(2028, 5, 5), learners={enterprise: 3, department: 2})
    assert told(uses(plan, TRAINING, course)) == [("MT2.1", 2028, 3, 5), ("MT9.1", 2028, 2, 5)]


def test_what_another_indicator_counts_whole_is_elsewhere(plan, confirmed, enterprise):
    course = make.course(**confirmed, on=date(2028, 5, 5), learners={enterprise: 3})
    assert [use.is_elsewhere for use in uses(plan, TRAINING, course)] == [False, True]


def test_a_pilot_counts_only_where_its_kind_of_body_does_in_the_year_of_the_stage(plan, confirmed, hospital):
    pilot = make.pilot(**confirmed, body=hospital, on=date(2027, 1, 5), audited_on=date(2028, 6, 1))
    assert told(uses(plan, PILOTS, pilot)) == [("MT5.1", 2028, 1, 1)]


def test_a_row_outside_the_years_of_the_plan_counts_nowhere(plan, confirmed, enterprise):
    course = make.course(**confirmed, on=date(2025, 5, 5), learners={enterprise: 3})
    assert uses(plan, TRAINING, course) == []


def test_an_expected_outturn_counts_nowhere(plan, department):
    row = Expected(reported_by=department, on=date(2028, 5, 5), indicator="MT2.1", year=2028, value=Decimal(9))
    assert uses(plan, EXPECTED, row) == []


def changes(plan, register, row, by):
    return [(e.line.code, e.line.year, e.before, e.after) for e in effects_of_withdrawal(plan, register, row, by=by)]


def test_withdrawing_a_course_takes_its_learners_out_of_both_figures(
    plan, confirmed, enterprise, department, department_leader
):
    course = make.course(**confirmed, on=date(2028, 5, 5), learners={enterprise: 3, department: 2})
    make.course(**confirmed, on=date(2028, 6, 6), learners={enterprise: 1})
    assert changes(plan, TRAINING, course, department_leader) == [("MT2.1", 2028, 4, 1), ("MT9.1", 2028, 2, 0)]


def test_the_trial_of_a_withdrawal_is_undone(plan, confirmed, enterprise, department_leader):
    course = make.course(**confirmed, on=date(2028, 5, 5), learners={enterprise: 3})
    changes(plan, TRAINING, course, department_leader)
    assert Course.objects.get(pk=course.pk).withdrawn_at is None


def test_a_row_that_counts_nowhere_changes_nothing(plan, confirmed, hospital, department_leader):
    course = make.course(**confirmed, on=date(2028, 5, 5), learners={hospital: 3})
    assert changes(plan, TRAINING, course, department_leader) == []


def test_a_club_without_its_last_activity_lapses(
    plan, confirmed, college, department_leader, second_department_officer
):
    club = make.club(**confirmed, body=college, on=date(2026, 5, 1))
    only = make.activity(by=confirmed["by"], club=club, on=date(2028, 5, 5), confirmed_by=second_department_officer)
    assert changes(plan, CLUBS, club, department_leader) == [("MT8.1", 2028, 1, 0)]
    assert changes(plan, CLUB_ACTIVITIES, only, department_leader) == [("MT8.1", 2028, 1, 0)]


def test_an_office_with_two_models_stays_when_one_is_withdrawn(plan, confirmed, commune_a, department_leader):
    first = make.pilot(**confirmed, body=commune_a, on=date(2028, 1, 5), audited_on=date(2028, 6, 1))
    make.pilot(**confirmed, body=commune_a, on=date(2028, 1, 6), audited_on=date(2028, 7, 1))
    assert changes(plan, PILOTS, first, department_leader) == []
