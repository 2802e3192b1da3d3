"""«Trước ngày 20/11» lasts until the end of 19/11, working day or not."""

from datetime import date, datetime

import pytest

from nscl.reporting import lateness
from nscl.vn.calendar import ZONE

DUE = date(2028, 11, 20)


def _at(day: int, hour: int = 0, minute: int = 0, second: int = 0) -> datetime:
    return datetime(2028, 11, day, hour, minute, second, tzinfo=ZONE)


def test_the_last_day_is_the_one_before_and_the_last_working_day_may_be_earlier():
    assert lateness.last_day(DUE) == date(2028, 11, 19)  # a Sunday
    assert lateness.last_working_day(DUE) == date(2028, 11, 17)


@pytest.mark.parametrize(
    ("at", "minutes", "days"),
    [
        (_at(19, 23, 59, 59), 0, 0),
        (_at(20), 1, 1),
        (_at(20, 0, 0, 59), 1, 1),
        (_at(20, 10, 0), 601, 1),
        (_at(20, 23, 59), 1440, 1),
        (_at(21), 1441, 2),
    ],
)
def test_lateness_is_told_in_minutes_and_days_begun(at: datetime, minutes: int, days: int):
    assert (lateness.minutes_late(at, DUE), lateness.days_late(at, DUE)) == (minutes, days)


def test_a_moment_of_another_zone_is_judged_by_the_clock_of_the_province():
    from datetime import UTC

    assert not lateness.is_late(datetime(2028, 11, 19, 16, 59, tzinfo=UTC), DUE)
    assert lateness.days_late(datetime(2028, 11, 19, 17, 0, tzinfo=UTC), DUE) == 1
