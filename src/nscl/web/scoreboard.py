"""All lines of a year together: cards by objective, counts by state, what needs attention, the table for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nscl.documents.sheets import Column, Sheet, Value
from nscl.plan import Plan
from nscl.plan.codes import task_number
from nscl.plan.schema import Indicator
from nscl.plan.targets import State
from nscl.scorecard.line import Line, plain
from nscl.scorecard.missing import missing
from nscl.vn.numbers import format_count
from nscl.web import lines as one

SOON = timedelta(days=31)  # a yearly figure whose closing date is so near is worth a warning


@dataclass(frozen=True)
class Card:
    """One objective with its indicators (parts/objective.html)."""

    number: str
    title: str
    rows: tuple[one.Row, ...]


@dataclass(frozen=True)
class Cell:
    """One line in the strip (parts/strip.html)."""

    code: str
    state: State
    short: str


def cards(lines: Sequence[Line], reported: Mapping[str, Mapping[str, Any]]) -> list[Card]:
    """A card for each objective, in plan order; a number the plan prints at a task has a card of its own."""
    found = []
    for _key, group in groupby(lines, key=lambda line: line.indicator.objective or line.code):
        members = list(group)
        number, title = heading(members[0].plan, members[0].indicator)
        rows = [one.row(line, title=_title(line, members), reported=reported.get(line.code)) for line in members]
        found.append(Card(number, title, tuple(rows)))
    return found


def heading(plan: Plan, indicator: Indicator) -> tuple[str, str]:
    """Number and title of the objective an indicator measures, or of the task that prints it."""
    if indicator.objective is not None:
        objective = plan.objective(indicator.objective)
        return str(objective.number), objective.short
    words = _("%(title)s (mức đặt tại nhiệm vụ %(code)s)")
    return "NV", words % {"title": indicator.short, "code": task_number(indicator.task or indicator.code)}


def _title(line: Line, members: Sequence[Line]) -> str:
    return line.indicator.short if len(members) > 1 else ""


def strip(lines: Sequence[Line]) -> list[Cell]:
    return [Cell(line.code, line.state, line.indicator.short) for line in lines]


def counts(lines: Sequence[Line]) -> list[tuple[State, int]]:
    """How many lines are in each state, in the order of the words; states of none are left out."""
    found = Counter(line.state for line in lines)
    return [(state, found[state]) for state in State if found[state]]


def headline(lines: Sequence[Line]) -> str:
    """ "15 chỉ tiêu: 02 chậm tiến độ, 06 đạt hoặc đúng tiến độ"."""
    found = Counter(line.state for line in lines)
    good = found[State.MET] + found[State.ON_TRACK]
    parts = [
        _("%(n)s chậm tiến độ") % {"n": format_count(found[State.BEHIND])} if found[State.BEHIND] else "",
        _("%(n)s đạt hoặc đúng tiến độ") % {"n": format_count(good)} if good else "",
        _("%(n)s chưa có dữ liệu") % {"n": format_count(found[State.NO_DATA])} if found[State.NO_DATA] else "",
    ]
    said = ngettext("%(n)s chỉ tiêu", "%(n)s chỉ tiêu", len(lines)) % {"n": len(lines)}
    rest = ", ".join(part for part in parts if part)
    return f"{said}: {rest}" if rest else said


def attention(lines: Sequence[Line]) -> list[str]:
    """What is behind, then what closes soon and is not reached, each with what is missing and by when."""
    return [*_said(lines, _is_behind), *_said(lines, closes_soon)]


def _is_behind(line: Line) -> bool:
    return line.state is State.BEHIND


def closes_soon(line: Line) -> bool:
    """Not reached, and its closing day comes within a month."""
    left = line.closing - line.knowledge.at.date()
    return line.state is State.NOT_DUE and bool(line.gap) and timedelta() <= left <= SOON


def _said(lines: Sequence[Line], chosen: Callable[[Line], bool]) -> Iterator[str]:
    for line in lines:
        if chosen(line):
            step = missing(line)
            is_ahead = step.before is not None and step.before >= line.knowledge.at.date()
            day = _(", trước ngày %(day)s") % {"day": one.before(line, step.before)} if is_ahead else ""
            yield _("%(code)s thiếu %(what)s%(day)s") % {"code": line.code, "what": step.what, "day": day}


def sheet(lines: Sequence[Line], reported: Mapping[str, Mapping[str, Any]], title: str) -> Sheet:
    """Every line of a year, a row each: the numbers of the page for spreadsheets and programs."""
    headings = (
        Column(_("Mã"), width=10),
        Column(_("Chỉ tiêu"), width=44),
        Column(_("Kỳ"), width=12),
        Column(_("Kết quả"), "number", width=12),
        Column(_("Tử số"), "number", width=10),
        Column(_("Mẫu số"), "number", width=10),
        Column(_("Ước cả năm"), "number", width=12),
        Column(_("Đã báo cáo"), "number", width=12),
        Column(_("Mức phải đạt"), width=26),
        Column(_("Đơn vị tính"), width=14),
        Column(_("Trạng thái"), width=16),
        Column(_("Số dòng"), "integer", width=10),
        Column(_("Chờ xác nhận"), "integer", width=12),
        Column(_("Còn thiếu"), width=30),
        Column(_("Ai làm"), width=30),
        Column(_("Trước ngày"), width=14),
        Column(_("Diễn giải"), width=60),
        Column(_("Cách tính"), width=60),
    )
    return Sheet(title, headings, [_cells(line, reported) for line in lines])


def _cells(line: Line, reported: Mapping[str, Mapping[str, Any]]) -> Sequence[Value]:
    step = missing(line)
    return (
        line.code,
        line.indicator.title,
        line.period,
        plain(line.value),
        plain(line.numerator),
        plain(line.denominator),
        plain(line.expected),
        reported[line.code]["value"] if line.code in reported else None,
        line.indicator.target.printed if line.has_target else None,
        line.unit,
        one.state_words(line.state),
        line.rows,
        line.unconfirmed,
        step.what,
        step.who,
        one.before(line, step.before),
        line.sentence,
        line.reading,
    )
