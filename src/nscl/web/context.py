"""What every page is given: whose site it is, the day it stands on, where one may go."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from nscl.organisations.models import User
from nscl.plan import Plan
from nscl.scorecard import programme
from nscl.vn.calendar import today
from nscl.vn.dates import format_date
from nscl.web import agenda, navigation


def site(request: HttpRequest) -> dict[str, Any]:
    """Two queries at most: the plan in use and, for who is signed in, how much work waits."""
    user = getattr(request, "user", None)
    waiting = agenda.count(user) if isinstance(user, User) else 0
    return {
        "site": _site(),
        "today": today(),
        "demo_day": today() if settings.DEMO else None,
        "navigation": navigation.bar(request, user, waiting) if user else [],
        "footer_links": navigation.foot(user) if user else [],
    }


def _site() -> dict[str, str]:
    try:
        in_use, plan = programme.current()
    except programme.NoPlan:
        return {}
    return {
        "agency": plan.issuer,
        "title": plan.short_title,
        "standing_body": in_use.standing_body.name,
        "plan_line": _plan_line(plan),
    }


def _plan_line(plan: Plan) -> str:
    words = {"plan": plan.citation, "day": format_date(plan.issued_on), "issuer": plan.issuer}
    return _("%(plan)s ngày %(day)s của %(issuer)s") % words
