"""The freeze: what is still missing, the one computation for the province, and what changed since."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from nscl.organisations.models import User
from nscl.organisations.permissions import allowed
from nscl.organisations.roles import Verb
from nscl.reporting import actions
from nscl.reporting.adjustments import adjustments
from nscl.reporting.models import Round
from nscl.reporting.plans import plan_of
from nscl.reporting.queries import Tally, tally
from nscl.reporting.updates import Update, updates
from nscl.scorecard.evaluate import evaluate
from nscl.vn.calendar import now, today
from nscl.vn.dates import format_date, format_moment
from nscl.web.figures import difference
from nscl.web.lines import printed
from nscl.web.reports.in_round import province_page


@province_page()
def freeze(request: HttpRequest, user: User, round: Round) -> HttpResponse:
    if request.method == "POST":
        return _frozen(request, user, round)
    context = {
        "round": round,
        "year": str(round.year),
        "called": round.called,
        "tally": tally(round, at=round.frozen_at),
        "crumbs": [
            (_("Báo cáo"), reverse("reports")),
            (round.label, reverse("board", args=[round.address])),
            (_("Số liệu đã khóa") if round.is_frozen else _("Khóa số liệu"), ""),
        ],
    }
    if round.is_frozen:
        return render(request, "reports/freeze_done.html", context | _after(round))
    return render(request, "reports/freeze.html", context | _before(round, user, context["tally"]))  # type: ignore[arg-type]


def _frozen(request: HttpRequest, user: User, round: Round) -> HttpResponse:
    try:
        actions.freeze(round, by=user)
    except PermissionDenied as error:
        raise Http404 from error
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Đã khóa số liệu %(round)s.") % {"round": round.called})
    return redirect("freeze", round.address)


def _before(round: Round, user: User, counts: Tally) -> dict[str, Any]:
    """What the freeze would keep now, and what it would miss."""
    lines = evaluate(plan_of(round), year=round.year, until=round.closing_on)
    hindrance = _hindrance(round)
    return {
        "rows": [(line, printed(line, line.value)) for line in lines],
        "unconfirmed": [line for line in lines if line.unconfirmed],
        "unaccepted": counts.bodies - counts.accepted,
        "hindrance": hindrance,
        "may_freeze": allowed(user, Verb.FREEZE_ROUND) and not hindrance,
        "moment": format_moment(now()),
    }


def _hindrance(round: Round) -> str:
    """Why nobody can freeze yet."""
    if not round.is_approved:
        return _("Danh sách báo cáo chưa được duyệt.")
    if round.closing_on >= today():
        return _("Khóa được từ ngày sau ngày chốt số liệu %(day)s.") % {"day": format_date(round.closing_on)}
    return ""


def _after(round: Round) -> dict[str, Any]:
    found = updates(round)
    adjusted = [] if round.number else adjustments([round.year], now())
    return {
        "rows": list(_compared(found)),
        "changed": sum(bool(update.difference) for update in found),
        "adjusted": [(each, reverse("row", args=[each.register.slug, each.row.pk])) for each in adjusted],
    }


def _compared(found: Iterable[Update]) -> Iterable[dict[str, Any]]:
    for update in found:
        line = update.now
        causes = [
            (_("xác nhận, sửa, rút sau khi khóa"), update.late),
            (_("phát sinh sau ngày chốt"), update.after),
        ]
        yield {
            "line": line,
            "state": update.state,
            "reported": printed(line, update.reported),
            "updated": printed(line, line.value),
            "difference": difference(update.difference, line.unit),
            "causes": [f"{label} {difference(value, line.unit)}" for label, value in causes if value],
        }


urlpatterns: list[URLPattern] = [
    path("bao-cao/<round:year>/khoa/", freeze, name="freeze"),
]
