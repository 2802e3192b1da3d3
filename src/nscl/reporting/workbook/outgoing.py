"""The workbook of a report on its way out: what is written so far, beside last year's words and what is counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from nscl.documents import fillable
from nscl.documents.fillable import FillBook, FillCell, FillColumn, FillSheet
from nscl.reporting.answers import answered_by_figures
from nscl.reporting.conflicts import Words
from nscl.reporting.items import Item, items_of
from nscl.reporting.last_year import last_year
from nscl.reporting.models import Part, Report, Return, Role
from nscl.reporting.plans import plan_of
from nscl.reporting.submission import Submission, submission_of
from nscl.reporting.workbook import layout
from nscl.reporting.workbook.beside import Mending, earlier_words, figure_of, figures_sheet, mending_sheet
from nscl.reporting.workbook.guidance import guidance, told_on_top
from nscl.reporting.workbook.layout import (
    BOXES,
    WORD_BOXES,
    Identity,
    ReplyBase,
    Row,
    WordColumn,
    asked_of,
    columns_of,
    row_of,
)
from nscl.scorecard.line import Line
from nscl.vn.dates import format_date


def filled(report: Report) -> bytes:
    """With the words of the draft: for the body's own people."""
    sheet = _Sheet(report)
    return sheet.book(sheet.drafted())


def handed_out(report: Report) -> bytes:
    """With the words the body has sent, none where it has not: for who hands it to the body from outside. What the
    body is still writing is its own; it is held against the workbook when that comes back."""
    sheet = _Sheet(report)
    return sheet.book(sheet.sent())


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
    laid = [_laid_over(row, came.get(row.code)) for row in (sheet.sent() if forwards else sheet.drafted())]
    return sheet.book([*laid, *further], mendings)


def _laid_over(own: Row, came: Row | None) -> Row:
    return Row(own.code, came.version, {**own.boxes, **came.boxes}, base=came.base or own.base) if came else own


def _words(part: Any) -> Words:
    words = Words.of(part)
    return Words(**{**vars(words), "version": 0})


def _texts(said: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in said.items() if name in WORD_BOXES}


class _Sheet:
    """Everything the workbook of a report says, read once."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.submission: Submission = submission_of(report)
        self.parts = self.submission.parts
        self.items: Mapping[str, Item] = {item.code: item for item in items_of(report, plan_of(report.round))}
        self.earlier = last_year(report)
        self.sent_back = {item.part.code: item for item in self.submission.returns}

    def drafted(self) -> list[Row]:
        """Each item with the words of the draft."""
        return [row_of(part, self.sent_back.get(part.code)) for part in self.parts]

    def sent(self) -> list[Row]:
        """Each item with the words last sent, and the version of the item that said them. A blank before that; what is
        replied to a return goes out with the next sending, so that it is blank too."""
        last = self.report.snapshots.order_by("-number").first()
        said = {part["code"]: part for part in last.content["parts"]} if last else {}
        versions = self._versions()
        rows = []
        for part in self.parts:
            sent = Part(code=part.code, role=part.role, **_texts(said.get(part.code, {})))
            sent.version = versions.get((part.code, _words(sent)), 0)
            item = self.sent_back.get(part.code)
            row = row_of(sent)
            boxes = {**row.boxes, "reply": ""} if item else row.boxes
            rows.append(replace(row, boxes=boxes, base=ReplyBase(item.pk, "", "") if item else None))
        return rows

    def _versions(self) -> dict[tuple[str, Words], int]:
        """Which version of an item said what: the last that did."""
        events = Part.pgh_event_model.objects.filter(  # type: ignore[attr-defined]
            pgh_obj__in=[part.pk for part in self.parts]
        )
        return {(event.code, _words(event)): event.version for event in events.order_by("pgh_id")}

    @cached_property
    def counted(self) -> Mapping[str, tuple[Line, ...]]:
        return answered_by_figures(self.parts, self.submission.figures)

    def book(self, rows: Sequence[Row], mendings: Sequence[Mending] = ()) -> bytes:
        identity = Identity.of(self.report, rows)
        columns = columns_of(sent_back=any(row.base or row.boxes.get("reply") for row in rows))
        words = self._words(rows, columns, mendings)
        sheets = [guidance(self.report), words, figures_sheet(self.submission)]
        if mendings:
            keys = [column.key for column in columns]
            sheets.insert(0, mending_sheet(self.report, words, keys, rows, mendings))
        return fillable.write(FillBook(sheets, layout.HIDDEN, identity.pairs))

    def _words(self, rows: Sequence[Row], columns: Sequence[WordColumn], mendings: Sequence[Mending]) -> FillSheet:
        faults = {(each.code, each.box): each.message for each in mendings}
        return FillSheet(
            title=str(layout.WORDS),
            heading=_("Báo cáo của %(body)s") % {"body": self.report.body.name},
            described=told_on_top(self.report),
            columns=[_column(each) for each in columns],
            rows=[self._row(row, part, columns, faults) for row, part in self._placed(rows)],
            frozen=2,
            opens=not mendings,
        )

    def _placed(self, rows: Iterable[Row]) -> Iterator[tuple[Row, Part | None]]:
        """Each row with its item; a row more of the same item, or of none, stands for itself."""
        free = {part.code: part for part in self.parts}
        for row in rows:
            yield row, free.pop(row.code, None)

    def _row(
        self, row: Row, part: Part | None, columns: Iterable[WordColumn], faults: Mapping[tuple[str, str], str]
    ) -> list[FillCell]:
        """A box the item has not is closed, unless something is written there that must be mended. Of a row that is no
        item of the report everything may be moved or cleared."""
        shown = self._shown(part) if part else {"code": row.code, "text": _("Hàng không thuộc báo cáo này")}
        asked = asked_of(part, self.sent_back.get(row.code)) if part else frozenset({"code", *BOXES})
        cells = []
        for column in columns:
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
            "earlier": earlier_words(self.earlier.get(part.code)),
            "counted": "\n".join(figure_of(line) for line in self.counted.get(part.code, ())),
            "sent_back": _sent_back(self.sent_back.get(part.code)),
        }


def _column(column: WordColumn) -> FillColumn:
    choices = (str(layout.NIL),) if column.key == "nil" else ()
    return FillColumn(str(column.heading), column.width, choices, column.look)


def _sent_back(item: Return | None) -> str:
    if item is None:
        return ""
    before = _("Trả lời trước ngày %(day)s.") % {"day": format_date(item.due_before)}
    return f"{item.reason}\n{before}"
