from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nscl.productivity import labour, series
from nscl.productivity.checking import InputError, years_of

YEARS = list(range(2015, 2025))
EMPLOYMENT = [52840, 53303, 53647, 54212, 54569, 53326, 49016, 50602, 51288, 51634]


def test_the_definition_of_labour_never_changes_within_a_series():
    years = years_of([2020, 2021])

    assert labour.labour_input([10, 11], years=years, hours=[40, 41]) == pytest.approx([400, 451])
    with pytest.raises(InputError, match="Giờ làm việc, năm 2021"):
        labour.labour_input([10, 11], years=years, hours=[40, float("nan")])


def test_the_self_employed_earn_as_employees_do_or_a_part_of_it():
    full = labour.wage_parity([40], [100], persons=[10], employees=[5])
    half = labour.wage_parity([40], [100], persons=[10], employees=[5], parity=0.5)

    assert full == pytest.approx([0.8])
    assert half == pytest.approx([0.6])


def test_parity_may_differ_by_industry():
    found = labour.wage_parity(
        [[10.0], [30.0]], [[50.0], [50.0]], persons=[[10.0], [6.0]], employees=[[2.0], [6.0]], parity=[[0.5], [1.0]]
    )

    assert found == pytest.approx([(10 * (2 + 4) / 2 + 30) / 100])


def test_mixed_income_is_split_as_the_rest_is():
    assert labour.gollin([40], [100], mixed_income=[20]) == pytest.approx([0.5])


def test_the_best_estimate_is_the_lowest_of_the_adjusted_shares():
    found = labour.best_estimate([40], [100], persons=[10], employees=[5], agriculture=[15], mixed_income=[20])

    assert found == pytest.approx([0.5])


def test_shares_outside_their_bounds_are_told_not_clipped():
    share = [0.7, 1.23, 0.6]

    assert labour.odd_years(share, years_of([2019, 2020, 2021])) == [2020]
    assert labour.centred_mean(share, 3)[1] == pytest.approx(np.mean(share))


def test_more_employees_than_persons_is_refused():
    with pytest.raises(InputError, match="làm công"):
        labour.wage_parity([40], [100], persons=[5], employees=[6])


def test_a_redefinition_of_employment_is_found():
    found = series.detect_breaks(EMPLOYMENT, YEARS)

    assert [each.year for each in found] == [2021]
    assert found[0].growth == pytest.approx(-8.08, abs=0.005)


def test_employment_implied_by_productivity_at_current_prices_is_a_break():
    """A province's 281,4 million a worker of 2023 against 372,1 of 2021: some 783 thousand employed after 612."""
    implied = [594, 600, 606, 612, 220_223 / 281.4]

    (jump,) = series.detect_breaks(implied, [2018, 2019, 2020, 2021, 2022])
    assert implied[-1] == pytest.approx(782.6, abs=0.05)
    assert (jump.year, round(jump.growth)) == (2022, 28)


def test_a_smooth_series_has_no_break():
    assert series.detect_breaks(100 * 1.02 ** np.arange(12), list(range(2010, 2022))) == []


def test_a_splice_keeps_the_later_definition_and_the_growth_before():
    found = series.splice(EMPLOYMENT, YEARS, at=2021, growth=-0.02)

    assert found.values[6] == EMPLOYMENT[6]
    assert found.values[6] / found.values[5] - 1 == pytest.approx(-0.02)
    assert found.values[4] / found.values[3] == pytest.approx(EMPLOYMENT[4] / EMPLOYMENT[3])


@given(st.integers(2016, 2024), st.floats(-0.5, 0.5))
@settings(max_examples=50, deadline=None)
def test_a_splice_can_be_undone(at, growth):
    assert series.splice(EMPLOYMENT, YEARS, at=at, growth=growth).undone() == pytest.approx(EMPLOYMENT, rel=1e-12)


def test_an_overlap_gives_the_factor():
    found = series.splice_by_overlap(EMPLOYMENT, YEARS, at=2021, old_definition=53000)

    assert found.factor == pytest.approx(49016 / 53000)


def test_nothing_is_spliced_at_the_first_year():
    with pytest.raises(InputError, match="2015"):
        series.splice(EMPLOYMENT, YEARS, at=2015, growth=0)


def test_zeros_of_statistical_files_are_missing():
    assert np.isnan(series.missing_zeros([1.0, 0.0])[1])
    with pytest.raises(InputError, match="năm 2016: giá trị 0"):
        series.detect_breaks([1, 0, 1, 1], [2015, 2016, 2017, 2018])


def test_two_releases_stand_side_by_side():
    """Published figures of one province's 2022 output at 2010 prices: 144.575, then 142.289."""
    table = series.compare_vintages({2021: 134_000.0, 2022: 144_575.0}, {2022: 142_289.0, 2023: 126_483.0})

    assert table.rows[1] == (2022, 144_575.0, 142_289.0, -2286.0, pytest.approx(-1.5812, abs=1e-4))
    assert table.rows[0][3] is None


def test_merged_territories_are_added_before_any_growth():
    total = series.merged({"A": [100, 90], "B": [50, 75]}, [2022, 2023])

    assert total == pytest.approx([150, 165])
    assert total[1] / total[0] - 1 == pytest.approx(0.10)  # not the mean of −10 % and +50 %


def test_a_territory_without_a_year_is_named():
    with pytest.raises(InputError, match="B, năm 2023"):
        series.merged({"A": [100, 90], "B": [50, float("nan")]}, [2022, 2023])
