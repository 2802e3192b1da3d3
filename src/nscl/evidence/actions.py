"""Taking evidence in."""

from __future__ import annotations

import hashlib
import os
from datetime import date
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from nscl.evidence.kinds import TITLES, FileKind, recognise
from nscl.evidence.models import Document
from nscl.history.acts import record, subject_of
from nscl.organisations.models import Body, User
from nscl.vn.calendar import now
from nscl.vn.numbers import format_number
from nscl.vn.text import clean


@transaction.atomic
def add_file(*, by: User, body: Body, file: UploadedFile, title: str = "") -> Document:
    """Keep an uploaded file. The same file brought twice by one body is one document."""
    name = clean(file.name or "")[:200]
    kind, content = _read(file, name)
    digest = hashlib.sha256(content).hexdigest()
    known = Document.objects.filter(body=body, sha256=digest).first()
    if known:
        return known
    document = Document(
        title=clean(title) or name,
        sha256=digest,
        size=len(content),
        extension=kind.extension,
        media_type=kind.media_type,
        body=body,
        added_by=by,
        added_at=now(),
    )
    document.full_clean()
    document.save()
    _store(document.path, content)
    record(
        by=by,
        verb="evidence.added",
        subject=subject_of(document),
        summary=document.title,
        body_id=body.pk,
        sha256=digest,
    )
    return document


@transaction.atomic
def add_reference(*, by: User, body: Body, title: str, number: str, issued_on: date | None = None) -> Document:
    """A document kept elsewhere, by its number and day."""
    document = Document(
        title=clean(title), number=clean(number), issued_on=issued_on, body=body, added_by=by, added_at=now()
    )
    document.full_clean()
    document.save()
    record(by=by, verb="evidence.added", subject=subject_of(document), summary=document.title, body_id=body.pk)
    return document


def _read(file: UploadedFile, name: str) -> tuple[FileKind, bytes]:
    size, limit = file.size or 0, settings.EVIDENCE_LIMIT
    if size > limit:
        raise ValidationError(
            _('Tệp "%(file)s" nặng %(size)s MB, quá %(max)s MB. Nén hoặc tách tệp rồi tải lại.')
            % {"file": name, "size": format_number(size / 1024**2, 1), "max": limit // 1024**2}
        )
    content = file.read()
    kind = recognise(content)
    if kind is None:
        raise ValidationError(
            _('Tệp "%(file)s" không phải %(kinds)s, hoặc có macro. Lưu lại dưới dạng PDF rồi tải lên.')
            % {"file": name, "kinds": TITLES}
        )
    return kind, content


def _store(path: Path, content: bytes) -> None:
    """Written aside, then moved: a file of this name is always whole."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = path.with_suffix(f".{os.getpid()}")
    part.write_bytes(content)
    part.chmod(0o600)
    part.replace(path)
