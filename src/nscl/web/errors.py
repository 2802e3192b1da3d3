"""Pages for what went wrong: what, and what to do next. Never a code alone, and nobody's words lost."""

from __future__ import annotations

import errno
import sys
from collections.abc import Iterator

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.request import RawPostDataException, UnreadablePostError
from django.shortcuts import render
from django.template.loader import render_to_string
from psycopg.errors import DiskFull

from nscl.web.passwords import SECRETS

FEWEST = 20  # characters worth copying: shorter text is typed again
UNREADABLE = (SuspiciousOperation, UnreadablePostError, RawPostDataException, OSError)
NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


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
    """Called while the exception is at hand. What a page needs of the database may be what failed: then without it."""
    causes = list(_causes(sys.exc_info()[1]))
    given = {"typed": _typed(request)}
    if any(_is_no_room(cause) for cause in causes):
        return _with_or_without_database(request, "errors/507.html", given, 507)
    if any(isinstance(cause, OperationalError | InterfaceError) for cause in causes):
        answer = HttpResponse(render_to_string("errors/503.html", given), status=503)
        answer["Retry-After"] = "60"
        return answer
    return _with_or_without_database(request, "errors/500.html", given, 500)


def _with_or_without_database(
    request: HttpRequest, page: str, given: dict[str, list[str]], status: int
) -> HttpResponse:
    try:
        return render(request, page, given, status=status)
    except Exception:
        return HttpResponse(render_to_string(page, given), status=status)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _is_no_room(error: BaseException) -> bool:
    """On the disk of the files, or on that of the database."""
    return isinstance(error, DiskFull) or (isinstance(error, OSError) and error.errno in NO_ROOM)


def _typed(request: HttpRequest) -> list[str]:
    """Longer texts of the form just sent, to be copied; only from a page of ours, so that nobody puts words here."""
    try:
        if request.method != "POST" or request.headers.get("Origin") != request.build_absolute_uri("/")[:-1]:
            return []
        boxes = [text for name, texts in request.POST.lists() if name not in SECRETS for text in texts]
    except UNREADABLE:
        return []
    return [text for text in boxes if len(text) >= FEWEST and " " in text]
