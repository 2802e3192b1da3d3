"""Figures that come from the province's statistics, not from a register: shares and growth over the years that have
data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.db.models import QuerySet

from nscl.economy.models import Nature, ReportFigure
from nscl.organisations.scope import Scope
from nscl.plan.targets import average_growth
from nscl.registers.measurement import Knowledge

LEAST_GROWTH = Fraction(1, 2)  # percentage points a year: below it a share of growth says nothing


@dataclass(frozen=True)
class Statistic:
    """A figure over the years of the plan that have data, up to the year asked for.

    `by_year`: the figure as it stood with each year, where it is defined; `latest`: the last year covered, None without
    data; `numerator`, `denominator`: of a ratio of averages, over the years covered, in percentage points; `nature` and
    `source` are those of the latest year; `provisional`: years whose figure rests on one that may still change.
    `expected_on`: the day figures of the year asked for are expected. None of it is known below the province.
    """

    value: Fraction | None
    by_year: Mapping[int, Fraction]
    first: int
    latest: int | None
    nature: str
    source: str
    expected_on: date
    rows: QuerySet[ReportFigure]
    row_count: int
    provisional: frozenset[int] = frozenset()
    numerator: Fraction | None = None
    denominator: Fraction | None = None

    @property
    def is_one_year(self) -> bool:
        return self.latest == self.first


def tfp_share(*, years: range, scope: Scope, knowledge: Knowledge, economy_day: str) -> Statistic:
    """Σ TFP growth / Σ output growth in per cent, over the years that have both: a ratio of averages. Undefined, but
    not without data, where output grows too little for a share to say anything."""
    figures = _figures(years, scope, knowledge)
    covered = _unbroken(figures, years, "tfp_growth")
    by_year: dict[int, Fraction] = {}
    tfp = output = Fraction(0)
    for n, (year, figure) in enumerate(covered, start=1):
        tfp += Fraction(figure.tfp_growth or 0)
        output += Fraction(figure.output_growth)
        if output / n >= LEAST_GROWTH:
            by_year[year] = 100 * tfp / output
    found = _statistic(covered, by_year, years, economy_day)
    return replace(found, numerator=tfp, denominator=output) if covered else found


def labour_growth(*, years: range, scope: Scope, knowledge: Knowledge, economy_day: str) -> Statistic:
    """The geometric mean of yearly growth of labour productivity from the year before the plan's first, in per cent."""
    covered = _unbroken(_figures(years, scope, knowledge), years, "productivity_growth")
    by_year: dict[int, Fraction] = {}
    level = Fraction(1)
    for n, (year, figure) in enumerate(covered, start=1):
        level *= 1 + Fraction(figure.productivity_growth or 0) / 100
        if level > 0:
            by_year[year] = Fraction(average_growth(Decimal(1), level, n))
    return _statistic(covered, by_year, years, economy_day)


def _figures(years: range, scope: Scope, knowledge: Knowledge) -> dict[int, ReportFigure]:
    """The mark that holds for each year: one query; nothing below the province."""
    if not scope.is_province:
        return {}
    rows = ReportFigure.objects.filter(year__in=years, marked_at__lte=knowledge.at).order_by("pk")
    return {row.year: row for row in rows}


def _unbroken(figures: Mapping[int, ReportFigure], years: range, field: str) -> list[tuple[int, ReportFigure]]:
    """The years from the plan's first on that have the figure, up to the first gap."""
    found: list[tuple[int, ReportFigure]] = []
    for year in years:
        if year not in figures or getattr(figures[year], field) is None:
            break
        found.append((year, figures[year]))
    return found


def _statistic(
    covered: Sequence[tuple[int, ReportFigure]], by_year: Mapping[int, Fraction], years: range, economy_day: str
) -> Statistic:
    latest, last = covered[-1] if covered else (None, None)
    used = [figure.pk for _year, figure in covered]
    month, day = (int(part) for part in economy_day.split("-"))
    return Statistic(
        value=by_year.get(latest) if latest is not None else None,
        by_year=by_year,
        first=years[0],
        latest=latest,
        nature=str(last.get_nature_display()) if last else "",
        source=last.source if last else "",
        expected_on=date(years[-1] + 1, month, day),
        rows=ReportFigure.objects.filter(pk__in=used).select_related("estimate"),
        row_count=len(used),
        provisional=_provisional(covered),
    )


def _provisional(covered: Sequence[tuple[int, ReportFigure]]) -> frozenset[int]:
    """From the first year on whose figure is not official: every later one holds it."""
    unsettled = min((year for year, figure in covered if figure.nature != Nature.OFFICIAL), default=None)
    return frozenset(year for year, _figure in covered if unsettled is not None and year >= unsettled)
