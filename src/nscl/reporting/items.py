"""What a body must answer in a year: tasks it leads, duties of part V, tasks it coordinates, and the whole report."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from nscl.organisations.models import Body
from nscl.plan import Plan
from nscl.plan.codes import task_number
from nscl.reporting.reports import GENERAL, Report, Role


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


def items_for(plan: Plan, body: Body, year: int) -> tuple[Item, ...]:
    """In the order of the form. The duty to report itself is answered by the general part, not by a part of its own."""
    due = {task.code for task in plan.tasks_due(year)}
    to_report = {deadline.duty for deadline in plan.deadlines}
    led = [task for task in plan.led_by(body.code, body.kind) if task.code in due]
    duties = [duty for duty in plan.duties_of(body.code, body.kind) if duty.code not in to_report]
    coordinated = [task for task in plan.coordinated_by(body.code, body.kind) if task.code in due]
    return (
        *(Item(task.code, Role.LEAD, task.short, task.text) for task in led),
        *(Item(duty.code, Role.DUTY, duty.text, duty.text) for duty in duties),
        *(Item(task.code, Role.COORDINATING, task.short, task.text) for task in coordinated),
        Item(GENERAL, Role.GENERAL, _("Tình hình triển khai, khó khăn, kiến nghị, kế hoạch năm sau"), ""),
    )


def items_of(report: Report, plan: Plan) -> tuple[Item, ...]:
    return items_for(plan, report.body, report.round.year)
