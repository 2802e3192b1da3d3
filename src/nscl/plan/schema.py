"""What a plan folder holds, file by file: strict frozen models; unknown keys are refused.

Printed wording is copied exactly; what the reader of the print adds (`short`, `marks`, `pays_for`, `measure`,
`reading`) stands in keys of its own.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field

from nscl.plan.bodies import Body, BodyGroup, Commune
from nscl.plan.budget import Budget, MoneyGroup, MoneyLine
from nscl.plan.codes import AnyCode, BodyCode, DocumentNumber, DutyCode, MonthDay, ProvinceCode, Text
from nscl.plan.objectives import Contradiction, Decision, FrozenList, Indicator, Objective
from nscl.plan.record import Period, Record
from nscl.plan.regimes import Regime
from nscl.plan.tasks import Duty, Task, TaskGroup


class Province(Record):
    """Whose plan it is; `seat` is the place name of papers ("Bắc Ninh, ngày …")."""

    name: Text
    kind: Literal["tỉnh", "thành phố"]
    code: ProvinceCode
    seat: Text

    @property
    def full_name(self) -> str:
        """As written inside a sentence: "tỉnh Bắc Ninh"."""
        return f"{self.kind} {self.name}"


class Document(Record):
    """A document the plan or an amendment rests on."""

    kind: Text
    number: DocumentNumber
    date: date
    issuer: Text
    subject: Text


class PrintedText(Record):
    """Paragraphs of the plan that belong to no task: opening, part I, part IV, closing sentence."""

    preamble: Text
    purpose: Text
    requirements: Text
    funding: Text
    closing: Text


class Deadline(Record):
    """Who reports before which day each year; "11-20" means until the end of 19 November."""

    code: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    title: Text
    before: MonthDay
    ad_hoc: bool
    duty: DutyCode


class Change(Record):
    """One code changed by an amendment: the fields of `set` replace those of the plan."""

    code: AnyCode
    set: dict[str, Any]


class Amendment(Record):
    """A document that changes the plan from a day on (a file of amendments/)."""

    document: Document
    in_force: date
    changes: tuple[Change, ...]


class PlanFile(Record):
    """plan.yaml"""

    number: DocumentNumber
    issued_on: date
    issuer: Text
    title: Text
    short_title: Text
    province: Province
    period: Period
    standing_body: BodyCode
    addressee: Text
    signature: tuple[Text, ...]
    legal_bases: tuple[Document, ...]
    text: PrintedText
    objectives: tuple[Objective, ...]
    indicators: tuple[Indicator, ...]
    lists: tuple[FrozenList, ...] = ()
    deadlines: tuple[Deadline, ...]
    regimes: tuple[Regime, ...] = ()
    recipients: dict[Text, tuple[Text, ...]]
    decisions: tuple[Decision, ...]
    contradictions: tuple[Contradiction, ...] = ()


class TasksFile(Record):
    """tasks.yaml"""

    groups: tuple[TaskGroup, ...]
    tasks: tuple[Task, ...]
    duties: tuple[Duty, ...]


class BudgetFile(Record):
    """budget.yaml"""

    budget: Budget
    money_groups: tuple[MoneyGroup, ...] = ()
    money_lines: tuple[MoneyLine, ...]


class OrganisationsFile(Record):
    """organisations.yaml"""

    agencies: tuple[Body, ...]
    body_groups: tuple[BodyGroup, ...] = ()
    communes: tuple[Commune, ...] = ()
