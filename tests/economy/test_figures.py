"""What an estimate says of a year for the report, and whether its inputs still stand."""

from __future__ import annotations

from datetime import date

import pytest

from nscl.economy import actions
from nscl.economy.breaks import marks_of
from nscl.economy.figures import figures_of, standing_of
from nscl.economy.growth import Conventions
from nscl.economy.models import Concept, Observation
from nscl.economy.selection import select
from nscl.vn.calendar import now


@pytest.fixture
def keep(territories, full):  # type: ignore[no-untyped-def]
    def kept(mode="official"):
        chosen = select(territories["moi"], first=2018, last=2025, at=now())
        return actions.keep_estimate(chosen, Conventions(mode=mode), title="", by=None)

    return kept


def line_of(estimate, year):
    return next(each for each in estimate.result["years"] if each["year"] == year)


def test_growth_is_that_of_the_values_kept(keep):
    found = figures_of(keep(), 2025)

    assert float(found.output_growth) == pytest.approx(8, abs=1e-3)
    assert float(found.productivity_growth) == pytest.approx(100 * (1.08 / 1.01 - 1), abs=1e-3)


def test_the_share_of_logarithmic_accounts_is_carried_over_to_the_arithmetic_growth(keep):
    estimate = keep("tornqvist")
    found = figures_of(estimate, 2025)

    assert line_of(estimate, 2025)["output_growth"] < found.output_growth
    share = 100 * found.tfp_growth / found.output_growth
    assert float(share) == pytest.approx(line_of(estimate, 2025)["tfp_share"], abs=1e-2)


def test_official_points_are_told_as_they_are(keep):
    estimate = keep()

    assert float(figures_of(estimate, 2025).tfp_growth) == pytest.approx(
        line_of(estimate, 2025)["tfp_growth"], abs=1e-4
    )
    assert figures_of(estimate, 2025).tfp_growth.as_tuple().exponent == -4


def test_another_release_that_was_there_when_it_was_kept_is_no_news(territories, full, publish):
    publish("cu-a", Concept.OUTPUT, [200], first=2024, vintage="revalued", released_on=date(2026, 1, 5))
    chosen = select(territories["moi"], first=2018, last=2025, at=now(), vintage="official")
    estimate = actions.keep_estimate(chosen, Conventions(mode="official"), title="", by=None)

    assert standing_of(estimate, now()).holds


def test_an_estimate_from_before_marks_were_kept_names_none(keep):
    estimate = keep()
    estimate.conventions.pop("breaks")

    assert marks_of(estimate) == []


def test_an_estimate_knows_what_became_of_its_inputs(keep, publish, department_officer):
    estimate = keep()
    assert standing_of(estimate, now()).holds

    publish("cu-a", Concept.OUTPUT, [200], first=2024, vintage="revalued", released_on=date(2026, 1, 5))
    assert standing_of(estimate, now()).newer == (2024,)

    used = Observation.objects.filter(year=2020, series__concept=Concept.OUTPUT)
    actions.withdraw_statistics(used, why="nhầm", by=department_officer)
    assert standing_of(estimate, now()).withdrawn == 2


def test_asking_whether_inputs_stand_costs_two_queries(keep, django_assert_num_queries):
    estimate = keep()
    with django_assert_num_queries(2):
        standing_of(estimate, now())
