"""This year's report beside the one sent last year: figures, and item by item the words of both."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from nscl.reporting.models import Snapshot
from nscl.reporting.plans import plan_of
from nscl.web.reports.sent import Sent, SentFigure, SentPart, sent

BESIDE: Final = "nam-truoc"  # the view of the page that shows both


@dataclass(frozen=True)
class Pair:
    """One item in both years; one not asked last year has nothing there. What is asked no more is read in last year's
    report."""

    now: SentPart
    before: SentPart | None

    @property
    def says_something(self) -> bool:
        return bool(self.now.texts or (self.before and self.before.texts))


@dataclass(frozen=True)
class Beside:
    pairs: tuple[Pair, ...]
    figures: tuple[tuple[SentFigure, str], ...]  # with the value of last year


def beside(content: Sent, before: Snapshot) -> Beside:
    """`before`: what the body sent last in the round of the year before."""
    old = sent(before.report, plan_of(before.report.round), before, None)
    parts = {part.item.code: part for part in old.parts}
    pairs = (Pair(part, parts.get(part.item.code)) for part in content.parts)
    values = {figure.code: figure.value for figure in old.figures}
    figures = ((figure, values.get(figure.code, "")) for figure in content.figures)
    known = {figure.code for figure in content.figures}
    gone = ((replace(each, value=""), each.value) for each in old.figures if each.code not in known)  # nothing now
    return Beside(tuple(pair for pair in pairs if pair.says_something), (*figures, *gone))
