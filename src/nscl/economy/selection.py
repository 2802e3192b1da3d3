"""Series chosen for an estimate: their years as arrays, spliced where a person said so, and what stands in the way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal, TypeAlias

import numpy as np
from django.utils.translation import gettext as _

from nscl.economy.breaks import BreakMark, Treatment, standing
from nscl.economy.series import Concept, Observation, Series, Territory, Vintage, latest_of
from nscl.productivity.checking import Floats, levels_of, years_of
from nscl.productivity.series import Break, detect_breaks, merged, splice
from nscl.vn.numbers import format_percent

NEEDED = (Concept.OUTPUT, Concept.INVESTMENT, Concept.EMPLOYMENT)
LabourMeasure: TypeAlias = Literal["persons", "hours", "quality", "hours_quality"]
FACTORS: Final[Mapping[str, tuple[Concept, ...]]] = {
    "persons": (), "hours": (Concept.HOURS,), "quality": (Concept.QUALITY,),
    "hours_quality": (Concept.HOURS, Concept.QUALITY),
}  # fmt: skip
"""What the persons employed are multiplied by, for each measure of labour; every year has it or none."""


class NotEnough(Exception):
    """The series do not carry an estimate; the message says which are missing and which tables hold them."""


@dataclass(frozen=True)
class Chosen:
    """One series over the years: the observations used, the break marks that hold, the values after splicing. Of a
    merged territory the sum of `parts`, whose marks stay with each of them."""

    series: tuple[Series, ...]
    years: range
    observations: tuple[tuple[Observation, ...], ...]  # a tuple for each series that is summed
    marks: Mapping[int, BreakMark]
    raw: Floats
    values: Floats
    parts: tuple[Chosen, ...] = ()

    @property
    def alone(self) -> tuple[Chosen, ...]:
        """The series as they were published, one by one."""
        return self.parts or (self,)

    @property
    def treated(self) -> list[BreakMark]:
        """Every mark that holds for one of the series, by year."""
        return sorted((mark for each in self.alone for mark in each.marks.values()), key=lambda mark: mark.year)

    @property
    def vintages(self) -> dict[int, set[str]]:
        """The natures of release a year's value stands on."""
        found: dict[int, set[str]] = {}
        for rows in self.observations:
            for row in rows:
                found.setdefault(row.year, set()).add(row.vintage)
        return found


@dataclass(frozen=True)
class Objection:
    """Why an estimate over the chosen series cannot be used yet: an untreated break, or mixed vintages."""

    concept: Concept
    year: int
    message: str


@dataclass(frozen=True)
class Selection:
    """Output, investment and employment of one territory over the same years; hours and quality where asked for."""

    territory: Territory
    years: range
    chosen: Mapping[Concept, Chosen]

    def values(self, concept: Concept) -> Floats:
        return self.chosen[concept].values

    def labour(self, measure: LabourMeasure) -> Floats:
        """Persons, times hours and quality as the measure says. Raises NotEnough where they were not asked for."""
        product = self.values(Concept.EMPLOYMENT)
        for concept in FACTORS[measure]:
            if concept not in self.chosen:
                raise NotEnough(_without(self.territory, self.years, [concept]))
            product = product * self.values(concept)
        return product

    @property
    def objections(self) -> list[Objection]:
        return [found for concept, each in self.chosen.items() for found in objections_of(concept, each)]

    def as_marks(self) -> dict[str, list[int]]:
        """The break marks that the values stand on, for keeping."""
        return {concept.value: [mark.pk for mark in each.treated] for concept, each in self.chosen.items()}

    def as_inputs(self) -> dict[str, Any]:
        """Every value with the observations it stands on, for keeping."""
        return {
            concept.value: [
                [
                    year,
                    float(value),
                    [row.pk for rows in each.observations for row in rows if row.year == year],
                    sorted(each.vintages[year]),
                ]
                for year, value in zip(each.years, each.values, strict=True)
            ]
            for concept, each in self.chosen.items()
        }


def select(
    territory: Territory,
    *,
    first: int,
    last: int,
    at: datetime,
    vintage: str = "",
    labour: LabourMeasure = "persons",
) -> Selection:
    """The series of a territory over `first`-`last` as known at a moment, by the last release or one nature of release.

    A merged territory without a series of its own is the sum of its parts, year by year at the same constant prices;
    hours and quality are their means, weighed so that the product of the whole is the sum of the parts' products.
    Total social investment never stands for capital formation: it also holds land, repairs, working capital. Raises
    NotEnough, and InputError where a value is zero or negative.
    """
    years = range(first, last + 1)
    chosen = {concept: _choose(territory, concept, years, at, vintage) for concept in NEEDED}
    people = chosen[Concept.EMPLOYMENT]
    weights = [part.values for part in people.parts] if people else []
    for concept in FACTORS[labour]:
        found = chosen[concept] = _factor(territory, concept, years, at, vintage, weights)
        weights = [each * part.values for each, part in zip(weights, found.parts if found else (), strict=False)]
    missing = [concept for concept, each in chosen.items() if each is None]
    if missing:
        raise NotEnough(_without(territory, years, missing))
    return Selection(territory, years, {concept: each for concept, each in chosen.items() if each})


def _without(territory: Territory, years: range, missing: Sequence[Concept]) -> str:
    names = ", ".join(str(concept.label) for concept in missing)
    message = _(
        "%(place)s, %(first)s-%(last)s: chưa có số liệu %(names)s. Nhập từ Niên giám thống kê của tỉnh. "
        "Biểu còn thiếu: %(tables)s."
    )
    told = {"place": territory.name, "first": years[0], "last": years[-1], "names": names}
    return message % {**told, "tables": "; ".join(_table_of(concept) for concept in missing)}


def _table_of(concept: Concept) -> str:
    """The tables of a Statistical Yearbook that hold the engine's inputs."""
    tables = {
        Concept.OUTPUT: _("“Tổng sản phẩm trên địa bàn theo giá so sánh 2010”"),
        Concept.INVESTMENT: _("“Tích lũy tài sản cố định theo giá so sánh 2010”"),
        Concept.EMPLOYMENT: _("“Lao động từ 15 tuổi trở lên đang làm việc”"),
        Concept.HOURS: _("“Số giờ làm việc bình quân của lao động đang làm việc”"),
        Concept.QUALITY: _("“Lao động đang làm việc theo trình độ chuyên môn kỹ thuật”"),
    }
    return tables[concept]


def _choose(territory: Territory, concept: Concept, years: range, at: datetime, vintage: str) -> Chosen | None:
    own = _one(territory, concept, years, at, vintage)
    if own is not None:
        return own
    parts = [_one(part, concept, years, at, vintage) for part in territory.parts.all()]
    if not parts or any(part is None for part in parts):
        return None
    there = [part for part in parts if part is not None]
    raw = merged({str(part.series[0]): part.raw for part in there}, list(years))
    return _together(there, raw, merged({str(part.series[0]): part.values for part in there}, list(years)))


def _factor(
    territory: Territory, concept: Concept, years: range, at: datetime, vintage: str, weights: Sequence[Floats]
) -> Chosen | None:
    """Hours or quality of the territory, else the mean of its parts by `weights`, one for each part that was summed."""
    own = _one(territory, concept, years, at, vintage)
    if own is not None or not weights:
        return own
    there = [part for each in territory.parts.all() if (part := _one(each, concept, years, at, vintage))]
    if len(there) != len(weights):
        return None
    raw, values = (
        np.average([getattr(part, name) for part in there], axis=0, weights=weights) for name in ("raw", "values")
    )
    return _together(there, raw, values)


def _together(parts: Sequence[Chosen], raw: Floats, values: Floats) -> Chosen:
    return Chosen(
        series=tuple(series for part in parts for series in part.series),
        years=parts[0].years,
        observations=tuple(rows for part in parts for rows in part.observations),
        marks={},
        raw=raw,
        values=values,
        parts=tuple(parts),
    )


def _one(territory: Territory, concept: Concept, years: range, at: datetime, vintage: str) -> Chosen | None:
    series = Series.objects.filter(territory=territory, concept=concept, industry="").exclude(basis="current").first()
    if series is None:
        return None
    rows = series.observations.known(at).of_one_year().filter(year__gte=years[0], year__lte=years[-1])
    latest = latest_of(rows.of_vintage(vintage) if vintage else rows)
    if any(year not in latest for year in years):
        return None
    return chosen_of(series, latest, years, standing(series, at))


def chosen_of(
    series: Series, latest: Mapping[int, Observation], years: range, marks: Mapping[int, BreakMark]
) -> Chosen:
    """One series over years that all have a value, spliced where a mark says so. Raises InputError where a value is
    zero or negative."""
    raw = levels_of(str(series), [float(latest[year].value) for year in years], years_of(years))
    within = {year: mark for year, mark in marks.items() if years[0] < year <= years[-1]}
    observations = tuple(latest[year] for year in years)
    return Chosen((series,), years, (observations,), within, raw, _spliced(raw, years, within))


def _spliced(raw: Floats, years: range, marks: Mapping[int, BreakMark]) -> Floats:
    values = raw
    for year, mark in sorted(marks.items(), reverse=True):
        if mark.treatment == Treatment.SPLICED and mark.growth is not None:
            values = splice(values, list(years), at=year, growth=float(mark.growth) / 100).values
    return values


def breaks_of(chosen: Chosen) -> list[Break]:
    """Jumps of the series as published."""
    if len(chosen.years) < 4:
        return []
    return [jump for each in chosen.alone for jump in detect_breaks(each.raw, list(each.years))]


def objections_of(concept: Concept, chosen: Chosen) -> list[Objection]:
    """What stands in the way of using the series, each by itself, by year."""
    found = [words for each in chosen.alone for words in (*_untreated(concept, each), *_mixed(concept, each))]
    return sorted(found, key=lambda objection: objection.year)


def _untreated(concept: Concept, each: Chosen) -> list[Objection]:
    message = _("%(series)s năm %(year)s thay đổi %(growth)s so với mức thường %(usual)s: chưa nối, chưa bỏ qua.")
    return [
        Objection(concept, jump.year, message % _words(each, jump))
        for jump in breaks_of(each)
        if jump.year not in each.marks
    ]


def _words(each: Chosen, jump: Break) -> dict[str, Any]:
    growth, usual = format_percent(jump.growth), format_percent(jump.usual)
    return {"series": each.series[0], "year": jump.year, "growth": growth, "usual": usual}


def _mixed(concept: Concept, each: Chosen) -> list[Objection]:
    """A change of vintage between two years is a break of its own kind, until it is spliced or waived."""
    order = list(Vintage.values)
    found = []
    for before, year in zip(each.years, each.years[1:], strict=False):
        a, b = each.vintages[before], each.vintages[year]
        if a == b or year in each.marks or _is_settling(a, b, order):
            continue
        words = {"series": each.series[0], "a": before, "b": year, "va": _named(a), "vb": _named(b)}
        message = _("%(series)s: năm %(a)s là số %(va)s, năm %(b)s là số %(vb)s. Nối chuỗi, hoặc bỏ qua kèm lý do.")
        found.append(Objection(concept, year, message % words))
    return found


def _is_settling(before: set[str], after: set[str], order: list[str]) -> bool:
    """The last years of a series are always younger releases of the same revision: official, then preliminary, then
    estimate."""
    if Vintage.REVALUED in before | after:
        return False
    return max(order.index(v) for v in after) <= min(order.index(v) for v in before)


def _named(vintages: set[str]) -> str:
    return ", ".join(sorted(str(Vintage(each).label) for each in vintages))
