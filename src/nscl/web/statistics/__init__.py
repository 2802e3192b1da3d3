"""The office's pages of statistics: territories, series, releases, the workbook, breaks, kept estimates, figures."""

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
    territories,
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
    path("so-lieu/ban-tinh/<int:pk>/danh-gia-tfp.<slug:ending>", evaluation.paper, name="estimate-paper"),
    path("so-lieu/ban-tinh/<int:pk>.xlsx", estimates.workbook, name="estimate-xlsx"),
    path("so-lieu/bao-cao-tinh/", marking.mark, name="report-figures"),
    path("so-lieu/dia-ban/", territories.listed, name="territories"),
    path("so-lieu/dia-ban/them/", territories.add, name="territory-new"),
    path("so-lieu/dia-ban/<slug:code>/sua/", territories.edit, name="territory-edit"),
    path("so-lieu/chuoi-moi/", entering.add, name="series-new"),
    path("so-lieu/chuoi/<slug:code>/", series_page.shown, name="series"),
    path("so-lieu/chuoi/<slug:code>/nhap/", entering.enter, name="series-enter"),
    path("so-lieu/chuoi/<slug:code>/gay/<int:year>/", breaks.treat, name="series-break"),
    path("so-lieu/chuoi/<slug:code>/doi-chieu/", comparing.compare, name="series-compare"),
    path("so-lieu/chuoi/<slug:code>/doi-chieu.csv", comparing.compare_csv, name="series-compare-csv"),
]
