"""Who is what in a body: roles granted and taken back, accounts and their one-time links."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from nscl.organisations import accounts, actions
from nscl.organisations.models import Body, Membership, User
from nscl.organisations.permissions import may_grant
from nscl.organisations.roles import ROLES, Verb
from nscl.registers.fields import ChoiceField, DateField, TextField
from nscl.vn.calendar import today
from nscl.vn.dates import format_date
from nscl.vn.text import fold
from nscl.web.access import require
from nscl.web.bodies import shown
from nscl.web.forms import EmailField, Form


class GrantForm(Form):
    """A role for a person; an account is made for who has none."""

    full_name = TextField(label=gettext_lazy("Họ và tên"), longest=120)
    email = EmailField()
    phone = TextField(label=gettext_lazy("Điện thoại"), longest=30, required=False)
    position = TextField(label=gettext_lazy("Chức vụ"), longest=120, required=False)
    role = ChoiceField(label=gettext_lazy("Vai trò"), choices=[])
    since = DateField(label=gettext_lazy("Từ ngày"))
    until = DateField(
        label=gettext_lazy("Đến hết ngày"), required=False, help_text=gettext_lazy("Để trống nếu chưa định")
    )

    def __init__(self, by: User, body: Body, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"since": today()}, **kwargs)
        self.by, self.body = by, body
        roles = [(role.slug, role.title) for role in ROLES.values() if may_grant(by, role.slug, body)]
        self.fields["role"].choices = roles  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("until") and "since" in data and data["until"] < data["since"]:
            self.add_error("until", _("Ngày cuối trước ngày đầu. Sửa một trong hai ngày."))
        person = User.objects.filter(email__iexact=data.get("email", "")).first()
        if person and (fault := self._fault(person, data)):
            self.add_error("email", fault)
        self.person = person
        return data

    def _fault(self, person: User, data: dict[str, Any]) -> str:
        """Why this account cannot be given this role, or nothing."""
        if person == self.by:
            return _("Không tự trao vai trò cho mình. Nhờ người có quyền khác.")
        if fold(person.full_name) != fold(data.get("full_name", "")):
            return _("Địa chỉ này của %(name)s. Kiểm tra lại địa chỉ hoặc họ tên.") % {"name": person.full_name}
        open_ones = person.memberships.filter(body=self.body, role=data.get("role"), until=None)
        return _("Người này đang giữ vai trò đó ở đơn vị này.") if open_ones.exists() else ""

    @transaction.atomic
    def save(self) -> tuple[User, bool]:
        """The person, and whether his account is new."""
        data = self.cleaned_data
        is_new = self.person is None
        person = self.person or actions.add_user(
            by=self.by,
            email=data["email"],
            full_name=data["full_name"],
            phone=data["phone"],
            password=None,
            demo=settings.DEMO,
        )
        what = {key: data[key] for key in ("role", "since", "until", "position")}
        actions.grant(by=self.by, user=person, body=self.body, **what)
        return person, is_new


class RevokeForm(Form):
    on = DateField(
        label=gettext_lazy("Giữ vai trò đến hết ngày"),
        help_text=gettext_lazy("Muốn thu ngay thì ghi ngày hôm qua"),
    )
    why = TextField(label=gettext_lazy("Lý do"), example=gettext_lazy("lý do, ví dụ chuyển công tác"))

    def __init__(self, membership: Membership, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"on": today()}, **kwargs)
        self.membership = membership

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on < self.membership.since - timedelta(days=1):
            message = _("Vai trò bắt đầu ngày %(day)s. Chọn ngày sau, hoặc ngày liền trước để thu toàn bộ.")
            raise ValidationError(message % {"day": format_date(self.membership.since)})
        return on


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
        except ValidationError as error:
            form.absorb(error)
        else:
            if is_new:
                return _link_shown(request, body, person, accounts.one_time_token(person))
            messages.success(request, _("Đã trao vai trò cho %(name)s.") % {"name": person.full_name})
            return redirect("members", code)
    held = list(Membership.objects.filter(body=body).select_related("user").order_by("-since", "pk"))
    context = {
        "body": body,
        "form": form,
        "now": [_row(by, m) for m in held if not m.until or m.until >= today()],
        "before": [m for m in held if m.until and m.until < today()],
        "crumbs": _crumbs(body, (_("Người dùng"), "")),
    }
    return render(request, "bodies/members.html", context)


def _row(by: User, membership: Membership) -> dict[str, Any]:
    mine = membership.user == by
    return {"membership": membership, "may_revoke": not mine and may_grant(by, membership.role, membership.body)}


def _of_body(request: HttpRequest, code: str, pk: int) -> tuple[User, Membership]:
    """The membership of this address, for who may take it back."""
    body = shown(request, code)
    by = require(request, Verb.GRANT, body)
    membership = get_object_or_404(Membership.objects.select_related("user", "body"), pk=pk, body=body)
    if membership.user == by or not may_grant(by, membership.role, body):
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
