"""Text made safe to store and to compare."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nscl.vn import text

ANY_TEXT = st.text(st.characters(exclude_categories=()))
VIETNAMESE = st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạằẳẵắặầẩẫấậềểễếệồổỗốộờởỡớợừửữứự ĐÂƠƯ 0123456789.,-")


def test_clean_composes_what_macs_and_some_keyboards_decompose():
    assert text.clean(unicodedata.normalize("NFD", "Sở Khoa học và Công nghệ")) == "Sở Khoa học và Công nghệ"


def test_clean_strips_controls_and_keeps_lines_tabs_and_emoji():
    assert text.clean("a\x00b\x07c\td\r\ne\rf\u2028g") == "abc\td\ne\nf\ng"
    assert text.clean("Đạt 👩‍🔬 ✅") == "Đạt 👩‍🔬 ✅"


def test_clean_strips_what_cannot_be_encoded_or_seen():
    assert text.clean("\ufeffa\ud800b\u200bc\u202ed\uffffe\u00adf") == "abcdef"


@given(ANY_TEXT)
def test_clean_never_raises_and_is_stable(raw):
    cleaned = text.clean(raw)
    cleaned.encode()
    assert "\x00" not in cleaned
    assert text.control_character_at(cleaned) is None
    assert text.clean(cleaned) == cleaned


@pytest.mark.parametrize("piece", ["Đặng ", "a\u0300\u0316", "\u0316\u0300", "\x00\ud800", "👩‍🔬"])
def test_clean_and_fold_take_a_megabyte_in_stride(piece):
    started = time.monotonic()
    text.fold(text.clean(piece * (1_000_000 // len(piece))))
    assert time.monotonic() - started < 20


def test_the_place_of_an_unreadable_character_is_counted_from_one():
    assert text.control_character_at("ab\x00c") == 3
    assert text.control_character_at("\ud800") == 1
    assert text.control_character_at("Dòng một\r\n\tdòng hai 👍") is None


def test_an_excerpt_is_one_short_line():
    assert text.excerpt("ngắn\nhai dòng") == "ngắn hai dòng"
    assert text.excerpt("x" * 1_000_000) == "x" * 39 + "…"


def test_fold_takes_off_tones_vowel_marks_and_the_stroke_of_d():
    assert text.fold("  Đường  ĐẶNG Tiến-Đông\n") == "duong dang tien-dong"


@given(ANY_TEXT)
def test_fold_is_idempotent(raw):
    assert text.fold(text.fold(raw)) == text.fold(raw)


@given(st.text(st.characters(exclude_categories=("Cs",))), st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]))
def test_fold_is_the_same_for_every_form_of_a_text(raw, form):
    assert text.fold(unicodedata.normalize(form, raw)) == text.fold(raw)


@given(VIETNAMESE)
def test_fold_is_the_same_in_capitals(raw):
    assert text.fold(raw.upper()) == text.fold(raw) == text.fold(raw.lower())
    assert text.fold(raw).isascii()


def test_words_are_runs_of_letters_and_digits():
    assert text.words("Nhiệm vụ 3.1: 5S_Kaizen (Đợt II)") == ["nhiem", "vu", "3", "1", "5s", "kaizen", "dot", "ii"]


def test_every_word_of_a_query_must_begin_a_word_of_the_text():
    name = "Trường Trung học phổ thông Yên Phong số 1"
    assert text.is_match("yen phong", name)
    assert text.is_match("TRUNG Ho", name)
    assert text.is_match("Phong Yên", name)
    assert not text.is_match("yen the", name)
    assert not text.is_match("hong", name)


def test_an_empty_query_matches_everything():
    assert text.is_match("", "Sở Y tế")
    assert text.is_match(" - ", "")


@given(VIETNAMESE)
def test_a_text_matches_itself(raw):
    assert text.is_match(raw, raw)
