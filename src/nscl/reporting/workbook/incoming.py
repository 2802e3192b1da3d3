"""The workbook of a report on its way back: whose it is, and what its cells say, each with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.utils.translation import gettext as _

from nscl.documents.intake import Page, place_of
from nscl.documents.sheets import Value
from nscl.documents.xlsx import is_cut
from nscl.reporting.models import Report
from nscl.reporting.workbook import layout
from nscl.reporting.workbook.layout import BOXES, MARK, TEMPLATE, WORD_BOXES, Identity, Row, WordColumn, column_named
from nscl.vn.dates import format_date, format_moment
from nscl.vn.text import clean

HEADING_WITHIN: Final = 40  # rows of the sheet
NEEDED: Final = {"code", "result"}
MOST_ROWS: Final = 500


@dataclass(frozen=True)
class Arrival:
    """What a workbook holds: whose it is, its rows, and what its reader should know of how it was read."""

    identity: Identity
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()


def read(pages: Iterable[Page], report: Report) -> Arrival:
    """Raises ValueError, with what to do, where it is not the workbook of this report."""
    pages = list(pages)
    identity = _identity(pages)
    table = next((found for page in pages if (found := _table(page))), None)
    if table is None:
        raise ValueError(_no_table())
    if identity is None:
        raise ValueError(_no_identity())
    _refuse_of_another(identity, report)
    rows = tuple(table.rows(identity))
    if len(rows) > MOST_ROWS:
        raise ValueError(_("Bảng có quá nhiều hàng. Tải tệp mới, chép các ô đã viết sang rồi gửi lại."))
    return Arrival(identity, rows, tuple(_notes(identity, table, rows)))


def _identity(pages: Iterable[Page]) -> Identity | None:
    for page in pages:
        if page.rows and page.rows[0] and page.rows[0][0] == MARK:
            pairs = {_text(row[0]): _text(row[1]) if len(row) > 1 else "" for row in page.rows[1:] if row}
            return Identity.read(pairs)
    return None


@dataclass(frozen=True)
class _Table:
    """The table of a page: where its headings are, and which column each names."""

    page: Page
    top: int
    columns: Mapping[str, int]

    def rows(self, identity: Identity) -> Iterator[Row]:
        """The order of rows and of columns is free; an empty row is none."""
        boxes = [key for key in BOXES if key in self.columns]
        for number, cells in enumerate(self.page.rows[self.top + 1 :], start=self.top + 1):
            code = _text(_at(cells, self.columns["code"])).strip()
            said = {key: _text(_at(cells, self.columns[key])) for key in boxes}
            if not code and not any(said.values()):
                continue
            places = {key: place_of(number, self.columns[key]) for key in ("code", *boxes)}
            kept = {key: text for key, text in said.items() if not is_cut(text)}
            yield Row(code, identity.versions.get(code), kept, places, identity.replies.get(code))


def _table(page: Page) -> _Table | None:
    for top, cells in enumerate(page.rows[:HEADING_WITHIN]):
        columns: dict[str, int] = {}
        for place, value in enumerate(cells):
            if isinstance(value, str) and (key := column_named(value)):
                columns.setdefault(key, place)
        if NEEDED.issubset(columns):
            return _Table(page, top, columns)
    return None


def _at(cells: Sequence[Value], place: int) -> Value:
    return cells[place] if place < len(cells) else None


def _text(value: Value) -> str:
    """What somebody wrote, whatever the office suite has made of it: 9 for "9", a day for "05/9/2028"."""
    match value:
        case None:
            return ""
        case float():
            return f"{value:.15g}".replace(".", ",")
        case datetime():
            return format_moment(value)
        case date():
            return format_date(value)
    return clean(str(value)).strip()


def _refuse_of_another(identity: Identity, report: Report) -> None:
    words = {
        "found": identity.body_name or identity.body,
        "body": report.body.name,
        "their_round": identity.round_title,
    }
    if not identity.is_of_body(report):
        message = _(
            "Tệp này của %(found)s, không phải của %(body)s. Chọn đúng tệp của %(body)s, hoặc gửi tệp này ở trang "
            "báo cáo của %(found)s."
        )
        raise ValueError(message % words)
    if not identity.is_of(report):
        message = _(
            'Tệp này của kỳ "%(their_round)s", không phải kỳ "%(round)s". '
            "Tải tệp của kỳ này, chép các ô đã viết sang rồi gửi lại."
        )
        raise ValueError(message % {**words, "round": report.round.title})


def _notes(identity: Identity, table: _Table, rows: Iterable[Row]) -> Iterator[str]:
    values = {"n": identity.template, "known": TEMPLATE}
    if identity.template > TEMPLATE:
        yield (
            _(
                "Tệp theo mẫu %(n)s, mới hơn mẫu %(known)s mà hệ thống này biết: "
                "các cột đã biết được đọc, cột khác bỏ qua. "
                "Thấy thiếu nội dung thì tải tệp mới, chép sang rồi gửi lại."
            )
            % values
        )
    if identity.template < TEMPLATE:
        yield _(
            "Tệp theo mẫu cũ (mẫu %(n)s, nay là mẫu %(known)s): đã tự chuyển. "
            "Mẫu cũ chưa có cột: %(columns)s; các ô đó giữ nguyên như trong báo cáo."
        ) % {**values, "columns": _named(layout.lacking(identity.template))}
    given = BOXES if identity.replies else WORD_BOXES
    gone = [each for each in given.values() if each.key not in table.columns and each.since <= identity.template]
    if gone:
        message = _("Tệp không còn cột: %(columns)s. Các ô đó giữ nguyên như trong báo cáo.")
        yield message % {"columns": _named(gone)}
    absent = sorted(set(identity.versions) - {row.code for row in rows})
    if absent:
        message = _("Tệp không còn mục: %(codes)s. Các mục đó giữ nguyên như trong báo cáo.")
        yield message % {"codes": ", ".join(absent)}


def _named(columns: Iterable[WordColumn]) -> str:
    return ", ".join(str(column.heading) for column in columns)


def _no_table() -> str:
    return _(
        'Không thấy bảng có cột "Mã" và "Kết quả". Tệp này không phải tệp báo cáo tải từ hệ thống: '
        "tải tệp mới, chép các ô đã viết sang rồi gửi lại."
    )


def _no_identity() -> str:
    return _(
        "Tệp mất phần nhận biết đơn vị và kỳ báo cáo (thường do chép bảng sang tệp khác). "
        "Tải tệp mới, chép các ô đã viết sang rồi gửi lại."
    )
