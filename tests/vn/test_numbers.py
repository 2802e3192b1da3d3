"""Numbers as Vietnamese offices write and type them."""

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from nscl.vn import numbers

DECIMALS = st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**12), max_value=10**12)
ANY_NUMBER = st.one_of(st.integers(), st.floats(allow_nan=False, allow_infinity=False), DECIMALS)


@pytest.mark.parametrize(
    ("x", "printed"),
    [
        (1043, "1.043"),
        (1105.5, "1.105,5"),
        (0, "0"),
        (12_450_000_000, "12.450.000.000"),
        (-7, "−7"),
        (0.1 + 0.2, "0,3"),
        (Decimal("9.80"), "9,8"),
        (1e21, "1.000.000.000.000.000.000.000"),
    ],
)
def test_a_number_is_grouped_by_dots_with_a_decimal_comma(x, printed):
    assert numbers.format_number(x) == printed


@pytest.mark.parametrize(
    ("x", "decimals", "printed"),
    [(1214.55, 1, "1.214,6"), (2.5, 0, "3"), (0.125, 2, "0,13"), (3, 1, "3,0"), (0, 1, "0,0"), (-0.04, 1, "0,0")],
)
def test_asked_decimals_are_rounded_half_up(x, decimals, printed):
    assert numbers.format_number(x, decimals) == printed


@pytest.mark.parametrize("x", [float("nan"), float("inf"), Decimal("NaN")])
def test_what_is_no_number_is_never_printed(x):
    for function in (numbers.format_number, numbers.format_percent, numbers.format_signed):
        with pytest.raises(ValueError, match="không cho một con số xác định"):
            function(x)


@pytest.mark.parametrize(
    ("x", "printed"),
    [(104.3, "104,3%"), (33.3333, "33,3%"), (200, "200,0%"), (0.285 * 100, "28,5%"), (-9.28, "−9,3%"), (0, "0,0%")],
)
def test_a_percentage_has_one_decimal_and_no_space(x, printed):
    assert numbers.format_percent(x) == printed


def test_a_target_is_printed_with_the_decimals_it_has():
    assert numbers.format_percent(55, None) == "55%"
    assert numbers.format_percent(100, 0) == "100%"


@pytest.mark.parametrize(("x", "printed"), [(99.96, "99,96%"), (100 * 9999 / 10000, "99,99%"), (99.94, "99,9%")])
def test_less_than_the_whole_is_never_printed_as_the_whole(x, printed):
    assert numbers.format_percent(x) == printed


@pytest.mark.parametrize(
    ("x", "target", "op", "met", "printed"),
    [
        (54.96, 55, ">", False, "54,96%"),
        (55.04, 55, ">", True, "55,04%"),
        (55, 55, ">", False, "55,0%"),
        (49.96, 50, ">=", False, "49,96%"),
        (50.04, 50, ">=", True, "50,0%"),
        (33.333, 50, ">=", False, "33,3%"),
        (54.9996, 55, ">", False, "54,9996%"),
    ],
)
def test_decimals_are_added_until_the_print_does_not_contradict_the_state(x, target, op, met, printed):
    assert numbers.format_percent_for_state(x, target, op, met) == printed


def test_a_state_that_rests_on_something_else_leaves_one_decimal():
    assert numbers.format_percent_for_state(60, 50, ">=", False) == "60,0%"


@given(st.decimals(0, 200, places=6), st.integers(1, 150), st.sampled_from([">", ">="]))
def test_a_printed_percentage_always_tells_the_same_state(x, target, op):
    met = x >= target if op == ">=" else x > target
    printed = Decimal(numbers.format_percent_for_state(x, target, op, met).rstrip("%").replace(",", "."))
    assert (printed >= target if op == ">=" else printed > target) == met


def test_counts_in_prose_have_two_digits():
    assert [numbers.format_count(n) for n in (0, 2, 9, 10, 12, 1043)] == ["0", "02", "09", "10", "12", "1.043"]


def test_a_difference_shows_its_sign():
    assert numbers.format_signed(25) == "+25"
    assert numbers.format_signed(-7) == "−7"
    assert numbers.format_signed(0) == "0"
    assert numbers.format_signed(0.3, 1) == "+0,3"
    assert numbers.format_signed(0.04, 1) == "0,0"


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("1043", "1043"),
        ("1.043", "1043"),
        ("1.214,6", "1214.6"),
        ("9,8", "9.8"),
        ("0,125", "0.125"),
        ("1043,125", "1043.125"),
        ("-5", "-5"),
        ("−5", "-5"),
        ("+18", "18"),
        (" 12.450.000.000 ", "12450000000"),
    ],
)
def test_a_number_is_read_in_the_vietnamese_manner(typed, value):
    assert numbers.parse_number(typed) == Decimal(value)


def test_a_number_with_two_readings_is_refused_with_both():
    with pytest.raises(ValueError) as refusal:
        numbers.parse_number("1,043")
    assert str(refusal.value) == (
        '"1,043" có thể là 1.043 hoặc 1,043. Nhập lại, bỏ dấu ngăn phần nghìn: 1043 nếu là số nguyên, '
        "1,0430 nếu là số thập phân."
    )


def test_both_mends_of_an_ambiguous_number_are_accepted():
    assert numbers.parse_number("1043") == 1043
    assert numbers.parse_number("1,0430") == Decimal("1.043")


@pytest.mark.parametrize(
    "typed",
    ["", "ba", "9.8", "0.125", "1.04", "12,345.6", "1,234,567", "1.043.5", "1 043", "5%", "--5", "1e5", "٥", ",5"],
)
def test_what_is_not_a_number_is_refused_with_the_form_to_type(typed):
    with pytest.raises(ValueError) as refusal:
        numbers.parse_number(typed)
    assert str(refusal.value).startswith(f'"{typed}" không phải số. Dùng dấu chấm ngăn phần nghìn')


def test_a_number_longer_than_any_sum_is_refused():
    with pytest.raises(ValueError, match="không phải số"):
        numbers.parse_number("9" * 1_000_000)


@given(DECIMALS)
def test_a_printed_number_is_read_back(x):
    printed = numbers.format_number(x)
    try:
        assert numbers.parse_number(printed) == x
    except ValueError as refusal:
        assert "có thể là" in str(refusal)  # three decimals after one to three digits: the one print with two readings


@given(st.integers())
def test_a_printed_integer_is_read_back(n):
    assume(abs(n) < 10**60)
    assert numbers.parse_number(numbers.format_number(n)) == n


@given(DECIMALS, st.integers(0, 3))
def test_printed_decimals_round_half_up(x, decimals):
    printed = numbers.format_number(x, decimals).replace(".", "").replace(",", ".").replace("−", "-")
    assert Decimal(printed) == x.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


@given(ANY_NUMBER, st.none() | st.integers(0, 6))
def test_every_finite_number_can_be_printed(x, decimals):
    printed = numbers.format_number(x, decimals)
    assert set(printed) <= set("0123456789.,−")


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("12", 12), ("000012", 12), ("9" * 18, 10**18 - 1)])
def test_plain_digits_are_a_whole_number(text, number):
    assert numbers.whole_number(text) == number


@pytest.mark.parametrize("text", ["", " 1", "-1", "1.0", "x", "²", "١", "9" * 19, "9" * 5000])
def test_anything_else_is_none(text):
    assert numbers.whole_number(text) is None
