"""The leader's brief: one phone screen, one A4 page. What stands behind, what to decide, what has come in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from nscl.organisations.roles import Verb
from nscl.plan.targets import State
from nscl.reporting.queries import Board, Situation, board
from nscl.scorecard import programme
from nscl.scorecard.evaluate import evaluate
from nscl.scorecard.line import Line
from nscl.vn.calendar import today
from nscl.vn.numbers import format_number
from nscl.web import lines as printing
from nscl.web.access import require
from nscl.web.asked import answered
from nscl.web.matters import matters
from nscl.web.reports.board import segments
from nscl.web.reports.in_round import round_of

FIGURES = 2


@dataclass(frozen=True)
class Figure:
    code: str
    title: str
    value: str
    unit: str
    state: State
    url: str


@dataclass(frozen=True)
class Count:
    number: int
    word: str
    icon: str = ""
    tone: str = ""


@answered
def brief(request: HttpRequest) -> HttpResponse:
    user = require(request, Verb.READ_BRIEF)
    _in_use, plan = programme.current()
    year = min(max(today().year, plan.period.start), plan.period.end)
    printed = plan.in_force(date(year, 12, 31))
    round = round_of(str(year))
    seen = board(round, user=user) if round else None
    lines = evaluate(plan, year=year)
    urgent, more = matters(lines, round, seen)
    context = {
        "year": str(year),
        "counts": counts(lines),
        "matters": urgent,
        "more": more,
        "figures": figures(lines),
        "round": round,
        "budget": printed.budget,
        "estimate": printed.estimate(year),
        **_reports(seen),
    }
    return render(request, "brief/brief.html", context)


def counts(lines: Sequence[Line]) -> list[Count]:
    """Every line is in exactly one: the last holds those nobody can judge yet."""
    n = {state: sum(line.state is state for line in lines) for state in State}
    judged = n[State.BEHIND] + n[State.ON_TRACK] + n[State.MET]
    return [
        Count(n[State.BEHIND], _("chậm tiến độ"), "triangle", "behind"),
        Count(n[State.ON_TRACK], _("đúng tiến độ"), "arrow", "on_track"),
        Count(n[State.MET], _("đạt mục tiêu"), "tick", "met"),
        Count(len(lines) - judged, _("chưa xếp loại")),
    ]


def figures(lines: Sequence[Line]) -> list[Figure]:
    """The first lines of the plan that have a figure and a target."""
    measured = [line for line in lines if line.value is not None and line.indicator.target.value is not None]
    return [
        Figure(
            line.code, line.indicator.short, printing.figure(line), printing.unit(line), line.state, printing.url(line)
        )
        for line in measured[:FIGURES]
    ]


def _reports(seen: Board | None) -> dict[str, Any]:
    if seen is None:
        return {}
    counts = seen.counts
    parts = [
        (counts[Situation.ACCEPTED], _("tiếp nhận")),
        (counts[Situation.SUBMITTED], _("chờ xem")),
        (counts[Situation.RETURNED] + counts[Situation.RETURN_OVERDUE], _("cần bổ sung")),
    ]
    return {
        "bodies": len(seen.rows),
        "sent": len(seen.rows) - seen.missing,
        "missing": seen.missing,
        "segments": [part for part in segments(seen) if part.tone not in ("draft", "unopened")],
        "states": " · ".join(f"{format_number(n)} {word}" for n, word in parts if n),
    }


urlpatterns: list[URLPattern] = [
    path("ban-tin/", brief, name="brief"),
]
