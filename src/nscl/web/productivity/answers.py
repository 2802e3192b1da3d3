"""Answers of the lab, computed by the engine from the chosen series. Nothing is printed here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace

import numpy as np

from nscl.economy.bands import GRID, Inputs, Spread, spread, swings
from nscl.economy.growth import accounts_of, stock_of
from nscl.economy.models import Concept, Observation, Vintage
from nscl.economy.selection import Selection, breaks_of, select
from nscl.economy.series import latest_of
from nscl.productivity.accounting import PLAN_LENGTH, Accounts, period
from nscl.productivity.capital import Capital
from nscl.productivity.projection import feasible, required
from nscl.productivity.uncertainty import Tornado
from nscl.vn.calendar import now
from nscl.web.productivity.question import Question


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
    def inputs(self) -> Inputs:
        given = self.question.conventions
        flows, labour = self.selection.values(Concept.INVESTMENT), self.selection.labour(given.labour)
        return Inputs(self.question.years[0], self.output, flows, labour, given.timing)

    @property
    def periods(self) -> list[tuple[int, int]]:
        return plan_parts(int(self.accounts.years[0]), int(self.accounts.years[-1]), self.jumps)


def work(question: Question) -> Worked:
    """Raises NotEnough where a series is missing, InputError where the figures cannot be used."""
    chosen = select(
        question.territory, first=question.years[0], last=question.years[-1], at=now(),
        labour=question.conventions.labour,
    )  # fmt: skip
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


@dataclass(frozen=True, kw_only=True)
class Band(Spread):
    """The spread of a period beside the share under the chosen conventions and the published one, where there are."""

    first: int
    last: int
    chosen: float | None
    official: float | None


def bands(worked: Worked, published: Mapping[tuple[int, int], float]) -> list[Band]:
    found = []
    for first, last in worked.periods:
        over_all = spread(worked.inputs, first, last, target=100 * worked.question.tfp)
        if over_all is None:
            continue
        share = period(worked.accounts, first, last).tfp_share
        chosen = share if np.isfinite(share) else None
        official = published.get((first, last))
        found.append(Band(first=first, last=last, chosen=chosen, official=official, **asdict(over_all)))
    return found


def published_shares(question: Question) -> dict[tuple[int, int], Observation]:
    """What the statistics office published last of the territory as a whole, by period: one query."""
    of_whole = {"series__territory": question.territory, "series__concept": Concept.TFP_SHARE, "series__industry": ""}
    by_start: dict[int | None, list[Observation]] = defaultdict(list)
    for row in Observation.objects.known(now()).filter(**of_whole):
        by_start[row.since].append(row)
    latest = [row for rows in by_start.values() for row in latest_of(rows).values()]
    return {(row.since or row.year, row.year): row for row in latest}


def of_older_series(worked: Worked, published: Iterable[Observation]) -> list[Observation]:
    """Published shares from before output was re-evaluated, where the accounts stand on the series after it."""
    releases = set().union(*worked.selection.chosen[Concept.OUTPUT].vintages.values())
    return [row for row in published if Vintage.REVALUED in releases and row.vintage != Vintage.REVALUED]


def sensitivity(worked: Worked) -> tuple[tuple[int, int], Tornado] | None:
    """Which convention matters most in the last period; None where its share is undefined."""
    if not worked.periods:
        return None
    first, last = worked.periods[-1]
    found = swings(worked.inputs, first, last, worked.question.conventions)
    return ((first, last), found) if found else None


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
