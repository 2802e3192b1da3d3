from __future__ import annotations

import numpy as np
import pytest

from nscl.productivity import uncertainty
from nscl.productivity.accounting import growth_accounts, period
from nscl.productivity.capital import TIMINGS, perpetual_inventory
from nscl.productivity.checking import InputError

OUTPUT = 100 * 1.06 ** np.arange(12)
INVESTMENT = 0.32 * OUTPUT
LABOUR = 50 * 1.01 ** np.arange(12)


@pytest.mark.parametrize("timing", TIMINGS)
def test_the_fast_way_equals_the_accounts_step_by_step(timing):
    grid = uncertainty.convention_grid([0.04, 0.08], [0.5, 0.65], [1.5, 2.5])
    fast = uncertainty.shares_over_conventions(OUTPUT, INVESTMENT, LABOUR, grid, first=2, timing=timing).values

    for d in range(grid.size):
        initial = grid.ky[d] * OUTPUT[0]
        stock = perpetual_inventory(INVESTMENT, depreciation=grid.depreciation[d], initial=initial, timing=timing).input
        accounts = growth_accounts(
            range(2010, 2022), output=OUTPUT, capital=stock, labour=LABOUR, labour_share=grid.labour_share[d]
        )
        assert fast[d] == pytest.approx(period(accounts, 2013, 2021).tfp_share, abs=1e-9)


def test_an_unknown_timing_of_capital_is_refused():
    grid = uncertainty.convention_grid([0.05], [0.5], [2])
    with pytest.raises(InputError, match="chọn một trong mid"):
        uncertainty.shares_over_conventions(OUTPUT, INVESTMENT, LABOUR, grid, timing="noon")  # type: ignore[arg-type]


def test_many_units_are_as_one_after_the_other():
    grid = uncertainty.convention_draws(300, seed=3)
    both = uncertainty.shares_over_conventions(
        np.stack([OUTPUT, OUTPUT * 2]), np.stack([INVESTMENT, INVESTMENT]), np.stack([LABOUR, LABOUR]), grid
    ).values
    one = uncertainty.shares_over_conventions(OUTPUT, INVESTMENT, LABOUR, grid).values

    assert both[:, 0] == pytest.approx(one)
    assert both.shape == (300, 2)


def test_draws_fill_every_slice_once_and_follow_the_seed():
    draws = uncertainty.convention_draws(100, seed=1)
    low, high = uncertainty.ADMISSIBLE["depreciation"]
    slices = np.floor((draws.depreciation - low) / (high - low) * 100).astype(int)

    assert sorted(slices) == list(range(100))
    assert np.array_equal(draws.ky, uncertainty.convention_draws(100, seed=1).ky)
    assert not np.array_equal(draws.ky, uncertainty.convention_draws(100, seed=2).ky)


def test_the_band_and_the_fraction_of_choices_that_meet_the_target():
    shares = uncertainty.Shares("conventions", np.array([10.0, 50, 60, np.nan]), None)  # type: ignore[arg-type]

    assert shares.met(55) == pytest.approx(1 / 3)
    assert shares.met(60) == 0  # reaching is not exceeding
    assert shares.band(0, 100) == (10, 50, 60)


def test_falling_output_has_no_share_in_any_convention():
    falling = uncertainty.shares_over_conventions(
        OUTPUT[::-1], INVESTMENT, LABOUR, uncertainty.convention_grid([0.05], [0.5], [2])
    )

    assert np.isnan(falling.values).all()
    assert np.isnan(falling.met(55))


def test_layers_are_never_mixed():
    conventions = uncertainty.shares_over_conventions(
        OUTPUT, INVESTMENT, LABOUR, uncertainty.convention_draws(50, seed=0)
    )
    vintages = uncertainty.shares_over_vintages({"ước": 41.0, "sơ bộ": 44.0})
    sampling = uncertainty.shares_over_sampling(6, 7, 1, 0.55, labour_error=0.4, n=4000, seed=5)

    assert [each.layer for each in (conventions, vintages, sampling)] == ["conventions", "vintages", "sampling"]
    assert np.std(sampling.values) == pytest.approx(100 * 0.55 * 0.4 / 6, rel=0.05)


def test_the_tornado_puts_the_widest_first():
    found = uncertainty.tornado(
        OUTPUT, INVESTMENT, LABOUR, central={"depreciation": 0.055, "labour_share": 0.575, "ky": 2.1}
    )

    assert [bar.width for bar in found.bars] == sorted((bar.width for bar in found.bars), reverse=True)
    assert {bar.convention for bar in found.bars} == {"depreciation", "labour_share", "ky"}


def test_a_base_year_after_the_last_is_refused():
    with pytest.raises(InputError):
        uncertainty.shares_over_conventions(
            OUTPUT, INVESTMENT, LABOUR, uncertainty.convention_draws(5, seed=0), first=11
        )
