"""A sent report before the standing body: reading, returning by item, accepting."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from nscl.organisations.models import User
from nscl.organisations.permissions import allowed
from nscl.organisations.roles import Verb
from nscl.plan.codes import task_number
from nscl.reporting import actions
from nscl.reporting.models import Report, Snapshot, State
from nscl.reporting.plans import plan_of
from nscl.reporting.queries import rows_of, to_review
from nscl.reporting.submission import last_year_s
from nscl.reporting.transitions import Action, may_forward, open_to
from nscl.vn.calendar import today
from nscl.vn.numbers import whole_number
from nscl.web.reports.beside import BESIDE, beside
from nscl.web.reports.board_rows import shown
from nscl.web.reports.extending import is_open
from nscl.web.reports.in_round import follows_rounds
from nscl.web.reports.own_page import page_for, report_page
from nscl.web.reports.return_form import ReturnForm
from nscl.web.reports.sent import Sent, sent, versions
from nscl.web.reports.story import story


@report_page
def read(request: HttpRequest, user: User, report: Report) -> HttpResponse:
    may = open_to(user, report)
    if request.method == "POST":
        return _resolved(request, user, report, may)
    (row,) = rows_of(Report.objects.filter(pk=report.pk))
    listed = versions(report)
    content = _content(request, report, listed)
    before = last_year_s(report) if content else None
    is_beside = before is not None and request.GET.get("canh") == BESIDE
    context = {
        "report": report,
        "round": report.round,
        "before": before,
        "beside": beside(content, before) if content and before and is_beside else None,
        "is_beside": is_beside,
        "last_year": str(report.round.year - 1),
        "year": str(report.round.year),
        "called": report.round.called,
        "row": shown(row),
        "sent": content,
        "marked": content is not None
        and content.snapshot.number == len(listed) > 1
        and not {"ban", "canh"} & set(request.GET),
        "versions": listed,
        "events": story(report, listed),
        "may_accept": Action.ACCEPT in may,
        "may_return": Action.RETURN in may,
        "may_forward": may_forward(user, report),
        "may_extend": allowed(user, Verb.EXTEND_REPORT) and is_open(report),
        "next": _next(user, report) if Action.ACCEPT in may or report.state == State.ACCEPTED else None,
        "crumbs": [*_crumbs(user, report)[:-1], (report.body.short, "")],
    }
    return render(request, "reports/read.html", context)


def _resolved(request: HttpRequest, user: User, report: Report, may: set[Action]) -> HttpResponse:
    """One item sent back is settled."""
    item = report.returns.filter(pk=whole_number(request.POST.get("resolve", "")) or 0).first()
    if Action.RETURN not in may or item is None:
        return _too_late(request, report)
    actions.resolve(item, by=user)
    messages.success(request, _("Đã ghi mục %(code)s là xong.") % {"code": task_number(item.part.code)})
    return redirect(f"{reverse('report-read', args=[report.round.address, report.body.code])}#muc-{item.part.code}")


def _content(request: HttpRequest, report: Report, listed: list[Snapshot]) -> Sent | None:
    """The sending asked for (`ban`), clean; by default the last one, with what changed since the one before."""
    if not listed:
        return None
    number = whole_number(request.GET.get("ban", "")) or 0
    number = number if number <= len(listed) else 0
    wanted = number or len(listed)
    numbers = (wanted,) if number else (wanted, wanted - 1)
    snapshots = {snapshot.number: snapshot for snapshot in report.snapshots.filter(number__in=numbers)}
    before = None if number else snapshots.get(wanted - 1)
    return sent(report, plan_of(report.round), snapshots[wanted], before)


def _next(user: User, report: Report) -> Report | None:
    """Another report of the round that waits to be looked at."""
    return to_review(user).filter(round=report.round).exclude(pk=report.pk).first()


@page_for(Verb.RETURN_REPORT)
def give_back(request: HttpRequest, user: User, report: Report) -> HttpResponse:
    if Action.RETURN not in open_to(user, report):
        return _too_late(request, report)
    plan, (last,) = plan_of(report.round), report.snapshots.order_by("-number")[:1]
    content = sent(report, plan, last, None)
    form = ReturnForm(content, request.POST or None, initial={"due_before": today() + timedelta(days=3)})
    if request.method == "POST" and form.is_valid():
        try:
            found = actions.return_report(report, by=user, **form.asked)
        except ValidationError as error:
            form.absorb(error)
        else:
            text = _("Đã trả lại báo cáo của %(body)s kèm lý do ở %(n)s mục.")
            messages.success(request, text % {"body": report.body.name, "n": len(found)})
            return redirect("report-read", report.round.address, report.body.code)
    context = {
        "report": report,
        "form": form,
        "year": str(report.round.year),
        "called": report.round.called,
        "chosen": request.GET.get("muc", ""),
    }
    crumbs = [*_crumbs(user, report), (_("Trả lại kèm lý do"), "")]
    return render(request, "reports/return.html", context | {"crumbs": crumbs})


@page_for(Verb.ACCEPT_REPORT)
def accept(request: HttpRequest, user: User, report: Report) -> HttpResponse:
    if Action.ACCEPT not in open_to(user, report):
        return _too_late(request, report)
    if request.method == "POST":
        try:
            actions.accept(report, by=user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, _("Đã tiếp nhận báo cáo của %(body)s.") % {"body": report.body.name})
        return redirect("report-read", report.round.address, report.body.code)
    (row,) = rows_of(Report.objects.filter(pk=report.pk))
    context: dict[str, Any] = {
        "report": report,
        "row": shown(row),
        "year": str(report.round.year),
        "called": report.round.called,
    }
    crumbs = [*_crumbs(user, report), (_("Tiếp nhận"), "")]
    return render(request, "reports/read_accept.html", context | {"crumbs": crumbs})


def _too_late(request: HttpRequest, report: Report) -> HttpResponse:
    """Somebody else was quicker, or the body has not sent: the report's page says where it stands."""
    text = _('Báo cáo đang ở trạng thái "%(state)s" nên không tiếp nhận, trả lại được.')
    messages.warning(request, text % {"state": report.get_state_display()})
    return redirect("report-read", report.round.address, report.body.code)


def _crumbs(user: User, report: Report) -> list[tuple[str, str]]:
    year = report.round.address
    board = [(report.round.label, reverse("board", args=[year]))] if follows_rounds(user) else []
    return [
        (_("Báo cáo"), reverse("reports")),
        *board,
        (report.body.short, reverse("report-read", args=[year, report.body.code])),
    ]


urlpatterns: list[URLPattern] = [
    path("bao-cao/<round:year>/<str:code>/xem/", read, name="report-read"),
    path("bao-cao/<round:year>/<str:code>/tra-lai/", give_back, name="report-return"),
    path("bao-cao/<round:year>/<str:code>/tiep-nhan/", accept, name="report-accept"),
]
