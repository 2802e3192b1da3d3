"""Undoing a confirmation: by who gave it, while no sealed figure rests on it."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from nscl.history.models import Event
from nscl.registers import actions
from nscl.registers.entry import RowState
from nscl.registers.models import Attendance, Club, ClubActivity, Expected
from nscl.registers.undoing import undo_confirmation
from tests import make


@pytest.fixture
def row(course_of_a, commune_a_leader):
    return actions.confirm(course_of_a(), by=commune_a_leader)


def test_the_row_is_a_draft_again_with_its_list_open(row, commune_a_leader, enterprise):
    undone = undo_confirmation(row, by=commune_a_leader)
    assert (undone.state, undone.confirmed_by) == (RowState.WAITING, None)
    assert Event.objects.filter(verb="row.unconfirmed", actor_id=commune_a_leader.pk).count() == 1
    make.attend(undone, enterprise)
    assert Attendance.objects.filter(course=undone).count() == 3


def test_undoing_twice_is_undoing_once(row, commune_a_leader):
    for _time in range(2):
        undo_confirmation(row, by=commune_a_leader)
    assert Event.objects.filter(verb="row.unconfirmed").count() == 1


def test_only_who_confirmed_undoes_it(row, second_commune_a_officer):
    with pytest.raises(ValidationError, match="Chỉ Commune a leader, người đã xác nhận"):
        undo_confirmation(row, by=second_commune_a_officer)


def test_who_may_no_longer_confirm_undoes_nothing(row, commune_a_leader):
    commune_a_leader.memberships.update(until=date(2028, 11, 14))
    commune_a_leader.__dict__.pop("current_memberships", None)
    with pytest.raises(PermissionDenied):
        undo_confirmation(row, by=commune_a_leader)


def test_a_withdrawn_row_is_not_undone(row, commune_a_leader):
    actions.withdraw(row, by=commune_a_leader, why="nhầm")
    with pytest.raises(ValidationError, match="đã rút hoặc đã được thay"):
        undo_confirmation(row, by=commune_a_leader)


def test_a_row_that_is_being_replaced_keeps_its_confirmation(row, commune_a_leader, commune_a_officer):
    new = actions.start_correction(row, by=commune_a_officer)
    with pytest.raises(ValidationError, match=f"Dòng {new.pk} đang chờ xác nhận để thay dòng này"):
        undo_confirmation(row, by=commune_a_leader)


def test_the_row_it_had_replaced_stands_again(row, commune_a_leader, commune_a_officer):
    new = actions.confirm(actions.start_correction(row, by=commune_a_officer), by=commune_a_leader)
    undo_confirmation(new, by=commune_a_leader)
    row.refresh_from_db()
    assert row.state is RowState.CONFIRMED
    assert Event.objects.filter(verb="row.reinstated", subject=f"registers.course/{row.pk}").count() == 1


def test_of_two_expectations_the_first_stands_again(commune_a, commune_a_officer, commune_a_leader):
    said = {"plan": "mau", "indicator": "MT2.1", "year": 2028, "on": date(2028, 11, 1), "value": 9, "basis": "x"}
    first = actions.enter(Expected(reported_by=commune_a, **said), by=commune_a_officer)
    actions.confirm(first, by=commune_a_leader)
    second = actions.confirm(actions.start_correction(first, by=commune_a_officer), by=commune_a_leader)
    undo_confirmation(second, by=commune_a_leader)
    assert Expected.objects.in_state("confirmed").get() == first


def test_an_activity_whose_club_has_moved_is_withdrawn_and_undone_as_it_was_confirmed(
    commune_a, commune_a_officer, commune_a_leader, college, hospital
):
    by, confirmer = commune_a_officer, commune_a_leader
    club = make.club(by=by, reported_by=commune_a, body=college, on=date(2027, 1, 5), confirmed_by=confirmer)
    first, second = (make.activity(by=by, club=club, on=date(2028, 3, day), confirmed_by=confirmer) for day in (1, 2))
    draft = actions.start_correction(club, by=by)
    draft.body = hospital
    actions.confirm(actions.edit(draft, by=by), by=confirmer)
    assert actions.withdraw(first, by=confirmer, why="nhầm").body == college
    undo_confirmation(second, by=confirmer)
    assert ClubActivity.objects.get(pk=second.pk).body == college
    assert Club.objects.current().get().body == hospital
