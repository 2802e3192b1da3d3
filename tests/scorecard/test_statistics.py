from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from nscl.economy.actions import mark_for_report
from nscl.organisations.scope import Scope
from nscl.plan.targets import State
from nscl.scorecard.evaluate import evaluate_one
from nscl.scorecard.missing import missing


@pytest.fixture
def mark(db):
    def marked(year, output, tfp, productivity=None, nature="preliminary"):
        return mark_for_report(
            year=year,
            output_growth=Decimal(str(output)),
            tfp_growth=None if tfp is None else Decimal(str(tfp)),
            productivity_growth=None if productivity is None else Decimal(str(productivity)),
            nature=nature,
            source="Cục Thống kê",
            by=None,
        )

    return marked


@pytest.fixture
def line(plan):
    return lambda code, year=2028, **how: evaluate_one(plan, code, year=year, **how)


def test_without_statistics_there_is_no_figure_and_the_line_says_why(line, db):
    tfp = line("MT1.1")

    assert (tfp.state, tfp.value) == (State.NO_DATA, None)
    assert tfp.sentence == "Chưa tính được tỷ trọng đóng góp của TFP: chưa có số liệu dùng trong báo cáo của tỉnh."


def test_the_share_is_a_ratio_of_averages_and_waits_for_the_year_asked(line, mark):
    mark(2026, 12, 5.4)
    mark(2027, 10, 5.6)
    tfp = line("MT1.1")

    assert float(tfp.value) == pytest.approx(50)
    assert tfp.state is State.AWAITING
    assert tfp.period == "2026-2027"
    assert tfp.sentence == (
        "Số liệu năm 2028 chưa được công bố, dự kiến có vào ngày 06/10/2029. Số liệu gần nhất: giai đoạn 2026-2027 "
        "(sơ bộ), TFP đóng góp 50,0% vào tăng trưởng kinh tế của tỉnh, thấp hơn mục tiêu 5,0 điểm phần trăm (trên 55%)."
    )


def test_just_the_target_is_not_above_it(line, mark, monkeypatch):
    monkeypatch.setenv("NSCL_TODAY", "2028-11-15")
    for year in (2026, 2027, 2028):
        mark(year, 10, 5.5)
    tfp = line("MT1.1")

    assert tfp.state is State.BEHIND
    assert "chưa vượt mục tiêu" in tfp.sentence


def test_the_share_of_all_years_above_the_target_is_met(line, mark, monkeypatch):
    monkeypatch.setenv("NSCL_TODAY", "2031-01-15")
    for year in range(2026, 2031):
        mark(year, 10, 5.6)

    assert line("MT1.1", 2030).state is State.MET


def test_a_gap_ends_what_can_be_averaged(line, mark):
    mark(2026, 12, 5.4)
    mark(2028, 10, 8)

    assert line("MT1.1").period == "2026"


def test_falling_output_has_no_share(line, mark):
    mark(2026, -2, 1)

    assert line("MT1.1", 2026).value is None


def test_productivity_is_a_geometric_mean_and_says_what_remains_to_be_done(line, mark):
    mark(2026, 12, None, 9)
    mark(2027, 12, None, 10)
    growth = line("MT1.2")

    assert float(growth.value) == pytest.approx(100 * ((1.09 * 1.10) ** 0.5 - 1))
    assert "tăng bình quân 9,5%/năm" in growth.sentence
    assert "những năm còn lại phải tăng bình quân 12,0%/năm" in growth.sentence


def test_one_year_is_not_called_an_average(line, mark):
    mark(2026, 12, None, 12)

    said = "Số liệu gần nhất: năm 2026 (sơ bộ), năng suất lao động của tỉnh tăng 12,0%, không thấp hơn"
    assert said in line("MT1.2").sentence


def test_the_last_mark_of_a_year_holds_and_an_older_moment_knows_the_older_one(line, mark):
    from nscl.vn.calendar import now

    mark(2026, 10, 4)
    before = now()
    mark(2026, 10, 6, nature="official")

    assert float(line("MT1.1", 2026).value) == pytest.approx(60)
    assert float(line("MT1.1", 2026, as_of=before).value) == pytest.approx(40)


def test_the_figure_is_the_province_s_alone(line, mark, commune_a):
    mark(2026, 10, 6)
    here = line("MT1.1", scope=Scope(place=commune_a))

    assert (here.state, here.value) == (State.DESCRIBE, None)
    assert here.sentence == f"Chỉ tiêu tính chung toàn tỉnh, không tính riêng cho {commune_a.name}."


def test_what_is_missing_is_the_figure_of_the_year_by_its_day(line, mark):
    mark(2026, 12, 5)
    found = missing(line("MT1.1"))

    assert found.what == "Số liệu năm 2028"
    assert (found.before.day, found.before.month, found.before.year) == (6, 10, 2029)


def test_a_share_below_its_target_lacks_points_until_the_end_of_the_plan(line, mark):
    for year in (2026, 2027, 2028):
        mark(year, 10, 5)
    step = missing(line("MT1.1"))

    assert line("MT1.1").state is State.BEHIND
    assert (step.what, step.before) == ("5,0 điểm phần trăm", date(2030, 12, 31))


def test_a_share_at_a_target_that_must_be_exceeded_still_lacks_something(line, mark):
    for year in (2026, 2027, 2028):
        mark(year, 10, 5.5)

    assert missing(line("MT1.1")).what == "mức vượt mục tiêu"


def test_the_sentence_prints_the_share_as_the_page_does(line, mark):
    for year in (2026, 2027, 2028):
        mark(year, 100, 54.96)

    assert "TFP đóng góp 54,96% vào tăng trưởng" in line("MT1.1").sentence


def test_years_of_little_growth_have_figures_but_no_share(line, mark):
    mark(2026, 1, 0.4)
    mark(2027, -2, -1)
    tfp = line("MT1.1", 2027)

    assert (tfp.value, tfp.statistic.latest) == (None, 2027)
    assert tfp.sentence == (
        "Không tính tỷ trọng đóng góp của TFP: trong giai đoạn 2026-2027, kinh tế của tỉnh tăng bình quân dưới "
        "0,5%/năm."
    )
    assert missing(tfp).what == "Không thiếu"


def test_a_share_tells_the_two_sums_it_is_the_ratio_of(line, mark):
    mark(2026, 12, 5.4)
    mark(2027, 10, 5.6)
    told = line("MT1.1").as_dict()

    assert (told["numerator"], told["denominator"], told["value"]) == (11, 22, 50)


def test_programs_read_a_share_unrounded(line, mark):
    mark(2026, 12, 5.4)
    mark(2027, 10, 5.9)

    assert line("MT1.1").as_dict()["value"] == pytest.approx(100 * 11.3 / 22, abs=1e-12)
