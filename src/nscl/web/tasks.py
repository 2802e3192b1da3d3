"""The 29 tasks of the plan: the list and the page of one."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path


def _to_come(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    raise Http404


urlpatterns: list[URLPattern] = [
    path("nhiem-vu/", _to_come, name="tasks"),
    path("nhiem-vu/<str:code>/", _to_come, name="task"),
]
