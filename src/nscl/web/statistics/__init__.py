"""The office's pages of statistics: series, releases, the workbook, breaks, kept estimates, report figures."""

from django.urls import URLPattern, path

from nscl.web.statistics import (
    breaks,
    comparing,
    entering,
    estimates,
    evaluation,
    files,
    listing,
    marking,
    series_page,
    withdrawing,
)

urlpatterns: list[URLPattern] = [
    path("so-lieu/", listing.listed, name="statistics"),
    path("so-lieu/lich-su/", listing.history, name="statistics-history"),
    path("so-lieu/tep/", files.send, name="statistics-file"),
    path("so-lieu/mau.xlsx", files.template, name="statistics-template"),
    path("so-lieu/rut/", withdrawing.withdraw, name="statistics-withdraw"),
    path("so-lieu/ban-tinh/", estimates.listed, name="estimates"),
    path("so-lieu/ban-tinh/moi/", estimates.new, name="estimate-new"),
    path("so-lieu/ban-tinh/<int:pk>/", estimates.one, name="estimate"),
    path("so-lieu/ban-tinh/<int:pk>/danh-gia-tfp.docx", evaluation.paper, name="estimate-paper"),
    path("so-lieu/ban-tinh/<int:pk>.xlsx", estimates.workbook, name="estimate-xlsx"),
    path("so-lieu/bao-cao-tinh/", marking.mark, name="report-figures"),
    path("so-lieu/chuoi-moi/", entering.add, name="series-new"),
    path("so-lieu/chuoi/<slug:code>/", series_page.shown, name="series"),
    path("so-lieu/chuoi/<slug:code>/nhap/", entering.enter, name="series-enter"),
    path("so-lieu/chuoi/<slug:code>/gay/<int:year>/", breaks.treat, name="series-break"),
    path("so-lieu/chuoi/<slug:code>/doi-chieu/", comparing.compare, name="series-compare"),
    path("so-lieu/chuoi/<slug:code>/doi-chieu.csv", comparing.compare_csv, name="series-compare-csv"),
]
