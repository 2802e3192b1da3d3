"""The province's figures beside those the bodies sealed: who differs, by how much, and by which rows."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nscl.documents.blocks import Table
from nscl.organisations.models import Body, Kind, User
from nscl.plan import Plan
from nscl.registers import actions as rows
from nscl.registers.models import Course
from nscl.reporting import actions
from nscl.reporting.models import Obligation, Report, Round
from nscl.reporting.papers.province_annual import compose, context
from nscl.reporting.plans import plan_of
from nscl.reporting.reconciling import Gap, Reconciled, reconciled
from nscl.scorecard.evaluate import evaluate
from nscl.vn.calendar import now
from tests import make
from tests.reporting.conftest import fill
from tests.reporting.papers.reading import said

pytestmark = pytest.mark.django_db


def _found(round: Round) -> list[Reconciled]:
    moment = now()
    lines = evaluate(plan_of(round), year=round.year, until=round.closing_on, as_of=moment)
    return reconciled(round, lines, moment)


def _gaps(round: Round, code: str = "MT2.1") -> list[Gap]:
    return [gap for each in _found(round) if each.line.code == code for gap in each.gaps]


@pytest.fixture
def course(course_of_a, commune_a_leader: User) -> Course:  # type: ignore[no-untyped-def]
    """Commune A's class of two, confirmed before its report is sent."""
    return rows.confirm(course_of_a("Lớp 5S"), by=commune_a_leader)


@pytest.fixture
def sealed(course: Course, filled: Report, commune_a_leader: User) -> Report:
    """Commune A has sealed two learners."""
    return actions.submit(filled, by=commune_a_leader)


def test_a_sealed_figure_that_is_counted_alike_is_not_named(sealed: Report, round: Round):
    assert _found(round) == []


def test_a_row_confirmed_after_the_report_was_sent_makes_a_difference(
    sealed: Report, round: Round, course_of_a, commune_a_leader: User
):  # type: ignore[no-untyped-def]
    late = rows.confirm(course_of_a("Lớp Kaizen", date(2028, 11, 9)), by=commune_a_leader)
    (gap,) = _gaps(round)
    assert (gap.body.code, gap.sealed, gap.counted, gap.difference) == ("99901", 2, 4, 2)
    assert [(cause.row.pk, cause.change, cause.reason) for cause in gap.causes] == [
        (late.pk, 2, "xác nhận ngày 15/11/2028 sau khi đơn vị gửi báo cáo")
    ]


def test_a_row_withdrawn_after_the_report_was_sent_takes_its_lines_away(
    sealed: Report, round: Round, course: Course, commune_a_leader: User
):
    rows.withdraw(course, by=commune_a_leader, why="Trùng với lớp của Sở.")
    (gap,) = _gaps(round)
    assert (gap.sealed, gap.counted) == (2, 0)
    assert [(cause.change, cause.reason) for cause in gap.causes] == [(-2, "rút ngày 15/11/2028: Trùng với lớp của Sở")]


def test_a_correction_shows_the_row_that_went_and_the_one_that_came(
    sealed: Report, round: Round, course: Course, commune_a_officer: User, commune_a_leader: User, enterprise: Body
):
    new = rows.start_correction(course, by=commune_a_officer)
    make.attend(new, enterprise)
    rows.confirm(new, by=commune_a_leader)
    (gap,) = _gaps(round)
    assert (gap.sealed, gap.counted, gap.rest) == (2, 3, 0)
    assert sorted((cause.change, cause.reason) for cause in gap.causes) == [
        (-2, "được thay bằng dòng mới ngày 15/11/2028"),
        (3, "thay dòng cũ, xác nhận ngày 15/11/2028 sau khi đơn vị gửi báo cáo"),
    ]


def test_a_model_counted_once_for_two_reporters_is_a_difference_of_the_second(
    round: Round,
    bodies,
    commune_a_officer: User,
    commune_a_leader: User,
    department_officer: User,
    report: Report,
    second_department_officer: User,
):  # type: ignore[no-untyped-def]
    stages = {"on": date(2028, 1, 5), "audited_on": date(2028, 6, 1)}
    office = make.body("vp-b", "Văn phòng B", Kind.OFFICE)
    first = {"reported_by": bodies.department, "by": department_officer, "confirmed_by": second_department_officer}
    make.pilot(body=office, **stages, **first)  # type: ignore[arg-type]
    second = {"reported_by": bodies.commune_a, "by": commune_a_officer, "confirmed_by": commune_a_leader}
    make.pilot(body=office, **stages, **second)  # type: ignore[arg-type]
    actions.submit(fill(report, commune_a_officer), by=commune_a_leader)
    gap = next(gap for gap in _gaps(round, "MT9.2") if gap.sealed is not None)
    assert (gap.body.code, gap.sealed, gap.counted, gap.rest) == ("99901", 1, 0, -1)


def test_rows_of_a_body_that_has_sent_nothing_stand_without_a_sealed_figure(sealed: Report, round: Round, train):  # type: ignore[no-untyped-def]
    train(5)
    (found,) = _found(round)
    assert [(gap.body.code, gap.sealed, gap.counted, gap.difference) for gap in found.gaps] == [
        ("skhcn", None, 5, None)
    ]
    assert (found.sealed, found.counted, found.difference) == (2, 7, 5)


def test_the_annex_says_who_differs_by_which_rows_and_closes_the_sum(
    plan: Plan, sealed: Report, course_of_a, commune_a_leader: User
):  # type: ignore[no-untyped-def]
    rows.confirm(course_of_a("Lớp Kaizen", date(2028, 11, 9)), by=commune_a_leader)
    form = compose(context(plan, 2028))
    assert "Số trong báo cáo của đơn vị khác số tính trong báo cáo này và số liệu tạo ra chênh lệch nêu tại" in said(
        form
    )
    annex = form.annexes[0]
    assert annex.title == "ĐỐI CHIẾU SỐ LIỆU TOÀN TỈNH VỚI BÁO CÁO CỦA CÁC ĐƠN VỊ"
    (table,) = annex.body
    assert isinstance(table, Table)
    assert table.rows[0] == (
        "1",
        "Đào tạo về năng suất, chất lượng (lượt người)",
        "UBND xã A",
        "2",
        "4",
        "+2",
        "Lớp Kaizen, 09/11/2028 (+2 lượt người)",
        "Xác nhận ngày 15/11/2028 sau khi đơn vị gửi báo cáo",
    )
    assert table.rows[1][1:6] == ("Cộng: Đào tạo về năng suất, chất lượng", "Tất cả các đơn vị", "2", "4", "+2")
    assert table.note.endswith("Chỉ nêu đơn vị có số khác; các đơn vị còn lại khớp./.")


def test_reports_that_agree_are_said_to_agree_without_an_annex(plan: Plan, sealed: Report):
    form = compose(context(plan, 2028))
    assert "Số trong báo cáo của các đơn vị khớp số tính trong báo cáo này." in said(form)
    assert all("ĐỐI CHIẾU" not in annex.title for annex in form.annexes)


def test_the_queries_do_not_grow_with_bodies_that_differ(
    sealed: Report, round: Round, course_of_a, commune_a_leader: User, bodies
):  # type: ignore[no-untyped-def]
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            _found(round)
        return len(captured)

    rows.confirm(course_of_a("Lớp Kaizen"), by=commune_a_leader)
    few = queries()
    for number in range(6):
        body = make.body(f"98{number:03d}", f"UBND xã {number}", Kind.COMMUNE)
        officer, leader = make.user(f"o{number}", body=body), make.user(f"l{number}", body=body, role="body_leader")
        report = Report.objects.create(round=round, body=body, obligation=Obligation.OBLIGED)
        actions.submit(report, by=leader)
        learners = {bodies.enterprise: 1}
        make.course(by=officer, reported_by=body, on=date(2028, 6, 6), learners=learners, confirmed_by=leader)
    assert len(_gaps(round)) == 7
    assert queries() == few
