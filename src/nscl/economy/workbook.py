"""The workbook of statistics: a sheet a territory, a row a release of a series, a column a year. Out and back in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from nscl.documents.intake import Page, place_of
from nscl.documents.sheets import Column, Sheet, Value
from nscl.economy.arriving import Cell, Release, day_of, refuse_year, value_of, vintage_of, year_of
from nscl.economy.series import Observation, Series, Territory, Vintage
from nscl.vn.calendar import today
from nscl.vn.dates import format_date
from nscl.vn.text import clean, excerpt, fold

HEADINGS: Final[Mapping[str, StrOrPromise]] = {
    "code": gettext_lazy("Mã chuỗi"),
    "title": gettext_lazy("Tên chuỗi"),
    "unit": gettext_lazy("Đơn vị tính"),
    "vintage": gettext_lazy("Lần công bố"),
    "released_on": gettext_lazy("Ngày công bố"),
    "source": gettext_lazy("Nguồn"),
    "url": gettext_lazy("Đường dẫn"),
    "derived": gettext_lazy("Cách suy ra"),
}
WIDTHS: Final = (24, 40, 14, 14, 14, 40, 30, 24)
LONGEST: Final = {"source": 300, "url": 600, "derived": 300}  # what the columns of an observation hold
HEADING_WITHIN: Final = 30  # rows of a sheet
MOST_CELLS: Final = 20_000
YEARS_BACK: Final = 15


# ---------- out ----------


def template(territories: Iterable[Territory]) -> list[Sheet]:
    """The workbook as it stands: every standing release a row, and under each series an empty row for the next."""
    series = Series.objects.filter(territory__in=list(territories)).select_related("territory")
    kept: dict[int, list[Observation]] = {}
    for row in Observation.objects.standing().of_one_year().filter(series__in=series).order_by("year", "pk"):
        kept.setdefault(row.series_id, []).append(row)
    by_territory: dict[Territory, list[Series]] = {}
    for each in series:
        by_territory.setdefault(each.territory, []).append(each)
    return [_sheet(territory, own, kept) for territory, own in by_territory.items()]


def _sheet(territory: Territory, series: Sequence[Series], kept: Mapping[int, list[Observation]]) -> Sheet:
    first = min((row.year for own in series for row in kept.get(own.pk, ())), default=today().year - YEARS_BACK)
    years = range(min(first, today().year - 1), today().year + 1)
    heads = [Column(str(title), "text", width) for title, width in zip(HEADINGS.values(), WIDTHS, strict=True)]
    columns = [*heads, *(Column(str(year), "number", 13) for year in years)]
    rows = [line for own in series for line in _lines(own, kept.get(own.pk, []), years)]
    names = ", ".join(str(label) for label in Vintage.labels)
    told = [
        _("Mỗi hàng là một lần công bố của một chuỗi. Ghi lần công bố mới vào hàng trống dưới chuỗi, hoặc thêm hàng."),
        _("Lần công bố: %(names)s. Ngày công bố: ngày/tháng/năm. Năm chưa có số thì để trống.") % {"names": names},
    ]
    return Sheet(territory.name, columns, rows, told)


def _lines(series: Series, rows: Iterable[Observation], years: range) -> Iterator[list[Value]]:
    releases: dict[tuple[str, str, str, str, str], dict[int, Value]] = {}
    for row in rows:
        day = format_date(row.released_on) if row.released_on else ""
        key = (str(row.get_vintage_display()), day, row.source, row.url, row.derived)
        releases.setdefault(key, {})[row.year] = row.value.normalize()
    named: list[Value] = [series.code, series.title, series.unit]
    for key, values in releases.items():
        yield [*named, *key, *(values.get(year) for year in years)]
    yield [*named, *[None] * 5, *[None for _year in years]]


# ---------- in ----------


@dataclass(frozen=True)
class Found:
    """What a workbook holds: its cells, and what was passed over, in words."""

    cells: tuple[Cell, ...]
    notes: tuple[str, ...]


def read(pages: Iterable[Page]) -> Found:
    """The values of a workbook, each with its place. Raises ValueError where no sheet is one of ours: one query."""
    series = {each.code: each for each in Series.objects.select_related("territory")}
    cells: list[Cell] = []
    notes: list[str] = []
    is_ours = False
    for page in pages:
        top = next((n for n, row in enumerate(page.rows[:HEADING_WITHIN]) if _is_heading(row)), None)
        if top is None:
            if any(value is not None for row in page.rows for value in row):
                notes.append(_('Bỏ qua trang tính "%(name)s": không có hàng tên cột.') % {"name": excerpt(page.name)})
            continue
        is_ours = True
        columns = _Columns.of(page, page.rows[top], top)
        cells += columns.faults
        notes += columns.notes
        for number, row in enumerate(page.rows[top + 1 :], start=top + 1):
            cells += _row(page, number, row, columns, series)
    if not is_ours:
        raise ValueError(_('Không thấy hàng tên cột có "Mã chuỗi". Tải tệp mẫu, chép số vào rồi gửi lại.'))
    if len(cells) > MOST_CELLS:
        raise ValueError(_("Tệp có quá nhiều số. Chia thành nhiều tệp dưới 20.000 số."))
    return Found(tuple(cells), tuple(notes))


def _is_heading(row: Sequence[Value]) -> bool:
    return any(fold(str(value)) == fold(str(HEADINGS["code"])) for value in row if isinstance(value, str))


@dataclass(frozen=True)
class _Columns:
    """Where each thing stands in a sheet, by its heading; the order of columns is free."""

    named: Mapping[str, int]
    years: Mapping[int, int]
    faults: tuple[Cell, ...]
    notes: tuple[str, ...]

    @classmethod
    def of(cls, page: Page, heading: Sequence[Value], top: int) -> _Columns:
        names = {fold(str(title)): name for name, title in HEADINGS.items()}
        named: dict[str, int] = {}
        years: dict[int, int] = {}
        faults, notes = [], []
        for column, value in enumerate(heading):
            name, year = names.get(fold(str(value))), year_of(value)
            if name is not None:
                named.setdefault(name, column)
            elif year is not None and year in years:
                message = _("Năm %(year)s đã có ở cột %(place)s. Xóa một cột.")
                fault = message % {"year": year, "place": place_of(top, years[year]).rstrip("0123456789")}
                faults.append(Cell(place_of(top, column), str(year), fault=fault, sheet=page.name))
            elif year is not None:
                years[year] = column
            elif value is not None:
                words = _('%(sheet)s: bỏ qua cột "%(name)s".')
                notes.append(words % {"sheet": excerpt(page.name), "name": excerpt(str(value))})
        return cls(named, years, tuple(faults), tuple(notes))


def _row(
    page: Page, number: int, row: Sequence[Value], columns: _Columns, series: Mapping[str, Series]
) -> Iterator[Cell]:
    """The values of one row; a row without any says nothing. What is wrong with its release holds back all of them."""
    values = {year: row[column] for year, column in columns.years.items() if row[column] is not None}
    if not values:
        return
    said = {name: row[column] for name, column in columns.named.items()}
    faults = list(_head_faults(page, number, said, columns, series))
    yield from faults
    if faults:
        return
    own, release = series[str(said["code"])], _release(said)
    for year, written in sorted(values.items()):
        place, text = place_of(number, columns.years[year]), _text(written)
        try:
            refuse_year(year)
            yield Cell(place, text, release.statistic(own, year, value_of(own, written)), sheet=page.name)
        except ValueError as error:
            yield Cell(place, text, fault=str(error), sheet=page.name)


def _head_faults(
    page: Page, number: int, said: Mapping[str, Value], columns: _Columns, series: Mapping[str, Series]
) -> Iterator[Cell]:
    checks = {
        "code": lambda: _refuse_code(said.get("code"), series),
        "vintage": lambda: vintage_of(said.get("vintage")),
        "released_on": lambda: day_of(said.get("released_on")),
        "source": lambda: _text_of("source", said),
        "url": lambda: _refuse_url(_text_of("url", said)),
        "derived": lambda: _text_of("derived", said),
    }
    for name, check in checks.items():
        try:
            check()
        except ValueError as error:
            column = columns.named.get(name, columns.named["code"])
            yield Cell(place_of(number, column), _text(said.get(name)), fault=str(error), sheet=page.name)


def _release(said: Mapping[str, Value]) -> Release:
    return Release(
        vintage=vintage_of(said.get("vintage")),
        released_on=day_of(said.get("released_on")),
        source=_text_of("source", said),
        url=_text_of("url", said),
        derived=_text_of("derived", said),
    )


def _refuse_code(written: Value, series: Mapping[str, Series]) -> None:
    if written is None:
        raise ValueError(_("Ô trống. Chép mã chuỗi từ hàng trên."))
    if str(written) not in series:
        message = _('Không có chuỗi "%(code)s". Mã chuỗi có ở trang Số liệu thống kê.')
        raise ValueError(message % {"code": excerpt(str(written))})


def _text_of(name: str, said: Mapping[str, Value]) -> str:
    text = " ".join(clean(_text(said.get(name))).split())
    if not text and name == "source":
        raise ValueError(_("Ô trống. Ghi cơ quan công bố và tên ấn phẩm, ví dụ Niên giám thống kê năm 2024."))
    if len(text) > LONGEST[name]:
        raise ValueError(_("Dài quá %(n)s ký tự. Rút gọn.") % {"n": LONGEST[name]})
    return text


def _refuse_url(text: str) -> None:
    if text:
        try:
            URLValidator(schemes=["http", "https"])(text)
        except ValidationError as error:
            raise ValueError(_("Không phải địa chỉ trang, ví dụ https://www.nso.gov.vn/.")) from error


def _text(value: Value) -> str:
    if isinstance(value, float):
        return f"{value:.15g}".replace(".", ",")
    return "" if value is None else str(value)
