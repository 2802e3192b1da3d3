from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nscl.productivity.checking import InputError
from nscl.productivity.projection import QUANTITIES, feasible, required, scenario, target_probability


def test_the_targets_of_a_province_leave_little_employment_and_cap_capital():
    """Output +12 %, productivity +11 %, TFP 55 %: employment +0,9 %, TFP +6,6 %; capital at most 9,9 % (b_L .5), 14
    % (.65)."""
    found = required("gK", gY=0.12, gLP=0.11, tfp_share=0.55, labour_share=0.5)

    assert found.values["gL"] == pytest.approx(0.00901, abs=1e-5)
    assert found.values["gA"] == pytest.approx(0.066)
    assert found.value == pytest.approx(0.0990, abs=1e-4)
    assert required("gK", gY=0.12, gLP=0.11, tfp_share=0.55, labour_share=0.65).value == pytest.approx(0.1376, abs=1e-4)


def test_the_investment_goal_implies_another_share():
    """I/GRDP 42 % at K/Y 2 gives capital +16 % or so and a share far from 55 %."""
    found = required("tfp_share", gY=0.115, gLP=0.11, investment=0.42, ky=2.0, labour_share=0.575)

    assert found.values["gK"] == pytest.approx(0.155, abs=1e-9)
    assert 0.27 < found.value < 0.48


COMPLETE = required("gK", gY=0.12, gLP=0.11, tfp_share=0.55).values
ENOUGH = {
    "gY": ("gLP", "tfp_share", "gK"),
    "gLP": ("gY", "tfp_share", "gK"),
    "gL": ("gY", "gLP"),
    "tfp_share": ("gY", "gLP", "gK"),
    "gA": ("gY", "gLP", "gK"),
    "gK": ("gY", "gLP", "tfp_share"),
    "investment": ("gY", "gLP", "tfp_share"),
    "labour_share": ("gY", "gLP", "tfp_share", "gK"),
    "ky": ("investment", "gK"),
    "depreciation": ("investment", "gK"),
}


@pytest.mark.parametrize("unknown", QUANTITIES)
def test_any_one_unknown_is_solved_back(unknown):
    known = {name: COMPLETE[name] for name in ENOUGH[unknown]}

    assert required(unknown, **known).value == pytest.approx(COMPLETE[unknown], rel=1e-9)


@given(st.floats(0.01, 0.2), st.floats(-0.05, 0.15), st.floats(0, 0.9), st.floats(0.3, 0.8))
@settings(max_examples=60, deadline=None)
def test_what_is_solved_satisfies_the_identities(growth, productivity, share, weight):
    v = required("gK", gY=growth, gLP=productivity, tfp_share=share, labour_share=weight).values

    assert (1 + v["gLP"]) * (1 + v["gL"]) == pytest.approx(1 + v["gY"], rel=1e-12)
    assert v["gA"] + (1 - weight) * v["gK"] + weight * v["gL"] == pytest.approx(growth, abs=1e-12)


def test_too_little_contradictions_and_unknown_names_are_told():
    with pytest.raises(InputError, match="Chưa đủ dữ kiện"):
        required("gK", gY=0.12)
    with pytest.raises(InputError, match="mâu thuẫn"):
        required("gK", gY=0.12, gLP=0.11, gL=0.05, tfp_share=0.55)
    with pytest.raises(InputError, match="Không có đại lượng"):
        required("gX", gY=0.12)
    with pytest.raises(InputError, match="vừa cho trước"):
        required("gY", gY=0.12)


def test_assumptions_are_told_apart_from_what_was_given():
    found = required("investment", gY=0.12, gLP=0.11, tfp_share=0.55, ky=2.5)

    assert found.given == {"gY": 0.12, "gLP": 0.11, "tfp_share": 0.55, "ky": 2.5}
    assert set(found.assumed) == {"labour_share", "depreciation"}


def test_an_impossible_answer_is_warned_of():
    warnings = required("gK", gY=0.12, gLP=0.3, tfp_share=-1.0).warnings

    assert "gK = 0,752, ngoài khoảng có thể có (−0,2 đến 0,6)." in warnings


def test_the_share_is_reachable_only_with_a_large_stock():
    """The investment goal (42 % of output) leaves TFP 55 % only at K/Y of 2,5 or more; at K/Y 2,5 only from .60."""
    axes = {"labour_share": [0.5, 0.6, 0.65], "ky": [1.5, 2.0, 2.5, 3.0], "depreciation": [0.055]}
    found = feasible(gY=0.115, gLP=0.11, tfp_share=0.55, grid=axes, investment=0.42)
    possible = 0.42 / found.ky - found.depreciation <= found.gK

    assert 0 < found.met < 0.5
    assert found.ky[possible].min() >= 2.5
    assert found.labour_share[possible & (found.ky == 2.5)].min() >= 0.6


def test_a_scenario_reproduces_the_requirement_of_its_first_year():
    need = required("investment", gY=0.12, gLP=0.11, tfp_share=0.55)
    path = scenario(
        2025, output=100, capital=210, employment=50, output_growth=[0.12], productivity_growth=[0.11],
        investment=[need.value / 1.12],
    )  # fmt: skip

    assert path.tfp_share == pytest.approx(55, abs=1e-9)
    assert path.employment[1] == pytest.approx(50 * 1.12 / 1.11)


def test_history_says_how_often_the_aim_was_reached():
    """Published growth of one province, 2017-24: eleven per cent as a five-year mean was never reached."""
    chance, windows = target_probability([19.1, 10.0, 1.1, 1.4, 6.5, 7.4, -9.3, 6.0], 11)

    assert (chance, windows) == (0.0, 4)
    assert np.isclose(target_probability([12, 12, 12, 12, 12, 0], 11)[0], 0.5)
