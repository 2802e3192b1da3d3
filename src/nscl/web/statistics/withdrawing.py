"""Taking values out again: some of a series, or all that one entry brought, with a reason."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from nscl.economy.actions import withdraw_statistics
from nscl.economy.models import Estimate, Observation
from nscl.organisations.roles import Verb
from nscl.vn.numbers import format_number, whole_number
from nscl.web.access import require
from nscl.web.statistics.forms import WithdrawForm

MOST_NUMBERS = 2000


def withdraw(request: HttpRequest) -> HttpResponse:
    """Which values: `so` names each, `lan` one of those that came in the same entry."""
    by = require(request, Verb.EDIT_STATISTICS)
    rows = _asked(request)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            gone = withdraw_statistics(rows, why=form.cleaned_data["why"], by=by)
        except ValidationError as error:
            form.absorb(error)
        else:
            messages.success(request, _("Đã rút %(n)s số liệu.") % {"n": format_number(len(gone))})
            codes = {row.series.code for row in gone}
            return redirect("series", codes.pop()) if len(codes) == 1 else redirect("statistics")
    context = {
        "form": form,
        "rows": rows,
        "estimates": _standing_on({row.pk for row in rows}),
        "crumbs": [(_("Số liệu thống kê"), reverse("statistics")), (_("Rút số liệu"), "")],
    }
    return render(request, "statistics/withdraw.html", context)


def _asked(request: HttpRequest) -> list[Observation]:
    standing = Observation.objects.standing().select_related("series__territory")
    if named := whole_number(request.GET.get("lan", "")):
        one = Observation.objects.filter(pk=named).first()
        if one is None:
            raise Http404
        return list(standing.filter(entered_at=one.entered_at, entered_by=one.entered_by).order_by("series", "year"))
    numbers = [found for text in request.GET.getlist("so")[:MOST_NUMBERS] if (found := whole_number(text))]
    return list(standing.filter(pk__in=numbers).order_by("series", "year", "pk"))


def _standing_on(numbers: set[int]) -> list[Estimate]:
    """Kept estimates that used some of the values; they stay as they are."""
    return [
        estimate
        for estimate in Estimate.objects.only("pk", "title", "inputs")
        if any(numbers & set(line[2]) for lines in estimate.inputs.values() for line in lines)
    ]
