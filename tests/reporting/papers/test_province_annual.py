"""The province's yearly report: golden text first written by hand, then every case the golden text does not meet."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace

import pgtrigger
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nscl.config import launcher
from nscl.documents import docx
from nscl.documents.blocks import Annex, Block, Heading, Paragraph, Point, Table
from nscl.documents.form import Form
from nscl.organisations.actions import end_body
from nscl.organisations.models import Kind, User
from nscl.plan import Plan, load
from nscl.reporting import sealing
from nscl.reporting.models import Obligation, Part, Report, Role, Round, State
from nscl.reporting.papers.paper import CannotWrite
from nscl.reporting.papers.province_annual import Context, compose, context, render_province_annual
from nscl.reporting.papers.province_annual.context import Arrival
from nscl.reporting.papers.words import MOST_IN_TEXT, Answer, Speaker
from nscl.reporting.reports import GENERAL
from nscl.vn.calendar import ZONE, end_of_day
from tests import make
from tests.reporting.papers.conftest import FROZEN_AT

GOLDEN = Path(__file__).parents[2] / "papers"
NONE_ACCEPTED = "Chưa có báo cáo nào được tiếp nhận."


def said(form: Form) -> str:
    """The text of the body and the annexes, without setting it in Word."""
    return "\n".join(_said((*form.body, *(block for annex in form.annexes for block in annex.body))))


def _said(blocks: tuple[Block, ...]) -> list[str]:
    lines = []
    for block in blocks:
        match block:
            case Table(rows=rows, total=total, note=note, caption=caption):
                lines += [caption, *(" | ".join(map(str, row)) for row in (*rows, total)), note]
            case Heading(text=text) | Paragraph(text=text) | Point(text=text):
                lines.append(text if isinstance(text, str) else "".join(run.text for run in text))
    return lines


def under(form: Form, heading: str) -> list[str]:
    """What stands under a heading, up to the next one."""
    texts: list[str] = []
    inside = False
    for block in form.body:
        if isinstance(block, Heading):
            inside = block.text.startswith(heading)
        elif inside:
            texts += _said((block,))
    return texts


def answering(base: Context, *answers: Answer) -> Form:
    return compose(replace(base, answers=answers))


def communes(number: int) -> list[Speaker]:
    return [Speaker(str(n), f"UBND xã {n}", is_commune=True) for n in range(1, number + 1)]


@pytest.fixture
def read(plan: Plan, round: Round) -> Context:
    """An open round nobody has answered."""
    return context(plan, 2028)


def test_the_whole_paper_says_what_was_written_by_hand(plan: Plan, frozen: Round) -> None:
    written = docx.text(render_province_annual(plan, 2028))
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


def test_without_accepted_reports_every_section_of_words_says_so(read: Context) -> None:
    form = compose(read)
    assert under(form, "1. Chỉ đạo") == [NONE_ACCEPTED]
    assert under(form, "1. Khó khăn") == [NONE_ACCEPTED]
    assert under(form, "7. Hoạt động hợp tác") == [
        "Nhiệm vụ 7.1, 7.2: chưa có báo cáo được tiếp nhận của cơ quan chủ trì."
    ]
    assert "chưa nhận được báo cáo nào" in said(form)


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


def test_only_one_body_reports(read: Context) -> None:
    one = Answer(GENERAL, Role.GENERAL, communes(1)[0], result="Ban hành kế hoạch.")
    form = answering(read, one)
    assert under(form, "1. Chỉ đạo") == ["- UBND xã 1: Ban hành kế hoạch."]
    assert "tổng hợp từ 01 báo cáo đã tiếp nhận." in said(form)


def test_results_come_from_the_standing_body_then_those_who_lead_then_those_who_coordinate(read: Context) -> None:
    press = Speaker("bptth", "Báo và Phát thanh truyền hình")
    form = answering(
        read,
        Answer("NV2.2", Role.COORDINATING, communes(1)[0], result="Đưa 03 tin."),
        Answer("NV2.2", Role.LEAD, press, result="Phát 05 phóng sự."),
        Answer("NV2.2", Role.LEAD, read.standing, result="Đăng 38 tin, bài."),
    )
    assert under(form, "2. Công tác thông tin")[:3] == [
        "Nhiệm vụ 2.2 (truyền thông trên phương tiện thông tin đại chúng): Đăng 38 tin, bài.",
        "- Báo và Phát thanh truyền hình (chủ trì): Phát 05 phóng sự.",
        "- UBND xã 1: Đưa 03 tin.",
    ]


def test_more_than_the_text_holds_goes_to_an_annex_by_name(read: Context) -> None:
    many = communes(MOST_IN_TEXT + 20)
    form = answering(read, *(Answer("NV3.1", Role.COORDINATING, one, result=f"Cử {one.code} người.") for one in many))
    lines = under(form, "3. Đào tạo nguồn nhân lực")
    assert lines[1 : MOST_IN_TEXT + 1] == [f"- UBND xã {n}: Cử {n} người." for n in range(1, MOST_IN_TEXT + 1)]
    assert lines[MOST_IN_TEXT + 1] == "- Kết quả của 20 UBND cấp xã nêu tại Phụ lục."
    (annex,) = form.annexes
    assert annex.number == ""  # the only one
    assert f"20 | Nhiệm vụ 3.1 | UBND xã {MOST_IN_TEXT + 20} | Cử {MOST_IN_TEXT + 20} người." in said(form)


def test_bodies_with_nothing_to_report_are_one_phrase(read: Context) -> None:
    nil = [Answer("NV3.1", Role.COORDINATING, one, nil=True) for one in communes(90)]
    form = answering(read, Answer("NV3.1", Role.LEAD, read.standing, result="Mở 02 lớp."), *nil)
    assert under(form, "3. Đào tạo nguồn nhân lực")[1] == "- Không phát sinh: 90 UBND cấp xã."


def test_tasks_without_results_are_told_together_by_reason(read: Context) -> None:
    reasons = {"NV6.1": "Chưa giao kinh phí.", "NV6.2": "Chưa giao kinh phí", "NV6.3": "Chuyển sang năm 2029"}
    answers = [Answer(code, Role.LEAD, read.standing, nil=True, nil_reason=why) for code, why in reasons.items()]
    assert under(answering(read, *answers), "6. Hỗ trợ hoạt động") == [
        "Nhiệm vụ 6.1, 6.2: trong năm không phát sinh nội dung này (chưa giao kinh phí).",
        "Nhiệm vụ 6.3: trong năm không phát sinh nội dung này (chuyển sang năm 2029).",
    ]


def test_every_task_is_in_one_column_of_the_table_of_tasks(read: Context) -> None:
    tables = [block for block in compose(read).body if isinstance(block, Table) and block.caption.startswith("Bảng 2")]
    for row in (*tables[0].rows, tables[0].total):
        total, *rest = (int(str(cell)) for cell in row[2:])
        assert total == sum(rest)


def test_a_difficulty_of_several_bodies_is_told_once_with_their_names(read: Context) -> None:
    form = answering(
        read,
        *(Answer(GENERAL, Role.GENERAL, one, difficulty="- Thiếu cán bộ\n- Thiếu kinh phí") for one in communes(2)),
        Answer("NV4.6", Role.COORDINATING, communes(3)[2], difficulty="thiếu kinh phí."),
    )
    assert under(form, "1. Khó khăn") == [
        "Thiếu kinh phí (UBND xã 1, UBND xã 2, UBND xã 3; nhiệm vụ 4.6).",
        "Thiếu cán bộ (UBND xã 1, UBND xã 2).",
    ]


@pytest.mark.parametrize(
    "words",
    [
        "Công ty A & B <b>đậm</b> {{ body }} {% if x %}",
        unicodedata.normalize("NFD", "Hướng dẫn hợp tác xã"),
        "Đạt 👍 và 𝐀",
        "hai dòng\nthứ hai",
        "x" * 20_000,
        "NUL\x00 và dấu \u202e đảo",
    ],
)
def test_any_words_arrive_whole_in_the_word_file(read: Context, words: str) -> None:
    form = answering(read, Answer(GENERAL, Role.GENERAL, communes(1)[0], result=words))
    written = docx.text(docx.render(form))
    for line in unicodedata.normalize("NFC", words).split("\n"):
        assert line.replace("\x00", "").replace("\u202e", "") in written


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
        {"indicator": "MT2.1", "value": 4},
        {"indicator": "MT5.1", "value": 1},
        {"indicator": "MT1.1", "value": None},
        {"indicator": "MT4.2", "value": 2},
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
        ("2.1", "4", "0", "−4"),
        ("3.1", "…", "0", "x"),
        ("4.2", "2", "…", "x"),
        ("5.1", "1", "1", "0"),
        ("8.1", "…", "0", "x"),
        ("9.1", "…", "0", "x"),
        ("9.2", "…", "0", "x"),
    ]


def test_every_annex_is_referred_to_in_the_text(plan: Plan, frozen: Round) -> None:
    form = compose(replace(context(plan, 2028), arrivals=(Arrival("UBND xã A", False, None, 3, False),)))
    body = "\n".join(_said(form.body))
    assert form.annexes
    assert all(f"Phụ lục {annex.number}" in body for annex in form.annexes)


def test_the_end_sign_stands_once_at_the_end_of_the_text_and_of_each_annex(plan: Plan, frozen: Round) -> None:
    form = compose(context(plan, 2028))
    assert [text.endswith("./.") for text in _said(form.body)].count(True) == 1
    assert _said(form.body)[-1].endswith("./.")
    assert all(_ends(annex) for annex in form.annexes)


def _ends(annex: Annex) -> bool:
    return _said(annex.body)[-1].endswith("./.")


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
