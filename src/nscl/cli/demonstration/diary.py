"""The diary of the demo: every act with its moment, lived through in order, so that its history reads true."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from nscl.vn.calendar import ZONE, is_working_day, standing_at

Act = Callable[[], Any]
SIGNED_LATE: Final = "Danh sách, tài liệu có chữ ký về sau ngày khóa số liệu"  # kept where a frozen period is adjusted


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), ZONE)


def working_day(day: date) -> date:
    """The day itself, or the next one on which offices work."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


class Diary:
    """Acts are noted in any order and lived in that of their moments; those of one moment in the order noted."""

    def __init__(self) -> None:
        self._acts: list[tuple[datetime, int, Act]] = []

    def note(self, when: datetime, act: Act) -> None:
        self._acts.append((when, len(self._acts), act))

    def live(self, progress: Callable[[int], None]) -> None:
        """Do every act with the clock held at its moment. `progress` is told each year as it begins."""
        year = 0
        for when, _order, act in sorted(self._acts, key=lambda entry: entry[:2]):
            if when.year != year:
                year = when.year
                progress(year)
            with standing_at(when):
                act()
