"""The province's yearly report to the Ministry: sections I-VII of the model, annexes, in the form of Decree 30/2020.

`context` reads records, `compose` makes the form out of what was read, `PROVINCE_ANNUAL.render` sets it on paper.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.documents.blocks import Block, Paragraph
from nscl.documents.form import Form, Signature
from nscl.plan import Plan
from nscl.reporting.papers.paper import Paper
from nscl.reporting.papers.province_annual import (
    annexes,
    difficulties,
    economy,
    money,
    next_year,
    objectives,
    situation,
    tasks,
)
from nscl.reporting.papers.province_annual.context import Context, context
from nscl.reporting.papers.province_annual.digest import digest

SLUG: Final = "province-annual"
_COMMITTEE: Final = "Ủy ban nhân dân "

__all__ = ["PROVINCE_ANNUAL", "Context", "compose", "context"]


def compose(context: Context) -> Form:
    """The report as a form. A draft always: the records clerk writes number and day when it is issued."""
    plan = context.plan
    words = digest(context)
    needed = annexes.needed(context, words)
    body: tuple[Block, ...] = (
        situation.opening(plan, context.year),
        *situation.blocks(context, words, needed),
        *objectives.blocks(context),
        *tasks.blocks(context, words, needed),
        *money.blocks(context),
        *economy.blocks(context),
        *difficulties.blocks(context, words, needed),
        *next_year.blocks(context, words, needed),
        Paragraph(_closing(plan)),
    )
    return Form(
        agency=_agency(plan),
        notation=_notation(plan),
        place=plan.province.seat,
        on=context.dated_on,
        kind=_("BÁO CÁO"),
        subject=_("Kết quả thực hiện năm {year} {plan}").format(year=context.year, plan=plan.full_title),
        addressee=f"{plan.addressee}.",
        body=body,
        recipients=_recipients(plan),
        signature=Signature(plan.signature),
        annexes=tuple(annexes.write(context, words, needed, _reference(context))),
        mark=_mark(context),
    )


def _write(plan: Plan, year: int, as_of: datetime | None) -> Form:
    return compose(context(plan, year, as_of))


PROVINCE_ANNUAL: Final = Paper(
    slug=SLUG,
    title=gettext_lazy("Báo cáo năm của UBND tỉnh"),
    write=_write,
    file_stem="bao-cao-nam",
)


def _mark(context: Context) -> str:
    if not context.is_frozen:
        return _("DỰ THẢO, SỐ TẠM TÍNH")
    if context.differences:
        return _("DỰ THẢO, SỐ CẦN ĐỐI CHIẾU")
    return "" if context.is_settled else _("DỰ THẢO, LỜI CẦN XEM LẠI")


def _agency(plan: Plan) -> tuple[str, ...]:
    """A People's Committee stands on two lines, without a line above it."""
    if plan.issuer.startswith(_COMMITTEE):
        return (_COMMITTEE.strip().upper(), plan.issuer.removeprefix(_COMMITTEE).upper())
    return (plan.issuer.upper(),)


def _notation(plan: Plan) -> str:
    """ "BC-UBND": the kind of paper and the abbreviation of who issues it, as in the number of the plan."""
    return f"BC-{plan.number.rpartition('-')[2]}"


def _recipients(plan: Plan) -> tuple[str, ...]:
    lines = plan.recipients.get(SLUG, ())
    return tuple(f"- {line}{'.' if line is lines[-1] else ';'}" for line in lines)


def _reference(context: Context) -> str:
    """Under the title of an annex; in an electronic paper number and day stay blank (Decree 30, annex I, III.1)."""
    words = _("(Kèm theo {kind} số        /{notation} ngày      tháng      năm {year} của {issuer})")
    return words.format(
        kind=_("Báo cáo"), notation=_notation(context.plan), year=context.dated_on.year, issuer=context.plan.issuer
    )


def _closing(plan: Plan) -> str:
    words = _("{reporter} báo cáo {addressee} để tổng hợp./.")
    return words.format(reporter=situation.reporter(plan), addressee=plan.addressee)
