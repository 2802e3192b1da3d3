"""«Còn thiếu gì, ai làm, trước ngày nào»: the three words under every indicator."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from nscl.plan.targets import State
from nscl.scorecard.sentences import difference, lacking, points, quantity

if TYPE_CHECKING:
    from nscl.scorecard.line import Line


@dataclass(frozen=True)
class Missing:
    """What is missing in words, who acts, and the day before which."""

    what: str
    who: str
    before: date | None


def missing(line: Line) -> Missing:
    """The next step of an indicator. Unconfirmed rows come before new ones: they are already there."""
    who = "; ".join(str(owner) for owner in line.owners)
    if line.statistic is not None:
        return _figures_to_come(line, who)
    if line.state is State.NO_DATA:
        return Missing(_("Chưa có %(register)s") % {"register": lacking(line)}, who, None)
    parts = [part for part in (_gap(line), _waiting(line)) if part]
    if not parts:
        nothing = _("Kế hoạch không đặt mức") if line.indicator.target.shape == "describe" else _("Không thiếu")
        return Missing(nothing, who, None)
    if line.unconfirmed and not _gap(line):
        who = confirmers(line) or who
    return Missing("; ".join(parts), who, _before(line))


def _figures_to_come(line: Line, who: str) -> Missing:
    """Statistics are not made by working harder: what is missing is the figure of the year, by the day it is
    expected."""
    found = line.statistic
    if found is not None and line.state is State.BEHIND:
        return Missing(_lacking_points(line), who, date(line.plan.period.end, 12, 31))
    if found is None or not line.has_target or found.latest == line.year:
        return Missing(_("Không thiếu"), who, None)
    words = _("Số liệu năm %(year)s")
    return Missing(words % {"year": line.year}, who, found.expected_on)


def _lacking_points(line: Line) -> str:
    """How far an average lies below its target; one that must be exceeded is not reached by standing at it."""
    below = difference(line)
    return _("%(n)s điểm phần trăm") % {"n": points(below)} if below else _("mức vượt mục tiêu")


def _gap(line: Line) -> str:
    """How many more for this year's pace, and how many for the end."""
    if not line.gap or not line.has_target:
        return ""
    unit = line.indicator.counted_unit
    target = line.indicator.target
    if target.is_cumulative and line.pace_gap:
        words = _("%(n)s %(unit)s cho mốc %(year)s; %(all)s cho năm %(end)s")
        numbers = {"n": quantity(line, line.pace_gap), "all": quantity(line, line.gap)}
        return words % {**numbers, "unit": unit, "year": line.year, "end": line.plan.period.end}
    if target.is_cumulative:
        words = _("%(n)s %(unit)s cho năm %(end)s")
        return words % {"n": quantity(line, line.gap), "unit": unit, "end": line.plan.period.end}
    return _("%(n)s %(unit)s") % {"n": quantity(line, line.gap), "unit": unit}


def _waiting(line: Line) -> str:
    if not line.unconfirmed:
        return ""
    return _("%(n)s %(unit)s chờ xác nhận") % {
        "n": quantity(line, line.unconfirmed),
        "unit": line.indicator.counted_unit,
    }


def confirmers(line: Line) -> str:
    """The bodies whose rows wait for a second person."""
    if line.measurement is None or line.measurement.waiting is None:
        return ""
    names = line.measurement.waiting.order_by().values_list(f"{line.measurement.reporter}__short_name", flat=True)
    return "; ".join(sorted(set(names.distinct()[:4])))


def _before(line: Line) -> date | None:
    """Within the year: the closing date for yearly figures, the year's end or the plan's for cumulative ones."""
    if not line.indicator.target.is_cumulative:
        return line.closing
    return date(line.year if line.pace_gap else line.plan.period.end, 12, 31)
