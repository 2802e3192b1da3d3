"""Pages of the registers."""

from django.urls import URLPattern

from nscl.web.registers import lists, rows

urlpatterns: list[URLPattern] = [*lists.urlpatterns, *rows.urlpatterns]
