"""What waits for whom: as many as the number in the navigation, each with its day and one verb."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nscl.organisations.actions import end_body
from nscl.organisations.models import User
from nscl.plan import Plan
from nscl.registers import actions as rows
from nscl.reporting import actions
from nscl.reporting.models import Report, Round
from nscl.web import agenda
from tests import make
from tests.reporting.conftest import fill

pytestmark = pytest.mark.django_db


def _titles(user: User) -> list[str]:
    return [item.title for item in agenda.items(_again(user))]


def _waiting(user: User) -> list[str]:
    return [item.title for item in agenda.waiting(_again(user))]


def _again(user: User) -> User:
    """As the next request reads him."""
    return User.objects.get(pk=user.pk)


# ---- the way of a report


def test_a_body_writes_until_the_last_day(report: Report, commune_a_officer: User):
    (item,) = agenda.items(commune_a_officer)

    assert item.title == "Viết báo cáo năm 2028 của UBND xã A"
    assert (item.day, item.verb, item.url) == (date(2028, 11, 19), "Viết báo cáo", "/bao-cao/2028/99901/")
    assert item.about == "Ngày làm việc cuối cùng: thứ Sáu 17/11/2028"


def test_the_report_goes_round_and_each_waits_for_the_next(
    report: Report, commune_a_officer: User, commune_a_leader: User, department_officer: User
):
    actions.clear(fill(report, commune_a_officer), by=commune_a_officer)
    assert _titles(commune_a_officer) == []
    assert _waiting(commune_a_officer) == ["Báo cáo năm 2028 chờ lãnh đạo ký gửi"]
    assert _titles(commune_a_leader) == ["Ký gửi báo cáo năm 2028 của UBND xã A"]
    assert _waiting(commune_a_leader) == []

    actions.submit(report, by=commune_a_leader)
    assert _waiting(commune_a_officer) == _waiting(commune_a_leader) == ["Báo cáo năm 2028 chờ tiếp nhận"]
    assert "Xem 01 báo cáo đã gửi, chờ tiếp nhận" in _titles(department_officer)

    actions.return_report(
        Report.objects.get(pk=report.pk),
        reasons={"V.8b": "Nêu số."},
        due_before=date(2028, 11, 18),
        by=department_officer,
    )
    (item,) = agenda.items(_again(commune_a_officer))
    assert (item.title, item.day) == ("Bổ sung 01 mục của báo cáo năm 2028", date(2028, 11, 17))
    assert "01 cơ quan bổ sung báo cáo năm 2028" in _waiting(department_officer)


def test_what_is_done_is_gone(sent: Report, department_officer: User, commune_a_officer: User):
    actions.accept(sent, by=department_officer)

    assert _titles(commune_a_officer) == _waiting(commune_a_officer) == []


def test_who_receives_sees_who_has_not_sent_and_after_the_day_rings_them(
    sent: Report, department_officer: User, on_day
):  # type: ignore[no-untyped-def]
    assert "02 cơ quan chưa gửi báo cáo năm 2028" in _waiting(department_officer)
    assert not [title for title in _titles(department_officer) if title.startswith("Nhắc")]

    on_day("2028-11-20")
    item = next(item for item in agenda.items(_again(department_officer)) if item.title.startswith("Nhắc"))
    assert (item.title, item.url) == ("Nhắc 02 đơn vị chậm gửi báo cáo", "/bao-cao/2028/?loc=cham")


def test_a_report_once_sent_is_not_called_missing_when_it_is_sent_back(
    returned: Report, department_officer: User, on_day
):  # type: ignore[no-untyped-def]
    on_day("2028-11-20")

    assert "Nhắc 02 đơn vị chậm gửi báo cáo" in _titles(department_officer)
    assert "02 cơ quan chưa gửi báo cáo năm 2028" in _waiting(department_officer)


def test_once_figures_are_frozen_nobody_is_asked_for_a_report_that_never_came(
    report: Report, round: Round, commune_a_officer: User, department_officer: User, department_leader: User, on_day
):  # type: ignore[no-untyped-def]
    on_day("2028-11-18")
    actions.freeze(round, by=department_leader)

    assert _titles(commune_a_officer) == []
    assert not [title for title in _waiting(department_officer) if "chưa gửi" in title]


def test_what_was_sent_still_waits_to_be_looked_at_after_the_freeze(
    sent: Report, round: Round, department_officer: User, department_leader: User, on_day
):  # type: ignore[no-untyped-def]
    on_day("2028-11-18")
    actions.freeze(round, by=department_leader)

    assert "Xem 01 báo cáo đã gửi, chờ tiếp nhận" in _titles(department_officer)


def test_a_successor_carries_on_what_its_predecessor_owes(
    report: Report, bodies: SimpleNamespace, commune_b_officer: User, on_day
):  # type: ignore[no-untyped-def]
    end_body(by=None, body=bodies.commune_a, on=date(2028, 11, 16), successors=[bodies.commune_b], document="12/NQ")
    on_day("2028-11-17")

    assert len([title for title in _titles(commune_b_officer) if title.startswith("Viết báo cáo")]) == 2


# ---- the round


def test_the_list_waits_for_the_leader_and_the_officer_sees_that_it_does(
    prepared: Round, department_officer: User, department_leader: User
):
    item = next(item for item in agenda.items(department_leader))
    assert (item.title, item.url) == ("Duyệt danh sách đơn vị báo cáo năm 2028", "/bao-cao/2028/danh-sach/")
    assert _waiting(department_officer) == ["Lãnh đạo duyệt danh sách báo cáo năm 2028"]
    assert _waiting(department_leader) == []


def test_the_freeze_waits_for_the_leader_from_the_day_after_the_closing_day(
    round: Round, department_leader: User, on_day
):  # type: ignore[no-untyped-def]
    on_day("2028-11-16")
    assert "Khóa số liệu năm 2028" not in _titles(department_leader)
    on_day("2028-11-17")
    item = next(item for item in agenda.items(_again(department_leader)) if item.title == "Khóa số liệu năm 2028")
    assert item.url == "/bao-cao/2028/khoa/"


# ---- rows


def test_a_colleague_confirms_what_another_entered(
    round: Round,
    bodies: SimpleNamespace,
    commune_a_officer: User,
    second_commune_a_officer: User,
    commune_b_officer: User,
):
    make.course(
        by=commune_a_officer, reported_by=bodies.commune_a, on=date(2028, 5, 4), learners={bodies.enterprise: 2}
    )

    title = "Xác nhận lớp “Lớp 5S”"
    assert [item for item in _titles(second_commune_a_officer) if item.startswith("Xác nhận")] == [title]
    assert _waiting(commune_a_officer) == ["01 dòng chờ người khác xác nhận"]
    assert not [item for item in _titles(commune_a_officer) + _titles(commune_b_officer) if item.startswith("Xác nhận")]


def test_what_a_body_reports_of_itself_waits_for_the_standing_body(
    round: Round, bodies: SimpleNamespace, commune_a_officer: User, commune_a_leader: User, department_officer: User
):
    row = make.pilot(by=commune_a_officer, reported_by=bodies.commune_a, body=bodies.commune_a, on=date(2028, 5, 4))

    assert not [title for title in _titles(commune_a_leader) if title.startswith("Xác nhận")]
    assert "Xác nhận 01 dòng do đơn vị thụ hưởng báo cáo" in _titles(department_officer)
    rows.confirm(row, by=department_officer)
    assert not [title for title in _titles(department_officer) if title.startswith("Xác nhận")]


# ---- all together


def test_the_number_in_the_navigation_is_the_number_of_rows(
    sent: Report, bodies: SimpleNamespace, everyone: dict[str, User], plan: Plan, on_day
):  # type: ignore[no-untyped-def]
    officer, second = everyone["commune_a_officer"], everyone["second_commune_a_officer"]
    make.course(by=officer, reported_by=bodies.commune_a, on=date(2028, 5, 4), learners={bodies.enterprise: 2})
    make.pilot(by=second, reported_by=bodies.commune_a, body=bodies.commune_a, on=date(2028, 5, 4))
    actions.open_round(by=everyone["department_officer"], plan=plan, year=2029)
    for day in ("2028-11-15", "2028-11-20"):
        on_day(day)
        for name, user in everyone.items():
            found = _again(user)
            assert agenda.count(found) == len(agenda.items(found)), name


def test_those_without_a_role_have_no_work(sent: Report, outsider: User, administrator: User, viewer: User):
    for user in (outsider, administrator, viewer):
        assert agenda.items(user) == agenda.waiting(user) == []


def test_the_list_costs_the_same_however_much_waits(
    round: Round, bodies: SimpleNamespace, department_officer: User, commune_a_officer: User
):  # type: ignore[no-untyped-def]
    def cost() -> int:
        user = _again(department_officer)
        with CaptureQueriesContext(connection) as found:
            agenda.items(user)
            agenda.waiting(user)
        return len(found)

    for number in range(3):
        make.pilot(by=commune_a_officer, reported_by=bodies.commune_a, body=bodies.commune_a, on=date(2028, 5, 4))
        if number == 0:
            few = cost()
    for report in round.reports.filter(body__code__startswith="999"):
        leader = make.user(f"ky_{report.body.code}", body=report.body, role="body_leader")
        actions.submit(fill(report, leader), by=leader)
    assert cost() <= few + 1  # the rounds of the reports to look at
