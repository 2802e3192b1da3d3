"""Pages for what went wrong: what, and what to do next. Never a code alone, and nobody's words lost."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.http.request import UnreadablePostError
from django.shortcuts import render
from django.template.loader import render_to_string

from nscl.web.passwords import SECRETS

FEWEST = 20  # characters worth copying: shorter text is typed again
UNREADABLE = (SuspiciousOperation, UnreadablePostError)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "errors/400.html", status=400)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Also the answer to somebody without rights: an outsider gets no hint that a thing exists."""
    return render(request, "errors/404.html", {"typed": _typed(request)}, status=404)


def expired_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's own key is missing or old."""
    return render(request, "errors/403.html", {"typed": _typed(request)}, status=403)


def locked_out(request: HttpRequest, response: HttpResponse | None, credentials: object) -> HttpResponse:
    """Too many wrong passwords for one account from one place."""
    pause = settings.AXES_COOLOFF_TIME
    answer = render(request, "errors/locked_out.html", {"minutes": pause.seconds // 60}, status=429)
    answer["Retry-After"] = str(pause.seconds)
    return answer


def server_error(request: HttpRequest) -> HttpResponse:
    """What a page needs of the database may be what failed: then the same page without it."""
    given = {"typed": _typed(request)}
    try:
        return render(request, "errors/500.html", given, status=500)
    except Exception:
        return HttpResponse(render_to_string("errors/500.html", given), status=500)


def _typed(request: HttpRequest) -> list[str]:
    """Longer texts of the form just sent, to be copied; only from a page of ours, so that nobody puts words here."""
    try:
        if request.method != "POST" or request.headers.get("Origin") != request.build_absolute_uri("/")[:-1]:
            return []
        boxes = [text for name, texts in request.POST.lists() if name not in SECRETS for text in texts]
    except UNREADABLE:
        return []
    return [text for text in boxes if len(text) >= FEWEST and " " in text]
