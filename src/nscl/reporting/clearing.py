"""The step between who writes a report and who signs it: a head of section clears what others wrote.

It is part of a body's data: a body where nobody holds that role today does without, and its papers say so.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from nscl.organisations.models import Body, Membership, Succession, User
from nscl.organisations.roles import ROLES, Verb
from nscl.reporting.models import Report
from nscl.vn.calendar import today

# who clears and does not sign; a leader may clear in his place, but does not make the step necessary
HEADS = tuple(
    role.slug for role in ROLES.values() if Verb.ENDORSE_REPORT in role.verbs and Verb.SUBMIT_REPORT not in role.verbs
)


@dataclass(frozen=True)
class Clearing:
    """The heads of section of a body, and who of them has not written in the report: nobody clears his own draft."""

    heads: tuple[Membership, ...]
    free: tuple[Membership, ...]

    @property
    def is_needed(self) -> bool:
        return bool(self.free)

    @property
    def skipped(self) -> str:
        """Why the step is left out; empty where it is not."""
        if self.free:
            return ""
        if self.heads:
            return _("trưởng phòng là người soạn nên báo cáo trình thẳng lãnh đạo")
        return _("đơn vị không có trưởng phòng trên hệ thống nên báo cáo trình thẳng lãnh đạo")

    @property
    def names(self) -> str:
        return ", ".join(held.user.full_name for held in self.free)


def clearing_of(report: Report) -> Clearing:
    """Two queries."""
    held = Membership.objects.in_force(today()).filter(_in(report.body), role__in=HEADS, user__is_active=True)
    heads = tuple(held.select_related("user"))
    writers = set(report.writers.values_list("pk", flat=True)) if heads else set()
    return Clearing(heads, tuple(head for head in heads if head.user_id not in writers))


def _in(body: Body) -> Q:
    """A body that has ended is answered for by its successors."""
    if body.ended_on is None:
        return Q(body=body)
    return Q(body=body) | Q(body__in=Succession.objects.filter(body=body, on__lte=today()).values("successor"))


def wrote(report: Report, user: User) -> bool:
    return report.writers.filter(pk=user.pk).exists()
