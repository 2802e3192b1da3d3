"""What an estimate says of one year, as the province's report prints it; and whether its inputs still stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from nscl.economy.estimates import Estimate
from nscl.economy.series import Concept, Observation, latest_of


@dataclass(frozen=True)
class YearFigures:
    """Growth of a year in per cent, TFP in percentage points of it; four decimals, as a report figure keeps them."""

    year: int
    output_growth: Decimal
    tfp_growth: Decimal
    productivity_growth: Decimal


def figures_of(estimate: Estimate, year: int) -> YearFigures:
    """Growth is that of the values the estimate kept. TFP's points of logarithmic accounts are carried over to the
    arithmetic growth, so that its share of growth stays that of the estimate."""
    line = next(each for each in estimate.result["years"] if each["year"] == year)
    output, people = (_ratio(estimate, concept, year) for concept in (Concept.OUTPUT, Concept.EMPLOYMENT))
    growth = 100 * (output - 1)
    scale = growth / line["output_growth"] if line["output_growth"] else 1.0
    numbers = (growth, line["tfp_growth"] * scale, 100 * (output / people - 1))
    return YearFigures(year, *(round(Decimal(f"{number:.12g}"), 4) for number in numbers))


def _ratio(estimate: Estimate, concept: Concept, year: int) -> float:
    values = {row[0]: row[1] for row in estimate.inputs[concept.value]}
    return float(values[year] / values[year - 1])


@dataclass(frozen=True)
class Standing:
    """What became of an estimate's inputs since: values withdrawn, and years that a later release says otherwise."""

    withdrawn: int
    newer: tuple[int, ...]

    @property
    def holds(self) -> bool:
        return not self.withdrawn and not self.newer


def standing_of(estimate: Estimate, at: datetime) -> Standing:
    """Two queries, however many inputs."""
    used = {number for rows in estimate.inputs.values() for row in rows for number in row[2]}
    inputs = list(Observation.objects.filter(pk__in=used))
    years = {(row.series_id, row.year) for row in inputs}
    known = Observation.objects.known(at).of_one_year().filter(series__in={row.series_id for row in inputs})
    by_series: dict[int, list[Observation]] = {}
    for row in known:
        by_series.setdefault(row.series_id, []).append(row)
    newer = {
        year
        for series, rows in by_series.items()
        for year, row in latest_of(rows).items()
        if (series, year) in years and row.pk not in used and row.entered_at > estimate.computed_at
    }
    return Standing(sum(1 for row in inputs if row.withdrawn_at), tuple(sorted(newer)))
