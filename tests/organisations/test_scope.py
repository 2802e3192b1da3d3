"""Whose rows a figure counts: by reporter, by place of the beneficiary, under a supervisor on the day of the fact."""

from datetime import date

import pytest

from nscl.organisations.actions import supervise
from nscl.organisations.scope import Scope
from nscl.registers.entry import scoped
from nscl.registers.models import Pilot
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def pilots(bodies, commune_a_officer, department_officer):
    """At the college (in commune A) twice, at the hospital (in commune B) once; and one in commune A's own office."""
    rows = {
        "college_2027": (commune_a_officer, bodies.commune_a, bodies.college, date(2027, 6, 1)),
        "college_2028": (department_officer, bodies.department, bodies.college, date(2028, 6, 1)),
        "hospital": (commune_a_officer, bodies.commune_a, bodies.hospital, date(2028, 6, 1)),
        "office": (commune_a_officer, bodies.commune_a, bodies.commune_a, date(2028, 6, 1)),
    }
    return {
        name: make.pilot(by=by, reported_by=reporter, body=body, on=on)
        for name, (by, reporter, body, on) in rows.items()
    }


def counted(scope: Scope, pilots) -> set[str]:
    found = set(Pilot.objects.filter(scoped(scope)))
    return {name for name, row in pilots.items() if row in found}


def test_the_province_counts_everything(pilots):
    assert counted(Scope.province(), pilots) == set(pilots)


def test_a_report_counts_what_its_body_reported_wherever_it_happened(pilots, bodies):
    assert counted(Scope(reporter=bodies.commune_a), pilots) == {"college_2027", "hospital", "office"}


def test_a_place_counts_what_happened_there_whoever_reported_it(pilots, bodies):
    assert counted(Scope(place=bodies.commune_a), pilots) == {"college_2027", "college_2028", "office"}
    assert counted(Scope(place=bodies.commune_b), pilots) == {"hospital"}


def test_a_supervisor_counts_the_days_on_which_the_body_was_under_it(pilots, bodies):
    supervise(by=None, body=bodies.college, supervisor=bodies.education, since=date(2027, 6, 2))
    assert counted(Scope(under=bodies.education), pilots) == {"college_2028"}


@pytest.mark.parametrize(("day", "counts"), [(date(2028, 5, 31), False), (date(2028, 6, 1), True)])
def test_the_last_day_of_supervision_still_counts(pilots, bodies, day, counts):
    supervise(by=None, body=bodies.hospital, supervisor=bodies.education, since=date(2026, 1, 1), until=day)
    assert (counted(Scope(under=bodies.education), pilots) == {"hospital"}) is counts


def test_two_lines_of_supervision_count_a_row_once(pilots, bodies):
    supervise(
        by=None, body=bodies.hospital, supervisor=bodies.education, since=date(2026, 1, 1), until=date(2028, 6, 1)
    )
    supervise(by=None, body=bodies.hospital, supervisor=bodies.education, since=date(2028, 6, 2))
    assert Pilot.objects.filter(scoped(Scope(under=bodies.education))).count() == 1


def test_a_scope_is_one_of_the_three(bodies):
    with pytest.raises(ValueError, match="one of"):
        Scope(reporter=bodies.commune_a, place=bodies.commune_a)


def test_a_scope_names_its_kind_and_body(bodies):
    assert (Scope.province().kind, Scope.province().body, Scope.province().is_province) == ("province", None, True)
    assert (Scope(under=bodies.education).kind, Scope(under=bodies.education).body) == ("under", bodies.education)
    assert Scope(place=bodies.commune_a).kind == "place"
    assert Scope(reporter=bodies.commune_a).kind == "reporter"
