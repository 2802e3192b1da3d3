"""A sheet (`documents.sheets`) printed on a page: the same cells as in its file, in the reader's own notation."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from nscl.documents.sheets import Column, Sheet, Value
from nscl.vn.numbers import format_number, format_percent

DASH = "–"


@dataclass(frozen=True)
class Cell:
    words: str
    is_number: bool


def printed(sheet: Sheet) -> list[list[Cell]]:
    """Rows of cells; nothing is a dash, never 0."""
    return [
        [_cell(value, column) for value, column in zip(row, sheet.columns, strict=True)] for row in sheet.rows
    ]  # fmt: skip


def _cell(value: Value, column: Column) -> Cell:
    is_number = column.kind not in ("text", "date", "datetime")
    if value is None or value == "":
        return Cell(DASH, is_number)
    if column.kind == "year" or not isinstance(value, int | float | Decimal):
        return Cell(str(value), is_number)
    if column.kind == "percent":
        return Cell(format_percent(value, column.decimals), is_number)
    return Cell(format_number(value, column.decimals), is_number)
