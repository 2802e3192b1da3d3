"""One row of a register among the lines: which figures count it, why not, and what would change without it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from nscl.organisations.bodies import kinds_on
from nscl.organisations.models import User
from nscl.organisations.scope import Scope
from nscl.plan import Indicator, Plan
from nscl.registers.entry import Entry
from nscl.registers.register import Register
from nscl.scorecard.evaluate import evaluate_one
from nscl.scorecard.groups import Subtraction, by_entry
from nscl.scorecard.line import Line, Number
from nscl.scorecard.measures import MEASURES
from nscl.vn.calendar import now, today


@dataclass(frozen=True)
class Use:
    """How a row counts in one indicator, in the year in which it counts most."""

    indicator: Indicator
    year: int
    lines: Subtraction

    @property
    def is_elsewhere(self) -> bool:
        """Whether other indicators count everything of the row, and this one nothing."""
        return not self.lines.counted and all(step.also_at for step in self.lines.steps)


@dataclass(frozen=True)
class Effect:
    """A figure before and after a row is taken out."""

    line: Line
    before: Number | None
    after: Number | None


def uses(plan: Plan, register: Register, row: Entry) -> list[Use]:
    """The indicators that look at this row, in plan order; the reporter's rows alone are asked."""
    found = []
    for indicator in _readers(plan, register, row):
        best: Use | None = None
        for year in _years(plan, indicator, row):
            line = evaluate_one(plan, indicator.code, year=year, scope=Scope(reporter=row.reported_by))
            counted = by_entry(line, [row.pk]).get(row.pk) if line.measurement else None
            if counted and (best is None or counted.counted > best.lines.counted):
                best = Use(indicator, year, counted)
        if best:
            found.append(best)
    return found


def effects_of_withdrawal(plan: Plan, register: Register, row: Entry, *, by: User) -> list[Effect]:
    """The figures of the province that withdrawing the row would change. It is tried, measured, and undone."""
    asked = [(i.code, year) for i in _readers(plan, register, row) for year in _years(plan, i, row)]
    before = {key: evaluate_one(plan, key[0], year=key[1]) for key in asked}
    with transaction.atomic():
        type(row).objects.filter(pk=row.pk).update(withdrawn_at=now(), withdrawn_by=by)
        after = {key: evaluate_one(plan, key[0], year=key[1]).value for key in asked}
        transaction.set_rollback(True)
    return [Effect(line, line.value, after[key]) for key, line in sorted(before.items()) if line.value != after[key]]


def _readers(plan: Plan, register: Register, row: Entry) -> list[Indicator]:
    """Indicators whose measure reads this register, for bodies of this kind."""
    body = row.beneficiary
    kind = kinds_on([body], row.on)[body.pk] if body else None
    return [
        indicator
        for indicator in plan.indicators
        if indicator.code in register.uses
        and indicator.measure in MEASURES
        and (kind is None or "kind" not in indicator.where or kind in indicator.where["kind"])
    ]


def _years(plan: Plan, indicator: Indicator, row: Entry) -> list[int]:
    """The years whose figure may hold the row, the last first: those of its days, this one for what is maintained."""
    years = {day.year for day in row.days().values()}
    if indicator.target.shape == "maintain":
        years = {today().year}
    return sorted(years & set(plan.period.years), reverse=True)
