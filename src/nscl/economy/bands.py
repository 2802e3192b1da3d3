"""The share of TFP over every set of conventions that can be defended: its spread, and what each convention moves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import prod
from typing import Final

import numpy as np

from nscl.economy.growth import Conventions
from nscl.productivity.capital import Timing
from nscl.productivity.checking import Floats
from nscl.productivity.uncertainty import Tornado, convention_grid, shares_over_conventions, tornado

GRID: Final[Mapping[str, tuple[float, ...]]] = {
    "depreciation": (0.04, 0.05, 0.055, 0.06, 0.07, 0.08, 0.10),
    "labour_share": (0.45, 0.50, 0.55, 0.575, 0.60, 0.65, 0.70),
    "ky": (1.5, 1.75, 2.0, 2.1, 2.5, 3.0),
}
SETS: Final = prod(len(values) for values in GRID.values())


@dataclass(frozen=True)
class Spread:
    """Per cent; `met`: of how many sets of conventions the share is above the target."""

    low: float
    quarter: float
    median: float
    three_quarters: float
    high: float
    met: float


@dataclass(frozen=True)
class Inputs:
    """Output, investment, labour from `start` on; the growth years asked about run to the last of them. `timing` of
    capital within a year is not varied."""

    start: int
    output: Floats
    investment: Floats
    labour: Floats
    timing: Timing = "mid"

    def upto(self, last: int) -> tuple[Floats, Floats, Floats]:
        count = last - self.start + 1
        return self.output[:count], self.investment[:count], self.labour[:count]


def spread(inputs: Inputs, first: int, last: int, *, target: float) -> Spread | None:
    """Over the growth years `first`-`last`; `target` in per cent. None where output grows too little for a share."""
    sets = convention_grid(GRID["depreciation"], GRID["labour_share"], GRID["ky"])
    base = first - 1 - inputs.start
    shares = shares_over_conventions(*inputs.upto(last), sets, first=base, timing=inputs.timing)
    if not np.isfinite(shares.values).any():
        return None
    low, median, high = shares.band(0, 100)
    quarter, _median, three_quarters = shares.band(25, 75)
    return Spread(low, quarter, median, three_quarters, high, 100 * shares.met(target))


def swings(inputs: Inputs, first: int, last: int, given: Conventions) -> Tornado | None:
    """One convention at a time between its bounds, the others as given; None where there is no share."""
    central = {"depreciation": given.depreciation, "labour_share": given.labour_share, "ky": given.initial_ky}
    bounds = {name: (values[0], values[-1]) for name, values in GRID.items()}
    base = first - 1 - inputs.start
    found = tornado(*inputs.upto(last), central=central, bounds=bounds, first=base, timing=inputs.timing)
    return found if np.isfinite(found.central) else None
