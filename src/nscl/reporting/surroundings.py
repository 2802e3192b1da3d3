"""What registers hold around a body, whoever reported it: in a commune, or at the bodies a supervisor looks after."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from nscl.organisations.models import Body, Kind, Supervision
from nscl.organisations.scope import Scope
from nscl.reporting.models import Report
from nscl.reporting.plans import plan_of
from nscl.scorecard.evaluate import evaluate
from nscl.scorecard.line import Line


def scope_around(body: Body, year: int) -> Scope | None:
    """None for a body that has nothing around it."""
    if body.kind == Kind.COMMUNE:
        return Scope(place=body)
    lines = Supervision.objects.filter(supervisor=body, since__lte=date(year, 12, 31))
    is_supervisor = lines.filter(Q(until=None) | Q(until__gte=date(year, 1, 1))).exists()
    return Scope(under=body) if is_supervisor else None


def figures_around(report: Report) -> list[Line]:
    """The figures counted from rows, up to the closing date, as known now."""
    year, closing = report.round.year, report.round.closing_on
    scope = scope_around(report.body, year)
    if scope is None:
        return []
    lines = evaluate(plan_of(report.round), year=year, scope=scope, until=closing)
    return [line for line in lines if line.measurement is not None]
