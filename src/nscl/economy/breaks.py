"""What a person decided about a break of a series: spliced with an assumption, or waived, by name and with a reason."""

from __future__ import annotations

from datetime import datetime

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nscl.economy.estimates import Estimate
from nscl.economy.series import Series
from nscl.organisations.models import User


class Treatment(models.TextChoices):
    SPLICED = "spliced", _("nối chuỗi")
    WAIVED = "waived", _("bỏ qua, dùng nguyên số")


class BreakMark(models.Model):
    """The last mark of a year holds. `growth`: the growth into the year that the splice assumes, in per cent."""

    series = models.ForeignKey(Series, models.PROTECT, related_name="break_marks")
    year = models.PositiveSmallIntegerField(_("năm"))
    treatment = models.CharField(_("cách xử lý"), max_length=8, choices=Treatment.choices)
    growth = models.DecimalField(_("mức tăng giả định (%)"), max_digits=7, decimal_places=3, null=True, blank=True)
    reason = models.TextField(_("lý do"), max_length=2000)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("series", "year", "pk")
        verbose_name = _("xử lý chỗ gãy")
        constraints = (
            models.CheckConstraint(condition=~Q(reason=""), name="a_break_is_treated_with_a_reason"),
            models.CheckConstraint(
                condition=Q(treatment=Treatment.SPLICED, growth__isnull=False)
                | Q(treatment=Treatment.WAIVED, growth=None),
                name="only_a_splice_assumes_a_growth",
            ),
        )
        triggers = (
            pgtrigger.Protect(name="break_marks_are_append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        )


def standing(series: Series, at: datetime) -> dict[int, BreakMark]:
    """The mark that holds for each year of a series at a moment: one query."""
    return {mark.year: mark for mark in series.break_marks.filter(at__lte=at).order_by("pk")}


def marks_of(estimate: Estimate) -> list[BreakMark]:
    """The breaks as they were treated when it was computed; one kept before marks were kept names none."""
    numbers = [number for own in estimate.conventions.get("breaks", {}).values() for number in own]
    return list(BreakMark.objects.filter(pk__in=numbers).select_related("series", "by").order_by("year", "pk"))
