"""`Line`: one indicator in one year, for one scope. The page, the API, the workbook and the report are faces of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any

from nscl.organisations.models import Body
from nscl.organisations.scope import Scope
from nscl.plan import Plan
from nscl.plan.schema import Indicator
from nscl.plan.targets import State
from nscl.registers.expected import Expected
from nscl.registers.measurement import Knowledge, Measurement
from nscl.scorecard.sentences import sentence
from nscl.scorecard.statistics import Statistic

Number = int | Decimal | Fraction | float


@dataclass(frozen=True)
class YearFigure:
    """One column of the indicator's chart: the figure of a year and what that year needed."""

    year: int
    value: Number | None
    needed: Number | None
    state: State | None


@dataclass(frozen=True)
class Line:
    """A fact beside its target. Every derived number is here once: sentences and pages only print."""

    plan: Plan
    indicator: Indicator
    year: int
    scope: Scope
    knowledge: Knowledge
    closing: date
    period: str
    state: State
    value: Number | None
    numerator: Number | None
    denominator: Number | None
    expectation: Expected | None
    measurement: Measurement | None
    by_year: tuple[YearFigure, ...]
    owners: tuple[Body | str, ...]
    statistic: Statistic | None = None
    percent: Number | None = None
    pace: Number | None = None
    needed: Number | None = None
    gap: Number | None = None
    years_met: int = 0
    years_elapsed: int = 0

    @property
    def code(self) -> str:
        return self.indicator.code

    @property
    def unit(self) -> str:
        return self.indicator.unit

    @property
    def reading(self) -> str:
        return self.indicator.reading

    @property
    def expected(self) -> Number | None:
        return self.expectation.value if self.expectation else None

    @property
    def has_target(self) -> bool:
        """Below the province there is no target, unless a body sets its own."""
        return self.scope.is_province

    @property
    def pace_gap(self) -> Number | None:
        """How much is missing for what this year needs; None when nothing is."""
        if not self.has_target or self.value is None or self.needed is None or self.value >= self.needed:
            return None
        return self.needed - self.value  # type: ignore[operator]

    @property
    def target(self) -> dict[str, Any] | None:
        if not self.has_target:
            return None
        target = self.indicator.target
        return {"op": target.op, "value": target.value, "shape": target.shape}

    @property
    def rows(self) -> int:
        found = self.measurement or self.statistic
        return found.row_count if found else 0

    @property
    def unconfirmed(self) -> int:
        return self.measurement.unconfirmed if self.measurement else 0

    @cached_property
    def rows_of_the_year(self) -> int:
        """Counted rows dated in the year itself; asked once."""
        found = self.measurement
        if found is None or not found.row_count:
            return 0
        return found.rows.filter(**{f"{found.day}__year": self.year}).count()

    @cached_property
    def sentence(self) -> str:
        return sentence(self)

    def fact(self, name: str) -> Any:
        """Another number its sentence says (courses, models in progress …); 0 when nothing is measured."""
        found = self.measurement.facts.get(name) if self.measurement else None
        return found() if found else 0

    def as_dict(self) -> dict[str, Any]:
        """What programs read. Percentages are 0–100 and unrounded; nothing computable is null, never 0."""
        return {
            "indicator": self.code,
            "period": self.period,
            "value": plain(self.value),
            "numerator": plain(self.numerator),
            "denominator": plain(self.denominator),
            "expected": plain(self.expected),
            "target": self.target,
            "unit": self.unit,
            "state": self.state.value,
            "rows": self.rows,
            "unconfirmed": self.unconfirmed,
            "reading": self.reading,
            "sentence": self.sentence,
        }


def plain(value: Number | None) -> int | float | None:
    """A number as JSON holds it: whole numbers without a fraction."""
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)
