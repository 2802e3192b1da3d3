"""Two texts word by word: nothing is lost on either side."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nscl.vn.differences import LONGEST, Run, differences


def _old(runs: list[Run]) -> str:
    return "".join(run.text for run in runs if run.change != "new")


def _new(runs: list[Run]) -> str:
    return "".join(run.text for run in runs if run.change != "gone")


def test_a_changed_number_is_marked_alone():
    runs = differences("Đã hướng dẫn 09 doanh nghiệp.", "Đã hướng dẫn 12 doanh nghiệp.")

    assert [(run.change, run.text) for run in runs] == [
        ("same", "Đã hướng dẫn "),
        ("gone", "09"),
        ("new", "12"),
        ("same", " doanh nghiệp."),
    ]


@pytest.mark.parametrize(("old", "new"), [("", "mới"), ("cũ", ""), ("", "")])
def test_a_text_may_appear_or_go_whole(old: str, new: str):
    runs = differences(old, new)

    assert (_old(runs), _new(runs)) == (old, new)


@given(st.text(max_size=80), st.text(max_size=80))
def test_both_texts_can_be_read_back(old: str, new: str):
    runs = differences(old, new)

    assert (_old(runs), _new(runs)) == (old, new)


def test_two_texts_without_a_word_in_common_are_told_apart_as_two_runs_just_under_the_longest():
    words = LONGEST // 4 - 1  # with the blank after it every word counts twice
    old, new = " ".join(f"cũ{n}" for n in range(words)), " ".join(f"mới{n}" for n in range(words))

    runs = differences(old, new)

    assert (_old(runs), _new(runs)) == (old, new)
    assert "cũ5" in runs[0].text


def test_very_long_texts_are_shown_whole_instead_of_taking_forever():
    old, new = "một hai " * 4000, "hai ba " * 4000

    assert [run.change for run in differences(old, new)] == ["gone", "new"]
