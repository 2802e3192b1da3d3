"""The slots of the province's paper that take bodies' words: each task and duty, and what is said of the whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from nscl.plan import Plan, Task
from nscl.plan.codes import task_number
from nscl.plan.tasks import Duty
from nscl.reporting.papers.wording import place_of, upper_first
from nscl.reporting.reports import GENERAL
from nscl.vn.text import excerpt

SITUATION: Final = "tinh-hinh"
DIFFICULTIES: Final = "kho-khan"
PROPOSALS: Final = "kien-nghi"
NEXT_YEAR: Final = "nam-sau"


@dataclass(frozen=True)
class Slot:
    """A place of the paper: `name` heads its page, `title` says it in a list.

    `field` of which parts (`code`; of every part where it is empty) goes into it.
    """

    key: str
    name: str
    title: str
    text: str
    field: str
    code: str = ""
    group: str = ""

    def takes(self, part: Mapping[str, Any]) -> bool:
        return not self.code or part["code"] == self.code

    @property
    def is_item(self) -> bool:
        """A task or a duty of the plan."""
        return self.key == self.code

    @property
    def is_task(self) -> bool:
        return self.key.startswith("NV")


def slots_of(plan: Plan, year: int) -> dict[str, Slot]:
    """In the order of the paper. `plan`: the text in force."""
    due = {task.code for task in plan.tasks_due(year)}
    groups = {group.code: f"{position}. {group.title}" for position, group in enumerate(plan.groups, start=1)}
    to_report = {deadline.duty for deadline in plan.deadlines}
    part_v = _("Trách nhiệm tại Phần V")
    tasks = [task for group in groups for task in plan.tasks if task.group == group and task.code in due]
    raised = _("Khó khăn, kiến nghị")
    slots = [
        _whole(SITUATION, _("Chỉ đạo, điều hành"), "result", GENERAL, _("Tình hình triển khai")),
        *(_of_task(task, groups[task.group]) for task in tasks),
        *(_of_duty(duty, part_v) for duty in plan.duties if duty.code not in to_report),
        _whole(DIFFICULTIES, _("Khó khăn, vướng mắc"), "difficulty", "", raised),
        _whole(PROPOSALS, _("Đề xuất, kiến nghị"), "proposal", "", raised),
        _whole(NEXT_YEAR, _("Kế hoạch năm sau"), "next_year", GENERAL, _("Phương hướng")),
    ]
    return {slot.key: slot for slot in slots}


def _whole(key: str, name: str, field: str, code: str, group: str) -> Slot:
    return Slot(key, name, name, "", field, code, group)


def _of_task(task: Task, group: str) -> Slot:
    name = f"{task_number(task.code)} {task.short}"
    return Slot(task.code, name, name, task.text, "result", task.code, group)


def _of_duty(duty: Duty, group: str) -> Slot:
    name = upper_first(place_of(duty.code))
    return Slot(
        duty.code,
        _("%(place)s Phần V") % {"place": name},
        f"{name}: {excerpt(duty.text, 90)}",
        duty.text,
        "result",
        duty.code,
        group,
    )
