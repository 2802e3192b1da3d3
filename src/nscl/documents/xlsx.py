"""Sheets as an Excel workbook: real numbers and dates, and no text that runs as a formula."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from gettext import gettext as _
from io import BytesIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from nscl.documents.sheets import Column, Kind, Sheet, Value
from nscl.vn.calendar import ZONE, now
from nscl.vn.text import clean

LONGEST_TEXT = 32_767  # UTF-16 units in a cell, Excel's limit
MOST_ROWS = 1_048_576  # in a sheet, Excel's limit
LONGEST_NAME = 31  # UTF-16 units in a sheet's name, Excel's limit

_A4 = 9
_FONT = {"font_name": "Times New Roman", "font_size": 12, "valign": "top"}


def write(sheets: Iterable[Sheet]) -> bytes:
    """A workbook (.xlsx) with a page per sheet: title, description, a frozen bold heading row, the rows.

    Rows are streamed, so that memory does not grow with them. A percentage becomes Excel's own (104.3 is stored as
    1.043 and shown as 104,3%); a moment is written in Viet Nam's time; separators follow the reader's Excel. A text
    longer than a cell holds is cut, with an ellipsis; a date before 1900, unknown to Excel, is written as text. Raises
    ValueError, in Vietnamese, when a sheet has more rows than Excel takes.
    """
    buffer = BytesIO()
    workbook = xlsxwriter.Workbook(buffer, {"constant_memory": True, "default_format_properties": _FONT})
    taken: set[str] = set()
    for sheet in sheets:
        worksheet = workbook.add_worksheet(_name(sheet.title, taken))
        _write_sheet(worksheet, sheet, workbook.add_format)
    workbook.set_properties({"created": now().astimezone(UTC).replace(tzinfo=None)})
    workbook.close()
    return buffer.getvalue()


def _write_sheet(worksheet: Worksheet, sheet: Sheet, add_format: Callable[[dict[str, object]], Format]) -> None:
    heading_row = 2 + len(sheet.description)
    formats = [add_format(_format(column)) for column in sheet.columns]
    for index, (column, cell_format) in enumerate(zip(sheet.columns, formats, strict=True)):
        worksheet.set_column(index, index, column.width, cell_format)
    _set_page(worksheet, heading_row)
    worksheet.write_string(0, 0, cell_text(sheet.title), add_format({"bold": True, "font_size": 14}))
    for index, line in enumerate(sheet.description, start=1):
        worksheet.write_string(index, 0, cell_text(line), add_format({"italic": True}))
    heading = add_format({"bold": True, "text_wrap": True, "align": "center", "border": 1, "bg_color": "#E7ECF2"})
    for index, column in enumerate(sheet.columns):
        worksheet.write_string(heading_row, index, cell_text(column.heading), heading)
    last_row = heading_row
    for last_row, row in enumerate(sheet.rows, start=heading_row + 1):
        if last_row >= MOST_ROWS:
            raise ValueError(_("Bảng có quá nhiều dòng cho một tệp Excel. Lọc bớt dòng, hoặc tải về dạng CSV."))
        _write_row(worksheet, last_row, row, sheet.columns, formats)
    worksheet.autofilter(heading_row, 0, last_row, len(sheet.columns) - 1)


def _write_row(
    worksheet: Worksheet, index: int, row: Sequence[Value], columns: Sequence[Column], formats: Sequence[Format]
) -> None:
    for place, (value, column, cell_format) in enumerate(zip(row, columns, formats, strict=True)):
        stored = _stored(value, column)
        if stored is None:
            continue
        if isinstance(stored, str):
            worksheet.write_string(index, place, stored, cell_format)
        elif isinstance(stored, date):
            worksheet.write_datetime(index, place, stored, cell_format)
        else:
            worksheet.write_number(index, place, stored, cell_format)


def _stored(value: Value, column: Column) -> Value:
    """`value` as Excel keeps it."""
    match value:
        case None:
            return None
        case str():
            return cell_text(value)
        case date() if value.year < 1900:
            return f"{value:%d/%m/%Y}"
        case datetime():
            return value.astimezone(ZONE).replace(tzinfo=None) if value.tzinfo else value
        case date():
            return value
        case _:
            return value / 100 if column.kind == "percent" else value


def _format(column: Column) -> dict[str, object]:
    decimals = "." + "0" * column.decimals if column.decimals else ""
    shown: dict[Kind, dict[str, object]] = {
        "text": {"num_format": "@", "text_wrap": True},
        "integer": {"num_format": "#,##0"},
        "year": {"num_format": "0", "align": "center"},
        "number": {"num_format": f"#,##0{decimals}"},
        "percent": {"num_format": f"0{decimals}%"},
        "date": {"num_format": "dd/mm/yyyy", "align": "center"},
        "datetime": {"num_format": "dd/mm/yyyy hh:mm", "align": "center"},
    }
    return shown[column.kind]


def _set_page(worksheet: Worksheet, heading_row: int) -> None:
    worksheet.freeze_panes(heading_row + 1, 0)
    worksheet.set_landscape()
    worksheet.set_paper(_A4)
    worksheet.fit_to_pages(1, 0)
    worksheet.repeat_rows(heading_row)


def cell_text(text: str) -> str:
    """`text` as a cell holds it: without what Excel cannot keep, cut with an ellipsis where it is too long."""
    cleaned = clean(text)
    return cleaned if _cut(cleaned, LONGEST_TEXT) == cleaned else _cut(cleaned, LONGEST_TEXT - 1) + "…"


def is_cut(text: str) -> bool:
    """Is this the beginning of a text that was longer than a cell?"""
    return text.endswith("…") and len(text.encode("utf-16-le")) == 2 * LONGEST_TEXT


def _cut(text: str, units: int) -> str:
    """The beginning of a text, at most so many UTF-16 units, as Excel counts: an emoji is two, and is not halved."""
    return text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore")


def _name(title: str, taken: set[str]) -> str:
    """A name Excel accepts: no sign of a formula's, short, unlike the other sheets' whatever the case."""
    plain = re.sub(r"[\[\]:*?/\\\n\t]", " ", clean(title)).strip(" '")
    name = _cut(plain, LONGEST_NAME).strip(" '") or _("Bảng")
    number = 1
    while name.casefold() in taken or name.casefold() == "history":
        number += 1
        name = f"{_cut(plain, LONGEST_NAME - 5).strip()} ({number})"
    taken.add(name.casefold())
    return name
