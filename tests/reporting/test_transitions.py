"""Who may take which step, against a table written by hand; from which states, against the frozen one."""

import pytest
from django.core.exceptions import ValidationError

from nscl.organisations.models import User
from nscl.reporting import actions
from nscl.reporting.models import Report, State
from nscl.reporting.transitions import TRANSITIONS, Action, may, may_write, open_to

pytestmark = pytest.mark.django_db

WRITE, SEND, JUDGE = (
    {Action.PRESENT, Action.CLEAR, Action.TAKE_BACK, Action.TAKE_BACK_RETURNED},
    {Action.ENDORSE, Action.SUBMIT},
    {Action.RETURN, Action.ACCEPT},
)
# whose step on commune A's report, and on the standing body's own
MAY: dict[str, tuple[set[Action], set[Action]]] = {
    "department_officer": (JUDGE, WRITE | {Action.APPROVE_OWN} | JUDGE),
    "second_department_officer": (JUDGE, WRITE | {Action.APPROVE_OWN} | JUDGE),
    "department_leader": (JUDGE, {Action.ENDORSE, Action.APPROVE_OWN} | JUDGE),
    "commune_a_officer": (WRITE, set()),
    "second_commune_a_officer": (WRITE, set()),
    "commune_a_leader": (WRITE | SEND, set()),
    "commune_b_officer": (set(), set()),
    "commune_b_leader": (set(), set()),
    "enterprise_officer": (set(), set()),
    "education_head": (set(), set()),
    "supervisor": (set(), set()),
    "viewer": (set(), set()),
    "administrator": (set(), set()),
    "outsider": (set(), set()),
}


def test_every_member_of_the_cast_stands_in_the_table(everyone: dict[str, User]):
    assert set(MAY) == set(everyone)


def test_the_steps_of_everybody_are_those_of_the_table(report: Report, own_report: Report, everyone: dict[str, User]):
    found = {
        name: tuple({action for action in Action if may(user, action, each)} for each in (report, own_report))
        for name, user in everyone.items()
    }
    assert found == MAY


@pytest.mark.parametrize(
    ("state", "officer", "leader"),
    [
        (State.DRAFT, {Action.CLEAR}, {Action.CLEAR, Action.SUBMIT}),
        (
            State.CLEARED,
            {Action.TAKE_BACK, Action.TAKE_BACK_RETURNED},
            {Action.TAKE_BACK, Action.TAKE_BACK_RETURNED, Action.SUBMIT},
        ),
        (State.RETURNED, {Action.CLEAR}, {Action.CLEAR, Action.SUBMIT}),
        (State.SUBMITTED, set(), set()),
        (State.ACCEPTED, set(), set()),
    ],
)
def test_the_buttons_of_a_page_follow_the_state(
    report: Report,
    commune_a_officer: User,
    commune_a_leader: User,
    state: State,
    officer: set[Action],
    leader: set[Action],
):
    report.state = state

    assert open_to(commune_a_officer, report) == officer
    assert open_to(commune_a_leader, report) == leader


def test_nothing_is_open_before_the_roster_is_approved(prepared, commune_a_leader: User):  # type: ignore[no-untyped-def]
    report = prepared.reports.get(body__code="99901")

    assert open_to(commune_a_leader, report) == set()
    assert not may_write(commune_a_leader, report)


@pytest.mark.parametrize("state", [State.SUBMITTED, State.ACCEPTED])
def test_nobody_writes_in_a_sent_report(report: Report, everyone: dict[str, User], state: State):
    report.state = state

    assert [name for name, user in everyone.items() if may_write(user, report)] == []


def test_only_who_signs_writes_in_what_lies_before_him(report: Report, everyone: dict[str, User]):
    report.state = State.CLEARED

    assert [name for name, user in everyone.items() if may_write(user, report)] == ["commune_a_leader"]


def test_a_step_from_a_wrong_state_is_refused_with_the_state_it_is_in(sent: Report, commune_a_officer: User):
    with pytest.raises(ValidationError, match="Đã gửi"):
        actions.clear(sent, by=commune_a_officer)
    with pytest.raises(ValidationError, match="Đã gửi"):
        actions.take_back(sent, by=commune_a_officer)


def test_no_step_leads_out_of_accepted():
    assert all(State.ACCEPTED not in row.sources for row in TRANSITIONS.values())
