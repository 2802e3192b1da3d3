"""Which years of which territory can be worked: all three inputs there, from releases of one revision."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from nscl.economy.selection import NEEDED
from nscl.economy.series import Observation, PriceBasis, Territory, Vintage, latest_of


def workable(at: datetime) -> dict[int, range]:
    """Territory → the last unbroken run of at least three years, two queries. A merged territory may stand on its
    parts."""
    by_series: dict[tuple[int, str], list[Observation]] = defaultdict(list)
    rows = Observation.objects.known(at).of_one_year().filter(series__concept__in=NEEDED, series__industry="")
    for row in rows.exclude(series__basis=PriceBasis.CURRENT).select_related("series"):
        by_series[row.series.territory_id, row.series.concept].append(row)
    years = {key: _of_one_revision(found) for key, found in by_series.items()}
    territories = list(Territory.objects.all())
    found = {}
    for territory in territories:
        parts = [each.pk for each in territories if each.merged_into_id == territory.pk]
        sets = [_years(years, territory.pk, parts, concept.value) for concept in NEEDED]
        run = last_run(set.intersection(*sets))
        if len(run) > 2:
            found[territory.pk] = run
    return found


def _of_one_revision(rows: Iterable[Observation]) -> set[int]:
    """The years whose last release is of the same revision as the last year's."""
    latest = latest_of(rows)
    revised = latest[max(latest)].vintage == Vintage.REVALUED
    return {year for year, row in latest.items() if (row.vintage == Vintage.REVALUED) == revised}


def _years(years: dict[tuple[int, str], set[int]], territory: int, parts: list[int], concept: str) -> set[int]:
    if own := years.get((territory, concept)):
        return own
    return set.intersection(*(years.get((part, concept), set()) for part in parts)) if parts else set()


def last_run(years: set[int]) -> range:
    """The last years without a gap."""
    if not years:
        return range(0)
    last = first = max(years)
    while first - 1 in years:
        first -= 1
    return range(first, last + 1)
