"""Pages of the lab, one a tab: the question stands in the address, the answer with its table and its file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from nscl.documents import csv
from nscl.documents.sheets import Sheet
from nscl.economy.bands import SETS
from nscl.economy.industries import by_industry
from nscl.economy.selection import NotEnough
from nscl.organisations.permissions import allowed
from nscl.organisations.roles import Verb
from nscl.productivity.checking import InputError
from nscl.scorecard import programme
from nscl.vn.calendar import now, today
from nscl.vn.numbers import format_number, format_percent
from nscl.web import asked
from nscl.web.downloads import download
from nscl.web.lab_charts import Curve, Stack, Swing, band_chart, curve_chart, stacked_chart, tornado_chart
from nscl.web.productivity import answers, tables
from nscl.web.productivity.question import Question, address, form_of, question_of

CONVENTION_NAMES: Final = {
    "labour_share": gettext_lazy("Tỷ trọng lao động"),
    "depreciation": gettext_lazy("Khấu hao"),
    "ky": gettext_lazy("Vốn ban đầu so với sản lượng"),
}


@dataclass(frozen=True)
class Tab:
    """One page: its word, what it shows, its template and the tables that its file holds."""

    slug: str
    label: StrOrPromise
    template: str
    show: Callable[[Question], tuple[dict[str, Any], Sheet]]


def _share(question: Question) -> tuple[dict[str, Any], Sheet]:
    worked = answers.work(question)
    published = answers.published_shares(question)
    bands = answers.bands(worked, {years: float(row.value) for years, row in published.items()})
    shown = {(band.first, band.last) for band in bands}
    table = tables.share_table(bands)
    context: dict[str, Any] = {
        "worked": worked,
        "target": 100 * question.tfp,
        "sets": SETS,
        "others": [(_span(*years), row.value) for years, row in sorted(published.items()) if years not in shown],
        "older": sorted({row.source for row in answers.of_older_series(worked, published.values())}),
    }
    if bands:
        context["chart"] = band_chart(bands, 100 * question.tfp)
    if found := answers.sensitivity(worked):
        (first, last), tornado = found
        swings = [
            Swing(
                str(CONVENTION_NAMES[bar.convention]),
                _bounds(bar.convention, bar.low, bar.high),
                bar.at_low,
                bar.at_high,
            )
            for bar in tornado.bars
        ]
        context |= {"tornado": tornado_chart(swings, tornado.central), "swings": swings, "span": f"{first}–{last}"}
    return context, table


def _span(first: int, last: int) -> str:
    return str(last) if first == last else f"{first}–{last}"


def _bounds(name: str, low: float, high: float) -> str:
    if name == "depreciation":
        return f"{format_number(100 * low)}–{format_percent(100 * high, 0)}"
    return f"{format_number(low)}–{format_number(high)}"


def _accounts(question: Question) -> tuple[dict[str, Any], Sheet]:
    worked = answers.work(question)
    found = worked.accounts
    contributions = (found.capital_contribution, found.labour_contribution, found.tfp_growth)
    parts = zip(found.years, *contributions, found.output_growth, strict=True)
    stacks = [Stack(str(year), (float(k), float(n), float(a)), float(y)) for year, k, n, a, y in parts]
    names = (_("vốn"), _("lao động"), _("TFP"))
    chart = stacked_chart(stacks, names, _("sản lượng tăng"))
    return {"worked": worked, "chart": chart, "second": tables.reconciliation_table(worked)}, tables.accounts_table(
        worked
    )


def _capital(question: Question) -> tuple[dict[str, Any], Sheet]:
    worked = answers.work(question)
    ratio = tuple(float(v) for v in worked.stock.input / worked.output)
    stock = tuple(float(v) / 1000 for v in worked.stock.input)
    years = list(question.years)
    context = {
        "worked": worked,
        "chart": curve_chart(years, [Curve(_("Vốn dùng trong năm"), stock)], _("nghìn tỷ đồng")),
        "ratio": curve_chart(years, [Curve(_("Vốn/sản lượng"), ratio)], _("lần")),
    }
    return context, tables.capital_table(worked)


def _industries(question: Question) -> dict[str, Any]:
    """Growth of productivity by industry, drawn and told; what is lacking where it cannot be taken apart."""
    try:
        found = by_industry(question.territory, years=question.years, at=now())
        parts = tables.apart(found)
    except (NotEnough, InputError) as lack:
        return {"industry_lack": str(lack)}
    stacks = [
        Stack(letter, (within, static, dynamic), within + static + dynamic)
        for letter, within, static, dynamic in zip(
            found.without_real_estate().industries, *(map(float, part) for part in parts.parts.values()), strict=True
        )
    ]
    names = (_("trong ngành"), _("chuyển dịch tĩnh"), _("chuyển dịch động"))
    return {
        "second": tables.industries_table(found),
        "industry_chart": stacked_chart(stacks, names, _("cộng")),
        "industry_years": found.years,
        "industry_parts": found.parts,
        "real_estate": found.has_real_estate,
    }


def _labour(question: Question) -> tuple[dict[str, Any], Sheet]:
    worked = answers.work(question)
    # tỷ đồng over thousands of people is millions a person
    level = tuple(float(v) for v in worked.output / worked.people)
    curve = Curve(_("Năng suất lao động"), level)
    apart = _industries(question)
    return {
        **apart,
        "worked": worked,
        "chart": curve_chart(list(question.years), [curve], _("triệu đồng/lao động")),
    }, tables.labour_table(worked)


def _series(question: Question) -> tuple[dict[str, Any], Sheet]:
    """The releases are listed even where they do not carry an estimate."""
    table = tables.observations_table(question.territory)
    try:
        worked = answers.work(replace(question, apart=False))  # here the marks are what is shown
    except (NotEnough, InputError) as lack:
        return {"lack": str(lack)}, table
    years = list(question.years)
    pictures = []
    for concept, each in worked.selection.chosen.items():
        curves = [Curve(_("đang dùng"), tuple(float(v) for v in each.values))]
        is_spliced = not np.array_equal(each.raw, each.values)
        if is_spliced:
            curves.append(Curve(_("công bố"), tuple(float(v) for v in each.raw), dashed=True))
        treated = [(str(mark.year), mark.get_treatment_display(), mark.reason) for mark in each.treated]
        chart = curve_chart(years, curves, each.series[0].unit)
        pictures.append((concept.label, each.series[0].unit, chart, treated, is_spliced))
    return {"worked": worked, "pictures": pictures}, table


TABS: Final = (
    Tab("", gettext_lazy("Đóng góp của TFP"), "productivity/share.html", _share),
    Tab("hach-toan", gettext_lazy("Hạch toán tăng trưởng"), "productivity/accounts.html", _accounts),
    Tab("von", gettext_lazy("Vốn"), "productivity/capital.html", _capital),
    Tab("lao-dong", gettext_lazy("Năng suất lao động"), "productivity/labour.html", _labour),
    Tab("chuoi-so", gettext_lazy("Chuỗi số và bản công bố"), "productivity/series.html", _series),
)


def _tab(slug: str) -> Tab:
    for tab in TABS:
        if tab.slug == slug:
            return tab
    raise Http404


@asked.answered
def lab(request: HttpRequest, slug: str = "") -> HttpResponse:
    tab = _tab(slug)
    form = form_of(request, programme.printed_today())
    question, same = question_of(form), address(form)
    context: dict[str, Any] = {
        "form": form,
        "question": question,
        "address": same,
        "tabs": [(each.label, f"{url(each)}?{same}", each is tab) for each in TABS],
        "here": url(tab),
        "csv": f"{reverse('productivity-csv', args=[tab.slug or 'dong-gop'])}?{same}",
        "day": today(),
        "may_keep": allowed(request.user, Verb.EDIT_STATISTICS),
    }
    if question is not None:
        context |= _answer(tab, question)
    return render(request, tab.template, context)


def _answer(tab: Tab, question: Question) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if tab is TABS[0]:
        try:
            found["verdict"] = answers.consistency(question, question.conventions.initial_ky)
        except InputError as error:
            found["conflict"] = str(error)
    try:
        shown, table = tab.show(question)
    except (NotEnough, InputError) as lack:
        return {**found, "lack": str(lack)}
    worked = shown.get("worked")
    sources = _sources(worked) if worked else []
    return {**found, **shown, "table": table, "sources": sources, "objections": _objections(worked)}


def _objections(worked: answers.Worked | None) -> list[str]:
    """What stands in the way of keeping this as an estimate; a year left out is no longer in the way."""
    if worked is None:
        return []
    return [each.message for each in worked.selection.objections if each.year not in worked.jumps]


def _sources(worked: answers.Worked) -> list[str]:
    names = {row.source for each in worked.selection.chosen.values() for rows in each.observations for row in rows}
    return sorted(names)


@asked.answered
def lab_csv(request: HttpRequest, slug: str) -> HttpResponse:
    tab = _tab("" if slug == "dong-gop" else slug)
    question = question_of(form_of(request, programme.printed_today()))
    if question is None:
        raise asked.Refused(_("Quy ước trong địa chỉ chưa đúng nên chưa có số để tải. Sửa ở trang năng suất."))
    try:
        shown, table = tab.show(question)
    except (NotEnough, InputError) as lack:
        raise asked.Refused(str(lack)) from lack
    if request.GET.get("bang") != "2":
        return download(csv.write(table), f"nang-suat-{slug}.csv")
    if "second" not in shown:
        raise asked.Refused(_("Phần này không có bảng thứ hai để tải."))
    return download(csv.write(shown["second"]), f"nang-suat-{slug}-2.csv")


def url(tab: Tab) -> str:
    return reverse("productivity-tab", args=[tab.slug]) if tab.slug else reverse("productivity")


urlpatterns: list[URLPattern] = [
    path("nang-suat/", lab, name="productivity"),
    path("nang-suat/<slug:slug>.csv", lab_csv, name="productivity-csv"),
    path("nang-suat/<slug:slug>/", lab, name="productivity-tab"),
]
