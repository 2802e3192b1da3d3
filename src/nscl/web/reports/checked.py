"""Every check of a report with what it found: what was looked at, and what cannot be looked at yet."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django_stubs_ext import StrOrPromise

from nscl.reporting.checks.catalogue import CheckUp
from nscl.reporting.checks.check import Check, Level
from nscl.reporting.submission import Submission
from nscl.vn.numbers import format_number
from nscl.web.badges import Badge


@dataclass(frozen=True)
class Checked:
    """`unseen`: the figures it does not see because no register counts them."""

    title: StrOrPromise
    badge: Badge
    unseen: str


def checked(submission: Submission, looked: CheckUp) -> list[Checked]:
    return [
        Checked(check.title, _badge(check, len(found)), ", ".join(line.code for line in check.unseen(submission)))
        for check, found in looked.found
    ]


def _badge(check: Check, number: int) -> Badge:
    if not number:
        return Badge(_("đạt"), "tick", "met")
    if check.level is Level.ERROR:
        return Badge(_("%(n)s chỗ phải sửa") % {"n": format_number(number)}, "triangle", "behind")
    return Badge(_("%(n)s cảnh báo") % {"n": format_number(number)}, "hourglass", "awaiting")
