"""What a measure gives back: a figure and the rows behind it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db.models import Case, Q, QuerySet, SmallIntegerField, Value, When
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


COUNTED: Final = -1


@dataclass(frozen=True)
class Exclusion:
    """Why a row of the register is not counted: the reason in words, and the rows it holds for.

    `argument`: the value of the measure's argument under which another indicator counts these rows.
    """

    reason: StrOrPromise
    condition: Q
    argument: str = ""


@dataclass(frozen=True)
class Measurement:
    """A figure of one year.

    `by_year` has the figure of every year asked for; `rows` are the records behind `value`; `row_count` their number;
    `unconfirmed` how much of the same kind waits for a second person; `facts` the other numbers a sentence may say,
    asked for only when it does.
    `recorded` are all rows looked at: those counted, and those excluded, each by the first of `excluded` that holds.
    `regardless` is what would be counted whatever is known of its rows: also what was withdrawn or came later.
    `beneficiary` and `reporter` are the paths from a row to the bodies by which the figure may be grouped; `entry` the
    path to the register's own row where the measure counts lines of a list (attendances of a course); `grade` the path
    to the grade of the evidence.
    """

    value: int | None
    rows: QuerySet[Any]
    row_count: int
    unconfirmed: int
    by_year: Mapping[int, int]
    recorded: QuerySet[Any]
    excluded: tuple[Exclusion, ...]
    waiting: QuerySet[Any]
    regardless: QuerySet[Any]
    beneficiary: str
    reporter: str
    day: str
    entry: str = ""
    grade: str = ""
    facts: Mapping[str, Callable[[], Any]] = field(default_factory=dict)

    @property
    def judged(self) -> QuerySet[Any]:
        """Every row looked at with its `verdict`: COUNTED, or the position of the exclusion that took it out."""
        cases = [When(each.condition, then=Value(position)) for position, each in enumerate(self.excluded)]
        verdict = Case(*cases, default=Value(COUNTED), output_field=SmallIntegerField())
        return self.recorded.order_by().annotate(verdict=verdict)


def months_before(day: date, months: int) -> date:
    """The same day some months earlier; the last day of a shorter month when there is none."""
    index = day.year * 12 + day.month - 1 - months
    first = date(index // 12, index % 12 + 1, 1)
    following = date((index + 1) // 12, (index + 1) % 12 + 1, 1)
    return min(first + timedelta(days=day.day - 1), following - timedelta(days=1))
