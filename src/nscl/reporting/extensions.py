"""More time for one body in a round: who was given it, until when, by which document."""

from __future__ import annotations

from datetime import date

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nscl.evidence.models import Document
from nscl.organisations.models import User
from nscl.reporting import lateness
from nscl.reporting.reports import Report


class Extension(models.Model):
    """One extension; the last of a report holds. `was_before` is the day it replaced: the first keeps the round's."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="extensions")
    was_before = models.DateField()
    due_before = models.DateField(_("gửi trước ngày"))
    number = models.CharField(_("số, ký hiệu văn bản"), max_length=80)
    signed_on = models.DateField(_("ngày văn bản"))
    reason = models.CharField(_("lý do"), max_length=300)
    file = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        verbose_name = _("gia hạn")
        constraints = (
            models.CheckConstraint(condition=~Q(number=""), name="time_is_extended_by_a_document"),
            models.CheckConstraint(condition=~Q(reason=""), name="time_is_extended_for_a_reason"),
            models.CheckConstraint(condition=~Q(due_before=F("was_before")), name="an_extension_moves_the_day"),
            models.CheckConstraint(
                condition=Q(signed_on__lt=F("was_before")), name="an_extension_is_signed_while_there_is_time"
            ),
        )
        triggers = (pgtrigger.Protect(name="extensions_do_not_change", operation=pgtrigger.Update),)

    @property
    def last_day(self) -> date:
        return lateness.last_day(self.due_before)
