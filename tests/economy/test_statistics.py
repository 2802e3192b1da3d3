from __future__ import annotations

from datetime import date
from decimal import Decimal

import numpy as np
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import ProgrammingError, transaction

from nscl.economy import actions
from nscl.economy.actions import Statistic
from nscl.economy.growth import Conventions, accounts_of, recomputed
from nscl.economy.models import Concept, Estimate, Observation, ReportFigure, Series, Treatment
from nscl.economy.selection import NotEnough, select
from nscl.history.models import Event
from nscl.productivity.checking import InputError
from nscl.vn.calendar import now
from tests.economy.conftest import series_of


def chosen(territories, place="moi", **how):
    return select(territories[place], first=2018, last=2025, at=now(), **how)


def test_a_release_is_kept_once_and_nothing_is_overwritten(publish):
    publish("cu-a", Concept.OUTPUT, [100, 108])
    publish("cu-a", Concept.OUTPUT, [100, 108])
    assert Observation.objects.count() == 2

    with pytest.raises(ValidationError, match=r"đã có giá trị 108, nay ghi 120\.000\."):
        publish("cu-a", Concept.OUTPUT, [100, 120_000])


@pytest.mark.parametrize("values", [[108], [108] * 6])
def test_keeping_many_costs_no_more_queries_than_keeping_one(publish, django_assert_max_num_queries, values):
    publish("cu-a", Concept.OUTPUT, [100])
    with django_assert_max_num_queries(10):
        publish("cu-a", Concept.OUTPUT, values, first=2019)


def test_a_later_release_stands_beside_the_earlier_one_and_is_used(publish):
    series = publish("cu-a", Concept.OUTPUT, [100, 108], vintage="preliminary")
    publish("cu-a", Concept.OUTPUT, [101], first=2018, vintage="official")

    latest = series.observations.latest_release(now())
    assert (latest[2018].value, latest[2019].value) == (101, 108)
    assert series.observations.count() == 3


def test_of_two_releases_of_one_nature_the_younger_is_used(publish):
    series = publish("cu-a", Concept.OUTPUT, [100], vintage="estimate", released_on=date(2022, 11, 1))
    publish("cu-a", Concept.OUTPUT, [98], vintage="estimate", released_on=date(2022, 12, 28), source="bản tháng 12")

    assert series.observations.latest_release(now())[2018].value == 98


def test_the_database_refuses_to_change_a_statistic(publish):
    publish("cu-a", Concept.OUTPUT, [100])
    with pytest.raises(ProgrammingError), transaction.atomic():
        Observation.objects.update(value=1)


def test_a_merged_province_is_the_sum_of_its_parts_before_any_growth(territories, full):
    selection = chosen(territories)

    assert selection.values(Concept.OUTPUT)[0] == pytest.approx(160)
    assert len(selection.chosen[Concept.OUTPUT].series) == 2


def test_what_is_missing_is_named_with_the_place_that_has_it(territories, publish):
    publish("cu-a", Concept.OUTPUT, [100] * 8)
    with pytest.raises(NotEnough, match=r"Tích lũy tài sản cố định, Lao động đang làm việc.*Niên giám"):
        chosen(territories, "cu-a")


def test_social_investment_never_stands_for_capital_formation(territories, publish):
    publish("cu-a", Concept.OUTPUT, [round(100 * 1.05**n, 3) for n in range(8)])
    publish("cu-a", Concept.EMPLOYMENT, [round(50 * 1.01**n, 3) for n in range(8)])
    publish("cu-a", Concept.SOCIAL_INVESTMENT, [40] * 8)

    with pytest.raises(NotEnough, match="chưa có số liệu Tích lũy tài sản cố định"):
        chosen(territories, "cu-a")


def test_output_and_productivity_at_current_prices_never_stand_for_constant_prices(territories, full):
    for concept in (Concept.OUTPUT, Concept.PRODUCTIVITY):
        series = Series.objects.create(
            code=f"moi-{concept.value}-current", concept=concept, title="giá hiện hành", territory=territories["moi"],
            unit="tỷ đồng", basis="current",
        )  # fmt: skip
        rows = [Statistic(series, 2018 + n, Decimal(999), "official", "Niên giám") for n in range(8)]
        actions.add_statistics(rows, by=None, origin="thử")

    assert 999 not in chosen(territories).values(Concept.OUTPUT)
    Observation.objects.filter(series__territory__code="cu-a", series__concept=Concept.OUTPUT).update(
        withdrawn_at=now(), withdrawal_reason="thử"
    )
    with pytest.raises(NotEnough, match="GRDP"):
        chosen(territories)


def test_a_zero_is_no_investment_and_is_named(territories, full, publish):
    publish("cu-a", Concept.INVESTMENT, [0], first=2020, source="tệp khác", vintage="revalued")
    with pytest.raises(InputError, match="Tỉnh A cũ, năm 2020: giá trị 0"):
        chosen(territories)


@pytest.fixture
def broken(territories, full, publish):
    """A third territory whose employment was redefined in 2021."""
    people = [50, 50.5, 51, 47, 47.4, 47.9, 48.3, 48.8]
    publish("moi", Concept.OUTPUT, [round(160 * 1.08**n, 3) for n in range(8)])
    publish("moi", Concept.INVESTMENT, [round(48 * 1.09**n, 3) for n in range(8)])
    publish("moi", Concept.EMPLOYMENT, people)
    return series_of(territories["moi"], Concept.EMPLOYMENT)


def test_an_estimate_over_an_untreated_break_is_refused(territories, broken):
    objections = chosen(territories).objections
    assert [each.year for each in objections] == [2021]
    assert "thay đổi −7,8% so với mức thường 1,0%" in objections[0].message
    with pytest.raises(ValidationError, match="2021"):
        actions.keep_estimate(chosen(territories), Conventions(), title="thử", by=None)


def test_a_splice_changes_the_figures_and_a_waiver_does_not(territories, broken):
    raw = accounts_of(chosen(territories), Conventions()).tfp_growth[2]
    actions.treat_break(
        broken, 2021, treatment=Treatment.SPLICED, growth=Decimal("-2"), reason="đổi định nghĩa", by=None
    )
    spliced = chosen(territories)
    assert spliced.objections == []
    assert accounts_of(spliced, Conventions()).tfp_growth[2] < raw

    actions.treat_break(broken, 2021, treatment=Treatment.WAIVED, reason="dùng nguyên số", by=None)
    waived = chosen(territories)
    assert waived.objections == []
    assert accounts_of(waived, Conventions()).tfp_growth[2] == pytest.approx(raw)


def test_a_break_of_one_part_is_not_silenced_by_the_mark_of_another(territories, full, publish):
    for place in ("cu-a", "cu-b"):
        people = [each.value for each in series_of(territories[place], Concept.EMPLOYMENT).observations.all()]
        fallen = [round(float(value) * 0.9, 3) for value in people[3:]]
        publish(place, Concept.EMPLOYMENT, fallen, first=2021, source="khảo sát mới", released_on=date(2026, 1, 1))
    a, b = (series_of(territories[place], Concept.EMPLOYMENT) for place in ("cu-a", "cu-b"))
    actions.treat_break(a, 2021, treatment=Treatment.WAIVED, reason="dùng nguyên số", by=None)
    left = chosen(territories).objections
    assert [each.message.split(" năm 2021")[0] for each in left] == [str(b)]

    actions.treat_break(b, 2021, treatment=Treatment.WAIVED, reason="dùng nguyên số", by=None)
    assert chosen(territories).objections == []


def test_a_mark_made_later_does_not_change_what_was_known_before(territories, broken):
    actions.treat_break(broken, 2021, treatment=Treatment.WAIVED, reason="dùng nguyên số", by=None)
    before = now()
    spliced = actions.treat_break(
        broken, 2021, treatment=Treatment.SPLICED, growth=Decimal("-2"), reason="đổi định nghĩa", by=None
    )

    then = select(territories["moi"], first=2018, last=2025, at=before)
    assert then.objections == []
    assert np.array_equal(then.values(Concept.EMPLOYMENT), then.chosen[Concept.EMPLOYMENT].raw)
    assert chosen(territories).chosen[Concept.EMPLOYMENT].treated == [spliced]


def test_an_estimate_keeps_and_digests_the_marks_it_stands_on(territories, broken):
    mark = actions.treat_break(broken, 2021, treatment=Treatment.WAIVED, reason="dùng nguyên số", by=None)
    estimate = actions.keep_estimate(chosen(territories), Conventions(), title="", by=None)

    assert estimate.conventions["breaks"] == {"output": [], "investment": [], "employment": [mark.pk]}
    assert recomputed(estimate) == estimate.result
    assert actions.is_intact(estimate)
    estimate.conventions["breaks"]["employment"] = []
    assert not actions.is_intact(estimate)


def test_a_treatment_needs_a_reason_and_a_splice_a_growth(broken):
    with pytest.raises(ValidationError, match="Lý do"):
        actions.treat_break(broken, 2021, treatment=Treatment.WAIVED, reason=" ", by=None)
    with pytest.raises(ValidationError, match="Mức tăng giả định"):
        actions.treat_break(broken, 2021, treatment=Treatment.SPLICED, reason="đổi định nghĩa", by=None)


def test_mixed_vintages_are_a_break_until_treated_but_a_series_that_settles_is_not(territories, full, publish):
    publish("cu-a", Concept.OUTPUT, [round(150 * 1.08**n, 3) for n in range(4)], first=2022, vintage="revalued")
    objections = chosen(territories).objections

    assert {each.year for each in objections} == {2022}
    assert any("đánh giá lại" in each.message for each in objections)


def test_the_last_years_may_be_preliminary(territories, publish):
    for concept, base in ((Concept.OUTPUT, 100), (Concept.INVESTMENT, 30), (Concept.EMPLOYMENT, 50)):
        publish("cu-a", concept, [round(base * 1.05**n, 3) for n in range(6)])
        publish("cu-a", concept, [round(base * 1.05**6, 3)], first=2024, vintage="preliminary")
        publish("cu-a", concept, [round(base * 1.05**7, 3)], first=2025, vintage="estimate")

    assert chosen(territories, "cu-a").objections == []


def test_a_kept_estimate_is_recomputed_to_the_digit(territories, full, department_officer):
    estimate = actions.keep_estimate(
        chosen(territories), Conventions(mode="official", labour_share=0.6), title="2019-2025", by=department_officer
    )

    assert recomputed(estimate) == estimate.result
    assert actions.is_intact(Estimate.objects.get())
    assert Event.objects.filter(verb="estimate.kept").count() == 1


def test_an_estimate_keeps_which_observations_it_stands_on(territories, full):
    estimate = actions.keep_estimate(chosen(territories), Conventions(), title="", by=None)
    _year, value, ids, vintages = estimate.inputs["output"][0]

    assert value == pytest.approx(160)
    assert Observation.objects.filter(pk__in=ids).count() == 2
    assert vintages == ["official"]


def test_knowledge_at_a_moment_leaves_out_what_came_later(territories, full, publish):
    before = now()
    publish("cu-a", Concept.OUTPUT, [120], first=2025, vintage="revalued")
    then = select(territories["moi"], first=2018, last=2025, at=before)

    assert then.values(Concept.OUTPUT)[-1] != chosen(territories).values(Concept.OUTPUT)[-1]


def test_only_the_standing_body_s_officers_touch_statistics(territories, full, everyone):
    may = {"department_officer", "second_department_officer"}
    for name, person in everyone.items():
        if name in may:
            actions.keep_estimate(chosen(territories), Conventions(), title=name, by=person)
        else:
            with pytest.raises(PermissionDenied):
                actions.keep_estimate(chosen(territories), Conventions(), title=name, by=person)
    assert set(Estimate.objects.values_list("title", flat=True)) == may


def test_a_reported_figure_needs_its_source_and_a_year_of_its_estimate(territories, full):
    estimate = actions.keep_estimate(chosen(territories), Conventions(), title="", by=None)
    figures = {"output_growth": Decimal(8), "tfp_growth": Decimal(3), "productivity_growth": None, "nature": "official"}
    figures |= {"estimate": estimate, "province": "tỉnh mới"}

    with pytest.raises(ValidationError, match="Nguồn"):
        actions.mark_for_report(year=2025, source=" ", by=None, **figures)
    with pytest.raises(ValidationError, match="2030"):
        actions.mark_for_report(year=2030, source="Cục Thống kê", by=None, **figures)
    actions.mark_for_report(year=2025, source="Cục Thống kê", by=None, **figures)
    assert ReportFigure.objects.get().nature == "official"


@pytest.mark.parametrize("province", ["tỉnh Bắc Ninh", "", "Tỉnh A cũ"])
def test_an_estimate_of_another_place_is_never_the_province_s_figure(territories, full, province):
    estimate = actions.keep_estimate(chosen(territories), Conventions(), title="Bản của Tỉnh mới", by=None)

    with pytest.raises(ValidationError, match="“Bản của Tỉnh mới” tính cho Tỉnh mới, không phải"):
        actions.mark_for_report(
            year=2025, output_growth=Decimal(8), tfp_growth=Decimal(3), productivity_growth=None, nature="official",
            source="Cục Thống kê", by=None, estimate=estimate, province=province,
        )  # fmt: skip
    assert not ReportFigure.objects.exists()


def test_conventions_of_a_selection_are_the_engine_s(territories, full):
    accounts = accounts_of(chosen(territories), Conventions(mode="official"))

    assert np.allclose(accounts.output_growth, 8, atol=1e-3)


def test_a_withdrawn_statistic_is_used_no_more_but_stays_readable(publish, department_officer):
    series = publish("cu-a", Concept.OUTPUT, [100, 108])
    publish("cu-a", Concept.OUTPUT, [180], first=2019, vintage="revalued")
    before = now()
    wrong = Observation.objects.get(value=180)
    actions.withdraw_statistics([wrong], why="chép nhầm cột", by=department_officer)

    assert series.observations.latest_release(now())[2019].value == 108
    assert series.observations.latest_release(before)[2019].value == 180
    assert Observation.objects.get(pk=wrong.pk).withdrawal_reason == "chép nhầm cột"
    assert Event.objects.get(verb="statistics.withdrawn").why == "chép nhầm cột"


def test_the_same_release_is_written_again_once_the_wrong_value_is_withdrawn(publish, department_officer):
    publish("cu-a", Concept.OUTPUT, [100])
    actions.withdraw_statistics(Observation.objects.all(), why="nhầm", by=department_officer)
    series = publish("cu-a", Concept.OUTPUT, [101])

    assert series.observations.latest_release(now())[2018].value == 101


def test_a_statistic_is_withdrawn_once_with_a_reason_and_by_who_may(publish, department_officer, department_leader):
    publish("cu-a", Concept.OUTPUT, [100])
    rows = Observation.objects.all()
    with pytest.raises(ValidationError, match="Lý do"):
        actions.withdraw_statistics(rows, why=" ", by=department_officer)
    with pytest.raises(PermissionDenied):
        actions.withdraw_statistics(rows, why="nhầm", by=department_leader)
    actions.withdraw_statistics(rows, why="nhầm", by=department_officer)
    with pytest.raises(ValidationError, match="đã được rút"):
        actions.withdraw_statistics(rows, why="nhầm", by=department_officer)


def test_the_database_refuses_to_undo_a_withdrawal_or_to_change_what_a_statistic_says(publish, department_officer):
    publish("cu-a", Concept.OUTPUT, [100])
    actions.withdraw_statistics(Observation.objects.all(), why="nhầm", by=department_officer)
    for change in ({"withdrawn_at": None}, {"withdrawal_reason": "khác"}, {"value": 1}):
        with pytest.raises(ProgrammingError), transaction.atomic():
            Observation.objects.update(**change)
    with pytest.raises(ProgrammingError), transaction.atomic():
        Observation.objects.all().delete()


def test_an_estimate_kept_before_a_withdrawal_stays_as_it_was(territories, full, department_officer):
    estimate = actions.keep_estimate(chosen(territories), Conventions(), title="", by=None)
    actions.withdraw_statistics(Observation.objects.filter(year=2025), why="nhầm", by=department_officer)

    assert recomputed(Estimate.objects.get(pk=estimate.pk)) == estimate.result
    with pytest.raises(NotEnough):
        chosen(territories)


def test_a_series_gets_its_code_of_what_it_measures_and_stands_once(territories, department_officer):
    said = {
        "concept": Concept.SOCIAL_INVESTMENT, "territory": territories["moi"], "industry": "C", "unit": "tỷ đồng",
        "title": "Vốn đầu tư, ngành C", "by": department_officer,
    }  # fmt: skip
    assert actions.add_series(basis="constant_2010", **said).code == "moi-social-investment-c"
    assert actions.add_series(basis="current", **said).code == "moi-social-investment-c-current"
    with pytest.raises(ValidationError, match="Đã có chuỗi này"):
        actions.add_series(basis="current", **said)
