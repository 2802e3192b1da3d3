"""Snapshots: what a report said at the moment it was sent."""

from __future__ import annotations

from collections.abc import Iterator

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from nscl.history.chain import Head
from nscl.organisations.models import User
from nscl.reporting import sealing
from nscl.reporting.reports import Report
from nscl.vn.dates import format_moment


class SnapshotQuerySet(models.QuerySet["Snapshot"]):
    def heads(self) -> Iterator[Head]:
        """What the receipts say the history was, in the order they were given."""
        sent = self.order_by("taken_at", "pk").values_list(
            "chain_head", "taken_at", "report__receipt_number", "report__body__name", "report__round__year"
        )
        for head, at, number, body, year in sent.iterator():
            words = _("biên nhận số %(number)04d của %(body)s, năm %(year)s, %(time)s")
            yield Head(head, words % {"number": number, "body": body, "year": year, "time": format_moment(at)})


class Snapshot(models.Model):
    """Figures, words and digests of attachments of one sending. Sending again makes a new one; this never changes.

    `chain_head`: the hash the sending was given in the history, printed on its receipt.
    """

    report = models.ForeignKey(Report, models.PROTECT, related_name="snapshots")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    chain_head = models.CharField(max_length=64)
    taken_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    taken_at = models.DateTimeField()

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        ordering = ("report", "number")
        verbose_name = _("bản chụp")
        constraints = (models.UniqueConstraint(fields=["report", "number"], name="snapshots_of_a_report_are_numbered"),)
        triggers = (pgtrigger.Protect(name="a_snapshot_never_changes", operation=pgtrigger.Update | pgtrigger.Delete),)

    @property
    def is_intact(self) -> bool:
        """Does the content still say what its SHA-256 says?"""
        return sealing.digest(self.content) == self.sha256
