"""The arithmetic of targets: what a year needs, where a figure stands, how much is missing.

Percentages are 0-100. Figures may be int, Decimal, Fraction or float; comparisons are made on exact values, never on
rounded ones: 55 is not > 55, and 20 % of 95 bodies is 19, not 20. A float is read to 15 significant digits, which takes
off its binary noise.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date
from decimal import Decimal, localcontext
from enum import StrEnum
from fractions import Fraction
from gettext import gettext as _
from typing import TypeAlias

from nscl.plan.record import Period
from nscl.plan.target import Target

Figure: TypeAlias = int | float | Decimal | Fraction
_DIGITS = 60


class State(StrEnum):
    """Where an indicator stands."""

    MET = "met"
    ON_TRACK = "on_track"
    BEHIND = "behind"
    NOT_DUE = "not_due"
    AWAITING = "awaiting"
    DESCRIBE = "describe"
    NO_DATA = "no_data"

    @property
    def label(self) -> str:
        """The state in words."""
        return {
            State.MET: _("Đạt"),
            State.ON_TRACK: _("Đúng tiến độ"),
            State.BEHIND: _("Chậm tiến độ"),
            State.NOT_DUE: _("Chưa đến hạn"),
            State.AWAITING: _("Chờ số liệu"),
            State.DESCRIBE: _("Theo dõi"),
            State.NO_DATA: _("Chưa có dữ liệu"),
        }[self]


def exact(figure: Figure) -> Fraction:
    """The figure as a fraction. Raises ValueError on infinities and not-a-number."""
    if isinstance(figure, float):
        if not math.isfinite(figure):
            raise ValueError(_("Phép tính không cho một con số xác định."))
        return Fraction(f"{figure:.15g}")
    return Fraction(figure)


def reached(target: Target, figure: Figure, bound: Figure | None = None) -> bool:
    """Whether the figure is at the target's value, or at another bound, in the sense of the target's sign (≥ or >)."""
    aim = target.value if bound is None else bound
    if aim is None:
        return False
    return exact(figure) > exact(aim) if target.op == ">" else exact(figure) >= exact(aim)


def pace(target: Target, year: int, period: Period) -> Fraction | None:
    """What must stand at the end of the year, unrounded; None where nothing must be reached.

    Cumulative shapes: the last milestone passed, or without milestones value · (years elapsed) / (years in all), to the
    year `by` or the last of the period: 5 by the end of 2026-2030 is 3 in 2028, 50 % is 30 %. Others: the value itself.
    """
    if target.value is None or year < period.start:
        return None
    aim = exact(target.value)
    last = target.by or period.end
    if not target.is_cumulative or year >= last:
        return aim
    if target.milestones:
        passed = [level for when, level in sorted(target.milestones.items()) if when <= year]
        return exact(passed[-1]) if passed else Fraction(0)
    return aim * (year - period.start + 1) / (last - period.start + 1)


def needed(target: Target, year: int, period: Period) -> Fraction | None:
    """The pace as printed and drawn: counts rounded up to whole ones, percentages as they are."""
    level = pace(target, year, period)
    if level is None or not _is_count(target):
        return level
    return Fraction(math.ceil(level))


def _is_count(target: Target) -> bool:
    return target.shape in ("by_end", "maintain") and exact(target.value or 0).denominator == 1


def state(
    target: Target,
    figure: Figure | None,
    *,
    year: int,
    period: Period,
    day: date,
    closing: date,
    latest: int | None = None,
) -> State:
    """The state of a figure of `year` as seen on `day`.

    `closing`: closing date of the figures of `year`. `latest`: for a yearly average, the last year the figure covers.
    """
    if target.shape == "yearly_average":
        return _state_of_average(target, figure, year=year, period=period, day=day, latest=latest)
    if figure is None:
        return State.NO_DATA
    if target.shape == "describe":
        return State.DESCRIBE
    if reached(target, figure):
        return State.MET
    if target.shape == "each_year":
        return State.NOT_DUE if day <= closing else State.BEHIND
    return _state_on_the_way(target, figure, year=year, period=period, day=day)


def _state_on_the_way(target: Target, figure: Figure, *, year: int, period: Period, day: date) -> State:
    if day.year < year or (year <= period.start and day <= _end_of(period.start)):
        return State.NOT_DUE
    level = pace(target, year, period)
    is_last = year >= (target.by or period.end)
    return State.ON_TRACK if level is not None and not is_last and exact(figure) >= level else State.BEHIND


def _state_of_average(
    target: Target, figure: Figure | None, *, year: int, period: Period, day: date, latest: int | None
) -> State:
    if figure is None:
        return State.NOT_DUE if day <= _end_of(period.start) else State.NO_DATA
    if latest is not None and latest < min(year, period.end):
        return State.AWAITING
    if not reached(target, figure):
        return State.BEHIND
    return State.MET if year >= period.end else State.ON_TRACK


def _end_of(year: int) -> date:
    return date(year, 12, 31)


def percent(target: Target, figure: Figure | None) -> Fraction | None:
    """The figure in per cent of the target's value; None where that says nothing (no target, averages)."""
    if figure is None or not target.value or target.shape == "yearly_average":
        return None
    return 100 * exact(figure) / exact(target.value)


def share(numerator: int, denominator: int | None) -> Fraction | None:
    """The exact share in per cent. Nothing to divide by is no share: neither 0 nor 100."""
    return Fraction(100 * numerator, denominator) if denominator else None


def needed_number(target: Target, listed: int) -> int | None:
    """How many of a list of `listed` bodies the target needs: ⌈value % × listed⌉, or one more than it for >."""
    if target.value is None:
        return None
    return _least(exact(target.value) * listed / 100, target.op)


def gap(
    target: Target, figure: Figure | None, *, numerator: int | None = None, denominator: int | None = None
) -> int | None:
    """How many are missing to the target itself: bodies of the list for a share, else units; 0 when none is missing.

    Give `numerator` and `denominator` for a share. None where a number of missing ones says nothing.
    """
    if target.value is None or target.shape == "yearly_average":
        return None
    if target.shape == "share_of" or denominator is not None:
        wanted = needed_number(target, denominator) if denominator else None
        return None if wanted is None or numerator is None else max(0, wanted - numerator)
    return None if figure is None else max(0, math.ceil(_least(exact(target.value), target.op) - exact(figure)))


def _least(level: Fraction, op: str | None) -> int:
    return math.floor(level) + 1 if op == ">" else math.ceil(level)


def years_met(states: Iterable[State]) -> tuple[int, int]:
    """Years met and years elapsed of an `each_year` target, from the states of the years so far."""
    judged = [each for each in states if each is not State.NOT_DUE]
    return judged.count(State.MET), len(judged)


def average_growth(first: Figure, last: Figure, years: int) -> Decimal:
    """Average growth in per cent a year between two levels, `years` apart: 100 · ((last / first)^(1 / years) - 1).

    The geometric mean of the yearly growths. Computed to 60 digits and rounded to 40, so that a level that grew by
    exactly 11 % a year gives exactly 11. Raises ValueError unless both levels are positive and `years` is at least 1.
    """
    if years < 1 or exact(first) <= 0 or exact(last) <= 0:
        raise ValueError(_("Chỉ tính được tốc độ tăng bình quân giữa hai mức dương, cách nhau ít nhất một năm."))
    return _growth(exact(last) / exact(first), years)


def required_growth(aim: Figure, achieved: Figure, *, years_done: int, years_in_all: int) -> Decimal | None:
    """Growth in per cent a year the remaining years need for the average of all years to be `aim`.

    100 · (((1 + aim)^n / (1 + achieved)^m)^(1 / (n - m)) - 1), rates in per cent. None when no year remains.
    """
    remaining = years_in_all - years_done
    if remaining < 1 or years_done < 0 or exact(achieved) <= -100 or exact(aim) <= -100:
        return None
    return _growth((1 + exact(aim) / 100) ** years_in_all / (1 + exact(achieved) / 100) ** years_done, remaining)


def _growth(ratio: Fraction, years: int) -> Decimal:
    with localcontext(prec=_DIGITS):
        root = (Decimal(ratio.numerator) / Decimal(ratio.denominator)) ** (Decimal(1) / years)
        return ((root - 1) * 100).quantize(Decimal(1).scaleb(-40)).normalize()
