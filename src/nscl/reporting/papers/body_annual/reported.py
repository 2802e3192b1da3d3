"""What one body reports: the content of its sealed snapshot or, before the first sending, its words as they stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from nscl.organisations.models import Kind
from nscl.plan import Indicator, Plan
from nscl.reporting.models import Report, Role, Round, Snapshot
from nscl.reporting.papers.issuer import Issuer
from nscl.reporting.papers.paper import CannotWrite
from nscl.reporting.papers.wording import upper_first
from nscl.reporting.papers.words import Answer, Speaker
from nscl.reporting.plans import plan_of
from nscl.reporting.sealing import plain
from nscl.reporting.snapshot_content import draft_of
from nscl.reporting.submission import submission_of
from nscl.vn.calendar import ZONE, now
from nscl.vn.text import clean


@dataclass(frozen=True)
class Amount:
    """A figure as it was sealed; of a share also how many of how many."""

    value: int | float | None = None
    numerator: int | None = None
    denominator: int | None = None


@dataclass(frozen=True)
class Figure:
    """One indicator of a body. `own`: what it reported itself; `around`: what registers hold around it, if anything.

    `courses`: so many courses lie behind a number of learners.
    """

    indicator: Indicator
    own: Amount
    around: Amount | None
    expected: int | float | None
    courses: int | None
    unconfirmed: int
    state: str


@dataclass(frozen=True)
class Letter:
    """The letter that opened the round."""

    number: str
    on: date


@dataclass(frozen=True)
class Reported:
    """`name` is the reporting body's at the sending; `issuer` another body only where the reporting one has ended."""

    plan: Plan
    year: int
    closing: date
    letter: Letter | None
    addressee: str
    code: str
    name: str
    is_commune: bool
    issuer: Issuer
    figures: tuple[Figure, ...]
    scope_around: str
    answers: tuple[Answer, ...]
    at: datetime
    signer: str
    position: str
    authority: str
    replaces: date | None  # when the sending was made that this one corrects
    is_draft: bool
    asked: str = ""  # what a round beside the annual one asks about, as the subject of the paper

    @property
    def general(self) -> Answer:
        found = (answer for answer in self.answers if answer.role == Role.GENERAL)
        return next(found, Answer("", Role.GENERAL, Speaker(self.code, self.name)))

    @property
    def items(self) -> list[Answer]:
        """What it says on the tasks and duties of the plan, in the order of the plan."""
        return [answer for answer in self.answers if answer.role != Role.GENERAL]

    @property
    def is_nil(self) -> bool:
        """Nothing said on any item but that there is nothing."""
        return bool(self.items) and all(answer.nil for answer in self.items)

    @property
    def is_by_successor(self) -> bool:
        return self.issuer.code != self.code

    @property
    def short(self) -> str:
        """The reporting body, as sentences name it after the first mention of committees."""
        return self.name.replace("Ủy ban nhân dân", "UBND")

    @property
    def area(self) -> str:
        """Of a commune: "xã Yên Phong"."""
        return self.short.removeprefix("UBND ")

    @property
    def committee(self) -> str:
        """Who issued the plan, as the bodies of its province name it: "Ủy ban nhân dân tỉnh"."""
        province = self.plan.province
        return self.plan.issuer.replace(province.full_name, province.kind)

    def printed(self, task: str) -> str:
        """The wording of a task; empty when the plan no longer has it."""
        return next((each.text for each in self.plan.tasks if each.code == task), "")

    def of(self, role: Role) -> list[Answer]:
        return [answer for answer in self.answers if answer.role == role]


def reported(report: Report, snapshot: Snapshot | None = None) -> Reported:
    """By default the words as they stand now: a draft. Raises CannotWrite for the standing body's own report."""
    if report.is_own:
        words = _("{body} là cơ quan nhận báo cáo của kỳ này: phần của cơ quan nằm trong báo cáo năm của tỉnh.")
        raise CannotWrite(words.format(body=report.body.name))
    plan = plan_of(report.round)
    content = _whole(snapshot.content, report) if snapshot else draft_of(submission_of(report))
    body, issuer, sent = content["body"], content["issuer"], content.get("sent", {})
    name = clean(body["name"])
    speaker = Speaker(body["code"], name)
    return Reported(
        plan=plan,
        year=report.round.year,
        closing=date.fromisoformat(content["round"]["closing_on"]),
        letter=_letter(content["round"]),
        addressee=plan.body(plan.standing_body).name,
        code=body["code"],
        name=name,
        is_commune=body["kind"] == Kind.COMMUNE,
        issuer=Issuer(issuer["code"], clean(issuer["name"]), issuer["kind"], issuer["notation"], plan),
        figures=tuple(_figures(plan, content["figures"], content["around"])),
        scope_around=next((each["scope"] for each in content["around"]), ""),
        answers=tuple(_answers(content["parts"], speaker)),
        at=snapshot.taken_at if snapshot else now(),
        signer=clean(sent.get("by", "")),
        position=clean(sent.get("position", "")),
        authority=sent.get("authority", ""),
        replaces=_replaced(content.get("replaces")),
        is_draft=snapshot is None,
        asked=_asked(report.round),
    )


def _asked(round: Round) -> str:
    """The title without its kind, which the paper prints above it."""
    if not round.number:
        return ""
    title = clean(round.title)
    for kind in (_("Báo cáo đột xuất "), _("Báo cáo ")):
        title = title.removeprefix(kind)
    return upper_first(title)


def _whole(content: Mapping[str, Any], report: Report) -> Mapping[str, Any]:
    """Snapshots of the first weeks hold less: what they lack is printed as it stands today."""
    round, body = report.round, report.body
    letter = {"opening_number": round.opening_number, "opening_date": plain(round.opening_date)}
    of_body = {"kind": body.kind, "notation": body.notation} | content["body"]
    known = {"issuer": of_body, "around": [], **content}
    return known | {"round": letter | content["round"], "body": of_body}


def _replaced(kept: Mapping[str, Any] | None) -> date | None:
    return datetime.fromisoformat(kept["taken_at"]).astimezone(ZONE).date() if kept else None


def _letter(round: Mapping[str, Any]) -> Letter | None:
    number, on = clean(round["opening_number"]), round["opening_date"]
    return Letter(number, date.fromisoformat(on)) if number and on else None


def _figures(plan: Plan, figures: Iterable[Mapping[str, Any]], around: Iterable[Mapping[str, Any]]) -> Iterable[Figure]:
    """In the order of the plan; an indicator the plan no longer has is not printed."""
    known = {indicator.code: indicator for indicator in plan.indicators}
    beside = {each["indicator"]: _amount(each) for each in around}
    for figure in figures:
        if indicator := known.get(figure["indicator"]):
            yield Figure(
                indicator=indicator,
                own=_amount(figure),
                around=beside.get(indicator.code),
                expected=figure["expected"],
                courses=figure.get("courses"),
                unconfirmed=figure["unconfirmed"],
                state=figure["state"],
            )


def _amount(figure: Mapping[str, Any]) -> Amount:
    return Amount(figure["value"], figure["numerator"], figure["denominator"])


def _answers(parts: Iterable[Mapping[str, Any]], speaker: Speaker) -> Iterable[Answer]:
    names = ("code", "role", "result", "difficulty", "proposal", "next_year", "nil", "nil_reason")
    return (Answer(speaker=speaker, **{name: part[name] for name in names}) for part in parts)
