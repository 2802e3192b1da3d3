"""Series before they are used: zeros that mean missing, breaks, splices, vintages, territories that merged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from gettext import gettext as _

import numpy as np
from numpy.typing import ArrayLike

from nscl.productivity.checking import Floats, InputError, Years, levels_of, series_of, years_of
from nscl.productivity.results import Table, plain

MAD_TO_SIGMA = 1.4826  # of a normal distribution


def missing_zeros(values: ArrayLike) -> Floats:
    """The series with exact zeros as not-a-number: some statistical files code missing as 0."""
    series = np.asarray(values, dtype=np.float64).copy()
    series[series == 0] = np.nan
    return series


@dataclass(frozen=True)
class Break:
    """A year whose growth is unlike the others': `growth` and `usual` (the median) in per cent, `score` robust z."""

    year: int
    growth: float
    usual: float
    score: float


def detect_breaks(values: ArrayLike, years: Sequence[int], *, z: float = 4.0, floor: float = 1.0) -> list[Break]:
    """Years where the series jumps: |Δln y - median| > z · max(1.4826 · MAD, floor).

    floor: the least spread in percentage points, so that a very smooth series does not cry at every ripple. A break is
    a question to a person, never mended by itself.
    """
    index = years_of(years)
    level = levels_of(_("Chuỗi"), values, index)
    logs = np.diff(np.log(level))
    if logs.size < 3:
        return []
    usual = np.median(logs)
    distance = 100 * np.abs(logs - usual)
    scores = distance / max(MAD_TO_SIGMA * float(np.median(distance)), floor)
    growth = 100 * np.expm1(logs)
    expected = float(100 * np.expm1(usual))
    return [Break(int(index[t + 1]), float(growth[t]), expected, float(scores[t])) for t in np.flatnonzero(scores > z)]


@dataclass(frozen=True)
class Splice:
    """A series made comparable across one break: all years before `year` were multiplied by `factor`."""

    years: Years
    values: Floats
    year: int
    factor: float

    def undone(self) -> Floats:
        """The series as it was given."""
        before = self.years < self.year
        return np.where(before, self.values / self.factor, self.values)


def splice(values: ArrayLike, years: Sequence[int], *, at: int, growth: float) -> Splice:
    """Rescale what lies before year `at` so that growth into `at` is `growth` (a fraction, assumed and named).

    The later definition stands; growth within the earlier years does not change. Raises InputError when `at` is not a
    year of the series after its first.
    """
    index = years_of(years)
    level = levels_of(_("Chuỗi"), values, index)
    position = _position(index, at)
    if not growth > -1:
        raise InputError(_("Mức tăng giả định tại chỗ nối phải lớn hơn −100%."))
    factor = level[position] / (1 + growth) / level[position - 1]
    return _spliced(index, level, position, float(factor))


def splice_by_overlap(values: ArrayLike, years: Sequence[int], *, at: int, old_definition: float) -> Splice:
    """Rescale what lies before `at` by the ratio of the new to the old definition in `at`, where both are known."""
    index = years_of(years)
    level = levels_of(_("Chuỗi"), values, index)
    position = _position(index, at)
    if not old_definition > 0:
        raise InputError(_("Giá trị theo định nghĩa cũ tại năm nối phải là số dương."))
    return _spliced(index, level, position, float(level[position] / old_definition))


def _position(years: Years, at: int) -> int:
    if not years[0] < at <= years[-1]:
        message = _("Không nối được tại năm {year}: chuỗi có từ {first} đến {last}.")
        raise InputError(message.format(year=at, first=years[0], last=years[-1]))
    return int(at - years[0])


def _spliced(years: Years, level: Floats, position: int, factor: float) -> Splice:
    spliced = level.copy()
    spliced[:position] *= factor
    return Splice(years, spliced, int(years[position]), factor)


def compare_vintages(first: Mapping[int, float], second: Mapping[int, float]) -> Table:
    """Two releases of one series side by side: value, value, difference, difference in per cent, by year."""
    rows = []
    for year in sorted(set(first) | set(second)):
        a, b = first.get(year), second.get(year)
        difference = None if a is None or b is None else b - a
        percent = None if difference is None or not a else 100 * difference / a
        rows.append((year, plain(a), plain(b), plain(difference), plain(percent)))
    return Table(("year", "first", "second", "difference", "percent"), tuple(rows))


def merged(territories: Mapping[str, ArrayLike], years: Sequence[int]) -> Floats:
    """Levels of territories that became one, added year by year at the same constant prices. Shape (T,).

    Growth is taken only afterwards: a mean of growth rates is not the growth of the whole. Works by industry too, with
    arrays (J, T). Raises InputError naming the territory and the year that lacks a value.
    """
    index = years_of(years)
    total: Floats | None = None
    for name, values in territories.items():
        array = np.asarray(values, dtype=np.float64)
        checked = (
            np.stack([series_of(name, row, index) for row in array])
            if array.ndim == 2
            else series_of(name, array, index)
        )
        total = checked if total is None else total + checked
    if total is None:
        raise InputError(_("Chưa có địa bàn nào để cộng."))
    return total
