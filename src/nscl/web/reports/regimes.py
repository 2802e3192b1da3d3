"""Reporting regimes: their elements, what lacks, and the form by which the office changes them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.organisations.models import Decision
from nscl.organisations.permissions import allowed
from nscl.organisations.roles import Verb
from nscl.plan import Plan
from nscl.registers.fields import DateField, TextField
from nscl.reporting import actions
from nscl.reporting.regimes import DAYS, ELEMENTS, FREEZE, REMINDERS, WORDS, Regime, key, regimes
from nscl.scorecard import programme
from nscl.vn.calendar import now, today
from nscl.vn.dates import format_date, format_month_day
from nscl.web.access import require
from nscl.web.asked import answered
from nscl.web.bodies.forms import document_field
from nscl.web.decision_forms import MonthDayField, within_plan
from nscl.web.forms import Form
from nscl.web.reports.opening import url_of

LONGEST = 2000
TITLES = {element.name: element.title for element in ELEMENTS} | {
    FREEZE: gettext_lazy("Ngày khóa số liệu"),
    REMINDERS: gettext_lazy("Ngày nhắc, tính từ ngày cuối của hạn"),
    "heads": gettext_lazy("Báo cả trưởng bộ phận từ ngày"),
    "leaders": gettext_lazy("Báo cả lãnh đạo đơn vị từ ngày"),
    "letter": gettext_lazy("Đôn đốc bằng văn bản từ ngày"),
}
HINT = gettext_lazy("Số âm là trước hạn, 0 là ngày cuối, số dương là sau hạn; cách nhau bằng dấu cách")


class RegimeForm(Form):
    in_force_from = DateField(label=gettext_lazy("Áp dụng từ ngày"))
    document = document_field()
    reason = TextField(label=gettext_lazy("Lý do"), required=False)

    def __init__(self, plan: Plan, regime: Regime, *args: Any, **kwargs: Any) -> None:
        initial = {**regime.said, "in_force_from": today()}
        super().__init__(*args, initial=initial, **kwargs)
        self.plan, self.regime = plan, regime
        for name in WORDS:
            box = forms.TextInput() if name == "name" else forms.Textarea(attrs={"rows": 3})
            self.fields[name] = TextField(label=TITLES[name], longest=LONGEST, required=False, widget=box)
        self.fields[FREEZE] = MonthDayField(label=TITLES[FREEZE], required=False)
        self.fields[REMINDERS] = TextField(label=TITLES[REMINDERS], required=False, help_text=HINT)
        for name in DAYS:
            self.fields[name] = TextField(label=TITLES[name], longest=5)
        self.order_fields([*WORDS, FREEZE, REMINDERS, *DAYS, "in_force_from", "document", "reason"])

    def clean_in_force_from(self) -> date:
        return within_plan(self.plan, self.cleaned_data["in_force_from"])

    @property
    def element_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in (*WORDS, FREEZE, REMINDERS)]

    @property
    def day_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in DAYS]

    @property
    def said(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] or "" for name in (*WORDS, FREEZE, REMINDERS, *DAYS)}


@answered
def listed(request: HttpRequest) -> HttpResponse:
    user = require(request, Verb.READ_REPORT)
    found = regimes(programme.printed_today(), today(), now())
    context = {
        "regimes": found,
        "may_open": allowed(user, Verb.OPEN_ROUND),
        "crumbs": [(_("Báo cáo"), reverse("reports")), (_("Chế độ báo cáo"), "")],
    }
    return render(request, "reports/regimes.html", context)


@answered
def one(request: HttpRequest, code: str) -> HttpResponse:
    user = require(request, Verb.READ_REPORT)
    plan = programme.printed_today()
    found = next((each for each in regimes(plan, today(), now()) if each.code == code), None)
    if found is None:
        raise Http404
    form = None
    if request.method == "POST":
        by = require(request, Verb.DECIDE)
        form = RegimeForm(plan, found, request.POST)
        if form.is_valid():
            data = {name: form.cleaned_data[name] for name in ("document", "in_force_from", "reason")}
            try:
                changed = actions.change_regime(plan, code, form.said, by=by, **data)
            except ValidationError as error:
                form.absorb(error)
            else:
                messages.success(request, _("Đã ghi %(n)s yếu tố của chế độ báo cáo.") % {"n": len(changed)})
                return redirect("regime", code)
    elif allowed(user, Verb.DECIDE):
        form = RegimeForm(plan, found)
    return render(request, "reports/regime.html", _context(plan, found) | {"form": form})


def _context(plan: Plan, found: Regime) -> dict[str, Any]:
    return {
        "regime": found,
        "elements": found.elements,
        "days": _days(found),
        "events": _history(plan, found),
        "open_url": url_of(found),
        "crumbs": [
            (_("Báo cáo"), reverse("reports")),
            (_("Chế độ báo cáo"), reverse("regimes")),
            (found.name, ""),
        ],
    }


def _days(found: Regime) -> list[tuple[str, str]]:
    """When figures are frozen, and how debts are pressed for: step by step to who stands higher."""
    rhythm = found.rhythm
    steps = ", ".join(step(offset) for offset in rhythm.offsets)
    return [
        (_("Khóa số liệu"), format_month_day(found.freeze) if found.freeze else _("theo từng kỳ")),
        (_("Nhắc người soạn"), steps),
        (_("Nhắc cả trưởng bộ phận"), _("từ %(step)s") % {"step": step(rhythm.heads)}),
        (_("Nhắc cả lãnh đạo đơn vị"), _("từ %(step)s") % {"step": step(rhythm.leaders)}),
        (_("Đôn đốc bằng văn bản"), _("từ %(step)s") % {"step": step(rhythm.letter)}),
    ]


def step(offset: int) -> str:
    """T−30, T, T+1: days from the last day of a deadline."""
    return f"T{offset:+d}".replace("-", "−") if offset else "T"


def _history(plan: Plan, found: Regime) -> list[dict[str, Any]]:
    """Every decision on this regime, newest first."""
    rows = Decision.objects.filter(plan=plan.slug, key__startswith=key(found.code, "")).select_related("entered_by")
    return [
        {
            "what": _("%(element)s, từ ngày %(day)s") % {"element": _title(row), "day": format_date(row.in_force_from)},
            "old": "",
            "new": row.value or _("(để trống)"),
            "moment": row.entered_at,
            "who": row.entered_by.full_name if row.entered_by else "",
            "why": "; ".join(part for part in (row.document, row.reason) if part),
        }
        for row in rows.order_by("-entered_at", "-pk")
    ]


def _title(row: Decision) -> str:
    name = row.key.rpartition(".")[2]
    return str(TITLES.get(name, name))


urlpatterns: list[URLPattern] = [
    path("bao-cao/che-do/", listed, name="regimes"),
    path("bao-cao/che-do/<slug:code>/", one, name="regime"),
]
