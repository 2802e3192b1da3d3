"""Behind a figure: its rows grouped by place, reporter, grade or entry, and what was excluded and why.

Every function asks the database once or twice, however many rows there are. The numbers add up by construction: each
row looked at has exactly one verdict.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, F, QuerySet, When
from django.db.models.functions import Coalesce

from nscl.organisations.models import Body, Kind
from nscl.registers.measurement import COUNTED, Measurement
from nscl.scorecard.line import Line


@dataclass(frozen=True)
class Step:
    """Rows taken out for one reason. `also_at`: the indicator that counts them instead."""

    reason: str
    rows: int
    also_at: str = ""


@dataclass(frozen=True)
class Subtraction:
    """How the rows recorded become the rows counted: recorded − every step = counted."""

    recorded: int
    steps: tuple[Step, ...]
    counted: int

    @property
    def excluded(self) -> int:
        return sum(step.rows for step in self.steps)


@dataclass(frozen=True)
class Group:
    """Counted rows of one body; `entries` of the register they stand in. `body` is None for rows of no commune."""

    body: Body | None
    rows: int
    entries: int


def subtraction(line: Line) -> Subtraction:
    """From the rows looked at to those counted, one step for each reason that took any out."""
    measurement = _measured(line)
    counts = dict(measurement.judged.values_list("verdict").annotate(n=Count("pk")))
    return Subtraction(sum(counts.values()), _steps(line, counts), counts.get(COUNTED, 0))


def by_place(line: Line) -> list[Group]:
    """Counted rows by the commune of the beneficiary, largest first; a commune's own rows are its own."""
    beneficiary = _measured(line).beneficiary
    itself = Case(When(**{f"{beneficiary}__kind": Kind.COMMUNE}, then=F(beneficiary)))
    return _grouped(line, Coalesce(F(f"{beneficiary}__commune"), itself))


def by_reporter(line: Line) -> list[Group]:
    """Counted rows by the body that reported them, largest first."""
    return _grouped(line, F(_measured(line).reporter))


def by_grade(line: Line) -> dict[str, int]:
    """Counted rows by the grade of their evidence; empty where the register has none."""
    measurement = _measured(line)
    if not measurement.grade:
        return {}
    counted = _counted(measurement).values_list(measurement.grade)
    return dict(counted.annotate(n=Count("pk")).order_by(measurement.grade))


def entries(line: Line) -> QuerySet[Any]:
    """Keys of the register's own rows behind the figure, counted or not, as a subquery."""
    measurement = _measured(line)
    return measurement.judged.values(measurement.entry or "pk")


def by_entry(line: Line, keys: Iterable[int]) -> dict[int, Subtraction]:
    """The subtraction of each of some rows of the register: how many of its lines count, and why the others do not."""
    measurement = _measured(line)
    path = measurement.entry or "pk"
    found: dict[int, dict[int, int]] = {}
    rows = measurement.judged.filter(**{f"{path}__in": list(keys)}).values_list(path, "verdict")
    for key, verdict, n in rows.annotate(n=Count("pk")):
        found.setdefault(key, {})[verdict] = n
    return {
        key: Subtraction(sum(counts.values()), _steps(line, counts), counts.get(COUNTED, 0))
        for key, counts in found.items()
    }


def _measured(line: Line) -> Measurement:
    if line.measurement is None:
        raise ValueError(f"nothing is measured for {line.code}")
    return line.measurement


def _counted(measurement: Measurement) -> QuerySet[Any]:
    return measurement.judged.filter(verdict=COUNTED)


def _steps(line: Line, counts: dict[int, int]) -> tuple[Step, ...]:
    excluded = enumerate(_measured(line).excluded)
    return tuple(
        Step(str(each.reason), counts[position], _counted_at(line, each.argument))
        for position, each in excluded
        if position in counts
    )


def _counted_at(line: Line, argument: str) -> str:
    """The indicator of the same measure that counts rows of this argument."""
    if not argument:
        return ""
    same = (one for one in line.plan.indicators if one.measure == line.indicator.measure and one != line.indicator)
    return next((one.code for one in same if any(argument in _listed(value) for value in one.where.values())), "")


def _listed(value: object) -> tuple[object, ...]:
    return tuple(value) if isinstance(value, list | tuple) else (value,)


def _grouped(line: Line, key: Any) -> list[Group]:
    measurement = _measured(line)
    lines = Count(measurement.entry or "pk", distinct=True)
    rows = _counted(measurement).annotate(group=key).values_list("group").annotate(n=Count("pk"), entries=lines)
    counts = {body: (n, e) for body, n, e in rows}
    bodies = Body.objects.in_bulk([body for body in counts if body is not None])
    groups = [Group(bodies.get(body), n, e) for body, (n, e) in counts.items()]
    return sorted(
        groups, key=lambda group: (group.body is None, -group.rows, group.body.sort_key if group.body else "")
    )
