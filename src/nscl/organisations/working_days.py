"""Days of the working calendar decided by hand: what the library of public holidays does not know, and swapped days."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nscl.organisations.people import User


class WorkingDay(models.Model):
    """Whether offices work on one day, and the document that says so. The last row of a day holds."""

    day = models.DateField(_("ngày"))
    working = models.BooleanField(_("làm việc"))
    document = models.CharField(_("văn bản"), max_length=300)
    entered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ("day", "pk")
        verbose_name = _("ngày của lịch làm việc")
        constraints = (models.CheckConstraint(condition=~Q(document=""), name="a_day_is_decided_by_a_document"),)
        triggers = (
            pgtrigger.Protect(name="working_days_are_append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        )


def decided_days() -> Mapping[date, bool]:
    """For every day decided by hand, whether offices work: what `vn.calendar` takes as its `extra` days. One query."""
    return dict(WorkingDay.objects.order_by("pk").values_list("day", "working"))
