"""A line's sentence in pieces: words that may be written anew, figures that may not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from string import Formatter

import pytest

from nscl.plan import Plan
from nscl.registers.models import Course
from nscl.scorecard import phrase, sentences
from nscl.scorecard.evaluate import evaluate, evaluate_one
from nscl.scorecard.line import Line
from nscl.scorecard.phrase import Misworded

pytestmark = pytest.mark.django_db
HOUSE = "Đến ngày [ngày chốt] đã tổ chức [số lớp] lớp cho [số lượt người] lượt người, bằng [tỷ lệ so với kế hoạch] "
WORDS = "Toàn tỉnh mở [số lớp] lớp, có [số lượt người] lượt người theo học."


@pytest.fixture
def line(plan: Plan, train: Callable[..., Course]) -> Line:
    """MT2.1 of 2028, not yet due, with one course of three learners."""
    train(3, on=date(2028, 5, 5))
    return evaluate_one(plan, "MT2.1", year=2028)


def _templates() -> Iterator[str]:
    """Every sentence the house knows of a line."""
    for name, found in vars(sentences).items():
        if name.isupper() and isinstance(found, dict) and isinstance(next(iter(found.values())), str):
            yield from found.values()
    yield from (sentences.NOT_BUILT, sentences.NOT_YET)


def test_no_sentence_of_the_house_has_a_figure_among_its_words():
    words = [words for template in _templates() for words, *_rest in Formatter().parse(template)]
    assert len(words) > 100
    assert [each for each in words if any(sign.isnumeric() for sign in each)] == []


def test_every_figure_of_a_sentence_has_a_name_an_officer_can_type():
    names = {name for template in _templates() for _words, name, *_rest in Formatter().parse(template) if name}
    assert names - {"where", "body"} == {*phrase.PLACES, "value"}


def test_names_of_figures_differ_when_typed_without_tones():
    names = [phrase.fold(str(name)) for name in phrase.PLACES.values()]
    assert len(set(names)) == len(names)


def test_the_house_s_own_words_fill_to_the_line_s_sentence(plan: Plan, line: Line):
    lines = [*evaluate(plan, year=2028), *evaluate(plan, year=2027), *evaluate(plan, year=2029)]
    filled = [phrase.printed(phrase.house(each).filled(each)) for each in lines]
    assert filled == [each.sentence for each in lines]


def test_what_a_person_reads_of_the_house_s_words_reads_back_as_the_same(plan: Plan, line: Line):
    for each in evaluate(plan, year=2028):
        own = phrase.house(each)
        again = phrase.read(each, own.typed)
        assert (again.typed, phrase.printed(again.filled(each))) == (own.typed, each.sentence)


def test_a_figure_is_a_place_named_by_its_unit(line: Line):
    assert phrase.house(line).typed.startswith(HOUSE)


def test_words_are_printed_around_the_figures_of_the_moment(line: Line):
    said = phrase.read(line, WORDS)
    assert phrase.printed(said.filled(line)) == "Toàn tỉnh mở 01 lớp, có 03 lượt người theo học."


def test_words_are_kept_by_names_that_do_not_change(line: Line):
    kept = phrase.read(line, WORDS).kept
    again = phrase.opened(line, kept)
    assert kept == "Toàn tỉnh mở [courses] lớp, có [value] lượt người theo học."
    assert again is not None
    assert again.typed == WORDS


def test_names_are_understood_without_tones_and_whatever_their_case(line: Line):
    assert phrase.read(line, "mở [SO LOP] lớp, [số  lượt  người] người").kept == "mở [courses] lớp, [value] người."


def test_a_sentence_begins_with_a_capital_and_ends_with_a_stop(line: Line):
    said = phrase.read(line, "  [số lớp] lớp,\r\n[số lượt người] người  ")
    assert phrase.printed(said.filled(line)) == "01 lớp, 03 người."


@pytest.mark.parametrize(
    "typed", ["Có 412 người, [số lượt người].", "[số lượt người] người, lớp ５S", "½ [số lượt người]"]
)
def test_a_figure_typed_by_hand_is_refused_by_its_place(line: Line, typed: str):
    with pytest.raises(Misworded, match="chữ số gõ tay"):
        phrase.read(line, typed)


def test_a_place_the_sentence_does_not_know_is_refused_with_those_it_knows(line: Line):
    with pytest.raises(Misworded, match=r"\[số người\]. Dùng đúng tên: \[ngày chốt\], \[số lớp\]"):
        phrase.read(line, "[số người] người, [số lượt người].")


@pytest.mark.parametrize(
    "typed", ["[số lượt người người", "số lượt người] người", "[[số lượt người]] người", "[] [số lượt người]"]
)
def test_brackets_that_do_not_pair_are_refused(line: Line, typed: str):
    with pytest.raises(Misworded, match=r"ngoặc vuông|chỗ đặt số"):
        phrase.read(line, typed)


def test_a_sentence_without_the_figure_it_is_there_for_is_refused(line: Line):
    with pytest.raises(Misworded, match=r"Câu thiếu \[số lượt người\]"):
        phrase.read(line, "Đã mở [số lớp] lớp.")


def test_figures_alone_are_no_sentence(line: Line):
    with pytest.raises(Misworded, match="Câu chưa có lời nào"):
        phrase.read(line, "[số lượt người], [số lớp].")


def test_every_fault_is_told_at_once(line: Line):
    with pytest.raises(Misworded) as refused:
        phrase.read(line, "[gì] 12 " + "a" * phrase.LONGEST)
    assert len(refused.value.faults) == 3


def test_figures_left_out_are_told_by_name(line: Line):
    said = phrase.read(line, WORDS)
    assert phrase.left_out(line, said) == ["ngày chốt", "tỷ lệ so với kế hoạch", "năm báo cáo"]


def test_a_clause_that_has_nothing_to_say_leaves_no_trace(plan: Plan, db: None):
    line = evaluate_one(plan, "MT3.1", year=2028)
    assert line.fact("in_progress") == 0
    typed = "Chưa có mô hình; [mô hình đang triển khai] ."
    said = phrase.read(line, typed)
    assert phrase.printed(said.filled(line)) == "Chưa có mô hình; chưa có mô hình đang triển khai."


def test_words_written_for_one_case_do_not_fit_another(plan: Plan, line: Line, train: Callable[..., Course]):
    kept = phrase.read(line, WORDS).kept
    assert phrase.fits(line, kept, "not_due")
    assert not phrase.fits(line, kept, "behind")
    assert not phrase.fits(evaluate_one(plan, "MT2.1", year=2026), kept, "not_due")


def test_words_with_a_place_of_another_sentence_do_not_fit(line: Line):
    assert not phrase.fits(line, "Có [value] lượt người, còn thiếu [gap].", "not_due")


@pytest.mark.parametrize(
    ("case", "said"),
    [
        ("behind", "Chậm tiến độ"),
        ("behind_0", "Chậm tiến độ, chưa có kết quả nào"),
        ("not_due_none", "Chưa đến hạn, chưa có số liệu"),
        ("no_data_none", "Chưa có dữ liệu"),
        ("no_data_undefined", "Chưa có dữ liệu, có số liệu nhưng không tính được"),
    ],
)
def test_a_case_is_said_in_words(case: str, said: str):
    assert phrase.case_label(case) == said
