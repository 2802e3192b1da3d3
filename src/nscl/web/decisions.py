"""How the plan is read: open points, first readings, and the dated decisions of the standing body."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path


def _to_come(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    raise Http404


urlpatterns: list[URLPattern] = [
    path("cach-hieu/", _to_come, name="decisions"),
    path("cach-hieu/<str:key>/", _to_come, name="decision"),
]
