"""Papers of a round as Word files and PDF. Those of the round are made by a button: history keeps who made them; a
body's own is read like its report."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath
from typing import Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.views.decorators.cache import never_cache

from nscl.documents import pdf
from nscl.organisations.models import User
from nscl.organisations.roles import Verb
from nscl.reporting import actions
from nscl.reporting.models import Report, Round, Snapshot
from nscl.reporting.papers.body_annual import BODY_ANNUAL, compose, last_sending, reported
from nscl.reporting.papers.paper import CannotWrite, on_paper
from nscl.reporting.papers.receipt import RECEIPT
from nscl.reporting.papers.receipt import compose as receipt_form
from nscl.reporting.plans import plan_of
from nscl.reporting.receipts import sendings
from nscl.vn.numbers import whole_number
from nscl.web.downloads import ENDINGS, download
from nscl.web.reports.in_round import only_posted, province_page
from nscl.web.reports.own_page import is_ours, report_page

DRAFT: Final = "du-thao"
OPENING: Final = "cong-van-mo-ky"
PAPERS: Final = {
    "bao-cao-tinh": "province-annual",
    OPENING: "opening-letter",
    "cong-van-don-doc": "chasing-letter",
    "danh-sach-cham": "late-list",
}


@province_page(Verb.MAKE_PAPER)
@only_posted("board")
def of_round(request: HttpRequest, user: User, round: Round, slug: str, ending: str) -> HttpResponse:
    """The province's report, a letter about the round or the list that goes with it; where it cannot be made, why."""
    if slug not in PAPERS or ending not in ENDINGS:
        raise Http404
    try:
        name, content = actions.make_paper(round, paper=PAPERS[slug], by=user, as_pdf=ending == "pdf")
    except (CannotWrite, pdf.NoPdf) as reason:
        messages.error(request, str(reason))
        return redirect("roster" if slug == OPENING else "board", round.address)
    return download(content, name)


@never_cache
@report_page
def body_annual(request: HttpRequest, user: User, report: Report, ending: str) -> HttpResponse:
    """The sending asked for (`ban`), else the last one; words still being written only for the body's own people."""
    snapshot = _sending(request, report)
    if report.is_own or ending not in ENDINGS or (snapshot is None and not is_ours(user, report)):
        raise Http404
    read, name = reported(report, snapshot), BODY_ANNUAL.file_name(report.round.address, report.body.code)
    back = "report-read" if report.is_sent and not is_ours(user, report) else "report"
    return _given(request, report, lambda: on_paper(compose(read), read.plan, BODY_ANNUAL.slug), name, ending, back)


@never_cache
@report_page
def receipt(request: HttpRequest, user: User, report: Report) -> HttpResponse:
    """Of the last sending, for everybody who may read the report."""
    found = sendings(report)
    if not found:
        raise Http404
    plan, name = plan_of(report.round), RECEIPT.file_name(report.round.address, report.body.code)
    form = receipt_form(plan, report, found[0])
    return _given(request, report, lambda: on_paper(form, plan, RECEIPT.slug), name, "pdf", back="receipt")


def _given(
    request: HttpRequest, report: Report, write: Callable[[], bytes], name: str, ending: str, back: str
) -> HttpResponse:
    """The Word file or its PDF; where it cannot be made, why, on the page it was asked from."""
    try:
        word = write()
        if ending == "docx":
            return download(word, name)
        return download(pdf.from_word(word), str(PurePath(name).with_suffix(pdf.ENDING)))
    except (CannotWrite, pdf.NoPdf) as reason:
        messages.error(request, str(reason))
        return redirect(back, report.round.address, report.body.code)


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
    path("bao-cao/<round:year>/van-ban/<slug:slug>.<slug:ending>", of_round, name="round-paper"),
    path("bao-cao/<round:year>/<str:code>/bao-cao.<slug:ending>", body_annual, name="report-paper"),
    path("bao-cao/<round:year>/<str:code>/bien-nhan.pdf", receipt, name="receipt-pdf"),
]
