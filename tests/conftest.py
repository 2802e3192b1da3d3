"""The database for the tests, and the small cast: who they are and in which body."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from nscl.config import launcher
from nscl.organisations.models import Body, Kind, User
from nscl.registers.models import Course
from tests import make


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup_of_server: None) -> None:
    """The test database is made once the embedded server runs."""


@pytest.fixture(scope="session")
def django_db_setup_of_server(
    request: pytest.FixtureRequest, django_test_environment: None, django_db_blocker
) -> Iterator[None]:  # type: ignore[no-untyped-def]
    from django.test.utils import setup_databases, teardown_databases

    _name_database_of(os.environ.get("PYTEST_XDIST_WORKER", ""))
    with launcher.database(), django_db_blocker.unblock():
        configuration = setup_databases(verbosity=0, interactive=False)
        yield
        _end_other_sessions()
        teardown_databases(configuration, verbosity=0)


def _end_other_sessions() -> None:
    """Threads of a server that a browser test ran may still hold the database that is to be dropped."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity"
            " where datname = current_database() and pid <> pg_backend_pid()"
        )


def _name_database_of(worker: str) -> None:
    """Workers run side by side, each with a database of its own."""
    from django.db import connections

    for connection in connections.all():
        settings = connection.settings_dict
        settings["TEST"]["NAME"] = "_".join(filter(None, ("test", settings["NAME"], worker)))


@pytest.fixture(autouse=True)
def _a_fixed_day(monkeypatch: pytest.MonkeyPatch, tmp_path, settings) -> None:  # type: ignore[no-untyped-def]
    """Tests live on one working day, with their own folder for files."""
    monkeypatch.setenv("NSCL_TODAY", "2028-11-15")
    settings.EVIDENCE_FOLDER = tmp_path / "files"
    settings.MAIL_BOX = tmp_path / "mail"
    settings.SECURE_SSL_REDIRECT = False
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def plan():  # type: ignore[no-untyped-def]
    from nscl.plan import load

    return load(launcher.ROOT / "plans" / "bac-ninh-2026-2030")


@pytest.fixture
def bodies(db: None) -> SimpleNamespace:
    """Department, two communes, an enterprise and a college in commune A, a hospital and a company in commune B."""
    commune_a = make.body("99901", "UBND xã A", Kind.COMMUNE)
    commune_b = make.body("99902", "UBND phường B", Kind.COMMUNE)
    return SimpleNamespace(
        department=make.body("skhcn", "Sở Khoa học và Công nghệ", Kind.DEPARTMENT, notation="SKHCN"),
        education=make.body("sgddt", "Sở Giáo dục và Đào tạo", Kind.DEPARTMENT, notation="SGDĐT"),
        commune_a=commune_a,
        commune_b=commune_b,
        enterprise=make.body("dn-a", "Công ty TNHH A", Kind.ENTERPRISE, commune=commune_a),
        second_enterprise=make.body("dn-b", "Công ty cổ phần B", Kind.ENTERPRISE, commune=commune_b),
        college=make.body("cd-a", "Trường Cao đẳng A", Kind.COLLEGE, commune=commune_a),
        hospital=make.body("bv-b", "Bệnh viện B", Kind.HEALTH_FACILITY, commune=commune_b),
    )


def _body(name: str):  # type: ignore[no-untyped-def]
    @pytest.fixture(name=name)
    def fixture(bodies: SimpleNamespace) -> Body:
        return getattr(bodies, name)

    return fixture


department = _body("department")
commune_a = _body("commune_a")
commune_b = _body("commune_b")
enterprise = _body("enterprise")
second_enterprise = _body("second_enterprise")
college = _body("college")
hospital = _body("hospital")
education = _body("education")

CAST = {
    "department_officer": ("department", "department_officer"),
    "second_department_officer": ("department", "department_officer"),
    "department_leader": ("department", "department_leader"),
    "commune_a_officer": ("commune_a", "body_officer"),
    "second_commune_a_officer": ("commune_a", "body_officer"),
    "commune_a_leader": ("commune_a", "body_leader"),
    "commune_b_officer": ("commune_b", "body_officer"),
    "commune_b_leader": ("commune_b", "body_leader"),
    "enterprise_officer": ("enterprise", "body_officer"),
    "education_head": ("education", "section_head"),
    "supervisor": ("education", "supervisor"),
    "viewer": ("department", "viewer"),
    "administrator": ("department", "administrator"),
}


def _person(name: str, body: str, role: str):  # type: ignore[no-untyped-def]
    @pytest.fixture(name=name)
    def fixture(bodies: SimpleNamespace) -> User:
        return make.user(name, body=getattr(bodies, body), role=role)

    return fixture


for _name, (_of, _role) in CAST.items():
    globals()[_name] = _person(_name, _of, _role)


@pytest.fixture
def outsider(db: None) -> User:
    """Signed in, but nothing to anybody."""
    return make.user("outsider")


@pytest.fixture
def everyone(request: pytest.FixtureRequest) -> dict[str, User]:
    """The whole cast by name."""
    return {name: request.getfixturevalue(name) for name in (*CAST, "outsider")}


@pytest.fixture
def train(
    department: Body, enterprise: Body, department_officer: User, second_department_officer: User
) -> Callable[..., Course]:
    """Write a course the Department reports, confirmed by a second person: train(3) has 3 learners of enterprise A."""

    def write(number: int = 0, on: date = date(2028, 5, 5), *, confirmed: bool = True, **how: Any) -> Course:
        how = {"reported_by": department, "learners": {enterprise: number}} | how
        by = second_department_officer if confirmed else None
        return make.course(by=department_officer, on=on, confirmed_by=by, **how)

    return write


@pytest.fixture
def course_of_a(commune_a: Body, commune_a_officer: User, enterprise: Body) -> Callable[..., Course]:
    """Write a course commune A reports, not yet confirmed: course_of_a("Lớp 5S", date(2028, 5, 5))."""

    def write(title: str = "Lớp 5S", on: date = date(2028, 5, 5), **more: Any) -> Course:
        how = {"by": commune_a_officer, "reported_by": commune_a, "learners": {enterprise: 2}} | more
        return make.course(title=title, on=on, **how)

    return write


@pytest.fixture
def sign_in():  # type: ignore[no-untyped-def]
    """A browser signed in as somebody, second factor given where the role demands one."""

    def signed_in(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="nscl.organisations.backends.AccountBackend")
        if user.needs_second_factor:
            make.second_factor(client, user)
        return client

    return signed_in


LEFT_OUT = pytest.StashKey[int]()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Where outside data are not at hand the tests that need them are not part of the run; else none may be skipped."""
    if "NSCL_WITNESS_DATA" in os.environ:
        return
    left_out = [item for item in items if "witness" in getattr(item, "fixturenames", ())]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]
    config.stash[LEFT_OUT] = len(left_out)
    if hasattr(config, "workeroutput"):
        config.workeroutput["left_out"] = len(left_out)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Every worker collects the same tests and left out the same ones."""
    node.config.stash[LEFT_OUT] = getattr(node, "workeroutput", {}).get("left_out", 0)


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    if number := config.stash.get(LEFT_OUT, 0):
        terminalreporter.write_line(
            f"{number} phép thử tính lại số đã công bố không thuộc lần chạy này: chưa đặt NSCL_WITNESS_DATA."
        )


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Where skips are not allowed, a skipped test fails the run."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("NSCL_NO_SKIPS") != "1" or not reporter:
        return
    if skipped := reporter.stats.get("skipped", []):
        reporter.write_line(f"{len(skipped)} phép thử bị bỏ qua: ở đây phép thử nào cũng phải chạy.", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
