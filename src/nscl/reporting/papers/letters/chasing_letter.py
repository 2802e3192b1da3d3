"""The letter that chases the bodies that owe their report after the deadline, with their list. It extends nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.documents.blocks import Block, Paragraph, Run
from nscl.documents.form import Form
from nscl.organisations.working_days import decided_days
from nscl.plan import Plan
from nscl.reporting.papers.grounds import cited
from nscl.reporting.papers.letters.late_list import LateBodies, annex, late_bodies
from nscl.reporting.papers.letters.sender import Sender, sender
from nscl.reporting.papers.paper import Paper
from nscl.reporting.papers.wording import place_of
from nscl.vn.calendar import is_working_day
from nscl.vn.dates import format_date, format_moment

DAYS_TO_ANSWER: Final = 2  # working days given to answer; whoever signs may set another day


def _write(plan: Plan, year: int, as_of: datetime | None) -> Form:
    of = sender(plan, year, as_of)
    late = late_bodies(of.round, of.at)
    subject = _("đôn đốc báo cáo kết quả thực hiện {plan} năm {year}").format(plan=of.plan.citation, year=year)
    addressee = _("Các cơ quan, đơn vị, địa phương tại danh sách kèm theo.")
    return of.letter(subject, list(_body(of, late)), [annex(of, late)], addressee=addressee)


CHASING_LETTER: Final = Paper(
    slug="chasing-letter",
    title=gettext_lazy("Công văn đôn đốc"),
    write=_write,
    file_stem="cong-van-don-doc",
)


def _body(of: Sender, late: LateBodies) -> Iterable[Block]:
    yield Paragraph(_duty(of))
    words = _("Đến {moment}, {sender} đã nhận báo cáo của {received}/{bodies} cơ quan, đơn vị, địa phương; còn {owed} "
              "(danh sách kèm theo).")  # fmt: skip
    received = {"received": late.received, "bodies": late.bodies, "owed": late.owed}
    yield Paragraph(words.format(moment=format_moment(late.at), sender=of.name, **received))
    day = format_date(answer_day(late.at.date(), decided_days()))
    asked = _("{sender} đề nghị các cơ quan, đơn vị, địa phương có tên trong danh sách khẩn trương hoàn thành, gửi "
              "báo cáo về {where} ")  # fmt: skip
    nothing = _('. Đơn vị không phát sinh nội dung vẫn gửi báo cáo và ghi "không phát sinh".')
    where = _("Sở") if of.issuer.is_department else of.name
    until = Run(_("trước 16 giờ 00 phút ngày {day}").format(day=day), bold=True)
    yield Paragraph((Run(asked.format(sender=of.name, where=where)), until, Run(nothing)))
    words = _("Sau thời hạn trên, {sender} tổng hợp danh sách đơn vị chưa gửi báo cáo, báo cáo {committee} xem xét, "
              "chỉ đạo.")  # fmt: skip
    yield Paragraph(words.format(sender=of.name, committee=of.committee))
    yield Paragraph(_("Đầu mối hướng dẫn: {contact}./.").format(contact=of.contact))


def _duty(of: Sender) -> str:
    """What binds the bodies: the clause of the plan and, once it is signed, the letter that opened the round."""
    place = place_of(of.plan.deadline("bodies").duty)
    grounds = _("Theo {place} Phần V {plan}").format(place=place, plan=cited(of.plan, of.year, of.issuing, once=True))
    if of.round.opening_number and of.round.opening_date:
        words = _("{grounds} và Công văn số {number} ngày {date} của {sender}")
        on = format_date(of.round.opening_date)
        grounds = words.format(grounds=grounds, number=of.round.opening_number, date=on, sender=of.name)
    words = _("{grounds}, các cơ quan, đơn vị, địa phương có trách nhiệm gửi báo cáo kết quả thực hiện năm {year} "
              "trước ngày {due}.")  # fmt: skip
    return words.format(grounds=grounds, year=of.year, due=format_date(of.round.due_before))


def answer_day(day: date, decided: Mapping[date, bool]) -> date:
    """So many working days on, by the working calendar."""
    left = DAYS_TO_ANSWER
    while left:
        day += timedelta(days=1)
        left -= is_working_day(day, decided)
    return day
