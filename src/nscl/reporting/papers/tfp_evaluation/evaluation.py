"""What an evaluation of TFP is written from: one kept estimate worked again, the rows it stands on, what was marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from nscl.economy.actions import is_intact
from nscl.economy.bands import Inputs, Spread, spread, swings
from nscl.economy.breaks import marks_of
from nscl.economy.growth import Reworked, recomputes, reworked
from nscl.economy.models import BreakMark, Concept, Estimate, Observation, ReportFigure, Territory
from nscl.economy.selection import NotEnough, select
from nscl.organisations.models import Body
from nscl.plan import Plan, Task
from nscl.productivity.accounting import Accounts, PeriodAccounts, period
from nscl.productivity.checking import InputError
from nscl.productivity.uncertainty import Tornado
from nscl.reporting.models import Part, Role, State
from nscl.reporting.papers.paper import CannotWrite
from nscl.vn.calendar import ZONE, now

SHARE = "productivity.tfp_share"


@dataclass(frozen=True)
class Advice:
    """What a body that leads the task proposed in an accepted report, in its own words."""

    body: str
    year: int
    text: str


@dataclass(frozen=True)
class Evaluation:
    """The growth years `first`-`last` of one estimate. `rows`: the observations it stands on, by key."""

    plan: Plan
    first: int
    last: int
    moment: datetime
    estimate: Estimate
    work: Reworked
    rows: Mapping[int, Observation]
    marks: Sequence[BreakMark]
    figures: Sequence[ReportFigure]
    task: Task | None
    advice: Sequence[Advice]
    issuer: Body

    @property
    def territory(self) -> Territory:
        return self.estimate.territory

    @property
    def years(self) -> range:
        return range(self.first, self.last + 1)

    @property
    def accounts(self) -> Accounts:
        return self.work.accounts()

    @property
    def mean(self) -> PeriodAccounts:
        return period(self.accounts, self.first, self.last)

    @property
    def target(self) -> float | None:
        """The share the plan aims at, per cent."""
        values = (each.target.value for each in self.plan.indicators if each.measure == SHARE)
        return next((float(value) for value in values if value is not None), None)

    @property
    def spread(self) -> Spread | None:
        return spread(self._inputs, self.first, self.last, target=self.target or 0.0)

    @property
    def swings(self) -> Tornado | None:
        return swings(self._inputs, self.first, self.last, self.work.conventions)

    @property
    def _inputs(self) -> Inputs:
        work = self.work
        return Inputs(work.years[0], work.output, work.investment, work.labour, work.conventions.timing)

    def behind(self, concept: Concept) -> list[tuple[int, float, list[Observation]]]:
        """Each year's value and the rows it stands on."""
        kept = self.estimate.inputs[concept.value]
        return [(year, value, [self.rows[key] for key in keys]) for year, value, keys, _vintages in kept]


def evaluation(plan: Plan, first: int, last: int, territory: str, as_of: datetime | None = None) -> Evaluation:
    """Raises CannotWrite, in words, where the statistics or the kept estimates do not carry the period."""
    moment = (as_of or now()).astimezone(ZONE)
    if first > last:
        raise CannotWrite(_("Giai đoạn %(a)s-%(b)s không đúng: năm đầu sau năm cuối.") % {"a": first, "b": last})
    estimate = _estimate(_territory(plan, territory), first, last, moment, _marked(first, last, moment))
    return of_estimate(plan, estimate, first, last, as_of)


def of_estimate(plan: Plan, estimate: Estimate, first: int, last: int, as_of: datetime | None = None) -> Evaluation:
    """From one estimate that was asked for by name. Raises CannotWrite where it does not give its result again."""
    moment = (as_of or now()).astimezone(ZONE)
    _require_sound(estimate)
    keys = {key for rows in estimate.inputs.values() for _year, _value, ids, _vintages in rows for key in ids}
    task = next((each for each in plan.tasks if each.code in _tasks(plan)), None)
    return Evaluation(
        plan=plan,
        first=first,
        last=last,
        moment=moment,
        estimate=estimate,
        work=reworked(estimate),
        rows=Observation.objects.select_related("series__territory").in_bulk(keys),
        marks=marks_of(estimate),
        figures=_marked(first, last, moment),
        task=task,
        advice=_advice(plan, task, moment) if task else (),
        issuer=Body.objects.get(code=plan.standing_body),
    )


def _territory(plan: Plan, code: str) -> Territory:
    """The one named, else the province of the plan by its name."""
    found = Territory.objects.filter(code=code) if code else Territory.objects.filter(name__iexact=_name(plan))
    territory = found.first()
    if territory is None:
        message = _("Chưa có địa bàn thống kê “%(name)s”. Nhập số liệu của tỉnh trước, hoặc ghi mã địa bàn khác.")
        raise CannotWrite(message % {"name": code or _name(plan)})
    return territory


def _name(plan: Plan) -> str:
    return plan.province.full_name


def _marked(first: int, last: int, moment: datetime) -> list[ReportFigure]:
    """The last mark of each year holds."""
    known = ReportFigure.objects.filter(year__gte=first, year__lte=last, marked_at__lte=moment)
    latest = {figure.year: figure for figure in known.select_related("estimate").order_by("pk")}
    return [latest[year] for year in sorted(latest)]


def _estimate(place: Territory, first: int, last: int, moment: datetime, figures: Sequence[ReportFigure]) -> Estimate:
    """The one the province's report stands on, else the last one kept over the period."""
    kept = Estimate.objects.filter(territory=place, computed_at__lte=moment).select_related("territory")
    fitting = list(kept.filter(first_year__lte=first, last_year__gte=last))
    if not fitting:
        raise CannotWrite(_why_none(place, first, last, moment))
    used = {figure.estimate_id for figure in figures}
    return next((each for each in fitting if each.pk in used), fitting[0])


def _require_sound(estimate: Estimate) -> None:
    if not is_intact(estimate):
        message = _("Bản tính số %(number)s không còn như lúc lưu. Báo người quản trị chạy nscl verify.")
        raise CannotWrite(message % {"number": estimate.pk})
    if not recomputes(estimate):
        message = _("Tính lại bản tính số %(number)s không cho đúng kết quả đã lưu. Lưu bản tính mới rồi lập văn bản.")
        raise CannotWrite(message % {"number": estimate.pk})


def _why_none(place: Territory, first: int, last: int, moment: datetime) -> str:
    """What is to be done first: find the statistical table, treat the breaks, or keep the estimate."""
    try:
        found = select(place, first=first - 1, last=last, at=moment)
    except (NotEnough, InputError) as reason:
        return str(reason)
    if objections := found.objections:
        return " ".join(each.message for each in objections)
    message = _("%(place)s: đủ số liệu nhưng chưa có bản tính nào được lưu cho các năm %(first)s-%(last)s.")
    return message % {"place": place.name, "first": first, "last": last}


def _tasks(plan: Plan) -> set[str]:
    return {code for each in plan.indicators if each.measure == SHARE for code in each.tasks}


def _advice(plan: Plan, task: Task, moment: datetime) -> list[Advice]:
    """The proposals on the task in the last year that has any."""
    accepted = Part.objects.filter(
        report__round__plan=plan.slug, report__state=State.ACCEPTED, report__accepted_at__lte=moment,
        code=task.code, role__in=(Role.LEAD, Role.DUTY),
    )  # fmt: skip
    said = (
        accepted.exclude(proposal="").select_related("report__round", "report__body").order_by("-report__round__year")
    )
    found = [Advice(each.report.body.name, each.report.round.year, each.proposal) for each in said]
    return [each for each in found if each.year == found[0].year]
