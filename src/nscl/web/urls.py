"""Addresses of the pages: each view module names its own; here they stand in one list."""

from django.urls import URLPattern

from nscl.web import (
    bodies,
    brief,
    decisions,
    documents,
    front,
    money,
    my_work,
    notices,
    objectives,
    registers,
    reports,
    search,
    signin,
    statistics,
    tasks,
    working_days,
)
from nscl.web.productivity import pages as productivity_pages

urlpatterns: list[URLPattern] = [
    *front.urlpatterns,
    *signin.urlpatterns,
    *my_work.urlpatterns,
    *notices.urlpatterns,
    *brief.urlpatterns,
    *objectives.urlpatterns,
    *tasks.urlpatterns,
    *money.urlpatterns,
    *productivity_pages.urlpatterns,
    *statistics.urlpatterns,
    *decisions.urlpatterns,
    *working_days.urlpatterns,
    *registers.urlpatterns,
    *reports.urlpatterns,
    *documents.urlpatterns,
    *bodies.urlpatterns,
    *search.urlpatterns,
]
