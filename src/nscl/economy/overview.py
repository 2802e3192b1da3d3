"""Series as they stand: the value used for each year, breaks found and treated, releases. Few queries for many."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Final

from nscl.economy.breaks import BreakMark
from nscl.economy.coverage import last_run
from nscl.economy.models import Concept, Observation, Series, Vintage
from nscl.economy.selection import Chosen, Objection, breaks_of, chosen_of, objections_of
from nscl.economy.series import MAY_FALL, latest_of
from nscl.productivity.checking import InputError
from nscl.productivity.series import Break

FEWEST: Final = 2  # years in a row that can be held against each other


def span_of(years: Collection[int]) -> str:
    """2005–2024, 2024, or nothing."""
    if not years:
        return ""
    first, last = min(years), max(years)
    return str(first) if first == last else f"{first}–{last}"


@dataclass(frozen=True)
class Release:
    """What one source published at once; `number` is that of its first value, by which a page names it."""

    number: int
    vintage: str
    released_on: date | None
    source: str
    values: dict[int, Observation]

    @property
    def vintage_words(self) -> str:
        return str(Vintage(self.vintage).label)

    @property
    def span(self) -> str:
        return span_of(self.values)


@dataclass(frozen=True)
class Overview:
    """One series. `rows` are its standing values, releases of several years among them."""

    series: Series
    rows: tuple[Observation, ...]
    latest: dict[int, Observation]
    marks: dict[int, BreakMark]

    @property
    def years(self) -> list[int]:
        return sorted(self.latest)

    @property
    def span(self) -> str:
        return span_of(self.latest)

    @property
    def last(self) -> Observation | None:
        return self.latest[max(self.latest)] if self.latest else None

    @cached_property
    def chosen(self) -> Chosen | None:
        """The last years without a gap, spliced as marked; None of a series that may fall below zero."""
        years = last_run(set(self.latest))
        if self.series.concept in MAY_FALL or len(years) < FEWEST:
            return None
        try:
            return chosen_of(self.series, self.latest, years, self.marks)
        except InputError:  # a zero from before zeros were refused: nothing is computed of it until it is withdrawn
            return None

    @cached_property
    def jumps(self) -> dict[int, Break]:
        return {jump.year: jump for jump in breaks_of(self.chosen)} if self.chosen else {}

    @cached_property
    def objections(self) -> list[Objection]:
        """Breaks and changes of release that nobody has treated yet."""
        return objections_of(Concept(self.series.concept), self.chosen) if self.chosen else []

    @property
    def untreated(self) -> dict[int, str]:
        """The first objection of each year: what is to be treated."""
        found: dict[int, str] = {}
        for each in self.objections:
            found.setdefault(each.year, each.message)
        return found

    @cached_property
    def releases(self) -> list[Release]:
        """The youngest first; values of one year only."""
        found: dict[tuple[str, date | None, str], dict[int, Observation]] = {}
        for row in self.rows:
            if row.since is None:
                found.setdefault((row.vintage, row.released_on, row.source), {})[row.year] = row
        order = list(Vintage.values)
        keys = sorted(found, key=lambda k: (order.index(k[0]), k[1] or date.min, max(r.pk for r in found[k].values())))
        return [Release(min(row.pk for row in found[key].values()), *key, found[key]) for key in reversed(keys)]


def overviews(series: Iterable[Series], at: datetime) -> list[Overview]:
    """Three queries, with that of the series, however many there are."""
    series = list(series)
    rows: dict[int, list[Observation]] = {each.pk: [] for each in series}
    known = Observation.objects.known(at).filter(series__in=series).select_related("entered_by")
    for row in known.order_by("year", "pk"):
        rows[row.series_id].append(row)
    marks: dict[int, dict[int, BreakMark]] = {each.pk: {} for each in series}
    for mark in BreakMark.objects.filter(series__in=series, at__lte=at).select_related("by").order_by("pk"):
        marks[mark.series_id][mark.year] = mark
    return [Overview(each, tuple(rows[each.pk]), _latest(rows[each.pk]), marks[each.pk]) for each in series]


def overview(series: Series, at: datetime) -> Overview:
    return overviews([series], at)[0]


def _latest(rows: Iterable[Observation]) -> dict[int, Observation]:
    return latest_of(row for row in rows if row.since is None)
