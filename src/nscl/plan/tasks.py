"""Parts III and V and annex I of a plan: groups, paragraphs, tasks, duties."""

from __future__ import annotations

from typing import Literal

from nscl.plan.codes import BodyCode, DutyCode, GroupCode, ParagraphCode, TaskCode, Text
from nscl.plan.record import Period, Record, Year


class Paragraph(Record):
    """One paragraph of part III."""

    code: ParagraphCode
    text: Text


class TaskGroup(Record):
    """A group of tasks: `title` in the annex, `heading` and paragraphs in part III."""

    code: GroupCode
    short: Text
    title: Text
    heading: Text
    paragraphs: tuple[Paragraph, ...] = ()


class Schedule(Record):
    """When a task is carried out; `printed` is the cell of the annex, None where it is blank.

    A blank cell (`unstated`) is read as the whole period of the plan.
    """

    form: Literal["each_year", "years", "unstated"]
    first: Year | None = None
    last: Year | None = None
    ad_hoc: bool = False
    printed: Text | None = None

    def is_due(self, year: int, period: Period) -> bool:
        """Whether work is expected in the year."""
        if self.first is not None and self.last is not None:
            return self.first <= year <= self.last
        return year in period.years


class Task(Record):
    """One task of annex I. `leads` and `coordinating` name bodies or groups of bodies; `commissioned` is a task carried
    out as a commissioned science and technology task, outside the money lines; `marks` are the reader's remarks."""

    code: TaskCode
    group: GroupCode
    short: Text
    text: Text
    leads: tuple[BodyCode, ...]
    coordinating: tuple[BodyCode, ...]
    schedule: Schedule
    note: Text | None = None
    commissioned: bool = False
    marks: tuple[Text, ...] = ()


class Duty(Record):
    """One duty of part V: what the named bodies lead (or do themselves) or coordinate."""

    code: DutyCode
    bodies: tuple[BodyCode, ...]
    role: Literal["lead", "coordinate"]
    text: Text
