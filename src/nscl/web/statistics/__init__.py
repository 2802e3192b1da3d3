"""The office's pages of statistics: series, releases, the workbook, breaks."""

from django.urls import URLPattern, path

from nscl.web.statistics import breaks, comparing, entering, files, listing, series_page, withdrawing

urlpatterns: list[URLPattern] = [
    path("so-lieu/", listing.listed, name="statistics"),
    path("so-lieu/lich-su/", listing.history, name="statistics-history"),
    path("so-lieu/tep/", files.send, name="statistics-file"),
    path("so-lieu/mau.xlsx", files.template, name="statistics-template"),
    path("so-lieu/rut/", withdrawing.withdraw, name="statistics-withdraw"),
    path("so-lieu/chuoi-moi/", entering.add, name="series-new"),
    path("so-lieu/chuoi/<slug:code>/", series_page.shown, name="series"),
    path("so-lieu/chuoi/<slug:code>/nhap/", entering.enter, name="series-enter"),
    path("so-lieu/chuoi/<slug:code>/gay/<int:year>/", breaks.treat, name="series-break"),
    path("so-lieu/chuoi/<slug:code>/doi-chieu/", comparing.compare, name="series-compare"),
    path("so-lieu/chuoi/<slug:code>/doi-chieu.csv", comparing.compare_csv, name="series-compare-csv"),
]
