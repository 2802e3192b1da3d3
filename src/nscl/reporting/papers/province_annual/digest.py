"""What the accepted reports say, brought together for the sections of the report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

from nscl.reporting.models import Role
from nscl.reporting.papers.province_annual.context import Context
from nscl.reporting.papers.words import MOST_IN_TEXT, Answer, Idea, Speaker, ended, inside, merged, points_of
from nscl.reporting.reports import GENERAL
from nscl.reporting.slots import DIFFICULTIES, NEXT_YEAR, PROPOSALS, SITUATION

SECTIONS: Final = {SITUATION, DIFFICULTIES, PROPOSALS, NEXT_YEAR}  # slots that are no task and no duty


@dataclass(frozen=True)
class Section:
    """What stands in the body of the paper, and what does not fit there. The province's own words (`is_merged`) all do;
    they name bodies only where the section names who raises a thing."""

    shown: tuple[Idea, ...] = ()
    rest: tuple[Idea, ...] = ()
    is_merged: bool = False


@dataclass(frozen=True)
class Told:
    """What was said on one task or duty: by those who lead it, by those who coordinate, and who had nothing.

    `nil_reason`: why a lead had nothing. `merged`: the province's words, which then stand for all of it.
    """

    code: str
    leading: tuple[Idea, ...] = ()
    coordinating: tuple[Idea, ...] = ()
    nil_leads: tuple[Speaker, ...] = ()
    nil_coordinating: tuple[Speaker, ...] = ()
    nil_reason: str = ""
    merged: str = ""

    @property
    def is_said(self) -> bool:
        return bool(self.merged or self.ideas)

    @property
    def ideas(self) -> tuple[Idea, ...]:
        return (*self.leading, *self.coordinating)

    @property
    def excess(self) -> tuple[Idea, ...]:
        """What does not fit the body of the paper."""
        return () if self.merged else self.ideas[MOST_IN_TEXT:]


@dataclass(frozen=True)
class Digest:
    """The words of the paper, section by section."""

    situation: Section
    items: Mapping[str, Told]
    difficulties: Section
    proposals: Section
    next_year: Section

    def of(self, code: str) -> Told:
        return self.items.get(code) or Told(code)


def digest(context: Context) -> Digest:
    general = [answer for answer in context.answers if answer.role == Role.GENERAL]
    by_item: defaultdict[str, list[Answer]] = defaultdict(list)
    for answer in context.answers:
        if answer.code != GENERAL:
            by_item[answer.code].append(answer)
    for key in context.merged.keys() - SECTIONS:
        by_item.setdefault(key, [])
    say = partial(_section, context)
    return Digest(
        situation=say(SITUATION, merged((answer, answer.result) for answer in general)),
        items={code: _told(code, answers, context) for code, answers in by_item.items()},
        difficulties=say(DIFFICULTIES, _points(context.answers, lambda answer: answer.difficulty)),
        proposals=say(PROPOSALS, _points(context.answers, lambda answer: answer.proposal)),
        next_year=say(NEXT_YEAR, merged((answer, answer.next_year) for answer in general)),
    )


def _section(context: Context, key: str, ideas: tuple[Idea, ...]) -> Section:
    """The bodies' ideas, or the sentences merged from them."""
    if own := context.merged.get(key):
        said = tuple(Idea(ended(each.text), each.speakers, each.codes) for each in own.sentences)
        return Section(said, is_merged=True)
    return Section(ideas[:MOST_IN_TEXT], ideas[MOST_IN_TEXT:])


def _told(code: str, answers: list[Answer], context: Context) -> Told:
    leads = [answer for answer in answers if answer.leads]
    own = context.merged.get(code)
    return Told(
        code=code,
        leading=merged((answer, answer.result) for answer in leads),
        coordinating=merged((answer, answer.result) for answer in answers if not answer.leads),
        nil_leads=tuple(answer.speaker for answer in leads if answer.nil),
        nil_coordinating=tuple(answer.speaker for answer in answers if answer.nil and not answer.leads),
        nil_reason="; ".join(dict.fromkeys(inside(answer.nil_reason) for answer in leads if answer.nil_reason)),
        merged=ended(own.text) if own else "",
    )


def _points(answers: Iterable[Answer], text: Callable[[Answer], str]) -> tuple[Idea, ...]:
    return merged((answer, point) for answer in answers for point in points_of(text(answer)))
