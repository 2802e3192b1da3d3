"""What waits for one person: the list of «Việc của tôi», and its number beside the item of the navigation."""

from __future__ import annotations

from datetime import date

from nscl.organisations.models import User
from nscl.web.agenda import reports, rows
from nscl.web.agenda.item import Item, Source, end_of_week
from nscl.web.agenda.waiting import waiting

__all__ = ["Item", "Source", "count", "end_of_week", "items", "waiting"]

SOURCES: tuple[Source, ...] = (
    *rows.SOURCES,
    *reports.SOURCES,
)


def items(user: User) -> list[Item]:
    """Everything that waits for the person, the most urgent first; what has no day last."""
    closing = reports.closing()
    found = [item for source in SOURCES for item in source.items(user, closing)]
    return sorted(found, key=lambda item: (item.day or date.max, item.title))


def count(user: User) -> int:
    """How many items the list has, in one query."""
    asked = [found for source in SOURCES if (found := source.waiting(user)) is not None]
    return asked[0].union(*asked[1:], all=True).count() if asked else 0
