"""Rows of a period whose figures are frozen count only as an adjustment, with a reason."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from nscl.history.acts import record
from nscl.history.models import Event
from nscl.organisations.models import Body, User
from nscl.registers import actions
from nscl.registers.adjusting import period_adjusted
from nscl.registers.entry import RowState
from nscl.registers.models import Course
from nscl.vn.calendar import now
from tests import make

pytestmark = pytest.mark.django_db
WHY = "Danh sách ký về muộn"


@pytest.fixture
def frozen(db: None) -> None:
    """The figures of 2028 up to 10/11 are frozen."""
    at = (now() - timedelta(hours=1)).isoformat()
    record(by=None, verb="round.frozen", subject="reporting.round/1", year=2028, closing_on="2028-11-10", frozen_at=at)


@pytest.fixture
def course(course_of_a: Callable[..., Course]) -> Course:
    return course_of_a(on=date(2028, 5, 5))


def test_a_row_of_the_frozen_period_is_not_confirmed_without_a_reason(
    frozen: None, course: Course, commune_a_leader: User
):
    with pytest.raises(ValidationError, match="chỉ được tính là điều chỉnh sau chốt"):
        actions.confirm(course, by=commune_a_leader, why="  ")
    assert Course.objects.get(pk=course.pk).state is RowState.WAITING


def test_the_reason_stands_in_the_act_of_the_confirmation(frozen: None, course: Course, commune_a_leader: User):
    actions.confirm(course, by=commune_a_leader, why=WHY)
    act = Event.objects.get(verb="row.confirmed")
    assert (act.why, act.details["adjusts"]) == (WHY, 2028)


@pytest.mark.parametrize("day", [date(2028, 11, 11), date(2027, 12, 31)])
def test_a_row_of_another_day_needs_no_reason_and_keeps_none(
    frozen: None, course_of_a: Callable[..., Course], commune_a_leader: User, day: date
):
    actions.confirm(course_of_a(on=day), by=commune_a_leader, why=WHY)
    act = Event.objects.get(verb="row.confirmed")
    assert (act.why, "adjusts" in act.details) == ("", False)


def test_before_the_freeze_no_reason_is_asked(course: Course, commune_a_leader: User):
    assert actions.confirm(course, by=commune_a_leader).state is RowState.CONFIRMED


def test_a_correction_of_a_counted_row_in_the_period_is_an_adjustment(
    course: Course, commune_a_officer: User, commune_a_leader: User, request: pytest.FixtureRequest
):
    actions.confirm(course, by=commune_a_leader)
    request.getfixturevalue("frozen")
    new = actions.start_correction(course, by=commune_a_officer)
    assert period_adjusted(new)


def test_a_later_stage_of_a_model_chosen_in_the_period_is_none(
    enterprise: Body,
    department: Body,
    department_officer: User,
    second_department_officer: User,
    request: pytest.FixtureRequest,
):
    who = {"by": department_officer, "reported_by": department, "confirmed_by": second_department_officer}
    pilot = make.pilot(body=enterprise, on=date(2028, 5, 5), **who)  # type: ignore[arg-type]
    request.getfixturevalue("frozen")
    new = actions.start_correction(pilot, by=department_officer)
    new.audited_on = date(2028, 11, 12)
    assert period_adjusted(new) is None
    new.audited_on = date(2028, 11, 9)
    assert period_adjusted(new)
