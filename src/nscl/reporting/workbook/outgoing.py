"""The workbook of a report on its way out: what is written so far, beside last year's words and what is counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from nscl.documents import fillable
from nscl.documents.fillable import FillBook, FillCell, FillColumn, FillSheet
from nscl.documents.intake import place_of
from nscl.reporting.answers import answered_by_figures, worth_showing
from nscl.reporting.conflicts import Words
from nscl.reporting.items import Item, items_of
from nscl.reporting.last_year import last_year
from nscl.reporting.models import Part, Report, Role
from nscl.reporting.plans import plan_of
from nscl.reporting.submission import Submission, submission_of
from nscl.reporting.workbook import layout
from nscl.reporting.workbook.guidance import guidance, told_on_top
from nscl.reporting.workbook.layout import BOXES, COLUMNS, Identity, Row, WordColumn, asked_of, row_of
from nscl.scorecard.line import Line, Number
from nscl.scorecard.sentences import percentage
from nscl.vn.numbers import format_number


@dataclass(frozen=True)
class Mending:
    """One cell to mend: the item and the box it is of (none: the whole row), and what to do."""

    code: str
    box: str
    message: str


def filled(report: Report) -> bytes:
    """With the words of the draft: for the body's own people."""
    sheet = _Sheet(report)
    return sheet.book([row_of(part) for part in sheet.parts])


def handed_out(report: Report) -> bytes:
    """With the words the body has sent, none where it has not: for who hands it to the body from outside. What the
    body is still writing is its own; it is held against the workbook when that comes back."""
    sheet = _Sheet(report)
    return sheet.book(_as_sent(report, sheet.parts))


def marked(report: Report, rows: Iterable[Row], mendings: Sequence[Mending], *, forwards: bool = False) -> bytes:
    """The workbook as it came back, what must be mended in red with a note, and a list of it all in front.

    `forwards`: for who brought it in from outside the body.
    """
    sheet = _Sheet(report)
    own = {part.code for part in sheet.parts}
    came: dict[str, Row] = {}
    further = []
    for row in rows:
        if row.code in own and row.code not in came:
            came[row.code] = row
        else:
            further.append(row)
    base = _as_sent(report, sheet.parts) if forwards else [row_of(part) for part in sheet.parts]
    laid = [_laid_over(row, came.get(row.code)) for row in base]
    return sheet.book([*laid, *further], mendings)


def _laid_over(own: Row, came: Row | None) -> Row:
    return Row(own.code, came.version, {**own.boxes, **came.boxes}) if came else own


def _as_sent(report: Report, parts: Iterable[Part]) -> list[Row]:
    """Each item with the words last sent, and the version of the item that said them. Nothing but a blank before."""
    last = report.snapshots.order_by("-number").first()
    said = {part["code"]: part for part in last.content["parts"]} if last else {}
    parts = list(parts)
    events = Part.pgh_event_model.objects.filter(  # type: ignore[attr-defined]
        pgh_obj__in=[part.pk for part in parts]
    ).order_by("pgh_id")
    versions: dict[tuple[str, Words], int] = {}
    for event in events:
        versions[event.code, _words(event)] = event.version
    rows = []
    for part in parts:
        sent = Part(code=part.code, role=part.role, **_texts(said.get(part.code, {})))
        sent.version = versions.get((part.code, _words(sent)), 0)
        rows.append(row_of(sent))
    return rows


def _words(part: Any) -> Words:
    words = Words.of(part)
    return Words(**{**vars(words), "version": 0})


def _texts(said: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in said.items() if name in BOXES}


class _Sheet:
    """Everything the workbook of a report says, read once."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.submission: Submission = submission_of(report)
        self.parts = self.submission.parts
        self.items: Mapping[str, Item] = {item.code: item for item in items_of(report, plan_of(report.round))}
        self.earlier = last_year(report)

    @cached_property
    def counted(self) -> Mapping[str, tuple[Line, ...]]:
        return answered_by_figures(self.parts, self.submission.figures)

    def book(self, rows: Sequence[Row], mendings: Sequence[Mending] = ()) -> bytes:
        identity = Identity.of(self.report, rows)
        words = self._words(rows, mendings)
        sheets = [guidance(self.report), words, self._figures()]
        if mendings:
            sheets.insert(0, _mending_sheet(self.report, words, rows, mendings))
        return fillable.write(FillBook(sheets, layout.HIDDEN, identity.pairs))

    def _words(self, rows: Sequence[Row], mendings: Sequence[Mending]) -> FillSheet:
        faults = {(each.code, each.box): each.message for each in mendings}
        return FillSheet(
            title=str(layout.WORDS),
            heading=_("Báo cáo của %(body)s") % {"body": self.report.body.name},
            described=told_on_top(self.report),
            columns=[_column(each) for each in COLUMNS],
            rows=[self._row(row, part, faults) for row, part in self._placed(rows)],
            frozen=2,
            opens=not mendings,
        )

    def _placed(self, rows: Iterable[Row]) -> Iterator[tuple[Row, Part | None]]:
        """Each row with its item; a row more of the same item, or of none, stands for itself."""
        free = {part.code: part for part in self.parts}
        for row in rows:
            yield row, free.pop(row.code, None)

    def _row(self, row: Row, part: Part | None, faults: Mapping[tuple[str, str], str]) -> list[FillCell]:
        """A box the item has not is closed, unless something is written there that must be mended. Of a row that is no
        item of the report everything may be moved or cleared."""
        shown = self._shown(part) if part else {"code": row.code, "text": _("Hàng không thuộc báo cáo này")}
        asked = asked_of(part) if part else frozenset({"code", *BOXES})
        cells = []
        for column in COLUMNS:
            fault = faults.get((row.code, "" if column.key == "code" else column.key), "")
            text = row.boxes.get(column.key, "") if column.is_box else shown.get(column.key, "")
            cells.append(FillCell(text, column.key in asked or (column.is_box and bool(fault)), fault))
        return cells

    def _shown(self, part: Part) -> dict[str, str]:
        item = self.items.get(part.code)
        text = (item.text or item.short) if item else part.code
        if part.role == Role.GENERAL:
            text = _(
                'Phần chung. Cột "Kết quả": tình hình triển khai (văn bản đã ban hành, việc đã chỉ đạo, phổ biến). '
                'Cột "Đề xuất, kiến nghị": kiến nghị. Cột "Kế hoạch năm sau": kế hoạch năm %(year)s.'
            ) % {"year": self.report.round.year + 1}
        return {
            "code": part.code,
            "text": text,
            "role": str(part.get_role_display()),
            "earlier": _earlier(self.earlier.get(part.code)),
            "counted": "\n".join(_figure_of(line) for line in self.counted.get(part.code, ())),
        }

    def _figures(self) -> FillSheet:
        year = self.report.round.year
        lines = worth_showing(self.submission.figures, [part.code for part in self.parts])
        headings = [
            (_("Mã"), 9), (_("Chỉ tiêu"), 50), (_("Năm %(year)s") % {"year": year}, 13),
            (_("Năm %(year)s") % {"year": year - 1}, 13), (_("Ước cả năm"), 13), (_("Đơn vị tính"), 18),
            (_("Chờ xác nhận"), 13),
        ]  # fmt: skip
        return FillSheet(
            title=str(layout.FIGURES),
            heading=_("Số đã tính từ sổ"),
            described=[
                _("Chỉ để đọc: số ghi ở đây không nhận từ tệp. Thiếu hoặc sai thì sửa ở sổ trên web, số tự đổi.")
            ],
            columns=[
                FillColumn(title, width, look="figure" if n > 1 else "words")
                for n, (title, width) in enumerate(headings)
            ],
            rows=[[FillCell(text) for text in _figure_row(line)] for line in lines] or [_no_figures(len(headings))],
        )


def _column(column: WordColumn) -> FillColumn:
    choices = (str(layout.NIL),) if column.key == "nil" else ()
    return FillColumn(str(column.heading), column.width, choices, column.look)


def _mending_sheet(report: Report, words: FillSheet, rows: Sequence[Row], mendings: Iterable[Mending]) -> FillSheet:
    lines: dict[str, int] = {}
    for number, row in enumerate(rows, start=words.top + 1):
        lines.setdefault(row.code, number)
    keys = [column.key for column in COLUMNS]
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


def _earlier(said: Mapping[str, Any] | None) -> str:
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


def _figure_of(line: Line) -> str:
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
