"""Builders: the shortest way to a body, a person, a course … in a test, through the same actions as the pages."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

from django.test import Client

from nscl.organisations.actions import add_body
from nscl.organisations.models import Body, Kind, Membership, User
from nscl.registers import actions
from nscl.registers.models import Attendance, Club, ClubActivity, Course, Learner, Pilot, PilotSystem, Session
from nscl.registers.training import SETTING_OF_KIND, Setting
from nscl.vn.calendar import now

_numbers = count(1)
LATE = "Danh sách ký về sau khi khóa."  # kept only where a frozen period is adjusted


def body(code: str, name: str, kind: str = Kind.ENTERPRISE, **fields: Any) -> Body:
    return add_body(by=None, code=code, name=name, kind=kind, since=None, **fields)


def user(name: str, *, body: Body | None = None, role: str = "body_officer", since: date = date(2026, 1, 1)) -> User:
    person = User(email=f"{name}@vi-du.vn", full_name=name.replace("_", " ").capitalize(), created_at=now())
    person.set_password("mat-khau-rat-dai")
    person.save()
    if body is not None:
        Membership.objects.create(user=person, body=body, role=role, since=since)
    return person


def second_factor(client: Client, user: User) -> None:
    """Give the second factor for a signed-in client."""
    from django_otp import DEVICE_ID_SESSION_KEY
    from django_otp.plugins.otp_totp.models import TOTPDevice

    device, _created = TOTPDevice.objects.get_or_create(user=user, name="thử", confirmed=True)
    session = client.session
    session[DEVICE_ID_SESSION_KEY] = device.persistent_id
    session.save()


def course(
    *,
    by: User,
    reported_by: Body,
    on: date,
    learners: dict[Body, int] | None = None,
    setting: str | None = None,
    hours: Decimal = Decimal(16),
    confirmed_by: User | None = None,
    title: str = "Lớp 5S",
) -> Course:
    """A course with so many learners from each body; confirmed when somebody is named."""
    row = actions.enter(Course(reported_by=reported_by, title=title, started_on=on, on=on), by=by)
    Session.objects.create(course=row, on=on, hours=Decimal(8))
    for home, number in (learners or {}).items():
        for _ in range(number):
            attend(row, home, setting=setting, hours=hours)
    return actions.confirm(row, by=confirmed_by, why=LATE) if confirmed_by else row


def attend(
    row: Course, home: Body, *, name: str = "", setting: str | None = None, hours: Decimal = Decimal(16)
) -> Attendance:
    learner = Learner.objects.create(body=home, name=name or f"Học viên {next(_numbers)}")
    return Attendance.objects.create(
        course=row,
        learner=learner,
        body=home,
        setting=setting or SETTING_OF_KIND.get(Kind(home.kind), Setting.OTHER),
        hours=hours,
    )


def pilot(
    *,
    by: User,
    reported_by: Body,
    body: Body,
    on: date,
    tools: tuple[str, ...] = ("iso_9001", "5s"),
    grade: str = "B",
    confirmed_by: User | None = None,
    **stages: date,
) -> Pilot:
    row = Pilot(reported_by=reported_by, body=body, title=f"Mô hình tại {body.name}", on=on, grade=grade, **stages)
    row = actions.enter(row, by=by)
    PilotSystem.objects.bulk_create(PilotSystem(pilot=row, tool=tool) for tool in tools)
    return actions.confirm(row, by=confirmed_by, why=LATE) if confirmed_by else row


def club(*, by: User, reported_by: Body, body: Body, on: date, confirmed_by: User | None = None) -> Club:
    row = Club(reported_by=reported_by, body=body, name=f"Câu lạc bộ {body.name}", document="12/QĐ", on=on)
    row = actions.enter(row, by=by)
    return actions.confirm(row, by=confirmed_by, why=LATE) if confirmed_by else row


def activity(*, by: User, club: Club, on: date, confirmed_by: User | None = None) -> ClubActivity:
    row = ClubActivity(reported_by=club.reported_by, club=club, body=club.body, on=on, title="Sinh hoạt chuyên đề")
    row = actions.enter(row, by=by)
    return actions.confirm(row, by=confirmed_by, why=LATE) if confirmed_by else row
