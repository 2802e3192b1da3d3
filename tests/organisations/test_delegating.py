"""Rights to sign: who enters them, what they need, and on which days they hold."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction

from nscl.history.models import Event
from nscl.organisations.delegating import delegate, end_delegation, lapsed, signs_for
from nscl.organisations.models import Body, Delegation, User

pytestmark = pytest.mark.django_db
TUQ: dict[str, Any] = {
    "authority": "TUQ", "position": "Trưởng phòng Kinh tế", "document": "12/UBND ngày 01/11/2028",
    "since": date(2028, 11, 1), "until": date(2028, 11, 30),
}  # fmt: skip


@pytest.fixture
def held(commune_a: Body, commune_a_officer: User, commune_a_leader: User) -> Delegation:
    return delegate(by=commune_a_leader, user=commune_a_officer, body=commune_a, **TUQ)


def test_a_written_delegation_lets_somebody_sign_between_its_days(
    held: Delegation, commune_a: Body, commune_a_officer: User, monkeypatch: pytest.MonkeyPatch
):
    days = ("2028-10-31", "2028-11-01", "2028-11-30", "2028-12-01")
    signing = []
    for day in days:
        monkeypatch.setenv("NSCL_TODAY", day)
        signing.append(signs_for(User.objects.get(pk=commune_a_officer.pk), commune_a))

    assert signing == [False, True, True, False]


def test_it_is_a_right_in_one_body(held: Delegation, commune_b: Body, commune_a_officer: User):
    assert not signs_for(commune_a_officer, commune_b)


@pytest.mark.parametrize("who", ["commune_a_officer", "department_officer", "commune_b_leader", "viewer", "outsider"])
def test_only_who_gives_roles_in_the_body_enters_it(
    commune_a: Body, second_commune_a_officer: User, who: str, request: pytest.FixtureRequest
):
    with pytest.raises(PermissionDenied):
        delegate(by=request.getfixturevalue(who), user=second_commune_a_officer, body=commune_a, **TUQ)


def test_the_administrator_enters_it_too(commune_a: Body, commune_a_officer: User, administrator: User):
    assert delegate(by=administrator, user=commune_a_officer, body=commune_a, **TUQ).entered_by == administrator


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"until": None}, "phải có thời hạn"),
        ({"until": date(2028, 10, 1)}, "Ngày cuối trước ngày đầu"),
        ({"document": " "}, "document"),
        ({"authority": "KT"}, "của cấp phó"),
    ],
)
def test_what_lacks_sense_is_refused(
    commune_a: Body, commune_a_officer: User, commune_a_leader: User, changed: dict[str, Any], fault: str
):
    with pytest.raises(ValidationError, match=fault):
        delegate(by=commune_a_leader, user=commune_a_officer, body=commune_a, **TUQ | changed)
    assert not Delegation.objects.exists()


def test_nobody_gives_himself_a_right_to_sign(commune_a: Body, commune_a_leader: User):
    with pytest.raises(ValidationError, match="Không tự ủy quyền cho mình"):
        delegate(by=commune_a_leader, user=commune_a_leader, body=commune_a, **TUQ)


def test_it_is_for_people_of_the_body(commune_a: Body, commune_b_officer: User, commune_a_leader: User):
    with pytest.raises(ValidationError, match="chưa có vai trò ở đơn vị này"):
        delegate(by=commune_a_leader, user=commune_b_officer, body=commune_a, **TUQ)


def test_what_is_delegated_is_not_delegated_further(
    commune_a: Body, commune_a_officer: User, commune_a_leader: User, administrator: User
):
    delegate(by=administrator, user=commune_a_leader, body=commune_a, **TUQ | {"position": "Phó Chủ tịch"})

    with pytest.raises(ValidationError, match="không ủy quyền lại"):
        delegate(by=commune_a_leader, user=commune_a_officer, body=commune_a, **TUQ)


def test_ended_before_its_day_it_holds_no_more_and_says_why(
    held: Delegation, commune_a: Body, commune_a_officer: User, commune_a_leader: User
):
    end_delegation(held, on=date(2028, 11, 14), why="Đã về cơ quan.", by=commune_a_leader)

    assert not signs_for(commune_a_officer, commune_a)
    assert lapsed(commune_a_officer, commune_a) == (
        "Ủy quyền ký của bạn hết hạn ngày 14/11/2028. "
        "Đề nghị Commune a leader gia hạn ủy quyền, hoặc trình Commune a leader ký."
    )
    assert list(Event.objects.filter(verb__startswith="signing.").values_list("verb", "why")) == [
        ("signing.ended", "Đã về cơ quan."), ("signing.delegated", TUQ["document"]),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("on", "fault"), [(date(2028, 12, 1), "đến hết ngày 30/11/2028"), (date(2028, 10, 30), "bắt đầu ngày 01/11/2028")]
)
def test_it_ends_within_its_days(held: Delegation, commune_a_leader: User, on: date, fault: str):
    with pytest.raises(ValidationError, match=fault):
        end_delegation(held, on=on, why="x", by=commune_a_leader)


def test_the_database_keeps_every_right_to_sign(held: Delegation):
    with pytest.raises(DatabaseError, match="Cannot delete"), transaction.atomic():
        held.delete()
