"""Small pieces of writing: letters of points, signs under tables, codes in words."""

from __future__ import annotations

import pytest

from nscl.documents.blocks import Paragraph, Point
from nscl.reporting.papers.wording import legend, lower_first, note, number_of, place_of, pointed


def test_points_take_the_letters_of_the_vietnamese_alphabet():
    points = pointed([(f"ý {n}", ()) for n in range(6)])
    assert [point.mark for point in points if isinstance(point, Point)] == ["a", "b", "c", "d", "đ", "e"]


def test_a_single_point_has_no_letter():
    assert pointed([("Một ý.", ())]) == [Paragraph("Một ý.")]


def test_what_stands_under_a_point_follows_it():
    assert pointed([("Một", ("hai",))]) == [Paragraph("Một"), Paragraph("- hai")]


def test_points_past_the_alphabet_are_numbered():
    marks = [point.mark for point in pointed([("ý", ())] * 25) if isinstance(point, Point)]
    assert marks[22:] == ["y", "24", "25"]


def test_only_signs_that_stand_in_the_table_are_explained():
    assert legend([("1", "…"), ("x", "2")]) == "(…) chưa có số liệu; (x) không áp dụng"
    assert legend([("1", "2")]) == ""


def test_a_note_of_nothing_is_no_note():
    assert note("", "") == ""
    assert note("Một", "", "Hai.") == "Ghi chú: Một. Hai."


@pytest.mark.parametrize(
    ("duty", "place"), [("V.1", "khoản 1"), ("V.8b", "điểm b khoản 8"), ("V.2đ", "điểm đ khoản 2")]
)
def test_a_duty_is_cited_by_point_and_clause(duty, place):
    assert place_of(duty) == place


@pytest.mark.parametrize(("code", "number"), [("MT2.1", "2.1"), ("MT10.1", "10.1"), ("NV5.2", "NV 5.2")])
def test_an_indicator_is_numbered_as_in_print(code, number):
    assert number_of(code) == number


@pytest.mark.parametrize(
    ("text", "inside"), [("Đào tạo", "đào tạo"), ("TFP và năng suất", "TFP và năng suất"), ("5S", "5S"), ("", "")]
)
def test_an_abbreviation_keeps_its_capitals_inside_a_sentence(text, inside):
    assert lower_first(text) == inside


@pytest.mark.parametrize(
    "name",
    ["Sở Y tế chưa được giao", "Sở chưa được giao", "Ủy ban nhân dân xã A", "Chi cục Thuế", "Công ty TNHH A",
     "Trường Cao đẳng A"],
)  # fmt: skip
def test_the_name_of_a_body_keeps_its_capital_inside_a_sentence(name):
    assert lower_first(name) == name


@pytest.mark.parametrize("text", ["Do Sở Y tế chưa giao", "Sở hữu trí tuệ", "Trường học chưa đăng ký", "Bộ chỉ số mới"])
def test_what_is_no_name_of_a_body_goes_on_with_a_small_letter(text):
    assert lower_first(text) == text[0].lower() + text[1:]
