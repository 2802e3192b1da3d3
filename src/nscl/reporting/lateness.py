"""The legal moment of a deadline printed as "trước ngày …", and how late something came after it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from nscl.vn.calendar import NO_EXTRA_DAYS, ZONE, end_of_day, last_working_day_before


def last_day(before: date) -> date:
    """The last calendar day in time: "trước ngày 20/11" lasts until the end of 19/11, working day or not."""
    return before - timedelta(days=1)


def last_moment(before: date) -> datetime:
    """The last moment in time."""
    return end_of_day(last_day(before))


def last_working_day(before: date, decided: Mapping[date, bool] = NO_EXTRA_DAYS) -> date:
    """The last day on which somebody at the office can still help; `decided`: days of the working calendar decided by
    hand. The last moment in time never moves with it."""
    return last_working_day_before(before, decided)


def day_of(at: datetime) -> date:
    """The calendar day of a moment, as offices here count it."""
    return at.astimezone(ZONE).date()


def is_late(at: datetime, before: date) -> bool:
    return at > last_moment(before)


def minutes_late(at: datetime, before: date) -> int:
    """Minutes begun after the last moment; 0 in time."""
    if not is_late(at, before):
        return 0
    deadline = datetime.combine(before, datetime.min.time(), ZONE)
    return int((at - deadline).total_seconds() // 60) + 1


def days_late(at: datetime, before: date) -> int:
    """Days begun after the last day; 0 in time."""
    return (day_of(at) - last_day(before)).days if is_late(at, before) else 0
