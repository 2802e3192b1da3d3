"""Accounts by industry, and how they add up to the whole: weights, reallocation, product taxes.

Source: Jorgenson, Gollop and Fraumeni (1987); EU KLEMS growth accounts. Arrays are (J, T): J industries, T years.
"""

from __future__ import annotations

from dataclasses import dataclass
from gettext import gettext as _

import numpy as np
from numpy.typing import ArrayLike

from nscl.productivity.checking import Floats, InputError
from nscl.productivity.results import Table, plain


def _matrix(name: str, values: ArrayLike, shape: tuple[int, ...] | None = None) -> Floats:
    array = np.asarray(values, dtype=np.float64)
    if array.ndim != 2 or (shape is not None and array.shape != shape):
        raise InputError(_("{name}: cần một bảng ngành × năm, cùng kích thước với các bảng khác.").format(name=name))
    for row, column in np.argwhere(~np.isfinite(array)):
        message = _("{name}: ngành thứ {j}, năm thứ {t} còn trống.")
        raise InputError(message.format(name=name, j=row + 1, t=column + 1))
    return array


def _positive(name: str, values: ArrayLike, shape: tuple[int, ...] | None = None) -> Floats:
    array = _matrix(name, values, shape)
    for row, column in np.argwhere(array <= 0):
        message = _("{name}: ngành thứ {j}, năm thứ {t} không dương.")
        raise InputError(message.format(name=name, j=row + 1, t=column + 1))
    return array


def _log_growth(levels: Floats) -> Floats:
    return np.diff(np.log(levels), axis=-1)


def _mean(values: Floats) -> Floats:
    return (values[..., 1:] + values[..., :-1]) / 2


@dataclass(frozen=True)
class IndustryAccounts:
    """Contributions of each industry in percentage points of its own value added. Arrays (J, T - 1).

    value_added = capital + labour + tfp, exactly.
    """

    value_added: Floats
    capital: Floats
    labour: Floats
    tfp: Floats


def value_added_accounts(
    volume: ArrayLike, *, capital: ArrayLike, labour: ArrayLike, labour_share: ArrayLike
) -> IndustryAccounts:
    """Törnqvist accounts of value added by industry: Δln VA = v̄_K Δln K + v̄_L Δln L + Δln A.

    Volumes or indices (J, T), positive; labour_share LAB / (LAB + CAP) may lie outside 0-1 where capital income is
    negative: kept as it is (`labour.centred_mean` smooths it).
    """
    levels = _positive(_("Giá trị tăng thêm"), volume)
    inputs = (_positive(_("Vốn"), capital, levels.shape), _positive(_("Lao động"), labour, levels.shape))
    weight = _mean(_matrix(_("Tỷ trọng lao động"), labour_share, levels.shape))
    growth = 100 * _log_growth(levels)
    from_capital = (1 - weight) * 100 * _log_growth(inputs[0])
    from_labour = weight * 100 * _log_growth(inputs[1])
    return IndustryAccounts(growth, from_capital, from_labour, growth - from_capital - from_labour)


@dataclass(frozen=True)
class Aggregation:
    """The whole out of its industries, percentage points, arrays (T - 1,).

    tfp = industries + capital_reallocation + labour_reallocation, exactly: what the sum of industries misses is
    capital and
    labour that moved to where they earn more.
    """

    value_added: Floats
    tfp: Floats
    industries: Floats
    capital_reallocation: Floats
    labour_reallocation: Floats

    def table(self) -> Table:
        names = tuple(self.__dataclass_fields__)
        rows = zip(*(getattr(self, name) for name in names), strict=True)
        return Table(names, tuple(tuple(plain(x) for x in row) for row in rows))


def aggregate(
    volume: ArrayLike,
    *,
    nominal: ArrayLike,
    capital: ArrayLike,
    labour: ArrayLike,
    labour_share: ArrayLike,
) -> Aggregation:
    """Direct aggregation: value added by its nominal shares, capital and labour as plain sums over industries.

    capital and labour are in one unit (stock at constant prices; hours or persons), so that they may be summed. The
    aggregate labour share is the weighted one. All (J, T).
    """
    accounts = value_added_accounts(volume, capital=capital, labour=labour, labour_share=labour_share)
    values = _positive(_("Giá trị tăng thêm theo giá hiện hành"), nominal, np.shape(volume))
    share = _matrix(_("Tỷ trọng lao động"), labour_share, values.shape)
    weights = values / values.sum(axis=0)
    w = _mean(weights)
    whole_share = _mean((weights * share).sum(axis=0))
    growth = (w * accounts.value_added).sum(axis=0)
    stocks = np.asarray(capital, float).sum(axis=0), np.asarray(labour, float).sum(axis=0)
    from_capital = (1 - whole_share) * 100 * _log_growth(stocks[0])
    from_labour = whole_share * 100 * _log_growth(stocks[1])
    return Aggregation(
        value_added=growth,
        tfp=growth - from_capital - from_labour,
        industries=(w * accounts.tfp).sum(axis=0),
        capital_reallocation=(w * accounts.capital).sum(axis=0) - from_capital,
        labour_reallocation=(w * accounts.labour).sum(axis=0) - from_labour,
    )


def gross_output_tfp(output: ArrayLike, inputs: ArrayLike, cost_shares: ArrayLike) -> Floats:
    """Δln TFP_GO = Δln GO - Σ_k s̄_k Δln q_k in percentage points. output (T,); inputs, cost_shares (k, T), shares
    summing to 1."""
    quantities = _positive(_("Đầu vào"), inputs)
    shares = _matrix(_("Tỷ trọng chi phí"), cost_shares, quantities.shape)
    if not np.allclose(shares.sum(axis=0), 1, atol=1e-9):
        raise InputError(_("Tỷ trọng chi phí mỗi năm phải cộng bằng 1."))
    growth = 100 * _log_growth(np.asarray(output, float))
    return growth - (_mean(shares) * 100 * _log_growth(quantities)).sum(axis=0)


def domar_weights(gross_output: ArrayLike, value_added: ArrayLike) -> Floats:
    """D_j = nominal GO_j / Σ nominal VA. (J, T); sums to more than 1: output that is an input counts too."""
    output = _positive(_("Giá trị sản xuất"), gross_output)
    return output / _positive(_("Giá trị tăng thêm"), value_added, output.shape).sum(axis=0)


def domar_aggregate(tfp: ArrayLike, weights: ArrayLike) -> Floats:
    """Σ_j D̄_j Δln TFP_GO,j. tfp (J, T - 1) in percentage points; weights (J, T). Returns (T - 1,)."""
    return (_mean(_matrix(_("Trọng số Domar"), weights)) * np.asarray(tfp, float)).sum(axis=0)


@dataclass(frozen=True)
class OutputGrowth:
    """Growth of the whole in percentage points and where it comes from. industries (J, T - 1), the others (T - 1,)."""

    total: Floats
    industries: Floats
    product_taxes: Floats


def contributions_to_output(industries: ArrayLike, product_taxes: ArrayLike) -> OutputGrowth:
    """Contributions at constant prices: Δx / previous total, for industries (J, T) and for product taxes less
    subsidies (T,).

    Product taxes belong to the total but to no industry, and have no workers: they keep a line of their own.
    """
    levels = _matrix(_("Giá trị tăng thêm"), industries)
    taxes = np.asarray(product_taxes, float)
    if taxes.shape != levels.shape[1:]:
        raise InputError(_("Thuế sản phẩm trừ trợ cấp: mỗi năm một giá trị."))
    whole = levels.sum(axis=0) + taxes
    before = whole[:-1]
    return OutputGrowth(
        total=100 * np.diff(whole) / before,
        industries=100 * np.diff(levels, axis=1) / before,
        product_taxes=100 * np.diff(taxes) / before,
    )
