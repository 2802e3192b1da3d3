"""The evaluation of TFP over a period (task "Đánh giá TFP"), from a kept estimate: charts, tables, annexes of data.

`evaluation` reads records, `compose` makes the form out of what was read. What raises TFP is the department's to say:
the paper brings what it proposed in its reports, and invents nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from itertools import count
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.documents.blocks import Block, Column, Heading, Paragraph, Picture, Table
from nscl.documents.form import Form
from nscl.plan import Plan
from nscl.plan.codes import task_number
from nscl.reporting.papers import grounds
from nscl.reporting.papers.estimates import cited
from nscl.reporting.papers.issuer import Issuer, recipients
from nscl.reporting.papers.paper import PeriodPaper
from nscl.reporting.papers.tfp_evaluation import ground, growth, results
from nscl.reporting.papers.tfp_evaluation.evaluation import Evaluation, evaluation, of_estimate
from nscl.reporting.papers.wording import UNKNOWN, dashed, lower_first, note
from nscl.reporting.papers.words import ended, points_of
from nscl.vn.dates import format_date
from nscl.vn.numbers import format_number, format_signed

__all__ = ["TFP_EVALUATION", "Evaluation", "compose", "evaluation", "of_estimate"]


def compose(read: Evaluation) -> Form:
    """A draft always: number and day are the records clerk's to write."""
    issuer = _issuer(read)
    committee = read.plan.issuer
    reference = _("(Kèm theo Báo cáo số        /{notation} ngày      tháng      năm {year} của {issuer})").format(
        notation=issuer.notation("BC"), year=read.moment.year, issuer=issuer.name
    )
    return Form(
        agency=issuer.agency,
        parent=issuer.parent,
        notation=issuer.notation("BC"),
        place=issuer.place,
        on=read.moment.date(),
        kind=_("BÁO CÁO"),
        subject=_("Đánh giá năng suất các nhân tố tổng hợp (TFP) giai đoạn {first}-{last}").format(
            first=read.first, last=read.last
        ),
        addressee=f"{committee}.",
        body=(Paragraph(_opening(read, issuer)), *_numbered(_body(read)), Paragraph(_closing(read, issuer))),
        recipients=recipients(_("Như trên"), *issuer.copies()),
        signature=issuer.signature("", ""),
        annexes=(ground.annex(read, reference), results.reconciliation(read, reference)),
        mark=_("DỰ THẢO"),
    )


def _write(plan: Plan, first: int, last: int, territory: str, as_of: datetime | None) -> Form:
    return compose(evaluation(plan, first, last, territory, as_of))


TFP_EVALUATION: Final = PeriodPaper(
    slug="tfp-evaluation",
    title=gettext_lazy("Báo cáo đánh giá TFP"),
    write=_write,
    file_stem="danh-gia-tfp",
)


def _issuer(read: Evaluation) -> Issuer:
    body = read.issuer
    return Issuer(body.code, body.name, body.kind, body.notation, read.plan)


def _opening(read: Evaluation, issuer: Issuer) -> str:
    words = _(
        "Thực hiện {grounds}, {issuer} báo cáo đánh giá năng suất các nhân tố tổng hợp (TFP) giai đoạn {first}-{last} "
        "của {place} như sau:"
    )
    return words.format(
        grounds=grounds.cited(read.plan, read.moment.year, read.plan.issuer),
        issuer=issuer.short,
        first=read.first,
        last=read.last,
        place=_lower(read.territory.name),
    )


def _lower(place: str) -> str:
    """Inside a sentence: "tỉnh …", but "Việt Nam"."""
    return lower_first(place) if place.startswith(("Tỉnh ", "Thành phố ")) else place


def _body(read: Evaluation) -> Iterator[Block]:
    yield from ground.blocks(read)
    yield from growth.blocks(read)
    yield from results.band(read)
    yield from results.capital(read)
    yield from results.two_ways(read)
    yield from _marked(read)
    yield from _advice(read)


def _numbered(blocks: Iterable[Block]) -> Iterator[Block]:
    """Tables and pictures in one row of numbers each: which there are depends on the period."""
    tables, pictures = count(1), count(1)
    for block in blocks:
        match block:
            case Table(caption=caption):
                yield replace(block, caption=_("Bảng {n}. {caption}").format(n=next(tables), caption=caption))
            case Picture(caption=caption):
                yield replace(block, caption=_("Hình {n}. {caption}").format(n=next(pictures), caption=caption))
            case other:
                yield other


def _marked(read: Evaluation) -> Iterator[Block]:
    """What the province's report uses, held against the estimate: the same rows as its section on TFP."""
    yield Heading(1, _("VI. SỐ LIỆU DÙNG TRONG BÁO CÁO CỦA TỈNH"))
    if not read.figures:
        words = _("Chưa năm nào của giai đoạn {first}-{last} có số liệu được đánh dấu dùng trong báo cáo của tỉnh.")
        yield Paragraph(words.format(first=read.first, last=read.last))
        return
    found = read.accounts
    mine = dict(zip(found.years.tolist(), found.tfp_growth.tolist(), strict=True))
    columns = (
        Column(_("Năm"), 16, "center"),
        Column(_("Tổng sản phẩm tăng (%)"), 26, "right"),
        Column(_("TFP, đã báo cáo (điểm %)"), 28, "right"),
        Column(_("TFP, bản tính (điểm %)"), 28, "right"),
        Column(_("Chênh lệch"), 24, "right"),
        Column(_("Tính chất"), 38),
    )
    rows = tuple(
        (
            str(figure.year),
            format_number(figure.output_growth, 2),
            UNKNOWN if figure.tfp_growth is None else format_number(figure.tfp_growth, 2),
            format_number(mine[figure.year], 2),
            UNKNOWN if figure.tfp_growth is None else format_signed(mine[figure.year] - float(figure.tfp_growth), 2),
            str(figure.get_nature_display()),
        )
        for figure in read.figures
    )
    sources = dict.fromkeys(
        f"{each.source}, {cited(each.estimate)}" if each.estimate else each.source for each in read.figures
    )
    said = note(_("Nguồn: {sources}").format(sources="; ".join(sources)))
    yield Table(columns, rows, caption=_("Số đã đánh dấu và bản tính"), note=said)


def _advice(read: Evaluation) -> Iterator[Block]:
    yield Heading(1, _("VII. GIẢI PHÁP NÂNG CAO TFP"))
    leads = ", ".join(read.plan.body(code).name for code in read.task.leads) if read.task else _issuer(read).short
    if not read.advice:
        name = _("nhiệm vụ {number}").format(number=task_number(read.task.code)) if read.task else _("việc này")
        words = _("Đến ngày {day}, chưa có đề xuất của {leads} về {task}; {leads} viết phần này.")
        yield Paragraph(words.format(day=format_date(read.moment.date()), leads=leads, task=name))
        return
    for each in read.advice:
        said = _("{body} đề xuất trong báo cáo năm {year}:").format(body=each.body, year=each.year)
        yield Paragraph(said)
        yield from dashed(ended(point) for point in points_of(each.text))


def _closing(read: Evaluation, issuer: Issuer) -> str:
    committee = read.plan.issuer.replace("Ủy ban nhân dân", "UBND")
    return _("{issuer} báo cáo {committee} xem xét./.").format(issuer=issuer.short, committee=committee)
