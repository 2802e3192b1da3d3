"""A sheet as CSV for other programs: UTF-8 with a byte order mark, commas, RFC 4180."""

import csv
from datetime import date, datetime
from io import StringIO

from nscl.documents.sheets import Sheet, Value
from nscl.vn.calendar import ZONE
from nscl.vn.text import clean

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def write(sheet: Sheet) -> bytes:
    """The headings and rows of `sheet`; its title and description stay out, so that a program reads a plain table.

    Numbers have a decimal point and no grouping; a percentage is in per cent; dates are dd/mm/yyyy, moments
    dd/mm/yyyy hh:mm in Viet Nam's time. A text that a spreadsheet would run as a formula gets an apostrophe before it;
    a negative number stays a number.
    """
    buffer = StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow([_field(column.heading) for column in sheet.columns])
    for row in sheet.rows:
        writer.writerow([_field(value) for value in row])
    return buffer.getvalue().encode("utf-8-sig")


def _field(value: Value) -> str:
    match value:
        case None:
            return ""
        case str():
            text = clean(value)
            return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
        case datetime():
            return f"{value.astimezone(ZONE) if value.tzinfo else value:%d/%m/%Y %H:%M}"
        case date():
            return f"{value:%d/%m/%Y}"
        case _:
            return f"{value:f}" if not isinstance(value, float | int) else repr(value)
