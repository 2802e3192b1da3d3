"""Adding a body and changing one: fill in, read what it means, then write. Three answers of one address."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from nscl.organisations.models import Body, Supervision, User
from nscl.organisations.roles import Verb
from nscl.vn.calendar import today
from nscl.web.access import require
from nscl.web.bodies.forms import AddForm, EndForm, EndSupervisionForm, OneBodyForm, RenameForm, SuperviseForm
from nscl.web.bodies.seen import shown


def _led_through(
    request: HttpRequest, by: User, form: OneBodyForm, *, heading: StrOrPromise, done: StrOrPromise
) -> HttpResponse:
    """The form until it is valid; then its meaning until the officer is sure; then the act."""
    body = form.body
    context = {"form": form, "heading": heading, "body": body, "crumbs": _crumbs(body, heading)}
    if request.method == "POST" and form.is_valid() and "edit" not in request.POST:
        if "sure" not in request.POST:
            return render(request, "bodies/meaning.html", context)
        try:
            body = form.save(by)
        except (ValidationError, IntegrityError) as error:
            form.absorb(error)
        else:
            messages.success(request, done % {"name": body.name})
            return redirect("body", body.code)
    return render(request, "bodies/form.html", context)


def _crumbs(body: Body | None, heading: StrOrPromise) -> list[tuple[StrOrPromise, str]]:
    above = [(body.short, reverse("body", args=[body.code]))] if body else []
    return [(_("Cơ quan, đơn vị"), reverse("bodies")), *above, (heading, "")]


def add(request: HttpRequest) -> HttpResponse:
    by = require(request, Verb.EDIT_BODIES)
    form = AddForm(None, request.POST or None, initial={"since": today()})
    return _led_through(request, by, form, heading=_("Thêm đơn vị"), done=_("Đã thêm %(name)s."))


def _changed_by(
    form_class: type[RenameForm | EndForm | SuperviseForm], heading: StrOrPromise, done: StrOrPromise
) -> Callable[..., HttpResponse]:
    """A page that changes one body by one form."""

    def view(request: HttpRequest, code: str) -> HttpResponse:
        by = require(request, Verb.EDIT_BODIES)
        form = form_class(shown(request, code), request.POST or None)
        return _led_through(request, by, form, heading=heading, done=done)

    return view


rename = _changed_by(RenameForm, gettext_lazy("Đổi tên, đổi loại"), gettext_lazy("Đã ghi tên, loại mới: %(name)s."))
end = _changed_by(
    EndForm, gettext_lazy("Kết thúc hoạt động"), gettext_lazy("Đã ghi ngày kết thúc hoạt động của %(name)s.")
)
supervise = _changed_by(
    SuperviseForm, gettext_lazy("Giao cơ quan quản lý"), gettext_lazy("Đã ghi cơ quan quản lý của %(name)s.")
)


def end_supervision(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    by = require(request, Verb.EDIT_BODIES)
    lines = Supervision.objects.select_related("body", "supervisor")
    line = get_object_or_404(lines, pk=pk, body=shown(request, code))
    form = EndSupervisionForm(line, request.POST or None, initial={"on": today()})
    heading, done = _("Thôi giao quản lý"), _("Đã ghi ngày thôi quản lý của %(name)s.")
    return _led_through(request, by, form, heading=heading, done=done)


urlpatterns: list[URLPattern] = [
    path("don-vi/them/", add, name="body-new"),
    path("don-vi/<str:code>/doi-ten/", rename, name="body-rename"),
    path("don-vi/<str:code>/ket-thuc/", end, name="body-end"),
    path("don-vi/<str:code>/quan-ly/", supervise, name="body-supervise"),
    path("don-vi/<str:code>/quan-ly/<int:pk>/thoi/", end_supervision, name="body-supervision-end"),
]
