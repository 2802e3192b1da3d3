"""Two releases of one series, side by side."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from nscl.documents import csv
from nscl.documents.sheets import Column, Sheet
from nscl.economy.overview import Release, overview
from nscl.organisations.roles import Verb
from nscl.productivity.series import compare_vintages
from nscl.vn.calendar import now
from nscl.vn.dates import format_date
from nscl.web import asked
from nscl.web.access import require
from nscl.web.downloads import download
from nscl.web.statistics.series_page import crumbs, series_or_404


@asked.answered
def compare(request: HttpRequest, code: str) -> HttpResponse:
    require(request, Verb.READ_STATISTICS)
    found = overview(series_or_404(code), now())
    pair = _asked(request, found.releases)
    context = {
        "series": found.series,
        "releases": [(release, named(release)) for release in found.releases],
        "pair": pair,
        "table": _table(*pair) if pair else None,
        "crumbs": crumbs(found.series, _("Đối chiếu hai lần công bố")),
    }
    return render(request, "statistics/compare.html", context)


@asked.answered
def compare_csv(request: HttpRequest, code: str) -> HttpResponse:
    require(request, Verb.READ_STATISTICS)
    pair = _asked(request, overview(series_or_404(code), now()).releases)
    if pair is None:
        raise asked.Refused(_("Chuỗi này chưa có hai lần công bố để đối chiếu."))
    return download(csv.write(_table(*pair)), f"doi-chieu-{code}.csv")


def named(release: Release) -> str:
    day = f", {format_date(release.released_on)}" if release.released_on else ""
    return f"{release.vintage_words}{day}, {release.span}: {release.source}"


def _asked(request: HttpRequest, releases: list[Release]) -> tuple[Release, Release] | None:
    """The earlier release (`truoc`) and the later (`sau`); the two youngest unless named."""
    if len(releases) < 2:
        return None
    numbers = {str(release.number): release for release in releases}
    pair = []
    for name, usual in (("truoc", releases[1]), ("sau", releases[0])):
        text = request.GET.get(name, "")
        if text and text not in numbers:
            raise asked.Refused(_("Không có lần công bố này, hoặc số của nó đã được rút. Chọn trong danh sách."))
        pair.append(numbers.get(text, usual))
    return pair[0], pair[1]


def _table(before: Release, after: Release) -> Sheet:
    values = [{year: float(row.value) for year, row in each.values.items()} for each in (before, after)]
    columns = (
        Column(_("Năm"), "year"),
        Column(_("Trước: %(name)s") % {"name": before.vintage_words}, "number", decimals=2),
        Column(_("Sau: %(name)s") % {"name": after.vintage_words}, "number", decimals=2),
        Column(_("Chênh lệch"), "number", decimals=2),
        Column(_("Chênh lệch (%)"), "percent", decimals=2),
    )
    return Sheet(_("Đối chiếu hai lần công bố"), columns, list(compare_vintages(*values).rows))
