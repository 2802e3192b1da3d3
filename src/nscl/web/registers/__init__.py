"""Pages of the registers."""

from django.urls import URLPattern

from nscl.web.registers import bulk, lists, rows

urlpatterns: list[URLPattern] = [*lists.urlpatterns, *bulk.urlpatterns, *rows.urlpatterns]
