"""A break of a series: spliced with a growth somebody assumes, or waived; by name, with a reason."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.economy.actions import treat_break
from nscl.economy.breaks import Treatment
from nscl.economy.models import BreakMark, Series
from nscl.economy.overview import Overview, overview
from nscl.organisations.models import User
from nscl.organisations.roles import Verb
from nscl.registers.fields import ChoiceField, ReadField, TextField
from nscl.vn.calendar import now
from nscl.vn.numbers import format_number, format_signed, parse_number
from nscl.vn.text import excerpt
from nscl.web.access import require
from nscl.web.forms import Form
from nscl.web.statistics.series_page import crumbs, series_or_404


class GrowthField(ReadField):
    """A growth in per cent, typed as 2,5 or −2."""

    def read(self, text: str) -> Decimal:
        growth = parse_number(text.removesuffix("%").strip())
        if not -100 < growth < 1000:
            raise ValueError(_('"%(text)s" ngoài khoảng −100 đến 1.000.') % {"text": excerpt(text)})
        if round(growth, 3) != growth:
            raise ValueError(_('"%(text)s" có quá ba chữ số thập phân. Làm tròn.') % {"text": excerpt(text)})
        return growth

    def prepare_value(self, value: Any) -> Any:
        return format_number(value) if isinstance(value, Decimal) else value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "class": "short", "autocomplete": "off"}


class BreakForm(Form):
    treatment = ChoiceField(
        label=gettext_lazy("Cách xử lý"),
        choices=[
            (Treatment.SPLICED.value, gettext_lazy("Nối chuỗi với mức tăng giả định")),
            (Treatment.WAIVED.value, gettext_lazy("Bỏ qua, dùng nguyên số")),
        ],
        widget=forms.RadioSelect,
    )
    growth = GrowthField(
        label=gettext_lazy("Mức tăng giả định của năm đó (%)"),
        example=gettext_lazy("phần trăm, ví dụ −2"),
        required=False,
        help_text=gettext_lazy("Chỉ khi nối chuỗi; ví dụ 2,5 hoặc −2"),
        widget=forms.TextInput({"class": "short"}),
    )
    reason = TextField(
        label=gettext_lazy("Lý do"),
        longest=2000,
        widget=forms.Textarea,
        example=gettext_lazy('lý do, ví dụ "thay đổi định nghĩa lao động có việc làm"'),
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("treatment") == Treatment.WAIVED:
            said["growth"] = None  # a box left filled says nothing of a waiver
            self.errors.pop("growth", None)
        return said

    def save(self, series: Series, year: int, by: User) -> BreakMark:
        said = self.cleaned_data
        return treat_break(
            series, year, treatment=said["treatment"], reason=said["reason"], growth=said["growth"], by=by
        )


def treat(request: HttpRequest, code: str, year: int) -> HttpResponse:
    by = require(request, Verb.EDIT_STATISTICS)
    found = overview(series_or_404(code), now())
    if found.chosen is None or not found.chosen.years[0] < year <= found.chosen.years[-1]:
        raise Http404
    form = BreakForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            mark = form.save(found.series, year, by)
        except ValidationError as error:
            form.absorb(error)
        else:
            said = {"year": year, "how": mark.get_treatment_display()}
            messages.success(request, _("Đã ghi cách xử lý năm %(year)s: %(how)s.") % said)
            return redirect("series", code)
    heading = _("Xử lý chỗ gãy năm %(year)s") % {"year": year}
    context = {"form": form, "heading": heading, "series": found.series, "year": year, **_about(found, year)}
    return render(request, "statistics/break.html", context | {"crumbs": crumbs(found.series, heading)})


def _about(found: Overview, year: int) -> dict[str, Any]:
    """The jump in figures, what stands in the way, and the mark that holds now."""
    before, after = found.latest[year - 1], found.latest[year]
    growth = 100 * (after.value / before.value - 1)
    jump = found.jumps.get(year)
    facts = [
        (_("Năm %(year)s") % {"year": year - 1}, _valued(before)),
        (_("Năm %(year)s") % {"year": year}, _valued(after)),
        (_("Mức tăng theo số công bố"), f"{format_signed(growth, 1)}%"),
        (_("Mức tăng thường gặp của chuỗi"), f"{format_signed(jump.usual, 1)}%" if jump else None),
    ]
    objections = [each.message for each in found.objections if each.year == year]
    return {"facts": facts, "objections": objections, "mark": found.marks.get(year)}


def _valued(row: Any) -> str:
    return f"{format_number(row.value)} ({row.get_vintage_display()})"
