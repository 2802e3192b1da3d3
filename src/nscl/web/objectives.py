"""Objectives: the table of all lines, and the page of one indicator down to its records."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path


def _to_come(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    raise Http404


urlpatterns: list[URLPattern] = [
    path("muc-tieu/", _to_come, name="objectives"),
    path("muc-tieu/<str:code>/", _to_come, name="objective"),
    path("muc-tieu/<str:code>/ban-ghi.csv", _to_come, name="objective-csv"),
    path("muc-tieu/<str:code>/ban-ghi.xlsx", _to_come, name="objective-xlsx"),
]
