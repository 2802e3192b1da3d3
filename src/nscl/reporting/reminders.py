"""When somebody is reminded of a report, and who: decided from plain values, without the database or the clock.

A deadline has steps, so many days from its last day (T): T-30 … T-1, T, T+1, T+3. A step before or on the deadline that
falls on a day off comes on the last working day before, when there is still time; one after it on the next working day,
when the report really is late. The deadline itself never moves.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from nscl.vn.calendar import is_working_day, last_working_day_before

OFFSETS: Final = (-30, -15, -7, -3, -1, 0, 1, 3)  # unless the regime says otherwise
NOTICE: Final = "reminder"  # the kind of notice it is; its subject begins "reminder/<report>/"
ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class Rhythm:
    """Of one regime: the days of its reminders, and from which of them on more people hear: who clears in the body, who
    signs for it, and at last who writes the official letter."""

    offsets: tuple[int, ...] = OFFSETS
    heads: int = -3
    leaders: int = 0
    letter: int = 3


class Owes(StrEnum):
    """What a body owes in a round."""

    WRITING = "writing"
    MENDING = "mending"
    CLEARING = "clearing"
    SIGNATURE = "signature"


@dataclass(frozen=True)
class Step:
    """One reminder of a deadline, and the day on which it is given."""

    offset: int
    on: date


@dataclass(frozen=True)
class Debt:
    """What one report still owes. `time`: how often it was returned; `since`: the day from which it could be asked for;
    `items`: how many items were sent back."""

    report: int
    body: int
    owes: Owes
    last_day: date
    since: date
    time: int = 0
    items: int = 0


@dataclass(frozen=True)
class Claim:
    """A debt whose reminder is due: who of the body's people hears of it."""

    debt: Debt
    step: Step
    writers: bool
    signers: bool
    heads: bool = False


def offsets_of(value: str) -> tuple[int, ...]:
    """The days a decision gives, as "-15 -7 -1 0 2". Raises ValueError when it is not a list of whole numbers."""
    found = tuple(sorted({int(word) for word in value.split()}))
    if not found:
        raise ValueError(value)
    return found


def schedule(last_day: date, offsets: Iterable[int], decided: Mapping[date, bool]) -> tuple[Step, ...]:
    """The steps of a deadline in the order of their days, by the working calendar."""
    steps = [Step(offset, _day(last_day, offset, decided)) for offset in sorted(offsets)]
    return tuple(sorted(steps, key=lambda step: (step.on, step.offset)))


def _day(last_day: date, offset: int, decided: Mapping[date, bool]) -> date:
    day = last_day + offset * ONE_DAY
    if is_working_day(day, decided):
        return day
    if offset <= 0:
        return last_working_day_before(day, decided)
    while not is_working_day(day, decided):
        day += ONE_DAY
    return day


def step_on(day: date, steps: Iterable[Step], since: date) -> Step | None:
    """The latest step that has come by a day; what was missed before it is not caught up, nor what came before the
    body could be asked at all."""
    come = [step for step in steps if since <= step.on <= day]
    return come[-1] if come else None


def claim(debt: Debt, day: date, rhythm: Rhythm, decided: Mapping[date, bool]) -> Claim | None:
    """Who hears of a debt on a day: who writes, later who clears and signs as well; of what lies on a desk, whose desk
    it is."""
    step = step_on(day, schedule(debt.last_day, rhythm.offsets, decided), debt.since)
    if step is None:
        return None
    is_late = step.offset >= rhythm.leaders
    waits_for_signature = debt.owes is Owes.SIGNATURE
    return Claim(
        debt,
        step,
        writers=debt.owes in (Owes.WRITING, Owes.MENDING),
        signers=waits_for_signature or is_late,
        heads=debt.owes is Owes.CLEARING or (step.offset >= rhythm.heads and not waits_for_signature),
    )
