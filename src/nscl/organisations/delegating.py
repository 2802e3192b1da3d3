"""Verbs on rights to sign, and who signs for a body on a day."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from nscl.history.acts import record, subject_of
from nscl.organisations.delegations import Authority, Delegation
from nscl.organisations.models import Body, Succession, User
from nscl.organisations.permissions import AnyUser, acts_for, allowed, people_who_may, signed_in
from nscl.organisations.roles import Verb
from nscl.vn.calendar import now, today
from nscl.vn.dates import format_date
from nscl.vn.text import clean

DEPUTY = "phó "


def delegations_of(user: User, body: Body) -> QuerySet[Delegation]:
    """His rights to sign for a body or, once it has ended, for its successors; the newest first."""
    heirs = Succession.objects.filter(body=body, on__lte=today()).values("successor")
    return Delegation.objects.filter(Q(body=body) | Q(body__in=heirs), user=user)


def delegation_of(user: User, body: Body) -> Delegation | None:
    """The right to sign he holds today beside his role."""
    return delegations_of(user, body).in_force(today()).first()  # type: ignore[attr-defined]


def signs_for(user: AnyUser, body: Body) -> bool:
    """May this person sign for the body today: by his role, or by a right in force?"""
    if not signed_in(user) or not user.is_active:
        return False
    return acts_for(user, Verb.SUBMIT_REPORT, body) or (
        acts_for(user, Verb.READ_REPORT, body) and delegation_of(user, body) is not None
    )


def lapsed(user: User, body: Body) -> str:
    """Why he does not sign although a right of his was entered: it is over, or has not begun. Empty where none was, and
    where one is in force."""
    entered = list(delegations_of(user, body))
    if not entered or any(row.is_in_force(today()) for row in entered):
        return ""
    last = entered[0]
    heads = "; ".join(user.full_name for user in _others_who_sign(user, body)) or _("người đứng đầu cơ quan")
    if last.since > today():
        message = _("Ủy quyền ký của bạn có hiệu lực từ ngày %(day)s. Trình %(head)s ký.")
        return message % {"day": format_date(last.since), "head": heads}
    message = _("Ủy quyền ký của bạn hết hạn ngày %(day)s. Đề nghị %(head)s gia hạn ủy quyền, hoặc trình %(head)s ký.")
    return message % {"day": format_date(last.until) if last.until else "", "head": heads}


@transaction.atomic
def delegate(
    *,
    by: User | None,
    user: User,
    body: Body,
    authority: str,
    position: str,
    document: str,
    since: date,
    until: date | None = None,
) -> Delegation:
    """Enter a right to sign. `by=None` is the installer. A written delegation is not delegated further."""
    if by is not None:
        _require_right(by, body, authority)
    row = Delegation(
        body=body, user=user, authority=authority, position=clean(position).strip(), document=clean(document).strip(),
        since=since, until=until, entered_by=by, entered_at=now(),
    )  # fmt: skip
    _require_sense(row, by)
    row.full_clean()
    row.save()
    _record(row, "signing.delegated", by, why=row.document)
    return row


@transaction.atomic
def end_delegation(row: Delegation, *, on: date, why: str, by: User) -> Delegation:
    """Its last day. What was signed under it keeps its ground."""
    _require_right(by, row.body, "")
    if row.until is not None and on > row.until:
        message = _("Ủy quyền đã định đến hết ngày %(day)s. Chọn ngày đó hoặc ngày trước.")
        raise ValidationError({"on": message % {"day": format_date(row.until)}})
    if (row.since - on).days > 1:
        message = _("Ủy quyền bắt đầu ngày %(day)s. Chọn ngày sau, hoặc ngày liền trước để thu toàn bộ.")
        raise ValidationError({"on": message % {"day": format_date(row.since)}})
    row.until = on
    row.save(update_fields=["until"])
    _record(row, "signing.ended", by, why=clean(why).strip())
    return row


def _require_right(by: User, body: Body, authority: str) -> None:
    if not allowed(by, Verb.GRANT, body):
        raise PermissionDenied
    own = delegation_of(by, body)
    if own and own.authority == Authority.DELEGATED and authority == Authority.DELEGATED:
        raise ValidationError({"authority": _("Người ký thừa ủy quyền không ủy quyền lại. Đề nghị người đứng đầu ký.")})


def _require_sense(row: Delegation, by: User | None) -> None:
    if by == row.user:
        raise ValidationError({"user": _("Không tự ủy quyền cho mình. Nhờ người có quyền khác.")})
    if not acts_for(row.user, Verb.READ_REPORT, row.body):
        message = _("%(name)s chưa có vai trò ở đơn vị này. Trao vai trò trước, rồi ghi ủy quyền.")
        raise ValidationError({"user": message % {"name": row.user.full_name}})
    is_deputy = row.position.lower().startswith(DEPUTY)
    if row.authority == Authority.FOR_THE_HEAD and not is_deputy:
        raise ValidationError(
            {"position": _('Ký thay (KT.) là của cấp phó. Ghi chức vụ bắt đầu bằng "Phó", hoặc chọn hình thức khác.')}
        )
    if row.authority == Authority.DELEGATED and row.until is None:
        raise ValidationError({"until": _("Ủy quyền bằng văn bản phải có thời hạn. Ghi ngày cuối.")})
    if row.until is not None and row.until < row.since:
        raise ValidationError({"until": _("Ngày cuối trước ngày đầu. Sửa một trong hai ngày.")})


def _others_who_sign(user: User, body: Body) -> list[User]:
    return [person for person in people_who_may(Verb.SUBMIT_REPORT, body) if person != user]


def _record(row: Delegation, verb: str, by: User | None, why: str) -> None:
    record(
        by=by, verb=verb, subject=subject_of(row.body), summary=_told(row), why=why, body_id=row.body_id,
        delegation=row.pk,
    )  # fmt: skip


def _told(row: Delegation) -> str:
    until = f"–{format_date(row.until)}" if row.until else ""
    return f"{row.user.full_name}: {row.authority}. {row.position}, {format_date(row.since)}{until}"
