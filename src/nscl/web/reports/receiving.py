"""A sent report before the standing body: reading, returning by item, accepting."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path


def _to_come(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    raise Http404


urlpatterns: list[URLPattern] = [
    path("bao-cao/<int:year>/<str:code>/xem/", _to_come, name="report-read"),
    path("bao-cao/<int:year>/<str:code>/tra-lai/", _to_come, name="report-return"),
    path("bao-cao/<int:year>/<str:code>/tiep-nhan/", _to_come, name="report-accept"),
]
