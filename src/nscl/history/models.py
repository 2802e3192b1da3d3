"""One table: the acts of people, each holding the hash of the one before."""

from __future__ import annotations

import hashlib
import json

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _


class EventQuerySet(models.QuerySet["Event"]):
    def of(self, subject: str) -> EventQuerySet:
        return self.filter(subject=subject)


class Event(models.Model):
    """One act. `subject` names the thing as `kind/id`; `details` never holds a private value in clear."""

    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=200)
    verb = models.CharField(max_length=60)
    subject = models.CharField(max_length=120)
    summary = models.CharField(max_length=400, blank=True)
    why = models.TextField(blank=True)
    details = models.JSONField(default=dict)
    body_id = models.BigIntegerField(null=True)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        indexes = (
            models.Index(fields=["subject", "-id"], name="event_by_subject"),
            models.Index(fields=["body_id", "-id"], name="event_by_body"),
        )
        verbose_name = _("việc đã làm")
        triggers = (pgtrigger.Protect(name="history_is_append_only", operation=pgtrigger.Update | pgtrigger.Delete),)

    def computed_hash(self) -> str:
        content = [
            self.previous_hash,
            self.at.isoformat(),
            self.actor_id,
            self.actor_name,
            self.verb,
            self.subject,
            self.summary,
            self.why,
            self.details,
            self.body_id,
        ]
        canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()
