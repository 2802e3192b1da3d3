"""What the province's paper says of each line: the house's words, or those an officer wrote around the figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from nscl.reporting.models import Round, Wording
from nscl.reporting.plans import plan_of
from nscl.scorecard import phrase
from nscl.scorecard.evaluate import evaluate, evaluate_one
from nscl.scorecard.line import Line
from nscl.scorecard.phrase import Phrase
from nscl.scorecard.sentences import case
from nscl.vn.calendar import now


@dataclass(frozen=True)
class Saying:
    """`wording`: the last one written for the line, if any."""

    line: Line
    wording: Wording | None = None

    @property
    def version(self) -> int:
        return self.wording.version if self.wording else 0

    @property
    def case(self) -> str:
        return case(self.line)

    @property
    def is_written(self) -> bool:
        """Did somebody write other words than the house's?"""
        return bool(self.wording and self.wording.text)

    @cached_property
    def phrase(self) -> Phrase:
        """Words written for another case than the line is in would not be true: the house's stand."""
        own = self.wording
        fitting = own and own.text and phrase.fits(self.line, own.text, own.case)
        return (phrase.opened(self.line, own.text) if own and fitting else None) or phrase.house(self.line)

    @property
    def is_reworded(self) -> bool:
        """Does the paper print the written words?"""
        return self.wording is not None and self.is_written and self.phrase.kept == self.wording.text

    @property
    def is_stale(self) -> bool:
        """Written for another case: not printed until somebody writes anew."""
        return self.is_written and not self.is_reworded

    @property
    def text(self) -> str:
        return phrase.printed(self.phrase.filled(self.line)) if self.is_reworded else self.line.sentence


def sayings(lines: Iterable[Line], wordings: Mapping[str, Wording]) -> list[Saying]:
    return [Saying(line, wordings.get(line.code)) for line in lines]


def sayings_of(round: Round) -> list[Saying]:
    """Every line of the province as its paper would print it now, in plan order."""
    return sayings(evaluate(plan_of(round), **_knowledge(round)), round.wordings.standing(now()))


def saying_of(round: Round, code: str) -> Saying:
    """One line alone, for who words it. KeyError where the plan has no such indicator."""
    line = evaluate_one(plan_of(round), code, **_knowledge(round))
    return Saying(line, round.wordings.filter(indicator=code).select_related("by").last())


def _knowledge(round: Round) -> dict[str, Any]:
    """The figures of the paper: of the freeze, or as they stand."""
    return {"year": round.year, "as_of": round.frozen_at or now(), "until": round.closing_on}
