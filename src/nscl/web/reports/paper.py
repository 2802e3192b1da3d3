"""The province's annual paper as a Word file."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path


def _to_come(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    raise Http404


urlpatterns: list[URLPattern] = [
    path("bao-cao/<int:year>/bao-cao-tinh.docx", _to_come, name="province-paper"),
]
