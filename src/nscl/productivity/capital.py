"""Capital: the perpetual inventory, its initial stock, and capital services.

Source: OECD, Measuring Capital (2009); for Viet Nam, investment is gross fixed capital formation at constant prices.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from gettext import gettext as _
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from nscl.productivity.checking import Floats, InputError, rate_of
from nscl.productivity.results import Table, plain

Timing: TypeAlias = Literal["mid", "opening", "closing", "half_year"]
TIMINGS: tuple[Timing, ...] = ("mid", "opening", "closing", "half_year")

DEPRECIATION = 0.055
"""Aggregate default a year; admissible .03-.08 (Penn World Table 10.01, Viet Nam: .0635 in 2011 to .0544 in 2019)."""
CAPITAL_OUTPUT_RATIO = 2.1
"""Default K/Y of 2010; admissible 1.5-3.0."""
HARBERGER_LIMIT = 0.25
"""A derived initial stock that is still more than this share of the stock ten years later decides too much."""


@dataclass(frozen=True)
class Capital:
    """A stock year by year. Arrays (..., T): stock at the opening and at the closing of the year, and the input of
    the year."""

    opening: Floats
    closing: Floats
    input: Floats
    timing: Timing

    def table(self) -> Table:
        """One row a year, for a single series."""
        rows = zip(np.ravel(self.opening), np.ravel(self.closing), np.ravel(self.input), strict=True)
        return Table(("opening", "closing", "input"), tuple(tuple(plain(x) for x in row) for row in rows))


def perpetual_inventory(
    investment: ArrayLike, *, depreciation: ArrayLike, initial: ArrayLike, timing: Timing = "mid"
) -> Capital:
    """Geometric perpetual inventory: closing_t = (1 - δ) opening_t + I_t, opening_{t+1} = closing_t.

    investment: (..., T) at constant prices; depreciation δ and `initial` (stock at the opening of the first year):
    scalars or arrays that broadcast with (...), one for each asset or unit. The input of a year is by `timing`:
    mid = mean of opening and closing; opening; closing; half_year = closing, where investment of the year wears half
    a year: closing_t = (1 - δ) opening_t + (1 - δ/2) I_t.
    Raises InputError for a negative investment, a rate outside [0, 1), a stock below 0, or an unknown timing.
    """
    if timing not in TIMINGS:
        raise InputError(_("Cách tính thời điểm của vốn: chọn một trong {known}.").format(known=", ".join(TIMINGS)))
    flows = _flows(investment)
    rate = np.asarray(depreciation, dtype=np.float64)
    if np.any(~np.isfinite(rate)) or np.any(rate < 0) or np.any(rate >= 1):
        raise InputError(_("Tỷ lệ khấu hao phải từ 0 đến dưới 1, ví dụ 0,055."))
    first = np.asarray(initial, dtype=np.float64)
    if np.any(~np.isfinite(first)) or np.any(first < 0):
        raise InputError(_("Vốn đầu kỳ của năm đầu phải là số không âm."))
    kept = 1 - rate
    added = 1 - rate / 2 if timing == "half_year" else np.ones_like(rate)
    return _accumulated(flows, kept, added, first, timing)


def _accumulated(flows: Floats, kept: Floats, added: Floats, first: Floats, timing: Timing) -> Capital:
    """Years outermost, so that each step is one pass over contiguous memory."""
    by_year = np.moveaxis(flows, -1, 0)
    shape = np.broadcast_shapes(by_year.shape[1:], np.shape(kept), np.shape(first))
    stocks = np.empty((by_year.shape[0] + 1, *shape))
    stocks[0] = first
    for year, flow in enumerate(by_year):
        np.multiply(stocks[year, ...], kept, out=stocks[year + 1, ...])
        stocks[year + 1] += flow * added
    opening, closing = np.moveaxis(stocks[:-1], 0, -1), np.moveaxis(stocks[1:], 0, -1)
    inputs = {"opening": opening, "closing": closing, "half_year": closing}
    return Capital(opening, closing, inputs[timing] if timing in inputs else (opening + closing) / 2, timing)


def _flows(investment: ArrayLike) -> Floats:
    flows = np.atleast_1d(np.asarray(investment, dtype=np.float64))
    for where in np.argwhere(~np.isfinite(flows)):
        raise InputError(_("Đầu tư, năm thứ {n}: ô trống hoặc không phải số.").format(n=int(where[-1]) + 1))
    for where in np.argwhere(flows < 0):
        raise InputError(_("Đầu tư, năm thứ {n}: giá trị âm.").format(n=int(where[-1]) + 1))
    return flows


def hyperbolic_efficiency(life: int, beta: float) -> Floats:
    """Age-efficiency of the U.S. Bureau of Labor Statistics: S_a = (L - a) / (L - β a), a = 0 … L - 1. Shape (L,).

    β = .5 for equipment, .75 for structures. Raises InputError unless L ≥ 1 and β < 1.
    """
    if life < 1 or not beta < 1:
        raise InputError(_("Tuổi thọ phải từ 1 năm và hệ số dạng hyperbol phải dưới 1."))
    ages = np.arange(life, dtype=np.float64)
    return (life - ages) / (life - beta * ages)


def hyperbolic_inventory(investment: ArrayLike, *, life: int, beta: float, initial: float = 0.0) -> Capital:
    """Productive stock under hyperbolic efficiency: closing_t = Σ_a S_a I_{t-a} + what is left of the initial stock.

    The initial stock is taken as vintages spread evenly over the service life, so that it leaves in a straight line
    over
    `life` years. investment: (T,). Input = mean of opening and closing.
    """
    flows = _flows(investment)
    efficiency = hyperbolic_efficiency(life, beta)
    span = flows.size
    from_flows = np.convolve(flows, efficiency)[:span]
    left = initial * np.clip(1 - np.arange(span + 1) / life, 0, None)
    closing = from_flows + left[1:]
    opening = np.concatenate(([float(initial)], closing[:-1]))
    return Capital(opening, closing, (opening + closing) / 2, "mid")


@dataclass(frozen=True)
class InitialStock:
    """The stock at the opening of the first year, and how it was had. `weight_after_ten`: its share of the stock
    then."""

    value: float
    method: Literal["benchmark", "ratio", "harberger"]
    weight_after_ten: float | None = None


def from_benchmark(stock: float) -> InitialStock:
    """A surveyed or census book value, reflated to constant prices."""
    if not stock > 0:
        raise InputError(_("Vốn theo điều tra phải là số dương."))
    return InitialStock(float(stock), "benchmark")


def from_ratio(output: float, ratio: float = CAPITAL_OUTPUT_RATIO) -> InitialStock:
    """K/Y × Y of the first year; default ratio 2.1 for 2010 [1.5-3.0]."""
    if not (output > 0 and ratio > 0):
        raise InputError(_("Hệ số vốn trên sản lượng và sản lượng năm đầu phải là số dương."))
    return InitialStock(float(output * ratio), "ratio")


def harberger(investment: ArrayLike, *, depreciation: float, growth_years: int = 5) -> InitialStock:
    """Steady-state stock K_0 = I_0 / (g + δ), g = mean growth of investment over the first `growth_years` steps.

    Raises InputError when g + δ ≤ 0, and refuses (says so) when after ten years (or at the end of a shorter series)
    K_0 still makes up more than a quarter of the stock: then the derived stock, not the data, decides the result.
    """
    flows = _flows(investment)
    rate_of(_("Tỷ lệ khấu hao"), depreciation)
    steps = min(growth_years, flows.size - 1)
    if steps < 1 or flows[0] <= 0 or flows[steps] <= 0:
        raise InputError(_("Cần ít nhất hai năm đầu tư dương để suy ra vốn ban đầu."))
    growth = (flows[steps] / flows[0]) ** (1 / steps) - 1
    if growth + depreciation <= 0:
        raise InputError(_("Đầu tư giảm nhanh hơn khấu hao nên không suy ra được vốn ban đầu theo cách này."))
    stock = float(flows[0] / (growth + depreciation))
    weight = _weight_after_ten(flows, depreciation, stock)
    if weight > HARBERGER_LIMIT:
        message = _(
            "Vốn ban đầu suy ra còn chiếm {weight:.0f}% vốn sau mười năm, quá {limit:.0f}%: "
            "kết quả phụ thuộc giả định. Bắt đầu chuỗi đầu tư sớm hơn, hoặc dùng hệ số vốn trên sản lượng."
        )
        raise InputError(message.format(weight=100 * weight, limit=100 * HARBERGER_LIMIT))
    return InitialStock(stock, "harberger", weight)


def _weight_after_ten(flows: Floats, depreciation: float, stock: float) -> float:
    years = min(10, flows.size)
    later = perpetual_inventory(flows[:years], depreciation=depreciation, initial=stock).closing[-1]
    return float((1 - depreciation) ** years * stock / later)


def user_cost(
    price: ArrayLike, *, rate: ArrayLike, depreciation: ArrayLike, revaluation: ArrayLike, tax: float = 1.0
) -> Floats:
    """User cost of a unit of each asset: u_a = τ p_a (r + δ_a - π_a). Shapes broadcast to (A, T).

    p: asset price; r: rate of return; δ: depreciation; π: asset price change, all as fractions; τ: tax factor.
    Raises InputError where the cost is not positive: such a weight says nothing.
    """
    cost = tax * np.asarray(price) * (np.asarray(rate) + np.asarray(depreciation) - np.asarray(revaluation))
    if np.any(~(cost > 0)):
        raise InputError(_("Chi phí sử dụng vốn không dương: tỷ suất thấp hơn mức tăng giá tài sản trừ khấu hao."))
    return np.asarray(cost, dtype=np.float64)


def internal_rate(
    income: ArrayLike, *, stocks: ArrayLike, price: ArrayLike, depreciation: ArrayLike, revaluation: ArrayLike
) -> Floats:
    """The rate r that exhausts capital income each year: r = (CAP - Σ_a p_a K_a (δ_a - π_a)) / Σ_a p_a K_a. Shape (T,).

    stocks, price, depreciation, revaluation: (A, T) or broadcasting to it; income: (T,).
    """
    value = np.asarray(price, dtype=np.float64) * np.asarray(stocks, dtype=np.float64)
    wear = value * (np.asarray(depreciation) - np.asarray(revaluation))
    return np.asarray((np.asarray(income) - wear.sum(axis=0)) / value.sum(axis=0), dtype=np.float64)


def capital_services(stocks: ArrayLike, costs: ArrayLike) -> Floats:
    """Törnqvist index of capital services, 1 in the first year: Δln K = Σ_a w̄_a Δln K_a, w_a = u_a K_a / Σ u K.
    Shape (T,).

    stocks, costs: (A, T), positive. Raises InputError otherwise.
    """
    amounts, prices = np.atleast_2d(np.asarray(stocks, float)), np.atleast_2d(np.asarray(costs, float))
    if amounts.shape != prices.shape or np.any(~(amounts > 0)) or np.any(~(prices > 0)):
        raise InputError(_("Vốn và chi phí sử dụng vốn theo loại tài sản phải cùng số dòng, số năm và đều dương."))
    weights = amounts * prices / (amounts * prices).sum(axis=0)
    return tornqvist_index(amounts, weights)


def tornqvist_index(quantities: Floats, weights: Floats, log: Callable[[Floats], Floats] = np.log) -> Floats:
    """exp of the chained Σ w̄ Δln q, 1 in the first year. quantities, weights: (A, T), weights summing to 1 a year."""
    growth = np.diff(log(quantities), axis=1)
    mean_weights = (weights[:, 1:] + weights[:, :-1]) / 2
    return np.exp(np.concatenate(([0.0], np.cumsum((mean_weights * growth).sum(axis=0)))))
