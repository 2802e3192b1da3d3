"""Who signs for a body though he does not lead it: a deputy, who signs by order, who holds a written delegation."""

from __future__ import annotations

from datetime import date, timedelta

import pghistory
import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nscl.organisations.bodies import Body
from nscl.organisations.people import User


class Authority(models.TextChoices):
    """In whose place somebody signs; the value is what papers print before the title of the head."""

    FOR_THE_HEAD = "KT", _("Ký thay (KT.)")
    BY_ORDER = "TL", _("Ký thừa lệnh (TL.)")
    DELEGATED = "TUQ", _("Ký thừa ủy quyền (TUQ.)")


class DelegationQuerySet(models.QuerySet["Delegation"]):
    def in_force(self, day: date) -> DelegationQuerySet:
        return self.filter(since__lte=day).filter(Q(until=None) | Q(until__gte=day))


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class Delegation(models.Model):
    """A right to sign: the document it rests on and its dates. Taken back, its last day is moved; the row stays."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="delegations")
    user = models.ForeignKey(User, models.PROTECT, related_name="delegations")
    authority = models.CharField(_("hình thức ký"), max_length=3, choices=Authority.choices)
    position = models.CharField(_("chức vụ ghi khi ký"), max_length=120)
    document = models.CharField(_("văn bản"), max_length=300)
    since = models.DateField(_("từ ngày"))
    until = models.DateField(_("đến hết ngày"), null=True, blank=True)
    entered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField()

    objects = DelegationQuerySet.as_manager()

    class Meta:
        ordering = ("-since", "-pk")
        verbose_name = _("ủy quyền ký")
        constraints = (
            models.CheckConstraint(condition=~Q(document=""), name="a_right_to_sign_rests_on_a_document"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since") - timedelta(days=1)),
                name="a_right_to_sign_does_not_end_before_it_began",
            ),
            models.CheckConstraint(
                condition=~Q(authority="TUQ") | Q(until__isnull=False), name="a_written_delegation_has_a_last_day"
            ),
        )  # fmt: skip
        triggers = (pgtrigger.Protect(name="rights_to_sign_are_not_deleted", operation=pgtrigger.Delete),)

    def __str__(self) -> str:
        return f"{self.authority}. {self.position}, {self.user.full_name}"

    def is_in_force(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)
