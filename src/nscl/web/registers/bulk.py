"""Confirming many rows at once: each by the same verb as alone, and each refusal said beside its row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nscl.organisations.models import User
from nscl.organisations.permissions import bodies_for
from nscl.organisations.roles import Verb
from nscl.registers import actions
from nscl.registers.entry import RowState
from nscl.registers.register import Register
from nscl.registers.table import readable
from nscl.vn.numbers import format_count
from nscl.web.access import require
from nscl.web.registers.lists import named, page_of

MOST_ROWS = 500
LARGEST_NUMBER = 2**63 - 1


@dataclass(frozen=True)
class Refused:
    """A ticked row that was not confirmed, and why."""

    pk: int
    name: str
    url: str
    reason: str


@require_http_methods(["GET", "HEAD", "POST"])
def confirm_ticked(request: HttpRequest, slug: str) -> HttpResponse:
    user = require(request, Verb.READ_ROWS)
    register = named(slug)
    if request.method != "POST":
        return _back(request, register)
    if not bodies_for(user, Verb.CONFIRM_ROWS):
        raise Http404
    ticked = _numbers(request.POST.getlist("dong"))
    if not ticked:
        messages.warning(request, _("Chưa chọn dòng nào. Đánh dấu các dòng cần xác nhận rồi bấm lại."))
        return _back(request, register)
    confirmed, refused = confirm_each(register, ticked, by=user)
    if confirmed:
        messages.success(request, _("Đã xác nhận %(n)s dòng.") % {"n": format_count(confirmed)})
    if refused:
        return page_of(request, register, user, refused=refused, ticked={each.pk for each in refused})
    return _back(request, register)


def confirm_each(register: Register, ticked: Sequence[int], *, by: User) -> tuple[int, list[Refused]]:
    """Every row on its own: what is refused keeps nothing else from being confirmed."""
    confirmed, refused = 0, []
    rows = {row.pk: row for row in readable(register, by).select_related(*register.related).filter(pk__in=ticked)}
    for pk in ticked:
        row = rows.get(pk)
        if row is not None and row.state is RowState.CONFIRMED:
            continue  # sent twice, or a colleague was quicker
        reason = _refusal(row, by)
        if reason:
            refused.append(_refused(register, pk, row, reason))
        else:
            confirmed += 1
    return confirmed, refused


def _refusal(row: Any, by: User) -> str:
    """Confirm a row; why not, when it is refused."""
    if row is None:
        return _("Không có dòng này trong sổ bạn xem được.")
    try:
        actions.confirm(row, by=by)
    except PermissionDenied:
        return _("Bạn không xác nhận dòng của %(body)s.") % {"body": row.reported_by.name}
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


def _refused(register: Register, pk: int, row: Any, reason: str) -> Refused:
    url = reverse("row", args=[register.slug, pk]) if row is not None else ""
    return Refused(pk, str(row or _("Dòng %(number)s") % {"number": pk}), url, reason)


def _numbers(texts: Sequence[str]) -> list[int]:
    """The numbers of rows among what a form sent; anything else was tampered with and is passed over."""
    numbers = (int(text) for text in texts if len(text) < 20 and text.isascii() and text.isdecimal())
    return [n for n in dict.fromkeys(numbers) if n <= LARGEST_NUMBER][:MOST_ROWS]


def _back(request: HttpRequest, register: Register) -> HttpResponse:
    query = request.GET.urlencode()
    address = reverse("register", args=[register.slug])
    return HttpResponseRedirect(f"{address}?{query}" if query else address)


urlpatterns: list[URLPattern] = [path("so/<slug:slug>/xac-nhan/", confirm_ticked, name="register-confirm")]
