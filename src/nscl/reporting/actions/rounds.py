"""The roster of a round, and the freeze."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from nscl.history.acts import record, subject_of
from nscl.organisations.models import Body, User
from nscl.organisations.permissions import allowed
from nscl.organisations.roles import Verb
from nscl.reporting import sealing
from nscl.reporting.actions.opening import add_reports
from nscl.reporting.models import Obligation, Report, Round
from nscl.reporting.plans import plan_of
from nscl.scorecard.evaluate import evaluate
from nscl.vn.calendar import end_of_day, now, today
from nscl.vn.dates import format_date, format_moment
from nscl.vn.text import clean


@transaction.atomic
def add_to_roster(round: Round, body: Body, *, why: str, by: User, obligation: str = Obligation.INVITED) -> Report:
    """Ask one more body, with the reason. The list is closed once approved."""
    _require(by, Verb.OPEN_ROUND)
    round = _open_list(round)
    why = _reason(why, _('"Sở mới thành lập"'))
    if obligation not in (Obligation.OBLIGED, Obligation.INVITED):
        raise ValidationError(_("Cơ quan thường trực đã có báo cáo riêng trong kỳ. Chọn nghĩa vụ khác."))
    if known := round.reports.filter(body=body).first():
        return known
    if body.ended_on and body.ended_on < today():
        raise ValidationError(
            _("%(body)s đã kết thúc hoạt động ngày %(date)s. Chọn đơn vị kế thừa.")
            % {"body": body.name, "date": format_date(body.ended_on)}
        )
    (report,) = add_reports(round, plan_of(round), [(body, Obligation(obligation))])
    record(by=by, verb="roster.added", subject=subject_of(round), summary=body.name, why=why, body_id=body.pk)
    return report


@transaction.atomic
def remove_from_roster(round: Round, body: Body, *, why: str, by: User) -> None:
    """Take a body off the list, with the reason; nothing it wrote is lost, for nobody writes before approval."""
    _require(by, Verb.OPEN_ROUND)
    round = _open_list(round)
    why = _reason(why, _('"đã sáp nhập vào xã khác"'))
    report = round.reports.filter(body=body).first()
    if report is None:
        return
    if report.is_own:
        raise ValidationError(_("Cơ quan thường trực luôn có báo cáo trong kỳ nên không bỏ được."))
    report.delete()
    record(by=by, verb="roster.removed", subject=subject_of(round), summary=body.name, why=why, body_id=body.pk)


@transaction.atomic
def approve_roster(round: Round, *, by: User) -> Round:
    """Close the list: from now on its bodies write. Approving twice is one."""
    _require(by, Verb.APPROVE_ROSTER)
    round = _locked(round)
    if round.is_approved:
        return round
    round.roster_approved_by, round.roster_approved_at = by, now()
    round.save(update_fields=["roster_approved_by", "roster_approved_at"])
    count = round.reports.exclude(obligation=Obligation.STANDING).count()
    record(by=by, verb="roster.approved", subject=subject_of(round), summary=round.title, bodies=count)
    return round


@transaction.atomic
def freeze(round: Round, *, by: User, at: datetime | None = None) -> Round:
    """Evaluate the province once, as known at a moment, and keep the lines. Reports stay as they are."""
    _require(by, Verb.FREEZE_ROUND)
    round = _locked(round)
    moment = at or now()
    _require_freezable(round, moment)
    lines = evaluate(plan_of(round), year=round.year, until=round.closing_on, as_of=moment)
    round.figures = sealing.plain([line.as_dict() for line in lines])
    round.figures_sha256 = sealing.digest(round.figures)
    round.frozen_by, round.frozen_at = by, moment
    round.save(update_fields=["figures", "figures_sha256", "frozen_by", "frozen_at"])
    period: dict[str, Any] = {} if round.number else {"year": round.year, "closing_on": round.closing_on.isoformat()}
    record(
        by=by,
        verb="round.frozen",
        subject=subject_of(round),
        summary=round.title,
        frozen_at=moment.isoformat(),
        **period,
        sha256=round.figures_sha256,
    )
    return round


def _require(by: User, verb: Verb) -> None:
    if not allowed(by, verb):
        raise PermissionDenied


def _locked(round: Round) -> Round:
    return Round.objects.select_for_update().get(pk=round.pk)


def _open_list(round: Round) -> Round:
    round = _locked(round)
    if round.roster_approved_at:
        message = _("Danh sách báo cáo %(round)s đã duyệt ngày %(date)s nên không thêm, bớt được nữa.")
        raise ValidationError(message % {"round": round.called, "date": format_date(round.roster_approved_at)})
    return round


def _reason(why: str, example: str) -> str:
    why = clean(why).strip()
    if not why:
        raise ValidationError({"why": _('Ô "Lý do" còn trống. Nêu lý do, ví dụ %(example)s.') % {"example": example}})
    return why


def _require_freezable(round: Round, moment: datetime) -> None:
    values = {"round": round.called, "closing": format_date(round.closing_on), "due": format_date(round.due_before)}
    if round.frozen_at:
        message = _("Số liệu %(round)s đã khóa lúc %(time)s; không khóa lần hai.")
        raise ValidationError(message % {**values, "time": format_moment(round.frozen_at)})
    if not round.is_approved:
        raise ValidationError(_("Danh sách báo cáo %(round)s chưa được duyệt nên chưa khóa số liệu được.") % values)
    if moment <= end_of_day(round.closing_on):
        raise ValidationError(
            _("Chưa hết ngày chốt số liệu %(closing)s nên chưa khóa được. Khóa từ ngày hôm sau.") % values
        )
    if moment > now():
        raise ValidationError(_("Thời điểm khóa số liệu ở sau bây giờ. Chọn thời điểm đã qua."))
