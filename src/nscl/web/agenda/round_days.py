"""The days of the rounds under way, for the calendar of a person who answers for one, or follows all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from nscl.organisations.models import User
from nscl.organisations.permissions import reaches
from nscl.organisations.roles import Reach, Verb
from nscl.reporting import queries
from nscl.reporting.addresses import board_url, report_url
from nscl.reporting.models import Round
from nscl.web.agenda.item import Item


def round_days(user: User) -> Iterator[Item]:
    """Closing of figures, due and freeze of each: three days, each by its own name; one's own due day where it is
    extended."""
    for report in queries.own_reports(user).filter(round__frozen_at=None):
        yield from _days(report.round, report.last_day, report_url(report), f", {report.body.short}")
    if reaches(user, Verb.READ_REPORT) - {Reach.OWN}:
        for round in Round.objects.filter(frozen_at=None, roster_approved_at__isnull=False):
            yield from _days(round, round.last_day, board_url(round), "")


def _days(round: Round, last_day: date, url: str, whose: str) -> Iterator[Item]:
    words = {"round": round.called, "whose": whose}
    yield Item(round.closing_on, _("Chốt số liệu báo cáo %(round)s%(whose)s") % words, f"{url}#chot", "")
    yield Item(last_day, _("Hết hạn gửi báo cáo %(round)s%(whose)s") % words, f"{url}#han", "")
    if round.freeze_on:
        yield Item(round.freeze_on, _("Khóa số liệu báo cáo %(round)s%(whose)s") % words, f"{url}#khoa", "")
