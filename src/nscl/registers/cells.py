"""What stands in one cell of a register: a value, as lists print it and workbooks keep it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from nscl.organisations.models import Body
from nscl.organisations.names import Names
from nscl.registers.entry import Entry, RowState
from nscl.registers.register import Column
from nscl.vn.dates import format_date
from nscl.vn.numbers import format_count

STATE_WORDS: Final[Mapping[str, StrOrPromise]] = {
    RowState.WAITING: gettext_lazy("Chờ xác nhận"),
    RowState.CONFIRMED: gettext_lazy("Đã xác nhận"),
    RowState.SUPERSEDED: gettext_lazy("Đã thay"),
    RowState.WITHDRAWN: gettext_lazy("Đã rút"),
}


class Reader:
    """Reads cells of many rows; what bodies were called, and who carries on for them, is asked once for all of them."""

    def __init__(self) -> None:
        self.names = Names()

    def value(self, row: Any, column: Column, *, day: date | None = None) -> Any:
        """The value of a cell: text for names, choices and states; a number or a date as such; None where empty.

        A body bears the name of the row's day; of a line in a row's list the caller says the `day` of that row.
        """
        if column.value is not None:
            return column.value(row)
        *path, last = column.path.split("__")
        thing: Any = row
        for name in path:
            thing = getattr(thing, name)
            if thing is None:
                return None
        if isinstance(thing, Body) and last == "name":
            return self.names.on(day or row.on, thing)
        found = getattr(thing, last)
        if isinstance(found, RowState):
            return str(STATE_WORDS[found])
        shown = getattr(thing, f"get_{last}_display", None)
        return shown() if shown else found


def remarks(row: Any) -> list[str]:
    """What a list says beside a row: its evidence, what it replaces or is replaced by, why it was withdrawn.

    The row comes from `Table.rows`, which counts its evidence and brings its correction along.
    """
    found = [_replacement(row), _withdrawal(row), _entered(row), _evidence(row), row.note]
    return [words for words in found if words]


def _replacement(row: Any) -> str:
    later = getattr(row, "superseded_by", None)
    if row.superseded_at and later:
        words = _("được thay bằng dòng %(number)s ngày %(day)s")
        return words % {"number": later.pk, "day": format_date(row.superseded_at)}
    if row.state is RowState.CONFIRMED and later and later.state is RowState.WAITING:
        return _("dòng %(number)s chờ xác nhận để thay dòng này") % {"number": later.pk}
    return _("thay cho dòng %(number)s") % {"number": row.supersedes_id} if row.supersedes_id else ""


def _withdrawal(row: Entry) -> str:
    if row.withdrawn_at is None:
        return ""
    words = _("rút ngày %(day)s") if row.confirmed_at else _("bỏ bản nháp ngày %(day)s")
    told = words % {"day": format_date(row.withdrawn_at)}
    return f"{told}: {row.withdrawal_reason}" if row.withdrawal_reason else told


def _entered(row: Entry) -> str:
    if row.state is not RowState.WAITING:
        return ""
    return _("%(person)s ghi ngày %(day)s") % {"person": row.entered_by.full_name, "day": format_date(row.entered_at)}


def _evidence(row: Any) -> str:
    if row.evidence_count:
        return _("%(n)s tài liệu") % {"n": format_count(row.evidence_count)}
    return _("chưa có tài liệu") if row.state is RowState.WAITING else ""
