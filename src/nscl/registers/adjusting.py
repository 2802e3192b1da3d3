"""Rows of a period whose figures are frozen: they enter only as an adjustment after the freeze, with a reason.

The acts of the freeze say which days are frozen; the reason stands in the act that confirms the row. What was frozen
never changes: an adjustment moves the live figure of its own year.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from nscl.history.models import Event
from nscl.registers.entry import Entry

FROZEN: Final = "round.frozen"  # the act that keeps the figures of the province
CONFIRMED: Final = "row.confirmed"
ADJUSTS: Final = "adjusts"  # in the act of a confirmation: the year whose frozen period the row belongs to


@dataclass(frozen=True)
class FrozenPeriod:
    """The days of a year up to the closing date of its figures, frozen at a moment."""

    year: int
    closing: date
    at: datetime

    def holds(self, day: date) -> bool:
        return date(self.year, 1, 1) <= day <= self.closing


def frozen_periods() -> list[FrozenPeriod]:
    acts = Event.objects.filter(verb=FROZEN, details__has_key="closing_on").values_list("details", flat=True)
    return [
        FrozenPeriod(each["year"], date.fromisoformat(each["closing_on"]), datetime.fromisoformat(each["frozen_at"]))
        for each in acts
    ]


def period_adjusted(row: Entry) -> FrozenPeriod | None:
    """The latest frozen period this row would change once it is confirmed.

    Of a correction only the days it changes are looked at; all of them where it changes something else.
    """
    days = set(row.counting_days().items())
    if row.supersedes:
        moved = days ^ set(row.supersedes.counting_days().items())
        days = days | moved if not moved or _says_else(row, row.supersedes) else moved
    found = [each for each in frozen_periods() if any(each.holds(day) for _field, day in days)]
    return max(found, key=lambda each: each.year, default=None)


def _says_else(new: Entry, old: Entry) -> bool:
    """Does a correction change more than days and the note?"""
    left = {*new.days(), *old.days(), "note"}
    fields = (f for f in new._meta.concrete_fields if f.editable and not f.primary_key)
    named = [f.attname for f in fields if f.name not in left]
    lists = any(_lines(new, name) != _lines(old, name) for name in new.copies())
    return lists or any(getattr(new, name) != getattr(old, name) for name in named)


def _lines(row: Entry, name: str) -> list[tuple[object, ...]]:
    lines = getattr(row, name)
    link = lines.field.name
    own = [f.attname for f in lines.model._meta.concrete_fields if not f.primary_key and f.name != link]
    return sorted(lines.values_list(*own), key=repr)
