"""The list of bodies that owe their report after the deadline, with whom to ring: an annex, landscape.

For use between offices only: whom to ring and his phone, as people gave it for their work, stand on no public page.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.documents.blocks import Annex, Block, Column, Paragraph, Table
from nscl.notices.models import Notice
from nscl.organisations.models import Kind
from nscl.plan import Plan
from nscl.reporting import lateness
from nscl.reporting.debts import people_of
from nscl.reporting.models import Obligation, Round
from nscl.reporting.papers.letters.sender import Sender, sender
from nscl.reporting.papers.paper import AnnexPaper, CannotWrite
from nscl.reporting.papers.wording import UNKNOWN
from nscl.reporting.queries import BoardRow, Situation, rows_of
from nscl.reporting.reminders import NOTICE
from nscl.vn.dates import format_date, format_moment
from nscl.vn.numbers import format_count, format_number


@dataclass(frozen=True)
class Late:
    """One body that owes, and since when: who was given more time is not late before its own day. `mends`: it has sent,
    and owes what it was asked to mend."""

    name: str
    contact: str
    phone: str
    last_day: date
    state: str
    days: int
    reminded: date | None
    mends: bool


@dataclass(frozen=True)
class LateBodies:
    """All of a round at a moment. `bodies`: how many are bound to report; `received`: how many of them have; `invited`:
    how many asked for information have not answered, who are never late."""

    at: datetime
    bodies: int
    received: int
    rows: tuple[Late, ...]
    invited: int

    @property
    def missing(self) -> int:
        return sum(not late.mends for late in self.rows)

    @property
    def mending(self) -> int:
        return len(self.rows) - self.missing

    @property
    def owed(self) -> str:
        """How many owe what: "09 … chưa gửi báo cáo", "01 … chưa gửi lại"."""
        kinds = (
            (self.missing, _("{n} cơ quan, đơn vị, địa phương chưa gửi báo cáo")),
            (self.mending, _("{n} cơ quan, đơn vị, địa phương chưa gửi lại báo cáo được đề nghị bổ sung")),
        )
        return ", ".join(words.format(n=format_count(n)) for n, words in kinds if n)


def late_bodies(round: Round, at: datetime) -> LateBodies:
    """Few queries whatever their number. Raises CannotWrite while there is time, or when nobody owes any more."""
    if at <= round.last_moment:
        words = _("Chưa hết thời hạn gửi báo cáo năm {year} (hết ngày {day}) nên chưa có đơn vị nào chậm.")
        raise CannotWrite(words.format(year=round.year, day=format_date(round.last_day)))
    rows = rows_of(round.reports.exclude(obligation=Obligation.STANDING), at=at)
    obliged = [row for row in rows if row.report.may_be_late]
    late = [row for row in obliged if (row.is_missing and row.is_late) or row.situation is Situation.RETURN_OVERDUE]
    if not late:
        raise CannotWrite(_("Không còn đơn vị nào chậm báo cáo năm {year}.").format(year=round.year))
    late.sort(key=lambda row: (row.body.kind == Kind.COMMUNE, row.body.sort_key))
    invited = sum(row.is_missing for row in rows if not row.report.may_be_late)
    received = sum(not row.is_missing for row in obliged)
    return LateBodies(at, len(obliged), received, tuple(_told(round, late, at)), invited)


def _told(round: Round, rows: list[BoardRow], at: datetime) -> Iterable[Late]:
    people, reminded = people_of(row.body.pk for row in rows), _reminded(round, rows, at)
    for row in rows:
        asked = people[row.body.pk].answering(writers=True, signers=False) if row.body.pk in people else []
        contact = next((person for person in asked if person.phone), asked[0] if asked else None)
        mends = not row.is_missing
        before = row.return_due_before if mends and row.return_due_before else row.report.due_before
        yield Late(
            name=row.body.label().replace("Ủy ban nhân dân", "UBND"),
            contact=contact.full_name if contact else "",
            phone=contact.phone if contact else "",
            last_day=lateness.last_day(before),
            state=_state(row),
            days=lateness.days_late(at, before),
            reminded=reminded.get(row.report.pk),
            mends=mends,
        )


def _state(row: BoardRow) -> str:
    words = {
        Situation.NOT_OPENED: _("Chưa mở biểu"),
        Situation.CLEARED: _("Trình lãnh đạo, chưa ký"),
        Situation.RETURN_OVERDUE: _("Được đề nghị bổ sung, chưa gửi lại"),
    }
    return words.get(row.situation, str(row.situation.label))


def _reminded(round: Round, rows: Iterable[BoardRow], at: datetime) -> dict[int, date]:
    """The day each body was last reminded of its report."""
    reports = {row.report.pk for row in rows}
    found = Notice.objects.filter(kind=NOTICE, created_at__range=(round.opened_at, at))
    days: dict[int, date] = {}
    for subject, moment in found.order_by("created_at").values_list("subject", "created_at"):
        report = int(subject.split("/")[1])
        if report in reports:
            days[report] = lateness.day_of(moment)
    return days


def annex(of: Sender, late: LateBodies) -> Annex:
    return Annex(
        title=_("DANH SÁCH CƠ QUAN, ĐƠN VỊ, ĐỊA PHƯƠNG CHƯA GỬI BÁO CÁO NĂM {year}").format(year=of.year),
        reference=of.accompanying,
        body=tuple(_blocks(late)),
    )


_COLUMNS: Final = (
    (gettext_lazy("TT"), 11, "center"),
    (gettext_lazy("Cơ quan, đơn vị, địa phương"), 62, "left"),
    (gettext_lazy("Đầu mối"), 36, "left"),
    (gettext_lazy("Điện thoại"), 28, "left"),
    (gettext_lazy("Thời hạn"), 26, "center"),
    (gettext_lazy("Tình trạng"), 42, "left"),
    (gettext_lazy("Số ngày chậm"), 18, "right"),
    (gettext_lazy("Lần nhắc gần nhất"), 26, "center"),
)


def _blocks(late: LateBodies) -> Iterable[Block]:
    yield Paragraph(_("Tính đến {moment}").format(moment=format_moment(late.at)))
    yield Table(
        columns=tuple(Column(str(heading), width, align) for heading, width, align in _COLUMNS),  # type: ignore[arg-type]
        rows=tuple(_cells(n, each) for n, each in enumerate(late.rows, 1)),
        note=_note(late),
    )
    total = _("Tổng số: {owed}").format(owed=late.owed)
    if late.invited:
        words = _("Ngoài ra, {n} cơ quan, tổ chức được đề nghị cung cấp thông tin chưa gửi")
        yield Paragraph(f"{total}.")
        total = words.format(n=format_count(late.invited))
    yield Paragraph(f"{total}./.")


def _cells(number: int, late: Late) -> tuple[str, ...]:
    return (
        str(number),
        late.name,
        late.contact or UNKNOWN,
        late.phone or UNKNOWN,
        format_date(late.last_day),
        late.state,
        format_number(late.days),
        format_date(late.reminded) if late.reminded else UNKNOWN,
    )


def _note(late: LateBodies) -> str:
    """Only when the sign stands in the table."""
    lacking = any(not (each.contact and each.phone and each.reminded) for each in late.rows)
    return _("Ghi chú: (…) chưa có thông tin trên hệ thống, hoặc chưa nhắc.") if lacking else ""


def _write(plan: Plan, year: int, as_of: datetime | None) -> tuple[Annex, str]:
    of = sender(plan, year, as_of)
    return annex(of, late_bodies(of.round, of.at)), of.name


LATE_LIST: Final = AnnexPaper(
    slug="late-list",
    title=gettext_lazy("Danh sách đơn vị chậm báo cáo"),
    write=_write,
    file_stem="danh-sach-cham",
)
