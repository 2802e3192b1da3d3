"""A small round, reported, accepted and frozen: the department, education, commune A (late); commune B has not come."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest

from nscl.organisations.models import User
from nscl.plan import Plan
from nscl.registers import actions as rows
from nscl.registers.models import Expected
from nscl.reporting import actions
from nscl.reporting.conflicts import Words
from nscl.reporting.models import Report, Role, Round
from nscl.reporting.papers.province_annual import Context, context
from nscl.reporting.reports import GENERAL
from nscl.vn.calendar import ZONE
from tests import make
from tests.reporting.conftest import explained

FROZEN_AT = datetime(2028, 11, 23, 17, 0, tzinfo=ZONE)
NO_MONEY = "Chưa được giao kinh phí."


def say(report: Report, by: User, said: dict[str, dict[str, str]]) -> Report:
    """Write these words and close everything else as nil."""
    words = {}
    for part in report.parts.all():
        if part.code in said:
            words[part.code] = Words(version=part.version, **said[part.code])  # type: ignore[arg-type]
        elif part.role in (Role.LEAD, Role.DUTY):
            words[part.code] = Words(version=part.version, nil=True, nil_reason=NO_MONEY)
    actions.write(report, words, by=by)
    actions.nil_rest(report, by=by)
    return explained(report, by)


@pytest.fixture
def recorded(plan: Plan, bodies: SimpleNamespace, department_officer: User, department_leader: User) -> None:
    """Rows of three years, all reported by the department but the club."""
    of_department = {"by": department_officer, "reported_by": bodies.department, "confirmed_by": department_leader}
    make.course(on=date(2028, 3, 10), learners={bodies.enterprise: 4, bodies.college: 2}, **of_department)
    make.course(on=date(2028, 5, 4), learners={bodies.commune_a: 3}, **of_department)
    waiting = {**of_department, "confirmed_by": None}
    make.course(on=date(2028, 9, 1), learners={bodies.second_enterprise: 2}, **waiting)
    make.pilot(body=bodies.enterprise, on=date(2028, 1, 5), audited_on=date(2028, 6, 1), **of_department)
    make.pilot(body=bodies.hospital, on=date(2027, 1, 5), audited_on=date(2027, 6, 1), **of_department)
    officer = make.user("education_officer", body=bodies.education)
    leader = make.user("education_leader", body=bodies.education, role="body_leader")
    of_education = {"by": officer, "confirmed_by": leader}
    club = make.club(reported_by=bodies.education, body=bodies.college, on=date(2026, 3, 1), **of_education)
    make.activity(club=club, on=date(2028, 4, 1), **of_education)
    expected = Expected(
        reported_by=bodies.department,
        plan=plan.slug,
        indicator="MT2.1",
        year=2028,
        on=date(2028, 11, 10),
        value=Decimal(900),
        basis="lịch lớp quý IV",
    )
    rows.confirm(rows.enter(expected, by=department_officer), by=department_leader)


@pytest.fixture
def reported(
    recorded: None,
    round: Round,
    bodies: SimpleNamespace,
    department_officer: User,
    department_leader: User,
    commune_a_officer: User,
    commune_a_leader: User,
    on_day: Callable[[str], None],
) -> Round:
    """Everybody but commune B has reported and been accepted; commune A came on the second day after the last."""
    own = say(
        round.reports.get(body=bodies.department),
        department_officer,
        {
            GENERAL: {
                "result": "Ban hành 04 văn bản hướng dẫn, tổ chức 02 đợt kiểm tra",
                "difficulty": "Kinh phí giao chậm.",
                "proposal": "Hướng dẫn phương pháp tính TFP cấp tỉnh.",
                "next_year": "Mở 05 lớp đào tạo./.",
            },
            "NV2.1": {"result": "Tổ chức 06 hội nghị với 412 lượt người dự."},
            "NV3.1": {"result": "Tổ chức 02 lớp."},
            "NV4.2": {"result": "Hoàn thành mô hình tại Công ty TNHH A."},
        },
    )
    actions.submit(own, by=department_leader)
    education = say(
        round.reports.get(body=bodies.education),
        User.objects.get(email="education_officer@vi-du.vn"),
        {
            GENERAL: {"difficulty": "- kinh phí  giao chậm"},
            "NV4.5": {
                "result": "Duy trì 08 mô hình, nhân rộng tại 04 trường.",
                "difficulty": "Thiếu cán bộ chuyên trách",
            },
            "V.3a": {"result": "Tuyên truyền tại 20 trường."},
            "NV3.3": {"result": "Phối hợp duy trì câu lạc bộ tại Trường Cao đẳng A."},
        },
    )
    education = actions.submit(education, by=User.objects.get(email="education_leader@vi-du.vn"))
    on_day("2028-11-21")
    commune = say(
        round.reports.get(body=bodies.commune_a),
        commune_a_officer,
        {
            GENERAL: {"result": "Ban hành kế hoạch năm 2028.", "next_year": "Vận động 03 doanh nghiệp tham gia."},
            "V.8b": {
                "result": "Hướng dẫn 09 doanh nghiệp & hợp tác xã <b>.",
                "difficulty": "1. Doanh nghiệp nhỏ chưa có cán bộ về tiêu chuẩn",
            },
        },
    )
    commune = actions.submit(commune, by=commune_a_leader)
    for report in (education, commune):
        actions.accept(report, by=department_officer)
    return round


@pytest.fixture
def frozen(reported: Round, department_leader: User, on_day: Callable[[str], None]) -> Round:
    on_day("2028-11-24")
    return actions.freeze(reported, by=department_leader, at=FROZEN_AT)


@pytest.fixture
def read(plan: Plan, round: Round) -> Context:
    """An open round nobody has answered."""
    return context(plan, 2028)
