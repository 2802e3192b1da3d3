"""Pages of one round: found by its address, for who may see it; a year without a round says which years have one."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from nscl.organisations.models import User
from nscl.organisations.permissions import AnyUser, allowed, reaches, signed_in
from nscl.organisations.roles import Reach, Verb
from nscl.reporting.models import Round
from nscl.web.access import require

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, User, Round, P], HttpResponseBase]


def round_of(address: str) -> Round | None:
    """The round of an address; of the newest plan, should two plans share the year."""
    year, _hyphen, number = address.partition("-")
    return Round.objects.filter(year=int(year), number=int(number or 0)).order_by("-pk").first()


def follows_rounds(user: AnyUser) -> bool:
    """Does this person read the reports of others than his own bodies?"""
    return bool(reaches(user, Verb.READ_REPORT) - {Reach.OWN})


def reads_province(user: AnyUser) -> bool:
    """Does this person read every report of the province?"""
    return Reach.PROVINCE in reaches(user, Verb.READ_REPORT)


def board_page(view: View[P]) -> Callable[Concatenate[HttpRequest, str, P], HttpResponseBase]:
    """For who follows a whole round; who reads only his own body's reports is led to them."""

    @wraps(view)
    def page(request: HttpRequest, year: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        user = require(request, Verb.READ_REPORT)
        if not follows_rounds(user):
            return redirect("reports")
        return _in_round(view, request, user, year, *args, **kwargs)

    return page


def province_page(*verbs: Verb) -> Callable[[View[P]], Callable[Concatenate[HttpRequest, str, P], HttpResponseBase]]:
    """For who holds one of the verbs; by default, for who reads every report of the province."""

    def wrap(view: View[P]) -> Callable[Concatenate[HttpRequest, str, P], HttpResponseBase]:
        @wraps(view)
        def page(request: HttpRequest, year: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            user = request.user
            may = any(allowed(user, verb) for verb in verbs) if verbs else reads_province(user)
            if not signed_in(user) or not may:
                raise Http404
            return _in_round(view, request, user, year, *args, **kwargs)

        return page

    return wrap


def only_posted(back: str) -> Callable[[View[P]], View[P]]:
    """An address that only takes forms: whoever opens it by hand is led to the page that holds the form."""

    def wrap(view: View[P]) -> View[P]:
        @wraps(view)
        def posted(
            request: HttpRequest, user: User, round: Round, *args: P.args, **kwargs: P.kwargs
        ) -> HttpResponseBase:
            if request.method != "POST":
                return redirect(back, round.address)
            return view(request, user, round, *args, **kwargs)

        return posted

    return wrap


def _in_round(
    view: View[P], request: HttpRequest, user: User, year: str, *args: P.args, **kwargs: P.kwargs
) -> HttpResponseBase:
    round = round_of(year)
    return view(request, user, round, *args, **kwargs) if round else no_round(request, user, year)


def no_round(request: HttpRequest, user: User, year: str) -> HttpResponse:
    years = Round.objects.annual().order_by("-year").values_list("year", flat=True).distinct()
    context = {
        "year": year,
        "years": [str(each) for each in years],
        "may_open": allowed(user, Verb.OPEN_ROUND),
        "crumbs": [(_("Báo cáo"), "/bao-cao/"), (_("Năm %(year)s") % {"year": year}, "")],
    }
    return render(request, "reports/rounds_missing.html", context, status=404)
