"""Questions over a whole round: who stands where on the board, what the paper counts, what waits for whom."""

from __future__ import annotations

from datetime import date, datetime
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nscl.organisations.actions import end_body, supervise
from nscl.organisations.models import Kind, User
from nscl.reporting import actions, queries
from nscl.reporting.conflicts import Words
from nscl.reporting.models import Obligation, Report, Round
from nscl.reporting.queries import Situation, board, tally
from nscl.vn.calendar import ZONE
from tests import make
from tests.reporting.conftest import fill

pytestmark = pytest.mark.django_db


def _situations(round: Round, user: User, at: datetime | None = None) -> dict[str, Situation]:
    return {row.body.code: row.situation for row in board(round, user=user, at=at).rows}


# ---- the board


def test_each_report_stands_in_one_situation(
    returned: Report, round: Round, department_officer: User, commune_b_officer: User
):
    other = round.reports.get(body__code="99902")
    part = other.parts.first()
    actions.write(other, {part.code: Words(version=part.version, result="Đang viết.")}, by=commune_b_officer)

    assert _situations(round, department_officer) == {
        "99901": Situation.RETURNED,
        "99902": Situation.DRAFT,
        "sgddt": Situation.NOT_OPENED,
    }


def test_a_return_not_answered_in_time_is_overdue(returned: Report, round: Round, department_officer: User):
    in_time = datetime(2028, 11, 17, 23, 59, tzinfo=ZONE)
    late = datetime(2028, 11, 18, 0, 1, tzinfo=ZONE)

    assert _situations(round, department_officer, in_time)["99901"] is Situation.RETURNED
    assert _situations(round, department_officer, late)["99901"] is Situation.RETURN_OVERDUE
    row = next(row for row in board(round, user=department_officer, at=late).rows if row.returns)
    assert (row.return_days_late, row.return_due_before) == (1, date(2028, 11, 18))


def test_the_board_counts_late_missing_and_nil(
    round: Round, sent: Report, commune_b_officer: User, commune_b_leader: User, department_officer: User
):
    other = round.reports.get(body__code="99902")
    words = {
        p.code: Words(version=p.version, nil=True, nil_reason="Không có") for p in other.parts.exclude(code="chung")
    }
    actions.write(other, words, by=commune_b_officer)
    actions.submit(other, by=commune_b_leader)

    seen = board(round, user=department_officer, at=datetime(2028, 11, 21, 8, 0, tzinfo=ZONE))

    assert (seen.late, seen.missing, seen.nil) == (1, 1, 1)
    assert sum(seen.counts.values()) == 3
    assert seen.own is not None
    assert seen.own.report.obligation == Obligation.STANDING


def test_items_leave_the_general_part_out(round: Round, filled: Report, department_officer: User):
    row = next(row for row in board(round, user=department_officer).rows if row.body.code == "99901")

    assert row.items == row.answered == filled.parts.exclude(code="chung").count()


def test_everybody_sees_his_own_part_of_the_board(
    round: Round,
    bodies: SimpleNamespace,
    commune_a_officer: User,
    supervisor: User,
    viewer: User,
    administrator: User,
    outsider: User,
):
    supervise(by=None, body=bodies.commune_b, supervisor=bodies.education, since=date(2026, 1, 1))
    seen = {
        user: set(_situations(round, user)) for user in (commune_a_officer, supervisor, viewer, administrator, outsider)
    }

    assert seen[commune_a_officer] == {"99901"}
    assert seen[supervisor] == {"99902"}
    assert seen[viewer] == {"99901", "99902", "sgddt"}
    assert seen[administrator] == seen[outsider] == set()


def test_the_board_costs_the_same_however_many_bodies(round: Round, department_officer: User):
    def cost() -> int:
        user = User.objects.get(pk=department_officer.pk)
        with CaptureQueriesContext(connection) as found:
            board(round, user=user)
        return len(found)

    few = cost()
    for number in range(12):
        body = make.body(f"xa-{number}", f"UBND xã {number}", Kind.COMMUNE)
        Report.objects.create(round=round, body=body, obligation=Obligation.OBLIGED)
    assert cost() == few


# ---- what a paper counts


def test_the_tally_leaves_the_standing_body_out_and_stands_at_a_moment(
    sent: Report, round: Round, department_officer: User
):
    actions.accept(sent, by=department_officer)

    counts = tally(round)
    assert (counts.bodies, counts.obliged, counts.invited) == (3, 3, 0)
    assert (counts.received, counts.on_time, counts.late, counts.missing, counts.accepted) == (1, 1, 0, 2, 1)
    assert counts.received_percent == pytest.approx(100 / 3)
    before = tally(round, at=datetime(2028, 11, 14, 8, 0, tzinfo=ZONE))
    assert (before.received, before.accepted) == (0, 0)


def test_a_report_that_came_on_the_day_itself_counts_as_late(
    round: Round, report: Report, commune_a_officer: User, commune_a_leader: User, on_day
):  # type: ignore[no-untyped-def]
    on_day("2028-11-20")
    actions.submit(fill(report, commune_a_officer), by=commune_a_leader)

    assert (tally(round).late, tally(round).on_time) == (1, 0)


def test_only_accepted_reports_lend_their_words(sent: Report, round: Round, department_officer: User):
    assert not queries.accepted_parts(round).exists()
    actions.accept(sent, by=department_officer)

    said = queries.accepted_parts(round)
    assert {part.report_id for part in said} == {sent.pk}
    assert all(part.nil or part.result for part in said)


# ---- what waits for whom


def test_work_goes_from_the_writer_to_the_leader_to_the_receiver(
    report: Report,
    commune_a_officer: User,
    commune_a_leader: User,
    commune_b_officer: User,
    department_officer: User,
):
    assert list(queries.to_write(commune_a_officer)) == [report]
    assert report not in queries.to_write(commune_b_officer)

    cleared = actions.clear(fill(report, commune_a_officer), by=commune_a_officer)
    assert report not in queries.to_write(commune_a_officer)
    assert list(queries.to_sign(commune_a_leader)) == [report]
    assert not queries.to_sign(commune_a_officer).exists()

    actions.submit(cleared, by=commune_a_leader)
    assert list(queries.to_review(department_officer)) == [report]
    assert not queries.to_review(commune_a_leader).exists()


def test_nothing_waits_before_the_list_is_approved(prepared: Round, commune_a_officer: User):
    assert not queries.to_write(commune_a_officer).exists()
    assert not queries.own_reports(commune_a_officer).exists()


def test_the_standing_bodys_report_waits_for_another_person_than_its_writers(
    own_report: Report, department_officer: User, second_department_officer: User, department_leader: User
):
    actions.clear(fill(own_report, department_officer), by=department_officer)

    assert not queries.to_sign(department_officer).exists()
    assert list(queries.to_sign(second_department_officer)) == [own_report]
    assert list(queries.to_sign(department_leader)) == [own_report]


def test_a_successor_takes_over_what_its_predecessor_owes(
    report: Report, bodies: SimpleNamespace, commune_b_officer: User, on_day
):  # type: ignore[no-untyped-def]
    end_body(by=None, body=bodies.commune_a, on=date(2028, 11, 16), successors=[bodies.commune_b], document="12/NQ")
    on_day("2028-11-17")

    user = User.objects.get(pk=commune_b_officer.pk)
    assert report in queries.to_write(user)
    assert report in queries.own_reports(user)
