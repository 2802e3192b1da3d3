"""Kept estimates: chosen and computed on the page, kept with everything they stand on, shown to be given again."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.documents import xlsx
from nscl.economy.actions import is_intact, keep_estimate
from nscl.economy.breaks import marks_of
from nscl.economy.figures import standing_of
from nscl.economy.growth import accounts_of, as_result, recomputes
from nscl.economy.models import Estimate, Territory, Vintage
from nscl.economy.selection import NotEnough, Objection, Selection, objections_of, select
from nscl.organisations.models import User
from nscl.organisations.permissions import allowed
from nscl.organisations.roles import Verb
from nscl.productivity import VERSION
from nscl.productivity.checking import InputError
from nscl.registers.fields import TextField
from nscl.vn.calendar import now
from nscl.web.access import require
from nscl.web.downloads import download
from nscl.web.productivity.question import DEFAULTS, ConventionsForm, filled
from nscl.web.statistics import estimate_tables as tables
from nscl.web.statistics.evaluation import periods_of
from nscl.web.statistics.marking import province_name


class EstimateForm(ConventionsForm):
    """The boxes of the lab that an estimate has, so that an address of the lab opens here too."""

    lan = forms.ChoiceField(
        label=gettext_lazy("Lần công bố"),
        choices=[("", gettext_lazy("Lần công bố sau cùng của mỗi năm")), *Vintage.choices],
    )
    ten = TextField(
        label=gettext_lazy("Tên bản tính"), longest=200, help_text=gettext_lazy("Để trống thì gồm địa bàn và các năm")
    )

    @property
    def asked(self) -> list[forms.BoundField]:
        return [box for box in self if box.name != "ten"]

    def selection(self) -> Selection:
        """Raises NotEnough, and InputError where the figures cannot be used."""
        given = self.cleaned_data
        territory = Territory.objects.prefetch_related("parts").get(code=given["dia_ban"])
        return select(
            territory, first=given["tu"], last=given["den"], at=now(), vintage=given["lan"],
            labour=given["do_lao_dong"],
        )  # fmt: skip


def _form(request: HttpRequest) -> EstimateForm:
    """The boxes filled from the address or the form that was sent; what is left out is the default."""
    sent = request.POST if request.method == "POST" else request.GET
    return EstimateForm(**filled(sent, {name: DEFAULTS.get(name, "") for name in EstimateForm.base_fields}))


def new(request: HttpRequest) -> HttpResponse:
    """Asked by the address, computed at once; kept by the button below the result."""
    by = require(request, Verb.EDIT_STATISTICS)
    form = _form(request)
    context: dict[str, Any] = {"form": form, "crumbs": _crumbs(_("Bản tính mới"))}
    if not form.is_valid():
        return render(request, "statistics/estimate_new.html", context)
    try:
        chosen = form.selection()
        result = as_result(accounts_of(chosen, form.conventions))
    except (NotEnough, InputError) as lack:
        return render(request, "statistics/estimate_new.html", context | {"lack": str(lack)})
    if request.method == "POST" and (kept := _keep(request, form, chosen, by)):
        return redirect("estimate", kept.pk)
    context |= {"tables": tables.of_result(result), "objections": _objections(chosen), "result": result}
    return render(request, "statistics/estimate_new.html", context)


def _keep(request: HttpRequest, form: EstimateForm, chosen: Selection, by: User) -> Estimate | None:
    try:
        estimate = keep_estimate(chosen, form.conventions, title=form.cleaned_data["ten"] or _title(form), by=by)
    except ValidationError as error:
        form.absorb(error)
        return None
    messages.success(request, _("Đã lưu bản tính. Bản tính không sửa được; quy ước khác thì lưu bản khác."))
    return estimate


def _title(form: EstimateForm) -> str:
    given = form.cleaned_data
    name = dict(form.fields["dia_ban"].choices)[given["dia_ban"]]  # type: ignore[attr-defined]
    return f"{name}, {given['tu']}–{given['den']}"


def _objections(chosen: Selection) -> list[tuple[Objection, str]]:
    """What stands in the way, each with the series it is about."""
    return [
        (found, each.series[0].code)
        for concept, whole in chosen.chosen.items()
        for each in whole.alone
        for found in objections_of(concept, each)
    ]


def listed(request: HttpRequest) -> HttpResponse:
    user = require(request, Verb.READ_STATISTICS)
    estimates = Estimate.objects.select_related("territory", "computed_by").prefetch_related("report_figures")
    context = {"estimates": estimates, "may_edit": allowed(user, Verb.EDIT_STATISTICS)}
    return render(request, "statistics/estimates.html", context)


def one(request: HttpRequest, pk: int) -> HttpResponse:
    user = require(request, Verb.READ_STATISTICS)
    estimate = _estimate(pk)
    context = {
        "estimate": estimate,
        "facts": tables.facts(estimate),
        "tables": tables.of_result(estimate.result),
        "inputs": tables.inputs(estimate),
        "marks": marks_of(estimate),
        "same": is_intact(estimate) and recomputes(estimate),
        "engine": VERSION,
        "standing": standing_of(estimate, now()),
        "figures": estimate.report_figures.order_by("year", "pk"),
        "may_edit": (may_edit := allowed(user, Verb.EDIT_STATISTICS)),
        "may_mark": may_edit and estimate.territory.is_called(province_name()),
        "periods": periods_of(estimate) if allowed(user, Verb.MAKE_PAPER) else [],
        "crumbs": _crumbs(estimate.title),
    }
    return render(request, "statistics/estimate.html", context)


def workbook(request: HttpRequest, pk: int) -> HttpResponse:
    """Result, inputs and conventions, a sheet each."""
    require(request, Verb.READ_STATISTICS)
    estimate = _estimate(pk)
    sheets = [*tables.of_result(estimate.result), tables.inputs(estimate), tables.conventions(estimate)]
    return download(xlsx.write(sheets), f"ban-tinh-{estimate.pk}.xlsx")


def _estimate(pk: int) -> Estimate:
    return get_object_or_404(Estimate.objects.select_related("territory", "computed_by"), pk=pk)


def _crumbs(here: str) -> list[tuple[str, str]]:
    return [(_("Số liệu thống kê"), reverse("statistics")), (_("Bản tính"), reverse("estimates")), (here, "")]
