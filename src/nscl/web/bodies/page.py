"""The page of one body: its names, its successors, who looks after it, where its figures and rows are."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django_stubs_ext import StrOrPromise

from nscl.history.acts import subject_of
from nscl.history.models import Event
from nscl.organisations.models import Body, Membership
from nscl.organisations.permissions import AnyUser, acts_for, allowed
from nscl.organisations.roles import Verb
from nscl.registers.catalogue import REGISTERS
from nscl.reporting.models import Report, State
from nscl.scorecard import programme
from nscl.vn.calendar import today
from nscl.web import duties
from nscl.web.acts import told
from nscl.web.bodies.seen import shown, visible_to


def one(request: HttpRequest, code: str) -> HttpResponse:
    body = shown(request, code)
    context = {
        "body": body,
        "designations": list(body.designations.order_by("-since")),
        "successions": list(body.successions.select_related("successor").order_by("on", "pk")),
        "predecessions": list(body.predecessions.select_related("body").order_by("on", "pk")),
        "supervisions": list(body.supervisions.select_related("supervisor").order_by("-since", "pk")),
        "may_edit": allowed(request.user, Verb.EDIT_BODIES),
        "may_grant": allowed(request.user, Verb.GRANT, body),
        "crumbs": [(_("Cơ quan, đơn vị"), reverse("bodies")), (body.short, "")],
    }
    for part in (_links, _reports, _people, _story):
        context |= part(request.user, body)
    return render(request, "bodies/one.html", context)


def _links(user: AnyUser, body: Body) -> dict[str, Any]:
    """Where what belongs to this body is: figures, rows, bodies in its place and under it."""
    seen, bodies = visible_to(user), reverse("bodies")
    under = seen.supervised_by(body, today()).count()  # type: ignore[attr-defined]
    located = seen.filter(commune=body).count()
    links: list[tuple[StrOrPromise, str, int | None]] = []
    if located:
        links.append((_("Đơn vị đóng trên địa bàn"), f"{bodies}?xa={body.code}", located))
    if under:
        links.append((_("Đơn vị đang quản lý"), f"{bodies}?thuoc={body.code}", under))
    links += _in_plan(body)
    links.append((_("Số liệu các mục tiêu"), f"{reverse('objectives')}?don-vi={body.code}", None))
    if allowed(user, Verb.READ_ROWS, body):
        for register in REGISTERS.values():
            address = f"{reverse('register', args=[register.slug])}?don-vi={body.code}"
            links.append((register.title, address, None))
    return {"links": links}


def _in_plan(body: Body) -> list[tuple[str, str, int | None]]:
    """What the plan asks of the body, by name or as one of its kind."""
    try:
        plan = programme.printed_today()
    except programme.NoPlan:
        return []
    named = {agency.code for agency in plan.agencies}
    wanted = duties.Wanted(body=body.code if body.code in named else f"{duties.OF_KIND}{body.kind}")
    count = len(duties.tasks(plan, wanted)) + len(duties.duties(plan, wanted))
    address = f"{reverse('tasks')}?{urlencode({'co-quan': wanted.body})}"
    return [(_("Nhiệm vụ, trách nhiệm trong Kế hoạch"), address, count)] if count else []


def _reports(user: AnyUser, body: Body) -> dict[str, Any]:
    """Its reports, newest first: its own people open the form, everybody else the sent words."""
    if not allowed(user, Verb.READ_REPORT, body):
        return {}
    name = "report" if acts_for(user, Verb.WRITE_REPORT, body) else "report-read"
    reports = Report.objects.filter(body=body).select_related("round").order_by("-round__year")
    rows = [(r.round.address, reverse(name, args=[r.round.address, body.code]), _situation(r), r) for r in reports]
    return {"sees_reports": True, "reports": rows}


def _situation(report: Report) -> str:
    if report.is_untouched:
        return "not_opened"
    return "nil" if report.nil and report.state == State.ACCEPTED else report.state


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


urlpatterns: list[URLPattern] = [path("don-vi/<str:code>/", one, name="body")]
