"""The list of bodies: found by name without tones, by kind, by place, by supervisor."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from nscl.organisations.models import Body, Kind, Succession
from nscl.organisations.permissions import allowed
from nscl.organisations.roles import Verb
from nscl.vn.calendar import today
from nscl.web.bodies.seen import found_by, visible_to


class Row(NamedTuple):
    """One body as the list prints it."""

    body: Body
    former: list[str]
    successors: list[Body]


def listed(request: HttpRequest) -> HttpResponse:
    query, kind = request.GET.get("q", "")[:200].strip(), request.GET.get("loai", "")
    seen = visible_to(request.user)
    found, about = _about(seen, request)
    found = found_by(found, query) if query else found
    found = found.filter(kind=kind) if kind in Kind.values else found
    page = Paginator(_with_past(found), settings.DEFAULT_PAGE_SIZE).get_page(request.GET.get("trang"))
    rows = [_row(body) for body in page.object_list]
    context: dict[str, Any] = {
        "page": page,
        "rows": rows,
        "has_places": any(row.body.commune_id for row in rows),
        "query": query,
        "kind": kind,
        "kinds": _kinds_among(seen),
        "about": about,
        "narrowed": _narrowed(request, query, kind, about),
        "may_add": allowed(request.user, Verb.EDIT_BODIES),
    }
    return render(request, "bodies/list.html", context)


def _kinds_among(seen: QuerySet[Body]) -> list[tuple[str, str]]:
    present = set(seen.order_by().values_list("kind", flat=True).distinct())
    return [(value, str(label)) for value, label in Kind.choices if value in present]


class About(NamedTuple):
    """The body whose place or field the list is about: which parameter asks so, and the condition in words."""

    parameter: str
    code: str
    words: str


def _about(seen: QuerySet[Body], request: HttpRequest) -> tuple[QuerySet[Body], About | None]:
    """Only what lies in a commune (`xa`) or under a supervisor (`thuoc`), as links of a body's page ask."""
    if code := request.GET.get("xa"):
        place = get_object_or_404(seen, code=code)
        return seen.filter(commune=place), About("xa", code, _("Nơi đóng: %(name)s") % {"name": place.short})
    if code := request.GET.get("thuoc"):
        supervisor = get_object_or_404(seen, code=code)
        under = seen.supervised_by(supervisor, today())  # type: ignore[attr-defined]
        return under, About("thuoc", code, _("Do %(name)s quản lý") % {"name": supervisor.short})
    return seen, None


def _narrowed(request: HttpRequest, query: str, kind: str, about: About | None) -> list[tuple[str, str]]:
    """Each condition in words, and the address without it."""
    conditions = {"q": f"“{query}”" if query else "", "loai": Kind(kind).label if kind in Kind.values else ""}
    if about:
        conditions[about.parameter] = about.words
    return [(str(words), _without(request, name)) for name, words in conditions.items() if words]


def _without(request: HttpRequest, name: str) -> str:
    rest = request.GET.copy()
    for parameter in (name, "trang"):
        rest.pop(parameter, None)
    return f"?{rest.urlencode()}" if rest else request.path


def _with_past(found: QuerySet[Body]) -> QuerySet[Body]:
    """In the order of a dictionary, with former names and successors: three queries, however many bodies."""
    successions = Succession.objects.standing().select_related("successor")
    found = found.select_related("commune").order_by("sort_key", "pk")
    return found.prefetch_related("designations", Prefetch("successions", successions))


def _row(body: Body) -> Row:
    former = dict.fromkeys(d.name for d in body.designations.all() if d.name != body.name)
    return Row(body, list(former), [line.successor for line in body.successions.all()])


urlpatterns: list[URLPattern] = [path("don-vi/", listed, name="bodies")]
