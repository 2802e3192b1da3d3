"""The workbook of a report: taken away, filled in, brought back by the body or for it, looked at, kept at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from nscl.organisations.models import User
from nscl.organisations.roles import Verb
from nscl.plan.codes import task_number
from nscl.reporting import actions
from nscl.reporting.items import items_of
from nscl.reporting.models import Report
from nscl.reporting.plans import plan_of
from nscl.reporting.transitions import forwards_for, may_forward, may_write
from nscl.reporting.workbook import outgoing
from nscl.reporting.workbook.arriving import Looked, look
from nscl.vn.numbers import format_count
from nscl.vn.text import excerpt
from nscl.web.downloads import download
from nscl.web.reports import comparing
from nscl.web.reports.own_page import page_for
from nscl.web.reports.workbook_form import CarriedForm, WorkbookForm
from nscl.web.reports.written_page import WrittenPage


@never_cache
@page_for(Verb.WRITE_REPORT)
def workbook(request: HttpRequest, user: User, report: Report) -> HttpResponse:
    """The form; of a file that came, what would become of each item; then the keeping of what was looked at."""
    if not _is_open(user, report):
        return _closed(request, user, report)
    if "carried" in request.POST:
        return _brought(request, user, report)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = WorkbookForm(report, *sent, forwards=forwards_for(user, report))
    if not form.is_valid():
        return _form(request, user, report, form)
    looked = look(report, form.arrival.rows)
    try:
        carried = CarriedForm.carrying(report, form.arrival.rows, form.carrier)
    except ValueError as error:
        form.add_error("file", str(error))
        return _form(request, user, report, form)
    return _look(request, user, report, looked, carried, form.carrier, form.arrival.notes)


def _is_open(user: User, report: Report) -> bool:
    return may_write(user, report) or may_forward(user, report)


def _brought(request: HttpRequest, user: User, report: Report) -> HttpResponse:
    """What was looked at comes back: to be kept, or to be given out again with its faults marked."""
    form = CarriedForm(report, request.POST)
    if not form.is_valid():
        return _form(request, user, report, WorkbookForm(report, forwards=forwards_for(user, report)), form)
    looked = look(report, form.rows)
    if "mark" in request.POST:
        content = outgoing.marked(report, form.rows, looked.mendings, forwards=forwards_for(user, report))
        return download(content, _file_name(report, "can-sua"))
    if forwards_for(user, report) and not form.carrier.is_forwarded:
        raise Http404
    if not looked.may_keep:
        form.add_error(None, _("Không còn gì để ghi: nội dung của tệp đã có trong báo cáo, hoặc còn chỗ phải sửa."))
        return _look(request, user, report, looked, form, form.carrier)
    try:
        return _keep(request, user, report, looked, form.carrier)
    except ValidationError as error:
        form.absorb(error)
        return _look(request, user, report, looked, form, form.carrier)


def _keep(request: HttpRequest, user: User, report: Report, looked: Looked, carrier: actions.Carrier) -> HttpResponse:
    saved, conflicts = actions.take_workbook(report, looked.words, replies=looked.replies, by=user, carrier=carrier)
    words = {"n": format_count(len(saved)), "file": carrier.file, "body": report.body.name}
    if carrier.is_forwarded:
        messages.success(request, _("Đã ghi %(n)s mục của tệp %(file)s vào bản nháp của %(body)s.") % words)
        if conflicts:
            codes = ", ".join(task_number(each.part.code) for each in looked.asked)
            text = _("Mục %(codes)s giữ bản đơn vị đã viết trên web. Báo đơn vị xem lại các mục này.")
            messages.warning(request, text % {"codes": codes})
        return redirect("report-read", report.round.address, report.body.code)
    if saved:
        messages.success(request, _("Đã ghi %(n)s mục của tệp %(file)s vào bản nháp.") % words)
    if conflicts:
        return comparing.asked(request, WrittenPage(report, user), conflicts)
    return redirect("report", report.round.address, report.body.code)


@never_cache
@page_for(Verb.WRITE_REPORT)
def file(request: HttpRequest, user: User, report: Report) -> HttpResponse:
    """With the draft for the body's own people; for who hands it to them, with what the body has sent."""
    if not _is_open(user, report):
        return _closed(request, user, report)
    forwards = forwards_for(user, report)
    content = outgoing.handed_out(report) if forwards else outgoing.filled(report)
    return download(content, _file_name(report))


def _file_name(report: Report, more: str = "") -> str:
    return "-".join(filter(None, ("bao-cao", report.round.address, report.body.code, more))) + ".xlsx"


def _form(request: HttpRequest, user: User, report: Report, *forms: Any) -> HttpResponse:
    context = _context(user, report) | {"form": forms[0], "faulty": list(forms)}
    return render(request, "reports/workbook.html", context)


def _look(
    request: HttpRequest,
    user: User,
    report: Report,
    looked: Looked,
    form: CarriedForm,
    carrier: actions.Carrier,
    notes: Iterable[str] = (),
) -> HttpResponse:
    titles = {item.code: excerpt(item.short, 120) for item in items_of(report, plan_of(report.round))}
    context = {
        "looked": looked,
        "form": form,
        "carrier": carrier,
        "notes": list(notes),
        "changed": [(titles.get(each.part.code, ""), each) for each in looked.changed],
        "asked": [(titles.get(each.part.code, ""), each) for each in looked.asked],
    }
    return render(request, "reports/workbook_look.html", _context(user, report) | context)


def _closed(request: HttpRequest, user: User, report: Report) -> HttpResponse:
    """Not a time for writing: the report's page says where it stands."""
    text = _('Báo cáo đang ở trạng thái "%(state)s" nên không nhận tệp Excel lúc này.')
    messages.warning(request, text % {"state": report.get_state_display()})
    return redirect("report-read" if forwards_for(user, report) else "report", report.round.address, report.body.code)


def _context(user: User, report: Report) -> dict[str, Any]:
    forwards = forwards_for(user, report)
    back = reverse("report-read" if forwards else "report", args=[report.round.address, report.body.code])
    return {
        "report": report,
        "round": report.round,
        "forwards": forwards,
        "back": back,
        "crumbs": [(_("Báo cáo"), reverse("reports")), (report.body.short, back), (_("Tệp Excel"), "")],
    }


urlpatterns: list[URLPattern] = [
    path("bao-cao/<round:year>/<str:code>/tep-excel/", workbook, name="report-workbook"),
    path("bao-cao/<round:year>/<str:code>/tep-excel/bao-cao.xlsx", file, name="report-workbook-file"),
]
