"""One body on the board in words: badge, what happened last, by how much it is late."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from django.utils.translation import gettext as _

from nscl.organisations.models import Body, Membership, User
from nscl.organisations.roles import ROLES, Verb
from nscl.plan.codes import task_number
from nscl.reporting.models import Report
from nscl.reporting.queries import BoardRow, Situation
from nscl.vn.calendar import today
from nscl.vn.dates import format_date, format_time
from nscl.vn.numbers import format_number

BADGES: Final = {Situation.RETURN_OVERDUE: "returned_late"}  # the others have badges of their own names


@dataclass(frozen=True)
class Shown:
    """A row as the page prints it. `people`: whom to ring, the officer first."""

    row: BoardRow
    people: tuple[User, ...] = field(default=())

    @property
    def report(self) -> Report:
        return self.row.report

    @property
    def body(self) -> Body:
        return self.row.body

    @property
    def badge(self) -> str:
        """The state of the report among the badges; a report accepted with nothing in it says so."""
        if self.row.situation is Situation.ACCEPTED and self.report.nil:
            return "nil"
        return BADGES.get(self.row.situation, self.row.situation.value)

    @property
    def answered(self) -> str:
        """Of the items to answer; what is sent has all of them, some by figures alone."""
        if self.report.is_sent:
            return f"{self.row.items}/{self.row.items}"
        return f"{self.row.answered}/{self.row.items}"

    @property
    def events(self) -> str:
        """The last thing that happened."""
        return _EVENTS[self.row.situation](self)

    @property
    def late(self) -> str:
        """How late an answer to a return, or the report itself, is or came; nothing in time."""
        if self.row.situation is Situation.RETURN_OVERDUE:
            return _("quá %(n)s ngày") % {"n": self.row.return_days_late}
        if not self.row.is_late:
            return ""
        words = _("quá %(lag)s") if self.row.is_missing else _("gửi chậm %(lag)s")
        return words % {"lag": self._lag()}

    def _lag(self) -> str:
        """In days begun; what came within the first hour in minutes, for a paper that says so."""
        if self.row.minutes_late <= 60:
            return _("%(n)s phút") % {"n": self.row.minutes_late}
        return _("%(n)s ngày") % {"n": format_number(self.row.days_late)}


def _returned(shown: Shown) -> str:
    returns = shown.row.returns
    if not returns:
        return ""
    codes = ", ".join(task_number(item.part.code) for item in returns)
    before = shown.row.return_due_before
    words = {"codes": codes, "day": format_date(returns[0].at), "before": format_date(before) if before else ""}
    return _("Đề nghị bổ sung %(codes)s ngày %(day)s, trả lời trước ngày %(before)s") % words


def _draft(shown: Shown) -> str:
    at = shown.row.edited_at
    return _("Sửa lần cuối %(day)s") % {"day": format_date(at)} if at else ""


def _presented(shown: Shown) -> str:
    at = shown.report.presented_at
    return _("Trình trưởng phòng ngày %(day)s") % {"day": format_date(at)} if at else ""


def _cleared(shown: Shown) -> str:
    at = shown.report.cleared_at
    return _("Trình lãnh đạo ngày %(day)s") % {"day": format_date(at)} if at else ""


def _submitted(shown: Shown) -> str:
    at = shown.report.submitted_at
    words = {"day": format_date(at), "time": format_time(at)} if at else {}
    return f"{_('Gửi %(day)s lúc %(time)s') % words} · {_receipt(shown)}" if at else ""


def _accepted(shown: Shown) -> str:
    at = shown.report.accepted_at
    words = _("Duyệt %(day)s") if shown.report.is_own else _("Tiếp nhận %(day)s")
    return f"{words % {'day': format_date(at)}} · {_receipt(shown)}" if at else ""


def _receipt(shown: Shown) -> str:
    return _("biên nhận số %(number)s") % {"number": shown.report.receipt}


_EVENTS: Final = {
    Situation.RETURN_OVERDUE: _returned,
    Situation.RETURNED: _returned,
    Situation.NOT_OPENED: lambda shown: "",
    Situation.DRAFT: _draft,
    Situation.PRESENTED: _presented,
    Situation.CLEARED: _cleared,
    Situation.SUBMITTED: _submitted,
    Situation.ACCEPTED: _accepted,
}


def shown(row: BoardRow) -> Shown:
    return Shown(row)


def with_people(rows: Iterable[BoardRow]) -> list[Shown]:
    """The rows with whom to ring in each body: one query."""
    listed = list(rows)
    people: dict[int, list[User]] = {}
    for membership in _writers([row.body.pk for row in listed]):
        people.setdefault(membership.body_id, []).append(membership.user)
    return [Shown(row, tuple(dict.fromkeys(people.get(row.body.pk, ())))) for row in listed]


def _writers(bodies: list[int]) -> list[Membership]:
    """Members who write reports, those who do not sign first."""
    roles = [role.slug for role in ROLES.values() if Verb.WRITE_REPORT in role.verbs]
    held = Membership.objects.in_force(today()).filter(body__in=bodies, role__in=roles, user__is_active=True)
    return sorted(held.select_related("user"), key=lambda m: (Verb.SUBMIT_REPORT in ROLES[m.role].verbs, m.pk))
