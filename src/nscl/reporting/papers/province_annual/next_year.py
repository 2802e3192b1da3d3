"""Section VII: what remains to be reached, who acts and before which day; what bodies intend."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from nscl.documents.blocks import Block, Column, Heading, Paragraph, Table
from nscl.plan.targets import State
from nscl.reporting.papers.province_annual.annexes import Annexes
from nscl.reporting.papers.province_annual.context import Context
from nscl.reporting.papers.province_annual.digest import Digest
from nscl.reporting.papers.province_annual.situation import told
from nscl.reporting.papers.wording import NO_BREAK, NOT_APPLICABLE, legend, note, number_of
from nscl.scorecard.line import Line
from nscl.scorecard.missing import missing
from nscl.vn.dates import format_date
from nscl.vn.numbers import format_count


def blocks(context: Context, digest: Digest, annexes: Annexes) -> Iterator[Block]:
    year = context.year + 1
    has_next = year in context.plan.period.years
    title = _("VII. PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM {year}") if has_next else _("VII. PHƯƠNG HƯỚNG, NHIỆM VỤ THỜI GIAN TỚI")
    yield Heading(1, title.format(year=year))
    yield Heading(2, _("1. Các chỉ tiêu còn phải đạt"))
    rows = tuple(row for line in context.lines if (row := _row(line, year if has_next else None)))
    if rows:
        yield _table(rows, number=5 if context.economy else 4)
    else:
        yield Paragraph(_("Không còn chỉ tiêu nào thiếu so với mức của Kế hoạch."))
    yield from _without_figures(context)
    yield Heading(2, _("2. Kế hoạch của các cơ quan, đơn vị, địa phương"))
    yield from told(digest.next_year, annexes, _("Các báo cáo đã tiếp nhận không nêu kế hoạch năm sau."), context)


def _row(line: Line, next_year: int | None) -> tuple[str, ...] | None:
    """A yearly target begins anew; one for the end of the plan goes on from where it stands."""
    target = line.indicator.target
    if _lacks_register(line) or target.printed is None:
        return None
    if target.shape == "each_year":
        if next_year is None:
            return None
        return _cells(line, target.printed, line.closing.replace(year=next_year))
    next_step = missing(line)
    if not (line.gap or next_step.before):
        return None
    return _cells(line, next_step.what, next_step.before)


def _cells(line: Line, what: str, before: date | None) -> tuple[str, ...]:
    owners = "; ".join(str(owner) for owner in line.owners)
    day = format_date(before) if before else NOT_APPLICABLE
    return (number_of(line.code), line.indicator.short, what, owners, day)


def _table(rows: tuple[tuple[str, ...], ...], number: int) -> Table:
    columns = (
        Column(_("TT"), 12, "center"),
        Column(_("Chỉ tiêu"), 42),
        Column(_("Còn phải đạt"), 42),
        Column(_("Cơ quan thực hiện"), 38),
        Column(_("Trước ngày"), 26, "center"),
    )
    caption = _("Bảng {number}. Việc còn phải làm, cơ quan thực hiện và thời hạn").format(number=number)
    return Table(columns, rows, caption=caption, note=note(legend(rows)))


def _lacks_register(line: Line) -> bool:
    """What statistics lack no body can enter in a register."""
    return line.state is State.NO_DATA and line.statistic is None


def _without_figures(context: Context) -> Iterator[Block]:
    codes = [number_of(line.code).replace(" ", NO_BREAK) for line in context.lines if _lacks_register(line)]
    if codes:
        words = _(
            "Còn {n} chỉ tiêu chưa có số liệu: {codes}; các cơ quan thực hiện lập sổ, chốt danh sách để có số liệu."
        )
        yield Paragraph(words.format(n=format_count(len(codes)), codes=", ".join(codes)))
