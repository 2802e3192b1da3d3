"""The annex that lays the figures counted here beside those bodies sealed: who differs, how much, by which rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from nscl.documents.blocks import Column, Table
from nscl.reporting.papers.wording import END, NOT_APPLICABLE, UNKNOWN, legend, note, upper_first
from nscl.reporting.papers.words import name_of
from nscl.reporting.reconciling import Gap, Reconciled, rows_of, unexplained
from nscl.scorecard.line import Line
from nscl.vn.numbers import format_number, format_signed


def table(found: Iterable[Reconciled]) -> Table:
    columns = (
        Column(_("TT"), 12, "center"),
        Column(_("Chỉ tiêu"), 40),
        Column(_("Đơn vị"), 42),
        Column(_("Số trong báo cáo của đơn vị"), 24, "right"),
        Column(_("Số tính trong báo cáo này"), 24, "right"),
        Column(_("Chênh lệch"), 18, "right"),
        Column(_("Số liệu tạo ra chênh lệch"), 46),
        Column(_("Lý do"), 41),
    )
    rows: list[tuple[str, ...]] = []
    number = 0
    for each in found:
        for gap in each.gaps:
            number += 1
            rows.append((str(number), *_cells(gap)))
        rows.append(_sum(each))
    said = note(legend(rows), _("Chỉ nêu đơn vị có số khác; các đơn vị còn lại khớp"))
    return Table(columns, tuple(rows), note=said.removesuffix(".") + END, splits=True)


def _cells(gap: Gap) -> tuple[str, ...]:
    listed = [
        _("{row} ({change} {unit})").format(
            row=row, change=format_signed(cause.change), unit=gap.line.indicator.counted_unit
        )
        for cause, row in rows_of(gap)
    ]
    return (
        _named(gap.line),
        upper_first(name_of(gap.body)),
        UNKNOWN if gap.sealed is None else format_number(gap.sealed),
        format_number(gap.counted),
        NOT_APPLICABLE if gap.difference is None else format_signed(gap.difference),
        "; ".join(listed) or NOT_APPLICABLE,
        upper_first("; ".join(_reasons(gap))),
    )


def _reasons(gap: Gap) -> Iterator[str]:
    """Each reason once, in the order of the rows."""
    yield from dict.fromkeys(cause.reason for cause in gap.causes)
    if other := unexplained(gap):
        yield other


def _sum(each: Reconciled) -> tuple[str, ...]:
    name = _("Cộng: {indicator}").format(indicator=each.line.indicator.short)
    figures = (format_number(each.sealed), format_number(each.counted), format_signed(each.difference))
    return ("", name, _("Tất cả các đơn vị"), *figures, NOT_APPLICABLE, NOT_APPLICABLE)


def _named(line: Line) -> str:
    """With its unit; that of a figure counted from the first year on says so."""
    target = line.indicator.target
    cumulative = target.is_cumulative and target.shape != "maintain"
    unit = _("{unit}, lũy kế").format(unit=line.unit) if cumulative else line.unit
    return f"{line.indicator.short} ({unit})"
