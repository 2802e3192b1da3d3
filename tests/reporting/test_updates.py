"""A frozen round beside what its year says now: the frozen figure stays, the difference has two causes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest

from nscl.economy.actions import mark_for_report
from nscl.organisations.models import User
from nscl.registers import actions as rows
from nscl.reporting import actions
from nscl.reporting.models import Round
from nscl.reporting.updates import updates
from tests import make

pytestmark = pytest.mark.django_db
REST = {"productivity_growth": None, "nature": "preliminary"}


def test_rows_confirmed_late_and_rows_after_the_closing_day_are_told_apart(
    round: Round,
    bodies: SimpleNamespace,
    department_leader: User,
    commune_a_officer: User,
    commune_a_leader: User,
    on_day,
):  # type: ignore[no-untyped-def]
    shared = {"by": commune_a_officer, "reported_by": bodies.commune_a}
    make.course(on=date(2028, 5, 4), learners={bodies.enterprise: 7}, confirmed_by=commune_a_leader, **shared)
    waiting = make.course(on=date(2028, 6, 1), learners={bodies.enterprise: 3}, **shared)
    on_day("2028-11-18")
    frozen = actions.freeze(round, by=department_leader)
    on_day("2028-12-05")
    rows.confirm(waiting, by=commune_a_leader, why="Danh sách ký về muộn.")
    make.course(on=date(2028, 12, 4), learners={bodies.enterprise: 4}, confirmed_by=commune_a_leader, **shared)

    found = {update.code: update for update in updates(Round.objects.get(pk=frozen.pk))}

    training = found["MT2.1"]
    assert (training.reported, training.updated, training.difference) == (7, 14, 7)
    assert (training.late, training.after) == (3, 4)
    assert found["MT1.1"].difference is None  # nothing was and is computed: no difference is invented
    assert Round.objects.get(pk=frozen.pk).is_intact


def test_where_nothing_changed_the_difference_is_nought(round: Round, department_leader: User, on_day):  # type: ignore[no-untyped-def]
    on_day("2028-11-18")
    frozen = actions.freeze(round, by=department_leader)

    found = updates(frozen)

    assert len(found) == 15
    assert {update.difference for update in found} == {0, None}


def test_an_average_reported_without_the_last_year_is_not_compared(round: Round, department_leader: User, on_day):  # type: ignore[no-untyped-def]
    mark_for_report(year=2026, output_growth=Decimal(10), tfp_growth=Decimal(5), source="Cục Thống kê", by=None, **REST)
    on_day("2028-11-18")
    frozen = actions.freeze(round, by=department_leader)
    on_day("2028-12-05")
    mark_for_report(year=2027, output_growth=Decimal(10), tfp_growth=Decimal(6), source="Cục Thống kê", by=None, **REST)

    (tfp,) = [update for update in updates(frozen) if update.code == "MT1.1"]

    assert (tfp.reported, tfp.updated) == (50, 55)
    assert (tfp.difference, tfp.late) == (None, None)
