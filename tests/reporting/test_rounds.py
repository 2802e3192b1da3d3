"""A round: opened from the plan, its list mended and approved, its figures frozen once."""

from __future__ import annotations

from datetime import date, datetime
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction

from nscl.history.models import Event
from nscl.organisations.actions import end_body
from nscl.organisations.models import Body, Kind, Programme, User
from nscl.plan import Plan
from nscl.reporting import actions, sealing
from nscl.reporting.models import Obligation, Report, Role, Round
from nscl.reporting.papers.paper import CannotWrite
from nscl.vn.calendar import ZONE, now
from tests import make

pytestmark = pytest.mark.django_db


def _mark(round: Round, **values: object) -> None:
    with transaction.atomic():
        Round.objects.filter(pk=round.pk).update(**values)


# ---- opening


def test_a_round_has_the_dates_of_the_plan_and_the_decided_closing_day(
    plan: Plan, programme: Programme, department_officer: User
):
    round = actions.open_round(by=department_officer, plan=plan, year=2028)

    assert (round.closing_on, round.due_before, round.province_due_before) == (
        date(2028, 11, 16),
        date(2028, 11, 20),
        date(2028, 11, 30),
    )
    assert round.title == "Báo cáo kết quả thực hiện Kế hoạch số 49/KH-UBND năm 2028"
    assert not round.is_approved


def test_every_body_of_the_plan_that_exists_gets_a_report_with_its_items(
    plan: Plan, programme: Programme, bodies: SimpleNamespace, department_officer: User
):
    make.body("hhdn", "Hiệp hội Doanh nghiệp tỉnh", Kind.ASSOCIATION)
    round = actions.open_round(by=department_officer, plan=plan, year=2028)

    found = {report.body.code: report.obligation for report in round.reports.select_related("body")}
    assert found == {"skhcn": Obligation.STANDING, "sgddt": Obligation.OBLIGED, "hhdn": Obligation.INVITED}
    education = round.reports.get(body=bodies.education)
    assert education.parts.filter(role=Role.LEAD).exists()
    assert education.parts.last().role == Role.GENERAL


def test_an_ended_body_is_represented_by_its_successor(
    plan: Plan, programme: Programme, bodies: SimpleNamespace, department_officer: User
):
    heir = make.body("so-moi", "Sở Giáo dục mới", Kind.DEPARTMENT)
    document = "12/NQ-HĐND"
    end_body(by=None, body=bodies.education, on=date(2028, 7, 1), successors=[heir], document=document)

    round = actions.open_round(by=department_officer, plan=plan, year=2028)

    assert [r.body.code for r in round.reports.filter(obligation=Obligation.OBLIGED)] == ["so-moi"]


def test_a_year_outside_the_plan_is_refused_with_its_period(plan: Plan, programme: Programme, department_officer: User):
    with pytest.raises(ValidationError, match="không thuộc giai đoạn 2026-2030"):
        actions.open_round(by=department_officer, plan=plan, year=2031)


def test_a_year_is_opened_once(plan: Plan, prepared: Round, department_officer: User):
    with pytest.raises(ValidationError, match="Năm 2028 đã mở kỳ báo cáo"):
        actions.open_round(by=department_officer, plan=plan, year=2028)


@pytest.mark.parametrize(
    ("day", "message"),
    [
        (date(2028, 11, 20), "Ngày chốt số liệu phải trước thời hạn gửi"),
        (date(2027, 11, 16), "Ngày chốt số liệu phải trong năm báo cáo"),
    ],
)
def test_figures_close_within_the_year_and_before_reports_are_due(
    plan: Plan, programme: Programme, department_officer: User, day: date, message: str
):
    with pytest.raises(ValidationError, match=message):
        actions.open_round(by=department_officer, plan=plan, year=2028, closing_on=day)
    assert not Round.objects.exists()


@pytest.mark.parametrize(
    ("letter", "field"),
    [
        ({"opening_number": "12/SKHCN"}, "opening_date"),
        ({"opening_date": date(2028, 10, 16)}, "opening_number"),
        ({"opening_number": "12/SKHCN", "opening_date": date(2028, 11, 20)}, "opening_date"),
    ],
)
def test_a_letter_has_number_and_day_and_comes_before_the_deadline(
    plan: Plan, programme: Programme, department_officer: User, letter: dict, field: str
):
    with pytest.raises(ValidationError) as refusal:
        actions.open_round(by=department_officer, plan=plan, year=2028, **letter)
    assert list(refusal.value.message_dict) == [field]


def test_the_letter_may_be_written_down_later(round: Round, department_officer: User):
    actions.enter_letter(round, number=" 12/SKHCN-TĐC ", on=date(2028, 10, 16), by=department_officer)

    found = Round.objects.get(pk=round.pk)
    assert (found.opening_number, found.opening_date) == ("12/SKHCN-TĐC", date(2028, 10, 16))
    assert Event.objects.filter(verb="round.letter", summary="12/SKHCN-TĐC, 16/10/2028").exists()


def test_who_may_not_open_rounds_opens_none(plan: Plan, programme: Programme, everyone: dict[str, User]):
    may = {"department_officer", "second_department_officer", "department_leader"}
    for name in set(everyone) - may:
        with pytest.raises(PermissionDenied):
            actions.open_round(by=everyone[name], plan=plan, year=2028)
    assert not Round.objects.exists()


# ---- the list


def test_a_body_is_added_with_a_reason_and_gets_its_items(prepared: Round, department_officer: User, enterprise: Body):
    with pytest.raises(ValidationError, match='Ô "Lý do" còn trống'):
        actions.add_to_roster(prepared, enterprise, why=" ", by=department_officer)
    report = actions.add_to_roster(prepared, enterprise, why="tự nguyện", by=department_officer)

    assert report.obligation == Obligation.INVITED
    assert report.parts.filter(role=Role.GENERAL).exists()
    assert Event.objects.get(verb="roster.added", body_id=enterprise.pk).why == "tự nguyện"


def test_adding_a_body_twice_is_one(prepared: Round, department_officer: User, commune_a: Body):
    first = prepared.reports.get(body=commune_a)
    assert actions.add_to_roster(prepared, commune_a, why="nhầm", by=department_officer).pk == first.pk


def test_an_ended_body_is_not_asked(prepared: Round, department_officer: User, enterprise: Body):
    end_body(by=None, body=enterprise, on=date(2028, 7, 1), successors=[], document="QĐ")
    enterprise.refresh_from_db()
    with pytest.raises(ValidationError, match="đã kết thúc hoạt động"):
        actions.add_to_roster(prepared, enterprise, why="mới", by=department_officer)


def test_nobody_else_becomes_the_standing_body(prepared: Round, department_officer: User, enterprise: Body):
    with pytest.raises(ValidationError, match="Chọn nghĩa vụ khác"):
        actions.add_to_roster(prepared, enterprise, why="x", by=department_officer, obligation=Obligation.STANDING)


def test_a_body_is_taken_off_with_a_reason(prepared: Round, department_officer: User, commune_b: Body):
    with pytest.raises(ValidationError, match='Ô "Lý do" còn trống'):
        actions.remove_from_roster(prepared, commune_b, why="", by=department_officer)
    actions.remove_from_roster(prepared, commune_b, why="đã sáp nhập", by=department_officer)

    assert not prepared.reports.filter(body=commune_b).exists()
    assert Event.objects.get(verb="roster.removed").why == "đã sáp nhập"


def test_the_standing_body_stays_on_the_list(prepared: Round, department_officer: User, department: Body):
    with pytest.raises(ValidationError, match="không bỏ được"):
        actions.remove_from_roster(prepared, department, why="thử", by=department_officer)


def test_the_leader_approves_once_and_the_list_is_closed(
    prepared: Round, department_officer: User, department_leader: User, enterprise: Body, commune_b: Body
):
    with pytest.raises(PermissionDenied):
        actions.approve_roster(prepared, by=department_officer)
    first = actions.approve_roster(prepared, by=department_leader)
    second = actions.approve_roster(prepared, by=department_leader)

    assert first.roster_approved_at == second.roster_approved_at
    assert Event.objects.filter(verb="roster.approved").count() == 1
    for change in (actions.add_to_roster, actions.remove_from_roster):
        with pytest.raises(ValidationError, match="không thêm, bớt được nữa"):
            change(prepared, commune_b, why="muộn", by=department_officer)


# ---- the freeze


def test_figures_are_frozen_as_they_stand_after_the_closing_day(
    round: Round,
    bodies: SimpleNamespace,
    department_leader: User,
    commune_a_officer: User,
    commune_a_leader: User,
    on_day,
):  # type: ignore[no-untyped-def]
    learners = {"by": commune_a_officer, "reported_by": bodies.commune_a, "confirmed_by": commune_a_leader}
    make.course(on=date(2028, 5, 4), learners={bodies.enterprise: 7}, **learners)
    on_day("2028-11-18")
    make.course(on=date(2028, 11, 17), learners={bodies.enterprise: 5}, **learners)

    frozen = actions.freeze(round, by=department_leader)

    training = next(line for line in frozen.figures if line["indicator"] == "MT2.1")
    assert training["value"] == 7  # the course of the day after closing stays in its year, outside the round
    assert frozen.figures_sha256 == sealing.digest(frozen.figures)
    assert Round.objects.get(pk=round.pk).is_intact
    assert Event.objects.get(verb="round.frozen").details["sha256"] == frozen.figures_sha256


def test_nothing_is_frozen_before_the_closing_day_has_ended(round: Round, department_leader: User, on_day):  # type: ignore[no-untyped-def]
    on_day("2028-11-16")
    with pytest.raises(ValidationError, match="Chưa hết ngày chốt số liệu 16/11/2028"):
        actions.freeze(round, by=department_leader)


def test_a_list_nobody_approved_is_not_frozen(prepared: Round, department_leader: User, on_day):  # type: ignore[no-untyped-def]
    on_day("2028-11-18")
    with pytest.raises(ValidationError, match="chưa được duyệt"):
        actions.freeze(prepared, by=department_leader)


def test_a_round_is_frozen_once(round: Round, department_leader: User, on_day):  # type: ignore[no-untyped-def]
    on_day("2028-11-18")
    actions.freeze(round, by=department_leader)
    with pytest.raises(ValidationError, match="không khóa lần hai"):
        actions.freeze(round, by=department_leader)


def test_a_moment_to_come_is_not_frozen(round: Round, department_leader: User, on_day):  # type: ignore[no-untyped-def]
    on_day("2028-11-18")
    with pytest.raises(ValidationError, match="ở sau bây giờ"):
        actions.freeze(round, by=department_leader, at=datetime(2028, 11, 19, 8, 0, tzinfo=ZONE))


def test_only_the_leader_freezes(round: Round, everyone: dict[str, User], on_day):  # type: ignore[no-untyped-def]
    on_day("2028-11-18")
    for name in set(everyone) - {"department_leader"}:
        with pytest.raises(PermissionDenied):
            actions.freeze(round, by=everyone[name])


def test_the_database_refuses_to_change_a_frozen_round(round: Round, department_leader: User, on_day):  # type: ignore[no-untyped-def]
    on_day("2028-11-18")
    actions.freeze(round, by=department_leader)
    with pytest.raises(DatabaseError):
        _mark(round, figures_sha256="0" * 64)
    with pytest.raises(ValidationError, match="đã khóa lúc"):
        actions.enter_letter(round, number="1/A", on=date(2028, 10, 1), by=department_leader)


def test_the_database_refuses_to_delete_an_approved_round(round: Round):
    with pytest.raises(DatabaseError), transaction.atomic():
        Round.objects.filter(pk=round.pk).delete()


def test_the_database_refuses_a_frozen_round_without_figures(round: Round, department_leader: User):
    with pytest.raises(DatabaseError):
        _mark(round, frozen_at=now(), frozen_by=department_leader)


# ---- the paper


def test_making_the_paper_is_an_act_that_names_its_digest(round: Round, department_officer: User):
    name, content = actions.make_paper(round, paper="province-annual", by=department_officer)

    event = Event.objects.get(verb="paper.made")
    assert name.endswith("2028.docx")
    assert content.startswith(b"PK")
    assert (event.actor_id, len(event.details["sha256"])) == (department_officer.pk, 64)


def test_a_paper_that_cannot_be_written_leaves_no_trace(
    plan: Plan, programme: Programme, bodies: SimpleNamespace, department_officer: User
):
    round = actions.open_round(by=department_officer, plan=plan, year=2029)
    with pytest.raises(CannotWrite, match="chưa đến"):
        actions.make_paper(round, paper="province-annual", by=department_officer)
    assert not Event.objects.filter(verb="paper.made").exists()


def test_who_may_not_make_papers_makes_none(round: Round, viewer: User, commune_a_leader: User):
    for user in (viewer, commune_a_leader):
        with pytest.raises(PermissionDenied):
            actions.make_paper(round, paper="province-annual", by=user)


def test_reports_of_a_round_are_gone_with_a_list_that_was_never_approved(prepared: Round):
    prepared.delete()
    assert not Report.objects.exists()
