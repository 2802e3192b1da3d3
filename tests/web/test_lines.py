"""A line as pages print it: figures without noise, targets in the plan's words, and the day before which to act."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from nscl.plan.targets import State
from nscl.registers.models import Expected
from nscl.scorecard.evaluate import evaluate, evaluate_one
from nscl.web import lines, scoreboard


@pytest.fixture
def line(plan, programme):
    def of(code, year=2028, **changes):
        return replace(evaluate_one(plan, code, year=year), **changes)

    return of


def test_a_figure_alone_has_its_thousands_and_no_leading_zero(line):
    assert lines.figure(line("MT2.1", value=1043)) == "1.043"
    assert lines.figure(line("MT3.1", value=2)) == "2"


def test_what_cannot_be_computed_has_no_figure_and_says_so(line):
    assert (lines.figure(line("MT4.2")), lines.unit(line("MT4.2"))) == ("", "chưa tính được")


def test_a_year_to_come_says_that_it_has_not_come(line):
    assert lines.unit(line("MT2.1", 2029)) == "chưa đến năm này"


def test_a_share_never_seems_to_reach_what_it_has_not(line):
    assert lines.figure(line("MT1.1", value=Decimal("54.96"))) == "54,96%"


def test_a_share_says_out_of_how_many(line):
    share = line("MT4.1", value=Decimal("22.1"), numerator=19, denominator=86)
    assert (lines.figure(share), lines.unit(share)) == ("22,1%", "19/86 doanh nghiệp")


def test_a_cumulative_figure_stands_before_what_it_must_reach(line):
    assert lines.unit(line("MT5.1")) == "/ 5 mô hình"


def test_a_growth_keeps_its_per_year(line):
    assert lines.unit(line("MT1.2", value=Decimal("9.6"))) == "/năm"


def test_targets_stand_in_the_words_of_the_report(line):
    assert lines.target(line("MT2.1")) == "ít nhất 1.000 lượt người/năm"
    assert lines.target(line("MT7.1")) == ""


def test_below_the_province_there_is_no_target(plan, programme, commune_a):
    from nscl.organisations.scope import Scope

    assert lines.target(evaluate_one(plan, "MT2.1", year=2028, scope=Scope(place=commune_a))) == ""


def test_a_large_yearly_target_says_the_share_reached(line, train):
    train(500)
    assert lines.target_note(line("MT2.1")) == "· bằng 50,0%"


def test_a_small_yearly_target_says_the_years_met(line):
    assert lines.target_note(line("MT3.1")) == "· 0/3 năm đạt"


def test_a_cumulative_target_says_the_milestone_of_the_year(line):
    assert lines.target_note(line("MT5.1")) == "· mốc 2028: 3"


def test_the_expected_outturn_stands_beside_never_in_the_figure(
    line, department, plan, department_officer, second_department_officer
):
    from nscl.registers import actions

    row = Expected(
        reported_by=department,
        plan=plan.slug,
        indicator="MT2.1",
        year=2028,
        on=date(2028, 11, 1),
        value=1100,
        basis="lịch lớp",
    )
    actions.confirm(actions.enter(row, by=department_officer), by=second_department_officer)
    found = line("MT2.1")
    assert lines.figure(found) == "0"
    assert "ước cả năm 1.100" in lines.target_note(found)


def test_columns_of_the_chart_mark_the_year_shown_and_never_add_what_waits(line, train):
    train(7, on=date(2027, 5, 5))
    columns = lines.columns(line("MT2.1"))
    assert [column.year for column in columns] == [2026, 2027, 2028, 2029, 2030]
    assert [column.current for column in columns] == [False, False, True, False, False]
    assert (columns[1].printed, columns[1].value) == ("7", 7)
    assert columns[2].note == "tạm tính"
    assert columns[3].value is None


def test_levels_have_no_decimals_they_do_not_need(line):
    assert [column.printed_needed for column in lines.columns(line("MT4.1"))] == ["10%", "20%", "30%", "40%", "50%"]


def test_an_indicator_without_a_register_is_due_on_its_own_day(line):
    assert lines.row(line("MT4.2")).before == "31/12/2028"


def test_a_step_whose_day_is_over_says_so(line):
    assert lines.row(line("MT2.1", 2027)).before == "16/11/2027 (đã qua)"


def test_what_lacks_nothing_goes_on_every_year(line, train):
    train(1000)
    row = lines.row(line("MT2.1"))
    assert (row.missing, row.before) == ("Không thiếu", "Hằng năm")


def test_a_frozen_figure_is_told_only_where_it_differs(line, train):
    train(3)
    found = line("MT2.1")
    assert lines.difference(found, {"value": 3}) == ""
    assert lines.difference(found, {"value": 2}) == "đã báo cáo 2"
    assert lines.difference(found, {"value": None}) == "đã báo cáo –"
    assert lines.difference(found, None) == ""


def test_counts_of_states_add_up_to_all_lines(plan, programme):
    found = evaluate(plan, year=2028)
    assert sum(n for _state, n in scoreboard.counts(found)) == len(found)


def test_the_headline_says_what_is_behind_first(line):
    found = [line("MT2.1", state=State.BEHIND), line("MT3.1", state=State.MET), line("MT4.2")]
    assert scoreboard.headline(found) == "3 chỉ tiêu: 01 chậm tiến độ, 01 đạt hoặc đúng tiến độ, 01 chưa có dữ liệu"


def test_titles_stand_only_where_an_objective_has_several_indicators(plan, programme):
    cards = scoreboard.cards(evaluate(plan, year=2028), {})
    assert [len(card.rows) for card in cards] == [2, 1, 1, 2, 1, 2, 1, 1, 2, 1, 1]
    assert cards[0].rows[0].title == "Tỷ trọng đóng góp của TFP"
    assert cards[1].rows[0].title == ""
    assert (cards[-1].number, cards[-1].rows[0].code) == ("NV", "NV5.2")
