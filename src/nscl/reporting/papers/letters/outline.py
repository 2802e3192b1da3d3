"""The annexes of the letter that opens a round: the outline, the table of figures, who is asked."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from nscl.documents.blocks import Annex, Block, Column, Paragraph, Run, Table
from nscl.organisations.models import Body
from nscl.reporting.papers.body_annual.section import ROMAN
from nscl.reporting.papers.letters.sender import Sender
from nscl.reporting.papers.wording import END
from nscl.vn.dates import format_date
from nscl.vn.numbers import format_count


def annexes(of: Sender, obliged: list[Body], invited: list[Body]) -> list[Annex]:
    found: tuple[tuple[str, Iterable[Block]], ...] = (
        (_("ĐỀ CƯƠNG BÁO CÁO NĂM {year}").format(year=of.year), _outline(of)),
        (_("BIỂU SỐ LIỆU NĂM {year}").format(year=of.year), [_figures(of)]),
        (
            _("DANH SÁCH CƠ QUAN, ĐƠN VỊ, ĐỊA PHƯƠNG BÁO CÁO NĂM {year}").format(year=of.year),
            [_asked(obliged, invited), Paragraph(_total(len(obliged) + len(invited)))],
        ),
    )
    return [
        Annex(title=title, body=tuple(body), number=number, reference=of.accompanying, landscape=False)
        for number, (title, body) in zip(ROMAN, found, strict=False)
    ]


def _outline(of: Sender) -> Iterable[Block]:
    """The parts of the two forms bodies report in, as the system sets them on paper."""
    closing = format_date(of.round.closing_on)
    money = _("Kinh phí: dự toán được giao, kinh phí đã sử dụng năm {year}").format(year=of.year)
    after = [_("Kế hoạch năm {year}").format(year=of.year + 1)] if of.year < of.plan.period.end else []
    yield from _form(
        _("A. UBND cấp xã"),
        [
            _("Số liệu thực hiện (đến hết ngày {closing}): theo Phụ lục II").format(closing=closing),
            _("Kết quả thực hiện nhiệm vụ: nhiệm vụ do UBND cấp xã chủ trì; nhiệm vụ phối hợp"),
            money,
            _("Khó khăn, kiến nghị"),
            *after,
        ],
    )
    yield from _form(
        _("B. Sở, cơ quan, đơn vị khác"),
        [
            _("Tình hình triển khai: văn bản đã ban hành, chỉ đạo, tuyên truyền"),
            _("Số liệu (đến hết ngày {closing}): theo Phụ lục II").format(closing=closing),
            _("Nhiệm vụ chủ trì: với từng nhiệm vụ, nêu kết quả; khó khăn, nguyên nhân; đề xuất"),
            _("Trách nhiệm tại Phần V {plan}").format(plan=of.plan.citation),
            _("Nhiệm vụ phối hợp"),
            money,
            _("Khó khăn, kiến nghị"),
            *after,
        ],
        last=END,
    )


def _form(title: str, parts: list[str], last: str = ".") -> Iterable[Block]:
    yield Paragraph((Run(title, bold=True),))
    ends = ["."] * (len(parts) - 1) + [last]
    yield from (Paragraph(f"{n}. {part}{end}") for n, part, end in zip(ROMAN, parts, ends, strict=False))


def _figures(of: Sender) -> Table:
    """Every indicator somebody can report; what is averaged over the economy of the province is nobody's to report."""
    indicators = [each for each in of.plan.indicators if each.target.shape != "yearly_average"]
    closing = format_date(of.round.closing_on)
    return Table(
        columns=(
            Column(_("TT"), 11, "center"),
            Column(_("Chỉ tiêu"), 71),
            Column(_("Đơn vị tính"), 24, "center"),
            Column(_("Thực hiện đến hết ngày {closing}").format(closing=closing), 30, "right"),
            Column(_("Ước cả năm"), 24, "right"),
        ),
        rows=tuple((str(n), each.title, each.counted_unit, "", "") for n, each in enumerate(indicators, 1)),
        note=_("Ghi chú: đơn vị chỉ điền chỉ tiêu phát sinh tại đơn vị; số ước ghi kèm cơ sở ước") + END,
    )


def _total(bodies: int) -> str:
    return _("Tổng số: {n} cơ quan, đơn vị, địa phương").format(n=format_count(bodies)) + END


def _asked(obliged: list[Body], invited: list[Body]) -> Table:
    listed = [(body, _("Báo cáo")) for body in obliged] + [(body, _("Cung cấp thông tin")) for body in invited]
    return Table(
        columns=(
            Column(_("TT"), 14, "center"),
            Column(_("Cơ quan, đơn vị, địa phương"), 106),
            Column(_("Đề nghị"), 40),
        ),
        rows=tuple(
            (str(n), body.name.replace("Ủy ban nhân dân", "UBND"), why) for n, (body, why) in enumerate(listed, 1)
        ),
    )
