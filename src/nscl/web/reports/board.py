"""The board of a round: who has sent, who is late, who has nothing to report."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path


def _to_come(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    raise Http404


urlpatterns: list[URLPattern] = [
    path("bao-cao/<int:year>/", _to_come, name="board"),
    path("bao-cao/<int:year>/bang.csv", _to_come, name="board-csv"),
]
