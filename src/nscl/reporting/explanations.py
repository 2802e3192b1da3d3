"""Reasons: why a body leaves something as it is although a check warned of it."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nscl.organisations.models import User
from nscl.reporting.reports import WORDS_ARE_CLOSED, Report

REASON_LIMIT = 2_000


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Explanation(models.Model):
    """The reason given for one warning of one rule. `seen` is the digest of the warning as its author read it: once it
    says something else it asks for a reason again."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="explanations")
    rule = models.CharField(max_length=40)
    code = models.CharField(max_length=12)
    seen = models.CharField(max_length=64)
    reason = models.TextField(_("lý do"), max_length=REASON_LIMIT)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("report", "pk")
        verbose_name = _("lý do giữ nguyên")
        constraints = (
            models.UniqueConstraint(
                fields=["report", "rule", "code"], name="a_warning_is_explained_once_in_a_report"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="a_warning_is_explained_by_words"),
        )  # fmt: skip
        triggers = (
            pgtrigger.Trigger(
                name="reasons_of_a_sent_report_are_closed",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=pgtrigger.Func(WORDS_ARE_CLOSED),
            ),
        )
