"""Tasks, duties and paragraphs of the plan as pages print them: who, when, with what money, measured by what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext as _

from nscl.organisations.models import Kind
from nscl.plan import Plan
from nscl.plan.budget import MoneyLine
from nscl.plan.schema import Indicator
from nscl.plan.tasks import Duty, Schedule, Task, TaskGroup
from nscl.vn.text import is_match
from nscl.web import codes

OF_KIND = "loai:"  # a choice of bodies by their kind, where the plan names no single one


@dataclass(frozen=True)
class Body:
    """A body or a phrase for many, with its page where it has one."""

    name: str
    url: str


@dataclass(frozen=True)
class Item:
    """One task in the list."""

    task: Task
    leads: list[Body]
    coordinating: str
    when: str
    money: list[MoneyLine]
    indicators: list[codes.Link]


@dataclass(frozen=True)
class Wanted:
    """What the list is narrowed to; an empty text narrows nothing."""

    text: str = ""
    group: str = ""
    lead: str = ""
    body: str = ""

    @property
    def is_everything(self) -> bool:
        return not (self.text or self.group or self.lead or self.body)


def tasks(plan: Plan, wanted: Wanted) -> list[Task]:
    found: Iterable[Task] = plan.tasks
    if wanted.lead:
        found = [task for task in found if wanted.lead in task.leads]
    if wanted.body:
        named = {task.code for task in (*plan.led_by(*_who(wanted)), *plan.coordinated_by(*_who(wanted)))}
        found = [task for task in found if task.code in named]
    if wanted.group:
        found = [task for task in found if task.group == wanted.group]
    return [task for task in found if is_match(wanted.text, f"{task.code} {task.short} {task.text}")]


def duties(plan: Plan, wanted: Wanted) -> list[Duty]:
    """Duties of part V; they belong to no group of tasks."""
    if wanted.group:
        return []
    found = plan.duties_of(*_who(wanted)) if wanted.body else plan.duties
    led = [duty for duty in found if not wanted.lead or wanted.lead in duty.bodies]
    return [duty for duty in led if is_match(wanted.text, f"{duty.code} {duty.text}")]


def _who(wanted: Wanted) -> tuple[str, str | None]:
    """A body by its code, or any body of a kind."""
    if wanted.body.startswith(OF_KIND):
        return "", wanted.body.removeprefix(OF_KIND)
    return wanted.body, None


def grouped(plan: Plan, found: Iterable[Task]) -> list[tuple[TaskGroup, list[Item]]]:
    by_group = groupby(found, key=lambda task: task.group)
    return [(plan.group(code), [item(plan, task) for task in members]) for code, members in by_group]


def item(plan: Plan, task: Task) -> Item:
    return Item(
        task=task,
        leads=bodies(plan, task.leads),
        coordinating=plan.names(task.coordinating),
        when=when(plan, task.schedule),
        money=money(plan, task.code),
        indicators=[(one.code, reverse("objective", args=[one.code])) for one in measured_by(plan, task.code)],
    )


def bodies(plan: Plan, named: Iterable[str]) -> list[Body]:
    known = {body.code for body in plan.bodies}
    return [Body(plan.names([code]), reverse("body", args=[code]) if code in known else "") for code in named]


def when(plan: Plan, schedule: Schedule) -> str:
    """The cell as printed; a blank one is read as the whole period."""
    if schedule.printed:
        return schedule.printed
    period = {"start": plan.period.start, "end": plan.period.end}
    return _("Không ghi; đọc là cả giai đoạn %(start)s-%(end)s") % period


def money(plan: Plan, code: str) -> list[MoneyLine]:
    return [line for line in plan.money_lines if code in line.pays_for]


def measured_by(plan: Plan, code: str) -> list[Indicator]:
    return [one for one in plan.indicators if code in one.tasks or one.task == code]


def leading(plan: Plan) -> list[tuple[str, str]]:
    """Bodies that lead a task, in the order of the plan."""
    named = dict.fromkeys(code for task in plan.tasks for code in task.leads)
    return [(code, plan.names([code])) for code in named]


def involved(plan: Plan) -> list[tuple[str, str]]:
    """Bodies the plan names, then kinds of bodies it speaks of together."""
    kinds = dict.fromkeys(kind for group in plan.body_groups for kind in group.kinds)
    together = [kind for kind in kinds if kind not in {body.kind for body in plan.agencies}]
    return [
        *((body.code, body.name) for body in plan.agencies),
        *((f"{OF_KIND}{kind}", str(Kind(kind).label)) for kind in together),
    ]
