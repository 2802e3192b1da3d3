"""Rows out of a workbook (.xlsx) that somebody sends back: its values alone, no macro and no formula is run."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from gettext import gettext as _
from io import BytesIO
from typing import Final

from nscl.documents.sheets import Value
from nscl.vn.text import clean

MOST_BYTES: Final = 64 * 1024 * 1024  # of one part of the file, unpacked
MOST_CELLS: Final = 1_000_000  # of the rectangle a sheet's values lie in
_PLACE = re.compile(rb"<(?:\w+:)?c\s[^>]*?\br=[\"']([A-Z]{1,3})([0-9]{1,7})")


@dataclass(frozen=True)
class Page:
    """One sheet of the book. `rows` begin with row 1 and column A, as its reader counts them; nothing is None."""

    name: str
    rows: tuple[tuple[Value, ...], ...]


def read(content: bytes) -> list[Page]:
    """The sheets of a workbook in their order. Raises ValueError, in Vietnamese, where it cannot be read."""
    from python_calamine import CalamineError, CalamineWorkbook  # a page in a thousand reads one

    _refuse_what_unpacks_too_far(content)
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        sheets = [(name, book.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in book.sheet_names]
    except (CalamineError, ValueError, OSError) as error:
        raise ValueError(_unreadable()) from error
    return [Page(clean(name), tuple(tuple(map(_value, row)) for row in rows)) for name, rows in sheets]


def place_of(row: int, column: int) -> str:
    """The name of a cell, both counted from 0: (11, 3) is "D12"."""
    letters, rest = "", column + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row + 1}"


def _value(cell: object) -> Value:
    match cell:
        case str():
            return clean(cell).strip() or None
        case bool():
            return str(cell)
        case datetime():
            return cell.date() if (cell.hour, cell.minute, cell.second) == (0, 0, 0) else cell
        case int() | float() | date():
            return cell
        case None:
            return None
        case _:
            return str(cell)


def _refuse_what_unpacks_too_far(content: bytes) -> None:
    """The reader lays out the whole rectangle between the outermost values: one stray cell must not fill the memory."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            if "xl/workbook.xml" not in archive.namelist():
                raise ValueError(_unreadable())
            for part in archive.infolist():
                _refuse_if_large(archive, part)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise ValueError(_unreadable()) from error


def _refuse_if_large(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    with archive.open(part) as file:
        text = file.read(MOST_BYTES + 1)
    if len(text) > MOST_BYTES:
        raise ValueError(_("Tệp quá lớn khi mở ra. Chép riêng bảng cần nhập sang một tệp mới rồi gửi lại."))
    places = list(_places(text))
    if places and _area(places) > MOST_CELLS:
        raise ValueError(_("Trang tính trải quá rộng: có ô ở rất xa bảng. Xóa các ô thừa rồi gửi lại."))


def _places(text: bytes) -> Iterator[tuple[int, int]]:
    for letters, digits in _PLACE.findall(text):
        column = 0
        for letter in letters:
            column = 26 * column + letter - ord("A") + 1
        yield int(digits), column


def _area(places: list[tuple[int, int]]) -> int:
    return max(row for row, _column in places) * max(column for _row, column in places)


def _unreadable() -> str:
    return _("Không đọc được tệp. Chỉ nhận tệp Excel (.xlsx) không đặt mật khẩu; lưu lại dưới dạng .xlsx rồi gửi lại.")
