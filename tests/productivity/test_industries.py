from __future__ import annotations

import numpy as np
import pytest

from nscl.productivity import industries
from nscl.productivity.checking import InputError

RNG = np.random.default_rng(7)
VOLUME = 100 * np.exp(np.cumsum(RNG.normal(0.05, 0.03, (4, 6)), axis=1))
CAPITAL = 200 * np.exp(np.cumsum(RNG.normal(0.06, 0.02, (4, 6)), axis=1))
LABOUR = 50 * np.exp(np.cumsum(RNG.normal(0.01, 0.02, (4, 6)), axis=1))
SHARE = RNG.uniform(0.4, 0.7, (4, 6))
NOMINAL = VOLUME * RNG.uniform(0.9, 1.3, (4, 6))


def test_contributions_of_an_industry_close():
    found = industries.value_added_accounts(VOLUME, capital=CAPITAL, labour=LABOUR, labour_share=SHARE)

    assert np.max(np.abs(found.value_added - found.capital - found.labour - found.tfp)) < 1e-12


def test_the_whole_is_its_industries_and_what_moved_between_them():
    found = industries.aggregate(VOLUME, nominal=NOMINAL, capital=CAPITAL, labour=LABOUR, labour_share=SHARE)
    parts = found.industries + found.capital_reallocation + found.labour_reallocation

    assert np.max(np.abs(found.tfp - parts)) < 1e-12


def test_the_order_of_industries_does_not_matter():
    order = [2, 0, 3, 1]
    plain = industries.aggregate(VOLUME, nominal=NOMINAL, capital=CAPITAL, labour=LABOUR, labour_share=SHARE)
    other = industries.aggregate(
        VOLUME[order], nominal=NOMINAL[order], capital=CAPITAL[order], labour=LABOUR[order], labour_share=SHARE[order]
    )

    assert other.tfp == pytest.approx(plain.tfp, abs=1e-12)


def test_domar_weights_sum_to_more_than_one_and_turn_gross_output_tfp_into_the_same_whole():
    value_added = np.array([[40.0, 40], [60, 60]])
    output = np.array([[100.0, 100], [90, 90]])
    of_output = np.array([[2.0], [3.0]])  # percentage points of gross output
    of_value_added = of_output * output[:, :1] / value_added[:, :1]
    weights = industries.domar_weights(output, value_added)

    assert weights[:, 0].sum() == pytest.approx(1.9)
    assert industries.domar_aggregate(of_output, weights) == pytest.approx(
        (value_added[:, :1] / 100 * of_value_added).sum(axis=0)
    )


def test_gross_output_tfp_is_output_less_its_inputs():
    inputs = np.array([[100.0, 110], [100, 105]])
    found = industries.gross_output_tfp([100, 112], inputs, [[0.5, 0.5], [0.5, 0.5]])

    assert found == pytest.approx([100 * (np.log(1.12) - 0.5 * np.log(1.1) - 0.5 * np.log(1.05))])


def test_product_taxes_keep_a_line_of_their_own():
    found = industries.contributions_to_output([[50, 55], [46, 50]], [4, 6])

    assert found.product_taxes == pytest.approx([2.0])
    assert found.industries.sum(axis=0) + found.product_taxes == pytest.approx(found.total)
    assert found.total == pytest.approx([11.0])


def test_a_fault_names_industry_and_year():
    broken = VOLUME.copy()
    broken[1, 2] = np.nan
    with pytest.raises(InputError, match="ngành thứ 2, năm thứ 3"):
        industries.value_added_accounts(broken, capital=CAPITAL, labour=LABOUR, labour_share=SHARE)
