"""Dates and times as Vietnamese offices write and type them."""

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nscl.vn import dates

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("day", "printed"),
    [
        (date(2028, 9, 5), "05/9/2028"),
        (date(2026, 11, 20), "20/11/2026"),
        (date(2028, 2, 7), "07/02/2028"),
        (date(2021, 1, 11), "11/01/2021"),
        (date(2028, 3, 5), "05/3/2028"),
    ],
)
def test_zeros_stand_before_days_under_ten_and_the_first_two_months_only(day, printed):
    assert dates.format_date(day) == printed


def test_the_date_of_a_paper_is_written_out():
    assert dates.format_long_date(date(2028, 9, 5)) == "ngày 05 tháng 9 năm 2028"
    assert dates.format_long_date(date(2028, 2, 15)) == "ngày 15 tháng 02 năm 2028"


def test_times_are_written_with_two_digits():
    assert dates.format_time(time(14, 5)) == "14 giờ 05"
    assert dates.format_time(datetime(2028, 11, 23, 9, 0)) == "09 giờ 00"  # noqa: DTZ001 - naive on purpose


def test_an_aware_moment_is_told_in_viet_nam_time():
    moment = datetime(2028, 11, 23, 10, 0, tzinfo=UTC)
    assert dates.format_moment(moment) == "17 giờ 00 phút ngày 23/11/2028"
    assert dates.format_time(moment) == "17 giờ 00"


def test_weekdays_carry_their_capitals():
    assert dates.format_weekday(date(2028, 11, 17)) == "thứ Sáu"
    assert dates.format_weekday(date(2028, 11, 19)) == "Chủ nhật"
    assert dates.format_weekday(date(2028, 11, 20)) == "thứ Hai"


@pytest.mark.parametrize("typed", ["05/3/2028", "5/3/2028", "05-03-2028", "2028-03-05", " 05/03/2028\n"])
def test_a_full_date_is_read_in_each_accepted_form(typed):
    assert dates.parse_date(typed) == date(2028, 3, 5)


@pytest.mark.parametrize(
    ("typed", "first", "second"),
    [
        ("05/3/28", "05/3/2028", "28/3/2005"),
        ("2028/3/5", "05/3/2028", "03/5/2028"),
        ("2028-3-5", "05/3/2028", "03/5/2028"),
    ],
)
def test_a_date_with_two_readings_is_refused_with_both(typed, first, second):
    with pytest.raises(ValueError) as refusal:
        dates.parse_date(typed)
    assert str(refusal.value) == f'"{typed}" có thể là ngày {first} hoặc ngày {second}. Nhập lại đủ ngày/tháng/năm.'


@pytest.mark.parametrize(
    "typed",
    ["", "hôm qua", "11/20/2028", "32/5/2028", "20/11", "20/11/0028", "20/11/2208", "31/02/2208", "20/11-2028",
     "2028/11/20", "2028/11/30", "99/12/28", "٢٠/١١/٢٠٢٨"],
)  # fmt: skip
def test_what_is_not_a_date_is_refused_with_the_form_to_type(typed):
    with pytest.raises(ValueError) as refusal:
        dates.parse_date(typed)
    assert str(refusal.value) == f'"{typed}" không phải ngày. Nhập dạng ngày/tháng/năm, ví dụ 05/3/2028.'


@pytest.mark.parametrize("typed", ["31/02/2028", "30-2-2028", "31/4/2028", "29/02/2027", "2028-02-30"])
def test_a_day_the_calendar_lacks_is_refused_as_such(typed):
    with pytest.raises(ValueError) as refusal:
        dates.parse_date(typed)
    year = "2027" if "2027" in typed else "2028"
    assert str(refusal.value) == f"Không có ngày {typed}. Ghi ngày có thật trong năm {year}."


def test_a_refusal_quotes_only_the_beginning_of_a_long_text():
    with pytest.raises(ValueError) as refusal:
        dates.parse_date("1/" * 500_000)
    assert len(str(refusal.value)) < 150


@given(DAYS)
def test_a_printed_date_is_read_back(day):
    assert dates.parse_date(dates.format_date(day)) == day
    assert dates.parse_date(day.isoformat()) == day


@given(st.text())
def test_any_text_is_either_a_day_or_a_refusal_in_vietnamese(text):
    try:
        assert 1900 <= dates.parse_date(text).year <= 2100
    except ValueError as refusal:
        assert "Nhập" in str(refusal)


@pytest.mark.parametrize(("kept", "printed"), [("11-16", "16/11"), ("02-05", "05/02"), ("09-01", "01/9")])
def test_a_day_of_every_year_is_printed_like_any_day(kept, printed):
    assert dates.format_month_day(kept) == printed
