"""What has been done to a chain of acts, told from the acts that are left.

Every act holds the hash of the one before and its own, computed from that and from what it says. Acts are numbered
without a gap in the order of the chain, so that whoever changes, takes out, slips in or moves one leaves a trace.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

GENESIS: Final = "0" * 64


class Kind(StrEnum):
    CHANGED = "changed"
    DELETED = "deleted"
    INSERTED = "inserted"
    REORDERED = "reordered"
    CUT = "cut"


@dataclass(frozen=True, slots=True)
class Link:
    """An act as the chain sees it. `computed`: the hash of what it says now, another than `kept` once it is changed."""

    number: int
    previous: str
    kept: str
    computed: str

    @property
    def is_sound(self) -> bool:
        return self.computed == self.kept


@dataclass(frozen=True, slots=True)
class Head:
    """A hash the chain once ended with, printed or written down elsewhere; `source` says where."""

    hash: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """Acts `first` to `last` by number; of a cut tail the missing head. `instead`: what leaves the same trace."""

    kind: Kind
    first: int = 0
    last: int = 0
    head: Head | None = None
    instead: Fault | None = None


def faults(links: Sequence[Link], heads: Iterable[Head] = ()) -> list[Fault]:
    """Everything wrong with a chain, its links given by number; nothing where each follows from the one before."""
    chain = _Chain(links)
    found = [] if chain.is_whole else [*chain.changed(), *chain.broken(), *chain.inserted(), *chain.reordered()]
    found.sort(key=lambda fault: (fault.first, fault.kind))
    missed = {links[i].previous for i in chain.torn}  # the act they were heads of is among those told already
    lost = [head for head in heads if head.hash not in chain.known and head.hash not in missed]
    return found + [Fault(Kind.CUT, head=head) for head in lost]


def _one(kind: Kind, link: Link, instead: Fault | None = None) -> Fault:
    return Fault(kind, link.number, link.number, instead=instead)


class _Chain:
    """The links as a tree: each under the one whose hash it holds. An untouched chain is a tree of one branch.

    A link is meant by its place in `links`. `torn` stand on a hash that no act has: the head of a branch of its own.
    """

    def __init__(self, links: Sequence[Link]) -> None:
        self.links = links
        self.known: dict[str, int] = {GENESIS: -1}
        for i, link in enumerate(links):
            self.known.setdefault(link.kept, i)
        for i, link in enumerate(links):
            self.known.setdefault(link.computed, i)
        self.parents = [self.known.get(link.previous) for link in links]
        self.is_whole = all(link.is_sound for link in links) and self.parents == list(range(-1, len(links) - 1))
        self.torn: list[int] = []
        self.strangers: set[int] = set()
        self.doubtful: dict[int, int] = {}  # a stranger → the one who may be the stranger in its place
        if not self.is_whole:
            self._grow()

    def _grow(self) -> None:
        """Choose the branch that is the chain wherever there are several; the others were slipped in."""
        self.children: dict[int | None, list[int]] = {}
        for i, parent in enumerate(self.parents):
            self.children.setdefault(parent, []).append(i)
        branches = {i: self._branch(i) for i in [*self.children.get(-1, ()), *self.children.get(None, ())]}
        reached = {i for branch in branches.values() for i in branch}
        self.strangers = set(range(len(self.links))) - reached  # links that hold only each other
        for parent, rivals in self.children.items():
            if len(rivals) > 1 and (parent == -1 or parent in reached):
                self._choose(rivals)
        for i in self.children.get(None, ()):
            if self._is_stray(branches[i]):
                self.strangers.update(branches[i])
        self.torn = [i for i in self.children.get(None, ()) if i not in self.strangers]

    def _branch(self, start: int) -> list[int]:
        """A link and all that stand on it."""
        found, waiting = [], [start]
        while waiting:
            found.append(waiting.pop())
            waiting += self.children.get(found[-1], ())
        return found

    def _choose(self, rivals: list[int]) -> None:
        """Of several on one link the longest branch is the chain; of equals, the one that came first."""
        branches = sorted((self._branch(i) for i in rivals), key=lambda branch: (-len(branch), branch[0]))
        for branch in branches[1:]:
            self.strangers.update(branch)
            if len(branch) == len(branches[0]):
                self.doubtful[branch[0]] = branches[0][0]

    def _is_stray(self, branch: list[int]) -> bool:
        """A torn branch between two links that hold each other belongs to nobody; so does a false last one."""
        after = self._neighbour(max(branch), 1)
        if after is None:
            return len(branch) == 1 and not self.links[branch[0]].is_sound
        before = self._neighbour(min(branch), -1)
        return self.parents[after] == (-1 if before is None else before)

    def _neighbour(self, i: int, step: int) -> int | None:
        """The next link by number, upwards or downwards, that is no stranger."""
        i += step
        while i in self.strangers:
            i += step
        return i if 0 <= i < len(self.links) else None

    # ---- what is told

    def changed(self) -> list[Fault]:
        altered = (i for i, link in enumerate(self.links) if not link.is_sound and i not in self.strangers)
        return [_one(Kind.CHANGED, self.links[i]) for i in altered]

    def broken(self) -> list[Fault]:
        """Where a link stands on what is not there: acts are missing before it, or the one before was written anew."""
        return [fault for i in self.torn if (fault := self._break(i))]

    def _break(self, torn: int) -> Fault | None:
        here = self.links[torn]
        place = self._neighbour(torn, -1)
        before = None if place is None else self.links[place]
        missing = here.number - (before.number if before else 0) - 1
        is_alone = torn == len(self.links) - 1 and torn not in self.children
        instead = _one(Kind.INSERTED, here) if is_alone and here.is_sound else None
        if missing > 0:
            return Fault(Kind.DELETED, here.number - missing, here.number - 1, instead=instead)
        suspect = before or here
        return _one(Kind.CHANGED, suspect, instead) if here.is_sound and suspect.is_sound else None

    def inserted(self) -> list[Fault]:
        return [_one(Kind.INSERTED, self.links[i], self._rival(i)) for i in sorted(self.strangers)]

    def _rival(self, stranger: int) -> Fault | None:
        rival = self.doubtful.get(stranger)
        return None if rival is None else _one(Kind.INSERTED, self.links[rival])

    def reordered(self) -> list[Fault]:
        """Links whose numbers do not rise along the chain: two that exchanged places, or the fewest moved."""
        starts = [i for i in self.children.get(-1, ()) if i not in self.strangers] + sorted(self.torn)
        order = [i for start in starts for i in self._branch(start) if i not in self.strangers]
        moved = [i for i, right in zip(order, sorted(order), strict=True) if i != right]
        if len(moved) > 2:
            moved = list(set(order) - _longest_rise(order))
        return [_one(Kind.REORDERED, self.links[i]) for i in sorted(moved)]


def _longest_rise(values: Sequence[int]) -> set[int]:
    """A longest strictly rising subsequence of different numbers (patience sorting, Schensted 1961)."""
    tops: list[int] = []
    before: dict[int, int | None] = {}
    for value in values:
        pile = bisect_left(tops, value)
        before[value] = tops[pile - 1] if pile else None
        tops[pile : pile + 1] = [value]
    rise: set[int] = set()
    last: int | None = tops[-1] if tops else None
    while last is not None:
        rise.add(last)
        last = before[last]
    return rise
