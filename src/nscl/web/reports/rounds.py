"""Rounds: the list, and opening one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import Count, F, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.organisations.models import User
from nscl.organisations.permissions import allowed, within_reach
from nscl.organisations.roles import Verb
from nscl.plan import Plan
from nscl.registers.fields import ChoiceField, DateField
from nscl.reporting import actions, queries
from nscl.reporting.models import Obligation, Round
from nscl.scorecard import programme
from nscl.vn.calendar import today
from nscl.vn.dates import format_month_day
from nscl.vn.numbers import format_number
from nscl.web.access import require
from nscl.web.asked import answered
from nscl.web.reports.board_rows import shown
from nscl.web.reports.in_round import follows_rounds
from nscl.web.reports.letter import LetterForm


def listed(request: HttpRequest) -> HttpResponse:
    """Every round for who follows them; one's own reports by year."""
    user = require(request, Verb.READ_REPORT)
    follows = follows_rounds(user)
    own = [shown(row) for row in queries.rows_of(queries.own_reports(user))]
    context = {
        "follows": follows,
        "rounds": list(_rounds(user)) if follows else [],
        "own": own,
        "may_open": allowed(user, Verb.OPEN_ROUND),
    }
    return render(request, "reports/rounds.html", context)


def _rounds(user: User) -> QuerySet[Round]:
    """With the counts of what this person may read; the standing body's own report is not among them."""
    seen = within_reach(user, Verb.READ_REPORT, "reports__body") & ~Q(reports__obligation=Obligation.STANDING)
    came = seen & Q(reports__first_submitted_at__isnull=False)
    late = Q(reports__obligation=Obligation.OBLIGED, reports__first_submitted_at__date__gte=F("due_before"))
    return Round.objects.annotate(
        bodies=Count("reports", filter=seen),
        received=Count("reports", filter=came),
        late=Count("reports", filter=came & late),
        accepted=Count("reports", filter=seen & Q(reports__accepted_at__isnull=False)),
    )


class OpenForm(LetterForm):
    year = ChoiceField(label=gettext_lazy("Năm báo cáo"), choices=[])
    closing_on = DateField(
        label=gettext_lazy("Ngày chốt số liệu"),
        required=False,
        help_text=gettext_lazy("Để trống thì lấy ngày đã quyết định ở trang Cách hiểu của Kế hoạch"),
    )
    field_order = ("year", "closing_on", "opening_number", "opening_date")

    def __init__(self, years: Iterable[int], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [(str(year), str(year)) for year in years]  # type: ignore[attr-defined]

    def save(self, by: User, plan: Plan) -> Round:
        data = dict(self.cleaned_data)
        return actions.open_round(by=by, plan=plan, year=int(data.pop("year")), **data)


@answered
def open_one(request: HttpRequest) -> HttpResponse:
    by = require(request, Verb.OPEN_ROUND)
    _in_use, plan = programme.current()
    years = _unopened(plan)
    form = OpenForm(years, request.POST or None, initial={"year": _likely(years)})
    if request.method == "POST" and form.is_valid():
        try:
            round = form.save(by, plan)
        except (ValidationError, IntegrityError) as error:
            form.absorb(error)
        else:
            text = _("Đã mở kỳ báo cáo năm %(year)s. Rà danh sách đơn vị rồi trình lãnh đạo duyệt.")
            messages.success(request, text % {"year": round.year})
            return redirect("roster", round.year)
    context = {
        "form": form,
        "years": years,
        "facts": _printed(plan.in_force(today())),
        "steps": opening_steps(0),
        "crumbs": [(_("Báo cáo"), reverse("reports")), (_("Mở kỳ báo cáo"), "")],
    }
    return render(request, "reports/rounds_open.html", context)


def _printed(plan: Plan) -> list[tuple[str, str]]:
    """What the plan and the decisions on it say of every round."""
    closing = str(actions.closing_day(plan, today().year))
    return [
        (_("Đơn vị gửi trước ngày"), _every_year(plan.deadline("bodies").before)),
        (_("Tỉnh báo cáo trước ngày"), _every_year(plan.deadline("province").before)),
        (_("Ngày chốt đã quyết định"), _every_year(closing)),
        (_("Có trách nhiệm báo cáo"), _("%(n)s đơn vị") % {"n": format_number(len(plan.obliged))}),
        (_("Được đề nghị thông tin"), _("%(n)s đơn vị") % {"n": format_number(len(plan.invited))}),
    ]


def _every_year(month_day: str) -> str:
    return _("%(day)s hằng năm") % {"day": format_month_day(month_day)}


def opening_steps(now: int) -> list[tuple[str, str]]:
    """Opening, the list, its approval: `now` counts from 0; past the last all are done."""
    labels = [_("Mở kỳ"), _("Lập danh sách đơn vị"), _("Lãnh đạo duyệt"), _("Thu báo cáo")]
    return [(label, "done" if n < now else "now" if n == now else "next") for n, label in enumerate(labels)]


def _unopened(plan: Plan) -> list[int]:
    opened = set(Round.objects.filter(plan=plan.slug).values_list("year", flat=True))
    return [year for year in plan.period.years if year not in opened]


def _likely(years: list[int]) -> int | None:
    """This year, or the next one that has no round yet."""
    return next((year for year in years if year >= today().year), years[0] if years else None)


urlpatterns: list[URLPattern] = [
    path("bao-cao/", listed, name="reports"),
    path("bao-cao/mo-ky/", open_one, name="round-new"),
]
