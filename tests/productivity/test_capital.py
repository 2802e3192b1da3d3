from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nscl.productivity import capital
from nscl.productivity.checking import InputError


def test_the_textbook_inventory():
    """K0 = 1000, δ = 5 %, I = 150, 165, 180: 1100; 1210; 1329,5."""
    found = capital.perpetual_inventory([150, 165, 180], depreciation=0.05, initial=1000, timing="closing")

    assert found.closing == pytest.approx([1100, 1210, 1329.5])
    assert found.input == pytest.approx(found.closing)


def test_the_input_of_a_year_follows_the_timing():
    of = {
        timing: capital.perpetual_inventory([150, 165], depreciation=0.05, initial=1000, timing=timing).input
        for timing in capital.TIMINGS
    }

    assert of["opening"] == pytest.approx([1000, 1100])
    assert of["mid"] == pytest.approx([1050, 1155])
    assert of["half_year"] == pytest.approx([950 + 150 * 0.975, (950 + 150 * 0.975) * 0.95 + 165 * 0.975])


def test_assets_wear_at_their_own_rates():
    found = capital.perpetual_inventory([[10, 10], [10, 10]], depreciation=[0.0, 0.5], initial=[0, 20])

    assert found.closing == pytest.approx(np.array([[10, 20], [20, 20]]))


@given(st.lists(st.floats(0, 100), min_size=2, max_size=30), st.floats(0, 0.9), st.floats(0, 1000))
@settings(max_examples=60, deadline=None)
def test_the_stock_is_the_sum_of_what_is_left_of_every_year(flows, rate, first):
    found = capital.perpetual_inventory(flows, depreciation=rate, initial=first)
    n = len(flows)
    left = first * (1 - rate) ** n + sum(flow * (1 - rate) ** (n - 1 - t) for t, flow in enumerate(flows))

    assert found.closing[-1] == pytest.approx(left, rel=1e-9, abs=1e-9)


def test_hyperbolic_efficiency_falls_slowly_first():
    straight, curved = capital.hyperbolic_efficiency(10, 0.0), capital.hyperbolic_efficiency(10, 0.75)

    assert straight == pytest.approx(1 - np.arange(10) / 10)
    assert curved[0] == 1
    assert np.all(curved[1:] > straight[1:])


def test_hyperbolic_stock_of_one_investment_is_its_efficiency():
    found = capital.hyperbolic_inventory([1, 0, 0, 0, 0], life=4, beta=0.5)

    assert found.closing == pytest.approx([*capital.hyperbolic_efficiency(4, 0.5), 0])


def test_a_derived_initial_stock_is_the_steady_state():
    flows = 100 * 1.08 ** np.arange(20)
    found = capital.harberger(flows, depreciation=0.10)

    assert found.value == pytest.approx(100 / 0.18)
    assert found.weight_after_ten < 0.25


def test_a_derived_initial_stock_that_decides_everything_is_refused():
    with pytest.raises(InputError, match="25%"):
        capital.harberger([100, 101, 102, 103, 104, 105], depreciation=0.03)


def test_falling_investment_gives_no_steady_state():
    with pytest.raises(InputError, match="giảm nhanh hơn"):
        capital.harberger([100, 80, 60, 50, 40, 30], depreciation=0.05)


def test_the_internal_rate_exhausts_capital_income():
    stocks, price = np.array([[100.0, 110], [50, 60]]), np.ones((2, 2))
    wear, gain = np.array([[0.05], [0.2]]), np.array([[0.02], [-0.05]])
    rate = capital.internal_rate([30, 33], stocks=stocks, price=price, depreciation=wear, revaluation=gain)
    cost = capital.user_cost(price, rate=rate, depreciation=wear, revaluation=gain)

    assert (cost * stocks).sum(axis=0) == pytest.approx([30, 33])


def test_services_grow_as_the_assets_do_when_all_grow_alike():
    stocks = np.array([[100.0, 110, 121], [50, 55, 60.5]])

    assert capital.capital_services(stocks, np.full((2, 3), 0.2)) == pytest.approx([1, 1.1, 1.21])


def test_short_lived_assets_weigh_more_in_services_than_in_the_stock():
    stocks = np.array([[100.0, 100], [100, 120]])
    services = capital.capital_services(stocks, np.array([[0.1, 0.1], [0.4, 0.4]]))

    assert services[-1] > stocks.sum(axis=0)[-1] / stocks.sum(axis=0)[0]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"investment": [1, -1]}, "năm thứ 2: giá trị âm"),
        ({"investment": [float("nan"), 1]}, "năm thứ 1"),
        ({"depreciation": 1.0}, "khấu hao"),
        ({"initial": -1}, "Vốn đầu kỳ"),
        ({"timing": "noon"}, "thời điểm"),
    ],
)
def test_faults_are_named(wrong, said):
    good = {"investment": [1, 1], "depreciation": 0.05, "initial": 1} | wrong
    flows = good.pop("investment")
    with pytest.raises(InputError, match=said):
        capital.perpetual_inventory(flows, **good)
