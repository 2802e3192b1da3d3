"""The productivity engine against the fastest bare ways known, and within its limits in seconds."""

from __future__ import annotations

import numpy as np

from bench.clock import side_by_side
from nscl.productivity.capital import perpetual_inventory
from nscl.productivity.panel import panel_accounts
from nscl.productivity.uncertainty import convention_draws, shares_over_conventions

GENERATOR = np.random.default_rng(49)


def run() -> None:
    """BLAS is not used; every job runs on one thread."""
    _inventory()
    _conventions()
    _panel()


def _report(name: str, ours: float, bare: float, limit: float) -> None:
    verdict = "within" if ours <= limit else "OVER"
    print(f"  {name:<46} ours {ours:.4f} s   bare NumPy {bare:.4f} s   ratio {ours / bare:.2f}   {verdict} {limit} s")


def _inventory() -> None:
    flows = GENERATOR.random((11_340, 50))

    def bare() -> np.ndarray:
        stock = np.ones(11_340)
        stocks = np.empty((50, 11_340))
        for year, flow in enumerate(flows.T):
            stock = stock * 0.95 + flow
            stocks[year] = stock
        return stocks

    def ours() -> np.ndarray:
        return perpetual_inventory(flows, depreciation=0.05, initial=1.0, timing="closing").closing

    assert np.allclose(ours(), bare().T)
    _report("perpetual inventory, 11,340 series × 50 years", *side_by_side(ours, bare), limit=0.05)


def _conventions() -> None:
    output = np.exp(np.cumsum(GENERATOR.normal(0.08, 0.02, (63, 20)), axis=1))
    flows, people = 0.3 * output, np.exp(np.cumsum(GENERATOR.normal(0.01, 0.01, (63, 20)), axis=1))
    sets = convention_draws(10_000, seed=1)

    def bare() -> np.ndarray:
        kept = (1 - sets.depreciation)[:, None]
        stock = sets.ky[:, None] * output[:, 0]
        inputs = []
        for flow in flows.T:
            following = stock * kept + flow
            inputs.append((stock + following) / 2)
            stock = following
        share = sets.labour_share[:, None]
        growth = np.log(output[:, -1] / output[:, 0])
        from_labour = share * np.log(people[:, -1] / people[:, 0])
        return 100 * (growth - (1 - share) * np.log(inputs[-1] / inputs[0]) - from_labour) / growth

    def ours() -> np.ndarray:
        return shares_over_conventions(output, flows, people, sets).values

    assert np.allclose(ours(), bare())
    _report("10,000 conventions × 63 units × 20 years", *side_by_side(ours, bare), limit=0.3)


def _panel() -> None:
    levels = {
        name: np.exp(np.cumsum(GENERATOR.normal(0.03, 0.02, (180, 70)), axis=1))
        for name in ("output", "capital", "labour", "hours", "quality")
    }
    levels["labour_share"] = GENERATOR.uniform(0.4, 0.7, (180, 70))
    units, years = tuple(f"u{n}" for n in range(180)), range(1950, 2020)

    def bare() -> np.ndarray:
        people = levels["labour"] * levels["hours"] * levels["quality"]
        share = (levels["labour_share"][:, 1:] + levels["labour_share"][:, :-1]) / 2
        growth = [np.diff(np.log(x), axis=1) for x in (levels["output"], levels["capital"], people)]
        return growth[0] - (1 - share) * growth[1] - share * growth[2]

    def ours() -> np.ndarray:
        return panel_accounts(units, years, levels).dln_tfp

    assert np.allclose(ours(), bare())
    _report("panel accounts, 180 units × 70 years", *side_by_side(ours, bare), limit=0.1)
