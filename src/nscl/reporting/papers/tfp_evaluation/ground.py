"""What an evaluation stands on: the estimate, its conventions, releases and breaks; the annex of every value used."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext as _

from nscl.documents.blocks import Annex, Block, Column, Heading, Paragraph, Table
from nscl.economy.bands import GRID
from nscl.economy.models import Concept, Observation, PriceBasis, Treatment, Vintage
from nscl.economy.selection import FACTORS, NEEDED, LabourMeasure
from nscl.productivity.capital import Timing
from nscl.reporting.papers.estimates import cited
from nscl.reporting.papers.tfp_evaluation.evaluation import Evaluation
from nscl.reporting.papers.wording import END, dashed, upper_first
from nscl.reporting.papers.words import ended, inside
from nscl.vn.calendar import ZONE
from nscl.vn.dates import format_date
from nscl.vn.numbers import format_number, format_percent, format_signed


def blocks(read: Evaluation) -> Iterator[Block]:
    yield Heading(1, _("I. SỐ LIỆU, QUY ƯỚC"))
    yield Heading(2, _("1. Số liệu"))
    yield Paragraph(_data(read))
    yield Heading(2, _("2. Quy ước"))
    yield _conventions(read)
    yield Heading(2, _("3. Chỗ gãy của chuỗi số liệu"))
    yield from _breaks(read)


def _data(read: Evaluation) -> str:
    vintages = {vintage for rows in read.estimate.inputs.values() for row in rows for vintage in row[3]}
    words = _(
        "Báo cáo lập từ {estimate}, địa bàn {place}, các năm {first}-{last}, chương trình tính năng suất phiên bản "
        "{engine}; tính lại từ số đã lưu cho cùng kết quả. Số đầu vào là số {vintages}; từng giá trị, lần công bố và "
        "nguồn ở Phụ lục I. Tổng sản phẩm do cơ quan thống kê biên soạn, công bố; tỉnh không công bố số khác."
    )
    told = words.format(
        estimate=cited(read.estimate),
        place=read.territory.name,
        first=read.work.years[0],
        last=read.work.years[-1],
        engine=read.estimate.engine,
        vintages=", ".join(str(each.label) for each in Vintage if each in vintages),
    )
    if any(row.is_demo for row in read.rows.values()):
        told += " " + _("Trong đó có số minh họa, không phải số công bố.")
    return told


def _conventions(read: Evaluation) -> Table:
    used = read.work.conventions
    modes = {"official": _("công thức của cơ quan thống kê"), "tornqvist": _("Törnqvist")}
    columns = (Column(_("Quy ước"), 76), Column(_("Giá trị dùng"), 48), Column(_("Khoảng xét ở mục III"), 36, "center"))
    rows = (
        (_("Cách tính của bản tính"), modes[used.mode], _("hai cách ở mục V")),
        (_("Tỷ trọng lao động trong tổng sản phẩm"), format_number(used.labour_share), _range("labour_share")),
        (_("Tỷ lệ khấu hao, một năm"), _percent(used.depreciation), _range("depreciation")),
        (
            _("Vốn đầu năm {year} so với tổng sản phẩm năm đó (lần)").format(year=read.work.years[0]),
            format_number(used.initial_ky),
            _range("ky"),
        ),
        (_("Vốn dùng trong năm"), _timing(used.timing), _("giữ nguyên")),
        (_("Lao động"), _labour(used.labour), _("giữ nguyên")),
    )
    note = _(
        "Ghi chú: Không quy ước nào quan sát được, nên mỗi quy ước đều nêu cùng kết quả. Vốn tích lũy từ tích lũy tài "
        "sản cố định theo giá so sánh; vốn đầu tư thực hiện toàn xã hội không dùng thay."
    )
    return Table(columns, rows, caption=_("Các quy ước của bản tính"), note=note)


def _timing(timing: Timing) -> str:
    return {
        "mid": _("bình quân đầu năm và cuối năm"),
        "opening": _("vốn đầu năm"),
        "closing": _("vốn cuối năm"),
        "half_year": _("vốn cuối năm, đầu tư trong năm khấu hao nửa năm"),
    }[timing]


def _labour(measure: LabourMeasure) -> str:
    return {
        "persons": _("số người đang làm việc"),
        "hours": _("số người × giờ làm việc"),
        "quality": _("số người × chất lượng"),
        "hours_quality": _("số người × giờ làm việc × chất lượng"),
    }[measure]


def _percent(fraction: float) -> str:
    return format_percent(round(100 * fraction, 6), None)


def _range(convention: str) -> str:
    low, high = GRID[convention][0], GRID[convention][-1]
    if convention == "depreciation":
        return f"{_percent(low).removesuffix('%')}-{_percent(high)}"
    return f"{format_number(low)}-{format_number(high)}"


def _breaks(read: Evaluation) -> Iterator[Block]:
    if not read.marks:
        yield Paragraph(_("Không chuỗi nào có chỗ gãy hoặc đổi lần công bố phải xử lý trong các năm của bản tính."))
        return
    yield Paragraph(_("Mỗi chỗ gãy được nối hoặc dùng nguyên số, có lý do và người xử lý:"))
    yield from dashed(
        _("{series}, năm {year}: {treatment}. Lý do: {reason}").format(
            series=mark.series, year=mark.year, treatment=_treatment(mark.treatment, mark.growth),
            reason=ended(mark.reason),
        )
        for mark in read.marks
    )  # fmt: skip


def _treatment(treatment: str, growth: object) -> str:
    if treatment == Treatment.SPLICED:
        return _("nối chuỗi, giả định tăng {growth}% trong năm").format(growth=format_signed(growth))  # type: ignore[arg-type]
    return str(Treatment.WAIVED.label)


def annex(read: Evaluation, reference: str) -> Annex:
    names = {
        Concept.OUTPUT: _("Tổng sản phẩm"),
        Concept.INVESTMENT: _("Tích lũy tài sản cố định"),
        Concept.EMPLOYMENT: _("Lao động đang làm việc"),
        Concept.HOURS: str(Concept.HOURS.label),
        Concept.QUALITY: str(Concept.QUALITY.label),
    }
    used = (*NEEDED, *FACTORS[read.work.conventions.labour])
    *tables, last = (_values(read, concept, names[concept]) for concept in used)
    closed = replace(last, note=last.note.removesuffix(".") + END)
    return Annex(_("SỐ LIỆU ĐẦU VÀO, LẦN CÔNG BỐ VÀ NGUỒN"), (*tables, closed), number="I", reference=reference)


def _values(read: Evaluation, concept: Concept, caption: str) -> Table:
    behind = read.behind(concept)
    series = behind[0][2][0].series
    basis = "" if series.basis == PriceBasis.NONE else f"{upper_first(str(series.get_basis_display()))}. "
    columns = (
        Column(_("Năm"), 16, "center"),
        Column(_("Giá trị dùng"), 34, "right"),
        Column(_("Giá trị công bố"), 72),
        Column(_("Nguồn, lần công bố"), 125),
    )
    rows = tuple((str(year), _plain(value), _published(found), _sources(found)) for year, value, found in behind)
    note = _("Ghi chú: {basis}Giá trị dùng khác giá trị công bố ở những năm đã nối chuỗi (mục I.3).")
    return Table(
        columns, rows, caption=caption, unit=_("Đơn vị tính: {unit}").format(unit=series.unit),
        note=note.format(basis=basis),
    )  # fmt: skip


def _published(rows: list[Observation]) -> str:
    """One value, or the parts of a merged territory with their names."""
    if len(rows) == 1:
        return _plain(float(rows[0].value))
    return "; ".join(f"{row.series.territory.name}: {_plain(float(row.value))}" for row in rows)


def _sources(rows: list[Observation]) -> str:
    return "; ".join(dict.fromkeys(_source(row) for row in rows))


def _source(row: Observation) -> str:
    """Whence a value is; what was withdrawn after the estimate says so."""
    said = f"{inside(row.source)} ({row.get_vintage_display()})"
    if row.derived:
        said += _(", suy ra: {how}").format(how=inside(row.derived))
    if row.withdrawn_at:
        said += _(", đã rút ngày {day}").format(day=format_date(row.withdrawn_at.astimezone(ZONE).date()))
    return said


def _plain(value: float) -> str:
    return format_number(round(value, 3))
