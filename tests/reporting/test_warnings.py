"""What checks warn of needs a reason; the reason is kept, sealed, and holds only for the warning that was read."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction

from nscl.evidence.actions import add_reference
from nscl.organisations.models import User
from nscl.plan import Plan
from nscl.reporting import actions
from nscl.reporting.checks.catalogue import CHECKS, NotReady, warnings
from nscl.reporting.checks.more_than_counted import stated
from nscl.reporting.checks.same_words import likeness
from nscl.reporting.explanations import Explanation
from nscl.reporting.models import Obligation, Report
from nscl.reporting.submission import submission_of
from tests.reporting.conftest import course_of, fill

pytestmark = pytest.mark.django_db
LAST_YEAR = date(2027, 5, 5)
BARE = {"V.8a", "V.8b"}
PASTED = "Đã chỉ đạo bộ phận chuyên môn rà soát, hướng dẫn doanh nghiệp trên địa bàn lập hồ sơ đề nghị hỗ trợ năm 2027."


def _warned(report: Report, rule: str) -> dict[str, str]:
    return {each.code: each.message for each in warnings(submission_of(report)) if each.rule == rule}


def _write(report: Report, by: User, code: str, **words: str) -> None:
    actions.write_part(report, code, by=by, version=report.parts.get(code=code).version, **words)


def _fresh(report: Report) -> Report:
    return Report.objects.get(pk=report.pk)


# ---- evidence_missing


def test_a_result_without_evidence_is_warned_of(filled: Report):
    assert set(_warned(filled, "evidence_missing")) == BARE
    assert _warned(filled, "evidence_missing")["V.8b"] == (
        "Trách nhiệm V.8b: có kết quả nhưng chưa có tài liệu chứng minh. Đính kèm tệp, ghi số văn bản, hoặc nêu lý do."
    )


@pytest.mark.parametrize(
    ("words", "is_bare"),
    [
        ("Ban hành Kế hoạch số 31/KH-UBND ngày 22/02/2028.", False),
        ("Theo Nghị quyết số 12/2028/NQ-HĐND.", False),
        ("Đã hướng dẫn ngày 22/02/2028 cho 3/4 doanh nghiệp.", True),
    ],
)
def test_the_number_of_a_document_in_the_words_is_evidence(
    filled: Report, commune_a_officer: User, words: str, is_bare: bool
):
    _write(filled, commune_a_officer, "V.8b", result=words)

    assert ("V.8b" in _warned(filled, "evidence_missing")) is is_bare


def test_a_document_laid_beside_it_is_evidence(filled: Report, bodies, commune_a_officer: User):  # type: ignore[no-untyped-def]
    document = add_reference(by=commune_a_officer, body=bodies.commune_a, title="Kế hoạch", number="31/KH-UBND")
    actions.attach(filled, "V.8a", [document], by=commune_a_officer)

    assert set(_warned(filled, "evidence_missing")) == {"V.8b"}


# ---- figure_fell


def test_a_figure_below_that_of_last_year_is_warned_of(
    report: Report, commune_a_officer: User, second_commune_a_officer: User
):
    course_of(report, commune_a_officer, second_commune_a_officer, learners=5, on=LAST_YEAR)
    course_of(report, commune_a_officer, second_commune_a_officer, learners=3)

    assert _warned(report, "figure_fell") == {
        "MT2.1": "MT2.1 giảm từ 5 lượt người (năm 2027) xuống 3. Kiểm tra số, hoặc nêu lý do giảm."
    }


def test_a_figure_as_great_as_last_year_s_is_not(
    report: Report, commune_a_officer: User, second_commune_a_officer: User
):
    course_of(report, commune_a_officer, second_commune_a_officer, learners=3, on=LAST_YEAR)
    course_of(report, commune_a_officer, second_commune_a_officer, learners=3)

    assert _warned(report, "figure_fell") == {}


# ---- same_words


@pytest.fixture
def report_of_last_year(plan: Plan, report: Report, department_officer: User, department_leader: User) -> Report:
    """Commune A's report of 2027, open beside that of 2028."""
    round = actions.open_round(by=department_officer, plan=plan, year=2027)
    actions.add_to_roster(round, report.body, why="xã mới", by=department_officer, obligation=Obligation.OBLIGED)
    actions.approve_roster(round, by=department_leader)
    return round.reports.get(body=report.body)


def test_words_pasted_from_last_year_are_warned_of(
    report_of_last_year: Report, report: Report, commune_a_officer: User, commune_a_leader: User
):
    fill(report_of_last_year, commune_a_officer)
    _write(report_of_last_year, commune_a_officer, "V.8b", result=PASTED)
    actions.submit(_fresh(report_of_last_year), by=commune_a_leader)
    _write(report, commune_a_officer, "V.8b", result=PASTED.replace("2027", "2028"))

    assert _warned(report, "same_words") == {
        "V.8b": 'Phần "V.8b" giống 100% lời báo cáo năm 2027. Sửa lại, hoặc nêu lý do giữ nguyên.'
    }


def test_words_not_sent_last_year_are_nobody_s_copy(
    report_of_last_year: Report, report: Report, commune_a_officer: User
):
    _write(report_of_last_year, commune_a_officer, "V.8b", result=PASTED)
    _write(report, commune_a_officer, "V.8b", result=PASTED)

    assert _warned(report, "same_words") == {}


def test_likeness_is_of_words_in_their_order_and_short_texts_tell_nothing():
    assert likeness(PASTED, PASTED.upper()) == 1.0
    assert likeness(PASTED, "Đã tổ chức hội nghị với doanh nghiệp, hợp tác xã trên địa bàn phường về công cụ mới.") == 0
    assert likeness("Đã ban hành kế hoạch.", "Đã ban hành kế hoạch.") == 0


# ---- more_than_counted


def test_words_that_claim_more_than_the_register_holds_are_warned_of(
    report: Report, commune_a_officer: User, second_commune_a_officer: User
):
    course_of(report, commune_a_officer, second_commune_a_officer, learners=3)
    _write(report, commune_a_officer, "NV3.1", result="Phối hợp tổ chức 05 lớp cho 3 lượt người.")

    assert _warned(report, "more_than_counted") == {
        "NV3.1": "Nhiệm vụ 3.1 ghi 5 lớp nhưng sổ tính 1 lớp. Sửa lời, ghi thêm vào sổ, hoặc nêu lý do."
    }


def test_words_that_claim_what_is_counted_or_less_are_not(
    report: Report, commune_a_officer: User, second_commune_a_officer: User
):
    course_of(report, commune_a_officer, second_commune_a_officer, learners=3)
    _write(report, commune_a_officer, "NV3.1", result="Tổ chức 01 lớp cho 3 lượt người, có 2 lượt người ở xa.")

    assert _warned(report, "more_than_counted") == {}


@pytest.mark.parametrize(
    ("words", "said"), [("1.043 lượt người", 1043), ("03 lớp", None), ("38 lượt người, 41 lượt người", 41)]
)
def test_the_greatest_number_of_a_unit_is_read(words: str, said: int | None):
    assert stated(words, "lượt người") == said


# ---- registers that are not there yet


def test_figures_without_a_register_are_named_and_come_alive_with_it(report: Report, monkeypatch: pytest.MonkeyPatch):
    submission = submission_of(report)
    lacking = {line.code for line in submission.without_register}
    assert "MT2.1" not in lacking
    assert "MT4.1" in lacking
    assert {check.slug for check in CHECKS if check.unseen(submission)} == {
        "contradiction", "figure_fell", "more_than_counted", "rows_unconfirmed",
    }  # fmt: skip

    measure = next(line.indicator.measure for line in submission.figures if line.code == "MT4.1")
    monkeypatch.setattr("nscl.reporting.submission.MEASURES", {measure: object()})
    assert "MT4.1" not in {line.code for line in submission.without_register}


# ---- reasons


def test_a_warning_without_a_reason_stops_the_report_and_is_named(
    filled: Report, commune_a_officer: User, commune_a_leader: User
):
    course_of(filled, commune_a_officer)

    with pytest.raises(NotReady) as refused:
        actions.submit(filled, by=commune_a_leader)
    assert [finding.code for finding in refused.value.findings] == ["MT2.1"]


def test_a_reason_is_sealed_with_the_report(filled: Report, commune_a_officer: User, commune_a_leader: User):
    actions.explain(filled, {("evidence_missing", "V.8b"): "Hướng dẫn trực tiếp."}, by=commune_a_officer)
    content = actions.submit(_fresh(filled), by=commune_a_leader).snapshots.get().content
    kept = next(each for each in content["warnings"] if each["code"] == "V.8b")

    assert (kept["rule"], kept["reason"], kept["by"]) == (
        "evidence_missing", "Hướng dẫn trực tiếp.", commune_a_officer.full_name,
    )  # fmt: skip
    assert kept["message"].startswith("Trách nhiệm V.8b")


def test_a_reason_holds_only_for_the_warning_that_was_read(
    filled: Report, commune_a_officer: User, second_commune_a_officer: User, commune_a_leader: User
):
    course_of(filled, commune_a_officer, learners=3)
    actions.explain(filled, {("rows_unconfirmed", "MT2.1"): "Đang xác nhận."}, by=commune_a_officer)
    course_of(filled, commune_a_officer, learners=2)

    (warned,) = (each for each in warnings(submission_of(filled)) if each.code == "MT2.1")
    assert warned.has_moved
    with pytest.raises(NotReady, match="còn 5 lượt người"):
        actions.submit(_fresh(filled), by=commune_a_leader)


def test_an_empty_reason_takes_it_back_and_a_vanished_warning_is_passed_over(filled: Report, commune_a_officer: User):
    actions.explain(filled, {("evidence_missing", "V.8b"): "", ("figure_fell", "MT9.9"): "x"}, by=commune_a_officer)

    assert set(filled.explanations.values_list("code", flat=True)) == {"V.8a"}


def test_a_reason_that_is_too_long_is_refused_whole(filled: Report, commune_a_officer: User):
    with pytest.raises(ValidationError, match=r"dài 2\.001 ký tự"):
        actions.explain(filled, {("evidence_missing", "V.8b"): "x" * 2001}, by=commune_a_officer)
    assert filled.explanations.get(code="V.8b").reason == "Tài liệu lưu tại đơn vị."


def test_nobody_of_another_body_gives_a_reason(filled: Report, commune_b_officer: User):
    with pytest.raises(PermissionDenied):
        actions.explain(filled, {("evidence_missing", "V.8b"): "x"}, by=commune_b_officer)


def test_the_reasons_of_a_sent_report_are_closed_in_the_database_too(sent: Report):
    with pytest.raises(DatabaseError, match="do not change"), transaction.atomic():
        Explanation.objects.filter(report=sent).update(reason="x")


def test_a_reason_given_after_the_leader_read_it_is_not_signed(
    filled: Report, commune_a_officer: User, commune_a_leader: User
):
    seen = submission_of(filled).stamp
    actions.explain(filled, {("evidence_missing", "V.8b"): "Lý do khác."}, by=commune_a_officer)

    with pytest.raises(ValidationError, match="đã thay đổi từ lúc bạn mở trang này"):
        actions.submit(_fresh(filled), by=commune_a_leader, seen=seen)
