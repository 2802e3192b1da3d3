"""What every request passes through."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from nscl.organisations.models import User
from nscl.vn.text import clean

Handler = Callable[[HttpRequest], HttpResponse]
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
    """An account whose role demands a second factor does nothing before giving it."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if isinstance(user, User) and user.needs_second_factor and not user.is_verified():  # type: ignore[attr-defined]
            allowed = {reverse(name) for name in OPEN_TO_ALL}
            if request.path not in allowed and not request.path.startswith("/static/"):
                return redirect("second-factor")
        return self.get_response(request)
