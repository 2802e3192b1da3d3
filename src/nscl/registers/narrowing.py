"""What of a register somebody asks to see: words, filters, view and order, as an address carries them.

Whatever an address holds that means nothing is left out of account, never a fault: addresses are kept, sent, guessed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import reduce
from operator import or_
from typing import Any, Final, Self

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.expressions import OrderBy
from django.utils.translation import gettext as _

from nscl.organisations.models import Body
from nscl.registers.entry import STATES
from nscl.registers.register import Column, Register
from nscl.vn.dates import format_date, parse_date
from nscl.vn.numbers import whole_number
from nscl.vn.text import clean, fold

LONGEST_TEXT: Final = 200
MINE: Final = "cho-toi"  # the view of rows that wait for the reader's own confirmation
TEXT, VIEW, YEAR, REPORTER, SINCE, UNTIL, ORDER = "q", "trang-thai", "nam", "don-vi", "tu", "den", "sap"


@dataclass(frozen=True)
class Narrowing:
    """`chosen`: the value of each filter of the register; `order`: a column's path, downwards with "-" before it."""

    register: Register
    text: str = ""
    view: str = ""
    year: int | None = None
    reporter: Body | None = None
    since: date | None = None
    until: date | None = None
    chosen: Mapping[str, str] = field(default_factory=dict)
    order: str = ""
    unread: tuple[str, ...] = ()  # what was typed as a date and is none

    @classmethod
    def read(cls, register: Register, given: Mapping[str, Any]) -> Self:
        """From the parameters of an address."""
        typed = {name: clean(str(value))[:LONGEST_TEXT].strip() for name, value in given.items()}
        since, until = _day(typed.get(SINCE, "")), _day(typed.get(UNTIL, ""))
        filters = {filter.parameter: typed.get(filter.parameter, "") for filter in register.filters}
        offered = {filter.parameter: filter.choices.values for filter in register.filters}
        return cls(
            register=register,
            text=typed.get(TEXT, ""),
            view=_one_of(typed.get(VIEW, ""), (*STATES, MINE)),
            year=_year(typed.get(YEAR, "")),
            reporter=_body(typed.get(REPORTER, "")),
            since=since if isinstance(since, date) else None,
            until=until if isinstance(until, date) else None,
            chosen={name: value for name, value in filters.items() if value in offered[name]},
            order=_one_of(typed.get(ORDER, ""), orders(register)),
            unread=tuple(words for words in (since, until) if isinstance(words, str)),
        )

    @property
    def condition(self) -> Q:
        """Everything but the view."""
        found = self._words()
        if self.year:
            found &= Q(**{year_path(self.register): self.year})
        if self.reporter:
            found &= Q(reported_by=self.reporter)
        if self.since:
            found &= Q(on__gte=self.since)
        if self.until:
            found &= Q(on__lte=self.until)
        for filter in self.register.filters:
            if value := self.chosen.get(filter.parameter):
                found &= _holds(self.register, filter.path, value)
        return found

    def _words(self) -> Q:
        """Every word stands somewhere in the searched columns; a number alone may also be that of the row."""
        text, found = fold(self.text), Q()
        for word in dict.fromkeys(text.split()):
            found &= reduce(or_, (Q(**{f"{path}__contains": word}) for path in self.register.search))
        return found if (number := whole_number(text)) is None else found | Q(pk=number)

    @property
    def ordering(self) -> tuple[OrderBy | str, ...]:
        """The order asked for, the newest first among equals."""
        column, downwards = self.sorted_by
        path = F(column.sort)
        nulls = {"nulls_last": True} if _may_be_empty(self.register, column.sort) else {}
        return (path.desc(**nulls) if downwards else path.asc(**nulls), "-pk")

    @property
    def sorted_by(self) -> tuple[Column, bool]:
        """The column the rows stand in the order of, and whether it runs downwards."""
        order = self.order or default_order(self.register)
        columns = {column.path: column for column in self.register.columns}
        return columns[order.removeprefix("-")], order.startswith("-")

    @property
    def parameters(self) -> dict[str, str]:
        """What an address must carry to ask for the same."""
        given = {
            TEXT: self.text,
            VIEW: self.view,
            YEAR: str(self.year or ""),
            REPORTER: self.reporter.code if self.reporter else "",
            **self.chosen,
            SINCE: format_date(self.since) if self.since else "",
            UNTIL: format_date(self.until) if self.until else "",
            ORDER: self.order,
        }
        return {name: value for name, value in given.items() if value}

    @property
    def described(self) -> dict[str, str]:
        """Each condition in words, by its parameter; the view and the order are said elsewhere."""
        found = {
            TEXT: _("Tìm “%(text)s”") % {"text": self.text} if self.text else "",
            YEAR: _("Năm %(year)s") % {"year": self.year} if self.year else "",
            REPORTER: self.reporter.name if self.reporter else "",
        }
        for filter in self.register.filters:
            if value := self.chosen.get(filter.parameter):
                found[filter.parameter] = f"{filter.title}: {filter.choices(value).label}"
        found[SINCE] = _("Từ ngày %(day)s") % {"day": format_date(self.since)} if self.since else ""
        found[UNTIL] = _("Đến hết ngày %(day)s") % {"day": format_date(self.until)} if self.until else ""
        return {name: words for name, words in found.items() if words}

    def with_view(self, view: str) -> Self:
        return replace(self, view=view)


def orders(register: Register) -> list[str]:
    """Every order a list of this register can stand in."""
    paths = [column.path for column in register.columns if column.sort]
    return [*paths, *(f"-{path}" for path in paths)]


def default_order(register: Register) -> str:
    """The first column that sorts; days and years run downwards."""
    first = next(column for column in register.columns if column.sort)
    return f"-{first.path}" if first.kind in ("date", "year") else first.path


def year_path(register: Register) -> str:
    """The year of a row: its own column where the register has one, the year of its day otherwise."""
    return next((column.path for column in register.columns if column.kind == "year"), "on__year")


def _holds(register: Register, path: str, value: str) -> Q:
    """A filter; over a list that hangs on the row it asks whether some line holds the value, so that no row doubles."""
    name, _separator, rest = path.partition("__")
    relation = register.model._meta.get_field(name)
    if not relation.one_to_many:
        return Q(**{path: value})
    lines = relation.related_model._default_manager.filter(  # type: ignore[union-attr]
        **{relation.field.name: OuterRef("pk"), rest: value}  # type: ignore[union-attr]
    )
    return Q(Exists(lines))


def _may_be_empty(register: Register, path: str) -> bool:
    if path in register.annotations or "__" in path:
        return False
    return bool(getattr(register.model._meta.get_field(path), "null", False))


def _one_of(value: str, offered: Any) -> str:
    return value if value in offered else ""


def _year(text: str) -> int | None:
    return int(text) if len(text) == 4 and text.isascii() and text.isdecimal() and text >= "1900" else None


def _body(code: str) -> Body | None:
    return Body.objects.filter(code=code).first() if code else None


def _day(text: str) -> date | str | None:
    """The day typed, or why it is none."""
    try:
        return parse_date(text) if text else None
    except ValueError as fault:
        return str(fault)
