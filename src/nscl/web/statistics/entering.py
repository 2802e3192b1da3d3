"""Writing values down: fill in or paste, see what would become of each, then keep all of it at once."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from nscl.economy.actions import add_statistics
from nscl.economy.arriving import DryRun, dry_run
from nscl.economy.models import Observation
from nscl.organisations.models import User
from nscl.organisations.roles import Verb
from nscl.vn.calendar import now
from nscl.vn.numbers import format_number
from nscl.web.access import require
from nscl.web.forms import Form
from nscl.web.statistics.forms import ReleaseForm, SeriesForm
from nscl.web.statistics.series_page import crumbs, series_or_404


def enter(request: HttpRequest, code: str) -> HttpResponse:
    by = require(request, Verb.EDIT_STATISTICS)
    series = series_or_404(code)
    form = ReleaseForm(series, request.POST or None)
    context: dict[str, Any] = {"series": series, "form": form, "crumbs": crumbs(series, _("Nhập số liệu"))}
    if request.method != "POST" or not form.is_valid() or "edit" in request.POST:
        return render(request, "statistics/enter.html", context)
    looked = dry_run(form.cells, now())
    if "sure" in request.POST and looked.fresh and keep(request, form, looked, origin=series.title, by=by):
        return redirect("series", series.code)
    return render(request, "statistics/enter_look.html", context | {"looked": looked})


def keep(request: HttpRequest, form: Form, looked: DryRun, *, origin: str, by: User) -> bool:
    """Keep what is fresh, in one transaction; a refusal stands in the form."""
    try:
        rows = [cell.statistic for cell in looked.fresh if cell.statistic]
        fresh = add_statistics(rows, by=by, origin=origin)
    except (ValidationError, IntegrityError) as error:
        form.absorb(error)
        return False
    if not fresh:  # a second press of the button finds everything kept
        form.absorb(IntegrityError())
        return False
    messages.success(request, _kept(fresh))
    return True


def _kept(fresh: list[Observation]) -> SafeString:
    words = _("Đã ghi %(n)s số liệu.") % {"n": format_number(len(fresh))}
    undo = f"{reverse('statistics-withdraw')}?lan={fresh[0].pk}"
    return format_html('{} <a href="{}">{}</a>', words, undo, _("Rút cả lần nhập"))


def add(request: HttpRequest) -> HttpResponse:
    by = require(request, Verb.EDIT_STATISTICS)
    form = SeriesForm(request.POST or None, initial={"territory": request.GET.get("dia-ban", "")})
    if request.method == "POST" and form.is_valid():
        try:
            series = form.save(by)
        except (ValidationError, IntegrityError) as error:
            form.absorb(error)
        else:
            messages.success(request, _("Đã thêm chuỗi. Nhập số liệu của lần công bố đầu tiên."))
            return redirect("series-enter", series.code)
    heading = _("Thêm chuỗi số liệu")
    above = [(_("Số liệu thống kê"), reverse("statistics")), (heading, "")]
    return render(request, "statistics/new.html", {"form": form, "heading": heading, "crumbs": above})
