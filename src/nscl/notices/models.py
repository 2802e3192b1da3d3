"""Notices on the site, and the mails that wait to go out."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nscl.organisations.models import User

MOST_ATTEMPTS = 10


class NoticeQuerySet(models.QuerySet["Notice"]):
    def of(self, user: User) -> NoticeQuerySet:
        return self.filter(recipient=user)

    def unread(self) -> NoticeQuerySet:
        return self.filter(read_at=None)


class Notice(models.Model):
    """One thing told to one person. `subject` names the thing, so that nobody is told of it twice."""

    recipient = models.ForeignKey(User, models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=30)
    subject = models.CharField(max_length=120)
    text = models.CharField(max_length=600)
    url = models.CharField(max_length=300)
    due_on = models.DateField(null=True)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "-pk")
        verbose_name = _("thông báo")
        constraints = (
            models.UniqueConstraint(fields=["recipient", "subject"], name="a_person_is_told_of_a_thing_once"),
        )
        indexes = (
            models.Index(fields=["recipient"], condition=Q(read_at=None), name="unread_notices_of_a_person"),
        )  # fmt: skip


class MailQuerySet(models.QuerySet["Mail"]):
    def waiting(self) -> MailQuerySet:
        """Not sent yet; what a server has refused so many times is asked no more."""
        return self.filter(sent_at=None, attempts__lt=MOST_ATTEMPTS).order_by("pk")


class Mail(models.Model):
    """One mail to one person, written in the transaction that told him; sent after it, by the daily jobs.

    `error` is the kind of the last failure, never an address.
    """

    recipient = models.ForeignKey(User, models.CASCADE, related_name="+")
    subject = models.CharField(max_length=200)
    body = models.TextField()
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=120, blank=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("thư")
        indexes = (models.Index(fields=["id"], condition=Q(sent_at=None), name="mails_not_sent"),)

    def sent(self, at: datetime) -> None:
        self.sent_at, self.error = at, ""
        self.attempts += 1
        self.save(update_fields=["sent_at", "error", "attempts"])

    def failed(self, error: str) -> None:
        self.error = error[:120]
        self.attempts += 1
        self.save(update_fields=["error", "attempts"])
