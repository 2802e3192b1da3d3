"""The working calendar: what the library of public holidays knows of a year, and the days decided by hand."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.organisations import actions
from nscl.organisations.models import User, WorkingDay
from nscl.organisations.roles import Verb
from nscl.organisations.working_days import decided_days
from nscl.registers.fields import ChoiceField, DateField
from nscl.reporting.actions.reminding import moved_by
from nscl.vn.calendar import is_working_day, rest_days, today
from nscl.vn.dates import format_date
from nscl.web.access import require
from nscl.web.bodies.forms import document_field
from nscl.web.forms import Form
from nscl.web.reports.regimes import step as step_name

YEARS: Final = range(2025, 2032)


class DayForm(Form):
    day = DateField(label=gettext_lazy("Ngày"))
    working = ChoiceField(
        label=gettext_lazy("Ngày đó"), choices=[("0", gettext_lazy("nghỉ")), ("1", gettext_lazy("làm việc"))]
    )
    document = document_field()

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if day.year not in YEARS:
            message = _("Ngày %(day)s ngoài lịch làm việc. Chọn ngày trong các năm %(first)s-%(last)s.")
            raise ValidationError(message % {"day": format_date(day), "first": YEARS[0], "last": YEARS[-1]})
        return day

    def save(self, by: User) -> list[str]:
        """Write the day down; which reminders of open rounds move with it, in words."""
        day, working = self.cleaned_data["day"], self.cleaned_data["working"] == "1"
        moved = [
            _("mốc %(step)s của kỳ %(year)s: %(old)s thành %(new)s")
            % {"step": step_name(step), "year": round.address, "old": format_date(old), "new": format_date(new)}
            for round, step, old, new in moved_by(day, working)
        ]
        actions.decide_day(by=by, day=day, working=working, document=self.cleaned_data["document"])
        return moved


def listed(request: HttpRequest) -> HttpResponse:
    by = require(request, Verb.DECIDE)
    form = DayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            moved = form.save(by)
        except ValidationError as error:
            form.absorb(error)
        else:
            day: date = form.cleaned_data["day"]
            messages.success(request, _said(day, moved))
            return redirect(f"{reverse('working-days')}?nam={day.year}")
    return render(request, "working_days/list.html", {"form": form, **_year(request)})


def _said(day: date, moved: list[str]) -> str:
    written = _("Đã ghi ngày %(day)s.") % {"day": format_date(day)}
    if not moved:
        return f"{written} {_('Không mốc nhắc nào của kỳ đang mở phải dời.')}"
    return f"{written} {_('Mốc nhắc dời theo: %(moved)s. Thời hạn gửi không đổi.') % {'moved': '; '.join(moved)}}"


def _year(request: HttpRequest) -> dict[str, Any]:
    asked = request.GET.get("nam", "")
    year = int(asked) if asked in {str(each) for each in YEARS} else min(max(today().year, YEARS[0]), YEARS[-1])
    decided = decided_days()
    rows = WorkingDay.objects.filter(day__year=year).select_related("entered_by").order_by("day", "-pk")
    held: dict[date, WorkingDay] = {}
    for row in rows:
        held.setdefault(row.day, row)
    return {
        "year": str(year),
        "years": [str(each) for each in YEARS],
        "known": [(day, name, is_working_day(day, decided)) for day, name in rest_days(year).items()],
        "rows": [(row, held[row.day] is row) for row in rows],
        "crumbs": [(_("Cách hiểu của Kế hoạch"), reverse("decisions")), (_("Lịch làm việc"), "")],
    }


urlpatterns: list[URLPattern] = [
    path("lich-lam-viec/", listed, name="working-days"),
]
