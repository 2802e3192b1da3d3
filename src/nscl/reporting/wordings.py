"""Wordings: what an officer writes around the figures of a line, for the province's paper of a round."""

from __future__ import annotations

from datetime import datetime

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nscl.organisations.models import User
from nscl.reporting.rounds import Round


class WordingQuerySet(models.QuerySet["Wording"]):
    def standing(self, at: datetime) -> dict[str, Wording]:
        """By indicator, the last one written until a moment: one query."""
        last = self.filter(at__lte=at).order_by("indicator", "-version").distinct("indicator")
        return {wording.indicator: wording for wording in last.select_related("by")}


class Wording(models.Model):
    """The words of one line: the last one stands, an empty one gives the line back to the house's words.

    `text` holds places for figures, never a figure. `case` is what it was written for (a state, a count of nothing):
    in any other it would not be true. `version` tells an author whether somebody else wrote in between.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="wordings")
    indicator = models.CharField(_("chỉ tiêu"), max_length=12)
    version = models.PositiveIntegerField()
    text = models.TextField(_("lời văn"), blank=True)
    case = models.CharField(max_length=20)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = WordingQuerySet.as_manager()

    class Meta:
        ordering = ("round", "indicator", "version")
        verbose_name = _("lời văn của chỉ tiêu")
        constraints = (
            models.UniqueConstraint(fields=["round", "indicator", "version"], name="wordings_of_a_line_are_numbered"),
            models.CheckConstraint(condition=Q(version__gte=1), name="the_first_wording_of_a_line_is_number_one"),
            models.CheckConstraint(condition=~Q(text__regex="[0-9]"), name="a_wording_holds_no_figure"),
        )
        triggers = (pgtrigger.Protect(name="wordings_are_append_only", operation=pgtrigger.Update | pgtrigger.Delete),)
