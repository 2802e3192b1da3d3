"""The public front page: every line of the year, by objective; and the same lines as a table for programs.

Figures are live and say so; once the round of a year is frozen, what it reported stands beside the figures that moved.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from nscl.documents import csv
from nscl.plan import Plan
from nscl.scorecard.evaluate import evaluate
from nscl.vn.calendar import today
from nscl.vn.dates import format_date
from nscl.web import asked, lines, scoreboard
from nscl.web.downloads import download
from nscl.web.reported import reported


@asked.answered
def front(request: HttpRequest) -> HttpResponse:
    question = asked.asked(request)
    found = evaluate(question.plan, year=question.year)
    plan, kept = found[0].plan, reported(question.plan, question.year)
    context = {
        "plan": plan,
        "year": str(question.year),
        "years": [str(year) for year in question.years],
        "end": str(plan.period.end),
        "runs": lines.is_provisional(found[0]),
        "ahead": question.year > today().year,
        "day": found[0].knowledge.until,
        "round": kept.round,
        "cards": scoreboard.cards(found, kept.figures),
        "strip": scoreboard.strip(found),
        "counts": scoreboard.counts(found),
        "headline": scoreboard.headline(found),
        "attention": scoreboard.attention(found),
        "objective_count": len(plan.objectives),
        **_money(plan, question.year),
    }
    return render(request, "front/front.html", context)


def _money(plan: Plan, year: int) -> dict[str, Any]:
    """The estimate of the year by money line; a line without an amount in the year has none, which is not 0."""
    amounts = [(line.short, line.amounts.get(year), "") for line in plan.money_lines]
    return {
        "money": amounts,
        "money_maximum": max((amount or 0 for _label, amount, _tone in amounts), default=0),
        "estimate": plan.estimate(year),
    }


@asked.answered
def lines_csv(request: HttpRequest) -> HttpResponse:
    question = asked.asked(request)
    found = evaluate(question.plan, year=question.year)
    title = _("Kết quả năm %(year)s, tính ngày %(day)s") % {"year": question.year, "day": format_date(today())}
    kept = reported(question.plan, question.year)
    return download(csv.write(scoreboard.sheet(found, kept.figures, title)), f"ket-qua-{question.year}.csv")


urlpatterns: list[URLPattern] = [
    path("", front, name="front"),
    path("ket-qua.csv", lines_csv, name="lines-csv"),
]
