"""Verbs on statistics and estimates: keyword `by=`, one transaction and one history event each."""

from nscl.economy.actions.estimates import (
    digest,
    is_intact,
    keep_estimate,
    mark_for_report,
    of_another_place,
    treat_break,
)
from nscl.economy.actions.statistics import (
    Statistic,
    add_series,
    add_statistics,
    key_of,
    withdraw_statistics,
)
from nscl.economy.actions.territories import add_territory, correct_territory

__all__ = [
    "Statistic",
    "add_series",
    "add_statistics",
    "add_territory",
    "correct_territory",
    "digest",
    "is_intact",
    "keep_estimate",
    "key_of",
    "mark_for_report",
    "of_another_place",
    "treat_break",
    "withdraw_statistics",
]
