"""What stands beside the boxes of a workbook, to be read: figures, last year's words, the list of what to mend."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from nscl.documents.fillable import FillCell, FillColumn, FillSheet
from nscl.documents.intake import place_of
from nscl.reporting.answers import worth_showing
from nscl.reporting.models import Report
from nscl.reporting.submission import Submission
from nscl.reporting.workbook import layout
from nscl.reporting.workbook.layout import BOXES, COLUMNS, Row
from nscl.scorecard.line import Line, Number
from nscl.scorecard.sentences import percentage
from nscl.vn.numbers import format_number


@dataclass(frozen=True)
class Mending:
    """One cell to mend: the item and the box it is of (none: the whole row), and what to do."""

    code: str
    box: str
    message: str


def figures_sheet(submission: Submission) -> FillSheet:
    """The computed figures the report's page shows."""
    year = submission.report.round.year
    lines = worth_showing(submission.figures, [part.code for part in submission.parts])
    headings = [
        (_("Mã"), 9), (_("Chỉ tiêu"), 50), (_("Năm %(year)s") % {"year": year}, 13),
        (_("Năm %(year)s") % {"year": year - 1}, 13), (_("Ước cả năm"), 13), (_("Đơn vị tính"), 18),
        (_("Chờ xác nhận"), 13),
    ]  # fmt: skip
    return FillSheet(
        title=str(layout.FIGURES),
        heading=_("Số đã tính từ sổ"),
        described=[_("Chỉ để đọc: số ghi ở đây không nhận từ tệp. Thiếu hoặc sai thì sửa ở sổ trên web, số tự đổi.")],
        columns=[
            FillColumn(title, width, look="figure" if n > 1 else "words") for n, (title, width) in enumerate(headings)
        ],
        rows=[[FillCell(text) for text in _figure_row(line)] for line in lines] or [_no_figures(len(headings))],
    )


def mending_sheet(
    report: Report, words: FillSheet, keys: Sequence[str], rows: Sequence[Row], mendings: Iterable[Mending]
) -> FillSheet:
    lines: dict[str, int] = {}
    for number, row in enumerate(rows, start=words.top + 1):
        lines.setdefault(row.code, number)
    headings = {column.key: str(column.heading) for column in COLUMNS}
    found = []
    for each in mendings:
        place = place_of(lines[each.code], keys.index(each.box or "code")) if each.code in lines else ""
        found.append(
            [FillCell(place), FillCell(each.code), FillCell(headings.get(each.box, "")), FillCell(each.message)]
        )
    return FillSheet(
        title=str(layout.MENDING),
        heading=_("Chỗ cần sửa trong tệp của %(body)s") % {"body": report.body.name},
        described=[
            _('Chưa có gì được ghi. Sửa các ô nền đỏ ở trang "%(sheet)s", lưu lại rồi gửi lại tệp này.')
            % {"sheet": layout.WORDS}
        ],
        columns=[
            FillColumn(_("Ô"), 10),
            FillColumn(_("Mục"), 12),
            FillColumn(_("Cột"), 26),
            FillColumn(_("Cách sửa"), 90),
        ],
        rows=found,
        opens=True,
    )


def earlier_words(said: Mapping[str, Any] | None) -> str:
    """What the body said on the item a year before, box by box; its result needs no name."""
    if said is None:
        return ""
    lines = [said["result"]] if said["result"] else []
    if said["nil"]:
        lines.append(f"{layout.NIL}. {said['nil_reason']}".strip())
    for key in ("difficulty", "proposal", "next_year"):
        if said[key]:
            lines.append(f"{BOXES[key].heading}: {said[key]}")
    return "\n".join(lines)


def figure_of(line: Line) -> str:
    return f"{_printed(line, line.value)} {line.unit} ({line.code})"


def _figure_row(line: Line) -> list[str]:
    before = next((one.value for one in line.by_year if one.year == line.year - 1), None)
    waiting = format_number(line.unconfirmed) if line.unconfirmed else ""
    figures = [_printed(line, value) for value in (line.value, before, line.expected)]
    return [line.code, line.indicator.title, *figures, line.unit, waiting]


def _no_figures(width: int) -> list[FillCell]:
    return [FillCell(), FillCell(_("Chưa có dòng nào trong sổ.")), *[FillCell()] * (width - 2)]


def _printed(line: Line, value: Number | None) -> str:
    if value is None:
        return ""
    return percentage(line, value) if line.unit.startswith("%") else format_number(value)
