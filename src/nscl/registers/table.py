"""The rows of one register as one person may read them: listed, counted, summed and written to a sheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce, ExtractYear
from django.utils.translation import gettext as _

from nscl.documents import sheets
from nscl.organisations.models import Body, User
from nscl.organisations.permissions import within_reach
from nscl.organisations.roles import Verb
from nscl.registers.cells import STATE_WORDS, Reader, remarks
from nscl.registers.confirming import awaits, confirmable
from nscl.registers.entry import STANDING, STATES, RowState
from nscl.registers.narrowing import MINE, Narrowing, year_path
from nscl.registers.register import Register
from nscl.vn.calendar import now
from nscl.vn.dates import format_moment
from nscl.vn.numbers import format_number

ALL: Final = ""
SHEET_KINDS: Final[Mapping[str, sheets.Kind]] = {
    "text": "text", "integer": "integer", "year": "year", "number": "number", "date": "date", "state": "text",
}  # fmt: skip
WIDTHS: Final[Mapping[str, float]] = {"text": 40, "integer": 12, "year": 10, "number": 14, "date": 14, "state": 18}
CHUNK: Final = 1000


@dataclass(frozen=True)
class Sums:
    """Sums of columns over some of the rows, by the column's path."""

    rows: int
    values: Mapping[str, Any]


class Table:
    """What a person sees of a register when he asks for a `Narrowing` of it."""

    def __init__(self, narrowing: Narrowing, user: User) -> None:
        self.narrowing, self.user = narrowing, user
        self.register: Register = narrowing.register
        self.seen = readable(self.register, user)
        self.in_all_views = self.seen.filter(narrowing.condition)
        self.in_view = self.in_all_views.filter(self._view(narrowing.view))

    @property
    def rows(self) -> QuerySet[Any]:
        """The rows in order, each with what its cells and remarks need."""
        found = self.in_view.annotate(evidence_count=_evidence_count(self.register))
        related = (*self.register.related, "entered_by", "superseded_by")
        return found.select_related(*related).order_by(*self.narrowing.ordering)

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """How many rows every view of this table holds; one query."""
        views = {"everything": Count("pk")} | {
            name: Count("pk", filter=self._view(view)) for name, view in _view_names().items()
        }
        found = self.in_all_views.order_by().aggregate(**views)
        return {ALL: found["everything"], **{view: found[name] for name, view in _view_names().items()}}

    @property
    def count(self) -> int:
        return self.counts[self.narrowing.view]

    @cached_property
    def sums(self) -> tuple[Sums, Sums] | None:
        """Sums of the rows that stand, and of those confirmed among them. None where no column is summed.

        A draft that will replace a confirmed row is not added to it. A view of rows that stand no more sums them all.
        """
        summed = [column.path for column in self.register.columns if column.total]
        if not summed:
            return None
        gone = self.narrowing.view in (RowState.SUPERSEDED, RowState.WITHDRAWN)
        standing = Q() if gone else STANDING
        parts = {"standing": standing, "confirmed": standing & STATES[RowState.CONFIRMED]}
        wanted: dict[str, Any] = {}
        for part, condition in parts.items():
            wanted[f"{part}_rows"] = Count("pk", filter=condition)
            wanted |= {f"{part}_{path}": Sum(path, filter=condition) for path in summed}
        found = self.in_view.order_by().aggregate(**wanted)
        of_standing, of_confirmed = (
            Sums(found[f"{part}_rows"], {path: found[f"{part}_{path}"] or 0 for path in summed}) for part in parts
        )
        return of_standing, of_confirmed

    def years(self) -> list[int]:
        """Every year the person may read rows of, the newest first."""
        path = year_path(self.register)
        year = ExtractYear("on") if path == "on__year" else path
        found = self.seen.order_by().values_list(year, flat=True).distinct()
        return sorted(found, reverse=True)

    def reporters(self) -> list[Body]:
        """Every body of whose rows the person may read some."""
        reported = self.seen.filter(reported_by=OuterRef("pk"))
        return list(Body.objects.filter(Exists(reported)).order_by("sort_key", "pk"))

    def confirmable(self, rows: list[int]) -> set[int]:
        """Which of these rows the person is able to confirm."""
        found = self.seen.filter(confirmable(self.register.model, self.user), pk__in=rows)
        return set(found.values_list("pk", flat=True))

    def sheet(self) -> sheets.Sheet:
        """The whole table, every page of it, for a workbook or a CSV."""
        columns = [sheets.Column(str(c.title), SHEET_KINDS[c.kind], WIDTHS[c.kind], 2) for c in self.register.columns]
        number, beside = sheets.Column(_("Dòng số"), "integer", 10), sheets.Column(_("Ghi chú"), "text", 60)
        return sheets.Sheet(
            title=str(self.register.title),
            columns=[number, *columns, beside],
            rows=self._sheet_rows(),
            description=self._description(),
        )

    def _sheet_rows(self) -> Iterator[list[Any]]:
        reader = Reader()
        for row in self.rows.iterator(chunk_size=CHUNK):
            yield [row.pk, *(reader.value(row, column) for column in self.register.columns), "; ".join(remarks(row))]

    def _description(self) -> list[str]:
        conditions = [*self.narrowing.described.values()]
        if self.narrowing.view:
            conditions.append(str(view_words(self.narrowing.view)))
        column, downwards = self.narrowing.sorted_by
        order = _("từ lớn đến nhỏ") if downwards else _("từ nhỏ đến lớn")
        return [
            _("Điều kiện lọc: %(conditions)s") % {"conditions": "; ".join(conditions) or _("không có, lấy cả sổ")},
            _("Thứ tự: theo cột “%(column)s”, %(order)s") % {"column": column.title, "order": order},
            _("%(person)s tải về lúc %(moment)s; %(n)s dòng")
            % {
                "person": self.user.full_name,
                "moment": format_moment(now()),
                "n": format_number(self.count),
            },
        ]

    def _view(self, view: str) -> Q:
        if view == MINE:
            return awaits(self.register.model, self.user)
        return STATES[view] if view else Q()


def readable(register: Register, user: User) -> QuerySet[Any]:
    """The rows of a register this person may read, with the columns the database computes."""
    computed = {name: expression() for name, expression in register.annotations.items()}
    return register.model.objects.annotate(**computed).filter(within_reach(user, Verb.READ_ROWS, "reported_by"))


def view_words(view: str) -> Any:
    if view == MINE:
        return _("Chờ bạn xác nhận")
    return STATE_WORDS[view] if view else _("Tất cả")


def _view_names() -> dict[str, str]:
    """A name fit for SQL of every view but the whole."""
    return {"mine": MINE, **{state.name.lower(): str(state) for state in RowState}}


def _evidence_count(register: Register) -> Coalesce:
    attached = register.model.evidence.through
    row = register.model._meta.model_name or ""
    listed = attached._default_manager.filter(**{row: OuterRef("pk")}).order_by().values(row)
    return Coalesce(Subquery(listed.annotate(n=Count("pk")).values("n")), 0)
