"""Years and values as they come from a spreadsheet through the clipboard: two columns, or two rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from django.utils.translation import gettext as _

from nscl.economy.arriving import Cell, Release, refuse_year, value_of, year_of
from nscl.economy.series import Series
from nscl.vn.numbers import format_number
from nscl.vn.text import clean, excerpt

LONGEST: Final = 50_000
MOST_YEARS: Final = 300
_GAP: Final = re.compile(r"\t|;|(?<!\s) {2,}")
_WORDS: Final = re.compile(r"(\d{4})[\s:]+(\S.*)")

Placed = tuple[str, str, str]  # place, year, value


def cells_of(text: str, series: Series, release: Release) -> list[Cell]:
    """Every year with its value, or with what is wrong. Raises ValueError where the text as a whole is no such list."""
    if len(text) > LONGEST:
        message = _("Phần dán dài %(n)s ký tự, quá %(max)s. Dùng tệp Excel mẫu cho bảng lớn.")
        raise ValueError(message % {"n": format_number(len(text)), "max": format_number(LONGEST)})
    rows = [(n, _cells(line)) for n, line in enumerate(clean(text).split("\n"), start=1) if line.strip()]
    pairs = _across(rows) if _is_across(rows) else _down(rows)
    if len(pairs) > MOST_YEARS:
        message = _("Phần dán có %(n)s năm, quá %(max)s. Kiểm tra lại phần đã chép.")
        raise ValueError(message % {"n": format_number(len(pairs)), "max": format_number(MOST_YEARS)})
    return [one(place, year, value, series, release) for place, year, value in pairs]


def one(place: str, year: str, value: str, series: Series, release: Release) -> Cell:
    """A typed year and its value."""
    text = f"{year}: {value}" if year else value
    try:
        found = year_of(year)
        if found is None:
            raise ValueError(_('"%(text)s" không phải năm. Ghi năm rồi giá trị, ví dụ 2024.') % {"text": excerpt(year)})
        refuse_year(found)
        if not value:
            raise ValueError(_("Năm %(year)s chưa có giá trị. Ghi giá trị, hoặc bỏ năm đó.") % {"year": found})
        return Cell(place, text, release.statistic(series, found, value_of(series, value)))
    except ValueError as error:
        return Cell(place, text, fault=str(error))


def _cells(line: str) -> list[str]:
    """Cells of one line; typed by hand, a year and what follows it."""
    cells = [cell.strip().strip('"').strip() for cell in _GAP.split(line.rstrip())]
    if len(cells) == 1 and (typed := _WORDS.fullmatch(cells[0])):
        return [typed[1], typed[2].strip()]
    return cells


def _is_across(rows: Sequence[tuple[int, list[str]]]) -> bool:
    return bool(rows) and sum(year_of(cell) is not None for cell in rows[0][1]) > 1 and not _is_pair(rows)


def _is_pair(rows: Sequence[tuple[int, list[str]]]) -> bool:
    """A value that looks like a year beside its year, in a list that runs down."""
    return len(rows[0][1]) == 2 and (len(rows) != 2 or year_of(rows[1][1][0]) is not None)


def _across(rows: Sequence[tuple[int, list[str]]]) -> list[Placed]:
    if len(rows) != 2:
        raise ValueError(_("Dán theo hàng ngang thì cần đúng hai hàng: hàng năm và hàng giá trị của một chuỗi."))
    (_first, years), (number, values) = rows
    if len(values) == len(years) + 1 and not any(c.isdigit() for c in values[0]):
        years = ["", *years]  # the empty corner over the series' name is lost with the spaces around a text
    beyond = [""] * (len(years) - len(values))
    return [
        (_("hàng %(row)s, cột %(column)s") % {"row": number, "column": column}, year, value)
        for column, (year, value) in enumerate(zip(years, values + beyond, strict=False), start=1)
        if year_of(year) is not None
    ]


def _down(rows: Sequence[tuple[int, list[str]]]) -> list[Placed]:
    """A line a year; a heading above them is left out."""
    if rows and year_of(rows[0][1][0]) is None and not any(c.isdigit() for c in "".join(rows[0][1])):
        rows = rows[1:]
    found = []
    for number, cells in rows:
        if any(cells[2:]):
            message = _("Dòng %(row)s có %(n)s cột. Chỉ dán hai cột: năm và giá trị.")
            raise ValueError(message % {"row": number, "n": len(cells)})
        found.append((_("dòng %(n)s") % {"n": number}, cells[0], cells[1] if len(cells) > 1 else ""))
    return found
