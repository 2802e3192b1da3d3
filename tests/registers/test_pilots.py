"""Models counted by hand: the stage, the evidence, the systems in one model, the year."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from nscl.organisations.scope import Scope
from nscl.registers.measurement import Knowledge
from nscl.registers.models import Pilot, PilotSystem
from nscl.registers.pilots import Stage, models_reached, offices
from nscl.vn.calendar import now
from tests import make

YEAR_END = date(2028, 12, 31)


@pytest.fixture
def pilot(department, department_officer, second_department_officer):
    def build(body, on, *, confirmed=True, **how):
        by = second_department_officer if confirmed else None
        return make.pilot(by=department_officer, reported_by=department, body=body, on=on, confirmed_by=by, **how)

    return build


def models(year=2028, *, cumulative=False, min_systems=2, kind=("enterprise",), grade="B", stage="audited"):
    return models_reached(
        years=range(2026, year + 1),
        scope=Scope(),
        knowledge=Knowledge(at=now(), until=YEAR_END),
        kind=kind,
        stage=stage,
        grade=grade,
        min_systems=min_systems,
        cumulative=cumulative,
    )


def test_a_hand_counted_year(pilot, enterprise, second_enterprise, hospital):
    audited = {"audited_on": date(2028, 6, 1)}
    pilot(enterprise, date(2028, 1, 5), **audited)  # counts
    pilot(second_enterprise, date(2027, 9, 9), grade="A", **audited)  # counts: chosen before, audited this year
    pilot(enterprise, date(2028, 1, 6), tools=("5s",), **audited)  # one system
    pilot(enterprise, date(2028, 1, 7), grade="C", **audited)  # weak evidence
    pilot(enterprise, date(2028, 1, 8), applying_on=date(2028, 3, 1))  # on its way
    pilot(enterprise, date(2028, 1, 9), confirmed=False, **audited)  # waits
    pilot(hospital, date(2028, 1, 10), **audited)  # no enterprise
    pilot(enterprise, date(2026, 1, 10), audited_on=date(2027, 6, 1))  # an earlier year
    found = models()
    assert (found.value, found.unconfirmed, found.facts["in_progress"]()) == (2, 1, 1)
    assert found.by_year == {2026: 0, 2027: 1, 2028: 2}
    assert models(cumulative=True).by_year == {2026: 0, 2027: 1, 2028: 3}


def test_the_stage_that_counts_is_a_decision(pilot, enterprise):
    pilot(enterprise, date(2028, 1, 5), applying_on=date(2028, 3, 1), certified_on=date(2028, 9, 1))
    found = {stage: models(stage=stage).value for stage in ("applying", "audited", "certified")}
    assert found == {"applying": 1, "audited": 0, "certified": 1}


def test_a_grade_better_than_needed_counts_and_a_worse_one_does_not(pilot, enterprise):
    pilot(enterprise, date(2028, 1, 5), audited_on=date(2028, 6, 1), grade="B")
    assert [models(grade=grade).value for grade in "ABC"] == [0, 1, 1]


def test_offices_are_counted_once_each_from_their_first_model_on(pilot, commune_a, commune_b):
    pilot(commune_a, date(2027, 1, 5), audited_on=date(2027, 6, 1))
    pilot(commune_a, date(2028, 1, 5), audited_on=date(2028, 6, 1))
    pilot(commune_b, date(2028, 1, 5), audited_on=date(2028, 6, 1), tools=("lean",))
    found = offices(
        years=range(2026, 2029),
        scope=Scope(),
        knowledge=Knowledge(at=now(), until=YEAR_END),
        kind=("commune",),
        stage="audited",
        grade="C",
    )
    assert found.by_year == {2026: 0, 2027: 1, 2028: 2}
    assert found.facts["tools"]() == ["5S", "ISO 9001", "Lean"]


def test_the_stage_of_a_pilot_is_the_furthest_it_reached(pilot, enterprise):
    row = pilot(enterprise, date(2028, 1, 5), applying_on=date(2028, 3, 1), certified_on=date(2028, 9, 1))
    assert row.stage is Stage.CERTIFIED


def test_a_stage_before_an_earlier_one_is_refused_with_both_days(pilot, enterprise):
    with pytest.raises(ValidationError, match=r"Ngày bắt đầu áp dụng \(01/02/2028\) trước ngày chọn \(05/3/2028\)"):
        pilot(enterprise, date(2028, 3, 5), applying_on=date(2028, 2, 1))


def test_the_database_too_refuses_stages_out_of_order(pilot, enterprise):
    row = pilot(enterprise, date(2028, 3, 5), confirmed=False, applying_on=date(2028, 4, 1))
    with pytest.raises(IntegrityError, match="stages_of_a_pilot_follow_one_another"), transaction.atomic():
        Pilot.objects.filter(pk=row.pk).update(audited_on=date(2028, 3, 30))


def test_a_tool_stands_once_in_a_pilot(pilot, enterprise):
    row = pilot(enterprise, date(2028, 3, 5), confirmed=False)
    with pytest.raises(IntegrityError, match="a_tool_stands_once_in_a_pilot"), transaction.atomic():
        PilotSystem.objects.create(pilot=row, tool="5s")
