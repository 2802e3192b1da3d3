"""Every named address of the site, by hand: an example of it, and what a visitor without rights is answered.

A new address that is not listed here fails `test_security`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from nscl.config import launcher
from nscl.economy import actions as statistics
from nscl.economy.growth import Conventions
from nscl.economy.models import Estimate, Territory
from nscl.economy.selection import select
from nscl.evidence.actions import add_file
from nscl.organisations.actions import adopt, supervise
from nscl.organisations.delegating import delegate
from nscl.organisations.models import Delegation, User
from nscl.plan import Plan
from nscl.registers import actions as row_actions
from nscl.reporting import actions as round_actions
from nscl.vn.calendar import now
from tests import make
from tests.reporting.conftest import fill

GONE, MISSING, ELSEWHERE, SHOWN = 410, 404, 302, 200


@dataclass(frozen=True)
class Address:
    """Keywords of the example (a name stands for that thing of the world), and the two answers."""

    keywords: dict[str, Any] = field(default_factory=dict)
    anonymous: int = MISSING
    outsider: int = MISSING


def public(**keywords: Any) -> Address:
    return Address(keywords, SHOWN, SHOWN)


def office(**keywords: Any) -> Address:
    return Address(keywords)


YEAR = {"year": 2028}
REPORT = {"year": 2028, "code": "99901"}
ROW = {"slug": "dao-tao", "pk": "course"}
SERIES = {"code": "tinh-employment"}

ADDRESSES: dict[str, Address] = {
    # everybody
    "front": public(),
    "lines-csv": public(),
    "objectives": public(),
    "objective": public(code="MT2.1"),
    "objective-csv": public(code="MT2.1"),
    "objective-xlsx": public(code="MT2.1"),
    "tasks": public(),
    "task": public(code="NV2.1"),
    "money": public(),
    "money-csv": public(),
    "productivity": public(),
    "productivity-tab": public(slug="von"),
    "productivity-csv": Address({"slug": "von"}),  # nothing to give while no series is there
    "decisions": public(),
    "decision": public(key="figures.closing_day"),
    "bodies": public(),
    "body": public(code="99901"),
    "search": public(),
    # one's own account
    "sign-in": Address({}, SHOWN, ELSEWHERE),
    "sign-out": Address({}, ELSEWHERE, ELSEWHERE),
    "second-factor": Address({}, ELSEWHERE, ELSEWHERE),
    "second-factor-setup": Address({}, ELSEWHERE, SHOWN),
    "first-password": Address({"token": "x"}, GONE, GONE),
    "account": Address({}, ELSEWHERE, SHOWN),
    "my-work": Address({}, ELSEWHERE, SHOWN),
    "notices": Address({}, ELSEWHERE, SHOWN),
    "own-calendar": Address({"token": "x"}),
    # the office
    "working-days": office(),
    "brief": office(),
    "statistics": office(),
    "statistics-history": office(),
    "statistics-template": office(),
    "statistics-file": office(),
    "statistics-withdraw": office(),
    "estimates": office(),
    "estimate-new": office(),
    "estimate": office(pk="estimate"),
    "estimate-xlsx": office(pk="estimate"),
    "estimate-paper": office(pk="estimate", ending="docx"),
    "report-figures": office(),
    "series-new": office(),
    "territories": office(),
    "territory-new": office(),
    "territory-edit": office(code="tinh"),
    "series": office(**SERIES),
    "series-enter": office(**SERIES),
    "series-break": office(**SERIES, year=2021),
    "series-compare": office(**SERIES),
    "series-compare-csv": office(**SERIES),
    "registers": office(),
    "register": office(slug="dao-tao"),
    "register-xlsx": office(slug="dao-tao"),
    "register-csv": office(slug="dao-tao"),
    "register-confirm": office(slug="dao-tao"),
    "register-undo": office(slug="dao-tao"),
    "row-new": office(slug="dao-tao"),
    "row": office(**ROW),
    "row-edit": office(**ROW),
    "row-act": office(**ROW, verb="confirm"),
    "reports": office(),
    "round-new": office(),
    "round-new-of": office(code="final"),
    "round-new-ad-hoc": office(),
    "regimes": office(),
    "regime": office(code="annual"),
    "roster": office(**YEAR),
    "roster-add": office(**YEAR),
    "round-letter": office(**YEAR),
    "roster-approve": office(**YEAR),
    "roster-remove": office(**REPORT),
    "freeze": office(**YEAR),
    "claims": office(**YEAR),
    "claim": office(**YEAR, slug="dao-tao", keys="1-2"),
    "merging": office(**YEAR),
    "reconciling": office(**YEAR),
    "merging-slot": office(**YEAR, key="V.8b"),
    "round-paper": office(**YEAR, slug="cong-van-mo-ky", ending="docx"),
    "paper-words": office(**YEAR),
    "paper-wording": office(**YEAR, code="MT2.1"),
    "board": office(**YEAR),
    "board-csv": office(**YEAR),
    "board-remind": office(**YEAR),
    "report": office(**REPORT),
    "receipt-pdf": office(**REPORT),
    "report-paper": office(**REPORT, ending="docx"),
    "report-send": office(**REPORT),
    "report-workbook": office(**REPORT),
    "report-workbook-file": office(**REPORT),
    "receipt": office(**REPORT),
    "report-read": office(**REPORT),
    "report-return": office(**REPORT),
    "report-accept": office(**REPORT),
    "report-extend": office(**REPORT),
    "document": office(pk="document"),
    "body-new": office(),
    "body-rename": office(code="99901"),
    "body-end": office(code="99901"),
    "body-supervise": office(code="99901"),
    "body-supervision-end": office(code="cd-a", pk="supervision"),
    "members": office(code="99901"),
    "member-revoke": office(code="99901", pk="membership"),
    "delegations": office(code="99901"),
    "delegation-end": office(code="99901", pk="delegation"),
    "member-link": office(code="99901", pk="membership"),
}


def world(bodies: SimpleNamespace, cast: dict[str, Any], plan: Plan) -> dict[str, int]:
    """A little of everything in the province, by the names the examples use."""
    adopt(plan=plan, folder=launcher.ROOT / "plans" / plan.slug)
    officer, leader = cast["commune_a_officer"], cast["commune_a_leader"]
    file = SimpleUploadedFile("danh-sach.pdf", b"%PDF-1.7")
    document = add_file(by=officer, body=bodies.commune_a, file=file)
    learners = {bodies.enterprise: 3, bodies.college: 2}
    course = make.course(by=officer, reported_by=bodies.commune_a, on=date(2028, 8, 22), learners=learners)
    course.evidence.add(document)
    row_actions.confirm(course, by=leader)
    make.course(by=officer, reported_by=bodies.commune_a, on=date(2028, 10, 5), learners=learners)
    make.pilot(
        by=cast["department_officer"], reported_by=bodies.department, body=bodies.enterprise, on=date(2028, 5, 5)
    )
    club = make.club(
        by=officer, reported_by=bodies.commune_a, body=bodies.college, on=date(2027, 9, 5), confirmed_by=leader
    )
    make.activity(by=officer, club=club, on=date(2028, 3, 3))
    line = supervise(by=None, body=bodies.college, supervisor=bodies.education, since=date(2027, 1, 1))
    _rounds(bodies, cast, plan)
    estimate = _statistics(cast["department_officer"])
    things = {
        "estimate": estimate,
        "course": course,
        "document": document,
        "supervision": line,
        "membership": officer.memberships.get(),
        "delegation": _delegation(officer, leader),
    }
    return {name: thing.pk for name, thing in things.items()}


def _delegation(officer: User, leader: User) -> Delegation:
    """A right to sign that commune A's officer will have in December."""
    return delegate(
        by=leader, user=officer, body=officer.current_memberships[0].body, authority="TUQ", position="Trưởng phòng",
        document="12/UBND", since=date(2028, 12, 1), until=date(2028, 12, 31),
    )  # fmt: skip


def _rounds(bodies: SimpleNamespace, cast: dict[str, Any], plan: Plan) -> None:
    """Commune B's report of 2028 waits to be looked at; the list of 2027 waits to be approved."""
    report = bodies.commune_b.reports.get(round__year=2028)
    round_actions.submit(fill(report, cast["commune_b_officer"]), by=cast["commune_b_leader"])
    round_actions.open_round(by=cast["department_officer"], plan=plan, year=2027)


def _statistics(officer: User) -> Estimate:
    """A territory with an estimate; its employment jumps in 2021, and its last year was released twice."""
    territory = Territory.objects.create(code="tinh", name="Tỉnh")
    people = [50, 51, 52, 47, 48, 49]
    for concept, unit, values in (
        ("output", "tỷ đồng", [100, 108, 116, 125, 135, 146]), ("investment", "tỷ đồng", [30, 33, 36, 39, 42, 45]),
        ("employment", "nghìn người", people),
    ):  # fmt: skip
        basis = "none" if concept == "employment" else "constant_2010"
        series = statistics.add_series(
            concept=concept, territory=territory, industry="", basis=basis, unit=unit, title=concept, by=officer
        )
        rows = [statistics.Statistic(series, 2018 + n, Decimal(v), "official", "x") for n, v in enumerate(values)]
        statistics.add_statistics(rows, by=officer, origin="Niên giám")
    chosen = select(territory, first=2018, last=2020, at=now())
    estimate = statistics.keep_estimate(chosen, Conventions(), title="", by=officer)
    again = statistics.Statistic(series, 2023, Decimal(50), "revalued", "x")
    statistics.add_statistics([again], by=officer, origin="Niên giám")
    return estimate


def url_of(name: str, things: dict[str, int]) -> str:
    keywords = ADDRESSES[name].keywords
    return reverse(name, kwargs={k: things.get(v, v) if isinstance(v, str) else v for k, v in keywords.items()})
