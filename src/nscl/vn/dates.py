"""Dates and times as Vietnamese offices write and type them."""

import re
from datetime import date, datetime, time
from gettext import gettext as _

from nscl.vn.calendar import ZONE
from nscl.vn.text import excerpt

FIRST_YEAR, LAST_YEAR = 1900, 2100
_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


def format_date(day: date) -> str:
    """05/9/2028, 16/11/2028, 07/02/2028: a zero before days under 10 and before months 1 and 2 only.

    Source: Decree 30/2020/ND-CP, annex I, section II.4. An aware datetime is told in Viet Nam's time.
    """
    day = _local(day) if isinstance(day, datetime) else day
    return f"{day.day:02d}/{_month(day)}/{day.year}"


def format_month_day(month_day: str) -> str:
    """A day of every year, kept as "11-16": 16/11; zeros as in `format_date`."""
    month, _dash, day = month_day.partition("-")
    return f"{day}/{month if month < '03' else month.lstrip('0')}"


def format_long_date(day: date) -> str:
    """ngày 05 tháng 9 năm 2028: the date of an official paper, zeros as in `format_date`."""
    return _("ngày {day} tháng {month} năm {year}").format(day=f"{day.day:02d}", month=_month(day), year=day.year)


def format_time(moment: time | datetime) -> str:
    """14 giờ 05. An aware datetime is told in Viet Nam's time."""
    if isinstance(moment, datetime):
        moment = _local(moment)
    return _("{hour} giờ {minute}").format(hour=f"{moment.hour:02d}", minute=f"{moment.minute:02d}")


def format_moment(moment: datetime) -> str:
    """17 giờ 00 phút ngày 23/11/2028. An aware datetime is told in Viet Nam's time."""
    moment = _local(moment)
    return _("{time} phút ngày {date}").format(time=format_time(moment), date=format_date(moment))


def format_weekday(day: date) -> str:
    """thứ Sáu; Chủ nhật (capitals of Decree 30/2020/ND-CP, annex II)."""
    return _WEEKDAYS[day.weekday()]


def parse_date(text: str) -> date:
    """The day typed as 05/3/2028, 5-3-2028 or 2028-03-05.

    A text that can be read as two days ("05/3/28", "2028/3/5") is refused with both readings, never guessed. Years
    run from 1900 to 2100. Raises ValueError, in Vietnamese, naming the value and the mend.
    """
    numbers = re.fullmatch(r"([0-9]{1,4})([/-])([0-9]{1,2})\2([0-9]{1,4})", text.strip())
    first, separator, month, last = numbers.groups() if numbers else ("", "", "", "")
    readings = _readings(first, separator, month, last)
    if len(readings) > 1:
        raise ValueError(_ambiguous(text, readings))
    if not readings or not (len(last) == 4 or separator == "-"):
        raise ValueError(_no_such_day(text, first, month, last) or _not_a_date(text))
    return readings[0]


def _readings(first: str, separator: str, middle: str, last: str) -> list[date]:
    """Every day the three typed numbers may mean."""
    match len(first), len(last):
        case (1 | 2, 4):
            orders = [(last, middle, first)]
        case (4, 2) if separator == "-" and len(middle) == 2:
            orders = [(first, middle, last)]
        case (4, 1 | 2):
            orders = [(first, middle, last), (first, last, middle)]
        case (1 | 2, 1 | 2):
            orders = [("20" + last.zfill(2), middle, first), ("20" + first.zfill(2), middle, last)]
        case _:
            orders = []
    return list(dict.fromkeys(day for order in orders if (day := _day(*order))))


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day)) if FIRST_YEAR <= int(year) <= LAST_YEAR else None
    except ValueError:
        return None


def _ambiguous(text: str, readings: list[date]) -> str:
    a, b = (format_date(day) for day in readings)
    message = _('"{value}" có thể là ngày {a} hoặc ngày {b}. Nhập lại đủ ngày/tháng/năm.')
    return message.format(value=excerpt(text), a=a, b=b)


def _not_a_date(text: str) -> str:
    message = _('"{value}" không phải ngày. Nhập dạng ngày/tháng/năm, ví dụ 05/3/2028.')
    return message.format(value=excerpt(text))


def _no_such_day(text: str, first: str, month: str, last: str) -> str:
    """For a day that the calendar lacks (31/02/2028, 31/4/2028); empty when the text is wrong in another way."""
    day, year = (last, first) if len(first) == 4 else (first, last)
    if len(year) != 4 or not FIRST_YEAR <= int(year) <= LAST_YEAR:
        return ""
    if not 1 <= int(month) <= 12 or not 29 <= int(day) <= 31 or _day(year, month, day):
        return ""
    message = _("Không có ngày {value}. Ghi ngày có thật trong năm {year}.")
    return message.format(value=excerpt(text), year=year)


def _month(day: date) -> str:
    return f"{day.month:02d}" if day.month < 3 else str(day.month)


def _local(moment: datetime) -> datetime:
    return moment.astimezone(ZONE) if moment.tzinfo else moment
