"""What every request passes through."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from nscl.organisations.models import User
from nscl.vn.text import clean

Handler = Callable[[HttpRequest], HttpResponse]
ASKS_SECOND_FACTOR = "asks_second_factor"  # set at sign-in for an account that has one without its role demanding it
OPEN_TO_ALL = ("sign-in", "sign-out", "second-factor", "second-factor-setup")


class CleanInput:
    """Text comes in composed (NFC) and without NUL, which PostgreSQL refuses; nothing else is touched."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.GET = _cleaned(request.GET)  # type: ignore[assignment]
        if request.method == "POST" and not request.path.startswith("/static/"):
            request.POST = _cleaned(request.POST)  # type: ignore[assignment]
        return self.get_response(request)


def _cleaned(values):  # type: ignore[no-untyped-def]
    copy = values.copy()
    for key in list(copy):
        copy.setlist(key, [clean(value) for value in copy.getlist(key)])
    copy._mutable = False
    return copy


class SecondFactor:
    """An account that has a second factor, or whose role demands one, does nothing before giving it."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if isinstance(user, User) and not user.is_verified() and self._is_asked(request, user):  # type: ignore[attr-defined]
            allowed = {reverse(name) for name in OPEN_TO_ALL}
            if request.path not in allowed and not request.path.startswith("/static/"):
                back = request.get_full_path() if request.method == "GET" else reverse("my-work")
                return redirect_to_login(back, reverse("second-factor"))
        return self.get_response(request)

    @staticmethod
    def _is_asked(request: HttpRequest, user: User) -> bool:
        return bool(request.session.get(ASKS_SECOND_FACTOR)) or user.needs_second_factor
