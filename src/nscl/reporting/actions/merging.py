"""Merging the bodies' words into the province's: sentences are picked, edited, joined; each keeps its sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from nscl.history.acts import record, subject_of
from nscl.organisations.models import User
from nscl.organisations.permissions import allowed
from nscl.organisations.roles import Verb
from nscl.reporting.conflicts import MergeConflict
from nscl.reporting.models import MergedSentence, Merging, Round, SentenceSource
from nscl.reporting.plans import plan_of
from nscl.reporting.reports import TEXT_LIMIT
from nscl.reporting.sealed_words import sealed, sealed_as
from nscl.reporting.slots import Slot, slots_of
from nscl.vn.calendar import now
from nscl.vn.numbers import format_number, whole_number
from nscl.vn.text import clean

MOST_SENTENCES: Final = 200


@dataclass(frozen=True)
class Draft:
    """One sentence as an author wants it. `sources`: tokens of the pieces it stands on; `seen`: the author has looked
    at what those bodies sent later, and keeps the sentence."""

    text: str
    sources: tuple[str, ...] = ()
    seen: bool = field(default=False, compare=False)


@dataclass(frozen=True)
class _Source:
    snapshot: int
    code: str
    number: int
    words: str
    seen: int | None


@transaction.atomic
def merge(
    round: Round, key: str, drafts: Sequence[Draft], *, by: User, version: int, looked: int | None = None
) -> Merging | None:
    """Make the paper say these sentences in a slot; none give it back to the bodies' own words.

    Raises MergeConflict when somebody else wrote since `version`; KeyError where the plan has no such slot. None where
    nobody ever merged and nothing is said. `looked`: the last snapshot the author could see; what came later is still
    to be looked at.
    """
    if not allowed(by, Verb.MAKE_PAPER):
        raise PermissionDenied
    round = _held(round)
    slot = slots_of(plan_of(round), round.year)[key]
    wanted = _written(drafts)
    last = round.mergings.filter(slot=key).select_related("by").with_sentences().last()
    said = _with_sources(round, slot, wanted, last, looked)
    if said == _said(last):
        return last
    if (last.version if last else 0) != version:
        raise MergeConflict(key, last, tuple(wanted))
    written = Merging.objects.create(round=round, slot=key, version=version + 1, by=by, at=now())
    _save(written, said)
    verb = "paper.merged" if said else "paper.merging_given_back"
    text = [sentence for sentence, _sources in said]
    tokens = [draft.sources for draft in wanted]
    record(by=by, verb=verb, subject=subject_of(round), summary=key, version=written.version, text=text, sources=tokens)
    return written


def _held(round: Round) -> Round:
    round = Round.objects.select_for_update().get(pk=round.pk)
    if not round.is_approved:
        message = _("Danh sách báo cáo %(round)s chưa được duyệt nên chưa tổng hợp được. Duyệt danh sách trước.")
        raise ValidationError(message % {"round": round.called})
    return round


def _written(drafts: Iterable[Draft]) -> list[Draft]:
    """Sentences that say something, as they will be kept."""
    said = [Draft(" ".join(clean(each.text).split()), each.sources, each.seen) for each in drafts]
    said = [each for each in said if each.text]
    if len(said) > MOST_SENTENCES:
        message = _("Một mục có nhiều nhất %(most)s câu. Ghép hoặc bỏ bớt câu rồi lưu.")
        raise ValidationError(message % {"most": MOST_SENTENCES})
    for number, each in enumerate(said, start=1):
        if len(each.text) > TEXT_LIMIT:
            message = _("Câu %(number)s dài %(n)s ký tự, quá %(max)s. Rút gọn hoặc tách câu.")
            values = {"number": number, "n": format_number(len(each.text)), "max": format_number(TEXT_LIMIT)}
            raise ValidationError(message % values)
    return said


def _with_sources(
    round: Round, slot: Slot, drafts: Iterable[Draft], last: Merging | None, looked: int | None
) -> list[tuple[str, tuple[_Source, ...]]]:
    """Each sentence with what it stands on: from the version before, or read again from the snapshots themselves."""
    drafts = list(drafts)
    kept = _kept(last)
    tokens = {token for draft in drafts for token in draft.sources}
    found = kept | _pieces(round, slot, tokens - kept.keys())
    if tokens - found.keys():
        raise ValidationError(
            _("Biểu mẫu không đúng với trang này. Chép lại lời đã viết, tải lại trang rồi làm lại."), code="token"
        )
    newest = _newest(round, looked) if any(draft.seen for draft in drafts) else {}
    own = {(text, _token(source)): source for text, sources in _said(last) for source in sources}
    return [
        (
            draft.text,
            tuple(
                _looked_at(own.get((draft.text, token), found[token]), draft.seen, newest)
                for token in dict.fromkeys(draft.sources)
            ),
        )
        for draft in drafts
    ]


def _kept(last: Merging | None) -> dict[str, _Source]:
    """By token; where two sentences stand on one piece, as the one says whose author looked at less."""
    found: dict[str, _Source] = {}
    for _text, sources in _said(last):
        for source in sources:
            token = _token(source)
            if token not in found or source.seen is None:
                found[token] = source
    return found


def _token(source: _Source) -> str:
    return f"{source.snapshot}|{source.code}|{source.number}"


def _pieces(round: Round, slot: Slot, tokens: Iterable[str]) -> dict[str, _Source]:
    """What tokens point at; one that points at nothing of this round and slot is left out."""
    snapshots = {key for token in tokens if (key := whole_number(token.split("|")[0])) is not None}
    said = sealed_as(round, snapshots).values() if snapshots else ()
    return {
        piece.token: _Source(piece.snapshot, piece.code, piece.number, piece.text, None)
        for each in said
        for piece in each.pieces(slot)
    }


def _newest(round: Round, looked: int | None) -> Mapping[int, int]:
    """The last sending of the report every snapshot belongs to, as far as an author had seen them."""
    seen = (each for each in sealed(round, now()) if looked is None or each.snapshot.pk <= looked)
    last = {each.report.pk: each.snapshot.pk for each in seen}
    every = Round.objects.filter(pk=round.pk).values_list("reports__snapshots", "reports")
    return {snapshot: last[report] for snapshot, report in every if snapshot and report in last}


def _looked_at(source: _Source, seen: bool, newest: Mapping[int, int]) -> _Source:
    later = newest.get(source.snapshot)
    if not seen or later is None or later == source.snapshot:
        return source
    return _Source(source.snapshot, source.code, source.number, source.words, later)


def _said(last: Merging | None) -> list[tuple[str, tuple[_Source, ...]]]:
    return [
        (each.text, tuple(_Source(s.snapshot_id, s.code, s.number, s.words, s.seen_id) for s in each.sources.all()))
        for each in (last.said if last else ())
    ]


def _save(merging: Merging, said: list[tuple[str, tuple[_Source, ...]]]) -> None:
    sentences = MergedSentence.objects.bulk_create(
        MergedSentence(merging=merging, position=position, text=text) for position, (text, _sources) in enumerate(said)
    )
    SentenceSource.objects.bulk_create(
        SentenceSource(
            sentence=sentence,
            snapshot_id=each.snapshot,
            code=each.code,
            number=each.number,
            words=each.words,
            seen_id=each.seen,
        )
        for sentence, (_text, sources) in zip(sentences, said, strict=True)
        for each in sources
    )
