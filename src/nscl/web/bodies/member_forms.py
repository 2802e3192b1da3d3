"""Forms that give a role and take one back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.organisations import actions
from nscl.organisations.models import Body, Membership, User
from nscl.organisations.permissions import grantable
from nscl.registers.fields import ChoiceField, DateField, TextField
from nscl.vn.calendar import today
from nscl.vn.dates import format_date
from nscl.vn.text import fold
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
        roles = [(role.slug, role.title) for role in grantable(by, body)]
        self.fields["role"].choices = roles  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("until") and "since" in data and data["until"] < data["since"]:
            self.add_error("until", _("Ngày cuối trước ngày đầu. Sửa một trong hai ngày."))
        person = User.objects.filter(email__iexact=data.get("email", "")).first()
        if person and (fault := self._fault(person, data)):
            self.add_error("email", fault)
        if self.body.ended_on and "since" in data and data["since"] > self.body.ended_on:
            self.add_error("since", _("%(name)s. Trao vai trò ở đơn vị kế thừa.") % {"name": self.body.label()})
        self.person = person
        return data

    def _fault(self, person: User, data: dict[str, Any]) -> str:
        """Why this account cannot be given this role, or nothing."""
        if person == self.by:
            return _("Không tự trao vai trò cho mình. Nhờ người có quyền khác.")
        if fold(person.full_name) != fold(data.get("full_name", "")):
            return _("Địa chỉ này đã có tài khoản mang họ tên khác. Kiểm tra lại địa chỉ hoặc họ tên.")
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
        if self.membership.until and on > self.membership.until:
            message = _("Vai trò đã định đến hết ngày %(day)s. Chọn ngày đó hoặc ngày trước.")
            raise ValidationError(message % {"day": format_date(self.membership.until)})
        return on
