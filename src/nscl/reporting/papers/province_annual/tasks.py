"""Section III: what was done on the tasks of the plan, group by group, and on the duties of its part V."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from enum import Enum

from django.utils.translation import gettext as _

from nscl.documents.blocks import Block, Column, Heading, Paragraph, Table
from nscl.plan import Task
from nscl.plan.codes import task_number
from nscl.plan.tasks import TaskGroup
from nscl.reporting.papers.province_annual.annexes import WORDS, Annexes
from nscl.reporting.papers.province_annual.context import Context
from nscl.reporting.papers.province_annual.digest import Digest, Told
from nscl.reporting.papers.wording import lower_first, place_of, pointed, upper_first
from nscl.reporting.papers.words import MOST_IN_TEXT, Idea, Speaker, counted, inside, named
from nscl.vn.numbers import format_count


class Standing(Enum):
    """Where a task stands in the accepted reports; each task is in exactly one."""

    RESULT = "result"
    NIL = "nil"
    UNREPORTED = "unreported"
    NOT_DUE = "not_due"


def blocks(context: Context, digest: Digest, annexes: Annexes) -> Iterator[Block]:
    yield Heading(1, _("III. KẾT QUẢ THỰC HIỆN CÁC NHIỆM VỤ VÀ GIẢI PHÁP CHỦ YẾU"))
    standings = _standings(context, digest)
    yield Paragraph(_introduction(context, standings))
    yield _table(context, standings)
    for position, group in enumerate(context.plan.groups, start=1):
        yield Heading(2, f"{position}. {group.title}")
        due = [task for task in _tasks_of(context, group) if standings[task.code] is not Standing.NOT_DUE]
        yield from _group(context, due, digest, annexes, standings)
    yield from _duties(context, digest, annexes)


def _standings(context: Context, digest: Digest) -> dict[str, Standing]:
    due = {task.code for task in context.plan.tasks_due(context.year)}
    return {
        task.code: _standing(digest.of(task.code)) if task.code in due else Standing.NOT_DUE
        for task in context.plan.tasks
    }


def _standing(told: Told) -> Standing:
    if told.is_said:
        return Standing.RESULT
    return Standing.NIL if told.nil_leads else Standing.UNREPORTED


def _tasks_of(context: Context, group: TaskGroup) -> list[Task]:
    return [task for task in context.plan.tasks if task.group == group.code]


def _introduction(context: Context, standings: dict[str, Standing]) -> str:
    others = [task for task in context.plan.tasks if standings[task.code] is Standing.NOT_DUE]
    words = _("Phụ lục I {plan} có {all} nhiệm vụ, trong đó {due} nhiệm vụ đến kỳ thực hiện năm {year}{others}.")
    listed = ", ".join(f"{task_number(task.code)} ({task.schedule.printed})" for task in others)
    said = words.format(
        plan=context.plan.citation,
        all=format_count(len(standings)),
        due=format_count(len(standings) - len(others)),
        year=context.year,
        others=_("; không đến kỳ là các nhiệm vụ {listed}").format(listed=listed) if others else "",
    )
    source = _source(context)
    return f"{said} {source}" if source else said


def _source(context: Context) -> str:
    """Whose the results without a name are: the standing body's own, or what it merged from the reports."""
    if any(key.startswith(("NV", "V.")) for key in context.merged):
        words = _(
            "Kết quả dưới đây do các cơ quan, đơn vị, địa phương báo cáo; kết quả không ghi tên cơ quan là của {body} "
            "hoặc do {body} tổng hợp từ các báo cáo."
        )
    elif any(answer.speaker.is_standing for answer in context.answers):
        words = _(
            "Kết quả dưới đây do các cơ quan, đơn vị, địa phương báo cáo; kết quả không ghi tên cơ quan là của {body}."
        )
    else:
        return ""
    return words.format(body=context.standing.name)


def _table(context: Context, standings: dict[str, Standing]) -> Table:
    columns = (
        Column(_("TT"), 12, "center"),
        Column(_("Nhóm nhiệm vụ"), 58),
        Column(_("Tổng số"), 16, "right"),
        Column(_("Có kết quả"), 18, "right"),
        Column(_("Không phát sinh"), 19, "right"),
        Column(_("Chưa có báo cáo"), 19, "right"),
        Column(_("Không đến kỳ"), 18, "right"),
    )
    rows = tuple(
        (str(position), group.short, *_counts([standings[task.code] for task in _tasks_of(context, group)]))
        for position, group in enumerate(context.plan.groups, start=1)
    )
    words = _("Bảng 2. Tình hình báo cáo {n} nhiệm vụ tại Phụ lục I {plan} năm {year}")
    return Table(
        columns=columns,
        rows=rows,
        caption=words.format(n=format_count(len(standings)), plan=context.plan.citation, year=context.year),
        total=("", _("Tổng số"), *_counts(list(standings.values()))),
    )


def _counts(standings: list[Standing]) -> list[str]:
    counts = Counter(standings)
    return [str(len(standings)), *(str(counts[standing]) for standing in Standing)]


def _group(
    context: Context, tasks: Sequence[Task], digest: Digest, annexes: Annexes, standings: dict[str, Standing]
) -> list[Block]:
    """Tasks with something to say, one by one; then those with nothing, together."""
    if not tasks:
        return [Paragraph(_("Năm {year} không có nhiệm vụ đến kỳ thực hiện.").format(year=context.year))]
    points: list[tuple[str, list[str]]] = []
    nil: defaultdict[str, list[str]] = defaultdict(list)  # by reason
    unreported: list[str] = []
    for task in tasks:
        told, number = digest.of(task.code), task_number(task.code)
        match standings[task.code]:
            case Standing.RESULT:
                title = _("Nhiệm vụ {number} ({short})").format(number=number, short=lower_first(task.short))
                points.append(_point(title, told, annexes))
            case Standing.NIL:
                nil[inside(told.nil_reason) if told.nil_reason else ""].append(number)
            case _unreported:
                unreported.append(number)
    points += [(_nil(numbers, reason), []) for reason, numbers in nil.items()]
    if unreported:
        words = _("Nhiệm vụ {numbers}: chưa có báo cáo được tiếp nhận của cơ quan chủ trì.")
        points.append((words.format(numbers=", ".join(unreported)), []))
    return [*pointed(points), *_quiet([digest.of(task.code) for task in tasks])]


def _quiet(told: list[Told]) -> list[Block]:
    """Tasks with a result of their leads only: who coordinates them and had nothing, said once for the group."""
    numbers: defaultdict[tuple[Speaker, ...], list[str]] = defaultdict(list)
    for one in told:
        if one.leading and not one.coordinating and one.nil_coordinating and not one.merged:
            numbers[one.nil_coordinating].append(task_number(one.code))
    said = [
        _("tại nhiệm vụ {numbers}: {names}").format(numbers=", ".join(listed), names=counted(speakers))
        for speakers, listed in numbers.items()
    ]
    words = _("Phối hợp không phát sinh nội dung {said}.")
    return [Paragraph(words.format(said="; ".join(said)))] if said else []


def _nil(numbers: list[str], reason: str) -> str:
    words = _("Nhiệm vụ {numbers}: trong năm không phát sinh nội dung này{reason}.")
    return words.format(numbers=", ".join(numbers), reason=f" ({lower_first(reason)})" if reason else "")


def _point(title: str, told: Told, annexes: Annexes) -> tuple[str, list[str]]:
    """The standing body's own result goes on after the title; every other stands on its line with the name."""
    if told.merged:
        return f"{title}: {told.merged}", []
    shown = list(told.ideas[:MOST_IN_TEXT])
    own = ""
    if told.leading and [speaker.is_standing for speaker in told.leading[0].speakers] == [True]:
        own = f" {shown.pop(0).text}"
    lines = [_line(idea, leads=idea in told.leading and idea.codes[0].startswith("NV")) for idea in shown]
    if told.excess:
        speakers = dict.fromkeys(speaker for idea in told.excess for speaker in idea.speakers)
        words = _("Kết quả của {names} nêu tại {annex}.")
        lines.append(words.format(names=counted(speakers), annex=annexes.cite(WORDS)))
    if nil := (*told.nil_leads, *(told.nil_coordinating if told.coordinating else ())):
        lines.append(_("Không phát sinh: {names}.").format(names=counted(nil)))
    return f"{title}:{own}", lines


def _line(idea: Idea, leads: bool) -> str:
    name = _("{names} (chủ trì)").format(names=named(idea.speakers)) if leads else named(idea.speakers)
    return f"{name}: {idea.text}"


def _duties(context: Context, digest: Digest, annexes: Annexes) -> Iterator[Block]:
    """Duties of part V on which something was done."""
    told = [digest.of(duty.code) for duty in context.plan.duties]
    points = [_point(upper_first(place_of(one.code)), one, annexes) for one in told if one.is_said]
    if points:
        title = _("Trách nhiệm của các cơ quan, đơn vị, địa phương tại Phần V")
        yield Heading(2, f"{len(context.plan.groups) + 1}. {title}")
        yield from pointed(points)
