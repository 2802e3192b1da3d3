"""No small group of persons can be read off a public table, nor worked out from its total."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from nscl.web.small_cells import LEAST, is_small, unsaid


def test_a_table_without_small_counts_says_everything():
    assert unsaid([5, 148, 0]) == frozenset()


def test_small_counts_are_left_unsaid():
    assert {1, 2} <= unsaid([148, 3, 2, 60])


def test_one_small_count_alone_would_follow_from_the_total_so_the_next_goes_with_it():
    assert unsaid([148, 3, 60]) == {1, 2}


def test_two_of_one_each_would_follow_from_their_sum():
    assert unsaid([148, 1, 1, 60]) == {1, 2, 3}


def test_two_of_four_each_would_follow_from_their_sum():
    assert unsaid([148, 4, 4, 60]) == {1, 2, 3}


def test_where_nothing_can_be_taken_in_only_the_small_one_is_unsaid():
    assert unsaid([3]) == {0}


@given(st.lists(st.integers(0, 12), min_size=1, max_size=6))
def test_a_small_count_never_follows_from_what_is_said(counts):
    hidden = sorted(unsaid(counts))
    if not hidden or len(hidden) == sum(1 for n in counts if n):
        return  # nothing is unsaid, or everything is: then there is nothing left to take in
    total = sum(counts[i] for i in hidden)
    most = min(n for i, n in enumerate(counts) if n and i not in hidden)
    ranges = [range(1, LEAST) if is_small(counts[i]) else range(LEAST, most + 1) for i in hidden]
    readings = [cells for cells in product(*ranges) if sum(cells) == total]
    for position, i in enumerate(hidden):
        if is_small(counts[i]):
            assert len({cells[position] for cells in readings}) > 1
