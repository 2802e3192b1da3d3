"""From chosen series to accounts: the engine applied to the province's own statistics."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

import numpy as np

from nscl.economy.estimates import Estimate
from nscl.economy.selection import FACTORS, NEEDED, LabourMeasure, Selection
from nscl.economy.series import Concept
from nscl.productivity import capital, labour
from nscl.productivity.accounting import Accounts, Mode, growth_accounts, period, plan_periods
from nscl.productivity.capital import Timing
from nscl.productivity.checking import Floats


@dataclass(frozen=True)
class Conventions:
    """The choices nobody can observe, all of them told with the result."""

    mode: Mode = "tornqvist"
    labour_share: float = labour.FALLBACK_SHARE
    depreciation: float = capital.DEPRECIATION
    initial_ky: float = capital.CAPITAL_OUTPUT_RATIO
    timing: Timing = "mid"
    labour: LabourMeasure = "persons"

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def stock_of(selection: Selection, conventions: Conventions) -> capital.Capital:
    """The perpetual inventory from K/Y × Y at the opening of the first year."""
    return _stock(selection.values(Concept.OUTPUT), selection.values(Concept.INVESTMENT), conventions)


def _stock(output: Floats, investment: Floats, conventions: Conventions) -> capital.Capital:
    initial = capital.from_ratio(float(output[0]), conventions.initial_ky)
    return capital.perpetual_inventory(
        investment, depreciation=conventions.depreciation, initial=initial.value, timing=conventions.timing
    )


def accounts_of(selection: Selection, conventions: Conventions) -> Accounts:
    return _accounts(
        list(selection.years),
        selection.values(Concept.OUTPUT),
        stock_of(selection, conventions).input,
        selection.labour(measure_of(conventions)),
        conventions,
    )


def measure_of(conventions: Conventions) -> LabourMeasure:
    """The statistics office's rule knows only persons; hours and quality belong to the other way of counting."""
    return "persons" if conventions.mode == "official" else conventions.labour


def _accounts(years: list[int], output: Floats, stock: Floats, people: Floats, conventions: Conventions) -> Accounts:
    return growth_accounts(
        years, output=output, capital=stock, labour=people, labour_share=conventions.labour_share, mode=conventions.mode
    )


@dataclass(frozen=True)
class Reworked:
    """A kept estimate worked again from the values and conventions it kept, under either way of counting. `people`
    are persons, `labour` the input as its conventions measure it."""

    years: list[int]
    output: Floats
    investment: Floats
    people: Floats
    labour: Floats
    conventions: Conventions
    stock: capital.Capital

    def accounts(self, mode: Mode | None = None) -> Accounts:
        given = replace(self.conventions, mode=mode or self.conventions.mode)
        labour = self.people if measure_of(given) == "persons" else self.labour
        return _accounts(self.years, self.output, self.stock.input, labour, given)


def reworked(estimate: Estimate) -> Reworked:
    known = {each.name for each in fields(Conventions)}
    conventions = Conventions(**{name: value for name, value in estimate.conventions.items() if name in known})
    series = {name: np.array([row[1] for row in rows]) for name, rows in estimate.inputs.items()}
    output, investment, people = (series[concept.value] for concept in NEEDED)
    labour = people
    for concept in FACTORS[conventions.labour]:
        labour = labour * series[concept.value]
    years = [row[0] for row in estimate.inputs[Concept.OUTPUT.value]]
    return Reworked(years, output, investment, people, labour, conventions, _stock(output, investment, conventions))


def recomputed(estimate: Estimate) -> dict[str, Any]:
    """The result again: equal to the digit while the engine is the same."""
    return as_result(reworked(estimate).accounts())


def recomputes(estimate: Estimate) -> bool:
    """Does the result come out again? Another processor may differ in the last binary digit."""
    return _rounded(recomputed(estimate)) == _rounded(estimate.result)


def _rounded(result: dict[str, Any]) -> Any:
    return json.loads(json.dumps(result), parse_float=lambda text: round(float(text), 9))


def as_result(accounts: Accounts) -> dict[str, Any]:
    """Accounts as plain values, keys as the command prints them."""
    first, last = int(accounts.years[0]), int(accounts.years[-1])
    return {
        "mode": accounts.mode,
        "years": accounts.table().as_dicts(),
        "periods": [period(accounts, a, b).as_dict() for a, b in plan_periods(first, last)],
        "diagnostics": accounts.diagnostics,
    }
