"""How the plan is read: where it contradicts itself, and the dated decisions on what it leaves open."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from nscl.organisations.models import Decision
from nscl.organisations.permissions import AnyUser, allowed, has_role
from nscl.organisations.roles import Verb
from nscl.plan import Plan
from nscl.plan.objectives import Decision as Printed
from nscl.scorecard import programme
from nscl.vn.calendar import now, today
from nscl.vn.dates import format_date
from nscl.web import asked, codes
from nscl.web.access import require
from nscl.web.decision_forms import DecisionForm
from nscl.web.open_points import figures, figures_words, open_points, words


@asked.answered
def listed(request: HttpRequest) -> HttpResponse:
    plan = programme.printed_today()
    points = [(point, figures_words(plan, point.figures)) for point in open_points(plan, today(), now())]
    contradictions = [(point, codes.links(plan, point.codes)) for point in plan.contradictions]
    context = {"plan": plan, "points": points, "contradictions": contradictions}
    return render(request, "decisions/list.html", context | {"may_decide": allowed(request.user, Verb.DECIDE)})


@asked.answered
def one(request: HttpRequest, key: str) -> HttpResponse:
    plan = programme.printed_today()
    printed = next((point for point in plan.decisions if point.key == key), None)
    if printed is None:
        raise Http404
    form = None
    if request.method == "POST":
        by = require(request, Verb.DECIDE)
        form = DecisionForm(plan, printed, request.POST)
        if form.is_valid():
            try:
                form.save(by)
            except ValidationError as error:
                form.absorb(error)
            else:
                messages.success(request, _("Đã ghi quyết định: %(title)s.") % {"title": printed.title})
                return redirect("decision", key)
    elif allowed(request.user, Verb.DECIDE):
        form = DecisionForm(plan, printed, initial={"in_force_from": today()})
    return render(request, "decisions/one.html", _context(plan, printed, request.user) | {"form": form})


def _context(plan: Plan, printed: Printed, user: AnyUser) -> dict[str, Any]:
    point = next(p for p in open_points(plan, today(), now()) if p.key == printed.key)
    affected = figures(plan, printed.key)
    return {
        "plan": plan,
        "point": point,
        "affected": [(code, reverse("objective", args=[code])) for code in affected],
        "events": _history(plan, printed, user),
        "crumbs": [(_("Cách hiểu của Kế hoạch"), reverse("decisions")), (printed.title, "")],
    }


def _history(plan: Plan, printed: Printed, user: AnyUser) -> list[dict[str, Any]]:
    """Every decision on this point, newest first; who wrote it down is for people of the office."""
    rows = Decision.objects.filter(plan=plan.slug, key=printed.key).select_related("entered_by")
    ordered = sorted(rows, key=lambda row: (row.in_force_from, row.entered_at))
    told, before = [], ""
    for row in ordered:
        value = words(printed, row.value)
        told.append(
            {
                "what": _("Từ ngày %(day)s") % {"day": format_date(row.in_force_from)},
                "old": before,
                "new": value,
                "moment": row.entered_at,
                "who": row.entered_by.full_name if row.entered_by and has_role(user) else "",
                "why": "; ".join(part for part in (row.document, row.reason) if part),
            }
        )
        before = value
    return told[::-1]


urlpatterns: list[URLPattern] = [
    path("cach-hieu/", listed, name="decisions"),
    path("cach-hieu/<str:key>/", one, name="decision"),
]
