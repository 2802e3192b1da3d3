"""Where facts meet targets: what is counted, in which year, for whom, as known when."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from nscl.organisations.actions import decide
from nscl.organisations.scope import Scope
from nscl.plan.targets import State
from nscl.registers import actions
from nscl.registers.models import Expected, Learner
from nscl.scorecard.evaluate import UnknownYear, evaluate, evaluate_one
from nscl.scorecard.groups import subtraction
from nscl.vn.calendar import ZONE, end_of_day
from tests import make


@pytest.fixture
def line(plan):
    """One line by its code."""

    def of(code, year=2028, **how):
        return evaluate_one(plan, code, year=year, **how)

    return of


def test_every_indicator_has_its_line_in_plan_order(plan, db):
    assert [one.code for one in evaluate(plan, year=2028)] == [i.code for i in plan.indicators]


def test_a_register_that_does_not_exist_says_so_and_gives_no_figure(line, db):
    tfp = line("MT1.1")
    assert (tfp.state, tfp.value) == (State.NO_DATA, None)
    assert "chưa có" in tfp.sentence


def test_a_year_outside_the_plan_is_refused_by_name(plan, db):
    with pytest.raises(UnknownYear, match="2031"):
        evaluate(plan, year=2031)


def test_an_attendance_counts_in_the_year_of_the_course_s_last_day(line, train):
    train(3, on=date(2027, 12, 31))
    train(2, on=date(2028, 1, 1))
    assert (line("MT2.1", 2027).value, line("MT2.1", 2028).value) == (3, 2)


def test_an_unconfirmed_list_is_not_counted_but_told(line, train):
    train(4, confirmed=False)
    training = line("MT2.1")
    assert (training.value, training.unconfirmed) == (0, 4)


def test_officials_do_not_count_for_enterprises_and_schools(line, train, department, enterprise, college):
    train(0, learners={department: 5, enterprise: 2, college: 1})
    assert (line("MT2.1").value, line("MT9.1").value) == (3, 5)


def test_too_few_hours_are_excluded_with_the_reason(line, train):
    train(2, hours=Decimal(4))
    training = line("MT2.1")
    assert training.value == 0
    assert {step.reason: step.rows for step in subtraction(training).steps} == {"học dưới 8 giờ": 2}


def test_the_hours_that_count_are_a_dated_decision(line, train, plan):
    train(2, on=date(2027, 5, 5), hours=Decimal(6))
    train(2, on=date(2028, 5, 5), hours=Decimal(6))
    decide(
        by=None,
        plan=plan.slug,
        key="counting.min_hours",
        value="6",
        document="12/SKHCN-TĐC",
        in_force_from=date(2028, 1, 1),
    )
    assert (line("MT2.1", 2027).value, line("MT2.1", 2028).value) == (0, 2)


def test_a_yearly_target_is_not_due_before_the_closing_date_unless_met(line, train):
    assert line("MT2.1").state is State.NOT_DUE


def test_a_yearly_target_is_behind_after_its_year(line, train):
    train(999, on=date(2027, 5, 5))
    assert line("MT2.1", 2027).state is State.BEHIND


def test_a_thousand_is_met(line, department, enterprise, train):
    train(1000)
    training = line("MT2.1")
    assert training.state is State.MET
    assert training.sentence == "Năm 2028 đã tổ chức 01 lớp cho 1.000 lượt người, đạt 100,0% kế hoạch."


def test_knowledge_as_of_a_day_leaves_out_what_was_confirmed_later(line, train, monkeypatch):
    monkeypatch.setenv("NSCL_TODAY", "2028-06-01")
    train(3, on=date(2028, 5, 5))
    monkeypatch.setenv("NSCL_TODAY", "2028-09-01")
    train(5, on=date(2028, 5, 6))
    monkeypatch.setenv("NSCL_TODAY", "2028-11-15")
    assert line("MT2.1", as_of=end_of_day(date(2028, 7, 1))).value == 3
    assert line("MT2.1").value == 8


def test_a_withdrawn_list_counted_until_it_was_withdrawn(line, train, second_department_officer, monkeypatch):
    monkeypatch.setenv("NSCL_TODAY", "2028-06-01")
    course = train(3, on=date(2028, 5, 5))
    monkeypatch.setenv("NSCL_TODAY", "2028-07-01")
    actions.withdraw(course, by=second_department_officer, why="ghi nhầm")
    monkeypatch.setenv("NSCL_TODAY", "2028-11-15")
    assert line("MT2.1", as_of=end_of_day(date(2028, 6, 15))).value == 3
    assert line("MT2.1").value == 0


def test_a_correction_replaces_the_list_from_its_confirmation_on(
    line, train, department_officer, second_department_officer, enterprise
):
    course = train(3)
    new = actions.start_correction(course, by=department_officer)
    make.attend(new, enterprise)
    assert line("MT2.1").value == 3
    actions.confirm(new, by=second_department_officer)
    assert line("MT2.1").value == 4


def test_facts_after_the_closing_date_stay_out_of_the_round_s_figure(line, train):
    train(3, on=date(2028, 11, 15))
    assert line("MT2.1", until=date(2028, 11, 14)).value == 0


def test_the_sum_by_place_is_the_province_s_figure(
    line, train, enterprise, second_enterprise, college, commune_a, commune_b
):
    train(0, learners={enterprise: 2, second_enterprise: 3, college: 1})
    by_place = [line("MT2.1", scope=Scope(place=commune)).value for commune in (commune_a, commune_b)]
    assert by_place == [3, 3]


def test_a_reporter_reads_only_what_it_reported(
    line, train, commune_a, commune_a_officer, commune_a_leader, enterprise
):
    train(2)
    make.course(
        by=commune_a_officer,
        reported_by=commune_a,
        on=date(2028, 5, 5),
        learners={enterprise: 7},
        confirmed_by=commune_a_leader,
    )
    own = line("MT2.1", scope=Scope(reporter=commune_a))
    assert (own.value, own.target, own.state) == (7, None, State.DESCRIBE)
    assert own.sentence.startswith("Theo số liệu do UBND xã A báo cáo, năm 2028 đã tổ chức 01 lớp cho 07 lượt người")


def test_supervision_counts_as_it_stood_on_the_day(line, train, education, college, department_officer):
    from nscl.organisations.actions import supervise

    supervise(by=None, body=college, supervisor=education, since=date(2027, 1, 1), until=date(2028, 3, 31))
    train(0, on=date(2028, 3, 1), learners={college: 2})
    train(0, on=date(2028, 5, 1), learners={college: 4})
    under = line("MT2.1", scope=Scope(under=education))
    assert under.value == 2
    assert "không phải số do Sở Giáo dục và Đào tạo báo cáo" in under.sentence


@pytest.fixture
def pilot(department, department_officer, second_department_officer):
    def build(body, on, **how):
        return make.pilot(
            by=department_officer,
            reported_by=department,
            body=body,
            on=on,
            confirmed_by=second_department_officer,
            **how,
        )

    return build


def test_a_model_counts_once_in_the_year_it_reached_the_counting_stage(line, pilot, enterprise):
    pilot(enterprise, date(2026, 3, 1), applying_on=date(2026, 9, 1), audited_on=date(2027, 6, 1))
    assert [line("MT3.1", year).value for year in (2026, 2027, 2028)] == [0, 1, 0]


def test_one_system_is_not_an_integrated_model(line, pilot, enterprise):
    pilot(enterprise, date(2028, 1, 5), tools=("5s",), audited_on=date(2028, 6, 1))
    assert line("MT3.1").value == 0


def test_evidence_of_grade_c_does_not_count(line, pilot, enterprise):
    pilot(enterprise, date(2028, 1, 5), grade="C", audited_on=date(2028, 6, 1))
    assert line("MT3.1").value == 0


def test_the_kind_that_counts_is_the_body_s_kind_on_the_day(line, pilot, enterprise, administrator):
    from nscl.organisations.actions import rename_body

    pilot(enterprise, date(2027, 1, 5), audited_on=date(2027, 6, 1))
    pilot(enterprise, date(2028, 1, 5), audited_on=date(2028, 6, 1))
    rename_body(
        by=administrator,
        body=enterprise,
        name="Hợp tác xã A",
        kind="cooperative",
        since=date(2028, 1, 1),
        document="Giấy đăng ký",
    )
    assert (line("MT3.1", 2027).value, line("MT3.1", 2028).value) == (1, 0)


def test_models_in_hospitals_add_up_over_the_plan_and_follow_the_pace(line, pilot, hospital):
    for year in (2026, 2027, 2028):
        pilot(hospital, date(year, 1, 5), audited_on=date(year, 6, 1))
    health = line("MT5.1")
    assert (health.value, health.needed, health.gap, health.state) == (3, 3, 2, State.ON_TRACK)
    assert "mức tiến độ đến hết năm 2028: 03 mô hình" in health.sentence


def test_nothing_is_behind_before_the_first_year_has_ended(plan, db):
    lines = evaluate(plan, year=2026, as_of=datetime(2026, 11, 20, tzinfo=ZONE))
    assert not [one.code for one in lines if one.state is State.BEHIND and one.indicator.target.is_cumulative]


def test_an_office_with_two_pilots_is_one_office(line, pilot, commune_a):
    pilot(commune_a, date(2027, 1, 5), audited_on=date(2027, 6, 1))
    pilot(commune_a, date(2028, 1, 5), tools=("lean",), audited_on=date(2028, 6, 1))
    offices = line("MT9.2")
    assert offices.value == 1
    assert "5S, ISO 9001, Lean" in offices.sentence


@pytest.fixture
def club(department, department_officer, second_department_officer):
    def build(body, on, *activities):
        row = make.club(
            by=department_officer, reported_by=department, body=body, on=on, confirmed_by=second_department_officer
        )
        for day in activities:
            make.activity(by=department_officer, club=row, on=day, confirmed_by=second_department_officer)
        return row

    return build


def test_a_club_is_maintained_while_it_acts(line, club, college):
    club(college, date(2026, 5, 1), date(2028, 3, 1))
    assert line("MT8.1").value == 1


def test_a_young_club_is_told_but_not_counted(line, club, college):
    club(college, date(2028, 2, 1), date(2028, 9, 1))
    clubs = line("MT8.1")
    assert (clubs.value, clubs.fact("new")) == (0, 1)


def test_a_silent_club_has_lapsed(line, club, college):
    club(college, date(2026, 5, 1), date(2027, 3, 1))
    clubs = line("MT8.1")
    assert (clubs.value, clubs.fact("lapsed")) == (0, 1)


def test_a_corrected_club_keeps_its_activities(line, club, college, department_officer, second_department_officer):
    row = club(college, date(2026, 5, 1), date(2028, 3, 1))
    new = actions.start_correction(row, by=department_officer)
    new.name = "Câu lạc bộ Năng suất"
    actions.edit(new, by=department_officer)
    actions.confirm(new, by=second_department_officer)
    assert line("MT8.1").value == 1


def test_the_expected_outturn_stands_in_its_own_column(
    line, train, department, department_officer, second_department_officer, plan
):
    train(2)
    row = Expected(
        plan=plan.slug,
        indicator="MT2.1",
        year=2028,
        on=date(2028, 11, 10),
        value=Decimal(1160),
        basis="02 lớp đã có lịch",
        reported_by=department,
    )
    actions.confirm(actions.enter(row, by=department_officer), by=second_department_officer)
    training = line("MT2.1")
    assert (training.value, training.expected) == (2, Decimal(1160))


def test_the_json_of_a_line_has_the_agreed_keys(line, db):
    assert list(line("MT2.1").as_dict()) == [
        "indicator",
        "period",
        "value",
        "numerator",
        "denominator",
        "expected",
        "target",
        "unit",
        "state",
        "rows",
        "unconfirmed",
        "reading",
        "sentence",
    ]


def test_two_people_of_one_name_are_two_attendances(
    line, department, enterprise, department_officer, second_department_officer
):
    course = make.course(by=department_officer, reported_by=department, on=date(2028, 5, 5))
    make.attend(course, enterprise, name="Nguyễn Văn An")
    make.attend(course, enterprise, name="Nguyễn Văn An")
    actions.confirm(course, by=second_department_officer)
    assert Learner.objects.filter(name="Nguyễn Văn An").count() == 2
    assert line("MT2.1").value == 2


def test_a_moment_read_from_the_database_is_judged_by_the_day_here(line, train):
    """17/11 begins here while UTC still has 16/11, the closing day."""
    train(3)
    here = datetime(2028, 11, 17, 0, 30, tzinfo=ZONE)
    assert {line("MT2.1", as_of=at).state for at in (here, here.astimezone(UTC))} == {State.BEHIND}


def test_a_body_that_never_wrote_is_measured_without_asking_the_registers(
    plan, commune_b, train, django_assert_max_num_queries
):
    train(3)
    evaluate(plan, year=2028, scope=Scope(reporter=commune_b))
    with django_assert_max_num_queries(6):
        lines = evaluate(plan, year=2028, scope=Scope(reporter=commune_b))
    assert {(one.value, one.rows, one.unconfirmed) for one in lines if one.measurement} == {(0, 0, 0)}
    assert lines[2].sentence == "Theo số liệu do UBND phường B báo cáo, năm 2028 chưa tổ chức lớp nào được tính."
