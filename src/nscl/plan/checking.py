"""The plan check: a summary in numbers, what an officer should know, and every fault."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from gettext import gettext as _
from pathlib import Path
from typing import Any

from nscl.plan.draft import Draft
from nscl.plan.loading import read_plan
from nscl.plan.plan import Plan
from nscl.plan.problems import Problem


@dataclass(frozen=True)
class Check:
    """Counts of what the folder holds; `errors` make the plan unusable, `warnings` do not."""

    objectives: int
    indicators: int
    tasks: int
    money_lines: int
    yearly_totals: dict[int, int]
    total: int
    warnings: tuple[Problem, ...]
    errors: tuple[Problem, ...]

    def as_dict(self) -> dict[str, Any]:
        """For JSON: integers, years as keys, problems as "file:line: message"."""
        return {
            "objectives": self.objectives,
            "indicators": self.indicators,
            "tasks": self.tasks,
            "money_lines": self.money_lines,
            "yearly_totals": {str(year): amount for year, amount in sorted(self.yearly_totals.items())},
            "total": self.total,
            "warnings": [str(problem) for problem in self.warnings],
            "errors": [str(problem) for problem in self.errors],
        }


def check(folder: Path, built: Collection[str] = ()) -> Check:
    """Check a plan folder. `built`: names of the measures the house can compute. Never raises for what files hold."""
    draft, plan = read_plan(folder)
    budget = draft.sections.get("budget")
    return Check(
        objectives=len(draft.get("objectives")),
        indicators=len(draft.get("indicators")),
        tasks=len(draft.get("tasks")),
        money_lines=len(draft.get("money_lines")),
        yearly_totals=dict(budget.yearly_totals) if budget else {},
        total=budget.total if budget else 0,
        warnings=tuple(_warnings(draft, plan, built)) if plan else (),
        errors=tuple(dict.fromkeys(sorted(draft.problems))),
    )


def _warnings(draft: Draft, plan: Plan, built: Collection[str]) -> Iterator[Problem]:
    yield from _measures_not_built(draft, plan, built)
    yield from _open_points(draft, plan)
    yield from _tasks_without_money(draft, plan)
    yield from _money_without_task(draft, plan)


def _measures_not_built(draft: Draft, plan: Plan, built: Collection[str]) -> Iterator[Problem]:
    pattern = _('chỉ tiêu {code}: phép đo "{measure}" chưa được xây dựng (chưa có {register}), chưa tính được.')
    for indicator in plan.indicators:
        if indicator.measure not in built:
            register = indicator.source[:1].lower() + indicator.source[1:]
            words = pattern.format(code=indicator.code, measure=indicator.measure, register=register)
            yield draft.problem(words, "indicators", indicator.code, "measure")


def _open_points(draft: Draft, plan: Plan) -> Iterator[Problem]:
    for point in plan.contradictions:
        words = _("{code} ({codes}): {text} Cách hiểu ban đầu: {reading}")
        words = words.format(code=point.code, codes=", ".join(point.codes), text=point.text, reading=point.reading)
        yield draft.problem(words, "contradictions", point.code)


def _tasks_without_money(draft: Draft, plan: Plan) -> Iterator[Problem]:
    paid = {code for line in plan.money_lines for code in line.pays_for}
    for task in plan.tasks:
        if task.code in paid:
            continue
        words = _("nhiệm vụ {code} không có dòng kinh phí.")
        if task.commissioned:
            words = _(
                "nhiệm vụ {code} không có dòng kinh phí (thực hiện theo hình thức nhiệm vụ khoa học và công nghệ)."
            )
        yield draft.problem(words.format(code=task.code), "tasks", task.code)


def _money_without_task(draft: Draft, plan: Plan) -> Iterator[Problem]:
    tasks = {task.code for task in plan.tasks}
    for line in plan.money_lines:
        if not tasks & set(line.pays_for):
            words = _("dòng kinh phí {code} không chi cho nhiệm vụ nào của kế hoạch.").format(code=line.code)
            yield draft.problem(words, "money_lines", line.code)
