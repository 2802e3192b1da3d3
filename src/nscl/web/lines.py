"""A `Line` as pages print it: figure, target, columns of its chart, and what is missing. Nothing is computed anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from nscl.plan.targets import State
from nscl.scorecard.line import Line, Number, plain
from nscl.scorecard.missing import missing
from nscl.scorecard.sentences import percentage
from nscl.scorecard.statistics import Statistic
from nscl.vn.dates import format_date
from nscl.vn.numbers import format_number, format_percent
from nscl.web.badges import LINES
from nscl.web.charts import Nature, YearColumn

SMALL_TARGET = 20  # under so many units a share of the target says less than the units themselves


@dataclass(frozen=True)
class Row:
    """One indicator on its card (parts/objective_row.html)."""

    code: str
    title: str
    state: State
    figure: str
    unit: str
    url: str
    target: str
    target_note: str
    chip: str
    years: tuple[YearColumn, ...]
    chart_unit: str
    missing: str
    owner: str
    before: str


def printed(line: Line, value: Number | None) -> str:
    """A value that stands alone, without a leading zero; empty where there is none."""
    if value is None:
        return ""
    if not line.unit.startswith("%"):
        return format_number(value)
    return percentage(line, value)


def figure(line: Line) -> str:
    return printed(line, line.value)


def level(line: Line, value: Number | None) -> str:
    """What must be reached, without decimals it does not have: "55%", "33,3%"."""
    if value is None or not line.unit.startswith("%"):
        return printed(line, value)
    return format_percent(value, 0 if value == int(value) else 1)


def unit(line: Line) -> str:
    """What stands after the figure: the unit, out of how many, or why there is none."""
    if line.value is not None and line.statistic is not None and line.statistic.latest is not None:
        return f"{line.unit.removeprefix('%')} {period(line)}".strip()
    if line.value is None:
        return _("chưa đến năm này") if line.state is State.NOT_DUE else _("chưa tính được")
    if line.denominator is not None:
        of = f"{format_number(line.numerator or 0)}/{format_number(line.denominator)}"
        return f"{of} {line.indicator.counted_unit}"
    target = line.indicator.target
    if target.is_cumulative and line.has_target and target.value is not None:
        return f"/ {level(line, target.value)} {line.unit}"
    return line.unit.removeprefix("%")


def period(line: Line) -> str:
    """The time the figure covers, after its unit."""
    target = line.indicator.target
    if line.statistic is not None and line.statistic.latest is not None:
        return _statistic_period(line.statistic)
    if target.shape == "maintain":
        return _("tại ngày %(day)s") % {"day": format_date(line.knowledge.until)}
    if target.is_cumulative:
        return _("từ năm %(start)s đến năm %(year)s") % {"start": line.plan.period.start, "year": line.year}
    return _("năm %(year)s") % {"year": line.year}


def _statistic_period(found: Statistic) -> str:
    """ "giai đoạn 2026–2027, sơ bộ": the years that have data, and what kind of figure the last one is."""
    if found.is_one_year:
        return _("năm %(year)s, %(nature)s") % {"year": found.latest, "nature": found.nature}
    words = _("giai đoạn %(first)s–%(last)s, %(nature)s")
    return words % {"first": found.first, "last": found.latest, "nature": found.nature}


def target(line: Line) -> str:
    """What must be reached, as a report prints it; empty where nothing must be."""
    words = line.indicator.target.printed if line.has_target else None
    return words[:1].lower() + words[1:] if words else ""


def target_note(line: Line) -> str:
    """Beside the target: how far, the milestone of the year, the expected outturn."""
    notes = [note for note in (_progress(line), _expected(line)) if note]
    return "".join(f"· {note} " for note in notes).strip()


def _progress(line: Line) -> str:
    aim = line.indicator.target
    if not line.has_target or line.value is None or aim.value is None:
        return ""
    if aim.is_cumulative:
        is_reached = line.state is State.MET or line.needed is None
        return "" if is_reached else _("mốc %(year)s: %(n)s") % {"year": line.year, "n": level(line, line.needed)}
    if aim.shape != "each_year" or line.unit.startswith("%"):
        return ""
    if line.percent is not None and aim.value >= SMALL_TARGET:
        words = _("đạt %(share)s") if line.state is State.MET else _("bằng %(share)s")
        return words % {"share": format_percent(line.percent)}
    return _("%(met)s/%(elapsed)s năm đạt") % {"met": line.years_met, "elapsed": line.years_elapsed}


def _expected(line: Line) -> str:
    if line.expected is None:
        return ""
    return _("ước cả năm %(n)s") % {"n": printed(line, line.expected)}


def is_provisional(line: Line) -> bool:
    """Whether the year of the figure still runs."""
    return line.year >= line.knowledge.at.year


def columns(line: Line) -> tuple[YearColumn, ...]:
    """The columns of the chart: one a year, with what each year needs."""
    return tuple(
        YearColumn(
            year=one.year,
            value=plain(one.value),
            needed=plain(one.needed),
            state=line.state.value,
            nature=_nature(line, one.year, one.value),
            unconfirmed=line.unconfirmed if one.year == line.year else 0,
            current=one.year == line.year,
            printed=printed(line, one.value),
            printed_needed=level(line, one.needed),
            note=_("tạm tính") if one.year == line.year and is_provisional(line) else "",
        )
        for one in line.by_year
    )


def _nature(line: Line, year: int, value: Number | None) -> Nature:
    if line.statistic is not None and year in line.statistic.provisional:
        return "provisional"
    return "awaited" if line.state is State.AWAITING and year == line.year and value is None else "final"


def before(line: Line, day: date | None) -> str:
    """The day before which the next step is due: that of the step, or the indicator's own while it has no register."""
    today = line.knowledge.at.date()
    if day is not None:
        return format_date(day) if day >= today else _("%(day)s (đã qua)") % {"day": format_date(day)}
    if line.state is not State.NO_DATA:
        return _("Hằng năm")
    year = max(line.year, min(today.year, line.plan.period.end))
    if line.indicator.action_day is None:
        return format_date(line.closing.replace(year=year))
    month, number = (int(part) for part in line.indicator.action_day.split("-"))
    return format_date(date(year, month, number))


def url(line: Line) -> str:
    """The page that says why the figure is what it is."""
    return f"{reverse('objective', args=[line.code])}?nam={line.year}"


def row(line: Line, *, title: str = "", reported: Mapping[str, Any] | None = None) -> Row:
    """The indicator on its card. `reported`: what the frozen round says of it, shown where it differs."""
    step = missing(line)
    return Row(
        code=line.code,
        title=title,
        state=line.state,
        figure=figure(line),
        unit=unit(line),
        url=url(line),
        target=target(line),
        target_note=target_note(line),
        chip=difference(line, reported),
        years=columns(line),
        chart_unit=line.indicator.counted_unit,
        missing=step.what,
        owner=step.who,
        before=before(line, step.before),
    )


def difference(line: Line, reported: Mapping[str, Any] | None) -> str:
    """The frozen figure in words where the live one has moved away from it."""
    if reported is None or reported["value"] == plain(line.value):
        return ""
    return _("đã báo cáo %(figure)s") % {"figure": printed(line, reported["value"]) or "–"}


def state_words(state: object) -> str:
    return str(LINES[str(getattr(state, "value", state))].word)
