"""Pages cost as many queries for a province's fifty thousand attendances as for a handful."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest
from bench import province
from django.db import connection, transaction
from django.db.models import Count
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from nscl.organisations.actions import adopt
from nscl.organisations.models import Body, Designation, Kind, Membership, User
from nscl.registers.models import Attendance, Course
from nscl.reporting import actions
from nscl.vn.sorting import collation_key
from nscl.vn.text import fold

FEW, SOME, MANY = 400, 8_000, 50_000
TABLES = ("attendance", "session", "learner", "course", "pilotsystem", "pilot", "clubactivity", "club")
SETTINGS = {
    "SECURE_SSL_REDIRECT": False,
    "STORAGES": {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}},
}


@dataclass(frozen=True)
class Visit:
    """A page of an officer of the standing body, the most queries it may take, and the size it is compared from.

    In an address {course} is a confirmed one, {commune} a commune he also works for, {place} the one whose enterprises
    learn most. A line asks for other facts once its target is met: pages of lines are compared from where it is.
    """

    address: str
    most: int
    since: int = FEW


VISITS = {
    "list of registers": Visit("/so/", 14),
    "list of courses": Visit("/so/dao-tao/", 16),
    "courses searched": Visit("/so/dao-tao/?q=lop+1&setting=enterprise&sap=-attendance_count", 16),
    "one course": Visit("/so/dao-tao/{course}/", 34),
    "workbook of courses": Visit("/so/dao-tao/bang.xlsx", 10),
    "CSV of a year": Visit("/so/dao-tao/bang.csv?nam=2028", 10),
    "search": Visit("/tim/?q=lop", 20),
    "my work": Visit("/viec-cua-toi/", 34),
    "front page": Visit("/", 32, since=SOME),
    "table of lines": Visit("/muc-tieu/", 32, since=SOME),
    "one objective": Visit("/muc-tieu/MT2.1/?nam=2028", 32, since=SOME),
    "table of lines of a commune": Visit("/muc-tieu/?don-vi={place}&cach=place", 32, since=SOME),
    "one objective in a commune": Visit("/muc-tieu/MT2.1/?don-vi={place}&cach=place", 32, since=SOME),
    "board": Visit("/bao-cao/2028/", 16),
    "roster": Visit("/bao-cao/2028/danh-sach/", 16),
    "a commune's report": Visit("/bao-cao/2028/{commune}/", 60, since=SOME),
    "freezing": Visit("/bao-cao/2028/khoa/", 32, since=SOME),
    "brief": Visit("/ban-tin/", 32, since=SOME),
}


@pytest.fixture(scope="module")
def queries(django_db_setup: None, django_db_blocker) -> Iterator[dict[int, dict[str, int]]]:  # type: ignore[no-untyped-def]
    """Queries of every page in provinces of three sizes, written by SQL and rolled back."""
    with pytest.MonkeyPatch.context() as patch, override_settings(**SETTINGS), django_db_blocker.unblock():
        patch.setenv("NSCL_TODAY", "2028-11-15")
        with transaction.atomic():
            client = _province()
            found = {size: _measured(client, size) for size in (FEW, SOME, MANY)}
            transaction.set_rollback(True)
        connection.close()  # beside a running Chromium this is a connection of its own, which nobody else closes
    yield found


def _province() -> Client:
    """The plan's bodies, four hundred others, and an officer of the standing body at his browser."""
    adopt(plan=province.plan(), folder=province.FOLDER)
    communes = list(Body.objects.filter(kind=Kind.COMMUNE))
    kinds = (Kind.ENTERPRISE, Kind.ENTERPRISE, Kind.ENTERPRISE, Kind.COLLEGE, Kind.HEALTH_FACILITY)
    bodies = [
        Body(code=f"b{n}", name=f"Đơn vị {n}", kind=kinds[n % 5], commune=communes[n % len(communes)])
        for n in range(400)
    ]
    for body in bodies:  # what saving one by one writes
        body.search_key, body.sort_key = fold(f"{body.code} {body.name}"), collation_key(body.name)
    Designation.objects.bulk_create(
        Designation(body=body, name=body.name, kind=body.kind, since=date(2020, 1, 1))
        for body in Body.objects.bulk_create(bodies)
    )
    officer = _people(communes[0])
    client = Client()
    client.force_login(officer, backend="nscl.organisations.backends.AccountBackend")
    return client


def _people(commune: Body) -> User:
    """The officer, who also writes for a commune; with his leader he has opened the round of the year."""
    standing = Body.objects.get(code=province.plan().standing_body)
    officer, leader = province.people()
    for user, body, role in (
        (officer, standing, "department_officer"),
        (officer, commune, "body_officer"),
        (leader, standing, "department_leader"),
    ):
        Membership.objects.create(user=user, body=body, role=role, since=date(2026, 1, 1))
    actions.approve_roster(actions.open_round(by=officer, plan=province.plan(), year=2028), by=leader)
    return officer


def _measured(client: Client, attendances: int) -> dict[str, int]:
    _fill(attendances)
    assert Attendance.objects.count() == attendances
    assert Course.objects.count() == attendances // province.PER_COURSE
    course = Course.objects.exclude(confirmed_at=None).order_by("pk")[0].pk
    counted = Attendance.objects.filter(course__on__year=2028, setting="enterprise").exclude(course__confirmed_at=None)
    place = counted.values_list("body__commune__code").annotate(Count("pk")).order_by("-pk__count")[0][0]
    things = {"course": course, "commune": Body.objects.filter(kind=Kind.COMMUNE)[0].code, "place": place}
    return {name: _queries(client, visit.address.format(**things)) for name, visit in VISITS.items()}


def _fill(attendances: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("set local session_replication_role = replica")  # no row history, no closed lists
        for table in TABLES:
            cursor.execute(f"delete from registers_{table}")  # noqa: S608 - the names are constants
        for statement in province.STATEMENTS:
            size = {"courses": attendances // province.PER_COURSE, "size": province.PER_COURSE}
            cursor.execute(statement, size)
        cursor.execute("set local session_replication_role = default")
        cursor.execute("analyze")


def _queries(client: Client, page: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        response = client.get(page)
        assert response.status_code == 200, page
        b"".join(response)  # type: ignore[arg-type]
    return len(captured)


@pytest.mark.parametrize("name", VISITS)
def test_a_page_takes_as_many_queries_for_fifty_thousand_attendances_as_for_few(name, queries):
    assert queries[MANY][name] == queries[VISITS[name].since][name]


@pytest.mark.parametrize("name", VISITS)
def test_a_page_takes_few_queries(name, queries):
    assert queries[MANY][name] <= VISITS[name].most
