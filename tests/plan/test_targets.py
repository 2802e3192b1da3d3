"""The arithmetic of targets: examples worked by hand, and properties that hold for every figure."""

from __future__ import annotations

import math
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from nscl.plan import Period, Target
from nscl.plan import targets as t
from nscl.plan.targets import State

PERIOD = Period(start=2026, end=2030)
YEARLY = Target(shape="each_year", op=">=", value=1000, printed="1.000")
BY_END = Target(shape="by_end", op=">=", value=5, printed="05")
CLUBS = Target(shape="maintain", op=">=", value=5, printed="05")
SHARE = Target(shape="share_of", op=">=", value=50, list="danh_sach", printed="50%")
SCHOOLS = Target(shape="share_of", op=">=", value=20, list="danh_sach", printed="20%")
TFP = Target(shape="yearly_average", op=">", value=55, printed="trên 55%")
LABOUR = Target(shape="yearly_average", op=">=", value=11, base_year=2025, printed="11%/năm")
DESCRIBE = Target(shape="describe")
STEPS = Target(shape="by_end", op=">=", value=5, milestones={2027: 2, 2029: 4}, printed="05")
CUMULATIVE = (BY_END, CLUBS, SHARE, STEPS)
JUDGED = (YEARLY, *CUMULATIVE)

figures = st.fractions(min_value=0, max_value=3000)
years = st.integers(2026, 2030)


def state(target: Target, figure: t.Figure | None, year: int = 2028, day: date | None = None, **more: int) -> State:
    closing = date(year, 11, 16)
    return t.state(target, figure, year=year, period=PERIOD, day=day or date(year, 11, 15), closing=closing, **more)


def test_every_state_has_its_word() -> None:
    assert [each.label for each in State] == [
        "Đạt",
        "Đúng tiến độ",
        "Chậm tiến độ",
        "Chưa đến hạn",
        "Chờ số liệu",
        "Theo dõi",
        "Chưa có dữ liệu",
    ]


@pytest.mark.parametrize(
    ("target", "year", "expected"),
    [
        (BY_END, 2026, 1),
        (BY_END, 2028, 3),
        (BY_END, 2030, 5),
        (BY_END, 2031, 5),
        (SHARE, 2028, 30),
        (SCHOOLS, 2028, 12),
        (CLUBS, 2027, 2),
        (YEARLY, 2026, 1000),
        (LABOUR, 2027, 11),
        (STEPS, 2026, 0),
        (STEPS, 2028, 2),
        (STEPS, 2029, 4),
        (STEPS, 2030, 5),
        (DESCRIBE, 2028, None),
        (BY_END, 2025, None),
    ],
)
def test_the_pace_of_a_year(target: Target, year: int, expected: int | None) -> None:
    assert t.pace(target, year, PERIOD) == expected


def test_the_pace_of_a_count_is_compared_unrounded_and_printed_rounded_up() -> None:
    three = Target(shape="by_end", op=">=", value=3, printed="03")
    assert t.pace(three, 2028, PERIOD) == Fraction(9, 5)
    assert t.needed(three, 2028, PERIOD) == 2
    assert state(three, 2) is State.ON_TRACK
    assert state(three, 1) is State.BEHIND


def test_the_pace_of_a_share_is_printed_as_it_is() -> None:
    third = Target(shape="share_of", op=">=", value=33, list="danh_sach", printed="33%")
    assert t.needed(third, 2027, PERIOD) == Fraction(66, 5)


def test_a_target_due_earlier_than_the_plan_ends_has_its_own_pace() -> None:
    early = Target(shape="by_end", op=">=", value=4, by=2027, printed="04")
    assert [t.pace(early, year, PERIOD) for year in (2026, 2027, 2028)] == [2, 4, 4]
    assert state(early, 3, year=2028) is State.BEHIND


@pytest.mark.parametrize(
    ("figure", "day", "expected"),
    [
        (1043, date(2028, 3, 1), State.MET),
        (1000, date(2028, 11, 15), State.MET),
        (999, date(2028, 11, 15), State.NOT_DUE),
        (999, date(2028, 11, 16), State.NOT_DUE),
        (999, date(2028, 11, 17), State.BEHIND),
        (0, date(2027, 12, 31), State.NOT_DUE),
        (None, date(2028, 11, 15), State.NO_DATA),
    ],
)
def test_a_yearly_target_is_not_due_until_its_closing_date_unless_met(
    figure: int | None, day: date, expected: State
) -> None:
    assert state(YEARLY, figure, day=day) is expected


@pytest.mark.parametrize(
    ("target", "figure", "year", "day", "expected"),
    [
        (BY_END, 0, 2026, date(2026, 12, 31), State.NOT_DUE),
        (BY_END, 0, 2026, date(2027, 1, 1), State.BEHIND),
        (BY_END, 5, 2026, date(2026, 2, 1), State.MET),
        (BY_END, 3, 2028, date(2028, 11, 15), State.ON_TRACK),
        (BY_END, 2, 2028, date(2028, 11, 15), State.BEHIND),
        (BY_END, 4, 2030, date(2030, 11, 15), State.BEHIND),
        (BY_END, 5, 2030, date(2030, 11, 15), State.MET),
        (BY_END, 2, 2029, date(2028, 11, 15), State.NOT_DUE),
        (CLUBS, 4, 2028, date(2028, 11, 15), State.ON_TRACK),
        (SHARE, Fraction(100, 3), 2028, date(2028, 11, 15), State.ON_TRACK),
        (SHARE, None, 2028, date(2028, 11, 15), State.NO_DATA),
        (SCHOOLS, Fraction(900, 92), 2028, date(2028, 11, 15), State.BEHIND),
    ],
)
def test_what_is_due_at_the_end_follows_the_pace(
    target: Target, figure: t.Figure | None, year: int, day: date, expected: State
) -> None:
    assert state(target, figure, year, day) is expected


def test_exactly_55_is_not_more_than_55() -> None:
    assert not t.reached(TFP, 55)
    assert not t.reached(TFP, 55.0)
    assert t.reached(TFP, Decimal("55.0001"))
    assert t.reached(LABOUR, 11)


@pytest.mark.parametrize(
    ("figure", "year", "latest", "expected"),
    [
        (Decimal("53.9"), 2028, 2027, State.AWAITING),
        (Decimal("53.9"), 2027, 2027, State.BEHIND),
        (Decimal("56"), 2027, 2027, State.ON_TRACK),
        (Decimal("56"), 2030, 2030, State.MET),
        (Decimal("56"), 2030, 2029, State.AWAITING),
        (55, 2030, 2030, State.BEHIND),
    ],
)
def test_an_average_waits_for_the_year_it_lacks(figure: t.Figure, year: int, latest: int, expected: State) -> None:
    assert state(TFP, figure, year, date(year + 1, 12, 1), latest=latest) is expected


def test_an_average_without_a_figure_is_not_due_until_the_first_year_has_ended() -> None:
    assert state(LABOUR, None, 2026) is State.NOT_DUE
    assert state(LABOUR, None, 2027) is State.NO_DATA


def test_what_is_described_is_never_judged() -> None:
    assert state(DESCRIBE, 0) is State.DESCRIBE
    assert state(DESCRIBE, None) is State.NO_DATA
    assert (t.percent(DESCRIBE, 5), t.gap(DESCRIBE, 5), t.needed(DESCRIBE, 2028, PERIOD)) == (None, None, None)


def test_twenty_per_cent_of_95_is_19() -> None:
    assert t.needed_number(SCHOOLS, 95) == 19
    assert t.needed_number(SCHOOLS, 96) == 20
    assert t.needed_number(SCHOOLS, 92) == 19
    assert t.needed_number(SHARE, 3) == 2


def test_more_than_a_share_needs_one_more() -> None:
    more = Target(shape="share_of", op=">", value=20, list="danh_sach", printed="20%")
    assert t.needed_number(more, 95) == 20


def test_what_is_missing() -> None:
    assert t.gap(YEARLY, 968) == 32
    assert t.gap(YEARLY, 1043) == 0
    assert t.gap(SHARE, None, numerator=62, denominator=186) == 31
    assert t.gap(SHARE, None, numerator=62, denominator=None) is None
    assert t.gap(TFP, 53) is None
    answered = Target(shape="each_year", op=">=", value=100, printed="100%")
    assert t.gap(answered, t.share(74, 76), numerator=74, denominator=76) == 2


def test_per_cent_of_the_target() -> None:
    assert t.percent(YEARLY, 1043) == Fraction(1043, 10)
    assert t.percent(SHARE, t.share(62, 186)) == Fraction(200, 3)
    assert t.percent(TFP, 53) is None
    assert t.percent(YEARLY, None) is None


def test_nothing_to_divide_by_is_no_share() -> None:
    assert t.share(0, 0) is None
    assert t.share(3, None) is None
    assert t.share(131, 131) == 100


def test_years_met_of_years_elapsed() -> None:
    assert t.years_met([State.BEHIND, State.MET, State.MET]) == (2, 3)
    assert t.years_met([State.MET, State.MET, State.NOT_DUE]) == (2, 2)
    assert t.years_met([]) == (0, 0)


def test_average_growth_is_the_geometric_mean() -> None:
    assert t.average_growth(100, Decimal("110.5") * Decimal("1.097"), 2).quantize(Decimal("0.1")) == Decimal("10.1")
    assert t.average_growth(1, Fraction(111, 100) ** 5, 5) == 11


def test_average_growth_refuses_what_has_no_growth() -> None:
    for first, last, span in ((0, 1, 1), (1, 0, 1), (1, 2, 0)):
        with pytest.raises(ValueError, match="hai mức dương"):
            t.average_growth(first, last, span)


def test_what_the_remaining_years_must_grow() -> None:
    required = t.required_growth(11, Decimal("10.1"), years_done=2, years_in_all=5)
    assert required is not None
    assert required.quantize(Decimal("0.1")) == Decimal("11.6")
    assert t.required_growth(11, 9, years_done=5, years_in_all=5) is None


def test_a_figure_that_is_no_number_is_refused() -> None:
    for figure in (math.nan, math.inf):
        with pytest.raises(ValueError, match="không cho một con số"):
            t.reached(YEARLY, figure)


@given(st.integers(1, 100), st.integers(0, 10_000))
def test_the_needed_number_is_the_least_that_reaches_the_share(value: int, listed: int) -> None:
    target = Target(shape="share_of", op=">=", value=value, list="danh_sach", printed="x")
    wanted = t.needed_number(target, listed)
    assert wanted is not None
    assume(listed > 0)
    reaching = t.share(wanted, listed)
    below = t.share(wanted - 1, listed)
    assert reaching is not None
    assert below is not None
    assert t.reached(target, reaching)
    assert not t.reached(target, below)


@given(st.sampled_from(JUDGED), figures, years)
def test_a_figure_that_reaches_the_target_is_met_whatever_the_day(target: Target, figure: Fraction, year: int) -> None:
    assert (state(target, figure, year) is State.MET) == t.reached(target, figure)


@given(st.sampled_from(CUMULATIVE), figures, st.integers(0, 364))
def test_nothing_is_behind_before_the_first_year_has_ended(target: Target, figure: Fraction, days: int) -> None:
    assert state(target, figure, 2026, date(2026, 1, 1) + timedelta(days)) in (State.MET, State.NOT_DUE)


@given(st.sampled_from(JUDGED), figures, figures, years, st.integers(-400, 400))
def test_more_is_never_worse(target: Target, figure: Fraction, more: Fraction, year: int, days: int) -> None:
    order = [State.BEHIND, State.NOT_DUE, State.ON_TRACK, State.MET]
    day = date(year, 11, 16) + timedelta(days)
    lower, higher = (state(target, each, year, day) for each in (figure, figure + more))
    assert order.index(lower) <= order.index(higher)


@given(st.sampled_from(CUMULATIVE), years)
def test_the_pace_climbs_to_the_target(target: Target, year: int) -> None:
    here, there = t.pace(target, year, PERIOD), t.pace(target, year + 1, PERIOD)
    assert here is not None
    assert there is not None
    assert 0 <= here <= there <= t.exact(target.value or 0)
    assert t.pace(target, 2030, PERIOD) == target.value


@given(st.sampled_from((YEARLY, BY_END, CLUBS)), st.integers(0, 3000))
def test_closing_the_gap_reaches_the_target(target: Target, figure: int) -> None:
    missing = t.gap(target, figure)
    assert missing is not None
    assert t.reached(target, figure + missing)
    assert missing == 0 or not t.reached(target, figure + missing - 1)


@given(st.integers(1, 10_000), st.integers(1, 10_000))
def test_a_float_share_is_judged_like_the_exact_one(numerator: int, denominator: int) -> None:
    exact = t.share(numerator, denominator)
    assert exact is not None
    assert state(SHARE, 100 * numerator / denominator) is state(SHARE, exact)


@given(st.decimals("-20", "60", places=3), st.integers(1, 10))
def test_growing_by_a_rate_averages_to_that_rate(rate: Decimal, span: int) -> None:
    factor = (1 + Fraction(rate) / 100) ** span
    assert abs(t.average_growth(1, factor, span) - rate) < Decimal("1e-30")
