"""What people do with a row: each verb is one action, asked for by a button of the row's page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from nscl.organisations.models import User
from nscl.organisations.permissions import allowed
from nscl.organisations.roles import Verb
from nscl.registers import actions
from nscl.registers.catalogue import REGISTERS
from nscl.registers.confirming import awaits
from nscl.registers.entry import RowState
from nscl.registers.fields import TextField
from nscl.registers.register import Register
from nscl.registers.undoing import undo_confirmation
from nscl.scorecard import programme
from nscl.scorecard.rows import Effect, effects_of_withdrawal
from nscl.vn.numbers import format_count, whole_number
from nscl.web.forms import Form
from nscl.web.lines import printed
from nscl.web.registers.evidence import EvidenceForm
from nscl.web.registers.found import row_at
from nscl.web.registers.rows import page
from nscl.web.registers.undo_button import undo_button

UNDO: Final = "hoan-tac-xac-nhan"
Deed = Callable[[HttpRequest, User, Register, Any], HttpResponse]


class WithdrawForm(Form):
    """Why a confirmed row is taken out of the figures."""

    why = TextField(
        label=gettext_lazy("Lý do"),
        longest=500,
        example=gettext_lazy('lý do rút, ví dụ "ghi nhầm lớp của xã khác"'),
        help_text=gettext_lazy("Lý do ở lại cùng dòng này để người khác đọc"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


@never_cache
def act(request: HttpRequest, slug: str, pk: int, verb: str) -> HttpResponse:
    """One verb on one row. What this person may not do is a page that does not exist; what cannot be done is said."""
    user, register, row = row_at(request, slug, pk)
    if verb not in DEEDS:
        raise Http404
    if request.method != "POST" and DEEDS[verb] is not withdraw:
        return redirect("row", slug, pk)
    try:
        return DEEDS[verb](request, user, register, row)
    except PermissionDenied as error:
        raise Http404 from error
    except ValidationError as error:
        for message in error.messages:
            messages.error(request, message)
        return redirect("row", slug, pk)


def confirm(request: HttpRequest, user: User, register: Register, row: Any) -> HttpResponse:
    actions.confirm(row, by=user, seen=request.POST.get("seen", ""), why=request.POST.get("why", ""))
    done = _("Đã xác nhận “%(row)s”.") % {"row": row}
    undo = undo_button(request, reverse("row-act", args=[register.slug, row.pk, UNDO]))
    messages.success(request, format_html("{} {} {}", done, undo, _next_to_confirm(user, register)))
    return redirect("row", register.slug, row.pk)


def undo(request: HttpRequest, user: User, register: Register, row: Any) -> HttpResponse:
    undo_confirmation(row, by=user)
    messages.success(request, _("Đã hoàn tác xác nhận “%(row)s”. Dòng này lại chờ xác nhận.") % {"row": row})
    return redirect("row", register.slug, row.pk)


def _next_to_confirm(user: User, register: Register) -> str | SafeString:
    """The next row that waits for this person, of the same register first."""
    for each in (register, *(other for other in REGISTERS.values() if other is not register)):
        waiting = each.model.objects.filter(awaits(each.model, user)).order_by("on", "pk")
        if row := waiting.first():
            words = _("Còn %(n)s %(kind)s chờ bạn xác nhận, tiếp theo:") % {
                "n": format_count(waiting.count()),
                "kind": each.row_title,
            }
            return format_html('{} <a href="{}">{}</a>', words, reverse("row", args=[each.slug, row.pk]), row)
    return _("Không còn dòng nào chờ bạn xác nhận.")


def discard(request: HttpRequest, user: User, register: Register, row: Any) -> HttpResponse:
    if row.confirmed_at:
        raise ValidationError(_("Dòng này đã xác nhận nên không bỏ nháp được. Dùng “Rút xác nhận”."))
    actions.withdraw(row, by=user, why="")
    messages.success(request, _("Đã bỏ bản nháp “%(row)s”. Bỏ nhầm thì bấm “Hoàn tác bỏ nháp”.") % {"row": row})
    return redirect("row", register.slug, row.pk)


def restore(request: HttpRequest, user: User, register: Register, row: Any) -> HttpResponse:
    actions.restore(row, by=user)
    messages.success(request, _("Đã hoàn tác: bản nháp “%(row)s” lại chờ xác nhận.") % {"row": row})
    return redirect("row", register.slug, row.pk)


def correct(request: HttpRequest, user: User, register: Register, row: Any) -> HttpResponse:
    new = actions.start_correction(row, by=user)
    words = _(
        "Đây là bản chép của dòng số %(number)s. Sửa chỗ sai rồi lưu; "
        "dòng cũ vẫn được tính đến khi bản này được xác nhận."
    )
    messages.info(request, words % {"number": row.pk})
    return redirect("row-edit", register.slug, new.pk)


def withdraw(request: HttpRequest, user: User, register: Register, row: Any) -> HttpResponse:
    """Ask for the reason, and say first which figures will change."""
    if not allowed(user, Verb.WITHDRAW_ROWS, row.reported_by):
        raise Http404
    if row.state is not RowState.CONFIRMED:
        raise ValidationError(_("Chỉ rút được dòng đã xác nhận và còn hiệu lực."))
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.withdraw(row, by=user, why=form.cleaned_data["why"])
        messages.success(request, _("Đã rút “%(row)s”. Dòng này không còn được tính.") % {"row": row})
        return redirect("row", register.slug, row.pk)
    here = reverse("row", args=[register.slug, row.pk])
    crumbs = [
        (_("Sổ theo dõi"), reverse("registers")),
        (register.title, reverse("register", args=[register.slug])),
        (str(row), here),
        (_("Rút xác nhận"), ""),
    ]
    context = {"register": register, "row": row, "form": form, "crumbs": crumbs, "back": here}
    return render(request, "registers/withdraw.html", context | {"effects": _effects(register, row, user)})


def _effects(register: Register, row: Any, user: User) -> list[tuple[Effect, str, str]]:
    """The figures that would change, as pages print them."""
    try:
        _in_use, plan = programme.current()
    except programme.NoPlan:
        return []
    found = effects_of_withdrawal(plan, register, row, by=user)
    return [(each, printed(each.line, each.before), printed(each.line, each.after)) for each in found]


def attach(request: HttpRequest, user: User, register: Register, row: Any) -> HttpResponse:
    if not allowed(user, Verb.ENTER_ROWS, row.reported_by):
        raise Http404
    form = EvidenceForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            document = form.save(row, by=user)
        except ValidationError as error:
            form.absorb(error)
        else:
            messages.success(request, _("Đã đính kèm “%(title)s”.") % {"title": document.title})
            return redirect(f"{reverse('row', args=[register.slug, row.pk])}#tai-lieu")
    return page(request, user, register, row, evidence=form)


def detach(request: HttpRequest, user: User, register: Register, row: Any) -> HttpResponse:
    document = get_object_or_404(row.evidence, pk=whole_number(request.POST.get("tai-lieu", "")) or 0)
    actions.detach(row, by=user, document=document)
    messages.success(request, _("Đã gỡ “%(title)s” khỏi dòng này.") % {"title": document.title})
    return redirect(f"{reverse('row', args=[register.slug, row.pk])}#tai-lieu")


DEEDS: Final[Mapping[str, Deed]] = {
    "xac-nhan": confirm,
    UNDO: undo,
    "bo-nhap": discard,
    "hoan-tac": restore,
    "thay": correct,
    "rut": withdraw,
    "dinh-kem": attach,
    "go": detach,
}

urlpatterns: list[URLPattern] = [path("so/<slug:slug>/<int:pk>/viec/<str:verb>/", act, name="row-act")]
