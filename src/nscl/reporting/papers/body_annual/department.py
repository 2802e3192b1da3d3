"""The form of a department or another body: each task it leads in full, duties of part V, coordinating tasks, money."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from nscl.documents.blocks import Block, Paragraph, Run
from nscl.plan.codes import task_number
from nscl.reporting.models import Role
from nscl.reporting.papers.body_annual.answers import (
    coordinated,
    difficulties,
    has_difficulties,
    labelled,
    money,
    next_year,
    nothing,
    numbered,
    paragraph,
    result,
)
from nscl.reporting.papers.body_annual.figures import body_figures
from nscl.reporting.papers.body_annual.reported import Reported
from nscl.reporting.papers.body_annual.section import ROMAN, Section
from nscl.reporting.papers.wording import clauses_of, place_of, pointed, upper_first
from nscl.reporting.papers.words import Answer, inside
from nscl.vn.dates import format_date


def sections(read: Reported) -> list[Section]:
    """Those with something in them."""
    situation = list(_situation(read))
    figures_in = ROMAN[len(situation)]
    others = [read.general, *(answer for answer in read.items if read.is_nil or answer.role != Role.LEAD)]
    found = [*situation, Section(_("SỐ LIỆU"), body_figures(read), _until(read)), *_results(read, figures_in)]
    found.append(Section(_("KINH PHÍ"), money(read)))
    if has_difficulties(others):
        found.append(Section(_("KHÓ KHĂN, KIẾN NGHỊ"), difficulties(read, others)))
    found.append(Section(_("KẾ HOẠCH NĂM {year}").format(year=read.year + 1), next_year(read)))
    return found


def _situation(read: Reported) -> Iterator[Section]:
    if read.general.result:
        yield Section(_("TÌNH HÌNH TRIỂN KHAI"), paragraph(labelled("", read.general.result)))


def _until(read: Reported) -> str:
    return _("(đến hết ngày {day})").format(day=format_date(read.closing))


def _results(read: Reported, figures_in: str) -> Iterator[Section]:
    if read.is_nil:
        yield Section(_("KẾT QUẢ THỰC HIỆN NHIỆM VỤ"), [Paragraph(nothing(read))])
        return
    if led := read.of(Role.LEAD):
        yield Section(_("NHIỆM VỤ CHỦ TRÌ"), [block for answer in led for block in _led(read, answer)])
    if duties := read.of(Role.DUTY):
        yield Section(_duties_title(read, duties), numbered(result(each, _duty(duties, each)) for each in duties))
    if points := coordinated(read, figures_in):
        yield Section(_("NHIỆM VỤ PHỐI HỢP"), numbered(points))


def _led(read: Reported, answer: Answer) -> list[Block]:
    """The printed wording of the task, then its result, difficulty and proposal; a single one has no letter."""
    name = _("Nhiệm vụ {number}").format(number=task_number(answer.code))
    text = read.printed(answer.code)
    title = f"{name}. {inside(text)}" if text else name
    points = [result(answer, _("Kết quả"))]
    points += [
        labelled(label, said)
        for label, said in ((_("Khó khăn, nguyên nhân"), answer.difficulty), (_("Đề xuất"), answer.proposal))
        if said
    ]
    return [Paragraph((Run(title, bold=True),)), *pointed(points)]


def _duties_title(read: Reported, duties: list[Answer]) -> str:
    clauses = clauses_of(answer.code for answer in duties)
    words = _("Trách nhiệm tại {clauses} Phần V {plan}") if "," not in clauses else _("Trách nhiệm tại Phần V {plan}")
    return words.format(clauses=clauses, plan=read.plan.citation).upper()


def _duty(duties: list[Answer], answer: Answer) -> str:
    """ "Điểm a"; with its clause where there are several."""
    place = place_of(answer.code)
    clauses = clauses_of(each.code for each in duties)
    return upper_first(place if "," in clauses else place.removesuffix(f" {clauses}"))
