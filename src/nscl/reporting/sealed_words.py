"""The words of the last sealed snapshot of every body, slot by slot, taken apart into sentences."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models.fields.json import KeyTransform

from nscl.reporting.models import Report, Round, Snapshot
from nscl.reporting.papers.words import Speaker, alike, ended, points_of, speaker_of
from nscl.reporting.slots import Slot

_STOP: Final = re.compile(r"(?<=[.?!…])\s+(?=\S)")
_ABBREVIATION: Final = re.compile(r"\b(?:[A-ZĐ]{1,2}|ThS)\.$")  # "TP. Bắc Ninh", "ThS. Nam" go on


@dataclass(frozen=True)
class Piece:
    """One sentence of a sealed report: the how manieth of the words the part has for the slot."""

    snapshot: int
    code: str
    number: int
    text: str

    @property
    def token(self) -> str:
        """How forms name it."""
        return f"{self.snapshot}|{self.code}|{self.number}"


@dataclass(frozen=True)
class Sealed:
    """What one sending of a body says. `parts` as the snapshot holds them."""

    report: Report
    snapshot: Snapshot
    speaker: Speaker
    parts: tuple[Mapping[str, Any], ...]

    def pieces(self, slot: Slot) -> list[Piece]:
        return [
            Piece(self.snapshot.pk, part["code"], number, text)
            for part in self.parts
            if slot.takes(part)
            for number, text in enumerate(sentences_of(part[slot.field]))
        ]

    def nil(self, slot: Slot) -> Mapping[str, Any] | None:
        """The part of a task or duty that says there is nothing."""
        return next((part for part in self.parts if slot.is_item and slot.takes(part) and part["nil"]), None)

    def holds(self, slot: Slot, words: str) -> bool:
        """Does it say these words there?"""
        return alike(words) in {alike(piece.text) for piece in self.pieces(slot)}

    def is_accepted(self, at: datetime) -> bool:
        return self.report.accepted_at is not None and self.report.accepted_at <= at


def sealed(round: Round, at: datetime) -> list[Sealed]:
    """The last sending of every report until a moment, the standing body's first: one query."""
    last = Snapshot.objects.filter(report__round=round, taken_at__lte=at).order_by("report_id", "-number")
    found = [_sealed(snapshot) for snapshot in _with_parts(last.distinct("report_id"))]
    return sorted(found, key=lambda each: (not each.report.is_own, each.report.body.sort_key))


def sealed_as(round: Round, snapshots: Collection[int]) -> dict[int, Sealed]:
    """Some sendings of a round, by the keys of their snapshots; those of another round are not found."""
    wanted = Snapshot.objects.filter(report__round=round, pk__in=snapshots)
    return {snapshot.pk: _sealed(snapshot) for snapshot in _with_parts(wanted)}


def sentences_of(text: str) -> Iterator[str]:
    """The lines of a text, without their dashes and numbers, cut where one sentence ends and another begins."""
    for line in points_of(text):
        yield from (ended(sentence) for sentence in _cut(line) if sentence.strip(" .;/"))


def _cut(line: str) -> Iterator[str]:
    """At a stop before a capital; a number after a stop ("3. 05 lớp") may belong to what stands before it."""
    start = 0
    for gap in _STOP.finditer(line):
        sentence, following = line[start : gap.start()], line[gap.end()]
        if (following.isupper() or following in '“"') and not _ABBREVIATION.search(sentence):
            yield sentence
            start = gap.end()
    yield line[start:]


def _with_parts(snapshots: Any) -> Iterable[Snapshot]:
    """Without the figures, which are most of what a snapshot holds."""
    said = KeyTransform("parts", "content")
    return snapshots.annotate(parts=said).select_related("report__body").defer("content")


def _sealed(snapshot: Snapshot) -> Sealed:
    report = snapshot.report
    parts: list[Mapping[str, Any]] = snapshot.parts  # type: ignore[attr-defined]
    return Sealed(report, snapshot, speaker_of(report), tuple(parts))
