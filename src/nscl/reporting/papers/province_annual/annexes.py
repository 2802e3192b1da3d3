"""The annexes of the report: which there are, how the text refers to them, and their tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from nscl.documents.blocks import Annex, Column, Table, Text
from nscl.plan.codes import task_number
from nscl.reporting.papers.province_annual import reconciliation
from nscl.reporting.papers.province_annual.context import Arrival, Context, Kept
from nscl.reporting.papers.province_annual.digest import Digest
from nscl.reporting.papers.wording import (
    END,
    NIL,
    NOT_APPLICABLE,
    figure,
    legend,
    lower_first,
    note,
    number_of,
    place_of,
    upper_first,
)
from nscl.reporting.papers.words import Idea, named
from nscl.scorecard.line import Line, Number
from nscl.scorecard.measures import MEASURES
from nscl.vn.dates import format_date
from nscl.vn.numbers import format_count, format_number, format_signed

ROMAN: Final = ("I", "II", "III", "IV", "V")
RECONCILED: Final = "reconciled"
PLACES: Final = "places"
EARLIER: Final = "earlier"
ARRIVALS: Final = "arrivals"
WORDS: Final = "words"


@dataclass(frozen=True)
class Annexes:
    """The annexes that are needed, in order. One alone has no number (Decree 30/2020/ND-CP, annex I, section III.1)."""

    numbers: Mapping[str, str]

    def __contains__(self, key: str) -> bool:
        return key in self.numbers

    def cite(self, key: str) -> str:
        """ "Phụ lục II", for the text that must refer to it."""
        return _("Phụ lục {number}").format(number=self.numbers[key]).strip()


def needed(context: Context, digest: Digest) -> Annexes:
    wanted = {
        RECONCILED: bool(context.reconciled),
        PLACES: bool(context.places),
        EARLIER: bool(context.reported),
        ARRIVALS: bool(context.arrivals),
        WORDS: any(ideas for _title, ideas in _excess(digest)),
    }
    keys = [key for key, is_needed in wanted.items() if is_needed]
    return Annexes(dict(zip(keys, ROMAN if len(keys) > 1 else [""], strict=False)))


def write(context: Context, digest: Digest, annexes: Annexes, reference: str) -> Iterator[Annex]:
    tables = {
        RECONCILED: (
            _("ĐỐI CHIẾU SỐ LIỆU TOÀN TỈNH VỚI BÁO CÁO CỦA CÁC ĐƠN VỊ"),
            lambda: reconciliation.table(context.reconciled),
        ),
        PLACES: (_("KẾT QUẢ NĂM {year} THEO XÃ, PHƯỜNG"), lambda: _places(context)),
        EARLIER: (_("SỐ LIỆU CÁC NĂM TRƯỚC: ĐÃ BÁO CÁO, CẬP NHẬT, CHÊNH LỆCH"), lambda: _earlier(context)),
        ARRIVALS: (
            _("CƠ QUAN, ĐƠN VỊ, ĐỊA PHƯƠNG BÁO CÁO CHẬM, KHÔNG PHÁT SINH, CHƯA BÁO CÁO"),
            lambda: _arrivals(context),
        ),
        WORDS: (_("NỘI DUNG BÁO CÁO CỦA CÁC CƠ QUAN, ĐƠN VỊ, ĐỊA PHƯƠNG"), lambda: _words(digest)),
    }
    for key, number in annexes.numbers.items():
        title, table = tables[key]
        yield Annex(title.format(year=context.year), (table(),), number=number, reference=reference)


def _places(context: Context) -> Table:
    lines = [line for line in context.lines if line.measurement is not None]
    width = 180 / max(len(lines), 1)
    columns = (
        Column(_("TT"), 12, "center"),
        Column(_("Xã, phường"), 55),
        *(Column(_place_heading(line), width, "right") for line in lines),
    )
    rows = tuple(
        (
            str(position),
            upper_first(row.name.removeprefix("UBND ")) or _("Không thuộc xã, phường"),
            *(_count(row.counts.get(line.code)) for line in lines),
        )
        for position, row in enumerate(context.places, start=1)
    )
    total = ("", _("Tổng số"), *(_count(line.value) for line in lines))
    start = context.plan.period.start
    closing = note(
        legend((*rows, total)),
        _("Lũy kế tính từ ngày 01/01/{start}").format(start=start) if any(map(_accumulates, lines)) else "",
        _("Xã, phường không có tên trong bảng không phát sinh"),
    )
    return Table(columns, rows, total=total, note=closing.removesuffix(".") + END)


def _place_heading(line: Line) -> str:
    unit = _("{unit}, lũy kế").format(unit=line.unit) if _accumulates(line) else line.unit
    return f"{number_of(line.code)}. {line.indicator.short} ({unit})"


def _accumulates(line: Line) -> bool:
    target = line.indicator.target
    return target.is_cumulative and target.shape != "maintain"


def _count(value: Number | None) -> str:
    return format_number(value) if value else NIL


def _earlier(context: Context) -> Table:
    years = list(context.reported)
    width = min(22.0, 120 / (3 * len(years)))
    rest = 163 - 3 * width * len(years)
    columns = [Column(_("TT"), 14, "center"), Column(_("Chỉ tiêu"), rest), Column(_("Đơn vị tính"), 24)]
    for year in years:
        columns += [
            Column(_("Năm {year}: đã báo cáo").format(year=year), width, "right"),
            Column(_("Cập nhật"), width, "right"),
            Column(_("Chênh lệch"), width, "right"),
        ]
    columns.append(Column(_("Lý do"), 46))
    rows: list[tuple[Text, ...]] = []
    for line in context.lines:
        updated = {figure.year: figure.value for figure in line.by_year}
        compared = [(year, context.reported[year].get(line.code), updated.get(year)) for year in years]
        if any((kept and kept.value is not None) or found is not None for _year, kept, found in compared):
            cells = [cell for year, kept, found in compared for cell in _compared(line, year, kept, found)]
            why = "; ".join(
                _why(context, line, year) for year, kept, found in compared if _is_changed(kept, found, year)
            )
            rows.append((number_of(line.code), line.indicator.short, line.unit, *cells, why or NOT_APPLICABLE))
    said = note(legend(rows), _("Số cập nhật là số biết được đến thời điểm lập báo cáo này; báo cáo trước không sửa"))
    return Table(tuple(columns), tuple(rows), note=said.removesuffix(".") + END)


def _is_changed(kept: Kept | None, found: Number | None, year: int) -> bool:
    """Both figures stand, cover the same years and differ."""
    if kept is None or kept.value is None or found is None or kept.last_year < year:
        return False
    return found != kept.value


def _why(context: Context, line: Line, year: int) -> str:
    """The reasons given for adjustments of the register the figure reads; what else may have moved it."""
    slug = MEASURES[line.indicator.measure].register if line.indicator.measure in MEASURES else ""
    own = [each for each in context.adjusted if each.year == year and each.register.slug == slug]
    if not own:
        return _("Năm {year}: dòng phát sinh sau ngày chốt, hoặc sửa, rút sau khi khóa").format(year=year)
    words = _("Năm {year}: điều chỉnh sau chốt {n} dòng; lý do: {why}")
    reasons = "; ".join(dict.fromkeys(lower_first(each.why.rstrip(". ")) for each in own))
    return words.format(year=year, n=format_count(len(own)), why=reasons)


def _compared(line: Line, year: int, kept: Kept | None, found: Number | None) -> tuple[str, str, str]:
    """A difference only between figures of the same years: an average may have been reported without the last one."""
    reported = kept.value if kept else None
    if reported is None or found is None or (kept and kept.last_year < year):
        return figure(line, reported), figure(line, found), NOT_APPLICABLE
    difference = format_signed(found - reported, 1 if line.unit.startswith("%") else None)  # type: ignore[operator]
    if line.unit.startswith("%") and found != reported:
        difference = _("{difference} điểm %").format(difference=difference)
    return figure(line, reported), figure(line, found), difference


def _arrivals(context: Context) -> Table:
    columns = (
        Column(_("TT"), 14, "center"),
        Column(_("Cơ quan, đơn vị, địa phương"), 125),
        Column(_("Tình trạng"), 70),
        Column(_("Ngày nhận"), 38, "center"),
    )
    rows = tuple(
        (str(position), row.name, _status(row), format_date(row.on) if row.on else NOT_APPLICABLE)
        for position, row in enumerate(context.arrivals, start=1)
    )
    due = _("Thời hạn: gửi trước ngày {day}").format(day=format_date(context.round.due_before)) if context.round else ""
    return Table(columns, rows, note=note(legend(rows), due).removesuffix(".") + END)


def _status(row: Arrival) -> str:
    """Lateness is counted by the extended day; that day is printed, the round's stands under the table."""
    more = _("được gia hạn đến trước ngày {day}").format(day=format_date(row.extended)) if row.extended else ""
    if row.on is None:
        missing = _("Chưa gửi (được đề nghị cung cấp thông tin)") if row.is_invited else _("Chưa gửi")
        return "; ".join(part for part in (missing, more) if part)
    said = [
        more,
        _("Chậm {days} ngày").format(days=format_count(row.days_late)) if row.days_late else "",
        _("Không phát sinh") if row.is_nil else "",
    ]
    return upper_first("; ".join(part for part in said if part).lower())


def _words(digest: Digest) -> Table:
    columns = (
        Column(_("TT"), 14, "center"),
        Column(_("Nội dung"), 40),
        Column(_("Cơ quan, đơn vị, địa phương"), 63),
        Column(_("Báo cáo"), 130),
    )
    told = [(title, idea) for title, ideas in _excess(digest) for idea in ideas]
    rows = tuple(
        (str(position), title, named(idea.speakers), idea.text) for position, (title, idea) in enumerate(told, start=1)
    )
    return Table(columns, rows, note=_("Chỉ nêu nội dung chưa có ở phần trên của báo cáo") + END, splits=True)


def _excess(digest: Digest) -> Iterator[tuple[str, tuple[Idea, ...]]]:
    """Every list that is longer than the body of the paper shows, with what it is about."""
    yield _("Chỉ đạo, điều hành"), digest.situation.rest
    for code, told in digest.items.items():
        yield _item_title(code), told.excess
    yield _("Khó khăn, vướng mắc"), digest.difficulties.rest
    yield _("Đề xuất, kiến nghị"), digest.proposals.rest
    yield _("Kế hoạch năm sau"), digest.next_year.rest


def _item_title(code: str) -> str:
    if code.startswith("NV"):
        return _("Nhiệm vụ {number}").format(number=task_number(code))
    return upper_first(place_of(code))
