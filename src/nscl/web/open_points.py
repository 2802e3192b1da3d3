"""What the printed plan leaves open, as pages say it: value in force, since when, by which document, for what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Final

from django.utils.translation import gettext as _

from nscl.organisations import decisions
from nscl.plan import Plan
from nscl.plan.measurement import CATALOGUE
from nscl.plan.objectives import Decision as Printed
from nscl.registers.pilots import Grade, Stage
from nscl.vn.dates import format_month_day
from nscl.vn.numbers import format_number

CLOSING: Final = "figures.closing_day"
ECONOMY: Final = "figures.economy_day"


@dataclass(frozen=True)
class OpenPoint:
    """One open point on a day. `basis` is the ground of the first value, from the plan's folder."""

    key: str
    title: str
    value: str
    since: date
    document: str
    basis: str
    figures: tuple[str, ...]


def open_points(plan: Plan, on: date, at: datetime) -> list[OpenPoint]:
    """Every open point of the plan as it stands on a day, as known at a moment: one query."""
    known = decisions.in_force(plan.slug, on, at)
    return [_point(plan, printed, known) for printed in plan.decisions]


def _point(plan: Plan, printed: Printed, known: Mapping[str, decisions.Decision]) -> OpenPoint:
    row = known.get(printed.key)
    return OpenPoint(
        key=printed.key,
        title=printed.title,
        value=words(printed, row.value if row else str(printed.value)),
        since=row.in_force_from if row else date(plan.period.start, 1, 1),
        document=row.document if row else plan.number,
        basis=printed.basis,
        figures=figures(plan, printed.key),
    )


def words(printed: Printed, value: str) -> str:
    """A value as officers read it; one that cannot be read any more is shown as it is."""
    return WORDS.get(printed.key, _number)(value, printed.unit or "")


def _month_day(value: str, unit: str) -> str:
    return format_month_day(value)


def _stage(value: str, unit: str) -> str:
    return str(Stage(value).label) if value in Stage.values else value


def _grade(value: str, unit: str) -> str:
    return str(Grade(value).label) if value in Grade.values else value


def _number(value: str, unit: str) -> str:
    try:
        return f"{format_number(Decimal(value))} {unit}".strip()
    except (InvalidOperation, ValueError):
        return value


WORDS: Final[Mapping[str, Callable[[str, str], str]]] = {
    CLOSING: _month_day,
    ECONOMY: _month_day,
    "counting.grade": _grade,
    "pilots.counting_stage": _stage,
}


def figures(plan: Plan, key: str) -> tuple[str, ...]:
    """The indicators whose figure or state depends on an open point."""
    if key == CLOSING:
        return tuple(one.code for one in plan.indicators)
    return tuple(one.code for one in plan.indicators if key in CATALOGUE[one.measure].decisions)


def figures_words(plan: Plan, codes: tuple[str, ...]) -> str:
    """ "áp dụng cho MT2.1, MT9.1"."""
    if not codes:
        return _("chưa áp dụng cho chỉ tiêu nào")
    if len(codes) == len(plan.indicators):
        return _("áp dụng cho mọi chỉ tiêu")
    return _("áp dụng cho %(codes)s") % {"codes": ", ".join(codes)}
