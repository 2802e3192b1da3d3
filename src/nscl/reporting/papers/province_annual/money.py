"""Section IV: the estimate of the year by line, and what no ledger holds yet."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from nscl.documents.blocks import Block, Column, Heading, Paragraph, Table
from nscl.plan.budget import MoneyLine
from nscl.reporting.papers.province_annual.context import Context
from nscl.reporting.papers.wording import NOT_APPLICABLE, UNKNOWN, legend, note
from nscl.vn.numbers import format_number

_AMOUNTS_TO_COME = 3  # allocated, committed, paid


def blocks(context: Context) -> Iterator[Block]:
    yield Heading(1, _("IV. KINH PHÍ THỰC HIỆN"))
    yield _table(context)
    yield Paragraph(_("Dự toán giao, cam kết chi, giải ngân năm {year}: chưa có số liệu.").format(year=context.year))


def _table(context: Context) -> Table:
    plan = context.plan
    columns = (
        Column(_("TT"), 14, "center"),
        Column(_("Nội dung"), 66),
        Column(_("Khái toán"), 20, "right"),
        Column(_("Dự toán giao"), 20, "right"),
        Column(_("Cam kết chi"), 20, "right"),
        Column(_("Giải ngân"), 20, "right"),
    )
    rows = tuple(_row(line, context.year) for line in plan.money_lines)
    words = _("Bảng 3. Kinh phí năm {year} theo Phụ lục II {plan}")
    nature = _("Số tại Phụ lục II là {nature}").format(nature=plan.budget.nature)
    return Table(
        columns=columns,
        rows=rows,
        caption=words.format(year=context.year, plan=plan.citation),
        unit=_("Đơn vị tính: {unit}").format(unit=plan.budget.unit),
        total=("", _("Tổng số"), format_number(plan.estimate(context.year)), *[UNKNOWN] * _AMOUNTS_TO_COME),
        note=note(legend([*rows, (UNKNOWN,)], _("không áp dụng trong năm")), nature),
    )


def _row(line: MoneyLine, year: int) -> tuple[str, ...]:
    number = line.code.removeprefix("KP.")
    if year not in line.amounts:
        return (number, line.short, *[NOT_APPLICABLE] * (1 + _AMOUNTS_TO_COME))
    return (number, line.short, format_number(line.amounts[year]), *[UNKNOWN] * _AMOUNTS_TO_COME)
