"""What bodies say, brought together: equal words once, everybody named."""

from __future__ import annotations

import unicodedata

import pytest

from nscl.reporting.papers.words import Answer, Speaker, counted, ended, inside, merged, named, points_of

STANDING = Speaker("skhcn", "Sở Khoa học và Công nghệ", is_standing=True)
HEALTH = Speaker("syt", "Sở Y tế")
INTERIOR = Speaker("snv", "Sở Nội vụ")
COMMUNES = [Speaker(str(n), f"UBND xã {n}", is_commune=True) for n in range(1, 13)]


def said(*pairs: tuple[Speaker, str], code: str = "NV2.1") -> list[tuple[Answer, str]]:
    return [(Answer(code, "coordinating", speaker), text) for speaker, text in pairs]


def test_equal_words_of_several_bodies_become_one_idea_with_all_of_them():
    (idea,) = merged(said((HEALTH, "Kinh phí giao chậm."), (COMMUNES[0], "Kinh phí giao chậm.")))
    assert (idea.text, named(idea.speakers)) == ("Kinh phí giao chậm.", "Sở Y tế, UBND xã 1")


@pytest.mark.parametrize("same", ["kinh phí  giao chậm", "KINH PHÍ GIAO CHẬM;", "Kinh phí\ngiao chậm…".rstrip("…")])
def test_capitals_spaces_and_the_last_stop_do_not_make_words_differ(same):
    assert len(merged(said((HEALTH, "Kinh phí giao chậm."), (INTERIOR, same)))) == 1


def test_decomposed_unicode_is_the_same_text():
    (idea,) = merged(said((HEALTH, "Thiếu cán bộ"), (INTERIOR, unicodedata.normalize("NFD", "Thiếu cán bộ"))))
    assert idea.text == "Thiếu cán bộ."


@pytest.mark.parametrize("other", ["Kinh phí giao chăm", "Kinh phí giao 1.5 tỷ", "Kinh phí giao"])
def test_other_tones_or_numbers_are_other_words(other):
    assert len(merged(said((HEALTH, "Kinh phí giao chậm"), (INTERIOR, other)))) == 2


def test_the_standing_body_comes_first_then_what_most_say():
    ideas = merged(
        said((HEALTH, "Một"), (COMMUNES[0], "Hai"), (COMMUNES[1], "Hai"), (STANDING, "Ba"), (INTERIOR, "Bốn"))
    )
    assert [idea.text for idea in ideas] == ["Ba.", "Hai.", "Một.", "Bốn."]


def test_nothing_said_is_no_idea():
    assert merged(said((HEALTH, ""), (INTERIOR, " \n "), (STANDING, "./."))) == ()


def test_two_bodies_of_one_name_are_two():
    twin = Speaker("syt-2", HEALTH.name)
    (idea,) = merged(said((HEALTH, "Một"), (twin, "Một")))
    assert len(idea.speakers) == 2


def test_lines_are_points_without_their_dashes_and_numbers():
    text = "- Thiếu cán bộ\n1. Thiếu kinh phí\r\nb) Thiếu máy\n\n• Thiếu chuyên gia\n20.000 hộ chưa đăng ký\n05 xã"
    wanted = ["Thiếu cán bộ", "Thiếu kinh phí", "Thiếu máy", "Thiếu chuyên gia", "20.000 hộ chưa đăng ký", "05 xã"]
    assert list(points_of(text)) == wanted


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Mở 05 lớp", "Mở 05 lớp."),
        ("Mở 05 lớp.", "Mở 05 lớp."),
        ("Mở 05 lớp./.", "Mở 05 lớp."),
        ("Mở 05 lớp ./. ", "Mở 05 lớp."),
        ("Áp dụng Lean, 5S…", "Áp dụng Lean, 5S…"),
    ],
)
def test_a_text_ends_with_one_stop_and_never_ends_the_paper(text, written):
    assert ended(text) == written


def test_before_a_bracket_the_last_stop_goes():
    assert inside("Kinh phí giao chậm.") == "Kinh phí giao chậm"


def test_a_short_list_of_bodies_is_written_out():
    assert named([HEALTH, *COMMUNES[:2], INTERIOR]) == "Sở Y tế, Sở Nội vụ, UBND xã 1, UBND xã 2"


def test_of_a_long_list_the_first_stand_and_the_others_are_counted():
    assert named([HEALTH, *COMMUNES]) == "Sở Y tế; UBND xã 1, UBND xã 2, UBND xã 3 và 09 UBND cấp xã khác"


def test_names_that_hold_a_comma_are_parted_by_semicolons():
    ended_body = Speaker("x", "UBND xã A, nay thuộc UBND phường B", is_commune=True)
    assert named([HEALTH, ended_body]) == "Sở Y tế; UBND xã A, nay thuộc UBND phường B"


def test_a_list_that_says_nothing_is_only_counted():
    assert counted(COMMUNES[:2]) == "UBND xã 1, UBND xã 2"
    assert counted([HEALTH, *COMMUNES]) == "01 cơ quan, đơn vị và 12 UBND cấp xã"
