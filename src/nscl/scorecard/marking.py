"""Which figures of the province marking statistics for a year's report would change."""

from __future__ import annotations

from typing import Any, Final

from django.db import transaction

from nscl.economy.actions import mark_for_report
from nscl.organisations.models import User
from nscl.plan import Plan
from nscl.scorecard.evaluate import evaluate_one
from nscl.scorecard.rows import Effect
from nscl.vn.calendar import today

STANDING_ON_MARKS: Final = ("productivity.tfp_share", "productivity.labour_growth")


def effects_of_marking(plan: Plan, *, by: User, year: int, **figures: Any) -> list[Effect]:
    """Lines that stand on report figures, of the marked year and of this one. It is tried, measured, and undone.
    Raises ValidationError as the marking itself would."""
    years = sorted({year, today().year} & set(plan.period.years))
    asked = [(each.code, on) for each in plan.indicators if each.measure in STANDING_ON_MARKS for on in years]
    before = {key: evaluate_one(plan, key[0], year=key[1]) for key in asked}
    with transaction.atomic():
        mark_for_report(by=by, year=year, province=plan.province.full_name, **figures)
        after = {key: evaluate_one(plan, key[0], year=key[1]).value for key in asked}
        transaction.set_rollback(True)
    return [Effect(line, line.value, after[key]) for key, line in before.items() if line.value != after[key]]
