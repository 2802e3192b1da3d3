"""Who is what in a body: roles granted and taken back, accounts and their one-time links."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from nscl.history.models import Event
from nscl.organisations import accounts, actions
from nscl.organisations.models import Body, Membership, User
from nscl.organisations.permissions import may_grant
from nscl.organisations.roles import ROLES, Verb
from nscl.vn.calendar import today
from nscl.web.access import require
from nscl.web.acts import told
from nscl.web.bodies.member_forms import GrantForm, RevokeForm
from nscl.web.bodies.seen import shown


def _crumbs(body: Body, *more: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Cơ quan, đơn vị"), reverse("bodies")), (body.short, reverse("body", args=[body.code])), *more]


@never_cache
def members(request: HttpRequest, code: str) -> HttpResponse:
    body = shown(request, code)
    by = require(request, Verb.GRANT, body)
    form = GrantForm(by, body, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            person, is_new = form.save()
        except (ValidationError, IntegrityError) as error:
            form.absorb(error)
        else:
            if is_new:
                return _link_shown(request, body, person, accounts.one_time_token(person))
            messages.success(request, _("Đã trao vai trò cho %(name)s.") % {"name": person.full_name})
            return redirect("members", code)
    return render(request, "bodies/members.html", _shown_to(by, body, form))


def _shown_to(by: User, body: Body, form: GrantForm) -> dict[str, Any]:
    held = list(Membership.objects.filter(body=body).select_related("user").order_by("-since", "pk"))
    within = {slug for slug in ROLES if may_grant(by, slug, body)}
    return {
        "body": body,
        "form": form,
        "now": [(m, m.user != by and m.role in within) for m in held if not _has_ended(m)],
        "before": [m for m in held if _has_ended(m)],
        "events": told(Event.objects.filter(body_id=body.pk, verb__startswith="member.")[:20]),
        "crumbs": _crumbs(body, (_("Người dùng"), "")),
    }


def _has_ended(membership: Membership) -> bool:
    return membership.until is not None and membership.until < today()


def _of_body(request: HttpRequest, code: str, pk: int) -> tuple[User, Membership]:
    """The membership of this address, for who may take it back."""
    body = shown(request, code)
    by = require(request, Verb.GRANT, body)
    membership = get_object_or_404(Membership.objects.select_related("user", "body"), pk=pk, body=body)
    if _has_ended(membership) or membership.user == by or not may_grant(by, membership.role, body):
        raise Http404
    return by, membership


def revoke(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    by, membership = _of_body(request, code, pk)
    form = RevokeForm(membership, request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.revoke(by=by, membership=membership, **form.cleaned_data)
        messages.success(request, _("Đã thu vai trò của %(name)s.") % {"name": membership.user.full_name})
        return redirect("members", code)
    crumbs = _crumbs(membership.body, (_("Người dùng"), reverse("members", args=[code])), (_("Thu vai trò"), ""))
    return render(request, "bodies/revoke.html", {"form": form, "membership": membership, "crumbs": crumbs})


@never_cache
def new_link(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """A new one-time link for somebody who lost his password or his phone."""
    by, membership = _of_body(request, code, pk)
    may = accounts.may_reset(by, membership.user)
    if request.method == "POST" and may:
        forget = request.POST.get("forget_second_factor") == "on"
        token = accounts.reset(by=by, user=membership.user, forget_second_factor=forget)
        return _link_shown(request, membership.body, membership.user, token)
    crumbs = _crumbs(membership.body, (_("Người dùng"), reverse("members", args=[code])), (_("Cấp lại liên kết"), ""))
    context = {"membership": membership, "may": may, "crumbs": crumbs}
    return render(
        request, "bodies/new_link.html", context | {"has_device": accounts.has_second_factor(membership.user)}
    )


def _link_shown(request: HttpRequest, body: Body, person: User, token: str) -> HttpResponse:
    """Told only in this answer; nothing keeps it."""
    link = request.build_absolute_uri(reverse("first-password", args=[token]))
    crumbs = _crumbs(body, (_("Người dùng"), reverse("members", args=[body.code])), (_("Liên kết dùng một lần"), ""))
    context = {"person": person, "link": link, "hours": accounts.LINK_HOURS, "body": body, "crumbs": crumbs}
    return render(request, "bodies/link.html", context)


urlpatterns: list[URLPattern] = [
    path("don-vi/<str:code>/thanh-vien/", members, name="members"),
    path("don-vi/<str:code>/thanh-vien/<int:pk>/thu-hoi/", revoke, name="member-revoke"),
    path("don-vi/<str:code>/thanh-vien/<int:pk>/lien-ket/", new_link, name="member-link"),
]
