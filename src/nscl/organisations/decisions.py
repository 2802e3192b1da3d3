"""What the Department decides itself: the programme it runs, and dated rows for what the printed plan leaves open."""

from __future__ import annotations

from datetime import date, datetime

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from nscl.organisations.bodies import Body
from nscl.organisations.people import User


class Programme(models.Model):
    """A plan this deployment runs: the folder its printed text is read from."""

    plan = models.CharField(max_length=80, unique=True)
    folder = models.CharField(max_length=400)
    standing_body = models.ForeignKey(Body, models.PROTECT)
    adopted_at = models.DateTimeField()
    is_current = models.BooleanField(default=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["is_current"], condition=models.Q(is_current=True), name="one_current_programme"
            ),
        )


class DecisionQuerySet(models.QuerySet["Decision"]):
    def known(self, at: datetime) -> DecisionQuerySet:
        return self.filter(entered_at__lte=at)


class Decision(models.Model):
    """The value of one open point (`key`) from a day on, and the document that decided it. The next one replaces it."""

    plan = models.CharField(max_length=80)
    key = models.CharField(max_length=80)
    value = models.TextField(_("giá trị"))
    document = models.CharField(_("văn bản"), max_length=300)
    in_force_from = models.DateField(_("áp dụng từ ngày"))
    reason = models.TextField(_("lý do"), blank=True)
    entered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField()

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ("plan", "key", "in_force_from", "entered_at")
        indexes = (models.Index(fields=["plan", "key", "in_force_from"], name="decision_by_key"),)
        triggers = (pgtrigger.Protect(name="decisions_are_append_only", operation=pgtrigger.Update | pgtrigger.Delete),)


def in_force(plan: str, on: date, at: datetime) -> dict[str, Decision]:
    """For every key, the decision that holds on a day as known at a moment: one query."""
    found: dict[str, Decision] = {}
    rows = Decision.objects.filter(plan=plan, in_force_from__lte=on).known(at)
    for row in rows.order_by("key", "in_force_from", "entered_at"):
        found[row.key] = row
    return found
