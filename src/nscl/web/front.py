"""The public front page: every line of the year, by objective."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path


def _to_come(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    raise Http404


urlpatterns: list[URLPattern] = [
    path("", _to_come, name="front"),
    path("ket-qua.csv", _to_come, name="lines-csv"),
]
