"""Verbs on rows: who may, when, and what the database refuses by itself."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, transaction

from nscl.history.models import Event
from nscl.organisations.actions import end_body
from nscl.registers import actions
from nscl.registers.entry import RowState
from nscl.registers.models import Attendance, Course
from tests import make


@pytest.fixture
def draft(commune_a, commune_a_officer, enterprise):
    return make.course(by=commune_a_officer, reported_by=commune_a, on=date(2028, 5, 5), learners={enterprise: 2})


def test_a_new_row_waits_for_a_second_person(draft):
    assert draft.state is RowState.WAITING


def test_nobody_confirms_what_he_entered(draft, commune_a_officer):
    with pytest.raises(ValidationError, match="Bạn là người nhập dòng này"):
        actions.confirm(draft, by=commune_a_officer)


def test_the_database_too_refuses_self_confirmation(draft, commune_a_officer):
    with pytest.raises(IntegrityError, match="is_not_confirmed_by_who_entered_it"), transaction.atomic():
        Course.objects.filter(pk=draft.pk).update(confirmed_by=commune_a_officer, confirmed_at=draft.entered_at)


def test_a_colleague_confirms_and_the_act_is_recorded(draft, commune_a_leader):
    assert actions.confirm(draft, by=commune_a_leader).state is RowState.CONFIRMED
    assert Event.objects.filter(verb="row.confirmed", actor_id=commune_a_leader.pk).count() == 1


def test_confirming_twice_is_confirming_once(draft, commune_a_leader):
    actions.confirm(draft, by=commune_a_leader)
    actions.confirm(draft, by=commune_a_leader)
    assert Event.objects.filter(verb="row.confirmed").count() == 1


def test_another_commune_may_not_confirm(draft, commune_b_leader):
    with pytest.raises(PermissionDenied):
        actions.confirm(draft, by=commune_b_leader)


MAY = {
    # person                       enter  confirm withdraw a row of commune A
    "department_officer": (True, True, True),
    "department_leader": (False, True, True),
    "second_commune_a_officer": (True, True, True),
    "commune_a_leader": (False, True, True),
    "commune_b_officer": (False, False, False),
    "commune_b_leader": (False, False, False),
    "enterprise_officer": (False, False, False),
    "education_head": (False, False, False),
    "supervisor": (False, False, False),
    "viewer": (False, False, False),
    "administrator": (False, False, False),
    "outsider": (False, False, False),
}


@pytest.mark.parametrize("name", MAY)
def test_each_role_does_what_the_table_says(name, request, commune_a, commune_a_officer, enterprise):
    person = request.getfixturevalue(name)

    def allowed(act):
        try:
            with transaction.atomic():
                act()
        except PermissionDenied:
            return False
        return True

    def course(confirmed_by=None):
        return make.course(by=commune_a_officer, reported_by=commune_a, on=date(2028, 5, 5), confirmed_by=confirmed_by)

    colleague = make.user("đồng nghiệp".replace(" ", "-"), body=commune_a)
    found = (
        allowed(lambda: make.course(by=person, reported_by=commune_a, on=date(2028, 5, 6))),
        allowed(lambda: actions.confirm(course(), by=person)),
        allowed(lambda: actions.withdraw(course(colleague), by=person, why="nhầm")),
    )
    assert found == MAY[name]


def test_a_body_does_not_confirm_what_it_reported_of_itself(enterprise, enterprise_officer):
    colleague = make.user("dong-nghiep", body=enterprise)
    row = make.pilot(by=enterprise_officer, reported_by=enterprise, body=enterprise, on=date(2028, 1, 5))
    with pytest.raises(ValidationError, match="vừa báo cáo vừa là đơn vị thụ hưởng"):
        actions.confirm(row, by=colleague)


def test_the_department_confirms_what_a_body_reported_of_itself(enterprise, enterprise_officer, department_officer):
    row = make.pilot(by=enterprise_officer, reported_by=enterprise, body=enterprise, on=date(2028, 1, 5))
    assert actions.confirm(row, by=department_officer).state is RowState.CONFIRMED


def test_a_confirmed_row_is_not_edited(draft, commune_a_officer, commune_a_leader):
    row = actions.confirm(draft, by=commune_a_leader)
    row.title = "khác"
    with pytest.raises(ValidationError, match="Thay bằng dòng mới"):
        actions.edit(row, by=commune_a_officer)


def test_the_database_refuses_to_edit_a_confirmed_row(draft, commune_a_leader):
    actions.confirm(draft, by=commune_a_leader)
    with pytest.raises(DatabaseError), transaction.atomic():
        Course.objects.filter(pk=draft.pk).update(title="khác")


def test_the_database_refuses_to_lengthen_a_confirmed_list(draft, commune_a_leader, enterprise):
    actions.confirm(draft, by=commune_a_leader)
    with pytest.raises(DatabaseError, match="confirmed list"), transaction.atomic():
        make.attend(draft, enterprise)


def test_the_database_refuses_a_learner_twice_in_a_course(draft):
    one = Attendance.objects.filter(course=draft).first()
    with pytest.raises(IntegrityError, match="a_learner_attends_a_course_once"), transaction.atomic():
        Attendance.objects.create(
            course=draft, learner=one.learner, body=one.body, setting=one.setting, hours=one.hours
        )


def test_withdrawing_a_confirmed_row_needs_a_reason(draft, commune_a_leader):
    row = actions.confirm(draft, by=commune_a_leader)
    with pytest.raises(ValidationError, match="Lý do"):
        actions.withdraw(row, by=commune_a_leader, why=" ")


def test_a_discarded_draft_can_be_taken_back(draft, commune_a_officer):
    actions.withdraw(draft, by=commune_a_officer, why="")
    assert actions.restore(draft, by=commune_a_officer).state is RowState.WAITING


def test_a_withdrawn_row_does_not_come_back(draft, commune_a_officer, commune_a_leader):
    row = actions.confirm(draft, by=commune_a_leader)
    actions.withdraw(row, by=commune_a_leader, why="nhầm")
    with pytest.raises(ValidationError, match="ghi thành dòng mới"):
        actions.restore(row, by=commune_a_officer)


def test_a_correction_starts_from_a_copy_of_the_list(draft, commune_a_officer, commune_a_leader):
    row = actions.confirm(draft, by=commune_a_leader)
    new = actions.start_correction(row, by=commune_a_officer)
    assert (new.attendances.count(), new.sessions.count(), row.attendances.count()) == (2, 1, 2)


def test_starting_a_correction_twice_opens_the_same_draft(draft, commune_a_officer, commune_a_leader):
    row = actions.confirm(draft, by=commune_a_leader)
    assert actions.start_correction(row, by=commune_a_officer) == actions.start_correction(row, by=commune_a_officer)


def test_the_old_row_stands_until_the_correction_is_confirmed(draft, commune_a_officer, commune_a_leader):
    row = actions.confirm(draft, by=commune_a_leader)
    new = actions.start_correction(row, by=commune_a_officer)
    row.refresh_from_db()
    assert row.state is RowState.CONFIRMED
    actions.confirm(new, by=commune_a_leader)
    row.refresh_from_db()
    assert row.state is RowState.SUPERSEDED


def test_a_fact_does_not_lie_in_the_future(commune_a, commune_a_officer):
    with pytest.raises(ValidationError, match="sau hôm nay"):
        make.course(by=commune_a_officer, reported_by=commune_a, on=date(2028, 12, 1))


@pytest.fixture
def merged(commune_a, commune_b, administrator):
    end_body(by=administrator, body=commune_a, on=date(2028, 7, 1), successors=[commune_b], document="NQ 1")


def test_a_row_after_the_body_s_end_names_the_successor(commune_a, commune_a_officer, merged):
    commune_a.refresh_from_db()
    with pytest.raises(ValidationError, match=r"ngày 30/6/2028.*Chọn đơn vị kế thừa UBND phường B"):
        make.course(by=commune_a_officer, reported_by=commune_a, on=date(2028, 8, 1))


def test_a_successor_may_supersede_its_predecessor_s_row(draft, commune_a_leader, commune_b_officer, commune_a, merged):
    row = actions.confirm(draft, by=commune_a_leader)
    new = actions.start_correction(row, by=commune_b_officer)
    assert new.reported_by.label() == "UBND xã A, nay thuộc UBND phường B"
