"""Rounds: the list of them, and one's own reports."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path

from nscl.organisations.models import User
from nscl.organisations.permissions import allowed, within_reach
from nscl.organisations.roles import Verb
from nscl.reporting import queries
from nscl.reporting.models import Obligation, Round
from nscl.web.access import require
from nscl.web.reports.board_rows import shown
from nscl.web.reports.in_round import follows_rounds


def listed(request: HttpRequest) -> HttpResponse:
    """Every round for who follows them; one's own reports by year."""
    user = require(request, Verb.READ_REPORT)
    follows = follows_rounds(user)
    own = [shown(row) for row in queries.rows_of(queries.own_reports(user))]
    context = {
        "follows": follows,
        "rounds": list(_rounds(user)) if follows else [],
        "own": own,
        "may_open": allowed(user, Verb.OPEN_ROUND),
    }
    return render(request, "reports/rounds.html", context)


def _rounds(user: User) -> QuerySet[Round]:
    """With the counts of what this person may read; the standing body's own report is not among them."""
    seen = within_reach(user, Verb.READ_REPORT, "reports__body") & ~Q(reports__obligation=Obligation.STANDING)
    came = seen & Q(reports__first_submitted_at__isnull=False)
    due = Coalesce("reports__extended_before", "due_before")
    late = Q(reports__obligation=Obligation.OBLIGED, reports__first_submitted_at__date__gte=due)
    return Round.objects.annotate(
        bodies=Count("reports", filter=seen),
        received=Count("reports", filter=came),
        late=Count("reports", filter=came & late),
        accepted=Count("reports", filter=seen & Q(reports__accepted_at__isnull=False)),
    ).order_by("-year", "number", "-pk")


urlpatterns: list[URLPattern] = [
    path("bao-cao/", listed, name="reports"),
]
