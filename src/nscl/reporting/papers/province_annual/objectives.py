"""Section II: the objectives, as a table and in the lines' own sentences, or in words written around their figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from django.utils.translation import gettext as _

from nscl.documents.blocks import Block, Column, Heading, Paragraph, Run, Table
from nscl.plan.codes import task_number
from nscl.plan.targets import State
from nscl.reporting.papers.province_annual.context import Context
from nscl.reporting.papers.sayings import Saying
from nscl.reporting.papers.wording import NOT_APPLICABLE, UNKNOWN, figure, legend, lower_first, note, number_of, pointed
from nscl.scorecard.line import Line
from nscl.scorecard.sentences import percentage, remarks
from nscl.vn.dates import format_date
from nscl.vn.numbers import format_count, format_percent

_COUNTED: Final = (State.MET, State.ON_TRACK, State.BEHIND, State.NOT_DUE, State.AWAITING, State.NO_DATA)


def blocks(context: Context) -> Iterator[Block]:
    yield Heading(1, _("II. KẾT QUẢ THỰC HIỆN CÁC MỤC TIÊU"))
    yield Paragraph(_summary(context))
    yield _table(context)
    position = 0
    for objective in context.plan.objectives:
        position += 1
        name = _("Mục tiêu {number} ({short})").format(number=objective.number, short=lower_first(objective.short))
        said = [each for each in context.sayings if each.line.indicator.objective == objective.code]
        yield from _prose(f"{position}. {name}", said)
    for saying in (each for each in context.sayings if each.line.indicator.objective is None):
        position += 1
        line = saying.line
        name = _("Chỉ tiêu tại nhiệm vụ {task} ({short})").format(
            task=task_number(line.indicator.task or ""), short=lower_first(line.indicator.short)
        )
        yield from _prose(f"{position}. {name}", [saying])


def _of_tasks(context: Context) -> list[Line]:
    """Indicators the plan prints at a task, outside its objectives."""
    return [line for line in context.lines if line.indicator.objective is None]


def _summary(context: Context) -> str:
    outside = _of_tasks(context)
    words = _("{plan} có {objectives} mục tiêu, được theo dõi bằng {indicators} chỉ tiêu{outside}.")
    tasks = ", ".join(task_number(line.indicator.task or "") for line in outside)
    beside = _(", và {n} chỉ tiêu tại nhiệm vụ {tasks}").format(n=format_count(len(outside)), tasks=tasks)
    first = words.format(
        plan=context.plan.citation,
        objectives=format_count(len(context.plan.objectives)),
        indicators=format_count(len(context.lines) - len(outside)),
        outside=beside if outside else "",
    )
    return f"{first} {_states(context)}"


def _states(context: Context) -> str:
    counts = Counter(line.state for line in context.lines)
    said = ", ".join(
        _("{n} chỉ tiêu {state}").format(n=format_count(counts[state]), state=lower_first(state.label))
        for state in _COUNTED
        if counts[state]
    )
    described = _("{n} chỉ tiêu Kế hoạch không đặt mức phải đạt nên chỉ nêu kết quả").format(
        n=format_count(counts[State.DESCRIBE])
    )
    parts = [part for part in (said, described if counts[State.DESCRIBE] else "") if part]
    return _("Đến hết ngày {day} có {states}.").format(day=format_date(context.until), states="; ".join(parts))


def _prose(heading: str, sayings: list[Saying]) -> Iterator[Block]:
    """One indicator goes on after the heading; several are points under it."""
    if len(sayings) == 1:
        yield Paragraph((Run(f"{heading}.", bold=True), Run(f" {_said(sayings[0])}")))
        return
    yield Heading(2, heading)
    yield from pointed([(f"{saying.line.indicator.short}. {_said(saying)}", ()) for saying in sayings])


def _said(saying: Saying) -> str:
    return " ".join((saying.text, *remarks(saying.line)))


def _table(context: Context) -> Table:
    columns = (
        Column(_("TT"), 12, "center"),
        Column(_("Chỉ tiêu"), 41),
        Column(_("Đơn vị tính"), 17, "center"),
        Column(_("Mục tiêu"), 27),
        Column(_("Thực hiện"), 15, "right"),
        Column(_("Ước cả năm"), 13, "right"),
        Column(_("%"), 18, "right"),
        Column(_("Trạng thái"), 17, "center"),
    )
    rows = tuple(_row(line) for line in context.lines)
    return Table(
        columns=columns,
        rows=rows,
        caption=_("Bảng 1. Kết quả thực hiện các chỉ tiêu năm {year}").format(year=context.year),
        note=note(legend(rows), _about_percent(context), _about_pace(context)),
    )


def _row(line: Line) -> tuple[str, ...]:
    has_target = line.indicator.target.printed is not None
    return (
        number_of(line.code),
        line.indicator.title,
        line.unit,
        line.indicator.target.printed or NOT_APPLICABLE,
        _value(line),
        figure(line, line.expected),
        _percent(line) if has_target else NOT_APPLICABLE,
        line.state.label,
    )


def _percent(line: Line) -> str:
    """Of the target's value; an average over years is no part of its target."""
    if line.percent is not None:
        return format_percent(line.percent)
    return UNKNOWN if line.value is None else NOT_APPLICABLE


def _value(line: Line) -> str:
    """The figure; one of statistics with the years it covers and how settled it is."""
    if line.value is None or not line.unit.startswith("%"):
        return figure(line, line.value)
    printed = percentage(line, line.value)
    return f"{printed} ({line.period}, {line.statistic.nature})" if line.statistic else printed


def _about_percent(context: Context) -> str:
    words = _("Cột % là tỷ lệ giữa số thực hiện và số kế hoạch")
    if not any(line.indicator.target.is_cumulative for line in context.lines):
        return words
    more = _("; với chỉ tiêu đặt đến năm {end} là tỷ lệ so với mục tiêu năm {end}")
    return words + more.format(end=context.plan.period.end)


def _about_pace(context: Context) -> str:
    """How far the pace has come, where a state rests on it."""
    period = context.plan.period
    judged = [line for line in context.lines if line.state in (State.ON_TRACK, State.BEHIND)]
    if not any(line.indicator.target.is_cumulative and not line.indicator.target.milestones for line in judged):
        return ""
    elapsed = Fraction(100 * (context.year - period.start + 1), len(period.years))
    words = _(
        'Trạng thái "Đúng tiến độ", "Chậm tiến độ" xét theo mức tiến độ chia đều cho {years} năm '
        "(hết năm {year}: {percent})"
    )
    return words.format(
        years=format_count(len(period.years)),
        year=context.year,
        percent=format_percent(elapsed, 0 if elapsed.denominator == 1 else 1),
    )
