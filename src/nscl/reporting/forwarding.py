"""Workbooks that the standing body brought into a report for its body: who, when, handed over by whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from nscl.history.acts import subject_of
from nscl.history.models import Event
from nscl.reporting.models import Report


@dataclass(frozen=True)
class Forwarded:
    by: str
    sent_by: str
    at: datetime
    codes: tuple[str, ...]
    file: str


def forwarded(report: Report) -> list[Forwarded]:
    """The last one first."""
    acts = Event.objects.filter(subject=subject_of(report), verb="report.forwarded").order_by("-id")
    return [
        Forwarded(
            by=act.actor_name,
            sent_by=act.details["sent_by"],
            at=act.at,
            codes=tuple(act.details["codes"]),
            file=act.details["file"],
        )
        for act in acts
    ]
