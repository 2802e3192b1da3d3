"""A list of learners as it comes from Excel through the clipboard: a line a person, tabs between cells."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext as _

from nscl.vn.numbers import format_number
from nscl.vn.text import clean, fold

CELLS: Final = ("name", "birth_year", "position", "body", "setting", "hours")
MOST_LEARNERS: Final = 800
LONGEST: Final = 200_000
_HEADINGS: Final = ("ho ten", "ho va ten", "ho va ten hoc vien", "ten hoc vien", "hoc vien")
_NUMBER_HEADINGS: Final = ("stt", "tt", "so tt")


def lines_of(text: str, *, beside: int = 0) -> list[dict[str, str]]:
    """The cells of each line, by name. A running number in front and a line of headings are left out.

    `beside`: how many lines the list has already.
    Raises ValueError, in Vietnamese, when the list is longer than a course's list may be, or a line has cells too many.
    """
    if len(text) > LONGEST:
        message = _('Ô "Danh sách dán" dài %(n)s ký tự, quá %(max)s. Chia danh sách thành nhiều lớp.')
        raise ValueError(message % {"n": format_number(len(text)), "max": format_number(LONGEST)})
    rows = [(number, _cells(line)) for number, line in enumerate(clean(text).split("\n"), start=1)]
    found = [_named(row, number) for number, row in rows if any(row) and not _is_heading(row)]
    if len(found) + beside > MOST_LEARNERS:
        message = _("Danh sách có %(n)s dòng, quá %(max)s. Chia danh sách thành nhiều lớp.")
        raise ValueError(message % {"n": format_number(len(found) + beside), "max": format_number(MOST_LEARNERS)})
    return found


def _cells(line: str) -> list[str]:
    """Cells of one line; without a tab, semicolons part them, for lists typed by hand."""
    cells = [cell.strip().strip('"').strip() for cell in line.split("\t" if "\t" in line else ";")]
    has_number = len(cells) > 1 and (cells[0].rstrip(".").isdecimal() or fold(cells[0]) in _NUMBER_HEADINGS)
    return cells[1:] if has_number else cells


def _named(cells: list[str], number: int) -> dict[str, str]:
    if any(cells[len(CELLS) :]):
        message = _("Dòng %(row)s của danh sách dán có %(n)s cột. Chỉ dán %(max)s cột theo thứ tự đã ghi.")
        raise ValueError(message % {"row": number, "n": len(cells), "max": len(CELLS)})
    return dict(zip(CELLS, cells, strict=False))


def _is_heading(cells: list[str]) -> bool:
    return fold(cells[0]) in _HEADINGS
