"""What the province's yearly report is written from: everything read from records once, nothing computed anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from nscl.economy.models import ReportFigure
from nscl.organisations.models import Body
from nscl.plan import Plan
from nscl.reporting import lateness, sealing
from nscl.reporting.adjustments import Adjustment, adjustments
from nscl.reporting.merged_words import Merged, merged_words
from nscl.reporting.models import Obligation, Report, Round
from nscl.reporting.papers.paper import CannotWrite
from nscl.reporting.papers.sayings import Saying, sayings
from nscl.reporting.papers.words import Answer, Speaker, name_of, speaker_of
from nscl.reporting.queries import Tally, accepted_parts, tally
from nscl.reporting.reconciling import Reconciled, has_sealed, reconciled
from nscl.reporting.sealed_words import sealed
from nscl.reporting.slots import slots_of
from nscl.scorecard import groups
from nscl.scorecard.evaluate import UnknownYear, evaluate
from nscl.scorecard.line import Line, Number
from nscl.vn.calendar import ZONE, now


@dataclass(frozen=True)
class Arrival:
    """A body that came late, had nothing to report, or has not come (`on` is None)."""

    name: str
    is_invited: bool
    on: date | None
    days_late: int
    is_nil: bool
    extended: date | None = None


@dataclass(frozen=True)
class PlaceRow:
    """What was counted in one commune, by indicator; `name` is empty for what belongs to no commune."""

    name: str
    counts: Mapping[str, int]


@dataclass(frozen=True)
class Difference:
    """A figure that is no longer what was frozen, though it is read for the same moment."""

    line: Line
    frozen: Number | None
    found: Number | None


@dataclass(frozen=True)
class Kept:
    """What an earlier round reported of an indicator, and the last year that figure covered."""

    value: Number | None
    last_year: int


@dataclass(frozen=True)
class Context:
    """Figures as known at `moment` (a frozen round: at the freeze), words as accepted until the paper was asked for.

    `sayings`: the lines, each with what the paper says of it.
    `merged`: the province's own words where somebody merged those of the bodies, by slot.
    `economy`: the statistics behind the lines, by year. `arrivals`: bodies late, nil or missing at that moment.
    `reconciled`: figures on which a body's last sealed report says another than is counted here, if any was sealed.
    `reported`: for each earlier year, the figures of its frozen round by indicator. `adjusted`: rows of those years
    confirmed after their freeze, with the reasons.
    """

    plan: Plan
    year: int
    moment: datetime
    round: Round | None
    is_frozen: bool
    tally: Tally | None
    sayings: tuple[Saying, ...]
    differences: tuple[Difference, ...]
    standing: Speaker
    answers: tuple[Answer, ...]
    merged: Mapping[str, Merged]
    arrivals: tuple[Arrival, ...]
    places: tuple[PlaceRow, ...]
    economy: tuple[ReportFigure, ...]
    reconciled: tuple[Reconciled, ...]
    has_sealed: bool
    reported: Mapping[int, Mapping[str, Kept]]
    adjusted: tuple[Adjustment, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(saying.line for saying in self.sayings)

    @property
    def is_settled(self) -> bool:
        """Does every merged sentence stand on what its bodies still say, in reports the Department has accepted?"""
        return all(own.is_settled for own in self.merged.values())

    @property
    def closing(self) -> date:
        return self.round.closing_on if self.round else self.lines[0].closing

    @property
    def until(self) -> date:
        """The last day of facts that count: the closing date, or the day itself when that has not come."""
        return self.lines[0].knowledge.until

    @property
    def accepted(self) -> int:
        """Reports the words are taken from, the standing body's own aside."""
        return len({answer.speaker for answer in self.answers if not answer.speaker.is_standing})

    @property
    def dated_on(self) -> date:
        """A day of the month the paper will bear; the records clerk writes the day."""
        month, day = (int(part) for part in self.plan.deadline("province").before.split("-"))
        before = self.round.province_due_before if self.round else date(self.year, month, day)
        return max(lateness.last_day(before), self.moment.date())


def context(plan: Plan, year: int, as_of: datetime | None = None) -> Context:
    """Read what the report of a year is written from, as known at a moment.

    A year without a round has its figures all the same: the paper then says that no round was opened. Raises
    CannotWrite for a year outside the plan or not begun.
    """
    asked = (as_of or now()).astimezone(ZONE)
    if year > asked.year and year in plan.period.years:
        raise CannotWrite(_("Năm %(year)s chưa đến nên chưa lập được báo cáo năm.") % {"year": year})
    round = Round.objects.annual().defer(None).filter(plan=plan.slug, year=year, opened_at__lte=asked).first()
    is_frozen = bool(round and round.frozen_at and round.frozen_at <= asked)
    moment = round.frozen_at.astimezone(ZONE) if round and round.frozen_at and is_frozen else asked
    lines = _lines(plan, year, round, moment)
    sealed_any = bool(round and has_sealed(round, moment))
    return Context(
        plan=plan.in_force(date(year, 12, 31)),
        year=year,
        moment=moment,
        round=round,
        is_frozen=is_frozen,
        tally=tally(round, at=moment) if round else None,
        sayings=tuple(sayings(lines, round.wordings.standing(asked) if round else {})),
        differences=tuple(_differences(round, lines)) if round and is_frozen else (),
        standing=_standing(plan),
        answers=tuple(_answers(round, asked)) if round else (),
        merged=_merged(plan.in_force(date(year, 12, 31)), round, asked) if round else {},
        arrivals=tuple(_arrivals(round, moment)) if round else (),
        places=tuple(_places(lines)),
        economy=tuple(_economy(lines)),
        reconciled=tuple(reconciled(round, lines, moment)) if round and sealed_any else (),
        has_sealed=sealed_any,
        reported=(earlier := _reported(plan, year, asked)),
        adjusted=tuple(adjustments(earlier.keys(), moment)) if earlier else (),
    )


def _lines(plan: Plan, year: int, round: Round | None, moment: datetime) -> tuple[Line, ...]:
    """The page's own lines; without a round, up to the closing day decided for the year."""
    try:
        lines = evaluate(plan, year=year, as_of=moment, until=round.closing_on if round else None)
        if round is None and lines[0].knowledge.until > lines[0].closing:
            lines = evaluate(plan, year=year, as_of=moment, until=lines[0].closing)
    except UnknownYear as error:
        raise CannotWrite(str(error)) from error
    return tuple(lines)


_SEALED = ("value", "expected", "state")


def _differences(round: Round, lines: Iterable[Line]) -> Iterable[Difference]:
    """Where the same question, asked again, no longer gets the frozen answer."""
    frozen = {figure["indicator"]: figure for figure in round.figures or ()}
    for line in lines:
        found: Mapping[str, Any] = sealing.plain(line.as_dict())
        kept = frozen.get(line.code, {})
        if any(found[key] != kept.get(key) for key in _SEALED):
            yield Difference(line, kept.get("value"), found["value"])


def _standing(plan: Plan) -> Speaker:
    body = Body.objects.filter(code=plan.standing_body).first()
    name = name_of(body) if body else plan.body(plan.standing_body).name
    return Speaker(plan.standing_body, name, is_standing=True)


def _answers(round: Round, at: datetime) -> Iterable[Answer]:
    speakers: dict[int, Speaker] = {}
    for part in accepted_parts(round, at=at):
        report = part.report
        if report.body_id not in speakers:
            speakers[report.body_id] = speaker_of(report)
        yield Answer(
            code=part.code,
            role=part.role,
            speaker=speakers[report.body_id],
            result=part.result,
            difficulty=part.difficulty,
            proposal=part.proposal,
            next_year=part.next_year,
            nil=part.nil,
            nil_reason=part.nil_reason,
        )


def _merged(printed: Plan, round: Round, at: datetime) -> Mapping[str, Merged]:
    return merged_words(round, slots_of(printed, round.year), sealed(round, at), at)


def _arrivals(round: Round, at: datetime) -> Iterable[Arrival]:
    """Those who came late or nil, then those missing once the deadline is over."""
    reports = round.reports.exclude(obligation=Obligation.STANDING).select_related("round", "body")
    came = [report for report in reports if _came(report, at)]
    yield from (_arrival(report, at) for report in came if report.days_late(at) or report.nil)
    yield from (_arrival(report, at) for report in reports if report not in came and at > report.last_moment)


def _came(report: Report, at: datetime) -> bool:
    return report.first_submitted_at is not None and report.first_submitted_at <= at


def _arrival(report: Report, at: datetime) -> Arrival:
    came = _came(report, at)
    return Arrival(
        name=name_of(report.body),
        is_invited=report.obligation == Obligation.INVITED,
        on=lateness.day_of(report.first_submitted_at) if came and report.first_submitted_at else None,
        days_late=report.days_late(at),
        extended=report.extended_before,
        is_nil=report.nil and came,
    )


def _places(lines: Iterable[Line]) -> Iterable[PlaceRow]:
    """One row for each commune where anything was counted, in the order of names; the rest last."""
    counts: dict[Body | None, dict[str, int]] = {}
    for line in lines:
        for group in groups.by_place(line) if line.measurement and line.value else ():
            counts.setdefault(group.body, {})[line.code] = group.rows
    for body in sorted(counts, key=lambda body: (body is None, body.sort_key if body else "")):
        yield PlaceRow(name_of(body) if body else "", counts[body])


def _economy(lines: Iterable[Line]) -> Iterable[ReportFigure]:
    """The figures behind the lines measured from statistics, one for a year."""
    behind = {figure.year: figure for line in lines if line.statistic for figure in line.statistic.rows}
    return (behind[year] for year in sorted(behind))


def _reported(plan: Plan, year: int, at: datetime) -> Mapping[int, Mapping[str, Kept]]:
    rounds = Round.objects.annual().filter(plan=plan.slug, year__lt=year, frozen_at__lte=at).order_by("year")
    return {
        round.year: {
            figure["indicator"]: Kept(figure["value"], int(figure["period"][-4:])) for figure in round.figures or ()
        }
        for round in rounds.defer(None)
    }
