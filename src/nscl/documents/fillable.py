"""A workbook to be filled in and sent back: open cells among closed ones, drop-downs, notes, and a sheet nobody sees.

Sheets are protected without a password: typing and pasting go where they should, and who must may lift it. No cell of a
table is merged; long texts wrap; a text cell never turns what is typed into a date or a formula.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC
from io import BytesIO
from math import ceil
from typing import Any, Final, Literal

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from nscl.documents.xlsx import cell_text
from nscl.vn.calendar import now

Look = Literal["words", "figure", "mark"]
_A4: Final = 9
_A3: Final = 8
_FONT: Final = {"font_name": "Times New Roman", "font_size": 12, "valign": "top"}
_BORDER: Final = {"border": 1, "border_color": "#8A97A6"}
_OPEN: Final = {"bg_color": "#FFFBE6", "locked": False}
_CLOSED: Final = {"bg_color": "#F1F3F6"}
_FAULT: Final = {"bg_color": "#F8C9C4", "font_color": "#8A1C12"}
_NOTE_WIDTH: Final = 280
_LETTERS: Final = 1.1  # of Vietnamese words, to a column's unit of width
_LINE: Final = 15.75  # points of a line
_TALLEST: Final = 409  # points of a row, Excel's limit


@dataclass(frozen=True)
class FillColumn:
    """A column: heading, width in characters; `choices` of a drop-down in its open cells; how its cells look."""

    heading: str
    width: float
    choices: tuple[str, ...] = ()
    look: Look = "words"


@dataclass(frozen=True)
class FillCell:
    """A cell: what it says, whether it may be written in, and what must be mended in it."""

    text: str = ""
    is_open: bool = False
    fault: str = ""


@dataclass(frozen=True)
class FillSheet:
    """A table to fill in. `frozen` columns stay in sight; `opens` is the sheet the reader sees first."""

    title: str
    heading: str
    described: Sequence[str]
    columns: Sequence[FillColumn]
    rows: Sequence[Sequence[FillCell]]
    frozen: int = 0
    opens: bool = False

    @property
    def top(self) -> int:
        """The row of the headings, counted from 0."""
        return 2 + len(self.described)


@dataclass(frozen=True)
class FillBook:
    """`hidden`: pairs of name and value on a sheet of that name which no reader sees."""

    sheets: Sequence[FillSheet]
    hidden_title: str
    hidden: Sequence[tuple[str, str]] = field(default=())


class _LockedWorkbook(xlsxwriter.Workbook):
    """A workbook whose sheets can be neither renamed, deleted nor brought to light by a slip of the hand."""

    def _write_book_views(self) -> None:
        self._xml_empty_tag("workbookProtection", [("lockStructure", 1)])
        super()._write_book_views()


class _GrowingWorksheet(Worksheet):
    """Heights of rows are only where the office suite begins: it measures again when somebody writes in a row."""

    def _xml_start_tag_unencoded(self, tag: str, attributes: Sequence[tuple[str, object]] = ()) -> None:
        kept = [pair for pair in attributes if pair[0] != "customHeight"]
        super()._xml_start_tag_unencoded(tag, kept)


def write(book: FillBook) -> bytes:
    """The workbook (.xlsx)."""
    buffer = BytesIO()
    workbook = _LockedWorkbook(buffer, {"default_format_properties": _FONT, "strings_to_formulas": False})
    styles = _Styles(workbook)
    for sheet in book.sheets:
        _write_sheet(workbook.add_worksheet(sheet.title, _GrowingWorksheet), sheet, styles)
    hidden = workbook.add_worksheet(book.hidden_title)
    for row, pair in enumerate(book.hidden):
        for column, text in enumerate(pair):
            hidden.write_string(row, column, cell_text(text), styles.of(look="words"))
    hidden.protect()
    hidden.very_hidden()
    workbook.set_properties({"created": now().astimezone(UTC).replace(tzinfo=None)})
    workbook.close()
    return buffer.getvalue()


class _Styles:
    """The formats of a workbook, each made once."""

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook
        self._made: dict[tuple[object, ...], Format] = {}

    def made(self, **shown: object) -> Format:
        key = tuple(sorted(shown.items()))
        if key not in self._made:
            self._made[key] = self._workbook.add_format(shown)
        return self._made[key]

    def of(self, cell: FillCell | None = None, look: Look = "words") -> Format:
        cell = cell or FillCell()
        align: Mapping[Look, str] = {"words": "left", "figure": "right", "mark": "center"}
        shown: dict[str, object] = {"num_format": "@", "text_wrap": True, "align": align[look], **_BORDER}
        shown |= _OPEN if cell.is_open else _CLOSED
        return self.made(**shown | (_FAULT if cell.fault else {}))


def _write_sheet(worksheet: Worksheet, sheet: FillSheet, styles: _Styles) -> None:
    worksheet.write_string(0, 0, cell_text(sheet.heading), styles.made(bold=True, font_size=14))
    for index, line in enumerate(sheet.described, start=1):
        worksheet.write_string(index, 0, cell_text(line), styles.made(italic=True))
    heading = styles.made(bold=True, text_wrap=True, align="center", bg_color="#E7ECF2", **_BORDER)
    for index, column in enumerate(sheet.columns):
        worksheet.set_column(index, index, column.width)
        worksheet.write_string(sheet.top, index, cell_text(column.heading), heading)
    worksheet.set_row(sheet.top, _height([column.heading for column in sheet.columns], sheet.columns))
    for number, row in enumerate(sheet.rows, start=sheet.top + 1):
        worksheet.set_row(number, _height([cell.text for cell in row], sheet.columns))
        for place, (cell, column) in enumerate(zip(row, sheet.columns, strict=True)):
            _write_cell(worksheet, number, place, cell, column, styles)
    _set_page(worksheet, sheet)


def _write_cell(
    worksheet: Worksheet, row: int, place: int, cell: FillCell, column: FillColumn, styles: _Styles
) -> None:
    shown = styles.of(cell, column.look)
    if cell.text:
        worksheet.write_string(row, place, cell_text(cell.text), shown)
    else:
        worksheet.write_blank(row, place, None, shown)
    if column.choices and cell.is_open:
        worksheet.data_validation(
            row, place, row, place, {"validate": "list", "source": list(column.choices), "error_type": "warning"}
        )
    if cell.fault:
        lines = 2 + len(cell.fault) // 30
        options = {"x_scale": 1, "width": _NOTE_WIDTH, "height": 20 * lines, "author": "", "font_size": 10}
        worksheet.write_comment(row, place, cell_text(cell.fault), options)


def _height(texts: Sequence[str], columns: Sequence[FillColumn]) -> float:
    """Of a row, in points: that of its longest text. Some suites do not measure when a file is opened."""
    lines = max(
        sum(ceil(max(len(line), 1) / (_LETTERS * column.width)) for line in text.split("\n"))
        for text, column in zip(texts, columns, strict=True)
    )
    return min(_LINE * lines + 2, _TALLEST)


def _set_page(worksheet: Worksheet, sheet: FillSheet) -> None:
    """Rows and columns may be made wider: what is not allowed under a protected sheet does not grow with its text."""
    worksheet.protect("", {"format_rows": True, "format_columns": True})
    last = sheet.top + max(len(sheet.rows), 1)
    worksheet.ignore_errors({"number_stored_as_text": f"A1:{chr(ord('A') + len(sheet.columns) - 1)}{last + 1}"})
    worksheet.freeze_panes(sheet.top + 1, sheet.frozen)
    worksheet.set_landscape()
    worksheet.set_paper(_A3 if len(sheet.columns) > 6 else _A4)
    worksheet.set_margins(left=0.5, right=0.4, top=0.5, bottom=0.6)
    worksheet.fit_to_pages(1, 0)
    worksheet.repeat_rows(sheet.top)
    worksheet.set_footer("&R&P/&N")
    worksheet.hide_gridlines(2)
    if sheet.opens:
        worksheet.activate()
        worksheet.set_first_sheet()
