"""Registers: the list of all, and the rows of one: filter, search, sort, export, bulk confirmation."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path


def _to_come(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    raise Http404


urlpatterns: list[URLPattern] = [
    path("so/", _to_come, name="registers"),
    path("so/<slug:slug>/", _to_come, name="register"),
    path("so/<slug:slug>/bang.xlsx", _to_come, name="register-xlsx"),
    path("so/<slug:slug>/bang.csv", _to_come, name="register-csv"),
]
