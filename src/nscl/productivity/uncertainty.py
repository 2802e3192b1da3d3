"""How sure a share is, in three layers that are never mixed: conventions, data vintages, sampling.

Conventions are choices nobody can observe (depreciation, labour share, initial stock); vintages are releases of the
same series;
sampling is the error of a survey. A result says which layer it shows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from gettext import gettext as _
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from nscl.productivity.accounting import UNDEFINED_BELOW
from nscl.productivity.capital import TIMINGS, Timing
from nscl.productivity.checking import Floats, InputError
from nscl.productivity.results import Cell, Provenance, Table, fingerprint

Layer: TypeAlias = Literal["conventions", "vintages", "sampling"]
BLOCK = 256  # draws worked on together: their stocks stay in the processor's cache


@dataclass(frozen=True)
class Conventions:
    """Sets of conventions, one for each draw or grid point. Arrays (D,), fractions and a ratio."""

    depreciation: Floats
    labour_share: Floats
    ky: Floats

    @property
    def size(self) -> int:
        return int(self.depreciation.size)


ADMISSIBLE: Mapping[str, tuple[float, float]] = {
    "depreciation": (0.04, 0.10),
    "labour_share": (0.45, 0.70),
    "ky": (1.5, 3.0),
}
"""Bounds a defensible choice lies in, for Viet Nam; the initial ratio is that of the first year of the series."""


def convention_grid(depreciation: ArrayLike, labour_share: ArrayLike, ky: ArrayLike) -> Conventions:
    """Every combination of the given values. Size = product of the three lengths."""
    axes = np.meshgrid(depreciation, labour_share, ky, indexing="ij")
    return Conventions(*(np.asarray(axis, float).ravel() for axis in axes))


def convention_draws(n: int, *, seed: int, bounds: Mapping[str, tuple[float, float]] = ADMISSIBLE) -> Conventions:
    """Latin hypercube over the bounds: each of `n` equal slices of every convention is drawn once. The seed fixes
    it."""
    generator = np.random.default_rng(seed)
    columns = {}
    for name in ("depreciation", "labour_share", "ky"):
        low, high = bounds[name]
        slices = (generator.permutation(n) + generator.random(n)) / n
        columns[name] = low + (high - low) * slices
    return Conventions(**columns)


@dataclass(frozen=True)
class Shares:
    """TFP shares of a period in per cent, (D,) for one unit or (D, U); not-a-number where output growth is too
    small."""

    layer: Layer
    values: Floats
    provenance: Provenance

    def band(self, low: float = 5, high: float = 95) -> tuple[float, float, float]:
        """Low percentile, median, high percentile over the draws that are defined."""
        a, b, c = np.nanpercentile(self.values, [low, 50, high])
        return float(a), float(b), float(c)

    def met(self, target: float) -> float:
        """The fraction of defined draws whose share is above the target: in how many admissible choices it is met."""
        defined = self.values[np.isfinite(self.values)]
        return float(np.mean(defined > target)) if defined.size else float("nan")


def shares_over_conventions(
    output: ArrayLike,
    investment: ArrayLike,
    labour: ArrayLike,
    conventions: Conventions,
    *,
    first: int = 0,
    timing: Timing = "mid",
    undefined_below: float = UNDEFINED_BELOW,
) -> Shares:
    """TFP share of the growth steps from position `first` (the base year) to the end, for every set of conventions.

    output, investment (constant prices), labour: (T,) or (U, T). Capital by perpetual inventory from K/Y × Y of the
    first year,
    input by `timing` as in `capital.perpetual_inventory`; logs; the share is a ratio of sums. Returns (D,) or (D, U).
    With a labour share that does not change, Σ_t v Δln x = v ln(x_T / x_0), so only the two ends need logarithms.
    """
    y, flows, people = (np.atleast_2d(np.asarray(x, float)) for x in (output, investment, labour))
    if not y.shape == flows.shape == people.shape or not 0 <= first < y.shape[1] - 1:
        raise InputError(_("Sản lượng, đầu tư và lao động phải cùng số năm; năm gốc phải trước năm cuối."))
    if np.any(~(y > 0)) or np.any(~(flows >= 0)) or np.any(~(people > 0)):
        raise InputError(_("Sản lượng, lao động phải dương, đầu tư không âm, không ô trống."))
    if timing not in TIMINGS:
        raise InputError(_("Cách tính thời điểm của vốn: chọn một trong {known}.").format(known=", ".join(TIMINGS)))
    growth = np.log(y[:, -1] / y[:, first])
    hiring = np.log(people[:, -1] / people[:, first])
    stock_growth = _stock_growth(y[:, 0], flows, conventions, first, timing)
    weight = conventions.labour_share[:, None]
    tfp = growth - (1 - weight) * stock_growth - weight * hiring
    steps = y.shape[1] - 1 - first
    defined = 100 * growth / steps >= undefined_below
    values = np.where(defined, 100 * tfp / np.where(defined, growth, 1.0), np.nan)
    return Shares(
        layer="conventions",
        values=values[:, 0] if np.ndim(output) == 1 else values,
        provenance=Provenance(
            inputs=fingerprint(output=y, investment=flows, labour=people),
            conventions={
                "sets": fingerprint(**vars(conventions)),
                "n": conventions.size,
                "first": first,
                "timing": timing,
            },
        ),
    )


def _stock_growth(output0: Floats, flows: Floats, conventions: Conventions, first: int, timing: Timing) -> Floats:
    """ln of the capital input at the end over that of the base year, (D, U), block by block."""
    result = np.empty((conventions.size, flows.shape[0]))
    by_year = np.ascontiguousarray(flows.T)
    for start in range(0, conventions.size, BLOCK):
        block = slice(start, start + BLOCK)
        rate = conventions.depreciation[block][:, None]
        kept, added = 1 - rate, 1 - rate / 2 if timing == "half_year" else None
        stock = conventions.ky[block][:, None] * output0
        base = last = stock
        for year, flow in enumerate(by_year):
            opening = stock
            stock = opening * kept
            stock += flow if added is None else flow * added
            if year == first:
                base = _used(opening, stock, timing)
            if year == by_year.shape[0] - 1:
                last = _used(opening, stock, timing)
        np.log(last / base, out=result[block])
    return result


def _used(opening: Floats, closing: Floats, timing: Timing) -> Floats:
    """The input of a year but for a factor that cancels in its growth."""
    if timing == "mid":
        return opening + closing
    return opening if timing == "opening" else closing


def shares_over_vintages(results: Mapping[str, float]) -> Shares:
    """Shares computed from each release of the data under one set of conventions: the layer of vintages."""
    values = np.array(list(results.values()), dtype=np.float64)
    return Shares("vintages", values, Provenance(fingerprint(values=values), {"vintages": list(results)}))


def shares_over_sampling(
    output_growth: float,
    capital_growth: float,
    labour_growth: float,
    labour_share: float,
    *,
    labour_error: float,
    n: int = 10_000,
    seed: int = 0,
) -> Shares:
    """Shares when employment growth is measured with standard error `labour_error` (same unit as the growth rates),
    normal draws."""
    if not output_growth > 0:
        raise InputError(_("Sản lượng không tăng nên tỷ trọng không xác định."))
    draws = np.random.default_rng(seed).normal(labour_growth, labour_error, n)
    tfp = output_growth - (1 - labour_share) * capital_growth - labour_share * draws
    given = {"labour_error": labour_error, "n": n, "seed": seed}
    return Shares("sampling", 100 * tfp / output_growth, Provenance(fingerprint(draws=draws), given))


@dataclass(frozen=True)
class Bar:
    """One convention moved between its bounds, the others at their central values: the share at either end, per
    cent."""

    convention: str
    low: float
    high: float
    at_low: float
    at_high: float

    @property
    def width(self) -> float:
        return abs(self.at_high - self.at_low)


@dataclass(frozen=True)
class Tornado:
    """Which convention matters most: bars, widest first, around `central` (per cent)."""

    central: float
    bars: tuple[Bar, ...]

    def table(self) -> Table:
        names = ("convention", "low", "high", "at_low", "at_high")
        rows: list[tuple[Cell, ...]] = [tuple(getattr(bar, name) for name in names) for bar in self.bars]
        return Table(names, tuple(rows))


def tornado(
    output: ArrayLike,
    investment: ArrayLike,
    labour: ArrayLike,
    *,
    central: Mapping[str, float],
    bounds: Mapping[str, tuple[float, float]] = ADMISSIBLE,
    first: int = 0,
    timing: Timing = "mid",
) -> Tornado:
    """One convention at a time between its bounds. central: depreciation, labour_share, ky."""
    sets = [dict(central)]
    for name, (low, high) in bounds.items():
        sets += [{**central, name: low}, {**central, name: high}]
    columns = {name: np.array([each[name] for each in sets]) for name in ("depreciation", "labour_share", "ky")}
    given = Conventions(**columns)
    shares = shares_over_conventions(output, investment, labour, given, first=first, timing=timing).values
    bars = [
        Bar(name, *bounds[name], float(shares[1 + 2 * i]), float(shares[2 + 2 * i])) for i, name in enumerate(bounds)
    ]
    return Tornado(float(shares[0]), tuple(sorted(bars, key=lambda bar: -bar.width)))
