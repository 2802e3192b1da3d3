"""Labour: its input, and the share of income that is its own.

Official statistics give compensation of employees; in Viet Nam many work for themselves, so a part of mixed income
is labour's.
"""

from __future__ import annotations

from gettext import gettext as _

import numpy as np
from numpy.typing import ArrayLike

from nscl.productivity.checking import Floats, InputError, Years, levels_of

FALLBACK_SHARE = 0.575
"""Labour share where nothing is known; the admissible band is wide: .50-.70 (matched to published national figures,
weakly)."""
FALLBACK_BAND = (0.50, 0.70)


def labour_input(
    persons: ArrayLike, *, years: Years, hours: ArrayLike | None = None, quality: ArrayLike | None = None
) -> Floats:
    """L = persons × hours × quality, of what is given for every year. Shape (T,).

    Raises InputError when hours or quality lack a year: the definition of labour never changes within a series.
    """
    product = levels_of(_("Lao động"), persons, years)
    for name, factor in ((_("Giờ làm việc"), hours), (_("Chất lượng lao động"), quality)):
        if factor is not None:
            product = product * levels_of(name, factor, years)
    return product


def _share(labour_income: ArrayLike, value_added: ArrayLike, taxes_on_production: ArrayLike) -> Floats:
    base = np.asarray(value_added, float) - np.asarray(taxes_on_production, float)
    if np.any(~(base > 0)):
        raise InputError(_("Giá trị tăng thêm theo giá cơ bản trừ thuế sản xuất phải dương."))
    return np.asarray(np.asarray(labour_income, float) / base, dtype=np.float64)


def wage_parity(
    compensation: ArrayLike,
    value_added: ArrayLike,
    *,
    persons: ArrayLike,
    employees: ArrayLike,
    parity: ArrayLike = 1.0,
    taxes_on_production: ArrayLike = 0.0,
) -> Floats:
    """The self-employed earn `parity` times what employees do: COMP (employees + κ·self-employed) / employees / VA.

    κ = 1 is plain wage parity (S1); κ by industry, default .5 in agriculture and own-account work, is S2: give arrays
    (J, T) and sum compensation and value added over J, weights by row. Shares are not clipped.
    """
    comp, total, paid = (np.asarray(x, float) for x in (compensation, persons, employees))
    if np.any(paid <= 0) or np.any(total < paid):
        raise InputError(_("Số người làm công phải dương và không quá tổng số lao động."))
    income = comp * (paid + np.asarray(parity, float) * (total - paid)) / paid
    if income.ndim == 2:
        income, base = income.sum(axis=0), np.asarray(value_added, float).sum(axis=0)
        return _share(income, base, taxes_on_production)
    return _share(income, value_added, taxes_on_production)


def gollin(
    compensation: ArrayLike, value_added: ArrayLike, *, mixed_income: ArrayLike, taxes_on_production: ArrayLike = 0.0
) -> Floats:
    """Mixed income is split as the rest of income is (S3): COMP / (VA - mixed income). Source: Gollin (2002), second
    adjustment."""
    rest = np.asarray(value_added, float) - np.asarray(mixed_income, float)
    return _share(compensation, rest, taxes_on_production)


def best_estimate(
    compensation: ArrayLike,
    value_added: ArrayLike,
    *,
    persons: ArrayLike,
    employees: ArrayLike,
    agriculture: ArrayLike,
    mixed_income: ArrayLike | None = None,
) -> Floats:
    """The lowest of the adjusted shares (S4): wage parity, mixed-income split, agricultural value added as labour
    income.

    Source: Penn World Table, Feenstra, Inklaar and Timmer (2015), section II.D.
    """
    candidates = [
        wage_parity(compensation, value_added, persons=persons, employees=employees),
        _share(np.asarray(compensation, float) + np.asarray(agriculture, float), value_added, 0.0),
    ]
    if mixed_income is not None:
        candidates.append(gollin(compensation, value_added, mixed_income=mixed_income))
    return np.asarray(np.min(candidates, axis=0), dtype=np.float64)


def centred_mean(share: ArrayLike, width: int = 5) -> Floats:
    """Moving mean over `width` years, shorter at the ends: for shares disturbed by negative capital income. Shape
    (T,)."""
    values = np.asarray(share, float)
    half = width // 2
    return np.array([values[max(0, t - half) : t + half + 1].mean() for t in range(values.size)])


def odd_years(share: ArrayLike, years: Years) -> list[int]:
    """Years whose share lies outside 0-1 (capital income is negative there): kept as they are, and told."""
    values = np.asarray(share, float)
    return [int(year) for year, value in zip(years, values, strict=True) if not 0 <= value <= 1]
