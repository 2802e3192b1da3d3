"""Labour measured by hours and quality: of every year or none, summed over the parts of a merged province."""

from __future__ import annotations

import numpy as np
import pytest

from nscl.economy import actions
from nscl.economy.bands import Inputs, swings
from nscl.economy.growth import Conventions, accounts_of, recomputed, reworked
from nscl.economy.models import Concept
from nscl.economy.selection import NotEnough, select
from nscl.productivity.accounting import period, reconcile
from nscl.vn.calendar import now

HOURS = {"cu-a": [2400 - 20 * n for n in range(8)], "cu-b": [2000 + 5 * n for n in range(8)]}
QUALITY = {"cu-a": [1 + 0.01 * n for n in range(8)], "cu-b": [1 + 0.03 * n for n in range(8)]}


def chosen(territories, labour, place="moi"):
    return select(territories[place], first=2018, last=2025, at=now(), labour=labour)


@pytest.fixture
def worked(territories, full, publish):  # type: ignore[no-untyped-def]
    """Hours and quality of both old provinces."""
    for place in ("cu-a", "cu-b"):
        publish(place, Concept.HOURS, HOURS[place])
        publish(place, Concept.QUALITY, QUALITY[place])
    return territories


def test_the_labour_of_a_merged_province_is_the_sum_of_its_parts_labour(worked):
    for measure, factor in (
        ("hours", lambda place: np.array(HOURS[place])),
        ("quality", lambda place: np.array(QUALITY[place])),
        ("hours_quality", lambda place: np.array(HOURS[place]) * np.array(QUALITY[place])),
    ):
        of_parts = [
            chosen(worked, "persons", place).values(Concept.EMPLOYMENT) * factor(place) for place in ("cu-a", "cu-b")
        ]
        assert chosen(worked, measure).labour(measure) == pytest.approx(sum(of_parts), rel=1e-12)


def test_hours_missing_in_one_year_never_switch_the_definition_of_labour(territories, full, publish):
    publish("cu-a", Concept.HOURS, HOURS["cu-a"])
    publish("cu-b", Concept.HOURS, HOURS["cu-b"][:-1])

    with pytest.raises(NotEnough, match="chưa có số liệu Giờ làm việc bình quân một lao động"):
        chosen(territories, "hours")
    assert chosen(territories, "persons").labour("persons")[-1] > 0


def test_hours_that_were_not_chosen_are_not_computed_with(territories, full):
    with pytest.raises(NotEnough, match="Giờ làm việc"):
        accounts_of(chosen(territories, "persons"), Conventions(labour="hours"))


def test_the_official_rule_knows_only_persons_and_the_rest_is_a_line_of_the_reconciliation(worked):
    found = chosen(worked, "hours_quality")
    given = Conventions(mode="official", labour="hours_quality")
    official = accounts_of(found, given)
    other = accounts_of(found, Conventions(labour="hours_quality"))

    assert official.labour_growth == pytest.approx(accounts_of(found, Conventions(mode="official")).labour_growth)
    for line in reconcile(official, other).as_dicts():
        assert abs(line["labour_definition"]) > 0.01
        parts = [value for name, value in line.items() if name not in ("year", "official_tfp", "tornqvist_tfp")]
        assert line["official_tfp"] + sum(parts) == pytest.approx(line["tornqvist_tfp"], abs=1e-9)


def test_an_estimate_keeps_hours_and_quality_and_is_recomputed_with_them(worked):
    conventions = Conventions(labour="hours_quality", timing="closing")
    estimate = actions.keep_estimate(chosen(worked, "hours_quality"), conventions, title="", by=None)

    assert list(estimate.inputs) == ["output", "investment", "employment", "hours", "quality"]
    assert [len(row[2]) for row in estimate.inputs["hours"]] == [2] * 8
    assert (estimate.conventions["labour"], estimate.conventions["timing"]) == ("hours_quality", "closing")
    assert recomputed(estimate) == estimate.result
    assert reworked(estimate).people == pytest.approx(chosen(worked, "persons").values(Concept.EMPLOYMENT))


@pytest.mark.parametrize("timing", ["mid", "opening", "closing", "half_year"])
def test_what_moves_the_share_turns_around_the_share_of_the_chosen_timing_and_labour(worked, timing):
    given = Conventions(timing=timing, labour="hours")
    found = chosen(worked, "hours")
    inputs = Inputs(2018, found.values(Concept.OUTPUT), found.values(Concept.INVESTMENT), found.labour("hours"), timing)
    around = swings(inputs, 2021, 2025, given)

    assert around is not None
    assert around.central == pytest.approx(period(accounts_of(found, given), 2021, 2025).tfp_share, abs=1e-9)
