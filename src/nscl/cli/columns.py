"""Columns of a CSV file as numbers: what cannot be read is refused with its line and column."""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from nscl.cli import CommandError
from nscl.vn.numbers import parse_number
from nscl.vn.text import excerpt

LARGEST = 200 * 1024 * 1024
_PLAIN = re.compile(r"[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?")


@dataclass(frozen=True)
class Columns:
    """Headings and text cells of a file; `lines` says where each row stands in it."""

    file: Path
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    delimiter: str

    def has(self, name: str) -> bool:
        return name in self.headings

    def texts(self, name: str) -> list[str]:
        position = self._position(name)
        return [row[position].strip() for row in self.rows]

    def numbers(self, name: str) -> list[float]:
        """The column as numbers, all of them in one notation; an empty cell is not-a-number.

        1012.345 is what a program writes, 1.012.345 what an office does: 998.575 beside it is then no fraction.
        """
        cells = list(zip(self.texts(name), self.lines, strict=True))
        strange = [cell for cell in cells if not _is_empty(cell[0]) and not _is_plain(cell[0])]
        if not strange and self.delimiter != ";":
            return [math.nan if _is_empty(text) else float(text) for text, _line in cells]
        for text, line in strange:  # the cell at fault is named before those that only look otherwise beside it
            self._number(text, line, name)
        return [self._number(text, line, name) for text, line in cells]

    def _position(self, name: str) -> int:
        if name not in self.headings:
            raise CommandError(f"{self.file}: không có cột “{name}”. Các cột: {', '.join(self.headings)}.")
        return self.headings.index(name)

    def _number(self, text: str, line: int, name: str) -> float:
        if _is_empty(text):
            return math.nan
        try:
            return float(parse_number(text))
        except ValueError as error:
            raise CommandError(f"{self.file}:{line}: cột “{name}”: {error}") from error


def _is_empty(text: str) -> bool:
    return text.upper() in ("", "NA", "NAN", "…", "-")


def _is_plain(text: str) -> bool:
    """The form programs write."""
    return bool(_PLAIN.fullmatch(text)) and math.isfinite(float(text))


def number(text: str) -> float:
    """A number typed in a command: 0,055 or 0.055."""
    value = float(text.replace(",", "."))
    if not math.isfinite(value):
        raise ValueError
    return value


def read(path: str, needed: Sequence[str] = ()) -> Columns:
    """A CSV file with headings in its first line; comma, semicolon or tab between cells, UTF-8."""
    file = Path(path)
    if not file.is_file():
        raise CommandError(f"Không có tệp {path}. Đối chiếu lại đường dẫn.")
    if file.stat().st_size > LARGEST:
        raise CommandError(f"Tệp {path} lớn hơn 200 MB. Tách tệp rồi chạy lại.")
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise CommandError(f"Tệp {path} không phải UTF-8. Lưu lại dưới dạng CSV UTF-8.") from error
    if "\x00" in text:
        raise CommandError(f"Tệp {path} không phải CSV.")
    found = _parsed(file, text)
    for name in needed:
        found._position(name)
    return found


def _parsed(file: Path, text: str) -> Columns:
    first = text.split("\n", 1)[0]
    delimiter = max((",", ";", "\t"), key=first.count)
    reader = csv.reader(text.splitlines(), delimiter=delimiter)
    try:
        headings = tuple(cell.strip() for cell in next(reader))
    except (StopIteration, csv.Error):
        raise CommandError(f"Tệp {file} trống.") from None
    repeated = sorted({name for name in headings if name and headings.count(name) > 1})
    if repeated:
        raise CommandError(f"{file}:1: cột “{repeated[0]}” đứng hai lần. Đổi tên một cột.")
    rows, lines = [], []
    try:
        for row in reader:
            if not any(cell.strip() for cell in row):
                continue
            if len(row) != len(headings):
                message = f"{file}:{reader.line_num}: có {len(row)} ô, tiêu đề có {len(headings)} cột."
                raise CommandError(f"{message} Dòng: {excerpt(delimiter.join(row))}")
            rows.append(tuple(row))
            lines.append(reader.line_num)
    except csv.Error as error:
        raise CommandError(f"{file}:{reader.line_num}: dòng không đọc được.") from error
    if not rows:
        raise CommandError(f"Tệp {file} chưa có dòng số liệu nào.")
    return Columns(file, headings, tuple(rows), tuple(lines), delimiter)
