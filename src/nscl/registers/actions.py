"""Verbs on rows of any register: enter, edit a draft, discard, confirm, withdraw, correct by a new row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from itertools import pairwise
from typing import Any, Final, TypeVar

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from nscl.evidence.models import Document
from nscl.history.acts import record, subject_of
from nscl.history.models import Event
from nscl.organisations.models import Body, User
from nscl.organisations.permissions import allowed
from nscl.organisations.roles import ROLES, Reach, Verb
from nscl.registers.adjusting import ADJUSTS, period_adjusted
from nscl.registers.entry import Entry, RowState
from nscl.vn.calendar import ZONE, now, today
from nscl.vn.dates import format_date, format_moment
from nscl.vn.text import clean

Row = TypeVar("Row", bound=Entry)
# Writes one list of a row inside the transaction that saves the row; returns what changed, for the history.
WriteList = Callable[[Any], dict[str, Any]]
CHANGES: Final = tuple(
    f"row.{what}"
    for what in (
        "entered",
        "edited",
        "confirmed",
        "unconfirmed",
        "superseded",
        "reinstated",
        "withdrawn",
        "restored",
        "correction_started",
    )
)
UNSEEN: Final = "unseen"  # code of the fault that somebody else changed the row in between


def check_dates(row: Entry) -> None:
    """No fact lies in the future, nor after the end of the body that reports or benefits."""
    for name, day in row.days().items():
        label = capfirst(str(_field(type(row), name).verbose_name))
        if day > today():
            message = _('Ô "%(field)s": ngày %(value)s sau hôm nay (%(today)s). Việc chưa xảy ra thì ghi vào kế hoạch.')
            raise ValidationError(
                {name: message % {"field": label, "value": format_date(day), "today": format_date(today())}}
            )
        for body in filter(None, (row.reported_by, row.beneficiary)):
            check_body_on(body, name, day)


def _check(row: Entry) -> None:
    """Everything a row must be before it is written. The order of its days comes first: it names both of them."""
    if faults := disorder(type(row), row.days()):
        raise ValidationError(faults)
    row.full_clean()
    check_dates(row)


def disorder(model: type[Entry], days: Mapping[str, date]) -> dict[str, str]:
    """Days that lie before a day they must follow, by field: each with both days and what to do."""
    known = [name for name in model.day_order if days.get(name)]
    return {
        later: _("%(later)s (%(end)s) trước %(earlier)s (%(start)s). Sửa một trong hai ngày.")
        % {
            "later": capfirst(str(_field(model, later).verbose_name)),
            "end": format_date(days[later]),
            "earlier": _field(model, earlier).verbose_name,
            "start": format_date(days[earlier]),
        }
        for earlier, later in pairwise(known)
        if days[later] < days[earlier]
    }


def _field(model: type[Entry], name: str) -> Any:
    return model._meta.get_field(name)


def check_body_on(body: Body, field: str, day: date) -> None:
    if refusal := end_refusal(body, day):
        raise ValidationError({field: refusal})


def end_refusal(body: Body, day: date) -> str:
    """Why nothing of that day may be written of this body: it had ended. Empty when it had not."""
    if body.ended_on is None or day <= body.ended_on:
        return ""
    values = {"body": body.name, "date": format_date(body.ended_on), "on": format_date(day)}
    heirs = "; ".join(body.successions.standing().values_list("successor__name", flat=True))
    if not heirs:
        message = _("%(body)s đã kết thúc hoạt động ngày %(date)s; dòng ghi ngày %(on)s là sau ngày đó. Sửa ngày.")
        return message % values
    message = _(
        "%(body)s đã kết thúc hoạt động ngày %(date)s; dòng ghi ngày %(on)s là sau ngày đó. "
        "Chọn đơn vị kế thừa %(heirs)s."
    )
    return message % {**values, "heirs": heirs}


def last_change(row: Entry) -> Event | None:
    """The act that last changed what the row says or where it stands; documents attached change neither."""
    return Event.objects.of(subject_of(row)).filter(verb__in=CHANGES).first()


def _refuse_unseen(row: Entry, seen: str | None, mend: str) -> None:
    """`seen`: the last change the person had before his eyes (its number as text); None where no page was looked at."""
    last = last_change(row)
    if seen is None or last is None or seen == str(last.pk):
        return
    message = _("%(person)s đã sửa dòng này lúc %(moment)s, sau khi bạn mở trang. %(mend)s")
    values = {"person": last.actor_name, "moment": format_moment(last.at), "mend": mend}
    raise ValidationError(message % values, code=UNSEEN)


def require(by: User, verb: Verb, body: Body) -> None:
    if not allowed(by, verb, body):
        raise PermissionDenied


def _rows(row: Entry) -> Any:
    """All rows of the row's register."""
    return type(row)._default_manager


def locked(row: Row) -> Row:
    """The row as it stands now, held until the end of the transaction."""
    return _rows(row).select_for_update(of=("self",)).get(pk=row.pk)


@transaction.atomic
def enter(row: Row, *, by: User, evidence: tuple[Document, ...] = (), lists: tuple[WriteList, ...] = ()) -> Row:
    """Write a new row with its lists, waiting for a second person."""
    require(by, Verb.ENTER_ROWS, row.reported_by)
    row.entered_by, row.entered_at = by, now()
    _check(row)
    row.save(force_insert=True)
    row.evidence.add(*evidence)
    changes = {key: value for write in lists for key, value in write(row).items()}
    record(by=by, verb="row.entered", subject=subject_of(row), summary=str(row), body_id=row.reported_by_id, **changes)
    return row


@transaction.atomic
def edit(row: Row, *, by: User, lists: tuple[WriteList, ...] = (), seen: str | None = None) -> Row:
    """Save changes to a draft and its lists. A confirmed row is corrected by a new one instead."""
    current = locked(row)
    for body in (current.reported_by, row.reported_by):
        require(by, Verb.ENTER_ROWS, body)
    if current.state is not RowState.WAITING:
        raise ValidationError(_('Dòng này đã xác nhận hoặc đã rút nên không sửa được. Dùng "Thay bằng dòng mới".'))
    mend = _("Mở dòng ở một thẻ khác để đối chiếu; bấm lưu lần nữa thì bản của bạn thay bản kia.")
    _refuse_unseen(current, seen, mend)
    _check(row)
    row.save()
    changes = {key: value for write in lists for key, value in write(row).items()}
    record(
        by=by,
        verb="row.edited",
        subject=subject_of(row),
        summary=str(row),
        body_id=row.reported_by_id,
        fields=changed_fields(current, row),
        **changes,
    )
    return row


def changed_fields(old: Entry, new: Entry) -> list[str]:
    """Names of the fields an officer may write that differ between two states of a row."""
    editable = [field for field in old._meta.concrete_fields if field.editable]
    return [field.name for field in editable if getattr(old, field.attname) != getattr(new, field.attname)]


def look(row: Entry, *, by: User) -> None:
    """Reading the private columns of a row is an act of its own: who, when, which row; never what was read."""
    require(by, Verb.READ_PRIVATE, row.reported_by)
    record(by=by, verb="row.private_read", subject=subject_of(row), body_id=row.reported_by_id)


@transaction.atomic
def attach(row: Row, *, by: User, document: Document) -> None:
    """Evidence may come after the confirmation: a signed sheet changes nothing of what the row says."""
    require(by, Verb.ENTER_ROWS, row.reported_by)
    row = locked(row)
    if row.state not in (RowState.WAITING, RowState.CONFIRMED):
        raise ValidationError(_("Dòng này đã rút hoặc đã được thay nên không đính kèm được."))
    if row.evidence.filter(pk=document.pk).exists():
        return
    row.evidence.add(document)
    record(
        by=by,
        verb="row.evidence_attached",
        subject=subject_of(row),
        summary=document.title,
        body_id=row.reported_by_id,
        document=document.pk,
    )


@transaction.atomic
def detach(row: Row, *, by: User, document: Document) -> None:
    """Take evidence off a draft. A confirmed row keeps what it was confirmed by."""
    require(by, Verb.ENTER_ROWS, row.reported_by)
    row = locked(row)
    if row.state is not RowState.WAITING:
        raise ValidationError(_("Dòng này đã xác nhận hoặc đã rút nên không gỡ tài liệu được."))
    if not row.evidence.filter(pk=document.pk).exists():
        return
    row.evidence.remove(document)
    record(
        by=by,
        verb="row.evidence_detached",
        subject=subject_of(row),
        summary=document.title,
        body_id=row.reported_by_id,
        document=document.pk,
    )


@transaction.atomic
def confirm(row: Row, *, by: User, seen: str | None = None, why: str = "") -> Row:
    """A second person accepts the row (or the whole list of a course); it counts from this moment.

    `why`: asked for, and kept, where the row belongs to a period whose figures are frozen.
    """
    require(by, Verb.CONFIRM_ROWS, row.reported_by)
    row = locked(row)
    if row.state is RowState.CONFIRMED:
        return row
    _refuse_unseen(row, seen, _("Xem lại rồi xác nhận."))
    if refusal := confirmation_refusal(row, by=by):
        raise ValidationError(refusal)
    adjusted = _adjusted(row, why)
    row.confirmed_by, row.confirmed_at = by, now()
    if row.supersedes:
        _retire(row.supersedes, row)
    row.validate_constraints()
    row.save()
    record(
        by=by, verb="row.confirmed", subject=subject_of(row), summary=str(row), body_id=row.reported_by_id, **adjusted
    )
    return row


def _adjusted(row: Entry, why: str) -> dict[str, Any]:
    """What the act says of an adjustment after the freeze; nothing where no frozen period is touched."""
    period = period_adjusted(row)
    if period is None:
        return {}
    why = clean(why).strip()
    if not why:
        message = _(
            "Số liệu năm %(year)s đã khóa ngày %(day)s; dòng này thuộc kỳ đó nên chỉ được tính là điều chỉnh sau "
            "chốt. Mở trang của dòng, nêu lý do điều chỉnh rồi xác nhận."
        )
        values = {"year": period.year, "day": format_date(period.at.astimezone(ZONE).date())}
        raise ValidationError({"why": message % values})
    return {"why": why[:2000], ADJUSTS: period.year}


def confirmation_refusal(row: Entry, *, by: User) -> str:
    """Why this person, who may confirm rows of this body, cannot confirm this one; empty when he can."""
    if row.state is not RowState.WAITING:
        return _("Dòng này đã rút hoặc đã được thay nên không xác nhận được.")
    body = {"body": row.reported_by.name}
    if row.entered_by_id == by.pk:
        return _("Bạn là người nhập dòng này nên không xác nhận được. Nhờ người khác trong %(body)s xác nhận.") % body
    if row.beneficiary == row.reported_by and not _from_elsewhere(by, row.reported_by):
        return (
            _("%(body)s vừa báo cáo vừa là đơn vị thụ hưởng nên không tự xác nhận được. Cơ quan thường trực xác nhận.")
            % body
        )
    return ""


def _from_elsewhere(by: User, body: Body) -> bool:
    """Does this person confirm in the name of another body than the one that reported?"""
    memberships = (m for m in by.current_memberships if Verb.CONFIRM_ROWS in ROLES[m.role].verbs)
    return any(ROLES[m.role].reach is Reach.PROVINCE and m.body_id != body.pk for m in memberships)


def _retire(old: Entry, new: Entry) -> None:
    old = locked(old)
    if old.state is not RowState.CONFIRMED:
        raise ValidationError(_("Dòng cũ không còn hiệu lực nên không thay được nữa. Ghi thành dòng mới."))
    old.superseded_at = new.confirmed_at
    old.save(update_fields=["superseded_at"])
    record(
        by=new.confirmed_by,
        verb="row.superseded",
        subject=subject_of(old),
        summary=str(old),
        body_id=old.reported_by_id,
    )


@transaction.atomic
def withdraw(row: Row, *, by: User, why: str) -> Row:
    """Take a row out of the figures, or discard a draft; it stays readable with its reason."""
    require(by, Verb.WITHDRAW_ROWS if row.confirmed_at else Verb.ENTER_ROWS, row.reported_by)
    row = locked(row)
    if row.state not in (RowState.WAITING, RowState.CONFIRMED):
        raise ValidationError(_("Dòng này đã rút hoặc đã được thay từ trước."))
    if row.confirmed_at and not why.strip():
        raise ValidationError({"why": _('Ô "Lý do" còn trống. Nêu lý do rút, ví dụ "ghi nhầm lớp của xã khác".')})
    row.withdrawn_by, row.withdrawn_at, row.withdrawal_reason = by, now(), why.strip()
    row.save()
    record(by=by, verb="row.withdrawn", subject=subject_of(row), summary=str(row), why=why, body_id=row.reported_by_id)
    return row


@transaction.atomic
def restore(row: Row, *, by: User) -> Row:
    """Undo the discarding of a draft. A row once confirmed comes back only as a new row: figures keep their story."""
    require(by, Verb.ENTER_ROWS, row.reported_by)
    row = locked(row)
    if row.state is not RowState.WITHDRAWN or row.confirmed_at:
        raise ValidationError(_("Chỉ lấy lại được bản nháp đã bỏ. Dòng đã xác nhận rồi rút thì ghi thành dòng mới."))
    row.withdrawn_by = row.withdrawn_at = None
    row.withdrawal_reason = ""
    row.save()
    record(by=by, verb="row.restored", subject=subject_of(row), summary=str(row), body_id=row.reported_by_id)
    return row


@transaction.atomic
def start_correction(row: Row, *, by: User) -> Row:
    """A draft that will replace a confirmed row once a second person confirms it; the row's own lists are copied."""
    require(by, Verb.ENTER_ROWS, row.reported_by)
    old = locked(row)
    if old.state is not RowState.CONFIRMED:
        raise ValidationError(_("Chỉ thay được dòng đã xác nhận và còn hiệu lực."))
    pending = _rows(row).filter(supersedes=old).first()
    if pending is not None:
        if pending.state is RowState.WAITING:
            return pending
        raise ValidationError(_("Đã có một dòng thay cho dòng này. Mở dòng đó để sửa tiếp."))
    new = _copy(old)
    new.supersedes = old
    new.entered_by, new.entered_at = by, now()
    new.save(force_insert=True)
    new.evidence.set(old.evidence.all())
    for name in old.copies():
        manager = getattr(old, name)
        for line in manager.all():
            line.pk, line._state.adding = None, True
            setattr(line, manager.field.name, new)
            line.save(force_insert=True)
    record(
        by=by,
        verb="row.correction_started",
        subject=subject_of(new),
        summary=str(new),
        body_id=old.reported_by_id,
        old=old.pk,
    )
    return new


def _copy(old: Row) -> Row:
    blank = {"id", "confirmed_by", "confirmed_at", "withdrawn_by", "withdrawn_at", "withdrawal_reason", "superseded_at"}
    fields = {f.name: getattr(old, f.name) for f in old._meta.fields if f.name not in blank}
    return type(old)(**fields)
