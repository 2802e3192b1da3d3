"""Bodies: the list, the page of one, and what changes one: added, renamed, ended, looked after by another."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import F, Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from nscl.history.acts import subject_of
from nscl.history.models import Event
from nscl.organisations.models import Body, Designation, Kind, Membership, Succession, Supervision, User
from nscl.organisations.permissions import AnyUser, allowed, signed_in
from nscl.organisations.roles import Verb
from nscl.vn.calendar import today
from nscl.vn.text import is_match
from nscl.web.access import require
from nscl.web.acts import told
from nscl.web.body_forms import AddForm, BodyForm, EndForm, RenameForm, SuperviseForm

PUBLIC_KINDS = (Kind.DEPARTMENT, Kind.OFFICE, Kind.COMMUNE, Kind.UNION, Kind.ASSOCIATION, Kind.PRESS)


def visible_to(user: AnyUser) -> QuerySet[Body]:
    """Everybody sees bodies of state and of the plan; enterprises, schools and hospitals only who holds a role."""
    if signed_in(user) and user.current_memberships:
        return Body.objects.all()
    return Body.objects.filter(kind__in=PUBLIC_KINDS)


def found_by(bodies: QuerySet[Body], text: str) -> QuerySet[Body]:
    """Bodies whose code or name, present or former, holds every word, typed with or without tones."""
    former = Designation.objects.exclude(name=F("body__name")).values_list("body_id", "name")
    renamed = {pk for pk, name in former if is_match(text, name)}
    return bodies.filter(Q(pk__in=bodies.search(text).values("pk")) | Q(pk__in=renamed))  # type: ignore[attr-defined]


def shown(request: HttpRequest, code: str) -> Body:
    """The body of this address, when the visitor may know of it."""
    return get_object_or_404(visible_to(request.user).select_related("commune"), code=code)


def listed(request: HttpRequest) -> HttpResponse:
    query, kind = request.GET.get("q", "")[:200].strip(), request.GET.get("loai", "")
    seen = visible_to(request.user)
    kinds = [
        choice for choice in Kind.choices if choice[0] in set(seen.order_by().values_list("kind", flat=True).distinct())
    ]
    found, about = _narrowed(seen, request)
    found = found_by(found, query) if query else found
    found = found.filter(kind=kind) if kind in Kind.values else found
    found = found.select_related("commune").prefetch_related(
        "designations", Prefetch("successions", Succession.objects.select_related("successor"))
    )
    page = Paginator(found.order_by("sort_key", "pk"), settings.DEFAULT_PAGE_SIZE).get_page(request.GET.get("trang"))
    context = {"page": page, "query": query, "kind": kind, "kinds": kinds, "about": about}
    return render(request, "bodies/list.html", context | {"may_add": allowed(request.user, Verb.EDIT_BODIES)})


def _narrowed(seen: QuerySet[Body], request: HttpRequest) -> tuple[QuerySet[Body], Body | None]:
    """Only what lies in a commune (`xa`) or under a supervisor (`thuoc`), as links of a body's page ask."""
    if code := request.GET.get("xa"):
        place = get_object_or_404(seen, code=code)
        return seen.filter(commune=place), place
    if code := request.GET.get("thuoc"):
        supervisor = get_object_or_404(seen, code=code)
        return seen.supervised_by(supervisor, today()), supervisor  # type: ignore[attr-defined]
    return seen, None


def one(request: HttpRequest, code: str) -> HttpResponse:
    body, seen = shown(request, code), visible_to(request.user)
    lines = Supervision.objects.filter(body=body).select_related("supervisor").order_by("-since")
    context = {
        "body": body,
        "designations": body.designations.order_by("-since"),
        "successions": body.successions.select_related("successor").order_by("on"),
        "predecessions": body.predecessions.select_related("body").order_by("on"),
        "supervisions": lines,
        "under": seen.supervised_by(body, today()).count(),  # type: ignore[attr-defined]
        "located": seen.filter(commune=body).count(),
        "may_edit": allowed(request.user, Verb.EDIT_BODIES),
        "may_grant": allowed(request.user, Verb.GRANT, body),
        "crumbs": [(_("Cơ quan, đơn vị"), reverse("bodies")), (body.short, "")],
    }
    return render(request, "bodies/one.html", context | _people(request.user, body) | _story(request.user, body))


def _people(user: AnyUser, body: Body) -> dict[str, Any]:
    """Names of people are for who grants there or reads that body's reports."""
    if not (allowed(user, Verb.GRANT, body) or allowed(user, Verb.READ_REPORT, body)):
        return {}
    held = Membership.objects.filter(body=body).in_force(today()).select_related("user")
    return {"sees_people": True, "members": sorted(held, key=lambda m: (m.role, m.user.full_name))}


def _story(user: AnyUser, body: Body) -> dict[str, Any]:
    if not allowed(user, Verb.EDIT_BODIES):
        return {}
    return {"events": told(Event.objects.of(subject_of(body))[:20])}


def add(request: HttpRequest) -> HttpResponse:
    by = require(request, Verb.EDIT_BODIES)
    form = AddForm(request.POST or None, initial={"since": today()})
    if request.method == "POST" and form.is_valid():
        try:
            body = form.save(by)
        except ValidationError as error:
            form.absorb(error)
        else:
            messages.success(request, _("Đã thêm %(name)s.") % {"name": body.name})
            return redirect("body", body.code)
    crumbs = [(_("Cơ quan, đơn vị"), reverse("bodies")), (_("Thêm đơn vị"), "")]
    return render(
        request,
        "bodies/form.html",
        {"form": form, "heading": _("Thêm đơn vị"), "verb": _("Thêm đơn vị"), "crumbs": crumbs},
    )


def _changed_by(form_class: type[BodyForm], heading: StrOrPromise, done: StrOrPromise) -> Callable[..., HttpResponse]:
    """A page that changes one body by one form."""

    def view(request: HttpRequest, code: str) -> HttpResponse:
        by: User = require(request, Verb.EDIT_BODIES)
        body = shown(request, code)
        form = form_class(body, request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                form.save(by)
            except ValidationError as error:
                form.absorb(error)
            else:
                messages.success(request, done % {"name": body.name})
                return redirect("body", body.code)
        crumbs = [
            (_("Cơ quan, đơn vị"), reverse("bodies")),
            (body.short, reverse("body", args=[code])),
            (heading, ""),
        ]
        return render(
            request,
            "bodies/form.html",
            {"form": form, "heading": heading, "verb": heading, "body": body, "crumbs": crumbs},
        )

    return view


rename = _changed_by(RenameForm, gettext_lazy("Đổi tên"), gettext_lazy("Đã ghi tên mới: %(name)s."))
end = _changed_by(
    EndForm, gettext_lazy("Kết thúc hoạt động"), gettext_lazy("Đã ghi ngày kết thúc hoạt động của %(name)s.")
)
supervise = _changed_by(
    SuperviseForm, gettext_lazy("Giao cơ quan quản lý"), gettext_lazy("Đã ghi cơ quan quản lý của %(name)s.")
)

urlpatterns: list[URLPattern] = [
    path("don-vi/", listed, name="bodies"),
    path("don-vi/them/", add, name="body-new"),
    path("don-vi/<str:code>/", one, name="body"),
    path("don-vi/<str:code>/doi-ten/", rename, name="body-rename"),
    path("don-vi/<str:code>/ket-thuc/", end, name="body-end"),
    path("don-vi/<str:code>/quan-ly/", supervise, name="body-supervise"),
]
