"""«Số đã tính»: the figures of one body as its report shows them, read-only, each with the way to its rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from nscl.registers.catalogue import REGISTERS
from nscl.registers.entry import RowState
from nscl.reporting.answers import worth_showing
from nscl.reporting.models import Report
from nscl.reporting.surroundings import figures_around
from nscl.scorecard.line import Line, plain
from nscl.scorecard.measures import MEASURES
from nscl.vn.numbers import format_number
from nscl.web.asked import parameters
from nscl.web.lines import period, printed


@dataclass(frozen=True)
class Figure:
    """One row of the table. `around`: the same figure in the commune, or at the bodies under a supervisor, where it is
    another one; `moved`: what is counted now, where the report was sent with another figure."""

    code: str
    title: str
    unit: str
    now: str
    before: str
    expected: str
    about: str
    around: str
    moved: str
    url: str
    register: str
    register_url: str
    unconfirmed: str
    waiting_url: str


def figures(report: Report, lines: Iterable[Line], items: Iterable[str]) -> list[Figure]:
    """Of the indicators that are counted: those the body has something on, and those its items touch.

    A sent report shows the figures it was sealed with, and beside them what has moved since.
    """
    around, sealed = {line.code: line for line in figures_around(report)}, _sealed(report)
    return [_figure(line, around.get(line.code), sealed.get(line.code)) for line in worth_showing(lines, items)]


def _sealed(report: Report) -> dict[str, dict[str, Any]]:
    last = report.snapshots.order_by("-number").first() if report.is_sent else None
    return {line["indicator"]: line for line in last.content["figures"]} if last else {}


def _figure(line: Line, around: Line | None, sealed: dict[str, Any] | None) -> Figure:
    last = next((one.value for one in line.by_year if one.year == line.year - 1), None)
    register = REGISTERS[MEASURES[line.indicator.measure].register]
    asked = parameters(line.year, line.scope)
    rows = {"nam": asked["nam"], "don-vi": asked["don-vi"]}
    listed = reverse("register", args=[register.slug])
    return Figure(
        code=line.code,
        title=line.indicator.short,
        unit=line.unit,
        now=printed(line, sealed["value"] if sealed else line.value),
        before=printed(line, last),
        expected=printed(line, sealed["expected"] if sealed else line.expected),
        about=period(line) if line.indicator.target.is_cumulative else "",
        around=_around(line, around),
        moved=_moved(line, sealed),
        url=f"{reverse('objective', args=[line.code])}?{urlencode(asked)}",
        register=str(register.title),
        register_url=f"{listed}?{urlencode(rows)}",
        unconfirmed=format_number(line.unconfirmed) if line.unconfirmed else "",
        waiting_url=f"{listed}?{urlencode({**rows, 'trang-thai': RowState.WAITING.value})}",
    )


def _around(line: Line, around: Line | None) -> str:
    if around is None or around.value is None or around.value == line.value:
        return ""
    words = _("Trên địa bàn, do mọi đơn vị báo cáo: %(n)s %(unit)s")
    if around.scope.under:
        words = _("Tại các đơn vị thuộc phạm vi quản lý, do mọi đơn vị báo cáo: %(n)s %(unit)s")
    return words % {"n": printed(around, around.value), "unit": around.unit}


def _moved(line: Line, sealed: dict[str, Any] | None) -> str:
    if sealed is None or sealed["value"] == plain(line.value):
        return ""
    return _("Nay là %(n)s %(unit)s, cập nhật ở báo cáo sau") % {"n": printed(line, line.value), "unit": line.unit}
