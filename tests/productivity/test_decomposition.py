from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from nscl.productivity.checking import InputError
from nscl.productivity.decomposition import METHODS, PARTS, decompose, log_mean, official_view

OUTPUT = np.array([[100.0, 100, 110], [300, 360, 420]])
PEOPLE = np.array([[50.0, 40, 35], [50, 62, 70]])
POSITIVE = arrays(float, (3, 3), elements=st.floats(1, 1000))


def test_the_hand_counted_case():
    """Two industries, one step: productivity 4 → 460/102, p = 2 and 6 → 2,5 and 360/62."""
    found = decompose(OUTPUT[:, :2], PEOPLE[:, :2], chained=False)
    s0, s1 = 0.5, 40 / 102
    p1 = 360 / 62

    assert found.part("within") == pytest.approx(100 * (s0 * 0.5 + 0.5 * (p1 - 6)) / 4)
    assert found.part("static") == pytest.approx(100 * ((s1 - s0) * 2 + (s0 - s1) * 6) / 4)
    assert found.total == pytest.approx(100 * (460 / 102 / 4 - 1))


@given(POSITIVE, POSITIVE, st.sampled_from(METHODS), st.booleans())
@settings(max_examples=120, deadline=None)
def test_parts_sum_to_the_total(output, people, method, chained):
    found = decompose(output, people, product_taxes=[1, 2, 3], method=method, chained=chained)

    scale = max(1.0, *(float(np.abs(part).sum()) for part in found.parts.values()))
    assert abs(found.closing_error) < 1e-12 * scale * 100


@given(POSITIVE, POSITIVE)
@settings(max_examples=30, deadline=None)
def test_neither_units_nor_order_of_industries_matter(output, people):
    plain = decompose(output, people)
    other = decompose(output[::-1] * 7, people[::-1] * 3)

    for name in PARTS["static_dynamic"]:
        assert other.part(name) == pytest.approx(plain.part(name), rel=1e-9, abs=1e-9)


def test_relabelled_industries_keep_their_parts():
    found = decompose(OUTPUT, PEOPLE, industries=("A", "B"))

    assert [row["industry"] for row in found.table().as_dicts()] == ["A", "B", "total"]


def test_end_points_and_chained_steps_differ_and_both_close():
    chained, ends = decompose(OUTPUT, PEOPLE), decompose(OUTPUT, PEOPLE, chained=False)

    assert chained.total != pytest.approx(ends.total)
    assert ends.total == pytest.approx(100 * ((530 / 105) / 4 - 1))


def test_real_estate_drowns_the_parts_of_all_the_others():
    """An industry of much output and few workers: two people who move into it count for more than 29 who do not."""
    with_it = decompose([[100, 110], [300, 330], [400, 420]], [[60, 50], [39, 47], [1, 3]], chained=False)
    without = decompose([[100, 110], [300, 330]], [[60, 50], [39, 47]], chained=False)

    assert with_it.part("static") > 5 * without.part("static")
    assert with_it.part("dynamic") < 5 * without.part("dynamic") < 0
    assert abs(with_it.closing_error) + abs(without.closing_error) < 1e-12


def test_end_point_growth_of_the_nation_is_not_the_sum_of_its_yearly_steps():
    """Viet Nam 2010-2016, output at 2010 prices before its re-evaluation over persons employed: 30,26 and 27,06 %."""
    output = [[2157828, 2292483, 2412778, 2543596, 2695796, 2875856, 3054470]]
    people = [[49048.5, 50352, 51422.4, 52207.8, 52744.5, 52840, 53302.8]]

    assert decompose(output, people, chained=False).total == pytest.approx(30.26, abs=5e-3)
    assert decompose(output, people).total == pytest.approx(27.06, abs=5e-3)


def test_product_taxes_have_no_workers_and_stand_apart():
    with_taxes = decompose(OUTPUT, PEOPLE, product_taxes=[20, 25, 30], chained=False)

    assert with_taxes.product_taxes == pytest.approx(100 * (30 / 105 - 20 / 100) / (420 / 100))


def test_an_industry_that_appears_or_vanishes_is_no_error_for_logarithms():
    found = decompose([[100, 120], [0, 10]], [[50, 55], [0, 5]], method="lmdi")

    assert abs(found.closing_error) < 1e-6


def test_the_logarithmic_mean_of_equals_is_itself():
    assert log_mean([2.0, 2.0], [2.0, 4.0]) == pytest.approx([2.0, 2 / np.log(2)])


def test_relative_prices_enter_the_size_of_an_industry():
    flat = decompose(OUTPUT, PEOPLE, method="gead")
    priced = decompose(OUTPUT, PEOPLE, method="gead", relative_price=[[1, 0.8, 0.7], [1, 1.1, 1.2]])

    assert abs(priced.closing_error) < 1e-9
    assert priced.part("within") != pytest.approx(flat.part("within"))


def test_priced_output_is_the_total_that_the_parts_sum_to():
    found = decompose(
        OUTPUT[:, :2], PEOPLE[:, :2], method="gead", relative_price=[[1, 0.8], [1, 1.1]], product_taxes=[20, 25]
    )

    assert found.total == pytest.approx(100 * ((0.8 * 100 + 1.1 * 360 + 25) / 102 / (420 / 100) - 1))
    assert abs(found.closing_error) < 1e-9


def test_the_official_view_has_three_factors():
    found = official_view(OUTPUT, PEOPLE, [20, 25, 30])

    assert found.product_taxes + found.within + found.structure == pytest.approx(found.total)


@pytest.mark.parametrize(
    ("output", "people", "said"),
    [
        ([[1, 2]], [[1, 2], [3, 4]], "cùng số ngành"),
        ([[1, -2]], [[1, 2]], "ngành thứ 1, năm thứ 2"),
        ([[1, 2]], [[1, 0]], "phải có lao động"),
    ],
)
def test_faults_are_named(output, people, said):
    with pytest.raises(InputError, match=said):
        decompose(output, people)


def test_an_unknown_method_is_refused():
    with pytest.raises(InputError, match="Cách phân tách"):
        decompose(OUTPUT, PEOPLE, method="magic")  # type: ignore[arg-type]
