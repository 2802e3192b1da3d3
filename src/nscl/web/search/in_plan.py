"""What search finds in the printed plan: targets, tasks, paragraphs, duties, money lines. No database is asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django_stubs_ext import StrOrPromise

from nscl.plan import Plan
from nscl.plan.objectives import Indicator
from nscl.vn.numbers import format_number
from nscl.vn.text import is_match
from nscl.web import codes
from nscl.web.search.result import Asked, Group, Result


def found(plan: Plan, asked: Asked) -> list[Group]:
    kinds: tuple[tuple[str, StrOrPromise, Iterator[Result]], ...] = (
        ("muc-tieu", _("Mục tiêu, chỉ tiêu"), _targets(plan)),
        ("nhiem-vu", _("Nhiệm vụ"), _tasks(plan)),
        ("noi-dung", _("Nội dung tại Phần III"), _paragraphs(plan)),
        ("trach-nhiem", _("Trách nhiệm tại Phần V"), _duties(plan)),
        ("kinh-phi", _("Dòng kinh phí"), _money(plan)),
    )
    return [_group(slug, title, things, asked) for slug, title, things in kinds]


def _group(slug: str, title: StrOrPromise, things: Iterable[Result], asked: Asked) -> Group:
    ranked = sorted((thing for thing in things if _matches(thing, asked)), key=lambda thing: _rank(thing, asked))
    shown = tuple(
        Result(
            title=thing.title,
            url=thing.url,
            text=thing.text,
            code=thing.code,
            exact=asked.is_code(thing.code),
            wanted=tuple(asked.words),
        )
        for thing in ranked[: asked.limit(slug)]
    )
    everything = f"{reverse('search')}?{urlencode({'q': asked.text, 'nhom': slug})}"
    return Group(slug, title, shown, len(ranked), everything)


def _matches(thing: Result, asked: Asked) -> bool:
    return asked.is_code(thing.code) or is_match(asked.text, f"{thing.code} {thing.title} {thing.text}")


def _rank(thing: Result, asked: Asked) -> int:
    """The very code first, then a name that holds the words, then a text that does; in the order of the plan."""
    if asked.is_code(thing.code):
        return 0
    return 1 if is_match(asked.text, f"{thing.code} {thing.title}") else 2


def _targets(plan: Plan) -> Iterator[Result]:
    for objective in plan.objectives:
        yield Result(objective.short, codes.url(plan, objective.code), objective.text, objective.code)
        yield from _indicators(plan.indicators_of(objective.code))
    yield from _indicators(each for each in plan.indicators if each.objective is None)


def _indicators(indicators: Iterable[Indicator]) -> Iterator[Result]:
    for indicator in indicators:
        url = reverse("objective", args=[indicator.code])
        yield Result(indicator.title, url, indicator.reading, indicator.code)


def _tasks(plan: Plan) -> Iterator[Result]:
    for task in plan.tasks:
        yield Result(task.short, codes.url(plan, task.code), task.text, task.code)


def _paragraphs(plan: Plan) -> Iterator[Result]:
    for group in plan.groups:
        for paragraph in group.paragraphs:
            yield Result(group.short, codes.url(plan, paragraph.code), paragraph.text, paragraph.code)


def _duties(plan: Plan) -> Iterator[Result]:
    for duty in plan.duties:
        yield Result(plan.names(duty.bodies), codes.url(plan, duty.code), duty.text, duty.code)


def _money(plan: Plan) -> Iterator[Result]:
    for line in plan.money_lines:
        amount = _("%(n)s %(unit)s cho cả giai đoạn") % {"n": format_number(line.total), "unit": plan.budget.unit}
        yield Result(line.short, codes.url(plan, line.code), f"{line.title} {amount}.", line.code)
