"""A report on its way out: looked at once more, sent, and its receipt."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from nscl.organisations.delegating import lapsed
from nscl.organisations.models import User
from nscl.reporting import actions
from nscl.reporting.checks.catalogue import NotReady
from nscl.reporting.models import Report
from nscl.reporting.receipts import sendings
from nscl.reporting.transitions import Action, may
from nscl.vn.dates import format_moment
from nscl.web.reports.own_page import is_ours, report_page
from nscl.web.reports.written_page import Fault, WrittenPage


@never_cache
@report_page
def send(request: HttpRequest, user: User, report: Report) -> HttpResponse:
    """What will be sealed, what still stops it, and the one button."""
    action = Action.APPROVE_OWN if report.is_own else Action.SUBMIT
    if not may(user, action, report):
        return _not_signing(request, user, report)
    if report.is_sent:
        return _already_sent(request, report)
    if request.method == "POST":
        return _sent(request, user, report)
    return _shown(request, WrittenPage(report, user))


def _not_signing(request: HttpRequest, user: User, report: Report) -> HttpResponse:
    """Whose right to sign is over, or has not begun, is told so; to others there is no such page."""
    if report.is_own or not is_ours(user, report) or not (why := lapsed(user, report.body)):
        raise Http404
    messages.error(request, why)
    return redirect("report", report.round.address, report.body.code)


def _sent(request: HttpRequest, user: User, report: Report) -> HttpResponse:
    """What is refused, or has moved since the page was opened, is shown once more."""
    try:
        done = actions.submit(report, by=user, seen=request.POST.get("seen", ""))
    except NotReady:
        return _shown(request, WrittenPage(report, user))
    except ValidationError as error:
        return _shown(request, WrittenPage(report, user), refusals=error.messages)
    values = {"number": done.receipt, "time": format_moment(done.submitted_at)}  # type: ignore[arg-type]
    words = (
        _("Đã duyệt. Biên nhận số %(number)s, lúc %(time)s.")
        if done.is_own
        else _("Đã gửi. Biên nhận số %(number)s, lúc %(time)s.")
    )
    messages.success(request, words % values)
    return redirect("receipt", report.round.address, report.body.code)


def _already_sent(request: HttpRequest, report: Report) -> HttpResponse:
    if request.method == "POST":
        words = _("Báo cáo này đã được gửi lúc %(time)s; không gửi lần hai. Biên nhận số %(number)s.")
        values = {"number": report.receipt, "time": format_moment(report.submitted_at)}  # type: ignore[arg-type]
        messages.info(request, words % values)
    return redirect("receipt", report.round.address, report.body.code)


def _shown(request: HttpRequest, page: WrittenPage, refusals: list[str] | None = None) -> HttpResponse:
    faults = [*(Fault("", text) for text in refusals or ()), *page.errors]
    context = {
        "page": page,
        "report": page.report,
        "round": page.round,
        "faults": faults,
        "may_send": page.may_send and not page.errors,
        "crumbs": _crumbs(page.report, _("Xem lại và duyệt") if page.report.is_own else _("Xem lại và gửi")),
    }
    return render(request, "reports/send.html", context)


@never_cache
@report_page
def receipt(request: HttpRequest, user: User, report: Report) -> HttpResponse:
    """For everybody who may read the report, from its first sending on."""
    if report.receipt_number is None:
        raise Http404
    last, *earlier = sendings(report)
    page = {"report": report, "round": report.round, "last": last, "earlier": earlier}
    late = report.minutes_late(report.submitted_at) if report.submitted_at else 0
    return render(
        request,
        "reports/receipt.html",
        page | {"minutes_late": late, "crumbs": _crumbs(report, _("Biên nhận"))},
    )


def _crumbs(report: Report, here: str) -> list[tuple[str, str]]:
    year = report.round.address
    return [
        (_("Báo cáo"), reverse("reports")),
        (_("Báo cáo %(round)s") % {"round": report.round.called}, reverse("report", args=[year, report.body.code])),
        (here, ""),
    ]


urlpatterns: list[URLPattern] = [
    path("bao-cao/<round:year>/<str:code>/gui/", send, name="report-send"),
    path("bao-cao/<round:year>/<str:code>/bien-nhan/", receipt, name="receipt"),
]
