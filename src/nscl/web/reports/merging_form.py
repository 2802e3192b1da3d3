"""What the page that merges one slot sends: the province's sentences as edited, the bodies' sentences ticked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _

from nscl.reporting.actions.merging import MOST_SENTENCES, Draft
from nscl.reporting.merged_words import Origin
from nscl.reporting.papers.words import ended
from nscl.vn.numbers import whole_number


@dataclass(frozen=True)
class Box:
    """One sentence of the province on the page. `tokens`: what it stands on, as the form carries it."""

    text: str
    tokens: tuple[str, ...] = ()
    origins: tuple[Origin, ...] = ()
    order: int = 0
    is_ticked: bool = False
    is_dropped: bool = False
    is_seen: bool = False

    @property
    def sources(self) -> str:
        return " ".join(self.tokens)

    @property
    def stale(self) -> list[Origin]:
        return [origin for origin in self.origins if origin.newer]

    @property
    def height(self) -> int:
        return min(12, 2 + len(self.text) // 70)


@dataclass(frozen=True)
class Posted:
    """`version`: the one the author was reading; None where the page never gave such a number. `looked`: the last
    snapshot the page showed."""

    version: int | None
    looked: int
    boxes: tuple[Box, ...]
    picked: tuple[str, ...]
    own: str
    verb: str

    def drafts(self, words: Callable[[str], str], everything: Iterable[tuple[str, ...]]) -> list[Draft]:
        """The sentences to keep, in their order. `words`: the words of a token; `everything`: all that bodies say."""
        kept = sorted((box for box in self.boxes if box.text.strip() and not box.is_dropped), key=lambda box: box.order)
        if self.verb == "house":
            return []
        picks = [tuple(pick.split()) for pick in self.picked]
        if self.verb == "all":
            used = {token for box in kept for token in box.tokens}
            picks = [fresh for tokens in everything if (fresh := tuple(t for t in tokens if t not in used))]
        drafts = [Draft(box.text, box.tokens, box.is_seen) for box in kept]
        added = [Draft(words(tokens[0]), tokens) for tokens in picks if tokens]
        if self.verb == "join":
            drafts = _joined(drafts, [box.is_ticked for box in kept], added)
        else:
            drafts += added
        return [*drafts, Draft(self.own)] if self.own.strip() else drafts


def read(data: QueryDict, newest: int) -> Posted:
    version = whole_number(data.get("version", ""))
    count = min(whole_number(data.get("count", "")) or 0, MOST_SENTENCES)
    return Posted(
        version=version if version is not None and version <= newest else None,
        looked=whole_number(data.get("looked", "")) or 0,
        boxes=tuple(_boxes(data, count)),
        picked=tuple(pick for pick in data.getlist("pick") if pick.strip()),
        own=data.get("own", ""),
        verb=data.get("verb", "save"),
    )


def _boxes(data: QueryDict, count: int) -> Iterator[Box]:
    for number in range(count):
        order = whole_number(data.get(f"s{number}-order", "").strip())
        yield Box(
            text=data.get(f"s{number}-text", ""),
            tokens=tuple(data.get(f"s{number}-sources", "").split()),
            order=number + 1 if order is None else order,
            is_ticked=f"s{number}-join" in data,
            is_dropped=f"s{number}-drop" in data,
            is_seen=f"s{number}-seen" in data,
        )


def _joined(drafts: Sequence[Draft], ticked: Sequence[bool], added: Sequence[Draft]) -> list[Draft]:
    """Everything ticked as one sentence, where the first of them stood; it stands on all their sources."""
    parts = [draft for draft, is_ticked in zip(drafts, ticked, strict=True) if is_ticked]
    whole = [*parts, *added]
    if len(whole) < 2:
        raise ValidationError(_("Đánh dấu ít nhất hai câu, ở bên các đơn vị hoặc bên lời của tỉnh, rồi ghép."))
    one = Draft(
        " ".join(ended(draft.text) for draft in whole),
        tuple(dict.fromkeys(token for draft in whole for token in draft.sources)),
        any(draft.seen for draft in whole),
    )
    first = ticked.index(True) if parts else len(drafts)
    rest = [(n, draft) for n, draft in enumerate(drafts) if not ticked[n]]
    before, after = [d for n, d in rest if n < first], [d for n, d in rest if n >= first]
    return [*before, one, *after]


def numbered(boxes: Iterable[Box]) -> list[Box]:
    return [replace(box, order=order) for order, box in enumerate(boxes, start=1)]
