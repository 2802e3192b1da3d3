"""Changing what the standing body decides of a reporting regime: one document, one dated decision an element."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from nscl.organisations.actions import decide
from nscl.organisations.models import Decision, User
from nscl.organisations.permissions import allowed
from nscl.organisations.roles import Verb
from nscl.plan import Plan
from nscl.reporting.regimes import DAYS, OFFICE, REMINDERS, key, regime
from nscl.reporting.reminders import offsets_of
from nscl.vn.calendar import now
from nscl.vn.text import clean, excerpt

LAST_DAY = 365


@transaction.atomic
def change_regime(
    plan: Plan, code: str, said: Mapping[str, str], *, document: str, in_force_from: date, reason: str = "", by: User
) -> list[Decision]:
    """Decide those of the elements given that differ from what holds on the day. An element left empty lacks from then
    on, and no round of a periodic regime is opened."""
    if not allowed(by, Verb.DECIDE):
        raise PermissionDenied
    found = regime(plan, code, in_force_from, now())
    if found is None:
        raise ValidationError(_("Kế hoạch không có chế độ báo cáo này."))
    wanted = {name: clean(said[name]).strip() for name in OFFICE if name in said}
    _require_readable(wanted)
    changed = {name: words for name, words in wanted.items() if words != found.said[name]}
    if not changed:
        raise ValidationError(_("Không có yếu tố nào thay đổi so với nội dung đang áp dụng. Sửa rồi ghi lại."))
    return [
        decide(
            by=by,
            plan=plan.slug,
            key=key(code, name),
            value=words,
            document=document,
            in_force_from=in_force_from,
            reason=reason,
        )
        for name, words in changed.items()
    ]


def _require_readable(wanted: Mapping[str, str]) -> None:
    faults = {}
    for name in (REMINDERS, *DAYS):
        words = wanted.get(name, "0")
        if name in DAYS or words:
            try:
                days = offsets_of(words)
            except ValueError:
                days = ()
            if not days or (name in DAYS and len(words.split()) != 1) or max(map(abs, days)) > LAST_DAY:
                message = _(
                    '"%(value)s" không phải số ngày tính từ hạn. Ghi số nguyên, ví dụ -3; 0 là ngày cuối của hạn.'
                )
                faults[name] = message % {"value": excerpt(words)}
    if faults:
        raise ValidationError(faults)
