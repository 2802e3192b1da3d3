"""The printed plan a round belongs to."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from nscl.organisations.models import Programme
from nscl.plan import Plan
from nscl.reporting.rounds import Round
from nscl.scorecard.programme import read


def plan_of(round: Round) -> Plan:
    """The text in force on the last day of the round's year."""
    folder = Programme.objects.values_list("folder", flat=True).get(plan=round.plan)
    return read(Path(folder)).in_force(date(round.year, 12, 31))
