"""The figures of a round beside those the bodies sealed: who differs, and the rows that make the difference."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from nscl.organisations.models import User
from nscl.reporting.models import Round
from nscl.reporting.plans import plan_of
from nscl.reporting.reconciling import Gap, Reconciled, reconciled, rows_of, unexplained
from nscl.scorecard.evaluate import evaluate
from nscl.vn.calendar import now
from nscl.vn.numbers import format_signed
from nscl.web.reports.in_round import province_page


@dataclass(frozen=True)
class CauseShown:
    name: str
    url: str
    change: str
    reason: str


@dataclass(frozen=True)
class GapShown:
    gap: Gap
    difference: str
    causes: tuple[CauseShown, ...]
    rest: str


@province_page()
def page(request: HttpRequest, user: User, round: Round) -> HttpResponse:
    moment = round.frozen_at or now()
    lines = evaluate(plan_of(round), year=round.year, until=round.closing_on, as_of=moment)
    found = reconciled(round, lines, moment)
    context = {
        "round": round,
        "year": str(round.year),
        "found": [(each, format_signed(each.difference), list(_shown(each))) for each in found],
        "crumbs": [
            (_("Báo cáo"), reverse("reports")),
            (round.label, reverse("board", args=[round.address])),
            (_("Đối chiếu"), ""),
        ],
    }
    return render(request, "reports/reconciling.html", context)


def _shown(each: Reconciled) -> Iterable[GapShown]:
    for gap in each.gaps:
        causes = tuple(
            CauseShown(
                name=name,
                url=reverse("row", args=[cause.register.slug, cause.row.pk]),
                change=format_signed(cause.change),
                reason=cause.reason,
            )
            for cause, name in rows_of(gap)
        )
        difference = "" if gap.difference is None else format_signed(gap.difference)
        yield GapShown(gap, difference, causes, unexplained(gap))


urlpatterns: list[URLPattern] = [path("bao-cao/<round:year>/doi-chieu/", page, name="reconciling")]
