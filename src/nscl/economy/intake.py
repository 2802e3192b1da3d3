"""Statistics out of a sheet of text: every fault named by its line, and nothing kept unless all lines can be.

A folder of public statistics holds `territories.csv`, `series.csv` and `observations.csv`. Values are written the way
programs write them: a decimal point, days as 2025-07-01.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from io import StringIO
from pathlib import Path
from typing import Final

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils.translation import gettext as _

from nscl.economy.actions import Statistic, add_statistics
from nscl.economy.arriving import Cell, refuse_year
from nscl.economy.series import MAY_FALL, Observation, Series, Territory, Vintage
from nscl.organisations.models import User
from nscl.vn.numbers import format_number
from nscl.vn.text import clean

COLUMNS: Final = ("series", "since", "year", "value", "vintage", "released_on", "source", "url", "derived")
REQUIRED: Final = ("series", "year", "value", "vintage", "source")
TERRITORY_COLUMNS: Final = ("code", "name", "merged_into", "merged_on")
SERIES_COLUMNS: Final = ("code", "concept", "title", "territory", "industry", "unit", "basis")
MOST_LINES: Final = 20_000
LONGEST: Final = {"source": 300, "url": 600, "derived": 300}  # what the columns of an observation hold


@dataclass(frozen=True)
class Fault:
    """What is wrong with one line of the file, as its reader counts lines."""

    line: int
    message: str


@dataclass(frozen=True)
class Reading:
    """What a file holds, before anything is kept."""

    rows: tuple[Statistic, ...]
    faults: tuple[Fault, ...]
    lines: tuple[int, ...] = ()  # of the rows

    @property
    def cells(self) -> tuple[Cell, ...]:
        """As a page looks at them: each value and each fault at its line."""
        good = [(line, _cell(line, row)) for line, row in zip(self.lines, self.rows, strict=True)]
        bad = [(each.line, Cell(_place(each.line), "", fault=each.message)) for each in self.faults]
        return tuple(cell for _line, cell in sorted([*good, *bad], key=lambda pair: pair[0]))


def _place(line: int) -> str:
    return _("dòng %(n)s") % {"n": line}


def _cell(line: int, row: Statistic) -> Cell:
    try:
        refuse_year(row.year)
    except ValueError as error:
        return Cell(_place(line), format_number(row.value), fault=str(error))
    return Cell(_place(line), format_number(row.value), row)


def read(text: str) -> Reading:
    """The rows of a file of observations, and every fault in it: two queries, whatever its length."""
    reader = csv.DictReader(StringIO(text.removeprefix("\ufeff"), newline=""))
    missing = [name for name in REQUIRED if name not in _headings(reader)]
    if missing:
        message = _("Dòng đầu thiếu cột %(names)s. Giữ nguyên dòng tên cột: %(all)s.")
        return Reading((), (Fault(1, message % {"names": ", ".join(missing), "all": ",".join(COLUMNS)}),))
    series = {each.code: each for each in Series.objects.select_related("territory")}
    rows: list[Statistic] = []
    lines: list[int] = []
    faults: list[Fault] = []
    try:
        for given in reader:
            if reader.line_num > MOST_LINES:
                faults.append(Fault(reader.line_num, _("Tệp quá dài. Chia thành nhiều tệp dưới 20.000 dòng.")))
                break
            try:
                rows.append(_statistic(given, series))
                lines.append(reader.line_num)
            except ValueError as error:
                faults.append(Fault(reader.line_num, str(error)))
    except csv.Error:
        faults.append(Fault(reader.reader.line_num, _("Dòng không đọc được. Lưu lại tệp dưới dạng CSV UTF-8.")))
    return Reading(tuple(rows), tuple(faults), tuple(lines))


def _headings(reader: csv.DictReader[str]) -> Sequence[str]:
    try:
        return reader.fieldnames or ()
    except csv.Error:
        return ()


def _statistic(given: Mapping[str, str | None], series: Mapping[str, Series]) -> Statistic:
    cells = {name: clean(given.get(name) or "").strip() for name in COLUMNS}
    for name in REQUIRED:
        if not cells[name]:
            raise ValueError(_('Ô "%(name)s" còn trống.') % {"name": name})
    if cells["series"] not in series:
        message = _('Không có chuỗi "%(code)s". Ghi mã của một chuỗi đã có; mã ở tệp series.csv.')
        raise ValueError(message % {"code": cells["series"][:80]})
    if cells["vintage"] not in Vintage.values:
        message = _('Lần công bố "%(given)s" không có. Ghi một trong: %(known)s.')
        raise ValueError(message % {"given": cells["vintage"][:40], "known": ", ".join(Vintage.values)})
    year = _year("year", cells["year"])
    return Statistic(
        series=series[cells["series"]],
        since=_since(cells["since"], year) if cells["since"] else None,
        year=year,
        value=_value(cells["value"], may_fall=series[cells["series"]].concept in MAY_FALL),
        vintage=cells["vintage"],
        released_on=_day(cells["released_on"]),
        source=_text("source", cells["source"]),
        url=_url(cells["url"]),
        derived=_text("derived", cells["derived"]),
    )


def _year(name: str, text: str) -> int:
    if not (text.isascii() and text.isdecimal() and 1900 <= int(text[:5]) <= 2200):
        raise ValueError(_('Ô "%(name)s": "%(text)s" không phải năm, ví dụ 2024.') % {"name": name, "text": text[:40]})
    return int(text)


def _since(text: str, year: int) -> int:
    since = _year("since", text)
    if since >= year:
        raise ValueError(_('Ô "since": phải trước năm của dòng.'))
    return since


def _value(text: str, *, may_fall: bool) -> Decimal:
    try:
        value = Decimal(text)
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite() or abs(value) >= Decimal(10) ** 18:
        message = _('Ô "value": "%(text)s" không phải số. Ghi dấu chấm thập phân, không dấu nghìn, ví dụ 126483.5.')
        raise ValueError(message % {"text": text[:40]})
    if value <= 0 and not may_fall:
        raise ValueError(_('Ô "value": phải là số dương. Năm chưa có số thì bỏ dòng, không ghi 0.'))
    return round(value, 6)


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        message = _('Ô "released_on": không có ngày "%(text)s". Ghi năm-tháng-ngày, ví dụ 2025-07-01.')
        raise ValueError(message % {"text": text[:40]}) from error


def _text(name: str, text: str) -> str:
    longest = LONGEST[name]
    if len(text) > longest:
        raise ValueError(_('Ô "%(name)s" dài quá %(n)s ký tự. Rút gọn.') % {"name": name, "n": longest})
    return text


def _url(text: str) -> str:
    if text:
        try:
            URLValidator(schemes=["http", "https"])(_text("url", text))
        except ValidationError as error:
            raise ValueError(_('Ô "url": không phải địa chỉ trang, ví dụ https://www.nso.gov.vn/.')) from error
    return text


@transaction.atomic
def load_folder(folder: Path, *, by: User | None) -> list[Observation]:
    """Public statistics kept beside a plan, brought in once; a plan without such a folder brings nothing."""
    if not folder.is_dir():
        return []
    _keep(folder / "territories.csv", TERRITORY_COLUMNS, _keep_territory)
    _keep(folder / "series.csv", SERIES_COLUMNS, _keep_series)
    found = read(_text_of(folder / "observations.csv"))
    if found.faults:
        raise ValidationError([f"observations.csv:{fault.line}: {fault.message}" for fault in found.faults])
    return add_statistics(found.rows, by=by, origin=_("Số liệu công khai đi kèm kế hoạch"))


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        message = _("Không đọc được tệp %(path)s. Cần một tệp CSV UTF-8.")
        raise ValidationError(message % {"path": path}) from error


def _keep(path: Path, columns: Sequence[str], keep: Callable[[Mapping[str, str]], None]) -> None:
    reader = csv.DictReader(StringIO(_text_of(path), newline=""))
    try:
        for line in reader:
            keep({name: line[name] or "" for name in columns})
    except (KeyError, ValueError, ObjectDoesNotExist, ValidationError, csv.Error) as error:
        message = _("%(file)s:%(line)s: dòng không đọc được. Đối chiếu các cột: %(columns)s.")
        place = {"file": path.name, "line": reader.reader.line_num, "columns": ", ".join(columns)}
        raise ValidationError(message % place) from error


def _keep_territory(line: Mapping[str, str]) -> None:
    """A territory stands after the one it merged into."""
    whole = Territory.objects.get(code=line["merged_into"]) if line["merged_into"] else None
    merged_on = date.fromisoformat(line["merged_on"]) if whole else None
    defaults = {"name": line["name"], "merged_into": whole, "merged_on": merged_on}
    Territory.objects.get_or_create(code=line["code"], defaults=defaults)


def _keep_series(line: Mapping[str, str]) -> None:
    if not Series.objects.filter(code=line["code"]).exists():
        series = Series(**{**line, "territory": Territory.objects.get(code=line["territory"])})
        series.full_clean(exclude=["search_key"])
        series.save()
