"""Money: the printed estimate by line and year. It is an estimate, not a ceiling; no ledger holds anything yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from nscl.documents import csv
from nscl.documents.sheets import Column, Sheet
from nscl.plan import Plan
from nscl.plan.budget import MoneyLine
from nscl.scorecard import programme
from nscl.web import asked, codes
from nscl.web.downloads import download
from nscl.web.duties import Body, bodies


@dataclass(frozen=True)
class Row:
    """One money line; a year that is blank in print is None, not 0."""

    line: MoneyLine
    group: str
    amounts: tuple[tuple[str, int | None], ...]
    pays_for: list[codes.Link]
    leads: list[Body]


def _rows(plan: Plan) -> Iterator[Row]:
    titles = {group.code: group.title for group in plan.money_groups}
    for line in plan.money_lines:
        yield Row(
            line=line,
            group=f"{line.group} – {titles[line.group]}" if line.group else "",
            amounts=tuple((str(year), line.amounts.get(year)) for year in plan.period.years),
            pays_for=codes.links(plan, line.pays_for),
            leads=bodies(plan, line.leads),
        )


@asked.answered
def money(request: HttpRequest) -> HttpResponse:
    plan = programme.printed_today()
    context = {
        "plan": plan,
        "budget": plan.budget,
        "years": [str(year) for year in plan.period.years],
        "rows": list(_rows(plan)),
        "sums": [(str(year), plan.estimate(year)) for year in plan.period.years],
        "contradictions": [point for point in plan.contradictions if any(c.startswith("KP") for c in point.codes)],
        "span": len(plan.period.years) + 4,
    }
    return render(request, "money/estimate.html", context)


@asked.answered
def money_csv(request: HttpRequest) -> HttpResponse:
    plan = programme.printed_today()
    years = list(plan.period.years)
    columns = (
        Column(_("Mã")),
        Column(_("Nội dung")),
        *(Column(str(year), "integer") for year in years),
        Column(_("Cộng"), "integer"),
        Column(_("Chi cho")),
        Column(_("Chủ trì")),
        Column(_("Lưu ý")),
    )
    rows = [
        (
            row.line.code,
            row.line.title,
            *(amount for _year, amount in row.amounts),
            row.line.total,
            ", ".join(row.line.pays_for),
            plan.names(row.line.leads),
            " ".join(row.line.marks),
        )
        for row in _rows(plan)
    ]
    total = (plan.budget.code, _("Tổng cộng"), *(plan.estimate(y) for y in years), plan.budget.total, None, None, None)
    return download(csv.write(Sheet(plan.budget.title, columns, [*rows, total])), "khai-toan-kinh-phi.csv")


urlpatterns: list[URLPattern] = [
    path("kinh-phi/", money, name="money"),
    path("kinh-phi/khai-toan.csv", money_csv, name="money-csv"),
]
