"""A document: a file we hold, or a reference to one kept elsewhere."""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nscl.organisations.models import Body, User

_REFUSED_BY_DISKS = re.compile(r'[\\/:*?"<>|\n\t]+')
_ENDING = re.compile(r"\.(pdf|docx?|xlsx?|png|jpe?g)$", re.IGNORECASE)


class Document(models.Model):
    """A file by its SHA-256, or a document's number and day; or both. `body` is who brought it."""

    title = models.CharField(_("tên tài liệu"), max_length=300)
    number = models.CharField(_("số, ký hiệu"), max_length=80, blank=True)
    issued_on = models.DateField(_("ngày ban hành"), null=True, blank=True)
    expires_on = models.DateField(_("hết hiệu lực"), null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    extension = models.CharField(max_length=8, blank=True)
    media_type = models.CharField(max_length=120, blank=True)
    body = models.ForeignKey(Body, models.PROTECT, related_name="documents")
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("tài liệu chứng minh")
        constraints = (
            models.CheckConstraint(
                condition=~Q(sha256="") | ~Q(number=""), name="a_document_is_a_file_or_has_a_number"
            ),
            models.UniqueConstraint(
                fields=["body", "sha256"], condition=~Q(sha256=""), name="one_file_is_kept_once_for_a_body"
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def path(self) -> Path:
        return Path(settings.EVIDENCE_FOLDER) / self.sha256[:2] / self.sha256

    @property
    def file_name(self) -> str:
        """The name it is saved under: the title without signs a disk refuses, and the ending of what the file is."""
        plain = _ENDING.sub("", _REFUSED_BY_DISKS.sub("-", self.title)).strip(" .")
        return f"{plain or 'tai-lieu'}.{self.extension}"
