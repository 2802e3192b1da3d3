"""Double claims: rows of two bodies that look like one thing, and what an agreement changes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nscl.history.models import Event
from nscl.notices.models import Notice
from nscl.organisations.models import Body, Kind, User
from nscl.registers.actions import withdraw
from nscl.registers.entry import RowState
from nscl.registers.models import Course, Learner, Pilot
from nscl.reporting import actions
from nscl.reporting.actions.claims import effects_of
from nscl.reporting.claims import Claim, claims
from nscl.reporting.models import Agreement, Round
from nscl.vn.calendar import today
from tests import make

pytestmark = pytest.mark.django_db
DAY = date(2028, 5, 5)


@pytest.fixture
def people(enterprise: Body) -> list[Learner]:
    return [Learner.objects.create(body=enterprise, name=name) for name in ("Nguyễn Văn An", "Trần Thị Bình")]


@pytest.fixture
def write(bodies, people, department_officer, second_department_officer, commune_a_officer, commune_a_leader):  # type: ignore[no-untyped-def]
    """A confirmed course of the department or of commune A, with learners of the two people: write("skhcn", …)."""
    by = {
        "skhcn": (bodies.department, department_officer, second_department_officer),
        "99901": (bodies.commune_a, commune_a_officer, commune_a_leader),
    }

    def course(code: str, title: str = "Lớp 5S", on: date = DAY, venue: str = "", who: int = 2, **how: Any) -> Course:
        body, officer, leader = by[code]
        row = make.course(by=officer, reported_by=body, on=on, title=title)
        Course.objects.filter(pk=row.pk).update(venue=venue)
        for learner in people[:who]:
            row.attendances.create(learner=learner, body=learner.body, setting="enterprise", hours=16)
        if how.get("confirmed", True):
            Course.objects.filter(pk=row.pk).update(confirmed_by=leader, confirmed_at=row.entered_at)
        return Course.objects.get(pk=row.pk)

    return course


@pytest.fixture
def claim(round: Round, write) -> Claim:  # type: ignore[no-untyped-def]
    """One class, which the department and commune A both report."""
    write("skhcn")
    write("99901", "LỚP  5s")
    (found,) = claims(round)
    return found


def _agree(round: Round, claim: Claim, owner: Body | None, by: User, **how: Any) -> Any:
    said = {"people": "Bà Ánh (Sở), ông Lực (xã A)", "on": today(), "why": "Sở mở lớp."} | how
    return actions.agree(round, claim.register.slug, claim.keys, owner=owner, by=by, **said)


def test_one_class_of_two_bodies_is_found_whatever_the_tones_and_capitals(claim: Claim):
    assert [body.code for body in claim.bodies] == ["skhcn", "99901"]
    assert claim.likeness == ("cùng kết thúc ngày 05/5/2028, cùng tên, 2 học viên có ở cả hai danh sách",)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({}, {"on": date(2028, 5, 6)}),
        ({}, {"title": "Lớp Kaizen"}),
        ({"venue": "Hội trường A"}, {"venue": "Hội trường B"}),
        ({"who": 1}, {"who": 0, "title": "Lớp Kaizen", "venue": "Hội trường"}),
    ],
)
def test_another_day_name_or_place_is_another_class(round: Round, write, first, second):  # type: ignore[no-untyped-def]
    write("skhcn", **first)
    write("99901", **second)
    assert claims(round) == []


def test_a_class_under_two_names_is_found_by_its_place_and_its_learners(round: Round, write):  # type: ignore[no-untyped-def]
    write("skhcn", venue="Hội trường xã A")
    write("99901", "Bồi dưỡng năng suất", venue="hội trường  xã A")
    (found,) = claims(round)
    assert "cùng nơi tổ chức" in found.likeness[0]


def test_two_classes_of_one_body_are_its_own_affair(round: Round, write):  # type: ignore[no-untyped-def]
    write("skhcn")
    write("skhcn")
    assert claims(round) == []


def test_a_withdrawn_row_claims_nothing(round: Round, write, department_leader: User):  # type: ignore[no-untyped-def]
    write("skhcn")
    withdraw(write("99901"), by=department_leader, why="nhầm")
    assert claims(round) == []


def _pilot(body: Body, reported_by: Body, by: User, confirmed_by: User, **how: Any) -> Pilot:
    how = {"on": DAY, "audited_on": date(2028, 6, 1)} | how
    return make.pilot(body=body, reported_by=reported_by, by=by, confirmed_by=confirmed_by, **how)


def test_one_model_at_one_firm_is_found_also_where_the_firm_was_entered_twice(
    round: Round,
    bodies,
    department_officer: User,
    second_department_officer: User,
    commune_a_officer: User,
    commune_a_leader: User,
):  # type: ignore[no-untyped-def]
    again = make.body("dn-a2", "CÔNG TY TNHH  A", Kind.ENTERPRISE, commune=bodies.commune_a)
    _pilot(bodies.enterprise, bodies.department, department_officer, second_department_officer)
    _pilot(again, bodies.commune_a, commune_a_officer, commune_a_leader, on=date(2028, 2, 2), tools=("5s", "kpi"))
    (found,) = claims(round)
    assert (found.register.slug, found.likeness) == ("mo-hinh", ("cùng áp dụng tại Công ty TNHH A, cùng có 5S",))


def test_one_club_of_two_bodies_is_found(round: Round, bodies, department_officer: User, commune_a_officer: User):  # type: ignore[no-untyped-def]
    make.club(by=department_officer, reported_by=bodies.department, body=bodies.college, on=date(2027, 9, 5))
    make.club(by=commune_a_officer, reported_by=bodies.commune_a, body=bodies.college, on=date(2027, 9, 6))
    assert [each.register.slug for each in claims(round)] == ["cau-lac-bo"]


def test_an_agreed_owner_counts_alone_and_the_agreement_says_who_when_and_why(
    round: Round, claim: Claim, department: Body, department_officer: User
):
    agreement, effects = _agree(round, claim, department, department_officer)
    assert [(e.code, e.before.value, e.after.value) for e in effects if e.is_change] == [("MT2.1", 4, 2)]
    assert (agreement.owner, agreement.on, agreement.people) == (department, today(), "Bà Ánh (Sở), ông Lực (xã A)")
    assert {row.reported_by.code: row.is_withdrawn for row in agreement.listed} == {"skhcn": False, "99901": True}
    withdrawn = Course.objects.get(reported_by__code="99901")
    assert withdrawn.withdrawal_reason == (
        "Hai đơn vị cùng báo cáo; thống nhất tính cho Sở Khoa học và Công nghệ (Sở mở lớp)"
    )
    assert claims(round) == []


def test_the_act_keeps_the_figures_before_and_after(round: Round, claim: Claim, department, department_officer: User):  # type: ignore[no-untyped-def]
    _agree(round, claim, department, department_officer)
    act = Event.objects.get(verb="claim.agreed")
    assert (act.details["figures"], act.why) == ({"MT2.1": [4, 2]}, "Sở mở lớp.")


def test_the_body_whose_row_no_longer_counts_is_told(
    round: Round, claim: Claim, department, department_officer: User, commune_a_officer: User
):  # type: ignore[no-untyped-def]
    _agree(round, claim, department, department_officer)
    notice = Notice.objects.get(recipient=commune_a_officer)
    assert "đã thống nhất tính cho Sở Khoa học và Công nghệ nên dòng của đơn vị không còn tính" in notice.text


def test_a_long_reason_is_kept_whole_and_told_in_short(
    round: Round, claim: Claim, department, department_officer: User, commune_a_officer: User
):  # type: ignore[no-untyped-def]
    said = {"people": "bà Ánh, ông Lực", "on": None, "why": "Sở mở lớp. " * 150}
    agreement, _effects = actions.agree(
        round, claim.register.slug, claim.keys, owner=department, by=department_officer, **said
    )
    assert agreement.why == said["why"].strip()
    assert Notice.objects.get(recipient=commune_a_officer).text.endswith("…")


def test_what_was_told_apart_stands_whole_and_is_not_asked_again(round: Round, claim: Claim, department_officer: User):
    _agreement, effects = _agree(round, claim, None, department_officer)
    assert not any(effect.is_change for effect in effects)
    assert claims(round) == []
    assert Course.objects.filter(withdrawn_at=None).count() == 2


def test_effects_are_tried_without_leaving_a_trace(round: Round, claim: Claim, department, department_officer: User):  # type: ignore[no-untyped-def]
    effects = effects_of(round, claim, department, by=department_officer)
    assert [(e.code, e.after.value) for e in effects if e.is_change] == [("MT2.1", 2)]
    assert {row.state for row in Course.objects.all()} == {RowState.CONFIRMED}
    assert not Event.objects.filter(verb="row.withdrawn").exists()


def test_a_second_officer_is_told_that_it_is_settled(
    round: Round, claim: Claim, department, commune_a: Body, department_officer: User, second_department_officer: User
):  # type: ignore[no-untyped-def]
    _agree(round, claim, department, department_officer)
    with pytest.raises(ValidationError, match="đã được thống nhất, hoặc đã đổi"):
        _agree(round, claim, commune_a, second_department_officer)
    assert Agreement.objects.count() == 1


def test_an_owner_whose_row_waits_is_refused(round: Round, write, department, department_officer: User):  # type: ignore[no-untyped-def]
    write("skhcn", confirmed=False)
    write("99901")
    (claim,) = claims(round)
    with pytest.raises(ValidationError, match="chưa được xác nhận nên chưa tính được"):
        _agree(round, claim, department, department_officer)


@pytest.mark.parametrize(
    ("how", "said"),
    [({"people": " "}, "Người thống nhất"), ({"why": ""}, "Lý do"), ({"on": date(2029, 1, 1)}, "sau hôm nay")],
)
def test_an_agreement_that_does_not_say_who_when_and_why_is_refused(
    round: Round, claim: Claim, department, department_officer: User, how, said
):  # type: ignore[no-untyped-def]
    with pytest.raises(ValidationError, match=said):
        _agree(round, claim, department, department_officer, **how)
    assert not Agreement.objects.exists()


def test_who_does_not_make_the_paper_agrees_on_nothing(round: Round, claim: Claim, commune_a, commune_a_officer: User):  # type: ignore[no-untyped-def]
    with pytest.raises(PermissionDenied):
        _agree(round, claim, commune_a, commune_a_officer)
    with pytest.raises(PermissionDenied):
        effects_of(round, claim, commune_a, by=commune_a_officer)


def test_the_queries_do_not_grow_with_claims(round: Round, claim: Claim, write):  # type: ignore[no-untyped-def]
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            claims(round)
        return len(captured)

    few = queries()
    for day in range(1, 6):
        write("skhcn", on=date(2028, 3, day))
        write("99901", on=date(2028, 3, day))
    assert len(claims(round)) == 6
    assert queries() == few
