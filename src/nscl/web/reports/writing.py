"""A report before its body: the form, sending, the receipt."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path


def _to_come(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    raise Http404


urlpatterns: list[URLPattern] = [
    path("bao-cao/<int:year>/<str:code>/", _to_come, name="report"),
    path("bao-cao/<int:year>/<str:code>/gui/", _to_come, name="report-send"),
    path("bao-cao/<int:year>/<str:code>/bien-nhan/", _to_come, name="receipt"),
]
