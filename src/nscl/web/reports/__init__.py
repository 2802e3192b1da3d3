"""Pages of the report round."""

from django.urls import URLPattern

from nscl.web.reports import (
    board,
    freezing,
    merging,
    paper,
    paper_words,
    receiving,
    reconciling,
    reminding,
    roster,
    rounds,
    sending,
    workbook,
    writing,
)

# addresses with a fixed last part come before those with a body's code
urlpatterns: list[URLPattern] = [
    *rounds.urlpatterns,
    *roster.urlpatterns,
    *freezing.urlpatterns,
    *paper.urlpatterns,
    *merging.urlpatterns,
    *reconciling.urlpatterns,
    *paper_words.urlpatterns,
    *board.urlpatterns,
    *reminding.urlpatterns,
    *receiving.urlpatterns,
    *sending.urlpatterns,
    *workbook.urlpatterns,
    *writing.urlpatterns,
]
