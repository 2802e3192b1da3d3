"""Pages of the registers."""

from django.urls import URLPattern

from nscl.web.registers import bulk, entering, lists, rows, verbs

urlpatterns: list[URLPattern] = [
    *lists.urlpatterns,
    *bulk.urlpatterns,
    *entering.urlpatterns,
    *rows.urlpatterns,
    *verbs.urlpatterns,
]
