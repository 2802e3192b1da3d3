"""Opening a round: of a periodic regime, or ad hoc with its own bodies, items and days."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.organisations.models import User
from nscl.organisations.roles import Verb
from nscl.plan import Plan
from nscl.registers.fields import ChoiceField, DateField
from nscl.reporting import actions
from nscl.reporting.models import Round
from nscl.reporting.regimes import Regime, regimes
from nscl.reporting.rounds import ANNUAL
from nscl.scorecard import programme
from nscl.vn.calendar import now, today
from nscl.vn.dates import format_month_day
from nscl.vn.numbers import format_number
from nscl.web.access import require
from nscl.web.asked import answered
from nscl.web.reports.letter import LetterForm


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

    def save(self, by: User, plan: Plan, code: str) -> Round:
        data = dict(self.cleaned_data)
        return actions.open_round(by=by, plan=plan, code=code, year=int(data.pop("year")), **data)


@answered
def open_one(request: HttpRequest, code: str = ANNUAL) -> HttpResponse:
    by = require(request, Verb.OPEN_ROUND)
    _in_use, plan = programme.current()
    found = _regime(plan, code)
    years = _unopened(plan, found)
    form = OpenForm(years, request.POST or None, initial={"year": _likely(years)})
    if request.method == "POST" and form.is_valid():
        try:
            round = form.save(by, plan, code)
        except (ValidationError, IntegrityError) as error:
            form.absorb(error)
        else:
            return opened(request, round)
    context = {
        "form": form,
        "regime": found,
        "years": years,
        "kinds": kinds(plan, code),
        "facts": _printed(plan.in_force(today()), found),
        "steps": opening_steps(0),
        "crumbs": [(_("Báo cáo"), reverse("reports")), (_("Mở kỳ báo cáo"), "")],
    }
    return render(request, "reports/rounds_open.html", context)


def opened(request: HttpRequest, round: Round) -> HttpResponse:
    """To the list of its bodies, which the leader approves."""
    text = _("Đã mở kỳ báo cáo %(round)s. Rà danh sách đơn vị rồi trình lãnh đạo duyệt.")
    messages.success(request, text % {"round": round.called})
    return redirect("roster", round.address)


def kinds(plan: Plan, current: str) -> list[tuple[str, str, bool]]:
    """The regimes a round can be opened of: name, page, whether it is this one."""
    found = regimes(plan.in_force(today()), today(), now())
    return [(str(each.frequency.label), url_of(each), each.code == current) for each in found if each.frequency]


def url_of(found: Regime) -> str:
    """The page that opens a round of it."""
    if found.is_ad_hoc:
        return reverse("round-new-ad-hoc")
    return reverse("round-new") if found.code == ANNUAL else reverse("round-new-of", args=[found.code])


def _regime(plan: Plan, code: str) -> Regime:
    found = next((each for each in regimes(plan.in_force(today()), today(), now()) if each.code == code), None)
    if found is None or found.is_ad_hoc:
        raise Http404
    return found


def _printed(plan: Plan, found: Regime) -> list[tuple[str, str]]:
    """What the plan and the decisions on it say of every round of the regime: its days, then its bodies."""
    return [
        (_("Chốt số liệu hết ngày"), _every_year(found.closing)),
        (_("Đơn vị gửi trước ngày"), _every_year(found.due)),
        (_("Khóa số liệu ngày"), _every_year(found.freeze)),
        (_("Tỉnh báo cáo trước ngày"), _every_year(found.onward)),
        (_("Có trách nhiệm báo cáo"), _("%(n)s đơn vị") % {"n": format_number(len(plan.obliged))}),
        (_("Được đề nghị thông tin"), _("%(n)s đơn vị") % {"n": format_number(len(plan.invited))}),
    ]


def _every_year(month_day: str) -> str:
    return _("%(day)s hằng năm") % {"day": format_month_day(month_day)} if month_day else _("chưa quy định")


def opening_steps(now: int) -> list[tuple[str, str]]:
    """Opening, the list, its approval: `now` counts from 0; past the last all are done."""
    labels = [_("Mở kỳ"), _("Lập danh sách đơn vị"), _("Lãnh đạo duyệt"), _("Thu báo cáo")]
    return [(label, "done" if n < now else "now" if n == now else "next") for n, label in enumerate(labels)]


def _unopened(plan: Plan, found: Regime) -> list[int]:
    opened = set(Round.objects.filter(plan=plan.slug, regime=found.code).values_list("year", flat=True))
    return [year for year in plan.period.years if year not in opened and found.runs_in(year)]


def _likely(years: list[int]) -> int | None:
    """This year, or the next one that has no round yet."""
    return next((year for year in years if year >= today().year), years[0] if years else None)


urlpatterns: list[URLPattern] = [
    path("bao-cao/mo-ky/", open_one, name="round-new"),
    path("bao-cao/mo-ky/<slug:code>/", open_one, name="round-new-of"),
]
