"""The plan: everything its folder holds, with the questions the house asks of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import date
from functools import cached_property
from gettext import gettext as _
from pathlib import Path
from typing import Any

from nscl.plan.bodies import Body
from nscl.plan.budget import MoneyLine
from nscl.plan.objectives import Contradiction, Decision, Indicator, Objective
from nscl.plan.regimes import Regime
from nscl.plan.schema import Amendment, BudgetFile, Change, Deadline, OrganisationsFile, PlanFile, TasksFile
from nscl.plan.tasks import Duty, Paragraph, Task, TaskGroup

CHANGEABLE = (
    "objectives",
    "indicators",
    "groups",
    "tasks",
    "duties",
    "money_groups",
    "money_lines",
    "agencies",
    "deadlines",
)
"""The sections an amendment may change, item by item; and `budget`, under the code of its totals."""


class Plan(PlanFile, TasksFile, BudgetFile, OrganisationsFile):
    """A plan as printed, or as in force on a day after `in_force`."""

    slug: str
    folder: Path
    amendments: tuple[Amendment, ...] = ()

    @property
    def full_title(self) -> str:
        """The title with the kind of document, for the middle of a sentence."""
        return _("Kế hoạch {title}").format(title=self.title[:1].lower() + self.title[1:])

    @property
    def citation(self) -> str:
        """How later sentences name the plan: "Kế hoạch số 49/KH-UBND"."""
        return _("Kế hoạch số {number}").format(number=self.number)

    def frame_of(self, paper: str) -> bytes | None:
        """The province's own Word frame of a paper, templates/<paper>.docx in the plan's folder, if there is one."""
        file = self.folder / "templates" / f"{paper}.docx"
        return file.read_bytes() if file.is_file() else None

    @cached_property
    def bodies(self) -> tuple[Body, ...]:
        """All bodies of the plan: those of province level, then the communes by code."""
        return (*self.agencies, *(commune.as_body() for commune in self.communes))

    @cached_property
    def obliged(self) -> tuple[Body, ...]:
        """Bodies bound to report to the standing body; with `invited` the roster the plan proposes."""
        return tuple(body for body in self.bodies if body.under_committee and body.code != self.standing_body)

    @cached_property
    def invited(self) -> tuple[Body, ...]:
        """Bodies with duties but not bound to report: asked for information, never late."""
        return tuple(body for body in self.bodies if not body.under_committee)

    @cached_property
    def _items(self) -> dict[str, dict[str, Any]]:
        sections = (
            "objectives",
            "indicators",
            "groups",
            "tasks",
            "duties",
            "money_lines",
            "bodies",
            "deadlines",
            "regimes",
            "lists",
        )
        items = {name: {item.code: item for item in getattr(self, name)} for name in (*sections, "contradictions")}
        items["paragraphs"] = {item.code: item for group in self.groups for item in group.paragraphs}
        items["decisions"] = {item.key: item for item in self.decisions}
        return items

    def objective(self, code: str) -> Objective:
        """The objective "MT2". Raises KeyError, as all look-ups here do."""
        return self._items["objectives"][code]

    def indicator(self, code: str) -> Indicator:
        """The indicator "MT2.1"."""
        return self._items["indicators"][code]

    def indicators_of(self, objective: str) -> tuple[Indicator, ...]:
        """The indicators of one objective, in plan order."""
        return tuple(indicator for indicator in self.indicators if indicator.objective == objective)

    def group(self, code: str) -> TaskGroup:
        """The task group "NV2"."""
        return self._items["groups"][code]

    def task(self, code: str) -> Task:
        """The task "NV3.1"."""
        return self._items["tasks"][code]

    def duty(self, code: str) -> Duty:
        """The duty "V.8b"."""
        return self._items["duties"][code]

    def paragraph(self, code: str) -> Paragraph:
        """The paragraph "III.4a"."""
        return self._items["paragraphs"][code]

    def money_line(self, code: str) -> MoneyLine:
        """The money line "KP.II.1"."""
        return self._items["money_lines"][code]

    def body(self, code: str) -> Body:
        """The body "skhcn", or a commune by its official code "09193"."""
        return self._items["bodies"][code]

    def deadline(self, code: str) -> Deadline:
        """The deadline "bodies" or "province"."""
        return self._items["deadlines"][code]

    def regime(self, code: str) -> Regime:
        """The regime "annual", as first written down."""
        return self._items["regimes"][code]

    def decision(self, key: str) -> Decision:
        """The first value of a decision, "counting.min_hours"."""
        return self._items["decisions"][key]

    def contradictions_of(self, code: str) -> tuple[Contradiction, ...]:
        """The open points that touch a code, with their readings."""
        return tuple(point for point in self.contradictions if code in point.codes)

    def names(self, codes: Iterable[str]) -> str:
        """Bodies and groups of bodies as the annex prints them: "Sở Giáo dục và Đào tạo, các cơ sở giáo dục"."""
        titles = {group.code: group.title for group in self.body_groups}
        return ", ".join(titles.get(code) or self.body(code).name for code in codes)

    def tasks_due(self, year: int) -> tuple[Task, ...]:
        """Tasks on which work is expected in the year."""
        return tuple(task for task in self.tasks if task.schedule.is_due(year, self.period))

    def led_by(self, body: str, kind: str | None = None) -> tuple[Task, ...]:
        """Tasks the body leads. `kind`: kind of a body the plan does not list."""
        return tuple(task for task in self.tasks if self._covers(task.leads, body, kind))

    def coordinated_by(self, body: str, kind: str | None = None) -> tuple[Task, ...]:
        """Tasks the body coordinates, by name or as one of a group; who leads a task does not coordinate it."""
        return tuple(
            task
            for task in self.tasks
            if self._covers(task.coordinating, body, kind) and not self._covers(task.leads, body, kind)
        )

    def duties_of(self, body: str, kind: str | None = None) -> tuple[Duty, ...]:
        """Duties of part V laid on the body, by name or as one of a group."""
        return tuple(duty for duty in self.duties if self._covers(duty.bodies, body, kind))

    def _covers(self, codes: Iterable[str], body: str, kind: str | None) -> bool:
        known = self._items["bodies"].get(body)
        kind = known.kind if known else kind
        groups = {group.code: group.kinds for group in self.body_groups}
        return any(code == body or kind in groups.get(code, ()) for code in codes)

    def estimate(self, year: int) -> int:
        """What the lines sum to in the year, in the unit of the budget."""
        return sum(line.amounts.get(year, 0) for line in self.money_lines)

    def in_force(self, day: date) -> Plan:
        """The plan as amended by what is in force on the day (the day itself counts)."""
        plan = self
        for amendment in sorted(self.amendments, key=lambda each: each.in_force):
            if amendment.in_force <= day:
                plan = plan.amended(amendment)
        return plan

    def amended(self, amendment: Amendment) -> Plan:
        """The plan with one amendment applied; raises pydantic's ValidationError when the result is no plan."""
        content = self.model_dump()
        for change in amendment.changes:
            changeable(content, change).update(change.set)
        return Plan.model_validate(content)

    @cached_property
    def hash(self) -> str:
        """SHA-256 over the canonical content, amendments included, the folder's name not."""
        content = self.model_dump(mode="json", exclude={"slug", "folder"})
        canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()


def changeable(content: dict[str, Any], change: Change) -> dict[str, Any]:
    """The item of a plan's dumped content that a change means: it bears the code and has the keys. Raises KeyError."""
    for section in (*CHANGEABLE, "budget"):
        items = (content[section],) if section == "budget" else content[section]
        for item in items:
            if item["code"] == change.code and item.keys() >= change.set.keys():
                return item
    raise KeyError(change.code)
