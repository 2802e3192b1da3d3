"""One thing to do, and where such things come from."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from nscl.organisations.models import User
from nscl.vn.calendar import today
from nscl.vn.dates import format_weekday

LONGEST = 50


@dataclass(frozen=True)
class Item:
    """One row of the list. `day` is the last day in time; `verb` leads to the page where it is done."""

    day: date | None
    title: str
    url: str
    verb: str
    about: str = ""

    @property
    def late(self) -> bool:
        return self.day is not None and self.day < today()

    @property
    def is_main(self) -> bool:
        return self.day is not None and self.day <= today()

    @property
    def distance(self) -> str:
        """How far the day lies: «quá 2 ngày», «hôm nay», «thứ Sáu», «còn 13 ngày»."""
        if self.day is None:
            return ""
        days = (self.day - today()).days
        if days < 0:
            return _("quá %(n)s ngày") % {"n": -days}
        if days == 0:
            return _("hôm nay")
        if days == 1:
            return _("ngày mai")
        return format_weekday(self.day) if self.day <= end_of_week(today()) else _("còn %(n)s ngày") % {"n": days}


@dataclass(frozen=True)
class Source:
    """One kind of work. `things` waits for the person (None: never his work); each thing is an item, or all are one.

    `describe` is given the things and the closing date of the figures that are being collected, when a round is open.
    """

    things: Callable[[User], QuerySet[Any] | None]
    describe: Callable[[list[Any], date | None], Iterable[Item]]
    together: bool = False

    def waiting(self, user: User) -> QuerySet[Any] | None:
        """As many rows as the list has items."""
        found = self.things(user)
        return found if found is None else found.order_by().values("pk")[: 1 if self.together else LONGEST]

    def items(self, user: User, closing: date | None) -> list[Item]:
        found = self.things(user)
        if found is None:
            return []
        things = list(found if self.together else found[:LONGEST])
        return list(self.describe(things, closing)) if things else []


def end_of_week(day: date) -> date:
    """Sunday."""
    return day + timedelta(days=6 - day.weekday())
