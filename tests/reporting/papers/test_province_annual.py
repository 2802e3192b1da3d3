"""The province's yearly report: golden text first written by hand, then every case the golden text does not meet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pgtrigger
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nscl.config import launcher
from nscl.documents import docx
from nscl.documents.blocks import Annex, Heading, Table
from nscl.economy.actions import mark_for_report
from nscl.organisations.actions import end_body
from nscl.organisations.models import Kind, User
from nscl.plan import Plan, load
from nscl.reporting import actions, sealing
from nscl.reporting.models import Obligation, Part, Report, Role, Round, State
from nscl.reporting.papers.paper import CannotWrite
from nscl.reporting.papers.province_annual import PROVINCE_ANNUAL, compose, context
from nscl.reporting.papers.province_annual.context import Arrival
from nscl.reporting.reports import GENERAL
from nscl.vn.calendar import ZONE, end_of_day
from tests import make
from tests.reporting.papers.conftest import FROZEN_AT
from tests.reporting.papers.reading import lines_of, said, under

GOLDEN = Path(__file__).parents[2] / "papers"


def test_the_whole_paper_says_what_was_written_by_hand(plan: Plan, frozen: Round) -> None:
    written = docx.text(PROVINCE_ANNUAL.render(plan, 2028))
    assert written.splitlines() == (GOLDEN / "bao-cao-nam-2028.txt").read_text("utf-8").splitlines()


def test_the_figures_are_those_of_the_freeze_whatever_is_confirmed_later(
    plan: Plan, frozen: Round, bodies: SimpleNamespace, department_officer: User, department_leader: User
) -> None:
    before = said(compose(context(plan, 2028)))
    make.course(
        by=department_officer,
        reported_by=bodies.department,
        on=date(2028, 10, 2),
        learners={bodies.enterprise: 7},
        confirmed_by=department_leader,
    )
    assert said(compose(context(plan, 2028))) == before


def test_a_figure_that_no_longer_agrees_with_the_frozen_one_is_told(plan: Plan, frozen: Round) -> None:
    figures = Round.objects.defer(None).get(pk=frozen.pk).figures
    next(line for line in figures if line["indicator"] == "MT2.1")["value"] = 1043
    with pgtrigger.ignore("reporting.Round:a_frozen_round_does_not_change"):
        Round.objects.filter(pk=frozen.pk).update(figures=figures, figures_sha256=sealing.digest(figures))
    form = compose(context(plan, 2028))
    assert "Chỉ tiêu 2.1: số tính lại cho thời điểm khóa là 6, khác số đã khóa (1.043)" in said(form)
    assert form.mark == "DỰ THẢO, SỐ CẦN ĐỐI CHIẾU"


def test_words_written_around_the_figures_of_a_line_are_printed_from_their_moment_on(
    plan: Plan, frozen: Round, department_officer: User, on_day: Callable[[str], None]
) -> None:
    before = said(compose(context(plan, 2028)))
    on_day("2028-11-27")
    words = "Các lớp năm [năm báo cáo] có [số lượt người] lượt người theo học."
    actions.reword(frozen, "MT2.1", words, by=department_officer, version=0, leaving_out=True)
    assert "Các lớp năm 2028 có 06 lượt người theo học." in said(compose(context(plan, 2028)))
    assert said(compose(context(plan, 2028, end_of_day(date(2028, 11, 24))))) == before


def test_before_the_freeze_the_paper_says_that_its_figures_are_provisional(plan: Plan, reported: Round) -> None:
    form = compose(context(plan, 2028))
    assert form.mark == "DỰ THẢO, SỐ TẠM TÍNH"
    assert "Báo cáo này là dự thảo, số liệu là số tạm tính đến" in said(form)
    assert "số liệu năm 2028 chưa khóa" in said(form)


def test_as_known_before_the_freeze_a_frozen_round_is_a_draft_again(plan: Plan, frozen: Round) -> None:
    form = compose(context(plan, 2028, end_of_day(date(2028, 11, 18))))
    assert form.mark
    assert "đã nhận 01 báo cáo (33,3%), đều đúng hạn" in said(form)
    assert "UBND xã A" not in said(form)


def test_before_the_closing_day_the_figures_end_today(plan: Plan, round: Round) -> None:
    text = said(compose(context(plan, 2028)))
    assert "từ ngày 01/01/2028 đến hết ngày 15/11/2028 (ngày chốt số liệu: 16/11/2028)" in text


def test_number_and_day_stay_blank_for_the_records_clerk(plan: Plan, frozen: Round) -> None:
    form = compose(context(plan, 2028))
    assert (form.draft, form.number, form.on.year, form.on.month) == (True, None, 2028, 11)
    assert form.place_date == "Bắc Ninh, ngày      tháng 11 năm 2028"


def test_a_report_late_in_coming_bears_the_month_it_is_made(plan: Plan, round: Round) -> None:
    later = context(plan, 2028, datetime(2028, 12, 20, 9, 0, tzinfo=ZONE))
    assert compose(later).on.month == 12


def test_a_year_without_a_round_has_its_figures_and_says_that_no_round_was_opened(
    plan: Plan, bodies: SimpleNamespace, department_officer: User, department_leader: User
) -> None:
    make.course(
        by=department_officer,
        reported_by=bodies.department,
        on=date(2027, 12, 1),
        learners={bodies.enterprise: 3},
        confirmed_by=department_leader,
    )
    text = said(compose(context(plan, 2027)))
    assert "Chưa mở kỳ báo cáo năm 2027 nên chưa có báo cáo của các cơ quan, đơn vị, địa phương." in text
    assert "đến hết ngày 16/11/2027 (ngày chốt số liệu)" in text
    assert "2.1 | Đào tạo về năng suất, chất lượng trong cơ sở giáo dục nghề nghiệp, doanh nghiệp | lượt người" in text
    assert "| 0 | … | 0,0% | Chậm tiến độ" in text  # the course of December came after the closing day


def test_a_sent_report_not_yet_accepted_lends_no_words(plan: Plan, sent: Report) -> None:
    assert "Đã hướng dẫn 09 doanh nghiệp" not in said(compose(context(plan, 2028)))


def test_a_roster_not_yet_approved_is_said_to_be_under_review(plan: Plan, prepared: Round) -> None:
    assert "đang được rà soát, chưa duyệt" in said(compose(context(plan, 2028)))


def test_a_year_that_has_not_begun_is_refused(plan: Plan, round: Round) -> None:
    with pytest.raises(CannotWrite, match="Năm 2029 chưa đến"):
        context(plan, 2029)


def test_a_year_outside_the_plan_is_refused(plan: Plan, round: Round) -> None:
    with pytest.raises(CannotWrite, match="Năm 2031 không thuộc giai đoạn 2026-2030"):
        context(plan, 2031)


def test_the_smallest_plan_has_its_paper_without_a_line_of_code(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NSCL_TODAY", "2026-12-01")
    form = compose(context(load(launcher.ROOT / "plans" / "mau"), 2026))
    assert form.agency == ("ỦY BAN NHÂN DÂN", "TỈNH MẪU")
    assert form.recipients == ("- Như trên;", "- UBND các xã;", "- Lưu: VT.")
    assert "UBND tỉnh Mẫu báo cáo Bộ Khoa học và Công nghệ để tổng hợp./." in said(form)
    assert form.annexes == ()


def test_after_the_last_year_no_next_year_is_named(plan: Plan, round: Round, on_day: Callable[[str], None]) -> None:
    on_day("2030-12-01")
    form = compose(context(plan, 2030))
    assert any(
        isinstance(block, Heading) and block.text == "VII. PHƯƠNG HƯỚNG, NHIỆM VỤ THỜI GIAN TỚI" for block in form.body
    )
    assert "/năm |" not in "\n".join(under(form, "1. Các chỉ tiêu còn phải đạt"))


def test_a_body_that_ended_is_named_with_its_successor(
    plan: Plan, frozen: Round, bodies: SimpleNamespace, administrator: User, on_day: Callable[[str], None]
) -> None:
    on_day("2028-12-02")
    end_body(
        by=administrator,
        body=bodies.commune_a,
        on=date(2028, 12, 1),
        successors=[bodies.commune_b],
        document="12/NQ-UBTVQH",
    )
    assert "- UBND xã A, nay thuộc UBND phường B: Ban hành kế hoạch năm 2028." in said(compose(context(plan, 2028)))


def test_earlier_years_stand_as_reported_and_as_known_now(plan: Plan, frozen: Round, department_leader: User) -> None:
    figures = [
        {"indicator": "MT2.1", "period": "2027", "value": 4},
        {"indicator": "MT5.1", "period": "2026-2027", "value": 1},
        {"indicator": "MT1.1", "period": "2026", "value": None},
        {"indicator": "MT4.2", "period": "2027", "value": 2},
    ]
    Round.objects.create(
        plan=plan.slug,
        year=2027,
        title="Báo cáo năm 2027",
        closing_on=date(2027, 11, 16),
        due_before=date(2027, 11, 20),
        province_due_before=date(2027, 11, 30),
        opened_by=department_leader,
        opened_at=datetime(2027, 10, 1, tzinfo=ZONE),
        roster_approved_by=department_leader,
        roster_approved_at=datetime(2027, 10, 2, tzinfo=ZONE),
        frozen_by=department_leader,
        frozen_at=datetime(2027, 11, 22, tzinfo=ZONE),
        figures=figures,
        figures_sha256=sealing.digest(figures),
    )
    form = compose(context(plan, 2028))
    assert [annex.number for annex in form.annexes] == ["I", "II", "III"]
    assert "Số liệu đã báo cáo của năm 2027 và số cập nhật nêu tại Phụ lục II." in said(form)
    (table,) = form.annexes[1].body
    assert isinstance(table, Table)
    assert [(row[0], *row[3:]) for row in table.rows] == [
        ("2.1", "4", "0", "−4", "Năm 2027: dòng phát sinh sau ngày chốt, hoặc sửa, rút sau khi khóa"),
        ("3.1", "…", "0", "x", "x"),
        ("4.2", "2", "…", "x", "x"),
        ("5.1", "1", "1", "0", "x"),
        ("8.1", "…", "0", "x", "x"),
        ("9.1", "…", "0", "x", "x"),
        ("9.2", "…", "0", "x", "x"),
    ]


def test_statistics_stand_with_their_years_and_nature_in_a_table_of_their_own(plan: Plan, round: Round) -> None:
    for year, output, tfp, labour in ((2026, "11.80", "6.37", "10.5"), (2027, "11.00", "5.93", None)):
        mark_for_report(
            by=None,
            year=year,
            output_growth=Decimal(output),
            tfp_growth=Decimal(tfp),
            productivity_growth=Decimal(labour) if labour else None,
            nature="preliminary",
            source="Thống kê tỉnh",
        )
    form = compose(context(plan, 2028))
    text = said(form)
    assert "Trên 55% | 53,9% (2026-2027, sơ bộ) | … | x | Chờ số liệu" in text
    assert "11%/năm | 10,5% (2026, sơ bộ) | … | x | Chờ số liệu" in text
    assert under(form, "V. NĂNG SUẤT")[1:3] == [
        "2026 | 11,80 | 6,37 | 54,0% | 10,50 | 10,5% | sơ bộ",
        "2027 | 11,00 | 5,93 | 53,9% | … | … | sơ bộ",
    ]
    assert "Bảng 5. Việc còn phải làm" in text
    assert "1.1 | Tỷ trọng đóng góp của TFP | Số liệu năm 2028 |" in text


def test_every_annex_is_referred_to_in_the_text(plan: Plan, frozen: Round) -> None:
    form = compose(replace(context(plan, 2028), arrivals=(Arrival("UBND xã A", False, None, 3, False),)))
    body = "\n".join(lines_of(form.body))
    assert form.annexes
    assert all(f"Phụ lục {annex.number}" in body for annex in form.annexes)


def test_the_end_sign_stands_once_at_the_end_of_the_text_and_of_each_annex(plan: Plan, frozen: Round) -> None:
    form = compose(context(plan, 2028))
    assert [text.endswith("./.") for text in lines_of(form.body)].count(True) == 1
    assert lines_of(form.body)[-1].endswith("./.")
    assert all(_ends(annex) for annex in form.annexes)


def _ends(annex: Annex) -> bool:
    return lines_of(annex.body)[-1].endswith("./.")


def test_reports_still_expected_are_not_listed_as_missing_before_the_deadline(plan: Plan, round: Round) -> None:
    assert context(plan, 2028).arrivals == ()


def test_the_queries_do_not_grow_with_bodies(plan: Plan, frozen: Round, department_leader: User) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            compose(context(plan, 2028))
        return len(captured)

    few = queries()
    for number in range(20):
        body = make.body(f"98{number:03d}", f"UBND xã {number}", Kind.COMMUNE)
        report = Report.objects.create(round=frozen, body=body, obligation=Obligation.OBLIGED)
        words = {"version": 1, "position": 0, "result": f"Ban hành {number} văn bản."}
        Part.objects.create(report=report, code=GENERAL, role=Role.GENERAL, **words)
        accepted = {"accepted_by": department_leader, "accepted_at": FROZEN_AT}
        sent = {"receipt_number": 100 + number, "submitted_by": department_leader, "first_submitted_at": FROZEN_AT}
        Report.objects.filter(pk=report.pk).update(state=State.ACCEPTED, **accepted, **sent)
    assert queries() == few
