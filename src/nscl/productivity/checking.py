"""Inputs are looked at before anything is computed: an error names the series, the cell and the year."""

from __future__ import annotations

from collections.abc import Sequence
from gettext import gettext as _
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nscl.vn.numbers import format_number

Floats: TypeAlias = NDArray[np.float64]
Years: TypeAlias = NDArray[np.int64]


def shown(value: float, digits: int = 6) -> str:
    """A value in a message, as offices write it."""
    return format_number(float(f"{value:.{digits}g}")) if np.isfinite(value) else str(value)


class InputError(ValueError):
    """What is wrong with an input, in Vietnamese: which series, which year, how to mend it."""


def years_of(values: Sequence[int] | ArrayLike) -> Years:
    """Calendar years, one step apart. Shape (T,), T ≥ 1.

    Raises InputError when a year stands twice, out of order, is missing in between, or is no whole number.
    """
    given = np.atleast_1d(np.asarray(values, dtype=np.float64))
    if given.ndim != 1 or given.size == 0 or not np.all(np.isfinite(given)) or np.any(given != np.round(given)):
        raise InputError(_("Cột năm phải gồm các năm là số nguyên, mỗi dòng một năm."))
    years = given.astype(np.int64)
    steps = np.diff(years)
    for position in np.flatnonzero(steps != 1):
        before, after = int(years[position]), int(years[position + 1])
        if after == before or after in years[: position + 1]:
            raise InputError(_("Năm {year} có hai dòng. Giữ một dòng.").format(year=after))
        if after < before:
            message = _("Năm {after} đứng sau năm {before}. Xếp các dòng theo năm tăng dần.")
            raise InputError(message.format(after=after, before=before))
        message = _("Thiếu năm {year} (giữa {before} và {after}). Bổ sung, hoặc cắt chuỗi tại chỗ thiếu.")
        raise InputError(message.format(year=before + 1, before=before, after=after))
    return years


def levels_of(name: str, values: ArrayLike, years: Years) -> Floats:
    """A series of positive levels, one for each year. Shape (T,).

    Raises InputError for another length, for a missing value, for zero (statistical files code missing as 0) and for a
    negative one; the message names the series and the year.
    """
    series = series_of(name, values, years)
    for year, value in zip(years, series, strict=True):
        if value == 0:
            message = _(
                "{name}, năm {year}: giá trị 0. Số 0 trong tệp thống kê thường là ô trống; để trống rồi nối chuỗi."
            )
            raise InputError(message.format(name=name, year=year))
        if value < 0:
            raise InputError(
                _("{name}, năm {year}: giá trị âm ({value}).").format(name=name, year=year, value=shown(value))
            )
    return series


def series_of(name: str, values: ArrayLike, years: Years) -> Floats:
    """A series of finite numbers, one for each year; a single number stands for every year. Shape (T,)."""
    series = np.asarray(values, dtype=np.float64)
    if series.ndim == 0:
        series = np.full(years.shape, float(series))
    if series.shape != years.shape:
        message = _("{name}: có {n} giá trị cho {years} năm. Mỗi năm một giá trị.")
        raise InputError(message.format(name=name, n=series.size, years=years.size))
    for year, value in zip(years, series, strict=True):
        if not np.isfinite(value):
            raise InputError(_("{name}, năm {year}: ô trống hoặc không phải số.").format(name=name, year=year))
    return series


def share_of(name: str, values: ArrayLike, years: Years) -> Floats:
    """A share between 0 and 1 for each year. Raises InputError outside; a share above 1 may be a percentage."""
    series = series_of(name, values, years)
    for year, value in zip(years, series, strict=True):
        if not 0 <= value <= 1:
            message = _("{name}, năm {year}: {value} không nằm giữa 0 và 1. Ghi dạng 0,575, không ghi phần trăm.")
            raise InputError(message.format(name=name, year=year, value=shown(value)))
    return series


def rate_of(name: str, value: float, *, least: float = 0.0, most: float = 1.0) -> float:
    """One rate within bounds (exclusive of `most`). Raises InputError naming it."""
    if not np.isfinite(value) or not least <= value < most:
        message = _("{name}: {value} không nằm trong khoảng từ {least} đến dưới {most}.")
        raise InputError(message.format(name=name, value=shown(value), least=shown(least), most=shown(most)))
    return float(value)
