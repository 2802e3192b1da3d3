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
    """Make the list be exactly these lines. Returns how many came, went and changed; never a name.

    Whoever leaves the list and attends nothing else is forgotten: no private data without a reason to keep them.
    """
    standing = {attendance.learner_id: attendance for attendance in course.attendances.select_related("learner")}
    for body in {entry.body for entry in entries}:
        actions.check_body_on(body, "attendances", course.on)
    learners, described = _written(entries, standing)
    _refuse_repeated(entries, learners)
    fresh = [
        Attendance(course=course, learner=learner, body=entry.body, setting=entry.setting, hours=entry.hours)
        for entry, learner in zip(entries, learners, strict=True)
        if learner.pk not in standing
    ]
    moved = {
        learner.pk
        for entry, learner in zip(entries, learners, strict=True)
        if learner.pk in standing and _changed(standing[learner.pk], entry)
    }
    gone = standing.keys() - {learner.pk for learner in learners}
    course.attendances.filter(learner__in=gone).delete()
    Learner.objects.filter(pk__in=gone, attendances=None).delete()
    Attendance.objects.bulk_create(fresh)
    changes = {"learners_added": len(fresh), "learners_removed": len(gone), "learners_changed": len(moved | described)}
    return {key: number for key, number in changes.items() if number}


def _written(entries: Sequence[LearnerEntry], standing: Mapping[int, Attendance]) -> tuple[list[Learner], set[int]]:
    """The person of each line, saved, and who of the list is described otherwise than before.

    The course's own list says all of him; another list only adds what was not known. Of somebody on a confirmed list
    nothing is said otherwise: a draft that does so means a person of its own.
    """
    learners: list[Learner] = []
    new: list[Learner] = []
    described: set[int] = set()
    closed = _on_confirmed_lists(entries)
    for entry in entries:
        said = {"name": entry.name, "birth_year": entry.birth_year, "position": entry.position}
        learner = entry.learner or Learner(body=entry.body)
        if learner.pk in closed and learner.pk in standing and _says_otherwise(learner, said):
            learner = Learner(body=entry.body)
        if learner.pk in closed or (learner.pk and learner.pk not in standing):
            said = {key: getattr(learner, key) or value for key, value in said.items()}
        changed = any(getattr(learner, key) != value for key, value in said.items())
        for key, value in said.items():
            setattr(learner, key, value)
        learner.set_keys()
        learners.append(learner)
        if learner.pk is None:
            new.append(learner)
        elif changed:
            learner.save()
            described |= {learner.pk} & standing.keys()
    Learner.objects.bulk_create(new)
    return learners, described


def _on_confirmed_lists(entries: Sequence[LearnerEntry]) -> set[int]:
    """Who of the known people stands on a list that a second person has confirmed."""
    known = [entry.learner.pk for entry in entries if entry.learner]
    listed = Attendance.objects.filter(learner__in=known, course__confirmed_at__isnull=False)
    return set(listed.values_list("learner", flat=True)) if known else set()


def _says_otherwise(learner: Learner, said: Mapping[str, Any]) -> bool:
    """Is something that is known of him said to be something else, or not to be known?"""
    return any(getattr(learner, key) and getattr(learner, key) != value for key, value in said.items())


def _refuse_repeated(entries: Sequence[LearnerEntry], learners: Sequence[Learner]) -> None:
    seen: set[int] = set()
    for entry, learner in zip(entries, learners, strict=True):
        if learner.pk in seen:
            message = _('Học viên "%(name)s" (%(body)s) đứng hai lần trong lớp này. Xóa một dòng.')
            raise ValidationError(message % {"name": entry.name, "body": entry.body.name})
        seen.add(learner.pk)


def _changed(attendance: Attendance, entry: LearnerEntry) -> bool:
    """Write what a line now says of somebody who stays; nothing when it says the same."""
    if (attendance.body_id, attendance.setting, attendance.hours) == (entry.body.pk, entry.setting, entry.hours):
        return False
    attendance.body, attendance.setting, attendance.hours = entry.body, entry.setting, entry.hours
    attendance.save()
    return True
