"""A report on its way: to its leader, to the standing body, back with reasons, accepted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from nscl.history.acts import record, subject_of
from nscl.history.models import Event
from nscl.organisations.delegating import delegation_of, lapsed
from nscl.organisations.models import Authority, Membership, User
from nscl.organisations.roles import ROLES, Verb
from nscl.plan.codes import task_number
from nscl.reporting import sealing
from nscl.reporting.actions.writing import Carrier, begin_writing
from nscl.reporting.checks.catalogue import require_ready
from nscl.reporting.clearing import Clearing, clearing_of, wrote
from nscl.reporting.conflicts import EditConflict, ReplyConflict
from nscl.reporting.issuing import leads
from nscl.reporting.models import Part, Report, Return, Role, Round, Snapshot, State
from nscl.reporting.plans import plan_of
from nscl.reporting.reports import TEXT_LIMIT
from nscl.reporting.snapshot_content import content_of
from nscl.reporting.submission import Submission, submission_of
from nscl.reporting.transitions import TRANSITIONS, Action, may
from nscl.reporting.warned import Warned
from nscl.vn.calendar import now, today
from nscl.vn.numbers import format_number
from nscl.vn.text import clean


@transaction.atomic
def clear(report: Report, *, by: User) -> Report:
    """Lay the finished report before the body's head of section or, where it has none, before its leader."""
    report = _held(report, Action.CLEAR, by)
    action = Action.PRESENT if clearing_of(report).is_needed else Action.CLEAR
    _require_state(report, action)
    require_ready(submission_of(report))
    if action is Action.PRESENT:
        report.presented_by, report.presented_at = by, now()
    else:
        report.cleared_by, report.cleared_at = by, now()
    return _move(report, action, by)


@transaction.atomic
def endorse(report: Report, *, by: User, seen: str | None = None) -> Report:
    """Clear what somebody else wrote and lay it before the leader. `seen`: the stamp of what was read."""
    report = _begin(report, Action.ENDORSE, by)
    if wrote(report, by):
        raise ValidationError(_not_his_own(clearing_of(report)))
    submission = submission_of(report)
    _require_seen(submission, seen)
    require_ready(submission)
    report.cleared_by, report.cleared_at = by, now()
    return _move(report, Action.ENDORSE, by)


@transaction.atomic
def take_back(report: Report, *, by: User, why: str = "") -> Report:
    """Take the report back from the desk it lies on, to write on. `why`: what the one who hands it back asks for."""
    action = Action.TAKE_BACK_RETURNED if report.returns.open().exists() else Action.TAKE_BACK
    report = _begin(report, action, by)
    _forget_steps(report)
    return _move(report, action, by, why=_short(clean(why).strip(), _("Ý kiến")))


@transaction.atomic
def submit(report: Report, *, by: User, seen: str | None = None) -> Report:
    """Send the report: sealed in a snapshot, with a receipt. Sending twice is one.

    The standing body's own report goes to nobody: another person than its writers approves it, and it is accepted.
    `seen`: the stamp of what the person was reading; nobody signs what he has not read.
    """
    action = Action.APPROVE_OWN if report.is_own else Action.SUBMIT
    report = _held(report, action, by)
    if report.is_sent:
        return report
    _require_state(report, action)
    if report.is_own and report.writers.filter(pk=by.pk).exists():
        raise ValidationError(_written_by(report))
    _require_cleared(report)
    if action is Action.SUBMIT:
        _require_authority(report, by)
    submission = submission_of(report)
    _require_seen(submission, seen)
    return _send(submission, require_ready(submission), action, by)


@transaction.atomic
def return_report(
    report: Report, *, reasons: Mapping[str, str], due_before: date, by: User, due: Mapping[str, date] | None = None
) -> list[Return]:
    """Send items back, each with its reason, to be answered before a day; `due`: days of single items. What was asked
    before is taken as settled."""
    days = {code: (due or {}).get(code, due_before) for code in reasons}
    report = _begin(report, Action.RETURN, by)
    parts = {part.code: part for part in report.parts.filter(code__in=reasons)}
    said = {code: clean(reason).strip() for code, reason in reasons.items()}
    _require_reasons(parts, said, days.values())
    _resolve(report.returns.open(), by)
    report.times_returned += 1
    shared = {"report": report, "time": report.times_returned, "by": by, "at": now()}
    returns = [Return(part=parts[code], reason=why, due_before=days[code], **shared) for code, why in said.items()]
    Return.objects.bulk_create(returns)
    _forget_steps(report)
    _move(
        report,
        Action.RETURN,
        by,
        codes=list(said),
        time=report.times_returned,
        due_before=min(days.values()).isoformat(),
    )
    return returns


@transaction.atomic
def resolve(item: Return, *, by: User) -> Return:
    """Take one item the body has answered as settled; the others stay asked. Settling twice is one."""
    report = _held(item.report, Action.RETURN, by)
    item = report.returns.select_related("part").get(pk=item.pk)
    if item.resolved_at:
        return item
    _require_state(report, Action.RETURN)
    item.resolved_by, item.resolved_at = by, now()
    item.save(update_fields=["resolved_by", "resolved_at"])
    _record(report, "report.resolved", by, code=item.part.code, time=item.time)
    return item


@transaction.atomic
def reply(item: Return, *, text: str, by: User, seen: str | None = None, carrier: Carrier | None = None) -> Return:
    """Answer a returned item in words, beside or instead of mending it.

    `seen`: the stamp of the reply the author was reading; raises EditConflict when somebody else replied since.
    """
    report = begin_writing(item.report, by, carrier)
    item = Return.objects.select_related("part", "replied_by").get(pk=item.pk)
    if item.resolved_at:
        raise ValidationError(_("Mục này đã xong nên không trả lời được nữa. Tải lại trang để xem trạng thái mới."))
    text = _short(clean(text).strip(), _("Trả lời"))
    if text == item.reply or (not text and not seen):  # nothing new is said
        return item
    if seen is not None and seen != item.stamp:
        raise EditConflict([ReplyConflict(item, text)])
    item.reply, item.replied_by, item.replied_at = text, by, now()
    item.save(update_fields=["reply", "replied_by", "replied_at"])
    report.writers.add(by)
    verb = "report.forwarded" if carrier and carrier.is_forwarded else "report.replied"
    _record(report, verb, by, codes=[item.part.code], **(asdict(carrier) if carrier else {}))
    return item


@transaction.atomic
def accept(report: Report, *, by: User) -> Report:
    """Take the report as ground for the province's. Accepting twice is one."""
    report = _held(report, Action.ACCEPT, by)
    if report.state == State.ACCEPTED:
        return report
    _require_state(report, Action.ACCEPT)
    _resolve(report.returns.open(), by)
    report.accepted_by, report.accepted_at = by, now()
    return _move(report, Action.ACCEPT, by)


def _held(report: Report, action: Action, by: User) -> Report:
    """The report, held until the end of the transaction, if this person has the right to the act."""
    report = Report.objects.select_for_update(of=("self",)).select_related("round", "body").get(pk=report.pk)
    if not may(by, action, report):
        raise PermissionDenied
    return report


def _begin(report: Report, action: Action, by: User) -> Report:
    report = _held(report, action, by)
    _require_state(report, action)
    return report


def _require_state(report: Report, action: Action) -> None:
    transition = TRANSITIONS[action]
    values = {"round": report.round.called, "state": report.get_state_display(), "act": transition.title}
    if not report.round.is_approved:
        message = _("Danh sách báo cáo %(round)s chưa được duyệt nên chưa %(act)s được.")
        raise ValidationError(message % values)
    if report.state not in transition.sources:
        message = _(
            'Báo cáo đang ở trạng thái "%(state)s" nên không %(act)s được. Tải lại trang để xem trạng thái mới.'
        )
        raise ValidationError(message % values)


def _require_cleared(report: Report) -> None:
    """What a head of section is there to clear is not signed before he has."""
    if report.state == State.CLEARED:
        return
    clearing = clearing_of(report)
    if clearing.is_needed:
        message = _("Báo cáo chưa qua trưởng phòng duyệt. Trình %(names)s duyệt trước khi ký gửi.")
        raise ValidationError(message % {"names": clearing.names})


def _require_authority(report: Report, by: User) -> None:
    """Whose right to sign has dates signs only between them; by order or by delegation, not his own draft."""
    if (held := delegation_of(by, report.body)) is None:
        if not leads(report.body, by) and (why := lapsed(by, report.body)):
            raise ValidationError(why)
    elif held.authority != Authority.FOR_THE_HEAD and wrote(report, by):
        raise ValidationError(
            _("Bạn ký theo ủy quyền nên không ký báo cáo do mình soạn. Trình người đứng đầu, hoặc cấp phó ký.")
        )


def _require_seen(submission: Submission, seen: str | None) -> None:
    if seen is not None and seen != submission.stamp:
        raise ValidationError(
            _("Báo cáo hoặc số liệu đã thay đổi từ lúc bạn mở trang này. Bản mới ở dưới: xem lại rồi gửi.")
        )


def _not_his_own(clearing: Clearing) -> str:
    message = _("Bạn là người soạn nên không duyệt được báo cáo này. Chuyển cho %(person)s.")
    return message % {"person": clearing.names or _("lãnh đạo cơ quan")}


def _forget_steps(report: Report) -> None:
    """The way over the desks begins anew; the history keeps how it went before."""
    report.presented_by = report.presented_at = report.cleared_by = report.cleared_at = None


def _move(report: Report, action: Action, by: User, **details: Any) -> Report:
    report.state = TRANSITIONS[action].target
    report.save()
    _record(report, f"report.{action.value}", by, **details)
    return report


def _record(report: Report, verb: str, by: User, **details: Any) -> Event:
    return record(by=by, verb=verb, subject=subject_of(report), summary=str(report), body_id=report.body_id, **details)


def _send(submission: Submission, warnings: Iterable[Warned], action: Action, by: User) -> Report:
    report, moment = submission.report, now()
    content = content_of(submission, plan=plan_of(report.round), by=by, at=moment, warnings=warnings)
    number, digest = report.snapshots.count() + 1, sealing.digest(content)
    report.nil = _is_nil(submission.parts)
    report.submitted_by, report.submitted_at = by, moment
    report.first_submitted_at = report.first_submitted_at or moment
    report.receipt_number = report.receipt_number or _next_receipt(report.round)
    if action is Action.APPROVE_OWN:
        report.accepted_by, report.accepted_at = by, moment
    late = report.minutes_late(moment)
    details = {"receipt": report.receipt_number, "snapshot": number, "sha256": digest}
    report.state = TRANSITIONS[action].target
    report.save()
    act = _record(report, f"report.{action.value}", by, minutes_late=late, **details)
    Snapshot.objects.create(
        report=report,
        number=number,
        content=content,
        sha256=digest,
        chain_head=act.hash,
        taken_by=by,
        taken_at=moment,
    )
    return report


def _is_nil(parts: tuple[Part, ...]) -> bool:
    asked = [part for part in parts if part.role != Role.GENERAL]
    return bool(asked) and all(part.nil for part in asked)


def _next_receipt(round: Round) -> int:
    """Receipts are numbered 1…n without a gap: one sender at a time takes the next."""
    Round.objects.select_for_update().get(pk=round.pk)
    return (round.reports.aggregate(last=Max("receipt_number"))["last"] or 0) + 1


def _written_by(report: Report) -> str:
    signing = [role.slug for role in ROLES.values() if Verb.SUBMIT_REPORT in role.verbs]
    leaders = Membership.objects.in_force(today()).filter(body=report.body, role__in=signing)
    leader = leaders.exclude(user__in=report.writers.all()).select_related("user").first()
    message = _("Bạn là người soạn nên không duyệt được báo cáo này. Chuyển cho %(person)s.")
    return message % {"person": leader.user.full_name if leader else _("lãnh đạo cơ quan")}


def _resolve(returns: QuerySet[Return], by: User) -> None:
    returns.update(resolved_by=by, resolved_at=now())


def _require_reasons(parts: Mapping[str, Part], said: Mapping[str, str], days: Iterable[date]) -> None:
    if not said:
        raise ValidationError(_("Chưa chọn mục nào để trả lại. Chọn ít nhất một mục và nêu lý do."))
    for code, reason in said.items():
        if code not in parts:
            raise ValidationError({code: _("Báo cáo này không có mục %(code)s.") % {"code": clean(code)[:20]}})
        if not reason:
            message = _('Ô "Lý do" của mục %(code)s còn trống. Nêu lý do, ví dụ "chưa nêu số doanh nghiệp".')
            raise ValidationError({code: message % {"code": task_number(code)}})
        _short(reason, _("Lý do"))
    if min(days) <= today():
        raise ValidationError({"due_before": _("Hạn trả lời phải sau hôm nay. Chọn ngày khác.")})


def _short(text: str, field: str) -> str:
    if len(text) > TEXT_LIMIT:
        message = _('Ô "%(field)s" dài %(n)s ký tự, quá %(max)s. Rút gọn, hoặc đính kèm thành tệp.')
        raise ValidationError(
            message % {"field": field, "n": format_number(len(text)), "max": format_number(TEXT_LIMIT)}
        )
    return text
