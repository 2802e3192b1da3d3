"""Opening a round: of a periodic regime by its elements, or ad hoc by what somebody asks for. One engine from there."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from nscl.history.acts import record, subject_of
from nscl.organisations.models import Body, User
from nscl.organisations.permissions import allowed
from nscl.organisations.roles import Verb
from nscl.plan import Plan
from nscl.reporting.items import codes_to_answer, items_for
from nscl.reporting.models import Frequency, Obligation, Part, Report, Round
from nscl.reporting.regimes import Regime, day_in, regime, regimes
from nscl.reporting.rounds import ANNUAL
from nscl.vn.calendar import now, today
from nscl.vn.dates import format_date, format_moment
from nscl.vn.text import clean


@transaction.atomic
def open_round(
    *,
    by: User,
    plan: Plan,
    year: int,
    code: str = ANNUAL,
    opening_number: str = "",
    opening_date: date | None = None,
    closing_on: date | None = None,
    title: str = "",
) -> Round:
    """Prepare the round of a periodic regime: its dates from the plan and the decided days, a report for each body the
    plan proposes. Writing starts once the roster is approved."""
    _require(by)
    _require_year(plan, year)
    printed = plan.in_force(date(year, 12, 31))
    found = _openable(printed, year, code)
    assert found.frequency is not None  # noqa: S101 - an element a periodic regime cannot lack
    closing = closing_on or day_in(year, found.closing)
    round = Round(
        plan=plan.slug,
        year=year,
        regime=found.code,
        frequency=found.frequency,
        number=0 if found.code == ANNUAL else _next_number(plan, year),
        title=clean(title).strip() or _title(printed, found, year),
        content=found.said["content"],
        closing_on=closing,
        due_before=day_in(year, found.due),
        freeze_on=day_in(year, found.freeze) if found.freeze else None,
        province_due_before=day_in(year, found.onward or found.due),
        opening_number=clean(opening_number).strip(),
        opening_date=opening_date,
        opened_by=by,
        opened_at=now(),
    )
    return _opened(round, printed, proposed(printed))


@transaction.atomic
def open_ad_hoc(
    *,
    by: User,
    plan: Plan,
    title: str,
    content: str,
    bodies: Collection[Body],
    codes: Collection[str] = (),
    closing_on: date,
    due_before: date,
    province_due_before: date | None = None,
    freeze_on: date | None = None,
    opening_number: str = "",
    opening_date: date | None = None,
) -> Round:
    """Prepare a round nobody had planned: these bodies, these items, these days. Elements of its regime may lack; from
    here on it is a round like any other."""
    _require(by)
    _require_year(plan, closing_on.year)
    printed = plan.in_force(closing_on)
    _require_asked(printed, bodies, codes)
    round = Round(
        plan=plan.slug,
        year=closing_on.year,
        regime=_ad_hoc(printed).code,
        frequency=Frequency.AD_HOC,
        number=_next_number(plan, closing_on.year),
        title=clean(title).strip(),
        content=clean(content).strip(),
        codes=[known for known in codes_to_answer(printed) if known in set(codes)],
        closing_on=closing_on,
        due_before=due_before,
        freeze_on=freeze_on,
        province_due_before=province_due_before or max(due_before, freeze_on or due_before),
        opening_number=clean(opening_number).strip(),
        opening_date=opening_date,
        opened_by=by,
        opened_at=now(),
    )
    return _opened(round, printed, _chosen(printed, bodies))


def _opened(round: Round, plan: Plan, bodies: Iterable[tuple[Body, Obligation]]) -> Round:
    _require_letter(round)
    round.full_clean()
    round.save()
    add_reports(round, plan, bodies)
    count = round.reports.exclude(obligation=Obligation.STANDING).count()
    subject = subject_of(round)
    record(by=round.opened_by, verb="round.opened", subject=subject, summary=round.title, bodies=count)
    return round


@transaction.atomic
def enter_letter(round: Round, *, number: str, on: date | None, by: User) -> Round:
    """Write down the number and day of the letter that opens the round, once it is signed."""
    _require(by)
    round = Round.objects.select_for_update().get(pk=round.pk)
    if round.frozen_at:
        message = _("Số liệu %(round)s đã khóa lúc %(time)s nên không ghi công văn mở kỳ được nữa.")
        raise ValidationError(message % {"round": round.called, "time": format_moment(round.frozen_at)})
    round.opening_number, round.opening_date = clean(number).strip(), on
    _require_letter(round)
    round.full_clean()
    round.save(update_fields=["opening_number", "opening_date"])
    record(by=by, verb="round.letter", subject=subject_of(round), summary=_letter(round))
    return round


def add_reports(round: Round, plan: Plan, bodies: Iterable[tuple[Body, Obligation]]) -> list[Report]:
    """A report for each body, with a part for every item it answers."""
    reports = Report.objects.bulk_create(Report(round=round, body=body, obligation=why) for body, why in bodies)
    Part.objects.bulk_create(
        Part(report=report, code=item.code, role=item.role, position=position)
        for report in reports
        for position, item in enumerate(items_for(plan, report.body, round))
    )
    return reports


def _require(by: User) -> None:
    if not allowed(by, Verb.OPEN_ROUND):
        raise PermissionDenied


def _require_year(plan: Plan, year: int) -> None:
    if year not in plan.period.years:
        message = _("Năm %(year)s không thuộc giai đoạn %(start)s-%(end)s của Kế hoạch. Chọn năm khác.")
        raise ValidationError(message % {"year": year, "start": plan.period.start, "end": plan.period.end})


def _openable(plan: Plan, year: int, code: str) -> Regime:
    """The regime, complete, in a year in which it has no round yet."""
    found = regime(plan, code, date(year, 12, 31), now())
    if found is None or found.is_ad_hoc:
        raise ValidationError(_("Kế hoạch không có chế độ báo cáo định kỳ này. Chọn chế độ khác."))
    if not found.runs_in(year):
        message = _('"%(name)s" chỉ mở năm %(year)s. Chọn năm đó.')
        raise ValidationError(message % {"name": found.name, "year": found.printed.year})
    if lacking := found.lacking:
        message = _('Chế độ "%(name)s" còn thiếu: %(lacking)s. Bổ sung ở trang Chế độ báo cáo rồi mở kỳ.')
        raise ValidationError(message % {"name": found.name, "lacking": "; ".join(lacking)})
    if Round.objects.filter(plan=plan.slug, year=year, regime=code).exists():
        raise ValidationError(_("Năm %(year)s đã mở kỳ báo cáo. Mở kỳ đó để làm tiếp.") % {"year": year})
    return found


def _ad_hoc(plan: Plan) -> Regime:
    found = next((each for each in regimes(plan, today(), now()) if each.is_ad_hoc), None)
    if found is None:
        raise ValidationError(_("Kế hoạch không có chế độ báo cáo đột xuất nên không mở được kỳ đột xuất."))
    return found


def _require_asked(plan: Plan, bodies: Collection[Body], codes: Collection[str]) -> None:
    if not bodies:
        raise ValidationError({"bodies": _("Chưa chọn đơn vị nào. Chọn ít nhất một đơn vị phải báo cáo.")})
    for body in bodies:
        if body.ended_on and body.ended_on < today():
            message = _("%(body)s đã kết thúc hoạt động ngày %(date)s. Chọn đơn vị kế thừa.")
            raise ValidationError({"bodies": message % {"body": body.name, "date": format_date(body.ended_on)}})
    if unknown := set(codes) - set(codes_to_answer(plan)):
        message = _("Kế hoạch không có mục %(code)s. Chọn trong danh sách.")
        raise ValidationError({"codes": message % {"code": clean(min(unknown))[:20]}})


def _next_number(plan: Plan, year: int) -> int:
    """The rounds beside the annual one are counted from 1 in the order of their opening."""
    taken = Round.objects.filter(plan=plan.slug, year=year).aggregate(last=Max("number"))["last"]
    return (taken or 0) + 1


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


def _title(plan: Plan, found: Regime, year: int) -> str:
    """The annual round is named after the plan; another by its own name."""
    if found.code != ANNUAL:
        return found.name
    return _("Báo cáo kết quả thực hiện %(plan)s năm %(year)s") % {"plan": plan.citation, "year": year}


def proposed(plan: Plan) -> list[tuple[Body, Obligation]]:
    """The bodies the plan names; one that has ended is represented by its successor."""
    wanted = _obligations(plan)
    proposed: dict[Body, Obligation] = {}
    for body in Body.objects.filter(code__in=wanted):
        ended = body.ended_on is not None and body.ended_on < today()
        present = body.successor_on(today()) if ended else body
        if present is not None:
            proposed.setdefault(present, wanted[body.code])
    return list(proposed.items())


def _chosen(plan: Plan, bodies: Iterable[Body]) -> list[tuple[Body, Obligation]]:
    """Bound to report are those the plan binds, and who took over from them; others are asked for information."""
    wanted = _obligations(plan)
    found = []
    for body in dict.fromkeys(bodies):
        codes = [body.code, *Body.objects.filter(successions__successor=body).values_list("code", flat=True)]
        found.append((body, next((wanted[code] for code in codes if code in wanted), Obligation.INVITED)))
    return found


def _obligations(plan: Plan) -> dict[str, Obligation]:
    wanted = {plan.standing_body: Obligation.STANDING}
    wanted |= {body.code: Obligation.OBLIGED for body in plan.obliged}
    return wanted | {body.code: Obligation.INVITED for body in plan.invited}
