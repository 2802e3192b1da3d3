"""Writing the lists of a course: as they stand, in one transaction, and closed once confirmed."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from nscl.history.models import Event
from nscl.organisations.actions import end_body
from nscl.registers import actions
from nscl.registers.models import Attendance, Course, Learner
from nscl.registers.training_actions import LearnerEntry, SessionEntry, edit_course, enter_course

DAY = date(2028, 5, 5)


@pytest.fixture
def an(enterprise):
    return LearnerEntry("Nguyễn Văn An", enterprise, "enterprise", Decimal(8))


@pytest.fixture
def course(commune_a, commune_a_officer, an):
    return enter_course(
        Course(reported_by=commune_a, title="Lớp 5S", started_on=DAY, on=DAY),
        sessions=[SessionEntry(DAY, Decimal(8), "5S")],
        learners=[an],
        by=commune_a_officer,
    )


def test_a_new_course_and_its_lists_are_one_act(course):
    act = Event.objects.get(verb="row.entered")
    assert act.details == {"sessions": 1, "learners_added": 1}


def test_a_learner_is_found_by_a_name_without_tones(course):
    assert Learner.objects.get().name_key == "nguyen van an"


def test_a_learner_twice_leaves_nothing_behind(commune_a, commune_a_officer, an, course):
    learner = Learner.objects.get()
    twice = [LearnerEntry(an.name, an.body, an.setting, an.hours, learner=learner)] * 2
    with pytest.raises(ValidationError, match="đứng hai lần trong lớp này"):
        enter_course(
            Course(reported_by=commune_a, title="Lớp Kaizen", started_on=DAY, on=DAY),
            sessions=[SessionEntry(DAY, Decimal(8))],
            learners=twice,
            by=commune_a_officer,
        )
    assert (Course.objects.count(), Attendance.objects.count()) == (1, 1)


def test_a_learner_of_a_body_that_had_ended_leaves_nothing_behind(commune_a, commune_a_officer, an, administrator):
    end_body(by=administrator, body=an.body, on=date(2028, 1, 1), successors=[], document="HĐ 1")
    an.body.refresh_from_db()
    with pytest.raises(ValidationError, match="đã kết thúc hoạt động ngày 31/12/2027"):
        enter_course(
            Course(reported_by=commune_a, title="Lớp Kaizen", started_on=DAY, on=DAY),
            sessions=[],
            learners=[an],
            by=commune_a_officer,
        )
    assert not Course.objects.exists()


def test_saving_the_same_lists_again_tells_of_no_change(course, an, commune_a_officer):
    kept = LearnerEntry(an.name, an.body, an.setting, an.hours, learner=Learner.objects.get())
    edit_course(course, sessions=[SessionEntry(DAY, Decimal(8), "5S")], learners=[kept], by=commune_a_officer)
    assert Event.objects.first().details == {"fields": []}


def test_other_hours_are_a_change_of_the_list(course, an, commune_a_officer):
    kept = LearnerEntry(an.name, an.body, an.setting, Decimal(4), learner=Learner.objects.get())
    edit_course(course, sessions=[], learners=[kept], by=commune_a_officer)
    assert Event.objects.first().details == {"fields": [], "sessions": 0, "learners_changed": 1}
    assert Attendance.objects.get().hours == 4


@pytest.fixture
def known(course, commune_a_leader):
    """An of the confirmed course: born 1990, an accountant."""
    Learner.objects.update(birth_year=1990, position="Kế toán")
    actions.confirm(course, by=commune_a_leader)
    return Learner.objects.get()


def test_a_draft_saved_twice_leaves_a_confirmed_list_as_it_was(known, an, commune_a, commune_a_officer):
    said = LearnerEntry("Nguyễn Văn AN", an.body, an.setting, an.hours, 1991, "Tổ trưởng", learner=known)
    draft = Course(reported_by=commune_a, title="Lớp Kaizen", started_on=DAY, on=DAY)
    enter_course(draft, sessions=[], learners=[said], by=commune_a_officer)
    again = replace(said, learner=Learner.objects.get(pk=known.pk))
    edit_course(draft, sessions=[], learners=[again], by=commune_a_officer)
    known.refresh_from_db()
    assert (known.name, known.birth_year, known.position) == ("Nguyễn Văn An", 1990, "Kế toán")
    assert draft.attendances.get().learner.position == "Tổ trưởng"


def test_a_correction_says_otherwise_in_its_own_list_alone(course, known, an, commune_a_officer):
    new = actions.start_correction(course, by=commune_a_officer)
    said = LearnerEntry(an.name, an.body, an.setting, an.hours, 1989, "Kế toán", learner=known)
    edit_course(new, sessions=[], learners=[said], by=commune_a_officer)
    assert (course.attendances.get().learner.birth_year, new.attendances.get().learner.birth_year) == (1990, 1989)


def test_a_correction_that_only_adds_keeps_the_person(course, known, an, commune_a_officer):
    Learner.objects.update(birth_year=None)
    new = actions.start_correction(course, by=commune_a_officer)
    said = LearnerEntry(an.name, an.body, an.setting, an.hours, 1989, "Kế toán", learner=Learner.objects.get())
    edit_course(new, sessions=[], learners=[said], by=commune_a_officer)
    assert (Learner.objects.count(), new.attendances.get().learner.birth_year) == (1, 1989)


def test_a_confirmed_list_is_not_edited(course, an, commune_a_officer, commune_a_leader):
    actions.confirm(course, by=commune_a_leader)
    with pytest.raises(ValidationError, match="Thay bằng dòng mới"):
        edit_course(course, sessions=[], learners=[], by=commune_a_officer)
    with pytest.raises(DatabaseError, match="confirmed list"), transaction.atomic():
        Attendance.objects.update(hours=4)
