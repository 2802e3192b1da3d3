"""Which figures of a year the province's report uses: from a kept estimate, or as published; nature and source."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.economy.actions import mark_for_report, of_another_place
from nscl.economy.figures import figures_of
from nscl.economy.models import Estimate, Nature, ReportFigure
from nscl.organisations.models import User
from nscl.organisations.permissions import allowed
from nscl.organisations.roles import Verb
from nscl.registers.fields import ChoiceField, NumberField, TextField
from nscl.scorecard import programme
from nscl.scorecard.marking import effects_of_marking
from nscl.vn.calendar import today
from nscl.vn.numbers import format_number
from nscl.web.access import require
from nscl.web.forms import Form
from nscl.web.lines import printed
from nscl.web.statistics.breaks import GrowthField

FIGURES = ("output_growth", "tfp_growth", "productivity_growth")


class EstimateField(ChoiceField):
    """Of the province's own estimates; another place's is refused by its name. `refused`: the words, by key."""

    refused: Mapping[str, str] = MappingProxyType({})

    def validate(self, value: Any) -> None:
        if words := self.refused.get(str(value)):
            raise ValidationError(words)
        super().validate(value)


class MarkForm(Form):
    """Figures come from an estimate, or are typed as a source published them: never both."""

    year = NumberField(label=gettext_lazy("Năm"), least=1990, most=2200, is_year=True)
    estimate = EstimateField(
        label=gettext_lazy("Bản tính đã lưu"),
        choices=(),
        required=False,
        help_text=gettext_lazy("Chọn bản tính thì số của năm lấy từ bản tính, ba ô dưới để trống"),
    )
    output_growth = GrowthField(label=gettext_lazy("Tốc độ tăng GRDP (%)"), required=False)
    tfp_growth = GrowthField(label=gettext_lazy("Đóng góp của TFP (điểm %)"), required=False)
    productivity_growth = GrowthField(label=gettext_lazy("Tốc độ tăng năng suất lao động (%)"), required=False)
    nature = ChoiceField(
        label=gettext_lazy("Loại số liệu"),
        choices=[(each.value, each.label) for each in Nature if each is not Nature.DEMO],
        blank=gettext_lazy("Chọn…"),
    )
    source = TextField(
        label=gettext_lazy("Nguồn"),
        help_text=gettext_lazy("Cơ quan công bố và văn bản, hoặc tên nghiên cứu"),
        example=gettext_lazy("cơ quan công bố và văn bản, hoặc tên nghiên cứu"),
    )

    def __init__(self, *args: Any, province: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = {str(each.pk): each for each in Estimate.objects.select_related("territory")}
        self.estimates = {key: each for key, each in every.items() if each.territory.is_called(province)}
        blank = ("", _("Không, số do cơ quan thống kê hoặc nghiên cứu công bố"))
        box = self.fields["estimate"]
        assert isinstance(box, EstimateField)  # noqa: S101 - declared above
        box.choices = [blank, *((key, f"{each.title} ({each.territory})") for key, each in self.estimates.items())]
        others = ((key, each) for key, each in every.items() if key not in self.estimates)
        box.refused = {key: of_another_place(each, province) for key, each in others}

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if self.errors:
            return said
        if said["year"] > today().year:
            self.add_error("year", _("Năm %(year)s chưa đến.") % {"year": said["year"]})
        said["estimate"] = self.estimates.get(said["estimate"])
        return self._from_estimate(said) if said["estimate"] else self._as_typed(said)

    def _from_estimate(self, said: dict[str, Any]) -> dict[str, Any]:
        estimate, year = said["estimate"], said["year"]
        for name in FIGURES:
            if said[name] is not None:
                self.add_error(name, _("Đã chọn bản tính: để trống ô này, số lấy từ bản tính."))
        if estimate.first_year <= year <= estimate.last_year:
            found = figures_of(estimate, year)
            said |= {name: getattr(found, name) for name in FIGURES}
        else:
            message = _("Bản tính chỉ có các năm %(a)s-%(b)s. Chọn năm khác, hoặc bản tính khác.")
            self.add_error("year", message % {"a": estimate.first_year, "b": estimate.last_year})
        return said

    def _as_typed(self, said: dict[str, Any]) -> dict[str, Any]:
        if said["output_growth"] is None:
            self.add_error("output_growth", _("Ghi tốc độ tăng GRDP đã công bố, hoặc chọn một bản tính."))
        if said["tfp_growth"] is None and said["productivity_growth"] is None:
            self.add_error("tfp_growth", _("Ghi đóng góp của TFP, hoặc tốc độ tăng năng suất lao động, hoặc cả hai."))
        return said

    def told(self) -> list[tuple[str, Any]]:
        said = self.cleaned_data
        estimate = said["estimate"]
        numbers = [(str(self.fields[name].label), _number(said[name])) for name in FIGURES]
        return [
            (_("Năm"), str(said["year"])),
            (_("Bản tính"), f"{estimate.title} ({estimate.territory})" if estimate else None),
            *numbers,
            (_("Loại số liệu"), Nature(said["nature"]).label),
            (_("Nguồn"), said["source"]),
        ]


def _number(value: Any) -> str | None:
    return None if value is None else format_number(value)


def province_name() -> str:
    """The province that figures for a report are of; nothing while no plan is in use."""
    try:
        return programme.current()[1].province.full_name
    except programme.NoPlan:
        return ""


def mark(request: HttpRequest) -> HttpResponse:
    """The marks that hold; the form; what it would change; then the mark. Three answers of one address."""
    user = require(request, Verb.READ_STATISTICS)
    if request.method == "POST":
        require(request, Verb.EDIT_STATISTICS)
    initial = {"estimate": request.GET.get("ban-tinh", ""), "year": request.GET.get("nam", "")}
    sent = request.POST if request.method == "POST" else None
    form = MarkForm(sent, initial=initial, province=(province := province_name()))
    if request.method == "POST" and form.is_valid() and "edit" not in request.POST:
        try:
            if "sure" not in request.POST:
                return render(request, "statistics/mark_look.html", _looked(form, user))
            figure = mark_for_report(by=user, province=province, **form.cleaned_data)
        except ValidationError as error:
            form.absorb(error)
        else:
            message = _("Đã đánh dấu số liệu năm %(year)s dùng trong báo cáo của tỉnh.")
            messages.success(request, message % {"year": figure.year})
            return redirect("report-figures")
    return render(request, "statistics/mark.html", _context(form, user))


def _looked(form: MarkForm, by: User) -> dict[str, Any]:
    """What marking would change, as pages print it; nothing is kept."""
    try:
        _in_use, plan = programme.current()
    except programme.NoPlan:
        effects = []
    else:
        found = effects_of_marking(plan, by=by, **form.cleaned_data)
        effects = [(each, printed(each.line, each.before), printed(each.line, each.after)) for each in found]
    year = form.cleaned_data["year"]
    before = ReportFigure.objects.filter(year=year).order_by("-pk").first()
    return {"form": form, "effects": effects, "told": form.told(), "before": before, "crumbs": _crumbs()}


def _context(form: MarkForm, user: User) -> dict[str, Any]:
    rows = list(ReportFigure.objects.select_related("estimate", "marked_by").order_by("-year", "-pk"))
    holding: dict[int, int] = {}
    for row in rows:
        holding.setdefault(row.year, row.pk)
    return {
        "form": form,
        "rows": [(row, holding[row.year] == row.pk) for row in rows],
        "may_edit": allowed(user, Verb.EDIT_STATISTICS),
        "crumbs": _crumbs(),
    }


def _crumbs() -> list[tuple[str, str]]:
    return [(_("Số liệu thống kê"), reverse("statistics")), (_("Số liệu dùng trong báo cáo của tỉnh"), "")]
