"""Growth accounts: the official rule taken literally, and Törnqvist beside it, reconciled line by line.

Official (statistics law's indicator of TFP growth): G_A = G_Y - b_K G_K - b_L G_L, b_K + b_L = 1, arithmetic rates,
b from the
input-output table in force. Törnqvist: Δln A = Δln Y - v̄_K Δln K - v̄_L Δln L, v̄ the mean share of the two years.
All rates are in percentage points; the two kinds of rate never stand in one column.
"""

from __future__ import annotations

from dataclasses import dataclass
from gettext import gettext as _
from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from nscl.productivity.checking import Floats, InputError, Years, levels_of, share_of, years_of
from nscl.productivity.results import Cell, Provenance, Table, fingerprint, plain

Mode: TypeAlias = Literal["official", "tornqvist"]
PLAN_LENGTH = 5
"""Years of a plan: 2021-2025, 2026-2030."""
UNDEFINED_BELOW = 0.5
"""Where output grows by less than this (percentage points), or falls, a share of growth says nothing."""

COLUMNS = (
    "year",
    "output_growth",
    "capital_contribution",
    "labour_contribution",
    "tfp_growth",
    "tfp_share",
)


@dataclass(frozen=True)
class Accounts:
    """Accounts of the years after the first. Arrays (T - 1,), percentage points; `labour_weight` is a fraction.

    `tfp_share` is in per cent of output growth, not-a-number where undefined. `levels` are the inputs, (T,).
    """

    mode: Mode
    years: Years
    output_growth: Floats
    capital_growth: Floats
    labour_growth: Floats
    labour_weight: Floats
    undefined_below: float
    levels: dict[str, Floats]
    provenance: Provenance

    @property
    def capital_contribution(self) -> Floats:
        return (1 - self.labour_weight) * self.capital_growth

    @property
    def labour_contribution(self) -> Floats:
        return self.labour_weight * self.labour_growth

    @property
    def tfp_growth(self) -> Floats:
        return self.output_growth - self.capital_contribution - self.labour_contribution

    @property
    def tfp_share(self) -> Floats:
        return share_of_growth(self.tfp_growth, self.output_growth, self.undefined_below)

    @property
    def capital_share(self) -> Floats:
        return share_of_growth(self.capital_contribution, self.output_growth, self.undefined_below)

    @property
    def labour_share_of_growth(self) -> Floats:
        return share_of_growth(self.labour_contribution, self.output_growth, self.undefined_below)

    @property
    def diagnostics(self) -> dict[str, Any]:
        """Years without a share, and how far contributions and TFP miss output growth (0 but for rounding)."""
        gap = self.output_growth - self.capital_contribution - self.labour_contribution - self.tfp_growth
        return {
            "undefined_years": [int(y) for y, s in zip(self.years, self.tfp_share, strict=True) if np.isnan(s)],
            "closing_error": float(np.max(np.abs(gap), initial=0.0)),
        }

    def table(self) -> Table:
        rows = zip(
            self.years.tolist(),
            self.output_growth,
            self.capital_contribution,
            self.labour_contribution,
            self.tfp_growth,
            self.tfp_share,
            strict=True,
        )
        return Table(COLUMNS, tuple(tuple(plain(x) for x in row) for row in rows))


def share_of_growth(part: Floats, whole: Floats, undefined_below: float) -> Floats:
    """100 · part / whole; not-a-number where the whole grows by less than `undefined_below` points."""
    part, whole = np.asarray(part, float), np.asarray(whole, float)
    defined = whole >= undefined_below
    return np.where(defined, 100 * part / np.where(defined, whole, 1.0), np.nan)


def growth_accounts(
    years: ArrayLike,
    *,
    output: ArrayLike,
    capital: ArrayLike,
    labour: ArrayLike,
    labour_share: ArrayLike,
    mode: Mode = "tornqvist",
    undefined_below: float = UNDEFINED_BELOW,
    vintage: str = "",
) -> Accounts:
    """Accounts of every year after the first.

    years (T,), T ≥ 2; output at constant prices, capital and labour input: (T,) positive; labour_share: a fraction,
    scalar or (T,). In the official mode the weight of a year is that year's coefficient b_L; in Törnqvist the mean
    of the
    two years. Raises InputError naming the series and the year.
    """
    index = years_of(years)
    if index.size < 2:
        raise InputError(_("Cần ít nhất hai năm liền nhau để tính tốc độ tăng."))
    levels = {
        "output": levels_of(_("Sản lượng"), output, index),
        "capital": levels_of(_("Vốn"), capital, index),
        "labour": levels_of(_("Lao động"), labour, index),
    }
    share = share_of(_("Tỷ trọng lao động"), labour_share, index)
    weight = share[1:] if mode == "official" else (share[1:] + share[:-1]) / 2
    growth = {name: rate(level, mode) for name, level in levels.items()}
    return Accounts(
        mode=mode,
        years=index[1:],
        output_growth=growth["output"],
        capital_growth=growth["capital"],
        labour_growth=growth["labour"],
        labour_weight=weight,
        undefined_below=undefined_below,
        levels=levels,
        provenance=Provenance(
            inputs=fingerprint(years=index, labour_share=share, **levels),
            conventions={"mode": mode, "undefined_below": undefined_below},
            vintage=vintage,
        ),
    )


def rate(level: Floats, mode: Mode) -> Floats:
    """Growth of each year in percentage points: arithmetic in the official mode, logarithmic otherwise. (T,) → (T -
    1,)."""
    if mode == "official":
        return 100 * (level[1:] / level[:-1] - 1)
    return 100 * np.diff(np.log(level))


@dataclass(frozen=True)
class PeriodAccounts:
    """Averages over years `first`-`last`. Shares are ratios of averages: Σ contributions / Σ growth.

    `tfp_share_cagr`: the same rule on average compound rates of Y, K and L, printed beside. `tfp_share_mean` (mean
    of the
    annual shares) explodes near zero growth and is given only to be compared.
    """

    first: int
    last: int
    output_growth: float
    capital_contribution: float
    labour_contribution: float
    tfp_growth: float
    tfp_share: float
    tfp_share_cagr: float
    tfp_share_mean: float

    def as_dict(self) -> dict[str, Cell]:
        named = {"from": self.first, "to": self.last}
        fields = list(self.__dataclass_fields__)[2:]
        return {**named, **{name: plain(getattr(self, name)) for name in fields}}


def period(accounts: Accounts, first: int, last: int) -> PeriodAccounts:
    """The accounts of the growth years `first` … `last`, both counted. Raises InputError when one is not there."""
    chosen = (accounts.years >= first) & (accounts.years <= last)
    if first > last or first < accounts.years[0] or last > accounts.years[-1]:
        message = _("Giai đoạn {first}-{last} ngoài các năm tính được ({start}-{end}).")
        bounds = {"start": accounts.years[0], "end": accounts.years[-1]}
        raise InputError(message.format(first=first, last=last, **bounds))
    output = accounts.output_growth[chosen].mean()
    capital = accounts.capital_contribution[chosen].mean()
    labour = accounts.labour_contribution[chosen].mean()
    tfp = accounts.tfp_growth[chosen].mean()
    annual = accounts.tfp_share[chosen]
    return PeriodAccounts(
        first=first,
        last=last,
        output_growth=float(output),
        capital_contribution=float(capital),
        labour_contribution=float(labour),
        tfp_growth=float(tfp),
        tfp_share=float(share_of_growth(tfp, output, accounts.undefined_below)),
        tfp_share_cagr=_share_by_compound_rates(accounts, chosen),
        tfp_share_mean=float(annual.mean()) if annual.size else float("nan"),
    )


def plan_periods(first: int, last: int) -> list[tuple[int, int]]:
    """The whole span of growth years, then the five-year plans in it, cut to the span.

    Plans end in years divisible by `PLAN_LENGTH`: 2010 to 2022 gives (2010, 2022), (2011, 2015), (2016, 2020),
    (2021, 2022). A part of a single year is left out.
    """
    found = [(first, last)]
    for begin in range(first - (first - 1) % PLAN_LENGTH, last + 1, PLAN_LENGTH):
        part = (max(begin, first), min(begin + PLAN_LENGTH - 1, last))
        if part not in found and part[0] < part[1]:
            found.append(part)
    return found


def _share_by_compound_rates(accounts: Accounts, chosen: np.ndarray) -> float:
    positions = np.flatnonzero(chosen)
    start, end = positions[0], positions[-1] + 1
    rates = {}
    for name, level in accounts.levels.items():
        mean = np.log(level[end] / level[start]) / (end - start)
        rates[name] = 100 * (np.expm1(mean) if accounts.mode == "official" else mean)
    weight = accounts.labour_weight[chosen].mean()
    tfp = rates["output"] - (1 - weight) * rates["capital"] - weight * rates["labour"]
    return float(share_of_growth(tfp, rates["output"], accounts.undefined_below))


RECONCILED = (
    "year",
    "official_tfp",
    "output_rate",
    "capital_rate",
    "capital_weight",
    "labour_rate",
    "labour_weight",
    "labour_definition",
    "tornqvist_tfp",
)


def reconcile(official: Accounts, tornqvist: Accounts) -> Table:
    """From official TFP growth to Törnqvist's, one line a year; the lines add up exactly.

    official_tfp + output_rate + capital_rate + capital_weight + labour_rate + labour_weight + labour_definition =
    tornqvist_tfp, where *_rate is what logarithms change, *_weight what the mean share changes, and
    labour_definition what
    hours and quality change. Both accounts must be of the same output, capital and years.
    """
    same = np.array_equal(official.years, tornqvist.years) and all(
        np.array_equal(official.levels[name], tornqvist.levels[name]) for name in ("output", "capital")
    )
    if not same:
        raise InputError(_("Chỉ đối chiếu được hai cách tính trên cùng sản lượng, cùng vốn và cùng các năm."))
    b, v = official.labour_weight, tornqvist.labour_weight
    logs = 100 * np.diff(np.log(official.levels["labour"]))  # the official labour, in logarithms
    lines = (
        tornqvist.output_growth - official.output_growth,
        (1 - b) * (official.capital_growth - tornqvist.capital_growth),
        (v - b) * tornqvist.capital_growth,
        b * (official.labour_growth - logs),
        (b - v) * logs,
        v * (logs - tornqvist.labour_growth),
    )
    rows = zip(official.years.tolist(), official.tfp_growth, *lines, tornqvist.tfp_growth, strict=True)
    return Table(RECONCILED, tuple(tuple(plain(x) for x in row) for row in rows))
