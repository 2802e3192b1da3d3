"""What a body must answer in a year: tasks it leads, duties of part V, tasks it coordinates, and the whole report."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from nscl.organisations.models import Body
from nscl.plan import Plan
from nscl.plan.codes import task_number
from nscl.plan.tasks import Duty
from nscl.reporting.reports import GENERAL, Report, Role
from nscl.reporting.rounds import Frequency, Round


@dataclass(frozen=True)
class Item:
    """One thing to answer. `short` names it in a list, `text` is the printed wording."""

    code: str
    role: Role
    short: str
    text: str

    @property
    def number(self) -> str:
        """The code as papers print it: "3.1" for NV3.1."""
        return task_number(self.code)


def items_for(plan: Plan, body: Body, round: Round) -> tuple[Item, ...]:
    """In the order of the form. The duty to report itself is answered by the general part, not by a part of its own."""
    asked = _asked(plan, round)
    led = [task for task in plan.led_by(body.code, body.kind) if task.code in asked]
    duties = [duty for duty in plan.duties_of(body.code, body.kind) if duty.code in asked]
    coordinated = [task for task in plan.coordinated_by(body.code, body.kind) if task.code in asked]
    return (
        *(Item(task.code, Role.LEAD, task.short, task.text) for task in led),
        *(Item(duty.code, Role.DUTY, duty.text, duty.text) for duty in duties),
        *(Item(task.code, Role.COORDINATING, task.short, task.text) for task in coordinated),
        Item(GENERAL, Role.GENERAL, _("Tình hình triển khai, khó khăn, kiến nghị, kế hoạch năm sau"), ""),
    )


def _asked(plan: Plan, round: Round) -> set[str]:
    """Codes a round asks about: the tasks due in its year and every duty; the final review every task of the plan; an
    ad hoc round those that were chosen."""
    if round.is_ad_hoc:
        return set(round.codes)
    tasks = plan.tasks if round.frequency == Frequency.ONCE else plan.tasks_due(round.year)
    return {task.code for task in tasks} | {duty.code for duty in duties_to_answer(plan)}


def codes_to_answer(plan: Plan) -> list[str]:
    """Everything the plan lays on somebody, in plan order: what an ad hoc round may ask about."""
    return [*(task.code for task in plan.tasks), *(duty.code for duty in duties_to_answer(plan))]


def duties_to_answer(plan: Plan) -> list[Duty]:
    """Duties of part V but the one to report itself."""
    to_report = {deadline.duty for deadline in plan.deadlines}
    return [duty for duty in plan.duties if duty.code not in to_report]


def items_of(report: Report, plan: Plan) -> tuple[Item, ...]:
    return items_for(plan, report.body, report.round)
