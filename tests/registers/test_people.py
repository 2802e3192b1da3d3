"""Who a written name is: known, new, or a question. Names reach nobody who may not read them."""

from datetime import date

import pytest

from nscl.registers.models import Learner
from nscl.registers.people import NEW, Question, Written, described, known_people, repeated, who_is
from tests import make


@pytest.fixture
def an(enterprise):
    return Learner.objects.create(body=enterprise, name="Nguyễn Văn An", birth_year=1990, position="Kế toán")


@pytest.fixture
def line(enterprise):
    def written(name="Nguyễn Văn An", number=1, **said):
        return Written(number, name, enterprise, **said)

    return written


def test_an_equal_birth_year_says_who_it_is(line, an):
    assert who_is(line(birth_year=1990), [an]) == an


def test_a_name_alone_is_a_question(line, an):
    assert who_is(line(), [an]) == Question((an,))


def test_another_birth_year_is_somebody_new(line, an):
    assert who_is(line(birth_year=1991), [an]) is None


def test_two_of_one_name_and_year_are_a_question(line, an, enterprise):
    twin = Learner.objects.create(body=enterprise, name="Nguyễn Văn An", birth_year=1990, position="Lái xe")
    assert who_is(line(birth_year=1990), [an, twin]) == Question((an, twin))


def test_the_officer_s_answer_settles_it(line, an):
    assert who_is(line(answer=str(an.pk)), [an]) == an
    assert who_is(line(answer=NEW), [an]) is None


def test_an_answer_about_somebody_of_another_name_settles_nothing(line, an, enterprise):
    other = Learner.objects.create(body=enterprise, name="Trần Thị Bình")
    assert who_is(line(answer=str(other.pk)), [an, other]) == Question((an,))


@pytest.mark.parametrize(
    ("typed", "is_same"), [("nguyen van an", True), ("Nguyễn Vân An", False), ("Nguyễn Văn Ân", False)]
)
def test_a_name_without_tones_may_be_one_with_tones_but_other_tones_are_another_name(line, an, typed, is_same):
    assert (who_is(line(typed), [an]) is not None) == is_same


def test_a_candidate_is_told_by_what_is_known_of_him(an):
    an.last_course = "Lớp Kaizen"
    assert described(an) == "Nguyễn Văn An, sinh năm 1990, Kế toán, đã học “Lớp Kaizen”"


def test_learners_are_known_from_courses_one_may_read(
    line, enterprise, commune_a, commune_a_officer, commune_b_officer
):
    course = make.course(by=commune_a_officer, reported_by=commune_a, on=date(2027, 5, 5))
    learner = make.attend(course, enterprise, name="Nguyễn Văn An").learner
    assert known_people([line()], commune_a_officer)[line().key] == [learner]
    assert known_people([line()], commune_b_officer) == {}


def test_who_may_not_read_names_knows_nobody(line, enterprise, commune_a, commune_a_officer, supervisor, viewer):
    course = make.course(by=commune_a_officer, reported_by=commune_a, on=date(2027, 5, 5))
    make.attend(course, enterprise, name="Nguyễn Văn An")
    assert known_people([line()], supervisor) == known_people([line()], viewer) == {}


def test_lines_that_nothing_tells_apart_repeat_each_other(line):
    first = line(number=1)
    assert repeated(line(number=2), [first]) == first
    assert repeated(line("Trần Thị Bình", number=2), [first]) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"birth_year": 1990}, {"birth_year": 1991}),
        ({"position": "Kế toán"}, {"position": "Lái xe"}),
        ({"answer": "7"}, {"answer": "8"}),
        ({"answer": "7"}, {"answer": NEW}),
    ],
)
def test_lines_are_told_apart_by_year_position_or_answer(line, one, other):
    assert repeated(line(number=2, **other), [line(number=1, **one)]) is None


def test_two_new_people_of_one_name_are_not_told_apart_by_that_answer(line):
    first = line(number=1, answer=NEW)
    assert repeated(line(number=2, answer=NEW), [first]) == first


def test_one_answer_for_two_lines_repeats_even_with_two_positions(line):
    first = line(number=1, answer="7", position="Kế toán")
    assert repeated(line(number=2, answer="7", position="Lái xe"), [first]) == first
