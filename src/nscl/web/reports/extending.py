"""More time for one body: what has been given, and the form of the officer who writes an extension down."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.organisations.models import User
from nscl.organisations.roles import Verb
from nscl.registers.fields import DateField, TextField
from nscl.reporting import actions
from nscl.reporting.models import Report
from nscl.vn.dates import format_date
from nscl.web.forms import Form, files_taken
from nscl.web.reports.own_page import page_for


class ExtensionForm(Form):
    due_before = DateField(label=gettext_lazy("Gửi trước ngày"))
    number = TextField(
        label=gettext_lazy("Số, ký hiệu văn bản gia hạn"),
        longest=80,
        example=gettext_lazy("số, ký hiệu, ví dụ 1234/UBND-VX"),
        help_text=gettext_lazy("Ví dụ 1234/UBND-VX"),
    )
    signed_on = DateField(label=gettext_lazy("Ngày văn bản"))
    reason = TextField(label=gettext_lazy("Lý do"), example=gettext_lazy("lý do, ví dụ ảnh hưởng của bão"))
    file = forms.FileField(label=gettext_lazy("Tệp văn bản"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = files_taken()


@page_for(Verb.EXTEND_REPORT)
def extend(request: HttpRequest, user: User, report: Report) -> HttpResponse:
    form = ExtensionForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            given = actions.extend(report, by=user, **form.cleaned_data)
        except ValidationError as error:
            form.absorb(error)
        else:
            words = _("Đã gia hạn cho %(body)s: gửi trước ngày %(day)s.")
            messages.success(request, words % {"body": report.body.name, "day": format_date(given.due_before)})
            return redirect("report-read", report.round.address, report.body.code)
    read = reverse("report-read", args=[report.round.address, report.body.code])
    context = {
        "report": report,
        "round": report.round,
        "called": report.round.called,
        "extensions": report.extensions.select_related("by", "file"),
        "form": form if is_open(report) else None,
        "crumbs": [
            (_("Báo cáo"), reverse("reports")),
            (report.round.label, reverse("board", args=[report.round.address])),
            (report.body.short, read),
            (_("Gia hạn"), ""),
        ],
    }
    return render(request, "reports/extend.html", context)


def is_open(report: Report) -> bool:
    """May more time still be given?"""
    waits = report.may_be_late and report.first_submitted_at is None
    return waits and report.round.is_approved and not report.round.is_frozen


urlpatterns: list[URLPattern] = [path("bao-cao/<round:year>/<str:code>/gia-han/", extend, name="report-extend")]
