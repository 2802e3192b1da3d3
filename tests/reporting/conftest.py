"""A round of the small cast: the department, the education department, two communes, an invited enterprise union."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace

import pytest

from nscl.config import launcher
from nscl.organisations.models import Body, Programme, User
from nscl.plan import Plan
from nscl.registers.models import Course
from nscl.reporting import actions
from nscl.reporting.checks.catalogue import warnings
from nscl.reporting.conflicts import Words
from nscl.reporting.models import Obligation, Report, Role, Round
from nscl.reporting.submission import submission_of
from nscl.vn.calendar import now
from tests import make

COURSE_DAY = date(2028, 4, 12)


@pytest.fixture
def programme(plan: Plan, bodies: SimpleNamespace) -> Programme:
    folder = str(launcher.ROOT / "plans" / "bac-ninh-2026-2030")
    return Programme.objects.create(plan=plan.slug, folder=folder, standing_body=bodies.department, adopted_at=now())


@pytest.fixture
def prepared(plan: Plan, programme: Programme, bodies: SimpleNamespace, department_officer: User) -> Round:
    """A round with its list, not yet approved."""
    round = actions.open_round(by=department_officer, plan=plan, year=2028)
    for body in (bodies.commune_a, bodies.commune_b):
        actions.add_to_roster(round, body, why="xã mới", by=department_officer, obligation=Obligation.OBLIGED)
    return round


@pytest.fixture
def round(prepared: Round, department_leader: User) -> Round:
    """An open round: its list is approved."""
    return actions.approve_roster(prepared, by=department_leader)


@pytest.fixture
def report(round: Round, bodies: SimpleNamespace) -> Report:
    """Commune A's report, untouched."""
    return round.reports.get(body=bodies.commune_a)


@pytest.fixture
def own_report(round: Round, bodies: SimpleNamespace) -> Report:
    return round.reports.get(body=bodies.department)


def fill(report: Report, by: User) -> Report:
    """Answer everything: a result for what the body leads, nil for the rest."""
    parts = report.parts.filter(role__in=(Role.LEAD, Role.DUTY))
    actions.write(
        report, {p.code: Words(version=p.version, result="Đã hướng dẫn 09 doanh nghiệp.") for p in parts}, by=by
    )
    actions.nil_rest(report, by=by)
    return explained(report, by)


def explained(report: Report, by: User) -> Report:
    """A reason for everything the checks warn of."""
    warned = warnings(submission_of(report))
    actions.explain(report, {each.key: "Tài liệu lưu tại đơn vị." for each in warned}, by=by)
    return Report.objects.get(pk=report.pk)


@pytest.fixture
def filled(report: Report, commune_a_officer: User) -> Report:
    return fill(report, commune_a_officer)


@pytest.fixture
def sent(filled: Report, commune_a_leader: User) -> Report:
    return actions.submit(filled, by=commune_a_leader)


@pytest.fixture
def returned(sent: Report, department_officer: User) -> Report:
    reasons = {"V.8b": "Chưa nêu số doanh nghiệp."}
    actions.return_report(sent, reasons=reasons, due_before=date(2028, 11, 18), by=department_officer)
    return Report.objects.get(pk=sent.pk)


@pytest.fixture
def on_day(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Move the day: on_day("2028-11-20")."""
    return lambda day: monkeypatch.setenv("NSCL_TODAY", day)


def course_of(
    report: Report, by: User, confirmed_by: User | None = None, *, learners: int = 3, on: date = COURSE_DAY
) -> Course:
    """A course the report's body reports, with learners of an enterprise; confirmed when somebody is named."""
    enterprise = Body.objects.get(code="dn-a")
    return make.course(
        by=by, reported_by=report.body, on=on, learners={enterprise: learners}, confirmed_by=confirmed_by
    )


@pytest.fixture
def ad_hoc(
    plan: Plan, programme: Programme, commune_a: Body, department_officer: User, department_leader: User
) -> Round:
    """An ad hoc round that asks commune A about duty V.8b."""
    round = actions.open_ad_hoc(
        by=department_officer,
        plan=plan,
        title="Báo cáo đột xuất về doanh nghiệp",
        content="Số doanh nghiệp đã hướng dẫn.",
        bodies=[commune_a],
        codes=["V.8b"],
        closing_on=date(2028, 11, 15),
        due_before=date(2028, 11, 18),
        freeze_on=date(2028, 11, 18),
    )
    return actions.approve_roster(round, by=department_leader)
