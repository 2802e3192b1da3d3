"""The rows of a register behind a figure: what each holds, how much of it counts, and why the rest does not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.documents.sheets import Column, Sheet
from nscl.organisations.permissions import AnyUser, within_reach
from nscl.organisations.roles import Verb
from nscl.registers.catalogue import REGISTERS
from nscl.registers.entry import RowState
from nscl.registers.measurement import COUNTED, Measurement
from nscl.registers.register import Register
from nscl.scorecard import groups
from nscl.scorecard.groups import Subtraction
from nscl.scorecard.line import Line
from nscl.scorecard.measures import MEASURES
from nscl.vn.numbers import format_number
from nscl.web.badges import ROWS

VIEWS: Final = {
    "": gettext_lazy("Tất cả"),
    "bi-loai": gettext_lazy("Có dòng bị loại"),
    "cho-xac-nhan": gettext_lazy("Chờ xác nhận"),
}


@dataclass(frozen=True)
class Record:
    """One row of the register. `url` leads to it, for who may read it."""

    day: date | None
    title: str
    reporter: str
    beneficiary: str
    place: str
    recorded: int
    counted: int
    reasons: str
    state: RowState
    url: str = ""

    @property
    def excluded(self) -> int:
        return self.recorded - self.counted


def register_of(line: Line) -> Register:
    return REGISTERS[MEASURES[line.indicator.measure].register]


def counts_lines(line: Line) -> bool:
    """Whether the figure counts lines of a list (persons of a course), not whole rows of the register."""
    return line.measurement is not None and bool(line.measurement.entry)


def noun(line: Line) -> str:
    """What the rows looked at are: "lượt người", "mô hình"."""
    return str(_measured(line).recorded.model._meta.verbose_name)


def views(line: Line) -> list[tuple[str, Any, int]]:
    """The ways to look at the rows, each with how many it shows."""
    return [(key, words, entries(line, key).count()) for key, words in VIEWS.items()]


def entries(line: Line, view: str = "") -> QuerySet[Any]:
    """Rows of the register behind the figure, newest first; those on their way before all."""
    measurement = _measured(line)
    found = register_of(line).model.objects.filter(pk__in=_keys(line, view))
    related = ("reported_by", "body__commune") if not measurement.entry else ("reported_by",)
    return found.select_related(*related).order_by(F(_day_field(measurement)).desc(nulls_first=True), "-pk")


def _keys(line: Line, view: str) -> QuerySet[Any]:
    measurement = _measured(line)
    path = measurement.entry or "pk"
    if view == "bi-loai":
        return measurement.judged.exclude(verdict=COUNTED).values(path)
    if view == "cho-xac-nhan":
        return measurement.waiting.order_by().values(path)
    return groups.entries(line)


def read(line: Line, rows: Iterable[Any], user: AnyUser) -> list[Record]:
    """The rows as the page prints them: two queries more, however many."""
    listed = list(rows)
    keys = [row.pk for row in listed]
    verdicts = groups.by_entry(line, keys)
    register = register_of(line)
    readable = within_reach(user, Verb.READ_ROWS, "reported_by")
    open_to_user = set(register.model.objects.filter(readable, pk__in=keys).values_list("pk", flat=True))
    urls = {pk: reverse("row", args=[register.slug, pk]) for pk in open_to_user}
    return list(_records(line, listed, verdicts, urls))


def _records(
    line: Line, rows: Iterable[Any], verdicts: Mapping[int, Subtraction], urls: Mapping[int, str]
) -> Iterator[Record]:
    measurement = _measured(line)
    for row in rows:
        verdict = verdicts.get(row.pk, Subtraction(0, (), 0))
        body = row.beneficiary
        yield Record(
            day=getattr(row, _day_field(measurement)),
            title=str(row),
            reporter=row.reported_by.short,
            beneficiary=body.name if body else "",
            place=body.commune.short if body and body.commune else "",
            recorded=verdict.recorded,
            counted=verdict.counted,
            reasons=_reasons(line, verdict),
            state=row.state,
            url=urls.get(row.pk, ""),
        )


def _reasons(line: Line, verdict: Subtraction) -> str:
    """Why parts of a row are not counted, and where they count instead."""
    found = []
    for step in verdict.steps:
        words = f"{step.reason} ({counted_at(step.also_at)})" if step.also_at else step.reason
        found.append(f"{format_number(step.rows)} {noun(line)}: {words}" if counts_lines(line) else words)
    return "; ".join(found)


def counted_at(code: str) -> str:
    return _("tính ở %(code)s") % {"code": code}


def _day_field(measurement: Measurement) -> str:
    """The row's own date on which it counts."""
    return measurement.day.removeprefix(f"{measurement.entry}__") if measurement.entry else measurement.day


def _measured(line: Line) -> Measurement:
    if line.measurement is None:
        raise ValueError(f"nothing is measured for {line.code}")
    return line.measurement


def sheet(line: Line, title: str, user: AnyUser) -> Sheet:
    """Every row behind the figure, without what is private in the register."""
    lists = counts_lines(line)
    columns = (
        Column(_("Ngày"), "date", width=12),
        Column(str(register_of(line).row_title).capitalize(), width=44),
        Column(_("Đơn vị báo cáo"), width=28),
        *(() if lists else (Column(_("Đơn vị thụ hưởng"), width=32), Column(_("Xã, phường"), width=24))),
        Column(_("Ghi trong sổ"), "integer", width=10),
        Column(_("Được tính"), "integer", width=10),
        Column(_("Bị loại"), "integer", width=10),
        Column(_("Vì sao loại"), width=50),
        Column(_("Trạng thái"), width=16),
    )
    return Sheet(title, columns, [_cells(one, lists) for one in read(line, entries(line), user)])


def _cells(one: Record, lists: bool) -> tuple[Any, ...]:
    bodies = () if lists else (one.beneficiary, one.place)
    numbers = (one.recorded, one.counted, one.excluded)
    return (one.day, one.title, one.reporter, *bodies, *numbers, one.reasons, str(ROWS[one.state.value].word))
