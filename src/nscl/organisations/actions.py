"""Verbs on bodies, people and decisions: one transaction and one history event each."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from nscl.history.acts import record, subject_of
from nscl.organisations.bodies import with_heirs
from nscl.organisations.models import (
    Body,
    Decision,
    Designation,
    Kind,
    Membership,
    Programme,
    Succession,
    Supervision,
    User,
    WorkingDay,
)
from nscl.organisations.permissions import allowed, has_place, may_grant
from nscl.organisations.roles import ROLES, Verb
from nscl.organisations.working_days import decided_days
from nscl.plan import Plan
from nscl.vn.calendar import is_working_day, now, today
from nscl.vn.dates import format_date


def _edits_bodies(by: User | None) -> None:
    """Refuse whoever may not. `by=None` is the installer."""
    if by is not None and not allowed(by, Verb.EDIT_BODIES):
        raise PermissionDenied


@transaction.atomic
def add_body(
    *, by: User | None, code: str, name: str, kind: str, since: date | None = None, document: str = "", **fields: object
) -> Body:
    _edits_bodies(by)
    body = Body(code=code, name=name, kind=kind, started_on=since, **fields)
    body.full_clean(exclude=["search_key", "sort_key"])
    body.save()
    Designation.objects.create(body=body, name=name, kind=kind, since=since or date(1900, 1, 1), document=document)
    record(by=by, verb="body.added", subject=subject_of(body), summary=name, body_id=body.pk)
    return body


@transaction.atomic
def rename_body(
    *,
    by: User,
    body: Body,
    name: str,
    since: date,
    document: str,
    kind: str | None = None,
    short_name: str | None = None,
) -> Designation:
    """A new name (and kind) from a day on; earlier facts keep the name of their day."""
    _edits_bodies(by)
    if since <= body.designations.latest("since").since:
        raise ValidationError(_("Tên mới phải có hiệu lực sau tên đang dùng. Chọn ngày sau."))
    designation = Designation.objects.create(
        body=body, name=name, kind=kind or body.kind, since=since, document=document
    )
    old = body.name
    if since <= today():
        body.name, body.kind = name, designation.kind
        body.short_name = body.short_name if short_name is None else short_name
        body.save()
    record(
        by=by, verb="body.renamed", subject=subject_of(body), summary=f"{old} → {name}", why=document, body_id=body.pk
    )
    return designation


@transaction.atomic
def end_body(*, by: User, body: Body, on: date, successors: Iterable[Body], document: str) -> None:
    """The body's last day is the day before `on`; its successors answer for its rows from `on`."""
    _edits_bodies(by)
    if body.ended_on is not None:
        raise ValidationError(_("Đơn vị đã kết thúc hoạt động ngày %(day)s.") % {"day": format_date(body.ended_on)})
    body.ended_on = on - timedelta(days=1)
    body.full_clean(exclude=["search_key", "sort_key"])
    body.save()
    earlier, heirs = list(Body.objects.filter(successions__successor=body)), list(successors)
    for successor in heirs:
        for gone in (body, *earlier):  # who takes over takes over what had been taken over before
            Succession.objects.get_or_create(body=gone, successor=successor, defaults={"on": on, "document": document})
    told = with_heirs(body.name, (heir.name for heir in heirs))
    record(by=by, verb="body.ended", subject=subject_of(body), summary=told, why=document, body_id=body.pk)


@transaction.atomic
def supervise(*, by: User | None, body: Body, supervisor: Body, since: date, until: date | None = None) -> Supervision:
    _edits_bodies(by)
    line = Supervision.objects.create(body=body, supervisor=supervisor, since=since, until=until)
    record(by=by, verb="body.supervised", subject=subject_of(body), summary=supervisor.name, body_id=body.pk)
    return line


@transaction.atomic
def end_supervision(*, by: User, line: Supervision, on: date) -> None:
    """The last day on which the supervisor reads what the body does."""
    _edits_bodies(by)
    if on < line.since:
        message = _("Việc quản lý bắt đầu ngày %(day)s. Chọn ngày đó hoặc ngày sau.")
        raise ValidationError(message % {"day": format_date(line.since)})
    line.until = on
    line.save(update_fields=["until"])
    record(
        by=by,
        verb="body.supervision_ended",
        subject=subject_of(line.body),
        summary=f"{line.supervisor.name}, {format_date(on)}",
        body_id=line.body_id,
    )


@transaction.atomic
def add_user(
    *, by: User | None, email: str, full_name: str, password: str | None, phone: str = "", demo: bool = False
) -> User:
    if demo and not settings.DEMO:
        raise ValueError("demo accounts exist only in demo mode")
    user = User(email=email.strip().lower(), full_name=full_name, phone=phone, demo=demo, created_at=now())
    if password is None:
        user.set_unusable_password()
    else:
        validate_password(password, user)
        user.set_password(password)
    user.full_clean(exclude=["password"])
    user.save()
    record(by=by, verb="user.added", subject=subject_of(user), summary=full_name)
    return user


@transaction.atomic
def grant(
    *, by: User | None, user: User, body: Body, role: str, since: date, until: date | None = None, position: str = ""
) -> Membership:
    """Give a role in a body. `by=None` is the installer, who makes the first administrator."""
    if by is not None and (by == user or not may_grant(by, role, body)):
        raise PermissionDenied(_("Bạn không trao được vai trò này: nó vượt quyền của bạn."))
    if not has_place(ROLES[role], body):
        raise ValidationError(_("Vai trò này chỉ có ở cơ quan thường trực. Chọn vai trò khác."))
    membership = Membership(user=user, body=body, role=role, since=since, until=until, position=position)
    membership.full_clean()
    membership.save()
    title = str(ROLES[role].title)
    record(
        by=by,
        verb="member.granted",
        subject=subject_of(user),
        summary=f"{user.full_name}: {title}, {body.name}",
        body_id=body.pk,
    )
    return membership


@transaction.atomic
def revoke(*, by: User, membership: Membership, on: date, why: str) -> None:
    """The role's last day. The row stays: what was done under it keeps its ground."""
    if by == membership.user or not may_grant(by, membership.role, membership.body):
        raise PermissionDenied(_("Bạn không thu được vai trò này: nó vượt quyền của bạn."))
    membership.until = on
    membership.save(update_fields=["until"])
    summary = f"{membership.user.full_name}: {membership.role_title}, {membership.body.name}, {format_date(on)}"
    record(
        by=by,
        verb="member.revoked",
        subject=subject_of(membership.user),
        summary=summary,
        why=why,
        body_id=membership.body_id,
    )


@transaction.atomic
def decide(
    *, by: User | None, plan: str, key: str, value: str, document: str, in_force_from: date, reason: str = ""
) -> Decision:
    """A dated answer to what the printed plan leaves open."""
    if by is not None and not allowed(by, Verb.DECIDE):
        raise PermissionDenied
    if not document.strip():
        raise ValidationError(
            _('Ô "Văn bản" còn trống. Nhập số, ngày văn bản quyết định, ví dụ 12/QĐ-UBND ngày 15/01/2026.')
        )
    decision = Decision.objects.create(
        plan=plan,
        key=key,
        value=value,
        document=document,
        in_force_from=in_force_from,
        reason=reason,
        entered_by=by,
        entered_at=now(),
    )
    record(by=by, verb="decision.made", subject=f"decision/{plan}/{key}", summary=f"{key} = {value}", why=document)
    return decision


@transaction.atomic
def decide_day(*, by: User, day: date, working: bool, document: str) -> WorkingDay:
    """Whether offices work on a day, by a document. A later decision on the same day replaces it."""
    if not allowed(by, Verb.DECIDE):
        raise PermissionDenied
    if not document.strip():
        raise ValidationError({"document": _('Ô "Văn bản" còn trống. Nhập số, ngày văn bản quyết định.')})
    if is_working_day(day, decided_days()) == working:
        message = _("Ngày %(day)s đang là ngày làm việc.") if working else _("Ngày %(day)s đang là ngày nghỉ.")
        raise ValidationError({"day": f"{message % {'day': format_date(day)}} {_('Không cần ghi thêm.')}"})
    row = WorkingDay.objects.create(
        day=day, working=working, document=document.strip(), entered_by=by, entered_at=now()
    )
    what = _("làm việc") if working else _("nghỉ")
    record(by=by, verb="calendar.decided", subject=subject_of(row), summary=f"{format_date(day)}: {what}", why=document)
    return row


@transaction.atomic
def adopt(*, plan: Plan, folder: Path) -> Programme:
    """Take a plan into use: its bodies become rows, its own values the first entry of each decision. Safe to repeat."""
    known = {body.code: body for body in Body.objects.all()}
    start = date(1900, 1, 1)
    for printed in plan.bodies:
        if printed.code not in known:
            known[printed.code] = add_body(
                by=None,
                code=printed.code,
                name=printed.name,
                kind=Kind(printed.kind),
                since=start,
                document=plan.number,
                short_name=printed.short,
                notation=printed.abbreviation,
            )
    programme, _created = Programme.objects.update_or_create(
        plan=plan.slug,
        defaults={
            "folder": str(folder),
            "standing_body": known[plan.standing_body],
            "adopted_at": now(),
            "is_current": not Programme.objects.exclude(plan=plan.slug).filter(is_current=True).exists(),
        },
    )
    already = set(Decision.objects.filter(plan=plan.slug).values_list("key", flat=True))
    for open_point in plan.decisions:
        if open_point.key not in already:
            decide(
                by=None,
                plan=plan.slug,
                key=open_point.key,
                value=str(open_point.value),
                document=plan.number,
                in_force_from=date(plan.period.start, 1, 1),
            )
    return programme
