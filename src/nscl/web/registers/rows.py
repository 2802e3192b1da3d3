"""One row of a register: its page, its form, its verbs and its history."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path


def _to_come(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    raise Http404


urlpatterns: list[URLPattern] = [
    path("so/<slug:slug>/them/", _to_come, name="row-new"),
    path("so/<slug:slug>/<int:pk>/", _to_come, name="row"),
    path("so/<slug:slug>/<int:pk>/sua/", _to_come, name="row-edit"),
    path("so/<slug:slug>/<int:pk>/viec/<str:verb>/", _to_come, name="row-act"),
]
