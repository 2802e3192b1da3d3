"""Taking evidence in."""

from __future__ import annotations

import hashlib
from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from nscl.evidence.kinds import TITLES, FileKind, has_macro, is_old_or_protected, recognise
from nscl.evidence.models import Document
from nscl.evidence.storing import hold, store
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
    document.full_clean(validate_constraints=False)
    hold()
    try:
        with transaction.atomic():
            document.save()
    except IntegrityError:  # the same file sent twice at the same moment
        return Document.objects.get(body=body, sha256=digest)
    store(document.path, content)
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
        raise ValidationError(_refusal(content) % {"file": name, "kinds": TITLES})
    return kind, content


def _refusal(content: bytes) -> str:
    if not content:
        return _('Tệp "%(file)s" không có nội dung. Chọn lại tệp rồi tải lên.')
    if has_macro(content):
        return _('Tệp "%(file)s" có macro nên không nhận. Lưu thành tệp không macro, hoặc PDF, rồi tải lại.')
    if is_old_or_protected(content):
        return _('Tệp "%(file)s" có mật khẩu hoặc theo định dạng cũ nên không đọc được. Bỏ mật khẩu, lưu thành PDF.')
    return _('Tệp "%(file)s" không phải %(kinds)s. Lưu lại dưới dạng PDF rồi tải lên.')
