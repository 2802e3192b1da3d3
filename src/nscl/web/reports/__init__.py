"""Pages of the report round."""

from django.urls import URLPattern

from nscl.web.reports import (
    ad_hoc,
    board,
    claims,
    extending,
    freezing,
    merging,
    opening,
    paper,
    paper_words,
    receiving,
    reconciling,
    regimes,
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
    *ad_hoc.urlpatterns,
    *opening.urlpatterns,
    *regimes.urlpatterns,
    *roster.urlpatterns,
    *freezing.urlpatterns,
    *paper.urlpatterns,
    *merging.urlpatterns,
    *claims.urlpatterns,
    *reconciling.urlpatterns,
    *paper_words.urlpatterns,
    *board.urlpatterns,
    *reminding.urlpatterns,
    *extending.urlpatterns,
    *receiving.urlpatterns,
    *sending.urlpatterns,
    *workbook.urlpatterns,
    *writing.urlpatterns,
]
