"""Pages for what went wrong: what, and what to do next. Never a code alone."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "errors/400.html", status=400)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Also the answer to somebody without rights: an outsider gets no hint that a thing exists."""
    return render(request, "errors/404.html", status=404)


def expired_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's own key is missing or old: what was typed is still on the page before."""
    return render(request, "errors/403.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    return render(request, "errors/500.html", status=500)
