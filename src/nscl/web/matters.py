"""What the leader is to decide or press for: the most urgent lines of the year and steps of the round."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from nscl.organisations.models import Body
from nscl.plan.targets import State
from nscl.reporting.models import Round
from nscl.reporting.queries import Board
from nscl.scorecard.line import Line
from nscl.scorecard.missing import missing
from nscl.vn.calendar import today
from nscl.vn.dates import format_date
from nscl.vn.numbers import format_count
from nscl.web import lines as printing
from nscl.web.badges import LINES
from nscl.web.scoreboard import closes_soon

LONGEST = 4  # so many fit on one screen of a phone
HALF = LONGEST // 2


@dataclass(frozen=True)
class Matter:
    """One thing for the leader to decide or press for."""

    title: str
    about: str
    url: str
    day: date | None
    icon: str
    tone: str

    @property
    def short_day(self) -> str:
        """31/12; with its year when that is not this one."""
        if self.day is None:
            return ""
        printed = format_date(self.day)
        return printed.removesuffix(f"/{today().year}")


def matters(lines: Sequence[Line], round: Round | None, seen: Board | None) -> tuple[list[Matter], int]:
    """The few most urgent of both kinds, lines behind first, then by day; and how many more there are."""
    behind = [_of_line(line) for line in lines if line.state is State.BEHIND]
    soon = [_of_line(line) for line in lines if closes_soon(line)]
    reports = sorted(_of_round(round, seen), key=_by_day) if round and seen else []
    found = [*behind[:HALF], *reports[:HALF], *behind[HALF:], *soon, *reports[HALF:]]
    return sorted(found[:LONGEST], key=_by_day), max(0, len(found) - LONGEST)


def _by_day(matter: Matter) -> tuple[bool, date]:
    return (matter.tone != State.BEHIND.value, matter.day or date.max)


def _of_line(line: Line) -> Matter:
    step = missing(line)
    badge = LINES[line.state.value]
    return Matter(
        title=_("Thiếu %(what)s") % {"what": step.what.split(";")[0]},
        about=f"{line.code} · {_who(line)}",
        url=printing.url(line),
        day=step.before,
        icon=badge.shape,
        tone=badge.tone,
    )


def _who(line: Line) -> str:
    return ", ".join(owner.short if isinstance(owner, Body) else owner for owner in line.owners)


def _of_round(round: Round, seen: Board) -> Iterator[Matter]:
    """What the round asks of the leaders, each before its day."""
    words: dict[str, Any] = {"round": round.called}
    if not round.is_approved:
        title = _("Duyệt danh sách báo cáo %(round)s") % words
        yield _matter(title, _("Đơn vị chưa viết được báo cáo"), "roster", round, round.closing_on)
        return
    province_day = round.province_due_before - timedelta(days=1)
    if seen.missing and not round.is_frozen:
        words |= {"n": format_count(seen.missing)}
        title = _("Đôn đốc %(n)s cơ quan chưa gửi") % words
        about = _("Báo cáo %(round)s; xem danh sách, đầu mối") % words
        yield _matter(title, about, "board", round, round.last_day, is_late=round.due_before <= today())
    if not round.is_frozen:
        about = _("Sau ngày chốt %(day)s") % {"day": format_date(round.closing_on)}
        title = _("Khóa số liệu %(round)s") % {"round": round.called}
        yield _matter(title, about, "freeze", round, province_day - timedelta(days=1))
    if province_day >= today():
        about = _("Hạn: trước ngày %(day)s") % {"day": format_date(round.province_due_before)}
        yield _matter(_("Ký báo cáo năm của tỉnh"), about, "board", round, province_day)


def _matter(title: str, about: str, page: str, round: Round, day: date, *, is_late: bool = False) -> Matter:
    tone, icon = ("behind", "triangle") if is_late or day < today() else ("not_due", "clock")
    return Matter(title, about, reverse(page, args=[round.address]), day, icon, tone)
