"""Figures that answer for an item: what a register already counts needs no words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from nscl.reporting.models import Part, Role
from nscl.scorecard.line import Line


def rows_of_the_year(line: Line) -> int:
    """Counted rows dated in the line's year: a cumulative figure also stands on those of earlier years."""
    return line.rows_of_the_year


def answered_by_figures(parts: Iterable[Part], figures: Iterable[Line]) -> Mapping[str, tuple[Line, ...]]:
    """Item → figures with rows of the year that answer for it.

    A figure may measure several tasks, and nobody knows to which of them a row belongs: it answers for one of those
    that are not nil, first for one that says something. Where all are nil, words and rows contradict each other.
    """
    of = {part.code: part for part in parts}
    found: defaultdict[str, list[Line]] = defaultdict(list)
    for line in figures:
        said = [of[code] for code in line.indicator.tasks if code in of and not of[code].nil]
        if said and rows_of_the_year(line):
            found[min(said, key=lambda part: not part.result).code].append(line)
    return {code: tuple(lines) for code, lines in found.items()}


def left_open(parts: Iterable[Part], figures: Iterable[Line]) -> list[Part]:
    """Coordinating tasks that neither words nor nil nor a figure answers."""
    parts = list(parts)
    waiting = [part for part in parts if part.role == Role.COORDINATING and not part.is_answered]
    answered = answered_by_figures(parts, figures) if waiting else {}
    return [part for part in waiting if part.code not in answered]


def worth_showing(figures: Iterable[Line], items: Iterable[str]) -> list[Line]:
    """Of the counted figures those the body has something on, and those its items touch."""
    touched = set(items)
    return [
        line
        for line in figures
        if line.measurement is not None and (_has_something(line) or touched.intersection(line.indicator.tasks))
    ]


def _has_something(line: Line) -> bool:
    history = (one.value for one in line.by_year)
    return bool(line.rows or line.unconfirmed or line.expectation or any(history))
