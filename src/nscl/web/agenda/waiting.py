"""What others are to do next with what this person began or looks after."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from nscl.organisations.models import User
from nscl.organisations.permissions import allowed
from nscl.organisations.roles import Verb
from nscl.reporting import queries
from nscl.reporting.addresses import report_url
from nscl.reporting.models import Obligation, Report, Round, State
from nscl.reporting.reports import ON_A_DESK
from nscl.vn.calendar import today
from nscl.vn.dates import format_date
from nscl.vn.numbers import format_count
from nscl.web.agenda import rows
from nscl.web.agenda.item import Item


def waiting(user: User) -> list[Item]:
    """Rows others confirm, reports others sign or look at; for who receives reports, those that have not come."""
    return [*rows.entered_by_me(user), *_own_reports(user), *_unapproved(user), *_bodies(user)]


def _own_reports(user: User) -> Iterator[Item]:
    """Reports of the person's own bodies that lie before somebody else."""
    mine = {report.pk for report in (*queries.to_sign(user), *queries.to_endorse(user))}
    under_way = queries.own_reports(user).filter(state__in=(*ON_A_DESK, State.SUBMITTED))
    for report in under_way.select_related("round", "body"):
        if report.state == State.PRESENTED and report.pk not in mine:
            words = _("Báo cáo %(round)s chờ trưởng phòng duyệt")
            since, verb = report.presented_at, _("trình ngày %(day)s")
        elif report.state == State.CLEARED and report.pk not in mine:
            words = _("Báo cáo %(round)s chờ lãnh đạo ký gửi")
            since, verb = report.cleared_at, _("trình ngày %(day)s")
        elif report.state == State.SUBMITTED:
            words = _("Báo cáo %(round)s chờ tiếp nhận")
            since, verb = report.submitted_at, _("gửi ngày %(day)s")
        else:
            continue
        about = verb % {"day": format_date(since)} if since else ""
        yield Item(
            None, words % {"round": report.round.called}, report_url(report), "", f"{report.body.short} · {about}"
        )


def _unapproved(user: User) -> Iterator[Item]:
    """Lists this person prepared or looks after, which somebody else approves."""
    if not allowed(user, Verb.OPEN_ROUND) or allowed(user, Verb.APPROVE_ROSTER):
        return
    for round in Round.objects.filter(roster_approved_at=None):
        title = _("Lãnh đạo duyệt danh sách báo cáo %(round)s") % {"round": round.called}
        about = _("mở kỳ ngày %(day)s") % {"day": format_date(round.opened_at)}
        yield Item(None, title, reverse("roster", args=[round.address]), "", about)


def _bodies(user: User) -> Iterator[Item]:
    """Bodies that have not sent, and bodies asked to mend, round by round."""
    if not allowed(user, Verb.ACCEPT_REPORT):
        return
    reports = Report.objects.exclude(obligation=Obligation.STANDING).exclude(round__roster_approved_at=None)
    missing = Q(first_submitted_at=None, round__frozen_at=None)
    counts = (
        reports.order_by("round__year")
        .values("round")
        .annotate(missing=Count("pk", filter=missing), returned=Count("pk", filter=Q(state=State.RETURNED)))
    )
    rounds = Round.objects.in_bulk([count["round"] for count in counts if count["missing"] or count["returned"]])
    for count in counts:
        if count["round"] in rounds:
            yield from _of_round(rounds[count["round"]], count["missing"], count["returned"])


def _of_round(round: Round, missing: int, returned: int) -> Iterator[Item]:
    board = reverse("board", args=[round.address])
    if missing:
        is_over = round.due_before <= today()
        title = _("%(n)s cơ quan chưa gửi báo cáo %(round)s") % {"n": format_count(missing), "round": round.called}
        words = _("hạn hết ngày %(day)s") if not is_over else _("đã quá hạn ngày %(day)s")
        yield Item(None, title, f"{board}?loc=chua-gui", "", words % {"day": format_date(round.last_day)})
    if returned:
        title = _("%(n)s cơ quan bổ sung báo cáo %(round)s") % {"n": format_count(returned), "round": round.called}
        yield Item(None, title, f"{board}?loc=dang-bo-sung", "", _("đã trả lại kèm lý do"))
