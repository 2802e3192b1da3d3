"""The letter that opens a round: everything a periodic report needs by Decree 09/2019/ND-CP, article 7, one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Final

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.documents.blocks import Block, Paragraph, Run, Text
from nscl.documents.form import Form
from nscl.organisations.models import Body, Kind
from nscl.organisations.working_days import decided_days
from nscl.plan import Plan
from nscl.reporting.models import Obligation, Round
from nscl.reporting.papers.grounds import cited
from nscl.reporting.papers.letters import outline
from nscl.reporting.papers.letters.sender import Sender, sender
from nscl.reporting.papers.paper import Paper
from nscl.reporting.papers.wording import lower_first
from nscl.vn.calendar import is_working_day
from nscl.vn.dates import format_date, format_moment, format_weekday
from nscl.vn.numbers import format_count

LEVELS: Final = ("xã", "phường", "đặc khu")
OF_THE_COMMITTEE: Final = (Kind.DEPARTMENT, Kind.OFFICE)


def _write(plan: Plan, year: int, as_of: datetime | None) -> Form:
    of = sender(plan, year, as_of)
    reports = of.round.reports.exclude(obligation=Obligation.STANDING).select_related("body")
    obliged = [report.body for report in reports if report.obligation == Obligation.OBLIGED]
    invited = [report.body for report in reports if report.obligation == Obligation.INVITED]
    groups = [*_groups(of, obliged), *(_name(body) for body in invited)]
    return of.letter(
        _("báo cáo kết quả thực hiện {plan} năm {year}").format(plan=of.plan.citation, year=year),
        list(_body(of, obliged, invited)),
        outline.annexes(of, obliged, invited),
        addressees=tuple(f"- {name}{'.' if n == len(groups) else ';'}" for n, name in enumerate(groups, 1)),
    )


OPENING_LETTER: Final = Paper(
    slug="opening-letter",
    title=gettext_lazy("Công văn mở kỳ báo cáo"),
    write=_write,
    file_stem="cong-van-mo-ky",
)


def _groups(of: Sender, obliged: Iterable[Body]) -> Iterator[str]:
    """Departments together, communes together, others by name."""
    bodies = list(obliged)
    if any(body.kind in OF_THE_COMMITTEE for body in bodies):
        yield _("Các sở, cơ quan thuộc {committee}").format(committee=of.committee)
    if any(body.kind == Kind.COMMUNE for body in bodies):
        there = {commune.kind for commune in of.plan.communes}
        yield _("UBND các {levels}").format(levels=", ".join(level for level in LEVELS if level in there))
    yield from (_name(body) for body in bodies if body.kind not in (*OF_THE_COMMITTEE, Kind.COMMUNE))


def _name(body: Body) -> str:
    return body.name.replace("Ủy ban nhân dân", "UBND")


def _body(of: Sender, obliged: list[Body], invited: list[Body]) -> Iterable[Block]:
    yield Paragraph(_opening(of, obliged, invited))
    for number, text in enumerate(_elements(of, len(obliged) + len(invited)), 1):
        yield Paragraph(f"{number}. {text}" if isinstance(text, str) else (Run(f"{number}. "), *text))
    yield Paragraph(_closing(of))


def _opening(of: Sender, obliged: list[Body], invited: list[Body]) -> str:
    words = _("Thực hiện {grounds}, {sender} đề nghị {obliged} báo cáo")
    asked = words.format(
        grounds=cited(of.plan, of.year, of.issuing),
        sender=of.name,
        obliged=", ".join(lower_first(group) for group in _groups(of, obliged)),
    )
    if invited:
        names = ", ".join(_name(body) for body in invited)
        asked = _("{asked}; đề nghị {names} cung cấp thông tin").format(asked=asked, names=names)
    return _("{asked} kết quả thực hiện năm {year} như sau:").format(asked=asked, year=of.year)


def _elements(of: Sender, bodies: int) -> Iterator[Text]:
    round = of.round
    yield _("Tên báo cáo: {name}.").format(name=round.title)
    yield _content(of)
    words = _(
        "Đối tượng báo cáo: {n} cơ quan, đơn vị, địa phương tại Phụ lục III kèm theo. Cơ quan nhận báo cáo: {sender}."
    )
    yield words.format(n=format_count(bodies), sender=of.name)
    yield _way(of)
    yield (
        Run(_("Thời hạn gửi: ")),
        Run(_("trước ngày {due}").format(due=format_date(round.due_before)), bold=True),
        Run(_last_moment(round)),
    )
    yield _("Tần suất: hằng năm.")
    yield _closing_day(of)
    yield _(
        "Đề cương và biểu mẫu: Phụ lục I, Phụ lục II kèm theo; số liệu đã có trên Hệ thống được điền sẵn, đơn vị rà "
        "soát, không nhập lại."
    )
    yield _("Hướng dẫn: {contact}.").format(contact=of.contact)


def _content(of: Sender) -> str:
    words = _(
        "Nội dung: kết quả thực hiện nhiệm vụ được giao chủ trì; trách nhiệm tại Phần V; nhiệm vụ phối hợp tại Phụ lục "
        "I {plan}; khó khăn, kiến nghị{next}. Đơn vị không phát sinh nội dung nào vẫn gửi báo cáo và ghi "
        '"không phát sinh".'
    )
    next_year = _("; kế hoạch năm {year}").format(year=of.year + 1) if of.year < of.plan.period.end else ""
    return words.format(plan=of.plan.citation, next=next_year)


def _way(of: Sender) -> str:
    address = _(", địa chỉ {url}").format(url=settings.SITE_ADDRESS) if settings.SITE_ADDRESS else ""
    return _(
        "Phương thức gửi: qua Hệ thống quản lý Chương trình nâng cao năng suất, chất lượng{address}; văn bản ký số gửi "
        "qua Hệ thống quản lý văn bản và điều hành. Đơn vị chưa kết nối được thì liên hệ đầu mối tại mục 9."
    ).format(address=address)


def _last_moment(round: Round) -> str:
    last = round.last_day
    said = _(", chậm nhất hết ngày {last}.").format(last=format_date(last))
    if is_working_day(last, decided_days()):
        return said
    words = _(" Ngày {last} là {weekday}, đề nghị gửi trong ngày làm việc {working}.")
    working = format_date(round.last_working_day)
    return said + words.format(last=format_date(last), weekday=format_weekday(last), working=working)


def _closing_day(of: Sender) -> str:
    first, closing, last = date(of.year, 1, 1), of.round.closing_on, date(of.year, 12, 31)
    words = _("Thời gian chốt số liệu: từ ngày {first} đến hết ngày {closing}.")
    said = words.format(first=format_date(first), closing=format_date(closing))
    if closing == last:
        return said
    words = _("Số liệu phát sinh từ ngày {after} đến ngày {last} vẫn thuộc năm {year}{later}; số ước cả năm ghi riêng.")
    later = _(", được cập nhật tại báo cáo năm {year}").format(year=of.year + 1) if of.year < of.plan.period.end else ""
    after = format_date(closing + timedelta(days=1))
    return f"{said} {words.format(after=after, last=format_date(last), year=of.year, later=later)}"


def _closing(of: Sender) -> str:
    """The third date, the freeze: as planned; to the minute once it is done."""
    round, due = of.round, format_date(of.round.province_due_before)
    frozen = _("sau thời hạn gửi, trước ngày {due}").format(due=due)
    if round.freeze_on:
        frozen = _("ngày {day}").format(day=format_date(round.freeze_on))
    if round.frozen_at:
        frozen = _("lúc {moment}").format(moment=format_moment(round.frozen_at))
    words = _(
        "Số liệu toàn tỉnh được khóa {frozen}. Đề nghị các cơ quan, đơn vị, địa phương báo cáo đúng thời hạn để "
        "{sender} tổng hợp, tham mưu {committee} báo cáo {addressee} trước ngày {due}./."
    )
    return words.format(frozen=frozen, sender=of.name, committee=of.committee, addressee=of.plan.addressee, due=due)
