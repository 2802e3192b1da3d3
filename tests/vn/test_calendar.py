"""The clock and the working calendar."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nscl.vn import calendar


def test_now_is_told_in_viet_nam_time(monkeypatch):
    monkeypatch.delenv("NSCL_TODAY", raising=False)
    assert calendar.now().utcoffset() == timedelta(hours=7)
    assert abs(calendar.now() - datetime.now(calendar.ZONE)) < timedelta(minutes=1)


def test_the_shifted_day_moves_the_date_and_keeps_the_time_of_day(monkeypatch):
    monkeypatch.setenv("NSCL_TODAY", "2028-11-15")
    assert calendar.today() == date(2028, 11, 15)
    real = datetime.now(calendar.ZONE)
    shifted = calendar.now().replace(year=real.year, month=real.month, day=real.day)
    assert abs(shifted - real) < timedelta(minutes=1)
    assert calendar.now().utcoffset() == timedelta(hours=7)


def test_a_held_clock_stands_still_and_runs_again_afterwards(monkeypatch):
    monkeypatch.setenv("NSCL_TODAY", "2028-11-15")
    moment = datetime(2027, 3, 1, 14, 5, tzinfo=calendar.ZONE)
    with calendar.standing_at(moment):
        assert calendar.now() == calendar.now() == moment
        assert calendar.today() == date(2027, 3, 1)
    assert calendar.today() == date(2028, 11, 15)


def test_a_held_moment_is_told_in_viet_nam_time():
    with calendar.standing_at(datetime(2027, 3, 1, 23, 30, tzinfo=UTC)):
        assert calendar.now().isoformat() == "2027-03-02T06:30:00+07:00"


@pytest.mark.parametrize("value", ["15/11/2028", "2028-11-31", "20281115", "hôm nay"])
def test_a_malformed_shift_is_refused_in_vietnamese(monkeypatch, value):
    monkeypatch.setenv("NSCL_TODAY", value)
    with pytest.raises(ValueError, match=r"Biến NSCL_TODAY: .* không phải ngày\. Ghi dạng năm-tháng-ngày"):
        calendar.now()


def test_the_end_of_a_day_still_belongs_to_it():
    end = calendar.end_of_day(date(2028, 11, 19))
    assert end.date() == date(2028, 11, 19)
    assert end < datetime(2028, 11, 20, tzinfo=calendar.ZONE) <= end + timedelta(microseconds=1)


@pytest.mark.parametrize(
    "holiday",
    [date(2026, 2, 17), date(2026, 4, 27), date(2026, 4, 30), date(2026, 9, 2), date(2028, 1, 26), date(2028, 11, 24)],
)
def test_offices_rest_on_public_holidays(holiday):
    assert not calendar.is_working_day(holiday)


def test_offices_rest_at_the_weekend_and_work_on_plain_weekdays():
    assert not calendar.is_working_day(date(2028, 11, 18))
    assert not calendar.is_working_day(date(2028, 11, 19))
    assert calendar.is_working_day(date(2028, 11, 20))


def test_a_saturday_that_makes_up_for_a_bridging_day_is_worked():
    assert calendar.is_working_day(date(2026, 8, 22))
    assert not calendar.is_working_day(date(2026, 8, 31))


def test_a_day_decided_by_hand_prevails():
    extra = {date(2028, 11, 18): True, date(2028, 11, 20): False}
    assert calendar.is_working_day(date(2028, 11, 18), extra)
    assert not calendar.is_working_day(date(2028, 11, 20), extra)


def test_the_last_working_day_before_a_monday_is_the_friday():
    assert calendar.last_working_day_before(date(2028, 11, 20)) == date(2028, 11, 17)


def test_the_last_working_day_before_tet_skips_the_whole_holiday():
    assert calendar.last_working_day_before(date(2028, 1, 31)) == date(2028, 1, 21)


def test_the_last_working_day_follows_the_days_decided_by_hand():
    extra = {date(2028, 11, 17): False, date(2028, 11, 18): True}
    assert calendar.last_working_day_before(date(2028, 11, 20), extra) == date(2028, 11, 18)


@given(st.dates(date(1950, 1, 1), date(2150, 1, 1)))
def test_between_the_last_working_day_and_the_day_nobody_works(day):
    last = calendar.last_working_day_before(day)
    assert last < day
    assert calendar.is_working_day(last)
    between = [last + timedelta(days=n) for n in range(1, (day - last).days)]
    assert not any(calendar.is_working_day(rest) for rest in between)
