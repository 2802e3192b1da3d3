"""A body's own report as a paper, against texts written by hand after the models of a commune and of a department."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pgtrigger
import pytest

from nscl.config import launcher
from nscl.documents import conformity, docx
from nscl.organisations.actions import end_body, rename_body, supervise
from nscl.organisations.models import Kind, Membership, User
from nscl.plan import Plan
from nscl.registers import actions as rows
from nscl.registers.models import Expected
from nscl.reporting import actions
from nscl.reporting.conflicts import Words
from nscl.reporting.models import Report, Role, Round, Snapshot
from nscl.reporting.papers.body_annual import BODY_ANNUAL
from nscl.reporting.papers.paper import CannotWrite
from nscl.reporting.reports import GENERAL
from nscl.vn.calendar import ZONE
from tests import make
from tests.documents.office import pages
from tests.reporting.conftest import course_of, fill
from tests.reporting.papers.conftest import say

GOLDEN = launcher.ROOT / "tests" / "papers"
COMMUNE = {
    GENERAL: {
        "result": "Ban hành Kế hoạch số 12/KH-UBND ngày 12/01/2028 của xã.",
        "difficulty": "Doanh nghiệp nhỏ và siêu nhỏ trên địa bàn không có cán bộ chuyên trách về tiêu chuẩn, đo lường, "
        "chất lượng.",
        "proposal": "Đề nghị Sở Khoa học và Công nghệ tổ chức 01 buổi hướng dẫn lập hồ sơ tại xã trong quý I/2029",
        "next_year": "Phối hợp tổ chức 03 lớp đào tạo; hướng dẫn ít nhất 10 doanh nghiệp, hợp tác xã lập hồ sơ đề nghị "
        "hỗ trợ./.",
    },
    "V.8a": {
        "result": "Đã đưa nội dung năng suất, chất lượng vào Kế hoạch phát triển kinh tế - xã hội của xã năm 2028."
    },
    "V.8b": {
        "result": "Đã hướng dẫn 09 doanh nghiệp, hợp tác xã lập hồ sơ đề nghị hỗ trợ và đăng ký học.",
        "difficulty": "- 04/09 hồ sơ đề nghị hỗ trợ phải bổ sung",
    },
    "NV2.3": {"result": "Chuyển 06 nhu cầu hỗ trợ của doanh nghiệp, hợp tác xã đến Sở Khoa học và Công nghệ."},
    "NV4.1": {"nil": True, "nil_reason": "Chưa có doanh nghiệp nộp hồ sơ."},
}
EDUCATION = {
    GENERAL: {
        "result": "Sở đã ban hành Kế hoạch thực hiện Kế hoạch số 49/KH-UBND năm 2028 và 03 văn bản hướng dẫn các "
        "trường.",
        "next_year": "1. Duy trì 12 mô hình; nhân rộng tại ít nhất 05 trường.\n"
        "2. Phối hợp hoàn thành mô hình điểm tại ít nhất 05 trường trung học phổ thông, 01 trường cao đẳng trước ngày "
        "31/10/2029.",
    },
    "NV4.5": {
        "result": "Duy trì 08 mô hình; nhân rộng tại 04 trường.",
        "difficulty": "Cán bộ phụ trách của trường làm kiêm nhiệm, chưa được đào tạo về TCVN ISO 21001.",
        "proposal": "Sở Khoa học và Công nghệ mở 02 lớp đào tạo đánh giá viên nội bộ TCVN ISO 21001 cho các trường "
        "trước ngày 31/3/2029.",
    },
    "V.3a": {"result": "Tổ chức 02 hội nghị tuyên truyền, 186 lượt cán bộ quản lý, giáo viên tham dự."},
    "V.3b": {
        "result": "Đã thống nhất với Sở Khoa học và Công nghệ danh sách 05 trường trung học phổ thông, 01 trường cao "
        "đẳng xây dựng mô hình điểm năm 2029."
    },
    "V.3c": {"result": "Kết quả nêu tại nhiệm vụ 4.5."},
    "NV2.1": {"result": "Cử 40 lượt cán bộ, giáo viên dự hội thảo."},
    "NV3.2": {"result": "Góp ý chương trình đào tạo về năng suất, chất lượng; 02 trường cao đẳng đã giảng dạy."},
    "NV3.3": {"result": "Hướng dẫn 01 trường thành lập câu lạc bộ."},
    "NV4.4": {"result": "Phối hợp kiểm tra, xác nhận 04 trường hoàn thành mô hình điểm trong năm."},
}


def text(plan: Plan, code: str, **how: datetime) -> str:
    return docx.text(BODY_ANNUAL.render(plan, 2028, code, **how))


def golden(name: str) -> list[str]:
    return (GOLDEN / name).read_text("utf-8").splitlines()


def in_position(user: User, position: str) -> User:
    Membership.objects.filter(user=user).update(position=position)
    return User.objects.get(pk=user.pk)


@pytest.fixture
def letter(round: Round) -> Round:
    Round.objects.filter(pk=round.pk).update(opening_number="214/SKHCN-TĐC", opening_date=date(2028, 10, 16))
    return round


@pytest.fixture
def around(bodies: SimpleNamespace, department_officer: User, department_leader: User) -> None:
    """What the department reports of commune A and of the college there, which the education department looks after."""
    reported = {"by": department_officer, "reported_by": bodies.department, "confirmed_by": department_leader}
    make.course(on=date(2028, 3, 10), learners={bodies.enterprise: 4, bodies.college: 2}, **reported)
    make.course(on=date(2028, 5, 4), learners={bodies.commune_a: 3}, **reported)
    make.pilot(body=bodies.enterprise, on=date(2028, 1, 5), audited_on=date(2028, 6, 1), **reported)
    club = make.club(body=bodies.college, on=date(2026, 3, 1), **reported)
    make.activity(club=club, on=date(2028, 4, 1), by=department_officer, confirmed_by=department_leader)
    supervise(by=None, body=bodies.college, supervisor=bodies.education, since=date(2020, 1, 1))


@pytest.fixture
def commune_a_rows(
    plan: Plan, bodies: SimpleNamespace, report: Report, commune_a_officer: User, commune_a_leader: User
) -> None:
    course_of(report, commune_a_officer, commune_a_leader, learners=4)
    course_of(report, commune_a_officer, learners=2, on=date(2028, 9, 18))
    expected = Expected(
        reported_by=bodies.commune_a,
        plan=plan.slug,
        indicator="MT2.1",
        year=2028,
        on=date(2028, 11, 10),
        value=Decimal(6),
        basis="lớp ngày 18/9/2028 chờ xác nhận",
    )
    rows.confirm(rows.enter(expected, by=commune_a_officer), by=commune_a_leader)


@pytest.fixture
def commune(
    letter: Round,
    around: None,
    commune_a_rows: None,
    report: Report,
    commune_a_officer: User,
    commune_a_leader: User,
) -> Report:
    written = say(report, commune_a_officer, COMMUNE)
    return actions.submit(written, by=in_position(commune_a_leader, "Chủ tịch UBND xã A"))


@pytest.fixture
def education(letter: Round, around: None, bodies: SimpleNamespace) -> Report:
    officer = make.user("education_officer", body=bodies.education)
    leader = make.user("education_leader", body=bodies.education, role="body_leader")
    report = say(letter.reports.get(body=bodies.education), officer, EDUCATION)
    return actions.submit(report, by=in_position(leader, "Phó Giám đốc Sở"))


# ---- the two forms


def test_the_report_of_a_commune_says_what_was_written_by_hand(plan: Plan, commune: Report) -> None:
    assert text(plan, "99901").splitlines() == golden("bao-cao-xa-2028.txt")


def test_the_report_of_a_department_says_what_was_written_by_hand(plan: Plan, education: Report) -> None:
    assert text(plan, "sgddt").splitlines() == golden("bao-cao-so-2028.txt")


@pytest.mark.parametrize("code", ["99901", "sgddt", "99902"])
def test_it_conforms_to_the_decree(plan: Plan, commune: Report, education: Report, code: str) -> None:
    assert conformity.check(BODY_ANNUAL.render(plan, 2028, code)) == []


def test_difficulties_of_a_department_outside_its_own_tasks_have_a_section(plan: Plan, education: Report) -> None:
    part = education.parts.get(code="V.3a")
    _return(education, "V.3a")
    officer = User.objects.get(email="education_officer@vi-du.vn")
    actions.write(
        education, {"V.3a": Words(version=part.version, result="Xong.", difficulty="Thiếu báo cáo viên.")}, by=officer
    )
    actions.submit(education, by=User.objects.get(email="education_leader@vi-du.vn"))
    lines = text(plan, "sgddt").splitlines()

    at = lines.index("VII. KHÓ KHĂN, KIẾN NGHỊ")
    assert lines[at + 1 : at + 4] == [
        "1. Khó khăn: Thiếu báo cáo viên (điểm a khoản 3).",
        "2. Kiến nghị: không có.",
        "VIII. KẾ HOẠCH NĂM 2029",
    ]


def _return(report: Report, code: str) -> None:
    officer = User.objects.get(email="department_officer@vi-du.vn")
    actions.return_report(report, reasons={code: "Nêu rõ."}, due_before=date(2028, 11, 18), by=officer)


# ---- nothing came up


@pytest.fixture
def nil(report: Report, commune_a_officer: User) -> Report:
    words = {
        part.code: Words(version=part.version, nil=True, nil_reason="Chưa được giao." if part.role == Role.DUTY else "")
        for part in report.parts.exclude(code=GENERAL)
    }
    actions.write(report, words, by=commune_a_officer)
    return Report.objects.get(pk=report.pk)


def test_nothing_to_report_is_said_in_one_sentence_beside_figures_difficulties_and_plan(
    plan: Plan, nil: Report, commune_a_leader: User
) -> None:
    actions.submit(nil, by=commune_a_leader)
    lines = text(plan, "99901").splitlines()

    at = lines.index("II. KẾT QUẢ THỰC HIỆN NHIỆM VỤ")
    assert lines[at + 1 : at + 3] == [
        "Trong năm 2028, UBND xã A không phát sinh kết quả thuộc nhiệm vụ chủ trì và nhiệm vụ phối hợp của "
        "Kế hoạch số 49/KH-UBND. Lý do: chưa được giao.",
        "III. KINH PHÍ",
    ]
    assert "1 | Lớp đào tạo về năng suất, chất lượng | lớp | 0 | …" in lines
    assert "1. Khó khăn: không có." in lines
    assert lines[lines.index("V. KẾ HOẠCH NĂM 2029") + 1] == "Chưa có nội dung."


def test_the_difficulty_of_a_led_task_is_kept_where_nothing_came_up(plan: Plan, letter: Round, bodies: SimpleNamespace):
    officer, leader = make.user("o", body=bodies.education), make.user("l", body=bodies.education, role="body_leader")
    report = letter.reports.get(body=bodies.education)
    parts = list(report.parts.exclude(code=GENERAL))
    led = next(part.code for part in parts if part.role == Role.LEAD)
    words = {
        part.code: Words(
            version=part.version,
            nil=True,
            nil_reason="Chưa được giao." if part.role in (Role.LEAD, Role.DUTY) else "",
            difficulty="Chưa có hướng dẫn." if part.code == led else "",
        )
        for part in parts
    }
    actions.write(report, words, by=officer)
    actions.submit(Report.objects.get(pk=report.pk), by=leader)

    assert "Chưa có hướng dẫn" in text(plan, "sgddt").split("KHÓ KHĂN, KIẾN NGHỊ")[1]


def test_a_nil_duty_gives_its_reason(plan: Plan, report: Report, commune_a_officer: User, commune_a_leader: User):
    written = say(report, commune_a_officer, {"V.8b": {"result": "Đã hướng dẫn 09 doanh nghiệp."}})
    actions.submit(written, by=commune_a_leader)
    lines = text(plan, "99901").splitlines()

    assert "a) Trong năm không phát sinh nội dung này (chưa được giao kinh phí)." in lines
    assert "20 nhiệm vụ phối hợp: trong năm không phát sinh." in lines


# ---- sealed, being mended, not yet sent


def test_a_draft_says_so_names_nobody_who_signs_and_tells_what_is_missing(plan: Plan, round: Round) -> None:
    lines = text(plan, "99902").splitlines()

    assert "DỰ THẢO" in lines
    assert "b) Chưa có nội dung." in lines
    assert lines[-1] == "CHỦ TỊCH"


def test_words_being_mended_do_not_reach_the_paper_until_they_are_sent_again(
    plan: Plan, returned: Report, commune_a_officer: User, commune_a_leader: User
) -> None:
    part = returned.parts.get(code="V.8b")
    actions.write(returned, {"V.8b": Words(version=part.version, result="Đã hướng dẫn 12 hộ.")}, by=commune_a_officer)
    sealed = text(plan, "99901")
    actions.submit(returned, by=commune_a_leader)

    assert "12 hộ" not in sealed
    assert "DỰ THẢO" not in sealed
    assert "12 hộ" in text(plan, "99901")


def test_each_moment_has_the_sending_it_knew(
    plan: Plan, returned: Report, commune_a_officer: User, commune_a_leader: User, on_day: Callable[[str], None]
) -> None:
    on_day("2028-11-17")
    part = returned.parts.get(code="V.8b")
    actions.write(returned, {"V.8b": Words(version=part.version, result="Đã hướng dẫn 12 hộ.")}, by=commune_a_officer)
    actions.submit(returned, by=commune_a_leader)

    assert "12 hộ" not in text(plan, "99901", as_of=datetime(2028, 11, 16, tzinfo=ZONE))
    assert "12 hộ" in text(plan, "99901", as_of=datetime(2028, 11, 18, tzinfo=ZONE))
    with pytest.raises(CannotWrite, match="chưa gửi báo cáo năm 2028"):
        text(plan, "99901", as_of=datetime(2028, 1, 1, tzinfo=ZONE))


def test_nothing_that_changes_after_the_sending_reaches_the_paper(
    plan: Plan, commune: Report, bodies: SimpleNamespace, department_officer: User, commune_a_officer: User,
    commune_a_leader: User,
) -> None:  # fmt: skip
    before = text(plan, "99901")
    rename_body(
        by=department_officer, body=bodies.commune_a, name="UBND phường Mới", since=date(2028, 11, 15), document="1/NQ"
    )
    actions.enter_letter(commune.round, number="999/SKHCN", on=date(2028, 10, 17), by=department_officer)
    course_of(commune, commune_a_officer, commune_a_leader, learners=7)

    assert text(plan, "99901") == before


def test_a_snapshot_of_the_first_weeks_that_holds_less_is_printed_too(plan: Plan, sent: Report) -> None:
    snapshot = sent.snapshots.get()
    kept = {name: snapshot.content[name] for name in ("plan", "sent", "figures", "parts", "replies")}
    for figure in kept["figures"]:
        del figure["courses"]
    older = kept | {
        "round": {"closing_on": "2028-11-16"},
        "body": {"code": "99901", "name": "UBND xã Cũ"},
    }
    with pgtrigger.ignore("reporting.Snapshot:a_snapshot_never_changes"):
        Snapshot.objects.filter(pk=snapshot.pk).update(content=older)
    lines = text(plan, "99901").splitlines()

    assert lines[:2] == ["ỦY BAN NHÂN DÂN", "XÃ CŨ"]
    assert "1 | Lớp đào tạo về năng suất, chất lượng | lớp | … | …" in lines


# ---- bodies that end


def end_commune_a(bodies: SimpleNamespace, *, by: User) -> None:
    """From the day of the tests on ward B carries on."""
    day, successors = date(2028, 11, 15), [bodies.commune_b]
    end_body(by=by, body=bodies.commune_a, on=day, successors=successors, document="1/NQ")


def test_a_body_that_ends_after_its_sending_keeps_its_own_paper(
    plan: Plan, sent: Report, bodies: SimpleNamespace, department_officer: User
) -> None:
    before = text(plan, "99901")
    end_commune_a(bodies, by=department_officer)

    assert text(plan, "99901") == before


def test_the_successor_issues_the_report_of_a_body_that_has_ended(
    plan: Plan, filled: Report, bodies: SimpleNamespace, department_officer: User, commune_b_leader: User
) -> None:
    end_commune_a(bodies, by=department_officer)
    draft = text(plan, "99901").splitlines()
    actions.submit(filled, by=in_position(commune_b_leader, "Phó Chủ tịch UBND phường B"))
    lines = text(plan, "99901").splitlines()

    for found in (draft, lines):
        assert found[:2] == ["ỦY BAN NHÂN DÂN", "PHƯỜNG B"]
        assert "Kết quả thực hiện Kế hoạch số 49/KH-UBND năm 2028 của UBND xã A" in found
        assert "UBND phường B (kế thừa UBND xã A) báo cáo kết quả thực hiện năm 2028 như sau:" in "\n".join(found)
    assert lines[-4:] == ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Commune b leader"]


def test_where_the_successor_has_ended_too_his_own_successor_issues(
    plan: Plan, filled: Report, bodies: SimpleNamespace, department_officer: User
) -> None:
    end_commune_a(bodies, by=department_officer)
    heir = make.body("99903", "UBND phường C", Kind.COMMUNE)
    end_body(by=department_officer, body=bodies.commune_b, on=date(2028, 11, 15), successors=[heir], document="2/NQ")

    assert text(plan, "99901").splitlines()[:2] == ["ỦY BAN NHÂN DÂN", "PHƯỜNG C"]


# ---- refused


def test_the_standing_body_receives_the_reports_so_it_sends_none(plan: Plan, round: Round) -> None:
    with pytest.raises(CannotWrite, match="là cơ quan nhận báo cáo của kỳ này"):
        text(plan, "skhcn")


# ---- on pages


@pytest.mark.office
def test_very_long_words_are_printed_to_their_end(
    plan: Plan, report: Report, commune_a_officer: User, tmp_path: Path
) -> None:
    found = fill(report, commune_a_officer)
    part = found.parts.get(code="V.8b")
    words = Words(version=part.version, result="x" * 3000 + "\nHướng dẫn A & B <b>.")
    actions.write(found, {"V.8b": words}, by=commune_a_officer)
    printed = "".join(page.extract_text() for page in pages(BODY_ANNUAL.render(plan, 2028, "99901"), tmp_path).pages)

    assert printed.count("x") >= 3000
    assert "A & B <b>." in printed
    assert printed.index("tổng hợp, báo cáo") < printed.index("CHỦ TỊCH", printed.index("tổng hợp, báo cáo"))
