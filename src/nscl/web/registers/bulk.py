"""Confirming many rows at once, and taking it back: each row by the same verb as alone, each refusal beside its row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nscl.organisations.models import User
from nscl.organisations.permissions import bodies_for
from nscl.organisations.roles import Verb
from nscl.registers import actions
from nscl.registers.entry import RowState
from nscl.registers.register import Register
from nscl.registers.table import readable
from nscl.registers.undoing import undo_confirmation
from nscl.vn.numbers import format_count, format_number, whole_number
from nscl.web.access import require
from nscl.web.registers.lists import named, page_of
from nscl.web.registers.undo_button import undo_button

Deed = Callable[..., Any]
MOST_ROWS = 500


@dataclass(frozen=True)
class Refused:
    """A row that was left as it was, and why."""

    pk: int
    name: str
    url: str
    reason: str


@require_http_methods(["GET", "HEAD", "POST"])
def confirm_ticked(request: HttpRequest, slug: str) -> HttpResponse:
    user, register = _confirmer(request, slug)
    if request.method != "POST":
        return _back(request, register)
    ticked = _numbers(request.POST.getlist("dong"))
    if not ticked:
        messages.warning(request, _("Chưa chọn dòng nào. Đánh dấu các dòng cần xác nhận rồi bấm lại."))
        return _back(request, register)
    confirmed, refused = _each(register, ticked, actions.confirm, RowState.CONFIRMED, by=user)
    if confirmed:
        words = _("Đã xác nhận %(n)s dòng.") % {"n": format_count(len(confirmed))}
        undo = undo_button(request, _address(request, "register-undo", register), confirmed)
        messages.success(request, format_html("{} {}", words, undo))
    words = _("Còn %(n)s dòng chưa xác nhận được") % {"n": format_number(len(refused))}
    return _answer(request, register, user, refused, words)


@require_http_methods(["GET", "HEAD", "POST"])
def undo_confirmed(request: HttpRequest, slug: str) -> HttpResponse:
    """Take back what was just confirmed at once."""
    user, register = _confirmer(request, slug)
    if request.method != "POST":
        return _back(request, register)
    rows = _numbers(request.POST.get("dong", "").split())
    undone, refused = _each(register, rows, undo_confirmation, RowState.WAITING, by=user)
    if undone:
        messages.success(request, _("Đã hoàn tác xác nhận %(n)s dòng.") % {"n": format_count(len(undone))})
    words = _("Còn %(n)s dòng không hoàn tác được") % {"n": format_number(len(refused))}
    return _answer(request, register, user, refused, words)


def _confirmer(request: HttpRequest, slug: str) -> tuple[User, Register]:
    """Who asks, of which register; whoever reads rows may follow the address, to confirm he must be able to."""
    user = require(request, Verb.READ_ROWS)
    register = named(slug)
    if request.method == "POST" and not bodies_for(user, Verb.CONFIRM_ROWS):
        raise Http404
    return user, register


def _answer(
    request: HttpRequest, register: Register, user: User, refused: Sequence[Refused], words: str
) -> HttpResponse:
    if not refused:
        return _back(request, register)
    ticked = {each.pk for each in refused}
    return page_of(request, register, user, refused=refused, refused_words=words, ticked=ticked)


def _each(
    register: Register, numbers: Sequence[int], deed: Deed, outcome: RowState, *, by: User
) -> tuple[list[int], list[Refused]]:
    """Every row on its own: what is refused keeps nothing else from being done."""
    done, refused = [], []
    rows = {row.pk: row for row in readable(register, by).select_related(*register.related).filter(pk__in=numbers)}
    for pk in numbers:
        row = rows.get(pk)
        if row is not None and row.state is outcome:
            continue  # sent twice, or a colleague was quicker
        reason = _refusal(row, deed, by)
        if reason:
            refused.append(_refused(register, pk, row, reason))
        else:
            done.append(pk)
    return done, refused


def _refusal(row: Any, deed: Deed, by: User) -> str:
    """Do it to a row; why not, when it is refused."""
    if row is None:
        return _("Không có dòng này trong sổ bạn xem được.")
    try:
        deed(row, by=by)
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
    numbers = dict.fromkeys(whole_number(text) for text in texts)
    return [number for number in numbers if number is not None][:MOST_ROWS]


def _back(request: HttpRequest, register: Register) -> HttpResponse:
    return HttpResponseRedirect(_address(request, "register", register))


def _address(request: HttpRequest, name: str, register: Register) -> str:
    """An address that leaves the list as it was asked for."""
    query = request.GET.urlencode()
    address = reverse(name, args=[register.slug])
    return f"{address}?{query}" if query else address


urlpatterns: list[URLPattern] = [
    path("so/<slug:slug>/xac-nhan/", confirm_ticked, name="register-confirm"),
    path("so/<slug:slug>/hoan-tac-xac-nhan/", undo_confirmed, name="register-undo"),
]
