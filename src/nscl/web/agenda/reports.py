"""Work a round gives: reports to write, sign and look at; the roster to approve, the figures to freeze."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Count, Min, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from nscl.organisations.models import User
from nscl.organisations.permissions import allowed, bodies_for
from nscl.organisations.roles import Verb
from nscl.organisations.working_days import decided_days
from nscl.reporting import queries
from nscl.reporting.addresses import board_url, report_url
from nscl.reporting.lateness import last_working_day
from nscl.reporting.models import Obligation, Report, Round, State
from nscl.vn.calendar import today
from nscl.vn.dates import format_date, format_weekday
from nscl.vn.numbers import format_count
from nscl.web.agenda.item import Item, Source


def closing() -> date | None:
    """The closing date of the figures that are being collected."""
    return Round.objects.annual().filter(frozen_at=None).order_by("-year").values_list("closing_on", flat=True).first()


def to_write(user: User) -> QuerySet[Report] | None:
    """Drafts of the person's own bodies; once the figures are frozen a body that never sent is asked no more."""
    if not bodies_for(user, Verb.WRITE_REPORT):
        return None
    return queries.to_write(user).filter(state=State.DRAFT, round__frozen_at=None)


def returned(user: User) -> QuerySet[Report] | None:
    return queries.to_write(user).filter(state=State.RETURNED) if bodies_for(user, Verb.WRITE_REPORT) else None


def to_sign(user: User) -> QuerySet[Report] | None:
    verbs = (Verb.SUBMIT_REPORT, Verb.WRITE_REPORT)
    return queries.to_sign(user) if any(bodies_for(user, verb) for verb in verbs) else None


def to_endorse(user: User) -> QuerySet[Report] | None:
    return queries.to_endorse(user) if bodies_for(user, Verb.ENDORSE_REPORT) else None


def to_look_at(user: User) -> QuerySet[Report] | None:
    return queries.to_review(user) if allowed(user, Verb.ACCEPT_REPORT) else None


def late(user: User) -> QuerySet[Report] | None:
    """Reports that have not come although they are due; who receives them rings the bodies."""
    return _missing().annotate(due=queries.DUE).filter(due__lte=today()) if allowed(user, Verb.ACCEPT_REPORT) else None


def _missing() -> QuerySet[Report]:
    found = Report.objects.filter(obligation=Obligation.OBLIGED, first_submitted_at=None, round__frozen_at=None)
    found = found.exclude(round__roster_approved_at=None)
    return found.select_related("round", "body").order_by("round__year", "body__sort_key")


def rosters(user: User) -> QuerySet[Round] | None:
    return Round.objects.filter(roster_approved_at=None) if allowed(user, Verb.APPROVE_ROSTER) else None


def to_freeze(user: User) -> QuerySet[Round] | None:
    """From the day after the closing date on."""
    if not allowed(user, Verb.FREEZE_ROUND):
        return None
    return Round.objects.filter(frozen_at=None, roster_approved_at__isnull=False, closing_on__lt=today())


def _write(reports: list[Report], closing: date | None) -> Iterable[Item]:
    decided = decided_days()
    for report in reports:
        working = last_working_day(report.due_before, decided)
        yield Item(
            day=report.last_day,
            title=_("Viết báo cáo %(round)s của %(body)s") % {"round": report.round.called, "body": report.body.short},
            url=report_url(report),
            verb=_("Viết báo cáo") if report.is_untouched else _("Viết tiếp"),
            about=_("Ngày làm việc cuối cùng: %(weekday)s %(day)s")
            % {"weekday": format_weekday(working), "day": format_date(working)},
        )


def _mend(reports: list[Report], closing: date | None) -> Iterable[Item]:
    unresolved = Q(returns__resolved_at=None)
    asked = Report.objects.filter(pk__in=[report.pk for report in reports]).annotate(
        items=Count("returns", filter=unresolved), before=Min("returns__due_before", filter=unresolved)
    )
    of = {report.pk: report for report in asked}
    for report in reports:
        found = of[report.pk]
        words = {"n": format_count(found.items), "round": report.round.called}
        yield Item(
            day=found.before - timedelta(days=1) if found.before else report.last_day,
            title=_("Bổ sung %(n)s mục của báo cáo %(round)s") % words,
            url=report_url(report),
            verb=_("Bổ sung"),
            about=report.body.name,
        )


def _endorse(reports: list[Report], closing: date | None) -> Iterable[Item]:
    for report in reports:
        words = {"round": report.round.called, "body": report.body.short}
        yield Item(
            day=report.last_day,
            title=_("Duyệt báo cáo %(round)s của %(body)s trước khi trình ký") % words,
            url=report_url(report),
            verb=_("Xem và duyệt"),
            about=_("Đã trình ngày %(day)s") % {"day": format_date(report.presented_at)} if report.presented_at else "",
        )


def _sign(reports: list[Report], closing: date | None) -> Iterable[Item]:
    for report in reports:
        title = (
            _("Duyệt báo cáo %(round)s của %(body)s") if report.is_own else _("Ký gửi báo cáo %(round)s của %(body)s")
        )
        yield Item(
            day=report.last_day,
            title=title % {"round": report.round.called, "body": report.body.short},
            url=report_url(report),
            verb=_("Xem và duyệt") if report.is_own else _("Xem và gửi"),
            about=_("Đã trình ngày %(day)s") % {"day": format_date(report.cleared_at)} if report.cleared_at else "",
        )


def _look_at(reports: list[Report], closing: date | None) -> Iterable[Item]:
    for round, waiting in _by_round(reports):
        yield Item(
            day=round.province_due_before - timedelta(days=1),
            title=_("Xem %(n)s báo cáo đã gửi, chờ tiếp nhận") % {"n": format_count(len(waiting))},
            url=board_url(round, "cho-xem"),
            verb=_("Mở danh sách"),
            about=str(round),
        )


def _late(reports: list[Report], closing: date | None) -> Iterable[Item]:
    for round, missing in _by_round(reports):
        yield Item(
            day=today(),
            title=_("Nhắc %(n)s đơn vị chậm gửi báo cáo") % {"n": format_count(len(missing))},
            url=board_url(round, "cham"),
            verb=_("Mở bảng theo dõi"),
            about=_("Hạn gửi hết ngày %(day)s") % {"day": format_date(round.last_day)},
        )


def _by_round(reports: list[Report]) -> Iterable[tuple[Round, list[Report]]]:
    """One item for each round: each has its own board."""
    found: dict[int, list[Report]] = {}
    for report in reports:
        found.setdefault(report.round_id, []).append(report)
    return [(listed[0].round, listed) for listed in found.values()]


def _approve(rounds: list[Round], closing: date | None) -> Iterable[Item]:
    for round in rounds:
        yield Item(
            day=round.closing_on,
            title=_("Duyệt danh sách đơn vị báo cáo %(round)s") % {"round": round.called},
            url=reverse("roster", args=[round.address]),
            verb=_("Xem danh sách"),
            about=_("Duyệt xong, các đơn vị mới viết được báo cáo"),
        )


def _freeze(rounds: list[Round], closing: date | None) -> Iterable[Item]:
    for round in rounds:
        yield Item(
            day=round.province_due_before - timedelta(days=1),
            title=_("Khóa số liệu %(round)s") % {"round": round.called},
            url=reverse("freeze", args=[round.address]),
            verb=_("Xem trước khi khóa"),
            about=_("Số liệu chốt đến hết ngày %(day)s") % {"day": format_date(round.closing_on)},
        )


SOURCES: tuple[Source, ...] = (
    Source(returned, _mend),
    Source(to_write, _write),
    Source(to_endorse, _endorse),
    Source(to_sign, _sign),
    Source(to_look_at, _look_at, together=True),
    Source(late, _late, together=True),
    Source(rosters, _approve),
    Source(to_freeze, _freeze),
)
