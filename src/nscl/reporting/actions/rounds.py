"""Opening a round, its roster, and the freeze."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from nscl.history.acts import record, subject_of
from nscl.organisations import decisions
from nscl.organisations.models import Body, User
from nscl.organisations.permissions import allowed
from nscl.organisations.roles import Verb
from nscl.plan import Plan
from nscl.reporting import sealing
from nscl.reporting.items import items_for
from nscl.reporting.models import Obligation, Part, Report, Round
from nscl.reporting.plans import plan_of
from nscl.scorecard.evaluate import evaluate
from nscl.vn.calendar import end_of_day, now, today
from nscl.vn.dates import format_date, format_moment
from nscl.vn.text import clean


@transaction.atomic
def open_round(
    *,
    by: User,
    plan: Plan,
    year: int,
    opening_number: str = "",
    opening_date: date | None = None,
    closing_on: date | None = None,
    title: str = "",
) -> Round:
    """Prepare the annual round: its dates from the plan and the decided closing day, a report for each body the plan
    proposes. Writing starts once the roster is approved."""
    _require(by, Verb.OPEN_ROUND)
    _require_openable(plan, year)
    printed = plan.in_force(date(year, 12, 31))
    round = Round(
        plan=plan.slug,
        year=year,
        title=clean(title).strip() or _title(printed, year),
        closing_on=closing_on or _day(year, closing_day(printed, year)),
        due_before=_day(year, printed.deadline("bodies").before),
        province_due_before=_day(year, printed.deadline("province").before),
        opening_number=clean(opening_number).strip(),
        opening_date=opening_date,
        opened_by=by,
        opened_at=now(),
    )
    _require_letter(round)
    round.full_clean()
    round.save()
    _add_reports(round, printed, _proposed(printed))
    count = round.reports.exclude(obligation=Obligation.STANDING).count()
    record(by=by, verb="round.opened", subject=subject_of(round), summary=round.title, bodies=count)
    return round


@transaction.atomic
def enter_letter(round: Round, *, number: str, on: date | None, by: User) -> Round:
    """Write down the number and day of the letter that opens the round, once it is signed."""
    _require(by, Verb.OPEN_ROUND)
    round = _locked(round)
    if round.frozen_at:
        message = _("Số liệu năm %(year)s đã khóa lúc %(time)s nên không ghi công văn mở kỳ được nữa.")
        raise ValidationError(message % {"year": round.year, "time": format_moment(round.frozen_at)})
    round.opening_number, round.opening_date = clean(number).strip(), on
    _require_letter(round)
    round.full_clean()
    round.save(update_fields=["opening_number", "opening_date"])
    record(by=by, verb="round.letter", subject=subject_of(round), summary=_letter(round))
    return round


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
    (report,) = _add_reports(round, plan_of(round), [(body, Obligation(obligation))])
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
    record(
        by=by,
        verb="round.frozen",
        subject=subject_of(round),
        summary=round.title,
        frozen_at=moment.isoformat(),
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
        message = _("Danh sách báo cáo năm %(year)s đã duyệt ngày %(date)s nên không thêm, bớt được nữa.")
        raise ValidationError(message % {"year": round.year, "date": format_date(round.roster_approved_at)})
    return round


def _reason(why: str, example: str) -> str:
    why = clean(why).strip()
    if not why:
        raise ValidationError({"why": _('Ô "Lý do" còn trống. Nêu lý do, ví dụ %(example)s.') % {"example": example}})
    return why


def _require_openable(plan: Plan, year: int) -> None:
    if year not in plan.period.years:
        message = _("Năm %(year)s không thuộc giai đoạn %(start)s-%(end)s của Kế hoạch. Chọn năm khác.")
        raise ValidationError(message % {"year": year, "start": plan.period.start, "end": plan.period.end})
    if Round.objects.filter(plan=plan.slug, year=year).exists():
        raise ValidationError(_("Năm %(year)s đã mở kỳ báo cáo. Mở kỳ đó để làm tiếp.") % {"year": year})


def _require_freezable(round: Round, moment: datetime) -> None:
    values = {"year": round.year, "closing": format_date(round.closing_on), "due": format_date(round.due_before)}
    if round.frozen_at:
        message = _("Số liệu năm %(year)s đã khóa lúc %(time)s; không khóa lần hai.")
        raise ValidationError(message % {**values, "time": format_moment(round.frozen_at)})
    if not round.is_approved:
        raise ValidationError(_("Danh sách báo cáo năm %(year)s chưa được duyệt nên chưa khóa số liệu được.") % values)
    if moment <= end_of_day(round.closing_on):
        raise ValidationError(
            _("Chưa hết ngày chốt số liệu %(closing)s nên chưa khóa được. Khóa từ ngày hôm sau.") % values
        )
    if moment > now():
        raise ValidationError(_("Thời điểm khóa số liệu ở sau bây giờ. Chọn thời điểm đã qua."))


def _require_letter(round: Round) -> None:
    """The letter has both a number and a day, and comes before the reports are due."""
    if bool(round.opening_number) != bool(round.opening_date):
        missing = "opening_date" if round.opening_number else "opening_number"
        raise ValidationError({missing: _("Công văn mở kỳ có cả số và ngày. Ghi đủ, hoặc để trống cả hai.")})
    if round.opening_date and round.opening_date >= round.due_before:
        message = _("Ngày công văn mở kỳ phải trước thời hạn gửi báo cáo (%(due)s). Sửa ngày công văn.")
        raise ValidationError({"opening_date": message % {"due": format_date(round.due_before)}})


def _letter(round: Round) -> str:
    return f"{round.opening_number}, {format_date(round.opening_date)}" if round.opening_date else ""


def _title(plan: Plan, year: int) -> str:
    return _("Báo cáo kết quả thực hiện %(plan)s năm %(year)s") % {"plan": plan.citation, "year": year}


def _day(year: int, month_day: str) -> date:
    month, day = month_day.split("-")
    return date(year, int(month), int(day))


def closing_day(plan: Plan, year: int) -> str:
    """The month and day up to which figures count: what the standing body has decided; else the plan's own value."""
    key = "figures.closing_day"
    decided = decisions.in_force(plan.slug, date(year, 12, 31), now()).get(key)
    return decided.value if decided else str(plan.decision(key).value)


def _proposed(plan: Plan) -> list[tuple[Body, Obligation]]:
    """The bodies the plan names; one that has ended is represented by its successor."""
    wanted = {plan.standing_body: Obligation.STANDING}
    wanted |= {body.code: Obligation.OBLIGED for body in plan.obliged}
    wanted |= {body.code: Obligation.INVITED for body in plan.invited}
    proposed: dict[Body, Obligation] = {}
    for body in Body.objects.filter(code__in=wanted):
        ended = body.ended_on is not None and body.ended_on < today()
        present = body.successor_on(today()) if ended else body
        if present is not None:
            proposed.setdefault(present, wanted[body.code])
    return list(proposed.items())


def _add_reports(round: Round, plan: Plan, bodies: Iterable[tuple[Body, Obligation]]) -> list[Report]:
    reports = Report.objects.bulk_create(Report(round=round, body=body, obligation=why) for body, why in bodies)
    Part.objects.bulk_create(
        Part(report=report, code=item.code, role=item.role, position=position)
        for report in reports
        for position, item in enumerate(items_for(plan, report.body, round.year))
    )
    return reports
