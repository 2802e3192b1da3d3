"""Output and employment of a territory by industry, over years that all have values: what a decomposition stands on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

import numpy as np
from django.utils.translation import gettext as _

from nscl.economy.coverage import last_run
from nscl.economy.selection import NotEnough
from nscl.economy.series import Concept, Observation, PriceBasis, Territory, latest_of
from nscl.productivity.checking import Floats
from nscl.vn.numbers import format_number

CONCEPTS: Final = (Concept.OUTPUT, Concept.EMPLOYMENT)
COVERED: Final = 0.01  # of all the employed: so far the sum of industries may lie from the total


@dataclass(frozen=True)
class ByIndustry:
    """Arrays (J, T). `rest`: output of the whole less that of the industries, taxes on products less subsidies; None
    where the whole is not known."""

    titles: tuple[str, ...]
    years: range
    output: Floats
    people: Floats
    rest: Floats | None


def by_industry(territory: Territory, *, years: range, at: datetime) -> ByIndustry:
    """The last run of years, within those asked, that all industries have: one query. Raises NotEnough."""
    rows = Observation.objects.known(at).of_one_year().filter(series__territory=territory, series__concept__in=CONCEPTS)
    rows = rows.exclude(series__basis=PriceBasis.CURRENT).filter(year__gte=years[0], year__lte=years[-1])
    found: dict[tuple[str, str], list[Observation]] = {}
    for row in rows.select_related("series"):
        found.setdefault((row.series.concept, row.series.industry), []).append(row)
    series = {key: latest_of(own) for key, own in found.items()}
    industries = sorted({industry for _concept, industry in series if industry})
    if len(industries) < 2 or any((concept, each) not in series for concept in CONCEPTS for each in industries):
        raise NotEnough(_lacking(series, industries))
    run = last_run(set.intersection(*(set(series[concept, each]) for concept in CONCEPTS for each in industries)))
    if len(run) < 2:
        raise NotEnough(_("Các ngành chưa có chung hai năm liền nhau. Nhập số của mọi ngành cho cùng các năm."))
    output, people = (_array([series[concept, each] for each in industries], run) for concept in CONCEPTS)
    _refuse_gaps(series.get((Concept.EMPLOYMENT, ""), {}), people, run)
    titles = tuple(f"{each}. {series[Concept.OUTPUT, each][run[0]].series.title}" for each in industries)
    whole = series.get((Concept.OUTPUT, ""), {})
    rest = _array([whole], run)[0] - output.sum(axis=0) if all(year in whole for year in run) else None
    return ByIndustry(titles, run, output, people, rest)


def _lacking(series: dict[tuple[str, str], dict[int, Observation]], industries: list[str]) -> str:
    missing = [
        f"{concept.label}, {industry}"
        for concept in CONCEPTS
        for industry in industries
        if (concept.value, industry) not in series
    ]
    if missing:
        return _("Còn thiếu chuỗi theo ngành: %(names)s.") % {"names": "; ".join(missing)}
    return _(
        "Còn thiếu hai bảng của Niên giám thống kê: sản lượng theo ngành kinh tế, giá so sánh; "
        "và lao động đang làm việc theo ngành kinh tế."
    )


def _array(series: list[dict[int, Observation]], years: range) -> Floats:
    return np.array([[float(own[year].value) for year in years] for own in series])


def _refuse_gaps(whole: dict[int, Observation], people: Floats, years: range) -> None:
    """Industries that do not make up the whole would pass off what is missing as people who moved."""
    for year, total in zip(years, people.sum(axis=0), strict=True):
        known = float(whole[year].value) if year in whole else None
        if known and abs(total / known - 1) > COVERED:
            message = _(
                "Năm %(year)s: lao động các ngành cộng lại là %(sum)s, của cả địa bàn là %(whole)s. Nhập đủ mọi ngành."
            )
            values = {"sum": format_number(total, 1), "whole": format_number(known, 1)}
            raise NotEnough(message % {"year": year, **values})
