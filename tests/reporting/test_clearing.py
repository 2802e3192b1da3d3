"""The head of section: clears what others wrote, never his own; a body without one does without, and says so."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from nscl.history.models import Event
from nscl.organisations.models import User
from nscl.reporting import actions, queries
from nscl.reporting.clearing import clearing_of
from nscl.reporting.debts import debts, owing, people_of
from nscl.reporting.models import Report, Round, State
from nscl.reporting.reminders import Owes
from nscl.reporting.transitions import Action, may_write, open_to
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def head(bodies) -> User:  # type: ignore[no-untyped-def]
    return make.user("commune_a_head", body=bodies.commune_a, role="section_head")


@pytest.fixture
def presented(head: User, filled: Report, commune_a_officer: User) -> Report:
    """Written by the officer and laid before the head."""
    return actions.clear(filled, by=commune_a_officer)


def _steps(report: Report) -> list[tuple[str, str, str]]:
    kept = report.snapshots.get().content["steps"]
    return [(step["step"], step["by"], step["note"]) for step in kept]


def test_a_report_goes_over_the_desk_of_the_head_to_the_leader(presented: Report, head: User, commune_a_leader: User):
    assert presented.state == State.PRESENTED
    cleared = actions.endorse(presented, by=head)
    assert (cleared.state, cleared.cleared_by) == (State.CLEARED, head)

    sent = actions.submit(cleared, by=commune_a_leader)
    assert _steps(sent) == [
        ("written", "Commune a officer", ""),
        ("presented", "Commune a officer", ""),
        ("cleared", "Commune a head", ""),
        ("signed", "Commune a leader", ""),
    ]
    assert all(step["at"] for step in sent.snapshots.get().content["steps"])


def test_the_leader_does_not_sign_past_the_head(presented: Report, commune_a_leader: User):
    with pytest.raises(ValidationError, match="Trình Commune a head duyệt trước khi ký gửi"):
        actions.submit(presented, by=commune_a_leader)


@pytest.mark.parametrize("who", ["head", "commune_a_leader"])
def test_nobody_clears_his_own_draft(
    head: User, filled: Report, commune_a_officer: User, who: str, request: pytest.FixtureRequest
):
    writer = request.getfixturevalue(who)
    if who == "head":  # another head is there to clear it
        make.user("second_head", body=filled.body, role="section_head")
    part = filled.parts.get(code="V.8a")
    actions.write_part(filled, "V.8a", by=writer, version=part.version, result="Đã ban hành kế hoạch.")
    presented = actions.clear(filled, by=commune_a_officer)

    with pytest.raises(ValidationError, match="Bạn là người soạn nên không duyệt được báo cáo này"):
        actions.endorse(presented, by=writer)
    assert Action.ENDORSE not in open_to(writer, presented)


def test_a_leader_who_did_not_write_it_may_clear_in_the_place_of_the_head(presented: Report, commune_a_leader: User):
    cleared = actions.endorse(presented, by=commune_a_leader)

    assert actions.submit(cleared, by=commune_a_leader).is_sent


def test_an_officer_does_not_clear(presented: Report, second_commune_a_officer: User):
    with pytest.raises(PermissionDenied):
        actions.endorse(presented, by=second_commune_a_officer)


def test_where_the_only_head_wrote_it_the_report_goes_straight_to_the_leader(
    head: User, report: Report, commune_a_leader: User
):
    from tests.reporting.conftest import fill

    cleared = actions.clear(fill(report, head), by=head)

    assert cleared.state == State.CLEARED
    assert "trưởng phòng là người soạn" in _steps(actions.submit(cleared, by=commune_a_leader))[2][2]


def test_a_body_without_a_head_does_without_and_its_snapshot_says_so(
    filled: Report, commune_a_officer: User, commune_a_leader: User
):
    cleared = actions.clear(filled, by=commune_a_officer)
    assert cleared.state == State.CLEARED

    steps = _steps(actions.submit(cleared, by=commune_a_leader))
    assert [step for step, _by, _note in steps] == ["written", "presented", "cleared", "signed"]
    assert steps[2][1:] == ("", "đơn vị không có trưởng phòng trên hệ thống nên báo cáo trình thẳng lãnh đạo")


def test_the_step_follows_the_roles_of_the_day(head: User, filled: Report, on_day):  # type: ignore[no-untyped-def]
    assert clearing_of(filled).is_needed
    head.memberships.update(until="2028-11-15")
    on_day("2028-11-16")

    assert not clearing_of(filled).is_needed


def test_a_head_who_leaves_does_not_keep_the_report_on_his_desk(
    presented: Report, head: User, commune_a_leader: User, on_day
):  # type: ignore[no-untyped-def]
    head.memberships.update(until="2028-11-15")
    on_day("2028-11-16")

    assert actions.submit(presented, by=User.objects.get(pk=commune_a_leader.pk)).is_sent


def test_nobody_mends_what_lies_before_the_head(presented: Report, everyone: dict[str, User], head: User):
    assert [user for user in (*everyone.values(), head) if may_write(user, presented)] == []


def test_what_is_handed_back_is_a_draft_again_with_the_remark_kept(presented: Report, head: User):
    back = actions.take_back(presented, by=head, why="Nêu rõ số doanh nghiệp.")

    assert (back.state, back.presented_by) == (State.DRAFT, None)
    event = Event.objects.get(verb="report.take_back")
    assert (event.actor_name, event.why) == (head.full_name, "Nêu rõ số doanh nghiệp.")


def test_what_moved_since_the_head_read_it_is_not_cleared(presented: Report, head: User):
    with pytest.raises(ValidationError, match="đã thay đổi từ lúc bạn mở trang này"):
        actions.endorse(presented, by=head, seen="cũ")


def test_a_returned_report_goes_the_whole_way_again(
    presented: Report, head: User, commune_a_officer: User, commune_a_leader: User, department_officer: User
):
    from datetime import date

    sent = actions.submit(actions.endorse(presented, by=head), by=commune_a_leader)
    (item,) = actions.return_report(
        sent, reasons={"V.8b": "Chưa nêu số."}, due_before=date(2028, 11, 18), by=department_officer
    )
    actions.reply(item, text="Số là 09.", by=commune_a_officer)
    again = Report.objects.get(pk=sent.pk)

    assert (again.presented_by, again.cleared_by) == (None, None)
    with pytest.raises(ValidationError, match="chưa qua trưởng phòng duyệt"):
        actions.submit(again, by=commune_a_leader)
    assert actions.clear(again, by=commune_a_officer).state == State.PRESENTED


def test_it_waits_for_the_head_and_not_for_who_wrote_it(
    presented: Report, head: User, commune_a_officer: User, commune_a_leader: User
):
    waiting = {user: list(queries.to_endorse(user)) for user in (head, commune_a_officer, commune_a_leader)}

    assert waiting == {head: [presented], commune_a_officer: [], commune_a_leader: []}
    assert list(queries.to_sign(commune_a_leader)) == []


def test_a_reminder_of_what_lies_before_the_head_is_for_the_head(round: Round, presented: Report, head: User):
    (debt,) = debts(round, [report for report in owing(round) if report == presented]).values()
    people = people_of([presented.body_id])[presented.body_id]

    assert debt.owes is Owes.CLEARING
    assert people.answering(writers=False, signers=False, heads=True) == [head]
