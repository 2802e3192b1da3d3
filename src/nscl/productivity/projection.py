"""What must happen for targets to be met: growth, employment, TFP, capital and investment that agree with each other.

Four identities tie ten quantities (growth as fractions a year):
  (1 + g_Y) = (1 + g_LP)(1 + g_L)          output, labour productivity, employment
  g_A = share · g_Y                        TFP and its share of growth
  g_Y = g_A + (1 - b_L) g_K + b_L g_L      the official rule
  I / Y = (g_K + δ) · K / Y                investment that gives this growth of capital
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from gettext import gettext as _

import numpy as np
from numpy.typing import ArrayLike

from nscl.productivity.capital import CAPITAL_OUTPUT_RATIO, DEPRECIATION
from nscl.productivity.checking import Floats, InputError, shown
from nscl.productivity.labour import FALLBACK_SHARE
from nscl.productivity.results import Table, plain

QUANTITIES = ("gY", "gLP", "gL", "tfp_share", "gA", "gK", "investment", "labour_share", "ky", "depreciation")
CONVENTIONS: Mapping[str, float] = {
    "labour_share": FALLBACK_SHARE,
    "ky": CAPITAL_OUTPUT_RATIO,
    "depreciation": DEPRECIATION,
}
_POSSIBLE = {
    "gL": (-0.2, 0.3),
    "gK": (-0.2, 0.6),
    "gY": (-0.2, 0.5),
    "gA": (-0.2, 0.5),
    "gLP": (-0.2, 0.5),
    "labour_share": (0.0, 1.0),
    "ky": (0.1, 20.0),
    "depreciation": (0.0, 1.0),
    "investment": (0.0, 1.0),
    "tfp_share": (-5.0, 5.0),
}

Values = dict[str, float]
Rule = tuple[str, tuple[str, ...], Callable[[Values], float]]

# every identity solved for each of its quantities; the first rule whose needs are known is used
RULES: tuple[Rule, ...] = (
    ("gL", ("gY", "gLP"), lambda v: (1 + v["gY"]) / (1 + v["gLP"]) - 1),
    ("gLP", ("gY", "gL"), lambda v: (1 + v["gY"]) / (1 + v["gL"]) - 1),
    ("gA", ("tfp_share", "gY"), lambda v: v["tfp_share"] * v["gY"]),
    ("tfp_share", ("gA", "gY"), lambda v: v["gA"] / v["gY"]),
    ("gK", ("investment", "ky", "depreciation"), lambda v: v["investment"] / v["ky"] - v["depreciation"]),
    ("investment", ("gK", "ky", "depreciation"), lambda v: (v["gK"] + v["depreciation"]) * v["ky"]),
    ("ky", ("investment", "gK", "depreciation"), lambda v: v["investment"] / (v["gK"] + v["depreciation"])),
    ("depreciation", ("investment", "gK", "ky"), lambda v: v["investment"] / v["ky"] - v["gK"]),
    (
        "gK",
        ("gY", "gA", "gL", "labour_share"),
        lambda v: (v["gY"] - v["gA"] - v["labour_share"] * v["gL"]) / (1 - v["labour_share"]),
    ),
    (
        "gA",
        ("gY", "gK", "gL", "labour_share"),
        lambda v: v["gY"] - (1 - v["labour_share"]) * v["gK"] - v["labour_share"] * v["gL"],
    ),
    (
        "gL",
        ("gY", "gA", "gK", "labour_share"),
        lambda v: (v["gY"] - v["gA"] - (1 - v["labour_share"]) * v["gK"]) / v["labour_share"],
    ),
    ("labour_share", ("gY", "gA", "gK", "gL"), lambda v: (v["gY"] - v["gA"] - v["gK"]) / (v["gL"] - v["gK"])),
    (
        "gY",
        ("gA", "gK", "gL", "labour_share"),
        lambda v: v["gA"] + (1 - v["labour_share"]) * v["gK"] + v["labour_share"] * v["gL"],
    ),
    ("gY", ("gLP", "gL"), lambda v: (1 + v["gLP"]) * (1 + v["gL"]) - 1),
    ("gY", ("gA", "tfp_share"), lambda v: v["gA"] / v["tfp_share"]),
    # output tied to itself through employment and the share: the rule is linear in it
    (
        "gY",
        ("tfp_share", "gK", "gLP", "labour_share"),
        lambda v: (
            ((1 - v["labour_share"]) * v["gK"] + v["labour_share"] * (1 / (1 + v["gLP"]) - 1))
            / (1 - v["tfp_share"] - v["labour_share"] / (1 + v["gLP"]))
        ),
    ),
    (
        "gY",
        ("gA", "gK", "gLP", "labour_share"),
        lambda v: (
            (v["gA"] + (1 - v["labour_share"]) * v["gK"] + v["labour_share"] * (1 / (1 + v["gLP"]) - 1))
            / (1 - v["labour_share"] / (1 + v["gLP"]))
        ),
    ),
    (
        "gY",
        ("tfp_share", "gK", "gL", "labour_share"),
        lambda v: ((1 - v["labour_share"]) * v["gK"] + v["labour_share"] * v["gL"]) / (1 - v["tfp_share"]),
    ),
)


@dataclass(frozen=True)
class Requirement:
    """All quantities that follow, as fractions; `solved` is the one asked for. `warnings` in Vietnamese."""

    solved: str
    values: Values
    given: Values
    assumed: Values
    warnings: tuple[str, ...]

    @property
    def value(self) -> float:
        return self.values[self.solved]

    def table(self) -> Table:
        rows = tuple((name, plain(self.values[name])) for name in QUANTITIES if name in self.values)
        return Table(("quantity", "value"), rows)


def required(solve_for: str, **known: float) -> Requirement:
    """Solve for one quantity from those given (fractions: .12 is 12 %).

    Conventions not given are assumed (labour_share .575, ky 2.1, depreciation .055), unless one of them is asked for.
    Raises InputError for an unknown name, for too little to go on, for figures that contradict each other, and where
    no finite value satisfies the identities.
    """
    _require_names(solve_for, known)
    assumed = {name: value for name, value in CONVENTIONS.items() if name not in known and name != solve_for}
    values = _propagated({**assumed, **known}, solve_for)
    if solve_for not in values:
        raise InputError(_not_enough(solve_for, known))
    values = _propagated(values, "")
    _require_agreement(values)
    return Requirement(solve_for, values, dict(known), assumed, tuple(_warnings(values)))


def _require_names(solve_for: str, known: Mapping[str, float]) -> None:
    for name in (solve_for, *known):
        if name not in QUANTITIES:
            message = _("Không có đại lượng {name}. Các đại lượng: {known}.")
            raise InputError(message.format(name=name, known=", ".join(QUANTITIES)))
    if solve_for in known:
        raise InputError(_("{name} vừa cho trước vừa cần tìm. Bỏ một trong hai.").format(name=solve_for))
    for name, value in known.items():
        if not np.isfinite(value):
            raise InputError(_("{name}: không phải số.").format(name=name))


def _propagated(values: Values, aim: str) -> Values:
    """Everything the identities give, rule after rule, until nothing new comes or the aim is known."""
    found = dict(values)
    moved = True
    while moved and aim not in found:
        moved = False
        for name, needs, rule in RULES:
            if name in found or any(need not in found for need in needs):
                continue
            try:
                value = rule(found)
            except ZeroDivisionError:
                continue
            if np.isfinite(value):
                found[name] = float(value)
                moved = True
    return found


def _not_enough(solve_for: str, known: Mapping[str, float]) -> str:
    message = _("Chưa đủ dữ kiện để tìm {name} từ {known}. Cho thêm, ví dụ gY, gLP và tfp_share.")
    return message.format(name=solve_for, known=", ".join(known) or "…")


# each identity once, solved for the quantity named: what a contradiction is reported at
IDENTITIES: tuple[Rule, ...] = (
    ("gY", ("gLP", "gL"), lambda v: (1 + v["gLP"]) * (1 + v["gL"]) - 1),
    ("gA", ("tfp_share", "gY"), lambda v: v["tfp_share"] * v["gY"]),
    (
        "gY",
        ("gA", "gK", "gL", "labour_share"),
        lambda v: v["gA"] + (1 - v["labour_share"]) * v["gK"] + v["labour_share"] * v["gL"],
    ),
    ("investment", ("gK", "ky", "depreciation"), lambda v: (v["gK"] + v["depreciation"]) * v["ky"]),
)


def _require_agreement(values: Values) -> None:
    """The identities hold among all that is known: otherwise what was given contradicts itself."""
    for name, needs, rule in IDENTITIES:
        if name not in values or any(need not in values for need in needs):
            continue
        again = rule(values)
        if not np.isclose(again, values[name], rtol=1e-9, atol=1e-9):
            message = _("Các số đã cho mâu thuẫn nhau ở {name}: {a} và {b}. Bỏ bớt một số.")
            raise InputError(message.format(name=name, a=shown(values[name]), b=shown(again)))


def _warnings(values: Values) -> list[str]:
    found = []
    for name, (least, most) in _POSSIBLE.items():
        if name in values and not least <= values[name] <= most:
            message = _("{name} = {value}, ngoài khoảng có thể có ({least} đến {most}).")
            found.append(message.format(name=name, value=shown(values[name], 3), least=shown(least), most=shown(most)))
    return found


@dataclass(frozen=True)
class Feasibility:
    """For every point of a grid of conventions, what the targets demand. `met`: the share of points where the demand
    is possible."""

    labour_share: Floats
    ky: Floats
    depreciation: Floats
    gK: Floats
    investment: Floats
    met: float


def feasible(
    *, gY: float, gLP: float, tfp_share: float, grid: Mapping[str, Sequence[float]], investment: float
) -> Feasibility:
    """The growth of capital that leaves TFP its share, over a grid of conventions, and whether the intended
    investment agrees.

    grid: lists of labour_share, ky, depreciation. A point is possible when investment at most `investment` (I/Y)
    still leaves
    the TFP share at least `tfp_share`: (I/Y) / (K/Y) - δ ≤ g_K^max.
    """
    share, ky, wear = (
        axis.ravel() for axis in np.meshgrid(grid["labour_share"], grid["ky"], grid["depreciation"], indexing="ij")
    )
    employment = (1 + gY) / (1 + gLP) - 1
    most = ((1 - tfp_share) * gY - share * employment) / (1 - share)
    demanded = investment / ky - wear
    return Feasibility(share, ky, wear, most, (most + wear) * ky, float(np.mean(demanded <= most)))


@dataclass(frozen=True)
class Scenario:
    """A path: levels (T + 1,), growth in percentage points (T,), and the TFP share of the whole period in per cent."""

    years: np.ndarray
    output: Floats
    capital: Floats
    employment: Floats
    tfp_growth: Floats
    tfp_share: float

    def table(self) -> Table:
        columns = (self.years[1:], self.output[1:], self.capital[1:], self.employment[1:], self.tfp_growth)
        rows = tuple(tuple(plain(x) for x in row) for row in zip(*columns, strict=True))
        return Table(("year", "output", "capital", "employment", "tfp_growth"), rows)


def scenario(
    first_year: int,
    *,
    output: float,
    capital: float,
    employment: float,
    output_growth: ArrayLike,
    productivity_growth: ArrayLike,
    investment: ArrayLike,
    labour_share: float = FALLBACK_SHARE,
    depreciation: float = DEPRECIATION,
) -> Scenario:
    """A path of T years from the levels of `first_year`. Growth as fractions (T,), investment over output (T,) of
    each year.

    Capital closes the year as (1 - δ) K + (I/Y) Y; TFP by the official rule on arithmetic rates.
    """
    growth, productivity, ratio = (
        np.atleast_1d(np.asarray(x, float)) for x in (output_growth, productivity_growth, investment)
    )
    if not growth.shape == productivity.shape == ratio.shape:
        raise InputError(_("Các lộ trình tăng trưởng, năng suất và đầu tư phải cùng số năm."))
    levels = np.cumprod(np.concatenate(([float(output)], 1 + growth)), dtype=np.float64)
    people = np.cumprod(np.concatenate(([float(employment)], (1 + growth) / (1 + productivity))), dtype=np.float64)
    stock = [capital]
    for share, level in zip(ratio, levels[1:], strict=True):
        stock.append((1 - depreciation) * stock[-1] + share * level)
    stocks = np.array(stock)
    rates = {name: x[1:] / x[:-1] - 1 for name, x in (("K", stocks), ("L", people))}
    tfp = growth - (1 - labour_share) * rates["K"] - labour_share * rates["L"]
    whole = growth.sum()
    return Scenario(
        years=np.arange(first_year, first_year + growth.size + 1),
        output=levels,
        capital=stocks,
        employment=people,
        tfp_growth=100 * tfp,
        tfp_share=float(100 * tfp.sum() / whole) if whole > 0 else float("nan"),
    )


def target_probability(history: ArrayLike, aim: float, *, window: int = 5) -> tuple[float, int]:
    """How often the mean growth of `window` consecutive years reached `aim`, and over how many windows.

    history: growth rates (T,) in the unit of `aim`. Raises InputError for a history shorter than the window.
    """
    rates = np.asarray(history, float)
    if rates.size < window:
        raise InputError(_("Cần ít nhất {n} năm đã qua.").format(n=window))
    means = np.convolve(rates, np.ones(window) / window, mode="valid")
    return float(np.mean(means >= aim)), int(means.size)
