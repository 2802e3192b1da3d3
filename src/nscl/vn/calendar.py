"""The clock and the working calendar.

Nothing else in the house asks the machine for the time. `NSCL_TODAY=2028-11-15` moves the date for tests and the
demo; the time of day stays real. `standing_at` holds the clock while a made-up past is written down.
"""

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from gettext import gettext as _
from types import MappingProxyType
from zoneinfo import ZoneInfo

from holidays import HolidayBase, country_holidays

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NO_EXTRA_DAYS: Mapping[date, bool] = MappingProxyType({})
_held: ContextVar[datetime | None] = ContextVar("held", default=None)


def now() -> datetime:
    """The moment, aware, in Asia/Ho_Chi_Minh.

    Raises ValueError, in Vietnamese, when `NSCL_TODAY` is set to something that is not a day.
    """
    if held := _held.get():
        return held
    moment = datetime.now(ZONE)
    shifted = os.environ.get("NSCL_TODAY", "").strip()
    return datetime.combine(_shifted_day(shifted), moment.timetz()) if shifted else moment


@contextmanager
def standing_at(moment: datetime) -> Iterator[None]:
    """Inside the block it is this moment: the demo province lives through its years with it."""
    token = _held.set(moment.astimezone(ZONE))
    try:
        yield
    finally:
        _held.reset(token)


def today() -> date:
    """The date of `now`."""
    return now().date()


def end_of_day(day: date) -> datetime:
    """The last moment of `day`, aware: "hết ngày" of a deadline."""
    return datetime.combine(day, time.max, ZONE)


def is_working_day(day: date, extra: Mapping[date, bool] = NO_EXTRA_DAYS) -> bool:
    """Whether offices work on `day`.

    `extra` holds the days decided by hand, {day: working}, and prevails over the public holidays of Viet Nam
    (Labour Code, article 112; lunar days and the substitute days announced so far, as the `holidays` package has them
    for 1901-2100; outside those years only weekends rest).
    """
    if day in extra:
        return extra[day]
    return _public_holidays(day.year).is_working_day(day)


def last_working_day_before(day: date, extra: Mapping[date, bool] = NO_EXTRA_DAYS) -> date:
    """The latest working day strictly before `day`: for "trước ngày 20/11" the day by which one can still be helped."""
    candidate = day - timedelta(days=1)
    while not is_working_day(candidate, extra):
        candidate -= timedelta(days=1)
    return candidate


def rest_days(year: int) -> Mapping[date, str]:
    """The public holidays the library knows for a year, with their Vietnamese names; weekends are not listed."""
    return dict(sorted(country_holidays("VN", years=year, expand=False, language="vi").items()))


def _shifted_day(text: str) -> date:
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise ValueError(
        _(
            'Biến NSCL_TODAY: "{value}" không phải ngày. Ghi dạng năm-tháng-ngày, ví dụ 2028-11-15, hoặc bỏ biến.'
        ).format(value=text)
    )


@lru_cache(maxsize=64)
def _public_holidays(year: int) -> HolidayBase:
    return country_holidays("VN", years=year, expand=False)
