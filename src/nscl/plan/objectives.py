"""Part II of a plan: objectives, the indicators that measure them, and what the standing body decides about them."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from nscl.plan.codes import (
    Arguments,
    BodyCode,
    IndicatorCode,
    MonthDay,
    ObjectiveCode,
    PlainValue,
    PrintedCode,
    ReadingCode,
    TaskCode,
    Text,
)
from nscl.plan.measurement import CATALOGUE
from nscl.plan.record import Record
from nscl.plan.target import Target


class Objective(Record):
    """One numbered objective of part II in its exact wording; `short` names it on a card, `marks` are the reader's
    remarks."""

    code: ObjectiveCode
    short: Text
    text: Text
    marks: tuple[Text, ...] = ()

    @property
    def number(self) -> int:
        """The number printed in part II."""
        return int(self.code.removeprefix("MT"))


class Indicator(Record):
    """One figure that measures an objective, or a task where the plan prints a number there (NV5.2).

    `counts` is the noun of what is counted when `unit` is a per cent; `reading` says the rule in words; `owners` act
    next; `action_day` is the day before which they act, None for the closing date of figures.
    """

    code: IndicatorCode
    objective: ObjectiveCode | None = None
    task: TaskCode | None = None
    title: Text
    short: Text
    unit: Text
    counts: Text | None = None
    target: Target
    measure: Text
    where: Arguments
    reading: Text
    owners: tuple[BodyCode, ...]
    tasks: tuple[TaskCode, ...] = ()
    action_day: MonthDay | None = None

    @property
    def source(self) -> str:
        """Title of the register the figure is read from."""
        return CATALOGUE[self.measure].register

    @property
    def counted_unit(self) -> str:
        """The noun after a count: "trường" for a share of schools, else the unit."""
        return self.counts or self.unit


class FrozenList(Record):
    """A list that shares divide by, frozen each year by a person of the `keeper`."""

    code: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    title: Text
    keeper: BodyCode


class Decision(Record):
    """What the standing body decides itself: the first value; later ones are dated rows outside the files."""

    key: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$")]
    title: Text
    unit: Text | None = None
    value: PlainValue
    basis: Text


class Contradiction(Record):
    """A point the plan leaves open, the codes it touches, and the reading the work starts from."""

    code: ReadingCode
    codes: tuple[PrintedCode, ...]
    text: Text
    reading: Text
