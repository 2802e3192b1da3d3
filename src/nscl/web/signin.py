"""Signing in and out, the second factor, the one-time link, and the person's own account."""

from __future__ import annotations

import base64
import io
from typing import Any

import segno
from django import forms
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.urls import URLPattern, path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django_otp import login as give_second_factor
from django_otp.plugins.otp_totp.models import TOTPDevice

from nscl.history.acts import subject_of
from nscl.history.models import Event
from nscl.organisations import accounts
from nscl.organisations.models import User
from nscl.registers.fields import TextField
from nscl.web.access import own_page
from nscl.web.acts import told
from nscl.web.forms import EmailField, Form
from nscl.web.middleware import ASKS_SECOND_FACTOR
from nscl.web.passwords import ChangePasswordForm, NewPasswordForm, PasswordField

STORY = 10  # acts on one's own account, enough to notice a stranger's


class SignInForm(AuthenticationForm):
    """One message for every failure: it does not tell which addresses have an account."""

    username = EmailField(widget=forms.EmailInput(attrs={"autocomplete": "username", "autofocus": True}))
    password = PasswordField(label=gettext_lazy("Mật khẩu"), autocomplete="current-password")
    error_messages = {  # noqa: RUF012 - Django's own form has it so
        "invalid_login": gettext_lazy(
            "Thư điện tử hoặc mật khẩu không đúng. Kiểm tra phím Caps Lock, bộ gõ tiếng Việt rồi nhập lại."
        ),
        "inactive": gettext_lazy("Tài khoản này không còn dùng. Đề nghị người quản trị mở lại."),
    }


class CodeForm(Form):
    """Six digits from the phone, or a recovery code."""

    code = TextField(
        label=gettext_lazy("Mã xác thực"),
        longest=20,
        example=gettext_lazy("6 chữ số đang hiện trên điện thoại"),
        help_text=gettext_lazy("6 chữ số đang hiện trên điện thoại. Mất điện thoại thì nhập một mã dự phòng."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "class": "short", "spellcheck": "false"}),
    )

    def clean_code(self) -> str:
        return "".join(self.cleaned_data["code"].lower().split())


class SignIn(LoginView):
    template_name = "signin/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_redirect_url(self) -> str:  # type: ignore[override]  # as Django 5.2 has it, the stubs run ahead
        wanted: str = super().get_redirect_url()
        return "" if wanted.startswith((reverse("sign-in"), reverse("sign-out"))) else wanted

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        context = super().get_context_data(**given)
        del context["site"], context["site_name"]  # Django's own; the frame of the page has another
        return context

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        answer = super().form_valid(form)
        user = form.get_user()
        self.request.session[ASKS_SECOND_FACTOR] = accounts.has_second_factor(user)
        return answer


class SignOut(LogoutView):
    """Only by a form. Whoever types the address finds the button on the page of his account."""

    http_method_names = ("get", "post", "head", "options")

    def get(self, request: HttpRequest) -> HttpResponse:
        return redirect("account")


def _next(request: HttpRequest) -> str:
    """Where the person wanted to go, when that is a page of this site."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if is_ours else ""


def _verified(request: HttpRequest) -> bool:
    return bool(request.user.is_verified())  # type: ignore[union-attr]


@never_cache
@own_page
def second_factor(request: HttpRequest, user: User) -> HttpResponse:
    target = _next(request) or resolve_url("my-work")
    if _verified(request):
        return redirect(target)
    if not accounts.has_second_factor(user):
        return redirect("second-factor-setup")
    form = CodeForm(request.POST or None)
    form.fields["code"].widget.attrs["autofocus"] = True
    if request.method == "POST" and form.is_valid():
        device = accounts.device_accepting(user, form.cleaned_data["code"])
        if device:
            request.session.cycle_key()
            give_second_factor(request, device)
            return redirect(target)
        form.add_error("code", _wrong_code(user))
    return render(request, "signin/second_factor.html", {"form": form, "next": _next(request)})


def _wrong_code(user: User) -> str:
    count = accounts.failures(user)
    if count > 1:
        wait = 2 ** min(count - 1, 12)
        return _("Mã không đúng, đã sai %(count)s lần liền. Chờ %(wait)s giây rồi nhập mã mới.") % {
            "count": count,
            "wait": wait,
        }
    return _("Mã không đúng hoặc đã hết hạn. Chờ mã mới hiện trên điện thoại rồi nhập lại.")


@never_cache
@own_page
def second_factor_setup(request: HttpRequest, user: User) -> HttpResponse:
    """Whoever has a second factor already gives it before he may change it."""
    if accounts.has_second_factor(user) and not _verified(request):
        return redirect("second-factor")
    device = accounts.pending_device(user)
    form = CodeForm(request.POST or None)
    form.fields["code"].help_text = _("6 chữ số ứng dụng vừa hiện, để biết điện thoại đã lưu đúng.")
    if request.method == "POST" and form.is_valid():
        if accounts.device_accepting(user, form.cleaned_data["code"], confirmed=False):
            device.refresh_from_db()
            codes = accounts.confirm_device(by=user, device=device)
            request.session.cycle_key()
            give_second_factor(request, device)
            request.session[ASKS_SECOND_FACTOR] = True
            return render(request, "signin/recovery_codes.html", {"codes": codes})
        form.add_error("code", _wrong_code(user))
    return render(request, "signin/second_factor_setup.html", {"form": form, **_key_shown(device)})


def _key_shown(device: TOTPDevice) -> dict[str, str]:
    """The key as a picture for the phone's camera, and in letters for who cannot scan it."""
    picture = io.BytesIO()
    segno.make(device.config_url, error="m").save(picture, kind="svg", scale=5, border=2, xmldecl=False)
    letters = base64.b32encode(device.bin_key).decode().rstrip("=")
    groups = [letters[start : start + 4] for start in range(0, len(letters), 4)]
    return {"picture": base64.b64encode(picture.getvalue()).decode(), "key": " ".join(groups)}


@never_cache
@sensitive_post_parameters()
def first_password(request: HttpRequest, token: str) -> HttpResponse:
    """The page a one-time link opens. An old or used link opens nothing, and says what to do."""
    user = accounts.user_of_token(token)
    if user is None:
        return render(request, "signin/link_ended.html", {"hours": accounts.LINK_HOURS}, status=410)
    form = NewPasswordForm(user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        accounts.set_password(by=user, password=form.cleaned_data["password"])
        messages.success(request, _("Đã đặt mật khẩu. Đăng nhập bằng thư điện tử %(email)s.") % {"email": user.email})
        return redirect("sign-in")
    return render(request, "signin/first_password.html", {"form": form, "person": user})


@never_cache
@sensitive_post_parameters()
@own_page
def account(request: HttpRequest, user: User) -> HttpResponse:
    form = ChangePasswordForm(user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        accounts.set_password(by=user, password=form.cleaned_data["password"])
        update_session_auth_hash(request, user)
        messages.success(request, _("Đã đổi mật khẩu. Các nơi khác đang mở tài khoản này đã bị đăng xuất."))
        return redirect("account")
    context = {
        "form": form,
        "memberships": user.current_memberships,
        "has_second_factor": accounts.has_second_factor(user),
        "events": told(Event.objects.of(subject_of(user))[:STORY]),
    }
    return render(request, "signin/account.html", context)


urlpatterns: list[URLPattern] = [
    path("dang-nhap/", SignIn.as_view(), name="sign-in"),
    path("dang-xuat/", SignOut.as_view(), name="sign-out"),
    path("xac-thuc/", second_factor, name="second-factor"),
    path("xac-thuc/cai-dat/", second_factor_setup, name="second-factor-setup"),
    path("mat-khau/<str:token>/", first_password, name="first-password"),
    path("tai-khoan/", account, name="account"),
]
