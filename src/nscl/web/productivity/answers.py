"""Answers of the lab, computed by the engine from the chosen series. Nothing is printed here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import prod
from typing import Final

import numpy as np

from nscl.economy.growth import accounts_of, stock_of
from nscl.economy.models import Concept, Observation
from nscl.economy.selection import Selection, breaks_of, select
from nscl.economy.series import latest_of
from nscl.productivity.accounting import PLAN_LENGTH, Accounts, period
from nscl.productivity.capital import Capital
from nscl.productivity.projection import feasible, required
from nscl.productivity.uncertainty import Conventions as Sets
from nscl.productivity.uncertainty import Tornado, convention_grid, shares_over_conventions, tornado
from nscl.vn.calendar import now
from nscl.web.productivity.question import Question

GRID: Final = {
    "depreciation": (0.04, 0.05, 0.055, 0.06, 0.07, 0.08, 0.10),
    "labour_share": (0.45, 0.50, 0.55, 0.575, 0.60, 0.65, 0.70),
    "ky": (1.5, 1.75, 2.0, 2.1, 2.5, 3.0),
}
SETS: Final = prod(len(values) for values in GRID.values())


@dataclass(frozen=True)
class Worked:
    """The chosen series with their accounts. `jumps`: years whose figures do not compare with those before."""

    question: Question
    selection: Selection
    accounts: Accounts
    stock: Capital
    jumps: tuple[int, ...]

    @property
    def output(self) -> np.ndarray:
        return self.selection.values(Concept.OUTPUT)

    @property
    def people(self) -> np.ndarray:
        return self.selection.values(Concept.EMPLOYMENT)

    @property
    def periods(self) -> list[tuple[int, int]]:
        return plan_parts(int(self.accounts.years[0]), int(self.accounts.years[-1]), self.jumps)


def work(question: Question) -> Worked:
    """Raises NotEnough where a series is missing, InputError where the figures cannot be used."""
    chosen = select(question.territory, first=question.years[0], last=question.years[-1], at=now())
    jumps: tuple[int, ...] = ()
    if question.apart:
        jumps = tuple(sorted({jump.year for each in chosen.chosen.values() for jump in breaks_of(each)}))
        as_published = {concept: replace(each, values=each.raw) for concept, each in chosen.chosen.items()}
        chosen = Selection(chosen.territory, chosen.years, as_published)
    accounts = accounts_of(chosen, question.conventions)
    return Worked(question, chosen, accounts, stock_of(chosen, question.conventions), jumps)


def plan_parts(first: int, last: int, jumps: tuple[int, ...]) -> list[tuple[int, int]]:
    """Five-year plans cut to the span, without the years of a jump; parts of a single year say too little."""
    found = []
    for begin in range(first - (first - 1) % PLAN_LENGTH, last + 1, PLAN_LENGTH):
        run: list[int] = []
        for year in range(max(begin, first), min(begin + PLAN_LENGTH, last + 1) + 1):
            if year < min(begin + PLAN_LENGTH, last + 1) and year not in jumps:
                run.append(year)
                continue
            if len(run) > 1:
                found.append((run[0], run[-1]))
            run = []
    return found


@dataclass(frozen=True)
class Band:
    """The share of TFP in a period, per cent, over every set of conventions; None where growth is too small."""

    first: int
    last: int
    chosen: float | None
    official: float | None
    low: float
    quarter: float
    median: float
    three_quarters: float
    high: float
    met: float


def bands(worked: Worked, published: Mapping[tuple[int, int], float]) -> list[Band]:
    found = []
    for first, last in worked.periods:
        shares = shares_over_conventions(*_inputs(worked, last), _sets(), first=first - 1 - worked.question.years[0])
        if not np.isfinite(shares.values).any():
            continue
        low, median, high = shares.band(0, 100)
        quarter, _median, three_quarters = shares.band(25, 75)
        chosen = period(worked.accounts, first, last).tfp_share
        found.append(
            Band(
                first,
                last,
                chosen if np.isfinite(chosen) else None,
                published.get((first, last)),
                low,
                quarter,
                median,
                three_quarters,
                high,
                100 * shares.met(100 * worked.question.tfp),
            )
        )
    return found


def _sets() -> Sets:
    return convention_grid(GRID["depreciation"], GRID["labour_share"], GRID["ky"])


def _inputs(worked: Worked, last: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    upto = last - worked.question.years[0] + 1
    return worked.output[:upto], worked.selection.values(Concept.INVESTMENT)[:upto], worked.people[:upto]


def published_shares(question: Question) -> dict[tuple[int, int], float]:
    """What the statistics office published last of the territory as a whole, by period: one query."""
    of_whole = {"series__territory": question.territory, "series__concept": Concept.TFP_SHARE, "series__industry": ""}
    by_start: dict[int | None, list[Observation]] = defaultdict(list)
    for row in Observation.objects.known(now()).filter(**of_whole):
        by_start[row.since].append(row)
    latest = [row for rows in by_start.values() for row in latest_of(rows).values()]
    return {(row.since or row.year, row.year): float(row.value) for row in latest}


def sensitivity(worked: Worked) -> tuple[tuple[int, int], Tornado] | None:
    """Which convention matters most in the last period; None where its share is undefined."""
    if not worked.periods:
        return None
    first, last = worked.periods[-1]
    given = worked.question.conventions
    central = {"depreciation": given.depreciation, "labour_share": given.labour_share, "ky": given.initial_ky}
    bounds = {name: (values[0], values[-1]) for name, values in GRID.items()}
    found = tornado(
        *_inputs(worked, last), central=central, bounds=bounds, first=first - 1 - worked.question.years[0]
    )  # fmt: skip
    return ((first, last), found) if np.isfinite(found.central) else None


@dataclass(frozen=True)
class Consistency:
    """What the targets demand of each other, in per cent a year; `possible`: of every set of conventions, per cent."""

    jobs: float
    points: float
    capital_allowed: float
    capital_intended: float
    share_then: float
    productivity_then: float
    jobs_then: float
    possible: float

    @property
    def agrees(self) -> bool:
        return self.capital_intended <= self.capital_allowed


def consistency(question: Question, ky: float) -> Consistency:
    """`ky`: capital over output at the start of the plan. Raises InputError where the targets cannot be solved."""
    given = question.conventions
    assumed = {"labour_share": given.labour_share, "depreciation": given.depreciation, "ky": ky}
    aims = {"gY": question.growth, "gLP": question.productivity}
    allowed = required("gK", **aims, tfp_share=question.tfp, **assumed)
    intended = required("tfp_share", **aims, investment=question.investment, **assumed)
    jobs = required("gL", gY=question.growth, tfp_share=question.tfp, investment=question.investment, **assumed).value
    grid = {"labour_share": GRID["labour_share"], "ky": GRID["ky"], "depreciation": GRID["depreciation"]}
    found = feasible(
        gY=question.growth,
        gLP=question.productivity,
        tfp_share=question.tfp,
        grid=grid,
        investment=question.investment,
    )
    return Consistency(
        jobs=100 * allowed.values["gL"],
        points=100 * question.tfp * question.growth,
        capital_allowed=100 * allowed.value,
        capital_intended=100 * intended.values["gK"],
        share_then=100 * intended.value,
        productivity_then=100 * ((1 + question.growth) / (1 + jobs) - 1),
        jobs_then=100 * jobs,
        possible=100 * found.met,
    )
