"""What a measure gives back: a figure and the rows behind it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django_stubs_ext import StrOrPromise

from nscl.vn.calendar import end_of_day


@dataclass(frozen=True)
class Knowledge:
    """What may be counted: facts dated up to `until`, as they stood known at `at`."""

    at: datetime
    until: date

    @classmethod
    def on(cls, day: date) -> Knowledge:
        return cls(at=end_of_day(day), until=day)

    def last_day(self, year: int) -> date:
        """The last day of a year that counts: its end, or `until` when that comes first."""
        return min(date(year, 12, 31), self.until)


@dataclass(frozen=True)
class Exclusion:
    """Rows that were looked at and not counted, with the reason in words."""

    reason: StrOrPromise
    rows: QuerySet[Any]


@dataclass(frozen=True)
class Measurement:
    """A figure of one year.

    `by_year` has the figure of every year asked for; `rows` are the records behind `value`; `row_count` their number;
    `unconfirmed` how much of the same kind waits for a second person; `facts` the other numbers a sentence may say,
    asked for only when it does.
    `place` and `reporter` are the paths from a row to the body by which the figure may be grouped.
    """

    value: int | None
    rows: QuerySet[Any]
    row_count: int
    unconfirmed: int
    by_year: Mapping[int, int]
    place: str
    reporter: str
    day: str
    denominator: int | None = None
    excluded: tuple[Exclusion, ...] = ()
    waiting: QuerySet[Any] | None = None
    facts: Mapping[str, Callable[[], Any]] = field(default_factory=dict)


def months_before(day: date, months: int) -> date:
    """The same day some months earlier; the last day of a shorter month when there is none."""
    index = day.year * 12 + day.month - 1 - months
    first = date(index // 12, index % 12 + 1, 1)
    following = date((index + 1) // 12, (index + 1) % 12 + 1, 1)
    return min(first + timedelta(days=day.day - 1), following - timedelta(days=1))
