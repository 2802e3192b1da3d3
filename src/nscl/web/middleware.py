"""What every request passes through."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control

from nscl.organisations.models import User
from nscl.vn.text import clean, control_character_at

Handler = Callable[[HttpRequest], HttpResponse]
ASKS_SECOND_FACTOR = "asks_second_factor"  # set at sign-in for an account that has one without its role demanding it
OPEN_TO_ALL = ("sign-in", "sign-out", "second-factor", "second-factor-setup")


class CleanAddress:
    """First of all: an address with a character nobody can type leads nowhere, and such a cookie is dropped.

    PostgreSQL refuses NUL, so that either would fail deep inside.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        for name, value in list(request.COOKIES.items()):
            if control_character_at(value) is not None:
                del request.COOKIES[name]
        if control_character_at(request.path_info) is not None:
            raise Http404
        return self.get_response(request)


class CleanInput:
    """Text comes in composed (NFC) and without NUL, which PostgreSQL refuses; nothing else is touched."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.GET = _cleaned(request.GET)
        if request.method == "POST" and not request.path.startswith("/static/"):
            request.POST = _cleaned(request.POST)
        return self.get_response(request)


def _cleaned(values):
    copy = values.copy()
    for key in list(copy):
        copy.setlist(key, [clean(value) for value in copy.getlist(key)])
    copy._mutable = False
    return copy


class NotKept:
    """Pages of who is signed in are kept by no cache, nor by the browser: after signing out, none comes back."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated:
            patch_cache_control(response, private=True, no_store=True)
        return response


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


def visitor_address(request: HttpRequest) -> str | None:
    """Where the visitor is. Behind our proxy, what it saw last; without one, the header is anybody's invention."""
    if settings.SECURE_PROXY_SSL_HEADER and (seen := request.META.get("HTTP_X_FORWARDED_FOR")):
        return str(seen).rsplit(",", maxsplit=1)[-1].strip()[:45]
    address: str | None = request.META.get("REMOTE_ADDR")
    return address
