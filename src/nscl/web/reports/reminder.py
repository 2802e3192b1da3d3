"""The list of bodies that have not sent, as text to paste into a message."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from nscl.reporting.queries import Board, Situation
from nscl.vn.dates import format_date, format_moment, format_weekday
from nscl.web.reports.board_rows import Shown, with_people


@dataclass(frozen=True)
class Reminder:
    """`text` names the obliged bodies that have not sent and whom to ring in each; the invited stand apart. `public`
    is for a group of them all: it names no person. `late`: how many are past the deadline."""

    bodies: int
    text: str
    public: str
    late: int


def reminder(seen: Board, at: datetime) -> Reminder:
    missing = with_people(row for row in seen.rows if row.is_missing)
    obliged = [each for each in missing if each.report.may_be_late]
    invited = [each for each in missing if not each.report.may_be_late]
    parts = [_head(seen, obliged, at), *(_line(n, each) for n, each in enumerate(obliged, 1))]
    if invited:
        parts.append(_("Được đề nghị cung cấp thông tin, chưa gửi:"))
        parts += [_line(n, each) for n, each in enumerate(invited, 1)]
    parts.append(_request(seen, at))
    return Reminder(len(missing), "\n".join(parts), _public(seen, obliged, at), _late(seen, at))


def _late(seen: Board, at: datetime) -> int:
    """Those the chasing letter would name."""
    if at <= seen.round.last_moment:
        return 0
    bound = [row for row in seen.rows if row.report.may_be_late]
    return sum((row.is_late and row.is_missing) or row.situation is Situation.RETURN_OVERDUE for row in bound)


def _public(seen: Board, obliged: list[Shown], at: datetime) -> str:
    """Only those bound to report, by name."""
    named = [" – ".join([f"{n}. {each.body.short}", *_extended(each)]) for n, each in enumerate(obliged, 1)]
    return "\n".join([_head(seen, obliged, at), *named, _request(seen, at)]) if obliged else ""


def _head(seen: Board, obliged: list[Shown], at: datetime) -> str:
    round = seen.round
    message = _(
        "Đến %(moment)s còn %(n)s/%(all)s cơ quan, đơn vị, địa phương chưa gửi báo cáo %(round)s. "
        "Thời hạn: trước ngày %(due)s, chậm nhất hết ngày %(last)s; ngày làm việc cuối cùng: %(weekday)s %(working)s."
    )
    working = round.last_working_day
    return message % {
        "moment": format_moment(at),
        "n": len(obliged),
        "all": sum(row.report.may_be_late for row in seen.rows),
        "round": round.called,
        "due": format_date(round.due_before),
        "last": format_date(round.last_day),
        "weekday": format_weekday(working),
        "working": format_date(working),
    }


def _request(seen: Board, at: datetime) -> str:
    """What is asked of them, in the register of the letter that would follow."""
    if at > seen.round.last_moment:
        asked = _("Thời hạn đã hết; đề nghị các đơn vị chưa gửi khẩn trương hoàn thành và gửi báo cáo.")
    else:
        asked = _("Đề nghị các đơn vị chưa gửi khẩn trương hoàn thành và gửi báo cáo trong thời hạn.")
    nothing = _('Đơn vị không phát sinh nội dung vẫn gửi báo cáo và ghi "không phát sinh".')
    return f"{asked} {nothing}"


def _line(number: int, each: Shown) -> str:
    contact = each.people[0] if each.people else None
    said = [f"{number}. {each.body.name}", str(each.row.situation.label).lower(), *_extended(each)]
    said += [each.late, contact.full_name if contact else "", contact.phone if contact else ""]
    return " – ".join(text for text in said if text)


def _extended(each: Shown) -> list[str]:
    day = each.report.extended_before
    return [_("gia hạn đến trước ngày %(day)s") % {"day": format_date(day)}] if day else []
