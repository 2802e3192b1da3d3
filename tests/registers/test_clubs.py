"""Clubs counted by hand: founded long enough ago, active lately, not dissolved."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from nscl.organisations.scope import Scope
from nscl.registers import actions
from nscl.registers.clubs import CLUB_ACTIVITIES, maintained
from nscl.registers.measurement import Knowledge, months_before
from nscl.registers.models import Club, ClubActivity
from nscl.registers.narrowing import Narrowing
from nscl.registers.table import Table
from nscl.vn.calendar import now
from tests import make

TODAY = date(2028, 11, 15)


@pytest.fixture
def club(commune_a, commune_a_officer, commune_a_leader, college):
    def build(on, *activities, confirmed=True, body=college):
        by = commune_a_leader if confirmed else None
        row = make.club(by=commune_a_officer, reported_by=commune_a, body=body, on=on, confirmed_by=by)
        for day in activities:
            make.activity(by=commune_a_officer, club=row, on=day, confirmed_by=commune_a_leader)
        return row

    return build


def count(until=TODAY, kind=("college",), months=12):
    return maintained(
        years=range(2026, 2029),
        scope=Scope(),
        knowledge=Knowledge(at=now(), until=until),
        kind=kind,
        months=months,
    )


def test_a_hand_counted_day(club, hospital, commune_a_officer):
    club(date(2026, 5, 1), date(2028, 3, 1))  # counts
    club(date(2027, 1, 1), date(2027, 5, 1), date(2028, 10, 1))  # counts
    club(date(2028, 2, 1), date(2028, 9, 1))  # too young
    club(date(2026, 5, 1), date(2027, 3, 1))  # silent for long
    club(date(2026, 5, 1), confirmed=False)  # waits
    club(date(2026, 5, 1), date(2028, 3, 1), body=hospital)  # at no school
    found = count()
    assert (found.value, found.unconfirmed) == (2, 1)
    assert {name: fact() for name, fact in found.facts.items()} == {"new": 1, "lapsed": 1, "founded": 4, "months": 12}


@pytest.mark.parametrize(("founded", "counted"), [(date(2027, 11, 15), 1), (date(2027, 11, 16), 0)])
def test_a_club_is_old_enough_on_the_very_day(club, founded, counted):
    club(founded, date(2028, 6, 1))
    assert count().value == counted


@pytest.mark.parametrize(("acted", "counted"), [(date(2027, 11, 16), 1), (date(2027, 11, 15), 0)])
def test_an_activity_is_recent_for_so_many_months_and_not_a_day_more(club, acted, counted):
    club(date(2026, 5, 1), acted)
    assert count().value == counted


def test_an_activity_that_waits_keeps_no_club_alive(club, commune_a_officer):
    make.activity(by=commune_a_officer, club=club(date(2026, 5, 1)), on=date(2028, 6, 1))
    assert count().value == 0


def test_a_dissolved_club_counts_until_its_last_day(club, commune_a_officer, commune_a_leader):
    new = actions.start_correction(club(date(2026, 5, 1), date(2028, 3, 1)), by=commune_a_officer)
    new.dissolved_on = date(2028, 9, 1)
    actions.confirm(actions.edit(new, by=commune_a_officer), by=commune_a_leader)
    assert (count(until=date(2028, 8, 31)).value, count(until=date(2028, 9, 1)).value) == (1, 0)


def test_an_activity_hangs_on_the_first_version_of_its_club_and_is_at_its_host(
    club, commune_a, commune_a_officer, commune_a_leader, college
):
    first = club(date(2026, 5, 1))
    second = actions.confirm(actions.start_correction(first, by=commune_a_officer), by=commune_a_leader)
    row = ClubActivity(reported_by=commune_a, club=second, on=date(2028, 5, 5), title="Tập huấn")
    actions.enter(row, by=commune_a_officer)
    assert (row.club, row.body) == (first, college)


def test_a_club_acts_not_before_it_is_founded(club, commune_a_officer):
    with pytest.raises(ValidationError, match=r"\(01/4/2026\) trước ngày thành lập câu lạc bộ \(01/5/2026\)"):
        make.activity(by=commune_a_officer, club=club(date(2026, 5, 1)), on=date(2026, 4, 1))


def test_a_club_acts_not_after_it_was_dissolved(club, commune_a_officer, commune_a_leader):
    first = club(date(2026, 5, 1))
    new = actions.start_correction(first, by=commune_a_officer)
    new.dissolved_on = date(2028, 9, 1)
    actions.confirm(actions.edit(new, by=commune_a_officer), by=commune_a_leader)
    with pytest.raises(ValidationError, match=r"sau ngày giải thể câu lạc bộ \(01/9/2028\)"):
        make.activity(by=commune_a_officer, club=first, on=date(2028, 9, 2))


@pytest.fixture
def renamed(club, commune_a_officer, hospital):
    """A club of the college, and a draft that will rename it, dissolve it and put it at the hospital."""
    first = club(date(2026, 5, 1))
    draft = actions.start_correction(first, by=commune_a_officer)
    draft.name, draft.body, draft.dissolved_on = "Câu lạc bộ Kaizen", hospital, date(2028, 9, 1)
    return first, actions.edit(draft, by=commune_a_officer)


def test_a_correction_that_waits_ends_no_club(renamed, commune_a_officer):
    assert make.activity(by=commune_a_officer, club=renamed[0], on=date(2028, 9, 2)).pk


def test_a_correction_that_waits_is_no_second_club(renamed):
    assert list(Club.objects.current()) == [renamed[0]]


def test_an_activity_is_told_under_the_name_and_at_the_host_its_club_has_been_given(
    renamed, commune_a_officer, commune_a_leader, department_officer, college, hospital
):
    first, draft = renamed
    before = make.activity(by=commune_a_officer, club=first, on=date(2028, 3, 1))
    actions.confirm(draft, by=commune_a_leader)
    after = make.activity(by=commune_a_officer, club=first, on=date(2028, 4, 1))
    found = Table(Narrowing.read(CLUB_ACTIVITIES, {"q": "kaizen", "sap": "club_name"}), department_officer).rows
    assert {(row.pk, row.club_name) for row in found} == {(x.pk, "Câu lạc bộ Kaizen") for x in (before, after)}
    assert (before.body, after.body) == (college, hospital)


def test_some_months_before_a_day_is_the_last_day_of_a_shorter_month():
    assert months_before(date(2028, 3, 31), 1) == date(2028, 2, 29)
    assert months_before(date(2028, 11, 15), 12) == date(2027, 11, 15)
