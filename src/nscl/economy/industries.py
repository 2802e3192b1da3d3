"""Output and employment of a territory by industry, over years that all have values: what a decomposition stands on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

import numpy as np
from django.db.models import Q
from django.utils.translation import gettext as _

from nscl.economy.coverage import last_run
from nscl.economy.selection import NotEnough
from nscl.economy.series import Concept, Observation, PriceBasis, Territory, latest_of
from nscl.productivity.checking import Floats
from nscl.productivity.series import merged
from nscl.vn.numbers import format_number

CONCEPTS: Final = (Concept.OUTPUT, Concept.EMPLOYMENT)
REAL_ESTATE: Final = "L"  # of VSIC: much output and few workers
COVERED: Final = 0.01  # of all the employed: so far the sum of industries may lie from the total


@dataclass(frozen=True)
class ByIndustry:
    """Arrays (J, T). `rest`: output of the whole less that of the industries, taxes on products less subsidies; None
    where the whole is not known. `parts`: the territories that were summed, none where the territory has its own."""

    industries: tuple[str, ...]
    titles: tuple[str, ...]
    years: range
    output: Floats
    people: Floats
    rest: Floats | None
    parts: tuple[str, ...] = ()

    @property
    def has_real_estate(self) -> bool:
        return REAL_ESTATE in self.industries

    def without_real_estate(self) -> ByIndustry:
        """It drowns what the other industries do to productivity, and is left out by default; never silently."""
        kept = [j for j, each in enumerate(self.industries) if each != REAL_ESTATE]
        names, titles = tuple(self.industries[j] for j in kept), tuple(self.titles[j] for j in kept)
        return replace(self, industries=names, titles=titles, output=self.output[kept], people=self.people[kept])


@dataclass(frozen=True)
class _Place:
    """The series of one territory by concept and industry, "" for the whole; the last release of each year."""

    name: str
    series: dict[tuple[str, str], dict[int, Observation]] = field(default_factory=dict)

    @property
    def industries(self) -> set[str]:
        return {industry for _concept, industry in self.series if industry}

    def lacking(self, industries: Sequence[str]) -> list[tuple[Concept, str]]:
        return [(concept, each) for concept in CONCEPTS for each in industries if (concept, each) not in self.series]

    def array(self, concept: Concept, industries: Sequence[str], years: range) -> Floats:
        return np.array([[float(self.series[concept, each][year].value) for year in years] for each in industries])


def by_industry(territory: Territory, *, years: range, at: datetime) -> ByIndustry:
    """The last run of years, within those asked, that all industries have: one query. Raises NotEnough.

    A merged territory without industries of its own is the sum of its parts, industry by industry at the same constant
    prices, before any growth is taken.
    """
    found = _places(territory, years, at)
    own = found.get(territory.pk, _Place(territory.name))
    parts = [] if own.industries else [found.get(each.pk, _Place(each.name)) for each in territory.parts.all()]
    places = parts if any(each.industries for each in parts) else [own]
    industries = sorted(set.union(*(each.industries for each in places)))
    if len(industries) < 2 or any(each.lacking(industries) for each in places):
        raise NotEnough(_lacking(places, industries))
    keys = [(concept.value, each) for concept in CONCEPTS for each in industries]
    run = last_run(set.intersection(*(set(place.series[key]) for place in places for key in keys)))
    if len(run) < 2:
        raise NotEnough(_("Các ngành chưa có chung hai năm liền nhau. Nhập số của mọi ngành cho cùng các năm."))
    output, people = (
        merged({place.name: place.array(concept, industries, run) for place in places}, list(run))
        for concept in CONCEPTS
    )
    _refuse_gaps(_whole(own, places, Concept.EMPLOYMENT), people, run)
    whole = _whole(own, places, Concept.OUTPUT)
    rest = np.array([whole[year] for year in run]) - output.sum(axis=0) if all(year in whole for year in run) else None
    summed = () if places == [own] else tuple(place.name for place in places)
    titles = _titles(places, industries, run)
    return ByIndustry(tuple(industries), titles, run, output, people, rest, summed)


def _places(territory: Territory, years: range, at: datetime) -> dict[int, _Place]:
    """The territory itself and those that merged into it, of those that have a series."""
    within = Q(series__territory=territory) | Q(series__territory__merged_into=territory)
    rows = Observation.objects.known(at).of_one_year().filter(within, series__concept__in=CONCEPTS)
    rows = rows.exclude(series__basis=PriceBasis.CURRENT).filter(year__gte=years[0], year__lte=years[-1])
    found: dict[int, dict[tuple[str, str], list[Observation]]] = {}
    names: dict[int, str] = {}
    for row in rows.select_related("series__territory").order_by("series__territory_id", "pk"):
        place = row.series.territory
        names[place.pk] = place.name
        found.setdefault(place.pk, {}).setdefault((row.series.concept, row.series.industry), []).append(row)
    return {
        key: _Place(names[key], {name: latest_of(each) for name, each in own.items()}) for key, own in found.items()
    }


def _titles(places: Sequence[_Place], industries: Sequence[str], years: range) -> tuple[str, ...]:
    """The industry with the title of its series; of a sum the titles would name one of the parts."""
    if len(places) > 1:
        return tuple(_("Ngành %(letter)s") % {"letter": each} for each in industries)
    series = places[0].series
    return tuple(f"{each}. {series[Concept.OUTPUT, each][years[0]].series.title}" for each in industries)


def _whole(own: _Place, places: Sequence[_Place], concept: Concept) -> dict[int, float]:
    """The whole as it was published, else as the sum of the parts that all have the year."""
    parts = [place.series.get((concept, ""), {}) for place in places]
    common = set.intersection(*(set(part) for part in parts))
    summed = {year: sum(float(part[year].value) for part in parts) for year in common}
    return summed | {year: float(row.value) for year, row in own.series.get((concept, ""), {}).items()}


def _lacking(places: Sequence[_Place], industries: list[str]) -> str:
    missing = [
        f"{concept.label}, {industry}" + (f" ({place.name})" if len(places) > 1 else "")
        for place in places
        for concept, industry in place.lacking(industries)
    ]
    if missing:
        return _("Còn thiếu chuỗi theo ngành: %(names)s.") % {"names": "; ".join(missing)}
    return _(
        "Còn thiếu hai bảng của Niên giám thống kê: sản lượng theo ngành kinh tế, giá so sánh; "
        "và lao động đang làm việc theo ngành kinh tế."
    )


def _refuse_gaps(whole: dict[int, float], people: Floats, years: range) -> None:
    """Industries that do not make up the whole would pass off what is missing as people who moved."""
    for year, total in zip(years, people.sum(axis=0), strict=True):
        known = whole.get(year)
        if known and abs(total / known - 1) > COVERED:
            message = _(
                "Năm %(year)s: lao động các ngành cộng lại là %(sum)s, của cả địa bàn là %(whole)s. Nhập đủ mọi ngành."
            )
            values = {"sum": format_number(total, 1), "whole": format_number(known, 1)}
            raise NotEnough(message % {"year": year, **values})
