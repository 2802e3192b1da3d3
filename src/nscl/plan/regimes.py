"""Reporting regimes: what is asked of whom, when and how, with the elements of Decree 09/2019/ND-CP."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from nscl.plan.codes import MonthDay, Text
from nscl.plan.record import Record, Year

DecisionKey = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$")]


class Regime(Record):
    """One regime as first written down; what the standing body changes later are dated rows outside the files.

    What is missing has not been given yet. `due` and `onward` are deadlines of the plan: of the bodies, and of who
    reports on; `closing` is the decision that holds the closing day of figures; `freeze` the day they are frozen on.
    `reminders` are days from the last day of a deadline: -30 is thirty days before, 1 the day after. From `heads` and
    `leaders` on more is told to who stands above the writer, from `letter` on a body is named in an official letter.
    """

    code: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    frequency: Literal["yearly", "once", "ad_hoc"] | None = None
    year: Year | None = None
    name: Text | None = None
    content: Text | None = None
    reporters: Text | None = None
    receiver: Text | None = None
    method: Text | None = None
    outline: Text | None = None
    forms: Text | None = None
    guidance: Text | None = None
    due: Text | None = None
    onward: Text | None = None
    closing: DecisionKey | None = None
    freeze: MonthDay | None = None
    reminders: tuple[int, ...] = ()
    heads: int = -3
    leaders: int = 0
    letter: int = 3
