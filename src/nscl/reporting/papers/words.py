"""What bodies say in their accepted reports, brought together: equal words once, with the names of all who say them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from nscl.organisations.models import Body, Kind
from nscl.reporting.models import Report, Role
from nscl.vn.numbers import format_count
from nscl.vn.text import clean

MOST_NAMED: Final = 5  # names of one kind written out; of a longer list the first ones, the rest counted
FIRST_NAMED: Final = 3
MOST_IN_TEXT: Final = 6  # ideas of one item in the body of a paper; the rest stand in an annex

_BULLET = re.compile(r"^(?:[-–—•*+]+|\d{1,2}[.)]|[a-zđ]\))\s+")


@dataclass(frozen=True)
class Speaker:
    """A body that reports, as papers name it; its code tells apart two of one name."""

    code: str
    name: str
    is_standing: bool = False
    is_commune: bool = False


def speaker_of(report: Report) -> Speaker:
    return Speaker(report.body.code, name_of(report.body), report.is_own, report.body.kind == Kind.COMMUNE)


def name_of(body: Body) -> str:
    """As papers name a body after their first sentence: UBND for Ủy ban nhân dân; an ended body with its successor."""
    return body.label().replace("Ủy ban nhân dân", "UBND")


@dataclass(frozen=True)
class Answer:
    """What one body says on one item."""

    code: str
    role: str
    speaker: Speaker
    result: str = ""
    difficulty: str = ""
    proposal: str = ""
    next_year: str = ""
    nil: bool = False
    nil_reason: str = ""

    @property
    def leads(self) -> bool:
        return self.role in (Role.LEAD, Role.DUTY)


@dataclass(frozen=True)
class Idea:
    """Equal words and all who say them; `codes` are the items where they were said."""

    text: str
    speakers: tuple[Speaker, ...]
    codes: tuple[str, ...] = ()

    @property
    def is_of_standing_body(self) -> bool:
        return any(speaker.is_standing for speaker in self.speakers)


def merged(said: Iterable[tuple[Answer, str]]) -> tuple[Idea, ...]:
    """Equal words (capitals, spaces and the last stop aside) become one idea.

    The standing body's come first, then what most bodies say, then as they came.
    """
    speakers: dict[str, dict[Speaker, None]] = {}
    codes: dict[str, dict[str, None]] = {}
    texts: dict[str, str] = {}
    for answer, text in said:
        key = alike(text)
        if key:
            texts.setdefault(key, ended(text))
            speakers.setdefault(key, {})[answer.speaker] = None
            codes.setdefault(key, {})[answer.code] = None
    ideas = [Idea(texts[key], tuple(speakers[key]), tuple(codes[key])) for key in texts]
    return tuple(sorted(ideas, key=lambda idea: (not idea.is_of_standing_body, -len(idea.speakers))))


def points_of(text: str) -> Iterator[str]:
    """The lines of a text as separate points, without the dashes and numbers people put before them."""
    for line in clean(text).split("\n"):
        if point := _BULLET.sub("", line.strip()).strip():
            yield point


def ended(text: str) -> str:
    """`text` with one stop at its end. The sign that ends an official paper belongs to the paper, not to a body."""
    whole = clean(text).strip()
    while whole.endswith("./."):
        whole = whole.removesuffix("./.").rstrip()
    return whole if whole.endswith((".", "…", "!", "?", ":", ";")) else f"{whole}."


def inside(text: str) -> str:
    """`text` to stand before a bracket: without its last stop."""
    return ended(text).rstrip(".;").rstrip()


def named(speakers: Iterable[Speaker]) -> str:
    """The names: those of province level, then communes; of a long list the first few and the number of the others."""
    others, communes = _by_level(speakers)
    shown, shown_communes = _shown(others), _shown(communes)
    between = "; " if any("," in name for name in (*shown, *shown_communes)) else ", "
    written = [
        _and_others(between.join(shown), len(others) - len(shown), _("{n} cơ quan, đơn vị khác")),
        _and_others(between.join(shown_communes), len(communes) - len(shown_communes), _("{n} UBND cấp xã khác")),
    ]
    is_cut = len(shown) < len(others) or len(shown_communes) < len(communes)
    return ("; " if is_cut else between).join(part for part in written if part)


def counted(speakers: Iterable[Speaker]) -> str:
    """The names when they are few, otherwise only how many: where the names stand elsewhere or say nothing."""
    everyone = list(speakers)
    if len(everyone) <= MOST_NAMED:
        return named(everyone)
    others, communes = _by_level(everyone)
    numbers = [
        _("{n} cơ quan, đơn vị").format(n=format_count(len(others))) if others else "",
        _("{n} UBND cấp xã").format(n=format_count(len(communes))) if communes else "",
    ]
    return _(" và ").join(number for number in numbers if number)


def _by_level(speakers: Iterable[Speaker]) -> tuple[list[str], list[str]]:
    everyone = list(speakers)
    others = [speaker.name for speaker in everyone if not speaker.is_commune]
    return others, [speaker.name for speaker in everyone if speaker.is_commune]


def _shown(names: list[str]) -> list[str]:
    return names if len(names) <= MOST_NAMED else names[:FIRST_NAMED]


def _and_others(names: str, number: int, others: str) -> str:
    return (
        _("{names} và {others}").format(names=names, others=others.format(n=format_count(number))) if number else names
    )


def alike(text: str) -> str:
    """Equal for equal words: capitals, spaces and the last stop aside."""
    return " ".join(clean(text).casefold().split()).rstrip(".;,:/ ")
