"""Columns of a CSV file as numbers: what cannot be read is refused with its line and column."""

from __future__ import annotations

import csv
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from nscl.cli import CommandError
from nscl.vn.numbers import parse_number
from nscl.vn.text import excerpt

LARGEST = 200 * 1024 * 1024


@dataclass(frozen=True)
class Columns:
    """Headings and text cells of a file; `lines` says where each row stands in it."""

    file: Path
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]

    def has(self, name: str) -> bool:
        return name in self.headings

    def texts(self, name: str) -> list[str]:
        position = self._position(name)
        return [row[position].strip() for row in self.rows]

    def numbers(self, name: str) -> list[float]:
        """The column as numbers; an empty cell is not-a-number."""
        position = self._position(name)
        return [self._number(row[position], line, name) for row, line in zip(self.rows, self.lines, strict=True)]

    def _position(self, name: str) -> int:
        if name not in self.headings:
            raise CommandError(f"{self.file}: không có cột “{name}”. Các cột: {', '.join(self.headings)}.")
        return self.headings.index(name)

    def _number(self, text: str, line: int, name: str) -> float:
        text = text.strip()
        if not text or text.upper() in ("NA", "NAN", "…", "-"):
            return math.nan
        try:
            return float(text)  # the form programs write
        except ValueError:
            pass
        try:
            return float(parse_number(text))
        except ValueError as error:
            raise CommandError(f"{self.file}:{line}: cột “{name}”: {error}") from error


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
    return Columns(file, headings, tuple(rows), tuple(lines))
