"""Pages of one report: found by its year and its body, for who may read it."""

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


def report_page(view: View[P]) -> Callable[Concatenate[HttpRequest, int, str, P], HttpResponseBase]:
    """A year without a round says so; a body that is not in it, or is not the reader's to read, has no page."""

    @wraps(view)
    def page(request: HttpRequest, year: int, code: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        user = require(request, Verb.READ_REPORT)
        round = round_of(year)
        if round is None:
            return no_round(request, user, year)
        report = round.reports.select_related("round", "body").filter(body__code=clean(code)).first()
        if report is None or not allowed(user, Verb.READ_REPORT, report.body):
            raise Http404
        return view(request, user, report, *args, **kwargs)

    return page


def is_ours(user: User, report: Report) -> bool:
    """Does this person read the report as one of the body's own people?"""
    return acts_for(user, Verb.READ_REPORT, report.body)
