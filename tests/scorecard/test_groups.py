"""Behind a figure: what was looked at, what was taken out and why, and where the counted rows lie."""

from datetime import date
from decimal import Decimal

import pytest

from nscl.organisations.scope import Scope
from nscl.registers.models import Course
from nscl.registers.training import Setting
from nscl.scorecard.evaluate import evaluate_one
from nscl.scorecard.groups import by_entry, by_grade, by_place, by_reporter, entries, subtraction
from tests import make

IN_2028 = date(2028, 5, 5)


@pytest.fixture
def line(plan):
    def of(code, year=2028, **how):
        return evaluate_one(plan, code, year=year, **how)

    return of


@pytest.fixture
def train(department, department_officer, second_department_officer):
    def course(learners, *, confirmed=True, on=IN_2028, **how):
        by = second_department_officer if confirmed else None
        return make.course(
            by=department_officer, reported_by=department, on=on, learners=learners, confirmed_by=by, **how
        )

    return course


@pytest.fixture
def pilot(department, department_officer, second_department_officer):
    def build(body, on=date(2028, 1, 3), *, confirmed=True, **how):
        by = second_department_officer if confirmed else None
        return make.pilot(by=department_officer, reported_by=department, body=body, on=on, confirmed_by=by, **how)

    return build


@pytest.fixture
def club(department, department_officer, second_department_officer):
    def build(body, on, *, confirmed=True, active_on=None):
        by = second_department_officer if confirmed else None
        row = make.club(by=department_officer, reported_by=department, body=body, on=on, confirmed_by=by)
        if active_on:
            make.activity(by=department_officer, club=row, on=active_on, confirmed_by=second_department_officer)
        return row

    return build


def reasons(line):
    return {step.reason: step.rows for step in subtraction(line).steps}


def adds_up(line):
    table = subtraction(line)
    return table.recorded - table.excluded == table.counted == line.value


def test_attendances_recorded_less_every_reason_are_those_counted(
    line, train, enterprise, college, department, hospital
):
    train({enterprise: 5, college: 2, department: 3, hospital: 1})
    train({enterprise: 4}, hours=Decimal(4))
    train({enterprise: 2, department: 6}, confirmed=False)
    training = line("MT2.1")
    assert subtraction(training).recorded == 23
    assert reasons(training) == {
        "người học của cơ quan hành chính": 9,
        "người học của cơ sở khám bệnh, chữa bệnh": 1,
        "danh sách lớp chưa được người thứ hai xác nhận": 2,
        "học dưới 8 giờ": 4,
    }
    assert adds_up(training)


def test_what_waits_in_the_table_is_what_the_line_says_waits(line, train, enterprise, department):
    train({enterprise: 2, department: 6}, confirmed=False)
    training = line("MT2.1")
    assert reasons(training)["danh sách lớp chưa được người thứ hai xác nhận"] == training.unconfirmed == 2


def test_an_exclusion_names_the_indicator_that_counts_the_rows_instead(line, train, enterprise, department, hospital):
    train({enterprise: 1, department: 3, hospital: 1})
    assert {step.reason: step.also_at for step in subtraction(line("MT2.1")).steps} == {
        "người học của cơ quan hành chính": "MT9.1",
        "người học của cơ sở khám bệnh, chữa bệnh": "",
    }


def test_learners_of_nowhere_else_are_named_so(line, train, enterprise):
    train({enterprise: 1}, setting=Setting.OTHER)
    assert reasons(line("MT2.1")) == {"người học của nơi khác": 1}


def test_nothing_recorded_is_nothing_taken_out(line, db):
    table = subtraction(line("MT2.1"))
    assert (table.recorded, table.steps, table.counted) == (0, (), 0)


def test_a_yearly_figure_of_models_takes_out_those_of_other_years_and_those_on_their_way(line, pilot, enterprise):
    reached = date(2027, 6, 1)
    pilot(enterprise, date(2026, 3, 1), applying_on=reached, audited_on=reached)
    pilot(enterprise)
    pilot(enterprise, audited_on=IN_2028)
    pilot(enterprise, audited_on=IN_2028, tools=("5s",))
    pilot(enterprise, audited_on=IN_2028, grade="C")
    pilot(enterprise, audited_on=IN_2028, confirmed=False)
    models = line("MT3.1")
    assert reasons(models) == {
        "đến giai đoạn được tính từ trước năm 2028": 1,
        "chưa đến giai đoạn được tính": 1,
        "chưa được người thứ hai xác nhận": 1,
        "chưa đủ 02 công cụ, hệ thống trong một mô hình": 1,
        "tài liệu chứng minh dưới hạng B": 1,
    }
    assert adds_up(models)


def test_a_cumulative_figure_keeps_the_models_of_earlier_years(line, pilot, hospital):
    pilot(hospital, date(2026, 3, 1), audited_on=date(2026, 9, 1))
    pilot(hospital, audited_on=IN_2028)
    models = line("MT5.1")
    assert (models.value, reasons(models)) == (2, {})
    assert adds_up(models)


def test_a_model_that_waits_for_an_earlier_year_does_not_wait_for_this_one(line, pilot, enterprise):
    pilot(enterprise, date(2027, 1, 5), audited_on=date(2027, 6, 1), confirmed=False)
    assert (line("MT3.1", 2027).unconfirmed, line("MT3.1", 2028).unconfirmed) == (1, 0)


def test_a_model_reached_after_the_year_was_on_its_way_in_that_year(line, pilot, enterprise):
    pilot(enterprise, date(2026, 3, 1), audited_on=date(2027, 6, 1))
    assert reasons(line("MT3.1", 2026)) == {"chưa đến giai đoạn được tính": 1}


def test_a_second_model_of_one_office_is_taken_out(line, pilot, commune_a, commune_b):
    pilot(commune_a, audited_on=IN_2028)
    pilot(commune_a, audited_on=IN_2028)
    pilot(commune_b, audited_on=IN_2028)
    offices = line("MT9.2")
    assert (offices.value, reasons(offices)) == (2, {"mô hình thêm của cơ quan đã được tính": 1})
    assert adds_up(offices)


def test_clubs_founded_less_those_not_maintained_are_those_counted(line, club, college, department_officer):
    club(college, date(2026, 5, 1), active_on=date(2028, 9, 1))
    club(college, date(2026, 6, 1), active_on=date(2026, 9, 1))
    club(college, date(2028, 2, 1), active_on=date(2028, 9, 1))
    club(college, date(2026, 7, 1), confirmed=False)
    clubs = line("MT8.1")
    assert reasons(clubs) == {
        "chưa được người thứ hai xác nhận": 1,
        "thành lập chưa đủ 12 tháng": 1,
        "không có hoạt động được xác nhận trong 12 tháng gần nhất": 1,
    }
    assert adds_up(clubs)


def test_the_communes_of_a_figure_sum_to_it_and_the_rest_belong_to_none(
    line, train, enterprise, second_enterprise, commune_a, department, commune_b
):
    train({enterprise: 2, second_enterprise: 5})
    train({enterprise: 1, department: 7})
    training = line("MT2.1")
    assert [(group.body, group.rows, group.entries) for group in by_place(training)] == [
        (commune_b, 5, 1),
        (commune_a, 3, 2),
    ]
    assert [(group.body, group.rows) for group in by_place(line("MT9.1"))] == [(None, 7)]
    assert by_place(training)[0].rows == line("MT2.1", scope=Scope(place=commune_b)).value


def test_rows_of_no_commune_come_last(line, train, department, commune_a):
    train({department: 9, commune_a: 1})
    assert [group.body for group in by_place(line("MT9.1"))] == [commune_a, None]


def test_a_commune_s_own_officials_are_of_that_commune(line, train, commune_a):
    train({commune_a: 3})
    assert [(group.body, group.rows) for group in by_place(line("MT9.1"))] == [(commune_a, 3)]


def test_rows_are_grouped_by_who_reported_them(line, train, department, enterprise):
    train({enterprise: 3})
    assert [(group.body, group.rows) for group in by_reporter(line("MT2.1"))] == [(department, 3)]


def test_only_counted_models_stand_under_their_grade(line, pilot, hospital):
    pilot(hospital, audited_on=IN_2028, grade="A")
    pilot(hospital, audited_on=IN_2028, grade="C")
    assert by_grade(line("MT5.1")) == {"A": 1}


def test_attendances_have_no_grade(line, train, enterprise):
    train({enterprise: 1})
    assert by_grade(line("MT2.1")) == {}


def test_a_course_says_how_many_of_its_list_count_and_why_the_others_do_not(line, train, enterprise, department):
    mixed = train({enterprise: 5, department: 3})
    waiting = train({enterprise: 2}, confirmed=False)
    training = line("MT2.1")
    found = by_entry(training, [mixed.pk, waiting.pk])
    assert (found[mixed.pk].recorded, found[mixed.pk].counted, found[mixed.pk].excluded) == (8, 5, 3)
    assert (found[waiting.pk].counted, found[waiting.pk].excluded) == (0, 2)
    assert Course.objects.filter(pk__in=entries(training)).count() == 2


@pytest.mark.parametrize("number", [10, 300])
def test_the_number_of_queries_does_not_grow_with_the_rows(
    line, train, enterprise, second_enterprise, number, django_assert_num_queries
):
    course = train({enterprise: number // 2, second_enterprise: number // 2})
    training = line("MT2.1")
    with django_assert_num_queries(4):
        subtraction(training)
        by_place(training)
        by_entry(training, [course.pk])
