"""What a body says on its tasks, in the words papers use: results, what did not come up, difficulties, next year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext as _

from nscl.documents.blocks import Block, Paragraph
from nscl.plan.codes import task_number
from nscl.reporting.models import Role
from nscl.reporting.papers.body_annual.figures import answered_by_figure
from nscl.reporting.papers.body_annual.reported import Reported
from nscl.reporting.papers.wording import dashed, lower_first, place_of, pointed, upper_first
from nscl.reporting.papers.words import Answer, ended, inside, points_of
from nscl.vn.numbers import format_count

Point = tuple[str, Sequence[str]]  # a text and the lines that stand under it


def result(answer: Answer, label: str = "") -> Point:
    """The result after a label or on its own; nil said with its reason."""
    if answer.result:
        return labelled(label, answer.result)
    said = nil_words(answer.nil_reason) if answer.nil else _("chưa có nội dung")
    return (f"{label}: {said}." if label else upper_first(f"{said}."), ())


def nil_words(reason: str) -> str:
    said = _("trong năm không phát sinh nội dung này")
    return f"{said} ({lower_first(inside(reason))})" if reason else said


def labelled(label: str, text: str) -> Point:
    """Words after a label; those of several lines stand under it."""
    points = [ended(point) for point in points_of(text)]
    if len(points) <= 1:
        said = points[0] if points else ended(text)
        return (f"{label}: {said}" if label else said, ())
    return (f"{label}:", points) if label else (points[0], points[1:])


def paragraph(point: Point) -> list[Block]:
    text, under = point
    return [Paragraph(text), *dashed(under)]


def numbered(points: Iterable[Point]) -> list[Block]:
    """Clauses 1, 2 …; a single one has no number."""
    listed = list(points)
    if len(listed) == 1:
        return paragraph(listed[0])
    return [block for n, (text, under) in enumerate(listed, 1) for block in paragraph((f"{n}. {text}", under))]


# ---- sections every body has


def nothing(read: Reported) -> str:
    """One sentence instead of the tasks, and why."""
    led = any(answer.leads for answer in read.items)
    coordinated = bool(read.of(Role.COORDINATING))
    kinds = [name for name, has in ((_("nhiệm vụ chủ trì"), led), (_("nhiệm vụ phối hợp"), coordinated)) if has]
    words = _("Trong năm {year}, {body} không phát sinh kết quả thuộc {tasks} của {plan}.")
    said = words.format(year=read.year, body=read.short, tasks=_(" và ").join(kinds), plan=read.plan.citation)
    reasons = dict.fromkeys(lower_first(inside(answer.nil_reason)) for answer in read.items if answer.nil_reason)
    return f"{said} {_('Lý do: {reasons}.').format(reasons='; '.join(reasons))}" if reasons else said


def coordinated(read: Reported, figures_in: str) -> list[Point]:
    """Tasks with something to say, in the order of the plan; the others together. `figures_in`: the part of figures."""
    answers = read.of(Role.COORDINATING)
    points = [point for answer in answers if not answer.nil for point in _spoken(read, answer, figures_in)]
    return [*points, *_not_come_up(answers), *_unanswered(read, answers)]


def _spoken(read: Reported, answer: Answer, figures_in: str) -> Iterator[Point]:
    name = _("Nhiệm vụ {number}").format(number=task_number(answer.code))
    if answer.result:
        yield labelled(name, answer.result)
    elif answered_by_figure(read, answer.code):
        yield (_("{task}: số liệu nêu tại Phần {part}.").format(task=name, part=figures_in), ())


def _not_come_up(answers: Sequence[Answer]) -> Iterator[Point]:
    """Those with a reason by their numbers, each reason once; then how many others there are."""
    by_reason: defaultdict[str, list[Answer]] = defaultdict(list)
    for answer in answers:
        if answer.nil:
            by_reason[lower_first(inside(answer.nil_reason)) if answer.nil_reason else ""].append(answer)
    for reason in sorted(by_reason, key=lambda reason: not reason):
        told = by_reason[reason]
        said = nil_words(reason) if reason else _("trong năm không phát sinh")
        yield (f"{_named(told, answers, reason)}: {said}.", ())


def _named(told: Sequence[Answer], answers: Sequence[Answer], reason: str) -> str:
    if len(told) == len(answers):
        return _("{n} nhiệm vụ phối hợp").format(n=format_count(len(told)))
    if reason:
        return _("Nhiệm vụ {numbers}").format(numbers=", ".join(task_number(answer.code) for answer in told))
    return _("Các nhiệm vụ phối hợp còn lại ({n} nhiệm vụ)").format(n=format_count(len(told)))


def _unanswered(read: Reported, answers: Iterable[Answer]) -> Iterator[Point]:
    """Only in a draft: what is sent leaves no task open."""
    left = [a for a in answers if not (a.nil or a.result or answered_by_figure(read, a.code))]
    if left:
        numbers = ", ".join(task_number(answer.code) for answer in left)
        yield (_("Nhiệm vụ {numbers}: chưa có nội dung.").format(numbers=numbers), ())


def money(read: Reported) -> list[Block]:
    """No ledger holds what a body was given and has spent."""
    words = _("Dự toán được giao, kinh phí đã sử dụng năm {year} để thực hiện {plan}: chưa có số liệu.")
    return [Paragraph(words.format(year=read.year, plan=read.plan.citation))]


def difficulties(read: Reported, answers: Iterable[Answer]) -> list[Block]:
    """Difficulties and proposals of these answers, each with the task it belongs to; equal words once."""
    answers = list(answers)
    blocks: list[Block] = []
    titles = ((_("1. Khó khăn"), "difficulty"), (_("2. Kiến nghị"), "proposal"))
    for title, name in titles:
        said = _with_places((answer, getattr(answer, name)) for answer in answers)
        if len(said) <= 1:
            blocks.append(Paragraph(f"{title}: {said[0] if said else _('không có.')}"))
        else:
            blocks += [Paragraph(f"{title}:"), *pointed([(text, ()) for text in said])]
    return blocks


def has_difficulties(answers: Iterable[Answer]) -> bool:
    return any(answer.difficulty or answer.proposal for answer in answers)


def _with_places(said: Iterable[tuple[Answer, str]]) -> list[str]:
    places: dict[str, list[str]] = {}
    for answer, text in said:
        for point in points_of(text):
            places.setdefault(ended(point), []).append(_place(answer))
    return [f"{inside(text)} ({', '.join(filter(None, at))})." if any(at) else text for text, at in places.items()]


def _place(answer: Answer) -> str:
    match answer.role:
        case Role.DUTY:
            return place_of(answer.code)
        case Role.GENERAL:
            return ""
    return _("nhiệm vụ {number}").format(number=task_number(answer.code))


def next_year(read: Reported) -> list[Block]:
    points: list[Point] = [(ended(point), ()) for point in points_of(read.general.next_year)]
    return numbered(points or [(_("Chưa có nội dung."), ())])
