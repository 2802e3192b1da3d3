"""What the list of one register prints: views as tiles, conditions as chips, heads that sort, rows, sums."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django_stubs_ext import StrOrPromise

from nscl.registers.cells import Reader, remarks
from nscl.registers.entry import RowState
from nscl.registers.narrowing import MINE, ORDER, VIEW
from nscl.registers.register import Column, Register
from nscl.registers.table import ALL, Table, view_words
from nscl.vn.numbers import format_number
from nscl.web.badges import ROWS
from nscl.web.tiles import Tile

VIEWS = (ALL, MINE, *RowState)
LARGEST_FIRST = ("date", "year", "integer", "number")  # kinds first asked for from the largest on


@dataclass(frozen=True)
class Chip:
    """A condition in force, and the address without it."""

    words: str
    url: str


@dataclass(frozen=True)
class Head:
    """The head of a column. `direction` is what aria-sort says; empty where the rows stand in another order."""

    title: StrOrPromise
    kind: str
    url: str
    direction: str


@dataclass(frozen=True)
class Cell:
    title: StrOrPromise
    kind: str
    value: Any
    leads: bool  # holds the link to the row

    @property
    def is_number(self) -> bool:
        return self.kind in ("integer", "number")


@dataclass(frozen=True)
class Line:
    """One row as the list prints it. `may_confirm`: the reader may tick it."""

    pk: int
    url: str
    state: RowState
    name: str
    cells: tuple[Cell, ...]
    remarks: list[str]
    may_confirm: bool

    @property
    def is_gone(self) -> bool:
        return self.state in (RowState.SUPERSEDED, RowState.WITHDRAWN)


@dataclass(frozen=True)
class Foot:
    """`words` over the first `span` columns, then under each of the others its title and sum."""

    words: str
    span: int
    sums: tuple[tuple[StrOrPromise, Any], ...]


class Listing:
    """One page of a table, with the addresses that lead on from it."""

    def __init__(self, table: Table, *, page: str | None, may_enter: bool, may_confirm: bool) -> None:
        self.table, self.narrowing = table, table.narrowing
        self.may_enter, self.may_confirm = may_enter, may_confirm
        self.register: Register = table.register
        self.base = reverse("register", args=[self.register.slug])
        self._asked_page = page

    @cached_property
    def page(self) -> Page[Any]:
        paginator = Paginator(self.table.rows, settings.DEFAULT_PAGE_SIZE)
        paginator.count = self.table.count  # already known with the counts of the views
        return paginator.get_page(self._asked_page)

    @cached_property
    def lines(self) -> list[Line]:
        rows, reader = list(self.page.object_list), Reader()
        ticked = self.table.confirmable([row.pk for row in rows]) if self.may_confirm else set()
        return [self._line(row, reader, row.pk in ticked) for row in rows]

    def _line(self, row: Any, reader: Reader, may_confirm: bool) -> Line:
        leading = leading_column(self.register)
        cells = (Cell(c.title, c.kind, reader.value(row, c), c == leading) for c in self.register.columns)
        url = reverse("row", args=[self.register.slug, row.pk])
        return Line(row.pk, url, row.state, str(row), tuple(cells), remarks(row), may_confirm)

    @property
    def tickable(self) -> int:
        return sum(line.may_confirm for line in self.lines)

    def address(self, **changes: str) -> str:
        """The list with some parameters changed (empty: left out), from its first page."""
        return _address(self.base, self.narrowing.parameters | changes)

    @property
    def query(self) -> str:
        """The parameters of this list, as other addresses carry them: exports, confirmation."""
        return _address("", self.narrowing.parameters)

    @property
    def tiles(self) -> list[Tile]:
        views = [view for view in VIEWS if view != MINE or self.may_confirm]
        return [self._tile(view, self.table.counts[view]) for view in views]

    def _tile(self, view: str, number: int) -> Tile:
        return Tile(
            number=number,
            label=view_words(view),
            url=self.address(**{VIEW: view}),
            current=self.narrowing.view == view,
            icon=ROWS[view].shape if view in ROWS else "",
            alert="awaiting" if view == MINE and number else "",
        )

    @property
    def chips(self) -> list[Chip]:
        return [Chip(words, self.address(**{name: ""})) for name, words in self.narrowing.described.items()]

    @property
    def heads(self) -> list[Head]:
        return [self._head(column) for column in self.register.columns]

    def _head(self, column: Column) -> Head:
        if not column.sort:
            return Head(column.title, column.kind, "", "")
        current, downwards = self.narrowing.sorted_by
        direction = ("descending" if downwards else "ascending") if column == current else ""
        turns_down = not downwards if direction else column.kind in LARGEST_FIRST
        order = f"-{column.path}" if turns_down else column.path
        return Head(column.title, column.kind, self.address(**{ORDER: order}), direction)

    @property
    def foot(self) -> Foot | None:
        """The row of sums under the table; None where the register sums nothing."""
        if self.table.sums is None:
            return None
        standing, _confirmed = self.table.sums
        sums = [(column.title, standing.values.get(column.path)) for column in self.register.columns]
        span = next(place for place, (_title, value) in enumerate(sums) if value is not None)
        gone = self.narrowing.view in (RowState.SUPERSEDED, RowState.WITHDRAWN)
        words = _("Cộng %(n)s dòng") if gone else _("Cộng %(n)s dòng còn hiệu lực")
        return Foot(words % {"n": format_number(standing.rows)}, span, tuple(sums[span:]))

    @property
    def totals(self) -> list[str]:
        """The sums in words: how much stands, and how much of it a second person has confirmed."""
        if self.table.sums is None:
            return []
        standing, confirmed = self.table.sums
        words = _("%(column)s còn hiệu lực: %(n)s, đã xác nhận %(confirmed)s")
        titles = {column.path: str(column.title).lower() for column in self.register.columns}
        return [
            words % {"column": titles[path], "n": format_number(n), "confirmed": format_number(confirmed.values[path])}
            for path, n in standing.values.items()
        ]

    @property
    def empty(self) -> dict[str, Any]:
        """What to say and to do where no row is shown."""
        if not self.narrowing.parameters:
            new = _("Thêm %(kind)s") % {"kind": self.register.row_title}
            verbs = [(new, reverse("row-new", args=[self.register.slug]))] if self.may_enter else []
            return {"title": _("Sổ này chưa có dòng nào"), "text": self.register.empty, "verbs": verbs}
        whole = (_("Xem cả sổ"), self.base)
        if self.table.counts[ALL]:  # there are such rows, in another state
            verbs = [(_("Xem mọi trạng thái"), self.address(**{VIEW: ""})), whole]
            text = _("Các dòng khớp điều kiện đều ở trạng thái khác.")
            return {"title": _("Không có dòng nào ở trạng thái này"), "text": text, "verbs": verbs}
        conditions = "; ".join(chip.words for chip in self.chips)
        text = _("Bỏ bớt điều kiện: %(conditions)s.") % {"conditions": conditions}
        if self.narrowing.text:
            title = _("Không tìm thấy “%(text)s”") % {"text": self.narrowing.text}
            return {"title": title, "text": _("Thử bớt từ, hoặc tìm theo số dòng. ") + text, "verbs": [whole]}
        return {"title": _("Không có dòng nào khớp bộ lọc"), "text": text, "verbs": [whole]}


def leading_column(register: Register) -> Column:
    """The column whose cell names the row and links to it."""
    return next(c for c in register.columns if c.kind == "text" and c.value is None)


def choices(table: Table) -> dict[str, Any]:
    """What the filter form offers: years and reporters of rows that exist, the register's own filters."""
    narrowing = table.narrowing
    filters = [
        {"filter": f, "choices": f.choices.choices, "value": narrowing.chosen.get(f.parameter, "")}
        for f in narrowing.register.filters
    ]
    return {"years": table.years(), "reporters": table.reporters(), "filters": filters}


def _address(base: str, parameters: Mapping[str, str]) -> str:
    given = {name: value for name, value in parameters.items() if value}
    return f"{base}?{urlencode(given)}" if given else base
