"""Pages of the report round."""

from django.urls import URLPattern

from nscl.web.reports import board, receiving, rounds, writing

# addresses with a fixed last part come before those with a body's code
urlpatterns: list[URLPattern] = [
    *rounds.urlpatterns,
    *board.urlpatterns,
    *receiving.urlpatterns,
    *writing.urlpatterns,
]
