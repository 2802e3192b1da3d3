"""The page of search."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.views.decorators.http import require_safe

from nscl.organisations.permissions import AnyUser
from nscl.scorecard import programme
from nscl.web.search import in_plan, in_records
from nscl.web.search.result import Asked, Group

LONGEST_TEXT = 200


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    asked = Asked(request.GET.get("q", "")[:LONGEST_TEXT].strip(), request.GET.get("nhom", ""))
    groups = _groups(request.user, asked) if asked.words else []
    whole = next((group for group in groups if group.slug == asked.group), None)
    context = {
        "query": asked.text,
        "groups": [whole] if whole else groups,
        "whole": whole,
        "total": sum(group.total for group in groups),
    }
    return render(request, "search/page.html", context)


def _groups(user: AnyUser, asked: Asked) -> list[Group]:
    """What was found, group by group; first the group that holds the very code typed."""
    try:
        printed = in_plan.found(programme.printed_today(), asked)
    except programme.NoPlan:
        printed = []
    groups = [group for group in (*printed, *in_records.found(user, asked)) if group.total]
    return sorted(groups, key=lambda group: not group.has_exact)


urlpatterns: list[URLPattern] = [path("tim/", search, name="search")]
