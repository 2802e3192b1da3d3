"""Giving reasons for what checks warn of."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from nscl.organisations.models import User
from nscl.reporting.actions.writing import begin_writing, touch
from nscl.reporting.checks.catalogue import warnings
from nscl.reporting.explanations import REASON_LIMIT, Explanation
from nscl.reporting.models import Report
from nscl.reporting.submission import submission_of
from nscl.reporting.warned import Warned
from nscl.vn.calendar import now
from nscl.vn.numbers import format_number
from nscl.vn.text import clean

Key = tuple[str, str]  # the rule, and the item or figure it warned of


@transaction.atomic
def explain(
    report: Report, reasons: Mapping[Key, str], *, by: User, seen: Mapping[Key, str] | None = None
) -> list[Warned]:
    """Say why warnings are left as they are; an empty reason takes one back. What warns no more is passed over.

    `seen`: digests of the warnings as they were read; one that says something else now keeps asking.
    """
    report = begin_writing(report, by)
    said = {key: clean(reason).strip() for key, reason in reasons.items()}
    _require_short(said)
    standing = {warned.key: warned for warned in warnings(submission_of(report))}
    changed = [standing[key] for key in said if key in standing and _say(report, standing[key], said[key], by, seen)]
    if changed:
        touch(report, by, "report.explained", rules=[f"{warned.rule}/{warned.code}" for warned in changed])
    return changed


def _say(report: Report, warned: Warned, reason: str, by: User, seen: Mapping[Key, str] | None) -> bool:
    """Whether anything changed."""
    kept, read = warned.explanation, (seen or {}).get(warned.key, warned.seen)
    if not reason:
        return bool(kept and kept.delete())
    if kept and (kept.reason, kept.seen) == (reason, read):
        return False
    Explanation.objects.update_or_create(
        report=report,
        rule=warned.rule,
        code=warned.code,
        defaults={"seen": read[:64], "reason": reason, "by": by, "at": now()},
    )
    return True


def _require_short(said: Mapping[Key, str]) -> None:
    long = {f"{rule}/{code}": reason for (rule, code), reason in said.items() if len(reason) > REASON_LIMIT}
    message = _('Ô "Lý do" dài %(n)s ký tự, quá %(max)s. Rút gọn, hoặc đính kèm thành tệp.')
    if faults := {
        key: [message % {"n": format_number(len(reason)), "max": format_number(REASON_LIMIT)}]
        for key, reason in long.items()
    }:
        raise ValidationError(faults)
