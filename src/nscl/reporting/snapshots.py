"""Snapshots: what a report said at the moment it was sent."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from nscl.organisations.models import User
from nscl.reporting import sealing
from nscl.reporting.reports import Report


class Snapshot(models.Model):
    """Figures, words and digests of attachments of one sending. Sending again makes a new one; this never changes."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="snapshots")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    taken_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    taken_at = models.DateTimeField()

    class Meta:
        ordering = ("report", "number")
        verbose_name = _("bản chụp")
        constraints = (models.UniqueConstraint(fields=["report", "number"], name="snapshots_of_a_report_are_numbered"),)
        triggers = (pgtrigger.Protect(name="a_snapshot_never_changes", operation=pgtrigger.Update | pgtrigger.Delete),)

    @property
    def is_intact(self) -> bool:
        """Does the content still say what its SHA-256 says?"""
        return sealing.digest(self.content) == self.sha256
