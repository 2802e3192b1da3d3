"""Verbs on courses: a course is written with its sessions and its list of learners, in one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from nscl.evidence.models import Document
from nscl.organisations.models import Body, User
from nscl.registers import actions
from nscl.registers.training import Attendance, Course, Learner, Session


@dataclass(frozen=True)
class SessionEntry:
    """One session as it is written down."""

    on: date
    hours: Decimal
    topic: str = ""


@dataclass(frozen=True)
class LearnerEntry:
    """One line of a course's list. `learner` is somebody known already; None writes a new person."""

    name: str
    body: Body
    setting: str
    hours: Decimal
    birth_year: int | None = None
    position: str = ""
    learner: Learner | None = None


def enter_course(
    course: Course,
    *,
    sessions: Sequence[SessionEntry],
    learners: Sequence[LearnerEntry],
    by: User,
    evidence: tuple[Document, ...] = (),
) -> Course:
    """Write a new course with its lists, waiting for a second person; nothing is kept when a part is refused."""
    lists = (lambda row: write_sessions(row, sessions), lambda row: write_learners(row, learners))
    return actions.enter(course, by=by, evidence=evidence, lists=lists)


def edit_course(
    course: Course, *, sessions: Sequence[SessionEntry], learners: Sequence[LearnerEntry], by: User
) -> Course:
    """Save a draft with its lists as they now stand."""
    lists = (lambda row: write_sessions(row, sessions), lambda row: write_learners(row, learners))
    return actions.edit(course, by=by, lists=lists)


def write_sessions(course: Course, sessions: Sequence[SessionEntry]) -> dict[str, Any]:
    """Make the course have exactly these sessions. Returns their number when anything changed."""
    standing = [SessionEntry(s.on, s.hours, s.topic) for s in course.sessions.all()]
    wanted = sorted(sessions, key=lambda s: s.on)
    if standing == wanted:
        return {}
    course.sessions.all().delete()
    Session.objects.bulk_create(Session(course=course, on=s.on, hours=s.hours, topic=s.topic) for s in wanted)
    return {"sessions": len(wanted)}


def write_learners(course: Course, entries: Sequence[LearnerEntry]) -> dict[str, Any]:
    """Make the list be exactly these lines. Returns how many came and went; never a name.

    Whoever leaves the list and attends nothing else is forgotten: no private data without a reason to keep them.
    """
    standing = {attendance.learner_id: attendance for attendance in course.attendances.all()}
    kept: set[int] = set()
    fresh: list[Attendance] = []
    for entry in entries:
        actions.check_body_on(entry.body, "attendances", course.on)
        learner = _written(entry, standing)
        if learner.pk in kept:
            message = _('Học viên "%(name)s" (%(body)s) đứng hai lần trong lớp này. Xóa một dòng.')
            raise ValidationError(message % {"name": entry.name, "body": entry.body.name})
        kept.add(learner.pk)
        _write_attendance(course, learner, entry, standing.get(learner.pk), fresh)
    gone = set(standing) - kept
    course.attendances.filter(learner__in=gone).delete()
    Learner.objects.filter(pk__in=gone, attendances=None).delete()
    Attendance.objects.bulk_create(fresh)
    changes = {"learners_added": len(fresh), "learners_removed": len(gone)}
    return {key: number for key, number in changes.items() if number}


def _write_attendance(
    course: Course, learner: Learner, entry: LearnerEntry, attendance: Attendance | None, fresh: list[Attendance]
) -> None:
    if attendance is None:
        fresh.append(
            Attendance(course=course, learner=learner, body=entry.body, setting=entry.setting, hours=entry.hours)
        )
    elif (attendance.body_id, attendance.setting, attendance.hours) != (entry.body.pk, entry.setting, entry.hours):
        attendance.body, attendance.setting, attendance.hours = entry.body, entry.setting, entry.hours
        attendance.save()


def _written(entry: LearnerEntry, standing: Mapping[int, Attendance]) -> Learner:
    """The person of a line, saved. The course's own list says all of him; another list only adds what was not known."""
    learner = entry.learner or Learner(body=entry.body, name=entry.name)
    known = (learner.birth_year, learner.position)
    said = (entry.birth_year, entry.position)
    if learner.pk not in standing:
        said = (entry.birth_year or learner.birth_year, entry.position or learner.position)
    learner.birth_year, learner.position = said
    if learner.pk is None or known != said:
        learner.save()
    return learner
