"""Returns: what the standing body asks a body to mend, item by item."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nscl.organisations.models import User
from nscl.reporting import lateness
from nscl.reporting.reports import Part, Report


class ReturnQuerySet(models.QuerySet["Return"]):
    def open(self) -> ReturnQuerySet:
        return self.filter(resolved_at=None)


class Return(models.Model):
    """One item sent back with a reason. `time` counts the returns of the report: lần 1, lần 2 …"""

    report = models.ForeignKey(Report, models.CASCADE, related_name="returns")
    part = models.ForeignKey(Part, models.CASCADE, related_name="returns")
    time = models.PositiveSmallIntegerField()
    reason = models.TextField(_("lý do"))
    due_before = models.DateField(_("trả lời trước ngày"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reply = models.TextField(_("trả lời"), blank=True)
    replied_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    replied_at = models.DateTimeField(null=True)
    resolved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    resolved_at = models.DateTimeField(null=True)

    objects = ReturnQuerySet.as_manager()

    class Meta:
        ordering = ("-time", "part__position")
        verbose_name = _("đề nghị bổ sung")
        constraints = (
            models.UniqueConstraint(fields=["part", "time"], name="an_item_is_returned_once_at_a_time"),
            models.CheckConstraint(condition=~Q(reason=""), name="nothing_is_returned_without_a_reason"),
            models.CheckConstraint(
                condition=Q(reply="") | Q(replied_by__isnull=False, replied_at__isnull=False),
                name="a_reply_is_written_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(resolved_at=None, resolved_by=None)
                | Q(resolved_at__isnull=False, resolved_by__isnull=False),
                name="a_return_is_resolved_by_somebody",
            ),
        )

    @property
    def is_answered(self) -> bool:
        """Replied to, or the words have changed since."""
        return bool(self.reply) or (self.part.edited_at is not None and self.part.edited_at > self.at)

    @property
    def stamp(self) -> str:
        """Tells an author whether somebody else replied in between."""
        return self.replied_at.isoformat() if self.replied_at else ""

    def days_late(self, at: datetime) -> int:
        return lateness.days_late(at, self.due_before)
