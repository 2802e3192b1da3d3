"""What the accepted reports say, brought together for the sections of the report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from nscl.reporting.models import Role
from nscl.reporting.papers.province_annual.context import Context
from nscl.reporting.papers.words import MOST_IN_TEXT, Answer, Idea, Speaker, inside, merged, points_of
from nscl.reporting.reports import GENERAL


@dataclass(frozen=True)
class Told:
    """What was said on one task or duty: by those who lead it, by those who coordinate, and who had nothing.

    `nil_reason`: why a lead had nothing.
    """

    code: str
    leading: tuple[Idea, ...] = ()
    coordinating: tuple[Idea, ...] = ()
    nil_leads: tuple[Speaker, ...] = ()
    nil_coordinating: tuple[Speaker, ...] = ()
    nil_reason: str = ""

    @property
    def ideas(self) -> tuple[Idea, ...]:
        return (*self.leading, *self.coordinating)

    @property
    def excess(self) -> tuple[Idea, ...]:
        """What does not fit the body of the paper."""
        return self.ideas[MOST_IN_TEXT:]


@dataclass(frozen=True)
class Digest:
    """The words of the paper, section by section."""

    situation: tuple[Idea, ...]
    items: Mapping[str, Told]
    difficulties: tuple[Idea, ...]
    proposals: tuple[Idea, ...]
    next_year: tuple[Idea, ...]

    def of(self, code: str) -> Told:
        return self.items.get(code) or Told(code)


def digest(context: Context) -> Digest:
    general = [answer for answer in context.answers if answer.role == Role.GENERAL]
    by_item: defaultdict[str, list[Answer]] = defaultdict(list)
    for answer in context.answers:
        if answer.code != GENERAL:
            by_item[answer.code].append(answer)
    return Digest(
        situation=merged((answer, answer.result) for answer in general),
        items={code: _told(code, answers) for code, answers in by_item.items()},
        difficulties=_points(context.answers, lambda answer: answer.difficulty),
        proposals=_points(context.answers, lambda answer: answer.proposal),
        next_year=merged((answer, answer.next_year) for answer in general),
    )


def _told(code: str, answers: list[Answer]) -> Told:
    leads = [answer for answer in answers if answer.leads]
    return Told(
        code=code,
        leading=merged((answer, answer.result) for answer in leads),
        coordinating=merged((answer, answer.result) for answer in answers if not answer.leads),
        nil_leads=tuple(answer.speaker for answer in leads if answer.nil),
        nil_coordinating=tuple(answer.speaker for answer in answers if answer.nil and not answer.leads),
        nil_reason="; ".join(dict.fromkeys(inside(answer.nil_reason) for answer in leads if answer.nil_reason)),
    )


def _points(answers: Iterable[Answer], text: Callable[[Answer], str]) -> tuple[Idea, ...]:
    return merged((answer, point) for answer in answers for point in points_of(text(answer)))
