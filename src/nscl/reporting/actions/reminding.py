"""Reminding: by the daily jobs what the schedule says, by hand the bodies picked on the board. Safe to repeat."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from nscl.history.acts import record, subject_of
from nscl.notices.actions import Telling, tell
from nscl.notices.models import Notice
from nscl.organisations.models import Programme, User
from nscl.organisations.permissions import allowed, people_who_may
from nscl.organisations.roles import Verb
from nscl.organisations.working_days import decided_days
from nscl.reporting import debts, reminder_words
from nscl.reporting.addresses import board_url, report_url
from nscl.reporting.lateness import day_of
from nscl.reporting.models import Report, Round
from nscl.reporting.regimes import rhythm_of
from nscl.reporting.reminders import NOTICE, Debt, claim, schedule, step_on
from nscl.vn.calendar import today


@transaction.atomic
def remind() -> int:
    """Give today's reminders of every open round: how many notices are new. Run again, or after days off, each person
    is told each step once, and of several missed ones only the latest."""
    new = 0
    for round in Round.objects.filter(frozen_at=None, roster_approved_at__isnull=False).order_by("year"):
        told = tell([*_scheduled(round), *_letter(round)])
        if told:
            _record(round, None, told)
        new += len(told)
    return new


@transaction.atomic
def remind_now(round: Round, bodies: Collection[str], *, by: User) -> int:
    """Remind the people of some bodies at once, by code: how many of the bodies owe something and were reminded. A
    second time on one day is not sent."""
    if not allowed(by, Verb.RETURN_REPORT):
        raise PermissionDenied
    if round.is_frozen or not round.is_approved:
        raise ValidationError(_("Kỳ báo cáo chưa duyệt danh sách hoặc đã khóa số liệu nên không nhắc được."))
    reports = [report for report in debts.owing(round) if report.body.code in bodies]
    if not reports:
        raise ValidationError(_("Các đơn vị đã chọn không còn nợ báo cáo. Chọn đơn vị khác."))
    told = tell(_by_hand(round, reports))
    if told:
        _record(round, by, told)
    return len({notice.subject for notice in told})


def moved_by(day: date, working: bool) -> list[tuple[Round, int, date, date]]:
    """Which reminders of open rounds a day of the working calendar would move: round, step, from, to. The deadlines of
    bodies given more time and of items sent back have steps of their own."""
    before = decided_days()
    after = {**before, day: working}
    moved: dict[tuple[Round, int, date, date], None] = {}
    for round in Round.objects.filter(frozen_at=None).order_by("year", "number"):
        offsets = rhythm_of(round).offsets
        for last_day in _last_days(round):
            old, new = schedule(last_day, offsets, before), schedule(last_day, offsets, after)
            ends = {step.offset: step.on for step in new}
            moved |= {(round, s.offset, s.on, ends[s.offset]): None for s in old if s.on != ends[s.offset]}
    return list(moved)


def _last_days(round: Round) -> list[date]:
    """The round's own, then those of its bodies that still owe something, each once."""
    owed = debts.debts(round, debts.owing(round)) if round.is_approved else {}
    return list(dict.fromkeys([round.last_day, *sorted(debt.last_day for debt in owed.values())]))


def _scheduled(round: Round) -> Iterable[Telling]:
    """What the steps that have come say to the people of each body that owes something."""
    reports = {report.pk: report for report in debts.owing(round)}
    owed = debts.debts(round, reports.values())
    rhythm, decided = rhythm_of(round), decided_days()
    claims = [found for debt in owed.values() if (found := claim(debt, today(), rhythm, decided))]
    people = debts.people_of(each.debt.body for each in claims)
    for each in claims:
        report = reports[each.debt.report]
        name = f"{NOTICE}/{report.pk}/{each.debt.time}/{each.step.offset:+d}{_given(report)}"
        for person in people[report.body_id].answering(writers=each.writers, signers=each.signers, heads=each.heads):
            yield _telling(report, each.debt, name, person)


def _given(report: Report) -> str:
    """More time given has steps of its own: what was told of the day before does not silence them."""
    return f"/{report.extended_before:%Y%m%d}" if report.extended_before else ""


def _by_hand(round: Round, reports: list[Report]) -> Iterable[Telling]:
    """To who writes and who signs, whatever the day."""
    owed = debts.debts(round, reports)
    people = debts.people_of(report.body_id for report in reports)
    for report in reports:
        name = f"{NOTICE}/{report.pk}/{today():%Y%m%d}"
        for person in people[report.body_id].answering(writers=True, signers=True, heads=True):
            yield _telling(report, owed[report.pk], name, person)


def _telling(report: Report, debt: Debt, name: str, person: User) -> Telling:
    text = reminder_words.of_debt(report, debt, today())
    return Telling(person, NOTICE, name, text, report_url(report), debt.last_day)


def _letter(round: Round) -> Iterable[Telling]:
    """Once the letter is due, who receives the reports is told how many are lacking."""
    approved = round.roster_approved_at
    assert approved is not None  # noqa: S101 - only rounds whose list is approved are asked about
    steps = schedule(round.last_day, (rhythm_of(round).letter,), decided_days())
    if step_on(today(), steps, day_of(approved)) is None:
        return
    owing = debts.owing(round)
    missing = sum(report.first_submitted_at is None and report.last_day < today() for report in owing)
    standing = Programme.objects.filter(plan=round.plan).select_related("standing_body").first()
    if not missing or standing is None:
        return
    text, url = reminder_words.of_letter(round, missing), board_url(round, "cham")
    for person in people_who_may(Verb.RETURN_REPORT, standing.standing_body):
        yield Telling(person, "letter", f"letter/{round.pk}", text, url)


def _record(round: Round, by: User | None, told: list[Notice]) -> None:
    people = len({notice.recipient_id for notice in told})
    summary = _("%(n)s người") % {"n": people}
    record(by=by, verb="round.reminded", subject=subject_of(round), summary=summary, notices=len(told))
