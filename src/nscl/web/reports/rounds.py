"""Rounds: the list, opening one, its roster, its freeze, the province's paper."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path


def _to_come(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    raise Http404


urlpatterns: list[URLPattern] = [
    path("bao-cao/", _to_come, name="reports"),
    path("bao-cao/mo-ky/", _to_come, name="round-new"),
    path("bao-cao/<int:year>/danh-sach/", _to_come, name="roster"),
    path("bao-cao/<int:year>/khoa/", _to_come, name="freeze"),
    path("bao-cao/<int:year>/bao-cao-tinh.docx", _to_come, name="province-paper"),
]
