"""Adjustments: rows of a frozen period that were confirmed after its freeze, each with the reason given then."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from nscl.history.models import Event
from nscl.registers.adjusting import ADJUSTS, CONFIRMED
from nscl.registers.catalogue import register_of
from nscl.registers.entry import Entry
from nscl.registers.register import Register


@dataclass(frozen=True)
class Adjustment:
    year: int
    register: Register
    row: Entry
    why: str
    by: str
    at: datetime


def adjustments(years: Collection[int], at: datetime) -> list[Adjustment]:
    """Those that count at a moment, in the order they were made; one query, and one for each register concerned."""
    acts = Event.objects.filter(verb=CONFIRMED, at__lte=at, **{f"details__{ADJUSTS}__in": list(years)}).order_by("id")
    last = {act.subject: act for act in acts} if years else {}
    keys: defaultdict[str, list[int]] = defaultdict(list)
    for subject in last:
        label, key = subject.split("/")
        keys[label].append(int(key))
    rows = {
        f"{label}/{row.pk}": (register_of(label), row)
        for label, wanted in keys.items()
        for row in register_of(label).model.objects.known(at).filter(pk__in=wanted)
    }
    return [
        Adjustment(act.details[ADJUSTS], *rows[subject], act.why, act.actor_name, act.at)
        for subject, act in last.items()
        if subject in rows
    ]
