"""The evaluation of TFP as a Word file or PDF, from one estimate: made by a button, for the history keeps it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from nscl.documents.pdf import NoPdf
from nscl.economy.models import Estimate
from nscl.organisations.roles import Verb
from nscl.reporting import actions
from nscl.reporting.papers.paper import CannotWrite
from nscl.scorecard import programme
from nscl.web.access import require
from nscl.web.downloads import ENDINGS, download


def periods_of(estimate: Estimate) -> list[str]:
    """The periods the estimate told, the last first: 2021-2025, 2016-2020 …"""
    return [f"{each['from']}-{each['to']}" for each in reversed(estimate.periods)]


def paper(request: HttpRequest, pk: int, ending: str) -> HttpResponse:
    by = require(request, Verb.MAKE_PAPER)
    if ending not in ENDINGS:
        raise Http404
    estimate = get_object_or_404(Estimate.objects.select_related("territory"), pk=pk)
    if request.method != "POST":
        return redirect("estimate", pk)
    asked = request.POST.get("giai_doan", "")
    if asked not in periods_of(estimate):
        messages.error(request, _("Bản tính không có giai đoạn này. Chọn một giai đoạn trong danh sách."))
        return redirect("estimate", pk)
    first, last = (int(year) for year in asked.split("-"))
    _programme, plan = programme.current()
    try:
        name, content = actions.make_evaluation(plan, estimate, first=first, last=last, by=by, as_pdf=ending == "pdf")
    except (CannotWrite, NoPdf) as reason:
        messages.error(request, str(reason))
        return redirect("estimate", pk)
    return download(content, name)
