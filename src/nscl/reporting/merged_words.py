"""The merged words of a round as they stand beside what the bodies say now: which sentences must be looked at again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from nscl.reporting.mergings import Merging, SentenceSource
from nscl.reporting.models import Round
from nscl.reporting.papers.words import Speaker, ended, speaker_of
from nscl.reporting.sealed_words import Sealed
from nscl.reporting.slots import Slot


@dataclass(frozen=True)
class Origin:
    """One source of a sentence. `newer`: the body's later sending that no longer says these words."""

    source: SentenceSource
    speaker: Speaker
    newer: Sealed | None
    is_accepted: bool

    @property
    def is_settled(self) -> bool:
        return self.newer is None and self.is_accepted


@dataclass(frozen=True)
class Sentence:
    text: str
    origins: tuple[Origin, ...] = ()

    @property
    def is_own(self) -> bool:
        """The Department's own: it stands on no report."""
        return not self.origins

    @property
    def is_stale(self) -> bool:
        return any(origin.newer for origin in self.origins)

    @property
    def is_settled(self) -> bool:
        return all(origin.is_settled for origin in self.origins)

    @property
    def speakers(self) -> tuple[Speaker, ...]:
        return tuple(dict.fromkeys(origin.speaker for origin in self.origins))

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(origin.source.code for origin in self.origins))


@dataclass(frozen=True)
class Merged:
    """The province's words of one slot."""

    merging: Merging
    sentences: tuple[Sentence, ...]

    @property
    def text(self) -> str:
        return " ".join(ended(sentence.text) for sentence in self.sentences)

    @property
    def stale(self) -> int:
        return sum(sentence.is_stale for sentence in self.sentences)

    @property
    def is_settled(self) -> bool:
        """Every sentence stands on what its bodies still say and the Department has accepted."""
        return all(sentence.is_settled for sentence in self.sentences)


def merged_words(round: Round, slots: Mapping[str, Slot], said: Iterable[Sealed], at: datetime) -> dict[str, Merged]:
    """By slot, where somebody has merged; `said`: what the bodies say at that moment. Three queries."""
    latest = {each.report.pk: each for each in said}
    standing = round.mergings.standing(at)
    return {
        key: merged(merging, slots[key], latest, at)
        for key, merging in standing.items()
        if key in slots and merging.said
    }


def merged(merging: Merging, slot: Slot, latest: Mapping[int, Sealed], at: datetime) -> Merged:
    sentences = (
        Sentence(each.text, tuple(_origin(source, slot, latest, at) for source in each.sources.all()))
        for each in merging.said
    )
    return Merged(merging, tuple(sentences))


def _origin(source: SentenceSource, slot: Slot, latest: Mapping[int, Sealed], at: datetime) -> Origin:
    report = source.snapshot.report
    now = latest.get(report.pk)
    is_moved = now is not None and now.snapshot.pk not in (source.snapshot_id, source.seen_id)
    newer = now if now is not None and is_moved and not now.holds(slot, source.words) else None
    return Origin(source, now.speaker if now else speaker_of(report), newer, bool(now and now.is_accepted(at)))
