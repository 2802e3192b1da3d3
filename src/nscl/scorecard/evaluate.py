"""From rows and targets to lines: the only place where a fact meets a target."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from nscl.organisations import decisions
from nscl.organisations.models import Body
from nscl.organisations.scope import Scope
from nscl.plan import Indicator, Plan, targets
from nscl.plan.targets import State
from nscl.registers.catalogue import REGISTERS
from nscl.registers.expected import Expected, expected_values
from nscl.registers.measurement import Knowledge, Measurement
from nscl.scorecard.line import Line, Number, YearFigure
from nscl.scorecard.measures import MEASURES
from nscl.scorecard.statistics import Statistic
from nscl.vn.calendar import ZONE, now


class UnknownYear(ValueError):
    """The year is not one of the plan's; the message says which are."""


@dataclass(frozen=True)
class Evaluation:
    """Everything the lines of one scorecard have in common: read once."""

    plan: Plan
    year: int
    scope: Scope
    knowledge: Knowledge
    closing: date
    decided: Mapping[str, str]
    expected: Mapping[str, Expected]
    bodies: Mapping[str, Body]
    without_rows: frozenset[str]  # registers in which the reporting body has never written: they are not asked

    @property
    def years(self) -> range:
        return range(self.plan.period.start, self.year + 1)

    @property
    def today(self) -> date:
        return self.knowledge.at.date()

    @property
    def has_begun(self) -> bool:
        return self.year <= self.today.year


def evaluate(
    plan: Plan,
    *,
    year: int,
    scope: Scope | None = None,
    as_of: datetime | None = None,
    until: date | None = None,
) -> list[Line]:
    """The plan's lines for a year, in plan order.

    `as_of`: knowledge at a moment (rows, decisions as they stood then); `until`: the last day of facts that count, for
    a round its closing date. By default everything known now, up to the end of the year.
    """
    evaluation = _prepare(plan, year, scope or Scope(), as_of or now(), until)
    return [_line(evaluation, indicator) for indicator in evaluation.plan.indicators]


def evaluate_one(plan: Plan, code: str, **how: Any) -> Line:
    """One line alone, for its page."""
    how["scope"] = how.get("scope") or Scope()
    evaluation = _prepare(plan, how["year"], how["scope"], how.get("as_of") or now(), how.get("until"))
    return _line(evaluation, evaluation.plan.indicator(code))


def _prepare(plan: Plan, year: int, scope: Scope, at: datetime, until: date | None) -> Evaluation:
    if year not in plan.period.years:
        message = _("Năm %(year)s không thuộc giai đoạn %(start)s-%(end)s của Kế hoạch.")
        raise UnknownYear(message % {"year": year, "start": plan.period.start, "end": plan.period.end})
    at = at.astimezone(ZONE)  # a moment read from the database is in UTC, and may be of another day there
    last = date(year, 12, 31)
    printed = plan.in_force(last)
    known = decisions.in_force(plan.slug, last, at)
    decided = {d.key: str(d.value) for d in printed.decisions} | {key: row.value for key, row in known.items()}
    month, day = (int(part) for part in decided["figures.closing_day"].split("-"))
    knowledge = Knowledge(at=at, until=min(until or last, at.date()))
    bodies = {b.code: b for b in Body.objects.filter(code__in={o for i in printed.indicators for o in i.owners})}
    reporter = _reporter(scope, bodies.get(printed.standing_body))
    return Evaluation(
        plan=printed,
        year=year,
        scope=scope,
        knowledge=knowledge,
        closing=date(year, month, day),
        decided=decided,
        expected=expected_values(plan=plan.slug, year=year, reporter=reporter, knowledge=knowledge) if reporter else {},
        bodies=bodies,
        without_rows=_without_rows(scope),
    )


def _reporter(scope: Scope, standing: Body | None) -> int | None:
    """Who gives the expected outturn: a body for itself, the standing body for the province; nobody sums them."""
    if scope.is_province:
        return standing.pk if standing else None
    return scope.reporter.pk if scope.reporter else None


def _without_rows(scope: Scope) -> frozenset[str]:
    """Most bodies have written in few registers: a glance at each saves all questions to the others."""
    if scope.reporter is None:
        return frozenset()
    slugs = {measure.register for measure in MEASURES.values() if measure.register}  # series of statistics have none
    return frozenset(s for s in slugs if not REGISTERS[s].model.objects.filter(reported_by=scope.reporter).exists())


def _line(e: Evaluation, indicator: Indicator) -> Line:
    found = _measure(e, indicator)
    measurement = found if isinstance(found, Measurement) else None
    figures: Mapping[int, Number] = found.by_year if found else {}
    value = found.value if found else None
    state = _state(e, indicator, found)
    target = indicator.target
    history = {year: figures[year] for year in figures if year < e.year}
    return Line(
        plan=e.plan,
        indicator=indicator,
        year=e.year,
        scope=e.scope,
        knowledge=e.knowledge,
        closing=e.closing,
        period=_period(e, indicator, found),
        state=state,
        value=value,
        numerator=found.numerator if isinstance(found, Statistic) else None,
        denominator=found.denominator if isinstance(found, Statistic) else None,
        expectation=e.expected.get(indicator.code) if found else None,
        measurement=measurement,
        statistic=found if isinstance(found, Statistic) else None,
        by_year=_by_year(e, indicator, figures, state),
        owners=tuple(e.bodies.get(code) or e.plan.body(code).name for code in indicator.owners),
        percent=targets.percent(target, value),
        pace=targets.pace(target, e.year, e.plan.period),
        needed=targets.needed(target, e.year, e.plan.period),
        gap=targets.gap(target, value) if value is not None else None,
        years_met=sum(targets.reached(target, v) for v in figures.values()),
        years_elapsed=len(history) + 1,
    )


def _measure(e: Evaluation, indicator: Indicator) -> Measurement | Statistic | None:
    measure = MEASURES.get(indicator.measure)
    if measure is None or not e.has_begun:
        return None
    taken = {name: read(e.decided[key]) for name, (key, read) in measure.decisions.items()}
    if measure.accumulates:
        taken["cumulative"] = indicator.target.is_cumulative
    asked = dict(indicator.where) | taken
    if measure.register in e.without_rows:
        return _nothing(indicator.measure, e.years, e.knowledge.until, tuple((k, _fixed(v)) for k, v in asked.items()))
    return measure.function(years=e.years, scope=e.scope, knowledge=e.knowledge, **asked)


@lru_cache(maxsize=128)
def _nothing(measure: str, years: range, until: date, asked: tuple[tuple[str, Any], ...]) -> Measurement | Statistic:
    """What every body has that never wrote in the register: measured once for all of them."""
    knowledge = Knowledge.on(until)
    return MEASURES[measure].function(years=years, scope=Scope.nowhere(), knowledge=knowledge, **dict(asked))


def _fixed(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _state(e: Evaluation, indicator: Indicator, found: Measurement | Statistic | None) -> State:
    if indicator.measure not in MEASURES:
        return State.NO_DATA
    if found is None:
        return State.NOT_DUE
    if not e.scope.is_province:
        return State.DESCRIBE
    return targets.state(
        indicator.target,
        found.value,
        year=e.year,
        period=e.plan.period,
        day=e.today,
        closing=e.closing,
        latest=found.latest if isinstance(found, Statistic) else None,
    )


def _by_year(
    e: Evaluation, indicator: Indicator, figures: Mapping[int, Number], state: State
) -> tuple[YearFigure, ...]:
    """A column for every year of the plan; below the province nothing is needed."""
    columns = []
    for year in e.plan.period.years:
        needed = targets.needed(indicator.target, year, e.plan.period) if e.scope.is_province else None
        columns.append(YearFigure(year, figures.get(year), needed, state if year == e.year else None))
    return tuple(columns)


def _period(e: Evaluation, indicator: Indicator, found: Measurement | Statistic | None) -> str:
    """The years the figure covers: one, or from the first of the plan on; for statistics those that have data."""
    if isinstance(found, Statistic) and found.latest is not None:
        return str(found.latest) if found.is_one_year else f"{found.first}-{found.latest}"
    if indicator.target.is_cumulative and e.year != e.plan.period.start and indicator.target.shape != "maintain":
        return f"{e.plan.period.start}-{e.year}"
    return str(e.year)
