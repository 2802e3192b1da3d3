"""What a frozen round reported, beside what its year says now: «đã báo cáo / cập nhật / chênh lệch».

The frozen figure never changes. Rows confirmed or corrected later, and rows dated after the closing day, change the
live figure of their own year; the difference is told apart by those two causes.
"""

from __future__ import annotations

from dataclasses import dataclass

from nscl.reporting.models import Round
from nscl.reporting.plans import plan_of
from nscl.scorecard.evaluate import evaluate
from nscl.scorecard.line import Line, plain

Figure = int | float | None


@dataclass(frozen=True)
class Update:
    """One line of a frozen round: `now` is the live line of the whole year, `at_closing` its value up to the closing
    day as known now."""

    code: str
    state: str
    period: str  # the years the reported figure covers
    reported: Figure
    at_closing: Figure
    now: Line

    @property
    def updated(self) -> Figure:
        return plain(self.now.value)

    @property
    def is_comparable(self) -> bool:
        """Whether both figures cover the same years: an average may have been reported without the last one."""
        return self.period == self.now.period

    @property
    def difference(self) -> Figure:
        return _difference(self.updated, self.reported) if self.is_comparable else None

    @property
    def late(self) -> Figure:
        """By rows dated up to the closing day, confirmed, corrected or withdrawn after the freeze."""
        return _difference(self.at_closing, self.reported) if self.is_comparable else None

    @property
    def after(self) -> Figure:
        """By rows dated after the closing day."""
        return _difference(self.updated, self.at_closing)


def updates(round: Round) -> list[Update]:
    """The lines of a frozen round in plan order, those the plan no longer has left out."""
    plan = plan_of(round)
    at_closing = {line.code: plain(line.value) for line in evaluate(plan, year=round.year, until=round.closing_on)}
    frozen = {figure["indicator"]: figure for figure in round.figures or []}
    return [
        Update(line.code, kept["state"], kept["period"], kept["value"], at_closing[line.code], line)
        for line in evaluate(plan, year=round.year)
        if (kept := frozen.get(line.code))
    ]


def _difference(after: Figure, before: Figure) -> Figure:
    if after is None or before is None:
        return None
    return plain(after - before)
