"""Boxes for passwords, and what is wrong with one, said in the house's words."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from nscl.organisations.models import User
from nscl.web.forms import Form

LONGEST = 200
SECRETS = frozenset({"password", "again", "present"})  # boxes whose content no page ever shows again
FAULTS = {
    "password_too_short": gettext_lazy("Mật khẩu ngắn hơn %(min_length)d ký tự. Ghép vài từ không liên quan với nhau."),
    "password_too_common": gettext_lazy("Mật khẩu này nhiều người dùng nên dễ đoán. Chọn mật khẩu khác."),
    "password_entirely_numeric": gettext_lazy("Mật khẩu chỉ có chữ số nên dễ đoán. Thêm chữ cái."),
    "password_too_similar": gettext_lazy("Mật khẩu gần giống thư điện tử hoặc họ tên. Chọn mật khẩu khác."),
}


def check_strength(password: str, user: User) -> None:
    """Django's own checks; its messages are partly English."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        words = [str(FAULTS[fault.code]) % (fault.params or {}) for fault in error.error_list if fault.code in FAULTS]
        raise ValidationError(words or error.messages) from error


class PasswordField(forms.CharField):
    """Kept as typed: neither trimmed nor shown again."""

    def __init__(self, *, label: StrOrPromise, autocomplete: str, **kwargs: Any) -> None:
        widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
        empty = _('Ô "%(field)s" còn trống. Nhập mật khẩu.') % {"field": label}
        long = _('Ô "%(field)s" dài quá %(max)s ký tự. Rút gọn.') % {"field": label, "max": LONGEST}
        super().__init__(
            label=label,
            strip=False,
            max_length=LONGEST,
            widget=widget,
            error_messages={"required": empty, "max_length": long},
            **kwargs,
        )


class NewPasswordForm(Form):
    """A new password, typed twice."""

    password = PasswordField(
        label=gettext_lazy("Mật khẩu mới"),
        help_text=gettext_lazy("Ít nhất 12 ký tự, không chỉ có chữ số. Bốn từ không liên quan với nhau là đủ."),
        autocomplete="new-password",
    )
    again = PasswordField(label=gettext_lazy("Nhập lại mật khẩu mới"), autocomplete="new-password")

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        check_strength(password, self.user)
        return password

    def clean_again(self) -> str:
        again: str = self.cleaned_data["again"]
        if "password" in self.cleaned_data and again != self.cleaned_data["password"]:
            raise ValidationError(_("Hai lần nhập không giống nhau. Nhập lại ô này."))
        return again


class ChangePasswordForm(NewPasswordForm):
    """The person proves that he knows the present password first."""

    present = PasswordField(label=gettext_lazy("Mật khẩu đang dùng"), autocomplete="current-password")
    field_order = ("present", "password", "again")

    def clean_present(self) -> str:
        present: str = self.cleaned_data["present"]
        if not self.user.check_password(present):
            raise ValidationError(_("Mật khẩu đang dùng không đúng. Nhập lại."))
        return present
