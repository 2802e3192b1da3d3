"""Objectives: the table of all lines, and the page of one indicator down to its records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from nscl.documents import csv, xlsx
from nscl.documents.sheets import Sheet
from nscl.organisations.models import Body
from nscl.organisations.permissions import AnyUser
from nscl.organisations.scope import Scope
from nscl.plan import Plan
from nscl.plan.targets import State
from nscl.scorecard.evaluate import evaluate, evaluate_one
from nscl.scorecard.line import Line
from nscl.scorecard.measures import MEASURES
from nscl.scorecard.sentences import lacking, remarks
from nscl.vn.dates import format_date
from nscl.vn.numbers import format_number
from nscl.web import asked, lines, publicity, records, scoreboard, why
from nscl.web.bodies import PUBLIC_KINDS
from nscl.web.downloads import download
from nscl.web.reported import Reported, reported

PAGE_SIZE: Final = 20


@dataclass(frozen=True)
class TableRow:
    """One line of the compact table."""

    code: str
    title: str
    objective: str
    url: str
    figure: str
    unit: str
    target: str
    reported: str
    state: State
    rows: str
    unconfirmed: str


@asked.answered
def table(request: HttpRequest) -> HttpResponse:
    question, scope = asked.asked(request), asked.scope(request)
    found = evaluate(question.plan, year=question.year, scope=scope)
    kept = reported(question.plan, question.year)
    context = {
        "rows": [_row(line, question.plan, kept, request.user) for line in found],
        "frozen": kept.round if kept.is_frozen and scope.is_province else None,
        "counts": scoreboard.counts(found),
        "bodies": Body.objects.filter(kind__in=PUBLIC_KINDS, ended_on=None).only("code", "name"),
        "ways": asked.WAYS,
        "runs": lines.is_provisional(found[0]),
        **_question(question.year, question.years, scope),
    }
    return render(request, "objectives/table.html", context)


def _row(line: Line, plan: Plan, kept: Reported, user: AnyUser) -> TableRow:
    guarded = publicity.guards_figure(line, user)
    _number, objective = scoreboard.heading(line.plan, line.indicator)
    return TableRow(
        code=line.code,
        title=line.indicator.title,
        objective=objective,
        url=f"{reverse('objective', args=[line.code])}?{urlencode(asked.parameters(line.year, line.scope))}",
        figure=publicity.told(line, plan) if guarded else lines.figure(line) or "–",
        unit=lines.unit(line),
        target=lines.target(line),
        reported=lines.printed(line, kept.figures.get(line.code, {}).get("value")) or "–",
        state=line.state,
        rows="–" if guarded or line.measurement is None else format_number(line.rows),
        unconfirmed="–" if guarded or line.measurement is None else format_number(line.unconfirmed),
    )


@asked.answered
def one(request: HttpRequest, code: str) -> HttpResponse:
    question, scope = asked.asked(request), asked.scope(request)
    line = _line(question, scope, code)
    guarded = publicity.guards_figure(line, request.user)
    kept = reported(question.plan, question.year)
    number, objective = scoreboard.heading(line.plan, line.indicator)
    context = {
        "line": line,
        "indicator": line.indicator,
        "objective": line.plan.objective(line.indicator.objective) if line.indicator.objective else None,
        "number": number,
        "text": _text(line),
        "figure": publicity.told(line, question.plan) if guarded else lines.figure(line) or "–",
        "unit": lines.unit(line),
        "period": "" if line.statistic else lines.period(line),
        "runs": lines.is_provisional(line),
        "day": line.knowledge.until,
        "facts": [*why.facts(line, earlier=not guarded), *_reported(line, kept)],
        "rules": why.rules(line),
        "contradictions": line.plan.contradictions_of(line.code),
        "columns": () if guarded else lines.columns(line),
        "crumbs": [(_("Mục tiêu"), _table_url(line)), (objective, ""), (line.code, "")],
        **_question(question.year, question.years, scope),
        **_behind(request, line),
    }
    return render(request, "objectives/one.html", context)


def _line(question: asked.Asked, scope: Scope, code: str) -> Line:
    if code not in {indicator.code for indicator in question.printed.indicators}:
        raise Http404
    return evaluate_one(question.plan, code, year=question.year, scope=scope)


def _text(line: Line) -> str:
    """The plan's own words: of the objective, or of the task that prints the number."""
    if line.indicator.objective is not None:
        return line.plan.objective(line.indicator.objective).text
    return line.plan.task(line.indicator.task or line.code).text


def _table_url(line: Line) -> str:
    return f"{reverse('objectives')}?{urlencode(asked.parameters(line.year, line.scope))}"


def _question(year: int, years: list[int], scope: Scope) -> dict[str, Any]:
    """What was asked, for the form above the page."""
    return {
        "year": str(year),
        "years": [str(one) for one in years],
        "scope": scope,
        "scope_words": asked.scope_words(scope),
        "address": urlencode(asked.parameters(year, scope)),
    }


def _reported(line: Line, kept: Reported) -> list[tuple[str, str]]:
    """What the frozen round says of this line, where the province is asked."""
    said = kept.figures.get(line.code)
    if said is None or not line.scope.is_province or kept.round is None or kept.round.frozen_at is None:
        return []
    figure = lines.printed(line, said["value"]) or "–"
    values = {"figure": figure, "state": lines.state_words(said["state"]), "day": format_date(kept.round.frozen_at)}
    return [(_("Đã báo cáo"), _("%(figure)s, %(state)s; khóa ngày %(day)s") % values)]


def _behind(request: HttpRequest, line: Line) -> dict[str, Any]:
    """What is behind the figure; of persons below the province the public sees the figure alone."""
    if line.statistic is not None and line.scope.is_province:
        return {"statistic": line.statistic, "years_told": list(line.statistic.rows), "sentence": line.sentence}
    if line.statistic is not None:
        return {"sentence": line.sentence}
    if line.measurement is None:
        return {"lacking": lacking(line), "has_register": line.indicator.measure in MEASURES}
    if publicity.guards_figure(line, request.user):
        return {"closed": True}
    guarded = publicity.guards_persons(line, request.user)
    has_places = not line.scope.place and (line.scope.is_province or not guarded)
    view = request.GET.get("xem", "")
    view = view if view in records.VIEWS else ""
    page = Paginator(records.entries(line, view), PAGE_SIZE).get_page(request.GET.get("trang"))
    return {
        "register": records.register_of(line),
        "lists": records.counts_lines(line),
        "noun": records.noun(line),
        "sentence": line.sentence,
        "remarks": remarks(line),
        **why.subtraction(line),
        "grades": why.grades(line),
        "places": why.by_place(line, request.user) if has_places else None,
        "reporters": None if line.scope.reporter else why.by_reporter(line, request.user),
        "view": view,
        "views": records.views(line),
        "page": page,
        "records": records.read(line, page.object_list, request.user),
    }


def _records_of(request: HttpRequest, code: str) -> tuple[str, Sheet]:
    """The name of the file and its rows."""
    question, scope = asked.asked(request), asked.scope(request)
    line = _line(question, scope, code)
    if line.measurement is None:
        raise asked.Refused(_("Chưa có %(register)s nên chưa có dòng nào để tải.") % {"register": lacking(line)})
    if publicity.guards_figure(line, request.user):
        raise asked.Refused(_("Chi tiết lượt người của một địa bàn không công bố. Tải bảng của toàn tỉnh."))
    title = _("Các dòng của %(code)s, năm %(year)s") % {"code": code, "year": line.year}
    name = "-".join(("ban-ghi", code.lower().replace(".", "-"), str(line.year)))
    return name, records.sheet(line, title, request.user)


@asked.answered
def as_csv(request: HttpRequest, code: str) -> HttpResponse:
    name, sheet = _records_of(request, code)
    return download(csv.write(sheet), f"{name}.csv")


@asked.answered
def as_xlsx(request: HttpRequest, code: str) -> HttpResponse:
    name, sheet = _records_of(request, code)
    return download(xlsx.write([sheet]), f"{name}.xlsx")


urlpatterns: list[URLPattern] = [
    path("muc-tieu/", table, name="objectives"),
    path("muc-tieu/<str:code>/", one, name="objective"),
    path("muc-tieu/<str:code>/ban-ghi.csv", as_csv, name="objective-csv"),
    path("muc-tieu/<str:code>/ban-ghi.xlsx", as_xlsx, name="objective-xlsx"),
]
