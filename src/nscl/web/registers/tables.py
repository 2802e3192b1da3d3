"""Lists that belong to a row, as its page prints them: sessions, learners, systems; the activities of a club."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Count, Model, Sum
from django.urls import reverse
from django.utils.translation import gettext as _
from django_stubs_ext import StrOrPromise

from nscl.organisations.models import Body, User
from nscl.organisations.permissions import bodies_for
from nscl.organisations.roles import Verb
from nscl.registers.catalogue import REGISTERS
from nscl.registers.cells import Reader
from nscl.registers.entry import Entry
from nscl.registers.register import Column, Lines, Register
from nscl.registers.table import readable
from nscl.vn.dates import format_date
from nscl.vn.numbers import format_number

NUMBERS: Final = ("integer", "number")
MOST_CHILDREN: Final = 50
BODY_NAME: Final = "body__name"
DASH: Final = "–"


@dataclass(frozen=True)
class Cell:
    text: str
    is_number: bool = False
    url: str = ""
    state: str = ""


@dataclass(frozen=True)
class Printed:
    """One list. `hides`: names are left out, and the reader may ask for them; `words` stand in place of a table."""

    name: str
    title: StrOrPromise
    count: str
    heads: tuple[Cell, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    foot: tuple[Cell, ...] = ()
    words: str = ""
    hides: bool = False
    shows: bool = False
    new_url: str = ""
    new_words: str = ""
    note: str = ""


def list_of(row: Entry, lines: Lines, reader: Reader, *, may_see: bool, wants: bool) -> Printed:
    """A list of the row, with its sums. Without its private columns it is told in groups, in one query."""
    if lines.private and not (may_see and wants):
        return _in_groups(row, lines, reader, hides=may_see)
    things = _manager(row, lines).select_related(*_joined(lines.columns))
    return _line_by_line(row, lines, list(things.order_by("pk") if lines.private else things.all()), reader)


def words_of(row: Entry, lines: Lines, reader: Reader) -> Printed:
    """A list of one column is a line of words."""
    things = list(_manager(row, lines).all())
    words = ", ".join(str(reader.value(thing, lines.columns[0])) for thing in things)
    return Printed(lines.name, lines.title, _count(len(things), lines.noun), words=words or DASH)


def children_of(row: Entry, user: User, reader: Reader) -> list[Printed]:
    """Rows of other registers that belong to this one, as far as the reader sees them, the newest first."""
    return [
        _children(row, child, user, reader)
        for child in REGISTERS.values()
        if child.parent and child.model._meta.get_field(child.parent).related_model is type(row)
    ]


def _children(row: Entry, child: Register, user: User, reader: Reader) -> Printed:
    first_version = getattr(row, "origin_id", None) or row.pk
    found = readable(child, user).filter(**{child.parent: first_version})
    columns = [c for c in child.columns if not c.path.startswith((f"{child.parent}_", "body__"))]
    things = list(found.select_related(*child.related).order_by("-on", "-pk")[: MOST_CHILDREN + 1])
    standing = row.supersedes.pk if row.state == "unconfirmed" and row.supersedes else row.pk
    new = f"{reverse('row-new', args=[child.slug])}?thuoc={standing}" if bodies_for(user, Verb.ENTER_ROWS) else ""
    shown = things[:MOST_CHILDREN]
    return Printed(
        name=child.slug,
        title=_("Các %(kind)s") % {"kind": child.row_title},
        count=_count(len(shown), child.row_title),
        heads=tuple(Cell(str(c.title), c.kind in NUMBERS) for c in columns),
        rows=tuple(_child_cells(reader, child, thing, columns) for thing in shown),
        new_words=_("Thêm %(kind)s") % {"kind": child.row_title},
        new_url=new if row.state in ("unconfirmed", "confirmed") else "",
        note=_("Hiện %(n)s dòng mới nhất.") % {"n": MOST_CHILDREN} if len(things) > MOST_CHILDREN else "",
    )


def _child_cells(reader: Reader, child: Register, thing: Any, columns: Sequence[Column]) -> tuple[Cell, ...]:
    url = reverse("row", args=[child.slug, thing.pk])
    leading = next(c for c in columns if c.kind == "text")
    return tuple(
        Cell(str(thing.state), state=str(thing.state))
        if c.kind == "state"
        else Cell(printed(c, reader.value(thing, c)), c.kind in NUMBERS, url if c is leading else "")
        for c in columns
    )


def _line_by_line(row: Entry, lines: Lines, things: Sequence[Any], reader: Reader) -> Printed:
    columns, numbered = lines.columns, bool(lines.private)
    sums = {
        c.path: sum(filter(None, (reader.value(thing, c) for thing in things))) for c in columns if c.kind in NUMBERS
    }
    rows = (tuple(Cell(printed(c, reader.value(x, c, day=row.on)), c.kind in NUMBERS) for c in columns) for x in things)
    first = (Cell(_("TT"), True),) if numbered else ()
    return Printed(
        name=lines.name,
        title=lines.title,
        count=_count(len(things), lines.noun),
        heads=first + tuple(Cell(str(c.title), c.kind in NUMBERS) for c in columns),
        rows=tuple((Cell(str(n), True), *cells) if numbered else cells for n, cells in enumerate(rows, start=1)),
        foot=_foot([*([None] if numbered else []), *columns], sums, _count(len(things), lines.noun)) if things else (),
        shows=bool(lines.private),
    )


def _in_groups(row: Entry, lines: Lines, reader: Reader, *, hides: bool) -> Printed:
    manager = _manager(row, lines)
    open_columns = [c for c in lines.columns if c.path not in lines.private]
    texts = [c for c in open_columns if c.kind == "text"]
    numbers = [c for c in open_columns if c.kind in NUMBERS]
    sums = {c.path: Sum(c.path) for c in numbers}
    groups = list(
        manager.order_by().values_list(*map(_grouped_by, texts)).annotate(n=Count("pk"), **_named(sums)).order_by("-n")
    )
    bodies = _bodies_of(texts, groups)
    names = {pk: reader.names.on(row.on, body) for pk, body in bodies.items()}
    total = sum(group[len(texts)] for group in groups)
    count = Column("n", str(lines.noun)[:1].upper() + str(lines.noun)[1:], "integer")
    columns = [*texts, count, *numbers]
    totals = {c.path: sum(group[place] for group in groups) for place, c in enumerate(columns) if c.kind in NUMBERS}
    return Printed(
        name=lines.name,
        title=lines.title,
        count=_count(total, lines.noun),
        heads=tuple(Cell(str(c.title), c.kind in NUMBERS) for c in columns),
        rows=tuple(tuple(_group_cells(manager.model, columns, group, names)) for group in groups),
        foot=_foot(columns, totals, _("Cộng")) if groups else (),
        hides=hides and total > 0,
    )


def _grouped_by(column: Column) -> str:
    """Bodies are told apart by what they are, not by what they are called today."""
    return column.path.removesuffix("__name") if column.path == BODY_NAME else column.path


def _bodies_of(columns: Sequence[Column], groups: Sequence[Sequence[Any]]) -> dict[int, Body]:
    places = [place for place, column in enumerate(columns) if column.path == BODY_NAME]
    return Body.objects.in_bulk({group[place] for group in groups for place in places}) if places else {}


def _group_cells(
    model: type[Model], columns: Sequence[Column], group: Sequence[Any], names: Mapping[int, str]
) -> Iterable[Cell]:
    for column, value in zip(columns, group, strict=True):
        if column.path == BODY_NAME:
            yield Cell(names[value])
        elif column.kind == "text" and "__" not in column.path:
            words = dict(model._meta.get_field(column.path).flatchoices)  # type: ignore[union-attr]
            yield Cell(str(words.get(value, value)))
        else:
            yield Cell(printed(column, value), column.kind in NUMBERS)


def _foot(columns: Sequence[Column | None], sums: dict[str, Any], words: str) -> tuple[Cell, ...]:
    """The sums under their columns; what they sum stands under the first column of words."""
    cells = [Cell(printed(c, sums[c.path]), True) if c and c.path in sums else Cell("") for c in columns]
    place = next(n for n, c in enumerate(columns) if c is None or c.path not in sums)
    cells[place + (columns[place] is None)] = Cell(words)
    return tuple(cells)


def printed(column: Column, value: Any) -> str:
    """A value as a page prints it."""
    if value is None or value == "":
        return DASH
    if isinstance(value, date):
        return format_date(value)
    return format_number(value) if column.kind in NUMBERS else str(value)


def _manager(row: Entry, lines: Lines) -> Any:
    return getattr(row, lines.name)


def _joined(columns: Iterable[Column]) -> set[str]:
    return {c.path.rpartition("__")[0] for c in columns if "__" in c.path}


def _named(sums: dict[str, Sum]) -> dict[str, Sum]:
    return {f"sum_{path}": expression for path, expression in sums.items()}


def _count(n: int, noun: StrOrPromise) -> str:
    return f"{format_number(n)} {noun}"
