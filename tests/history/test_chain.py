"""The chain by itself: whatever is done to it at whatever place is named, and nothing else is."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nscl.history.chain import GENESIS, Fault, Head, Kind, Link, faults

Tampering = Callable[[list[Link], int], list[Link]]


def digest(previous: str, says: str) -> str:
    return hashlib.sha256(f"{previous}{says}".encode()).hexdigest()


def chain(length: int) -> list[Link]:
    links, last = [], GENESIS
    for number in range(1, length + 1):
        own = digest(last, str(number))
        links.append(Link(number, last, own, own))
        last = own
    return links


def forged(number: int, previous: str) -> Link:
    own = digest(previous, "điều không ai làm")
    return Link(number, previous, own, own)


def changed(links: list[Link], at: int) -> list[Link]:
    return [replace(link, computed=digest(link.previous, "khác")) if i == at else link for i, link in enumerate(links)]


def changed_with_its_hash(links: list[Link], at: int) -> list[Link]:
    own = digest(links[at].previous, "khác")
    return [replace(link, kept=own, computed=own) if i == at else link for i, link in enumerate(links)]


def with_another_hash(links: list[Link], at: int) -> list[Link]:
    return [replace(link, kept="f" * 64) if i == at else link for i, link in enumerate(links)]


def deleted(links: list[Link], at: int) -> list[Link]:
    return links[:at] + links[at + 1 :]


def room_after(links: list[Link], at: int) -> tuple[list[Link], list[Link]]:
    """Numbers stand in no hash: whoever slips an act in moves the later ones up."""
    return links[: at + 1], [replace(link, number=link.number + 1) for link in links[at + 1 :]]


def inserted_beside_the_true_one(links: list[Link], at: int) -> list[Link]:
    before, after = room_after(links, at)
    return [*before, forged(before[-1].number + 1, before[-1].kept), *after]


def inserted_out_of_nowhere(links: list[Link], at: int) -> list[Link]:
    before, after = room_after(links, at)
    return [*before, forged(before[-1].number + 1, "e" * 64), *after]


def inserted_with_a_false_hash(links: list[Link], at: int) -> list[Link]:
    before, after = room_after(links, at)
    return [*before, replace(forged(before[-1].number + 1, before[-1].kept), kept="d" * 64), *after]


def swapped(links: list[Link], at: int, other: int) -> list[Link]:
    """Two acts exchange their numbers."""
    found = list(links)
    found[at], found[other] = replace(links[other], number=at + 1), replace(links[at], number=other + 1)
    return found


# two before it and two after it, so that only one story fits what is left
MIDDLES = st.integers(6, 40).flatmap(lambda length: st.tuples(st.just(length), st.integers(2, length - 4)))


def told(links: list[Link], *heads: Head) -> list[tuple[Kind, int, int]]:
    return [(fault.kind, fault.first, fault.last) for fault in faults(links, heads)]


@pytest.mark.parametrize("length", [0, 1, 2, 30])
def test_an_untouched_chain_has_no_fault(length):
    assert faults(chain(length)) == []


def test_numbers_that_were_never_given_are_no_fault():
    links = [replace(link, number=link.number * 3) for link in chain(9)]
    assert faults(links) == []


@settings(max_examples=60, deadline=None)
@given(MIDDLES)
@pytest.mark.parametrize("tampering", [changed, changed_with_its_hash, with_another_hash])
def test_a_changed_act_is_named_wherever_it_stands(tampering: Tampering, middle: tuple[int, int]):
    length, at = middle
    assert told(tampering(chain(length), at)) == [(Kind.CHANGED, at + 1, at + 1)]


@settings(max_examples=60, deadline=None)
@given(MIDDLES)
def test_a_deleted_act_is_named_wherever_it_stood(middle: tuple[int, int]):
    length, at = middle
    assert told(deleted(chain(length), at)) == [(Kind.DELETED, at + 1, at + 1)]


def test_the_first_acts_deleted_are_named():
    assert told(chain(9)[3:]) == [(Kind.DELETED, 1, 3)]


@settings(max_examples=60, deadline=None)
@given(MIDDLES)
@pytest.mark.parametrize(
    "tampering", [inserted_beside_the_true_one, inserted_out_of_nowhere, inserted_with_a_false_hash]
)
def test_an_inserted_act_is_named_wherever_it_stands(tampering: Tampering, middle: tuple[int, int]):
    length, at = middle
    assert told(tampering(chain(length), at)) == [(Kind.INSERTED, at + 2, at + 2)]


@settings(max_examples=60, deadline=None)
@given(MIDDLES, st.data())
def test_acts_that_exchanged_their_places_are_named_and_no_other(middle: tuple[int, int], data: st.DataObject):
    length, at = middle
    other = data.draw(st.integers(at + 1, length - 1))
    assert told(swapped(chain(length), at, other)) == [(Kind.REORDERED, n + 1, n + 1) for n in (at, other)]


@settings(max_examples=60, deadline=None)
@given(MIDDLES)
def test_an_act_moved_to_the_end_is_named_and_no_other(middle: tuple[int, int]):
    length, at = middle
    links = chain(length)
    moved = [*deleted(links, at), links[at]]
    links = [replace(link, number=number) for number, link in enumerate(moved, 1)]
    assert told(links) == [(Kind.REORDERED, length, length)]


@settings(max_examples=60, deadline=None)
@given(st.integers(2, 40).flatmap(lambda length: st.tuples(st.just(length), st.integers(1, length - 1))))
def test_a_cut_tail_shows_against_every_head_that_stood_in_it(cut: tuple[int, int]):
    length, left = cut
    links = chain(length)
    heads = [Head(link.kept, str(link.number)) for link in links]
    assert [fault.head for fault in faults(links[:left], heads)] == heads[left:]
    assert {fault.kind for fault in faults(links[:left], heads)} == {Kind.CUT}


def test_a_tail_written_anew_shows_against_the_head_as_a_cut_one_does():
    links, head = chain(9), Head(chain(9)[-1].kept)
    own = digest(links[4].kept, "khác")
    links = [*links[:5], Link(6, links[4].kept, own, own)]
    assert faults(links) == []
    assert faults(links, [head]) == [Fault(Kind.CUT, head=head)]


def test_the_head_of_an_act_that_is_named_already_is_not_told_again():
    links = chain(9)
    heads = [Head(link.kept) for link in links]
    assert {fault.kind for fault in faults(deleted(links, 4), heads)} == {Kind.DELETED}
    assert {fault.kind for fault in faults(with_another_hash(links, 4), heads)} == {Kind.CHANGED}


def test_where_two_stories_fit_both_are_told():
    (fault,) = faults(deleted(chain(5), 3))
    assert (fault.kind, fault.first) == (Kind.DELETED, 4)
    assert fault.instead == Fault(Kind.INSERTED, 5, 5)


def test_several_things_done_at_once_are_each_named():
    links = deleted(changed(inserted_beside_the_true_one(chain(30), 5), 12), 20)
    assert told(links) == [(Kind.INSERTED, 7, 7), (Kind.CHANGED, 13, 13), (Kind.DELETED, 21, 21)]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from("abcde"), max_size=12), st.data())
def test_no_heap_of_acts_whatsoever_makes_it_fail(names: list[str], data: st.DataObject):
    name = st.sampled_from([GENESIS, *"abcde"])
    links = [Link(n, data.draw(name), kept, data.draw(name)) for n, kept in enumerate(dict.fromkeys(names), 1)]
    follows = all(
        link.is_sound and link.previous == (links[i - 1].kept if i else GENESIS) for i, link in enumerate(links)
    )
    assert (faults(links) == []) == follows
