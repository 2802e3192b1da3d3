"""The form of a commune: figures, results in two clauses, money, difficulties, next year; short, and always whole."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from nscl.documents.blocks import Block, Paragraph
from nscl.plan.codes import task_number
from nscl.reporting.models import Role
from nscl.reporting.papers.body_annual.answers import (
    coordinated,
    difficulties,
    labelled,
    money,
    next_year,
    nothing,
    paragraph,
    result,
)
from nscl.reporting.papers.body_annual.figures import commune_figures
from nscl.reporting.papers.body_annual.reported import Reported
from nscl.reporting.papers.body_annual.section import Section
from nscl.reporting.papers.wording import LETTERS, clauses_of, place_of, pointed, upper_first
from nscl.reporting.papers.words import Answer
from nscl.vn.dates import format_date


def sections(read: Reported) -> list[Section]:
    between = _("(từ ngày {first} đến hết ngày {last})").format(
        first=format_date(date(read.year, 1, 1)), last=format_date(read.closing)
    )
    return [
        Section(_("SỐ LIỆU THỰC HIỆN"), commune_figures(read), between),
        Section(_("KẾT QUẢ THỰC HIỆN NHIỆM VỤ"), _results(read)),
        Section(_("KINH PHÍ"), money(read)),
        Section(_("KHÓ KHĂN, KIẾN NGHỊ"), difficulties(read, [read.general, *read.items])),
        Section(_("KẾ HOẠCH NĂM {year}").format(year=read.year + 1), next_year(read)),
    ]


def _results(read: Reported) -> list[Block]:
    blocks: list[Block] = []
    if read.general.result:
        blocks += paragraph(labelled(_("Tình hình triển khai"), read.general.result))
    if read.is_nil:
        return [*blocks, Paragraph(nothing(read))]
    led = [answer for answer in read.items if answer.leads]
    clauses = [
        (_led_title(read, led), pointed([result(answer, _label(led, answer)) for answer in led])),
        (_("Nhiệm vụ phối hợp"), pointed(coordinated(read, "I"))),
    ]
    for number, (title, inside) in enumerate(((title, inside) for title, inside in clauses if inside), 1):
        blocks += [Paragraph(f"{number}. {title}:"), *inside]
    return blocks


def _led_title(read: Reported, led: list[Answer]) -> str:
    title = _("Nhiệm vụ do UBND cấp xã chủ trì")
    clauses = clauses_of(answer.code for answer in led if answer.role == Role.DUTY)
    cited = _("({clauses} Phần V {plan})").format(clauses=clauses, plan=read.plan.citation)
    return f"{title} {cited}" if clauses else title


def _label(led: list[Answer], answer: Answer) -> str:
    """Points of one clause need no name: their letters are those of the plan."""
    if answer.role == Role.LEAD:
        return _("Nhiệm vụ {number}").format(number=task_number(answer.code))
    printed = [place_of(each.code) for each in led]
    clause = clauses_of(each.code for each in led)
    has_its_letters = printed == [
        _("điểm {point} {clause}").format(point=a, clause=clause) for a in LETTERS[: len(led)]
    ]
    return "" if has_its_letters else upper_first(place_of(answer.code))
