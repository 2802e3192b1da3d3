"""The round of a year as public pages tell it: its dates, and what the frozen figures said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from nscl.plan import Plan
from nscl.reporting.models import Round


@dataclass(frozen=True)
class Reported:
    """`figures`: by code, what the frozen round keeps of each line; empty while it is not frozen."""

    round: Round | None
    figures: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    @property
    def is_frozen(self) -> bool:
        return self.round is not None and self.round.is_frozen


def reported(plan: Plan, year: int) -> Reported:
    """One query."""
    found = Round.objects.annual().filter(plan=plan.slug, year=year).defer(None).first()
    if found is None or not found.is_frozen:
        return Reported(found)
    return Reported(found, {line["indicator"]: line for line in found.figures or ()})
