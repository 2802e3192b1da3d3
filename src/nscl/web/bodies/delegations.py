"""Who signs for a body by a right of his own: entered with its document and dates, ended before them."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from nscl.history.models import Event
from nscl.organisations import delegating
from nscl.organisations.models import Body, Delegation
from nscl.organisations.roles import Verb
from nscl.vn.calendar import today
from nscl.web.access import require
from nscl.web.acts import told
from nscl.web.bodies.delegation_forms import DelegateForm, EndDelegationForm
from nscl.web.bodies.seen import shown


@never_cache
def listed(request: HttpRequest, code: str) -> HttpResponse:
    body = shown(request, code)
    by = require(request, Verb.GRANT, body)
    form = DelegateForm(by, body, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            row = form.save()
        except ValidationError as error:
            form.absorb(error)
        else:
            messages.success(request, _("Đã ghi ủy quyền ký của %(name)s.") % {"name": row.user.full_name})
            return redirect("delegations", code)
    rows = list(Delegation.objects.filter(body=body).select_related("user"))
    context = {
        "body": body,
        "form": form,
        "standing": [row for row in rows if not _is_over(row)],
        "over": [row for row in rows if _is_over(row)],
        "today": today(),
        "events": told(Event.objects.filter(body_id=body.pk, verb__startswith="signing.")[:20]),
        "crumbs": _crumbs(body, (_("Ủy quyền ký"), "")),
    }
    return render(request, "bodies/delegations.html", context)


@never_cache
def end(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    body = shown(request, code)
    by = require(request, Verb.GRANT, body)
    row = get_object_or_404(Delegation.objects.select_related("user", "body"), pk=pk, body=body)
    if _is_over(row):
        raise Http404
    form = EndDelegationForm(request.POST or None, initial={"on": today()})
    if request.method == "POST" and form.is_valid():
        try:
            delegating.end_delegation(row, by=by, **form.cleaned_data)
        except ValidationError as error:
            form.absorb(error)
        else:
            messages.success(request, _("Đã ghi ngày thôi ủy quyền ký của %(name)s.") % {"name": row.user.full_name})
            return redirect("delegations", code)
    above = (_("Ủy quyền ký"), reverse("delegations", args=[code]))
    context = {"body": body, "row": row, "form": form, "crumbs": _crumbs(body, above, (_("Thôi ủy quyền"), ""))}
    return render(request, "bodies/delegation_end.html", context)


def _is_over(row: Delegation) -> bool:
    return row.until is not None and row.until < today()


def _crumbs(body: Body, *more: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Cơ quan, đơn vị"), reverse("bodies")), (body.short, reverse("body", args=[body.code])), *more]


urlpatterns: list[URLPattern] = [
    path("don-vi/<str:code>/uy-quyen/", listed, name="delegations"),
    path("don-vi/<str:code>/uy-quyen/<int:pk>/thoi/", end, name="delegation-end"),
]
