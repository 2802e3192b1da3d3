from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nscl.productivity.accounting import growth_accounts, period, reconcile
from nscl.productivity.checking import InputError

YEARS = [2020, 2021, 2022, 2023]


def accounts(mode="tornqvist", **changes):
    given_ = {
        "output": [100, 110, 121, 125],
        "capital": [200, 216, 235, 250],
        "labour": [50, 50.5, 51, 51.2],
        "labour_share": 0.55,
    } | changes
    return growth_accounts(YEARS, mode=mode, **given_)


def test_the_official_rule_is_taken_literally():
    """G_Y 10,27 %, G_K 9 %, G_L 1,5 %, b_K 0,45: TFP 5,395 %, shares 39,44 / 8,03 / 52,53 %."""
    found = growth_accounts(
        [2024, 2025], output=[100, 110.27], capital=[100, 109], labour=[100, 101.5], labour_share=0.55, mode="official"
    )

    assert found.tfp_growth[0] == pytest.approx(5.395, abs=1e-9)
    assert found.capital_share[0] == pytest.approx(39.44, abs=5e-3)
    assert found.labour_share_of_growth[0] == pytest.approx(8.03, abs=5e-3)
    assert found.tfp_share[0] == pytest.approx(52.53, abs=5e-3)


def test_the_official_coefficient_is_that_of_the_year_and_tornqvist_takes_the_mean_of_two():
    shares = [0.5, 0.6, 0.6, 0.6]

    assert accounts("official", labour_share=shares).labour_weight[0] == pytest.approx(0.6)
    assert accounts(labour_share=shares).labour_weight[0] == pytest.approx(0.55)


@pytest.mark.parametrize("last", [100.4, 100, 90])
def test_a_share_is_undefined_where_output_hardly_grows_or_falls_but_points_are_given(last):
    found = growth_accounts([2022, 2023], output=[100, last], capital=[1, 1.02], labour=[1, 1], labour_share=0.5)

    assert np.isnan(found.tfp_share[0])
    assert np.isfinite(found.tfp_growth[0])
    assert found.diagnostics["undefined_years"] == [2023]
    assert found.table().as_dicts()[0]["tfp_share"] is None


def test_the_threshold_is_a_parameter():
    found = growth_accounts(
        [2022, 2023], output=[100, 100.4], capital=[1, 1], labour=[1, 1], labour_share=0.5, undefined_below=0.1
    )

    assert found.tfp_share[0] == pytest.approx(100)


def test_a_period_is_a_ratio_of_averages_never_a_mean_of_ratios():
    found = growth_accounts(
        [2018, 2019, 2020, 2021],
        output=[100, 101.1, 102.5, 112],
        capital=[100, 108, 117, 126],
        labour=[100, 101, 101, 102],
        labour_share=0.5,
        mode="official",
    )
    whole = period(found, 2019, 2021)

    assert whole.tfp_share == pytest.approx(100 * found.tfp_growth.sum() / found.output_growth.sum())
    assert whole.tfp_share_mean < -50 < whole.tfp_share  # years of near-zero growth blow the mean up
    assert abs(whole.tfp_share_cagr - whole.tfp_share) < 2


def test_a_period_outside_the_years_is_refused_by_its_years():
    with pytest.raises(InputError, match="2019-2021"):
        period(accounts(), 2019, 2021)


def test_official_and_tornqvist_are_reconciled_line_by_line():
    official = accounts("official", labour_share=[0.5, 0.52, 0.54, 0.56])
    better = accounts(labour_share=[0.5, 0.52, 0.54, 0.56], labour=[50 * 1.0, 50.5 * 1.01, 51 * 1.03, 51.2 * 1.04])

    for line in reconcile(official, better).rows:
        assert sum(line[1:-1]) == pytest.approx(line[-1], abs=1e-12)


def test_accounts_of_different_output_are_not_reconciled():
    with pytest.raises(InputError):
        reconcile(accounts("official"), accounts(output=[1, 2, 3, 4]))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"output": [100, 0, 121, 125]}, "Sản lượng, năm 2021: giá trị 0"),
        ({"labour": [50, float("nan"), 51, 52]}, "Lao động, năm 2021"),
        ({"capital": [200, 216, -1, 250]}, "Vốn, năm 2022: giá trị âm"),
        ({"capital": [200, 216]}, "có 2 giá trị cho 4 năm"),
        ({"labour_share": 55}, "không nằm giữa 0 và 1"),
    ],
)
def test_a_fault_names_its_series_and_year(changes, said):
    with pytest.raises(InputError, match=said):
        accounts(**changes)


@pytest.mark.parametrize(
    ("years", "said"),
    [
        ([2020, 2021, 2021, 2022], "Năm 2021 có hai dòng"),
        ([2020, 2022, 2021, 2023], "Thiếu năm 2021"),
        ([2020, 2021, 2023, 2024], "Thiếu năm 2022"),
        ([2023, 2022, 2021, 2020], "đứng sau"),
        ([2020, 2021, 2022, 2022.5], "số nguyên"),
    ],
)
def test_years_must_follow_one_another(years, said):
    with pytest.raises(InputError, match=said):
        growth_accounts(years, output=[1, 2, 3, 4], capital=[1, 2, 3, 4], labour=[1, 2, 3, 4], labour_share=0.5)


LEVELS = st.lists(st.floats(0.5, 2.0), min_size=4, max_size=4).map(lambda steps: np.cumprod(steps) * 100)


@given(LEVELS, LEVELS, LEVELS, st.floats(0, 1))
@settings(max_examples=80, deadline=None)
def test_contributions_and_tfp_close_on_output_growth(output, capital, labour, share):
    for mode in ("official", "tornqvist"):
        found = growth_accounts(YEARS, output=output, capital=capital, labour=labour, labour_share=share, mode=mode)
        gap = found.output_growth - found.capital_contribution - found.labour_contribution - found.tfp_growth
        assert np.max(np.abs(gap)) < 1e-12 * max(1, np.max(np.abs(found.output_growth)))


@given(LEVELS, LEVELS, LEVELS, st.floats(0.01, 1000))
@settings(max_examples=40, deadline=None)
def test_units_of_measure_do_not_matter(output, capital, labour, factor):
    plain = growth_accounts(YEARS, output=output, capital=capital, labour=labour, labour_share=0.6)
    scaled = growth_accounts(
        YEARS, output=output * factor, capital=capital / factor, labour=labour * 3, labour_share=0.6
    )

    assert np.allclose(plain.tfp_growth, scaled.tfp_growth, atol=1e-9)


def test_the_same_inputs_have_the_same_fingerprint_and_others_another():
    assert accounts().provenance.inputs == accounts().provenance.inputs
    assert accounts().provenance.inputs != accounts(labour=[50, 50.5, 51, 51.3]).provenance.inputs
