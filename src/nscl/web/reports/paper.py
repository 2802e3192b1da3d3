"""Papers of a round as Word files. The province's is made by pressing the button, for the history keeps who made it;
a body's own is read like its report."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.views.decorators.cache import never_cache

from nscl.organisations.models import User
from nscl.organisations.roles import Verb
from nscl.reporting import actions
from nscl.reporting.models import Report, Round, Snapshot
from nscl.reporting.papers.body_annual import BODY_ANNUAL, compose, last_sending, reported
from nscl.reporting.papers.paper import CannotWrite, on_paper
from nscl.vn.numbers import whole_number
from nscl.web.downloads import download
from nscl.web.reports.in_round import only_posted, province_page
from nscl.web.reports.own_page import is_ours, report_page

DRAFT: Final = "du-thao"


@province_page(Verb.MAKE_PAPER)
@only_posted("board")
def province_annual(request: HttpRequest, user: User, round: Round) -> HttpResponse:
    try:
        name, content = actions.make_paper(round, paper="province-annual", by=user)
    except CannotWrite as reason:
        messages.error(request, str(reason))
        return redirect("board", round.address)
    return download(content, name)


@never_cache
@report_page
def body_annual(request: HttpRequest, user: User, report: Report) -> HttpResponse:
    """The sending asked for (`ban`), else the last one; words still being written only for the body's own people."""
    snapshot = _sending(request, report)
    if report.is_own or (snapshot is None and not is_ours(user, report)):
        raise Http404
    read = reported(report, snapshot)
    try:
        content = on_paper(compose(read), read.plan, BODY_ANNUAL.slug)
    except CannotWrite as reason:
        messages.error(request, str(reason))
        return redirect("report", report.round.address, report.body.code)
    return download(content, BODY_ANNUAL.file_name(report.round.address, report.body.code))


def _sending(request: HttpRequest, report: Report) -> Snapshot | None:
    """None for a draft: there is no sending, or the words on the form are asked for (`ban=du-thao`)."""
    asked = request.GET.get("ban", "")
    if not asked or (report.is_sent and asked == DRAFT):
        return last_sending(report)
    if asked == DRAFT:
        return None
    found = report.snapshots.filter(number=whole_number(asked) or 0).first()
    if found is None:
        raise Http404
    return found


urlpatterns: list[URLPattern] = [
    path("bao-cao/<round:year>/bao-cao-tinh.docx", province_annual, name="province-paper"),
    path("bao-cao/<round:year>/<str:code>/bao-cao.docx", body_annual, name="report-paper"),
]
