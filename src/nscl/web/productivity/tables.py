"""Tables of the lab: the same numbers on the page and in its file."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext as _

from nscl.documents.sheets import Column, Sheet, Value
from nscl.economy.growth import accounts_of
from nscl.economy.industries import ByIndustry
from nscl.economy.models import Observation, Territory
from nscl.productivity.accounting import reconcile
from nscl.productivity.decomposition import Decomposition, decompose
from nscl.web.productivity.answers import Band, Worked


def share_table(bands: list[Band]) -> Sheet:
    names = (_("Đang chọn"), _("Công bố"), _("Thấp nhất"), _("25%"), _("Trung vị"), _("75%"), _("Cao nhất"), _("Đạt"))
    columns = (Column(_("Giai đoạn")), *(Column(name, "percent") for name in names))
    rows: list[tuple[Value, ...]] = [
        (
            f"{b.first}–{b.last}", b.chosen, b.official, b.low, b.quarter, b.median, b.three_quarters, b.high, b.met,
        )
        for b in bands
    ]  # fmt: skip
    return Sheet(_("Tỷ trọng đóng góp của TFP theo giai đoạn"), columns, rows)


def accounts_table(worked: Worked) -> Sheet:
    names = (_("Sản lượng tăng (điểm %)"), _("Vốn"), _("Lao động"), _("TFP"))
    columns = (
        Column(_("Năm"), "year"),
        *(Column(name, "number", decimals=2) for name in names),
        Column(_("TFP/tăng trưởng"), "percent"),
    )
    rows = [(*row[:-1], None if row[0] in worked.jumps else row[-1]) for row in worked.accounts.table().rows]
    return Sheet(_("Hạch toán tăng trưởng"), columns, rows)


def reconciliation_table(worked: Worked) -> Sheet:
    """From the statistics office's rule to Törnqvist, one line a year; the columns add up."""
    conventions = worked.question.conventions
    official = accounts_of(worked.selection, replace(conventions, mode="official"))
    other = accounts_of(worked.selection, replace(conventions, mode="tornqvist"))
    names = (
        _("TFP, công thức thống kê"),
        _("do tốc độ sản lượng"),
        _("do tốc độ vốn"),
        _("do tỷ trọng vốn"),
        _("do tốc độ lao động"),
        _("do tỷ trọng lao động"),
        _("do giờ công, chất lượng"),
        _("TFP, Törnqvist"),
    )
    columns = (Column(_("Năm"), "year"), *(Column(name, "number", decimals=3) for name in names))
    return Sheet(_("Từ công thức thống kê sang Törnqvist, điểm %"), columns, reconcile(official, other).rows)


def capital_table(worked: Worked) -> Sheet:
    names = (_("Vốn đầu năm"), _("Vốn cuối năm"), _("Vốn dùng trong năm"))
    columns = (
        Column(_("Năm"), "year"),
        *(Column(name, "number", decimals=0) for name in names),
        Column(_("Vốn/sản lượng (lần)"), "number", decimals=2),
    )
    stock = worked.stock
    levels = (stock.opening, stock.closing, stock.input, stock.input / worked.output)
    rows = zip(worked.question.years, *levels, strict=True)
    return Sheet(_("Vốn tích lũy, giá so sánh"), columns, [_plain(row) for row in rows])


def labour_table(worked: Worked) -> Sheet:
    """Growth of output is that of productivity times that of employment: the last column is what the product adds."""
    y, people = worked.output[1:] / worked.output[:-1], worked.people[1:] / worked.people[:-1]
    names = (_("Sản lượng tăng (%)"), _("Năng suất lao động tăng (%)"), _("Việc làm tăng (%)"), _("Phần nhân chung"))
    columns = (Column(_("Năm"), "year"), *(Column(name, "number", decimals=2) for name in names))
    rows = [
        _plain((year, 100 * (a - 1), 100 * (a / b - 1), 100 * (b - 1), 100 * (a / b - 1) * (b - 1)))
        for year, a, b in zip(list(worked.question.years)[1:], y, people, strict=True)
    ]
    return Sheet(_("Tăng trưởng = năng suất lao động và việc làm"), columns, rows)


def apart(found: ByIndustry) -> Decomposition:
    """Annual steps added up; real estate left out."""
    kept = found.without_real_estate()
    return decompose(kept.output, kept.people, industries=kept.titles, product_taxes=kept.rest)


def industries_table(found: ByIndustry) -> Sheet:
    """Growth of productivity over the span, in per cent of its first year: within industries, and by people moving;
    real estate left out."""
    by_parts = apart(found)
    names = (_("Trong ngành"), _("Chuyển dịch tĩnh"), _("Chuyển dịch động"), _("Cộng"))
    columns = (Column(_("Ngành")), *(Column(name, "number", decimals=2) for name in names))
    parts = list(by_parts.parts.values())
    rows: list[tuple[Value, ...]] = [
        (title, *(float(part[j]) for part in parts), float(sum(part[j] for part in parts)))
        for j, title in enumerate(by_parts.industries)
    ]
    if found.rest is not None:
        rows.append((_("Thuế sản phẩm trừ trợ cấp"), None, None, None, by_parts.product_taxes))
    whole = _("Toàn nền kinh tế, không tính ngành L") if found.has_real_estate else _("Toàn nền kinh tế")
    rows.append((whole, *(float(part.sum()) for part in parts), by_parts.total))
    return Sheet(_("Năng suất lao động tăng nhờ ngành nào"), columns, rows)


def observations_table(territory: Territory) -> Sheet:
    """Every release of the territory and of those that became it, with its source: one query."""
    columns = (
        Column(_("Chuỗi")), Column(_("Đơn vị tính")), Column(_("Từ năm"), "year"), Column(_("Năm"), "year"),
        Column(_("Giá trị"), "number"), Column(_("Lần công bố")), Column(_("Cách suy ra")), Column(_("Nguồn")),
        Column(_("Đường dẫn")),
    )  # fmt: skip
    places = [territory.pk, *(part.pk for part in territory.parts.all())]
    rows: list[tuple[Value, ...]] = [
        (
            row.series.title, row.series.unit, row.since, row.year, row.value.normalize(),
            str(row.get_vintage_display()), row.derived, row.source, row.url,
        )
        for row in Observation.objects.standing().filter(series__territory__in=places).select_related("series")
    ]  # fmt: skip
    return Sheet(_("Chuỗi số và bản công bố"), columns, rows)


def _plain(row: tuple[object, ...]) -> tuple[Value, ...]:
    return tuple(value if isinstance(value, int) else float(value) for value in row)  # type: ignore[arg-type]
