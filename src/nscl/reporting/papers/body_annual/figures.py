"""The part of figures: a table of what the body reported, and what registers hold around it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from nscl.documents.blocks import Block, Column, Paragraph, Table
from nscl.plan.targets import State
from nscl.reporting.papers.body_annual.reported import Amount, Figure, Reported
from nscl.reporting.papers.wording import UNKNOWN, lower_first, note
from nscl.vn.numbers import format_count, format_number, format_percent

_TRAINING: Final = "training.attendances"  # what every commune may have held: nought is told too
_NOTHING: Final = Amount()


@dataclass(frozen=True)
class Row:
    title: str
    unit: str
    own: Amount
    around: Amount = _NOTHING
    expected: Amount = _NOTHING


def commune_figures(read: Reported) -> list[Block]:
    """Training always, then whatever else it reported; after the table, what was counted on its territory."""
    rows = [row for figure in read.figures if _says(figure) or _is_training(figure) for row in _rows(figure)]
    return [_table(read, _one_count_of_courses(rows)), *_territory(read)]


def body_figures(read: Reported) -> list[Block]:
    """The indicators it answers for in the plan, then whatever else it reported."""
    rows = [_row(figure) for figure in read.figures if _says(figure) or _answers_for(read, figure)]
    if not rows:
        return [Paragraph(_("Trong kỳ không có số liệu do {body} báo cáo.").format(body=read.short))]
    blocks: list[Block] = [_table(read, rows)]
    if _is_supervisor(read):
        blocks.append(Paragraph(_("Số liệu ở cột thứ tư đọc từ sổ của tỉnh, do mọi cơ quan, đơn vị báo cáo.")))
    return blocks


def answered_by_figure(read: Reported, task: str) -> bool:
    """Does a figure of the table measure this task?"""
    return any(figure.own.value and task in figure.indicator.tasks for figure in read.figures)


def _says(figure: Figure) -> bool:
    return bool(figure.own.value or figure.expected)


def _is_training(figure: Figure) -> bool:
    return figure.indicator.measure == _TRAINING


def _answers_for(read: Reported, figure: Figure) -> bool:
    """Not a figure of the whole province (its statistics): of that no body has one of its own."""
    is_of_bodies = figure.own.value is not None or figure.state == State.NO_DATA
    return is_of_bodies and read.code in figure.indicator.owners


def _is_supervisor(read: Reported) -> bool:
    return read.scope_around == "under"


def _row(figure: Figure) -> Row:
    return Row(
        title=_titled(figure, figure.indicator.title),
        unit=figure.indicator.counted_unit,
        own=figure.own,
        around=figure.around or _NOTHING,
        expected=Amount(figure.expected),
    )


def _rows(figure: Figure) -> Iterator[Row]:
    """Before the number of learners, that of their courses."""
    if _is_training(figure):
        yield Row(_("Lớp đào tạo về năng suất, chất lượng"), _("lớp"), Amount(figure.courses))
    yield _row(figure)


def _one_count_of_courses(rows: Iterable[Row]) -> list[Row]:
    """Courses are told of the first indicator of training: one course may have learners of several."""
    listed: dict[str, Row] = {}
    for row in rows:
        listed.setdefault(row.title, row)
    return list(listed.values())


def _titled(figure: Figure, title: str) -> str:
    target = figure.indicator.target
    is_sum = target.is_cumulative and target.shape != "maintain"
    return _("{title} (lũy kế)").format(title=title) if is_sum else title


# ---- the table


def _table(read: Reported, rows: list[Row]) -> Table:
    columns = _columns(read, rows)
    printed = [(str(n), *(write(row) for _column, write in columns)) for n, row in enumerate(rows, 1)]
    return Table(
        columns=(Column(_("TT"), 12, "center"), *(column for column, _write in columns)),
        rows=tuple(printed),
        note=note(_legend(rows, printed), _unconfirmed(read)),
    )


def _columns(read: Reported, rows: list[Row]) -> list[tuple[Column, Callable[[Row], str]]]:
    is_supervisor = _is_supervisor(read)
    own = _("Thực hiện")
    if is_supervisor:
        own = _("Sở báo cáo") if read.issuer.is_department else _("Đơn vị báo cáo")
    found: list[tuple[Column, Callable[[Row], str]]] = [
        (Column(_("Nội dung") if read.is_commune else _("Chỉ tiêu"), 82), lambda row: row.title),
        (Column(_("Đơn vị tính"), 24, "center"), lambda row: row.unit),
    ]
    if is_supervisor:
        heading = Column(_("Tại các đơn vị thuộc phạm vi quản lý"), 34, "right")
        found.append((heading, lambda row: _printed(row.around, row.unit)))
    found.append((Column(own, 21, "right"), lambda row: _printed(row.own, row.unit)))
    if not is_supervisor or any(row.expected.value is not None for row in rows):
        found.append((Column(_("Ước cả năm"), 21, "right"), lambda row: _printed(row.expected, row.unit)))
    return found


def _printed(amount: Amount, unit: str) -> str:
    if amount.denominator:
        return f"{format_number(amount.numerator or 0)}/{format_number(amount.denominator)}"
    if amount.value is None:
        return UNKNOWN
    return format_percent(amount.value) if unit.startswith("%") else format_number(amount.value)


def _legend(rows: Iterable[Row], printed: Iterable[tuple[str, ...]]) -> str:
    """Where only expected outturns are lacking, it says so."""
    if not any(UNKNOWN in cells for cells in printed):
        return ""
    lacks_figures = any(row.own.value is None for row in rows)
    return _("(…) chưa có số liệu") if lacks_figures else _("(…) chưa có số ước")


def _unconfirmed(read: Reported) -> str:
    waiting = [
        f"{format_count(figure.unconfirmed)} {figure.indicator.counted_unit}"
        for figure in read.figures
        if figure.unconfirmed
    ]
    words = _("Số liệu trên chưa gồm {waiting} đang chờ xác nhận.")
    return words.format(waiting=", ".join(waiting)) if waiting else ""


def _territory(read: Reported) -> list[Block]:
    """What registers hold of the commune, where it is another number than its own."""
    said = [
        f"{lower_first(_titled(figure, figure.indicator.short))} {_counted(around, figure.indicator.counted_unit)}"
        for figure in read.figures
        if (around := figure.around) and around.value and around.value != figure.own.value
    ]
    words = _("Trên địa bàn {area}, theo sổ của tỉnh, do mọi cơ quan, đơn vị báo cáo: {figures}.")
    return [Paragraph(words.format(area=read.area, figures="; ".join(said)))] if said else []


def _counted(amount: Amount, unit: str) -> str:
    if amount.denominator or not isinstance(amount.value, int):
        return f"{_printed(amount, unit)} {unit}"
    return f"{format_count(amount.value)} {unit}"
