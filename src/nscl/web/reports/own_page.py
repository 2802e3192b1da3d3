"""Pages of one report: found by the address of its round and its body, for who may do the act it is for."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponseBase

from nscl.organisations.models import User
from nscl.organisations.permissions import acts_for, allowed
from nscl.organisations.roles import Verb
from nscl.reporting.models import Report
from nscl.vn.text import clean
from nscl.web.access import require
from nscl.web.reports.in_round import no_round, round_of

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, User, Report, P], HttpResponseBase]


def page_for(verb: Verb) -> Callable[[View[P]], Callable[Concatenate[HttpRequest, str, str, P], HttpResponseBase]]:
    """A year without a round says so; a body that is not in it, or is none of the person's, has no page."""

    def wrap(view: View[P]) -> Callable[Concatenate[HttpRequest, str, str, P], HttpResponseBase]:
        @wraps(view)
        def page(request: HttpRequest, year: str, code: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            user = require(request, verb)
            round = round_of(year)
            if round is None:
                return no_round(request, user, year)
            reports = round.reports.select_related(
                "round", "body", "submitted_by", "accepted_by", "presented_by", "cleared_by"
            )
            report = reports.filter(body__code=clean(code)).first()
            if report is None or not allowed(user, verb, report.body):
                raise Http404
            return view(request, user, report, *args, **kwargs)

        return page

    return wrap


report_page = page_for(Verb.READ_REPORT)


def is_ours(user: User, report: Report) -> bool:
    """Does this person read the report as one of the body's own people?"""
    return acts_for(user, Verb.READ_REPORT, report.body)
