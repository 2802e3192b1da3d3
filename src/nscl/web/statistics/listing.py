"""The office's first page of statistics: every series with what it has, and what keeps it from being used."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from nscl.economy.models import Series, Territory
from nscl.economy.overview import Overview, overviews
from nscl.history.models import Event
from nscl.organisations.permissions import allowed
from nscl.organisations.roles import Verb
from nscl.vn.calendar import now
from nscl.vn.text import fold
from nscl.web import acts
from nscl.web.access import require

ACTS = (
    "territory.added", "territory.corrected", "series.added", "statistics.added", "statistics.withdrawn",
    "break.treated", "estimate.kept", "figure.marked",
)  # fmt: skip


def listed(request: HttpRequest) -> HttpResponse:
    user = require(request, Verb.READ_STATISTICS)
    query = request.GET.get("q", "")[:200].strip()
    series = Series.objects.select_related("territory")
    for word in fold(query).split():
        series = series.filter(search_key__contains=word)
    groups: dict[Territory, list[Overview]] = {}
    for each in overviews(series, now()):
        groups.setdefault(each.series.territory, []).append(each)
    waiting = [
        (each.series, year, words) for own in groups.values() for each in own for year, words in each.untreated.items()
    ]
    context: dict[str, Any] = {
        "groups": list(groups.items()),
        "query": query,
        "waiting": waiting,
        "may_edit": allowed(user, Verb.EDIT_STATISTICS),
    }
    return render(request, "statistics/list.html", context)


def history(request: HttpRequest) -> HttpResponse:
    require(request, Verb.READ_STATISTICS)
    events = Event.objects.filter(verb__in=ACTS)
    page = Paginator(events, settings.DEFAULT_PAGE_SIZE).get_page(request.GET.get("trang"))
    context = {
        "page": page,
        "events": acts.told(page.object_list),
        "crumbs": [(_("Số liệu thống kê"), reverse("statistics")), (_("Lịch sử"), "")],
    }
    return render(request, "statistics/history.html", context)
