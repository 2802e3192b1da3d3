"""Undoing a confirmation given by mistake: by who gave it, while no sealed figure rests on it."""

from __future__ import annotations

from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from nscl.history.acts import record, subject_of
from nscl.history.models import Event
from nscl.organisations.models import User
from nscl.organisations.roles import Verb
from nscl.registers.actions import Row, locked, require
from nscl.registers.adjusting import FROZEN
from nscl.registers.entry import Entry, RowState

SENT: Final = ("report.submit", "report.approve_own")  # acts that seal the figures of one reporting body


@transaction.atomic
def undo_confirmation(row: Row, *, by: User) -> Row:
    """The row is a draft again; the one it had replaced stands again. Undoing twice is undoing once."""
    require(by, Verb.CONFIRM_ROWS, row.reported_by)
    row = locked(row)
    if row.state is RowState.WAITING:
        return row
    if refusal := undo_refusal(row, by=by):
        raise ValidationError(refusal)
    row.confirmed_by = row.confirmed_at = None
    row.save(update_fields=["confirmed_by", "confirmed_at"])
    _record("row.unconfirmed", row, by)
    if row.supersedes:
        old = locked(row.supersedes)
        old.superseded_at = None
        old.save(update_fields=["superseded_at"])
        _record("row.reinstated", old, by)
    return row


def undo_refusal(row: Any, *, by: User) -> str:
    """Why this person, who may confirm rows of this body, cannot undo this confirmation; empty when he can."""
    if row.state is not RowState.CONFIRMED:
        return _("Dòng này đã rút hoặc đã được thay nên không hoàn tác xác nhận được.")
    if row.confirmed_by_id != by.pk:
        return _("Chỉ %(person)s, người đã xác nhận dòng này, hoàn tác được.") % {"person": row.confirmed_by.full_name}
    later = getattr(row, "superseded_by", None)
    if later and later.state is RowState.WAITING:
        message = _("Dòng %(number)s đang chờ xác nhận để thay dòng này. Bỏ bản nháp đó rồi hoàn tác.")
        return message % {"number": later.pk}
    if _is_sealed(row):
        return _(
            "Từ lúc xác nhận dòng này đã có báo cáo gửi đi hoặc số liệu đã khóa nên không hoàn tác được. "
            'Dùng "Rút xác nhận" hoặc "Thay bằng dòng mới".'
        )
    return ""


def _is_sealed(row: Entry) -> bool:
    """Have figures that may hold the row been sealed since it was confirmed? The history tells."""
    confirmed = Event.objects.of(subject_of(row)).filter(verb="row.confirmed").values("id")[:1]
    sealing = Q(verb__in=SENT, body_id=row.reported_by.pk) | Q(verb=FROZEN)
    return Event.objects.filter(sealing, id__gt=confirmed).exists()


def _record(verb: str, row: Entry, by: User) -> None:
    record(by=by, verb=verb, subject=subject_of(row), summary=str(row), body_id=row.reported_by.pk)
