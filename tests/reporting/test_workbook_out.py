"""The workbook of a report as it is given out: what is in it, what may be written in, and what nobody sees."""

from __future__ import annotations

from datetime import date

import openpyxl
import pytest

from nscl.documents import intake
from nscl.organisations.models import User
from nscl.plan import Plan
from nscl.registers import actions as row_actions
from nscl.reporting import actions
from nscl.reporting.conflicts import Words
from nscl.reporting.models import Part, Report
from nscl.reporting.workbook import outgoing
from nscl.reporting.workbook.layout import WORD_BOXES
from tests.documents.office import resaved
from tests.reporting.conftest import course_of, fill
from tests.reporting.workbooks import HIDDEN, InHand, arrived

pytestmark = pytest.mark.django_db


def test_every_item_stands_in_it_with_the_words_of_the_draft(filled: Report):
    book = InHand.of(filled)

    assert book.cell("V.8a", "Kết quả").value == "Đã hướng dẫn 09 doanh nghiệp."
    assert book.cell("NV2.1", "Không phát sinh").value == "Không phát sinh"
    codes = [row.code for row in arrived(book.content, filled).rows]
    assert codes == list(filled.parts.values_list("code", flat=True))


def test_only_the_boxes_an_item_has_may_be_written_in(report: Report):
    book = InHand.of(report)
    open_boxes = {
        code: [str(c.heading) for c in WORD_BOXES.values() if not book.cell(code, str(c.heading)).protection.locked]
        for code in ("V.8a", "NV2.1", "chung")
    }

    assert open_boxes == {
        "V.8a": ["Kết quả", "Không phát sinh", "Lý do không phát sinh", "Khó khăn, vướng mắc", "Đề xuất, kiến nghị"],
        "NV2.1": ["Kết quả", "Không phát sinh", "Khó khăn, vướng mắc", "Đề xuất, kiến nghị"],
        "chung": ["Kết quả", "Khó khăn, vướng mắc", "Đề xuất, kiến nghị", "Kế hoạch năm sau"],
    }
    assert book.cell("V.8a", "Nội dung phải báo cáo").protection.locked


def test_its_structure_is_protected_without_a_password_and_no_cell_is_merged(report: Report):
    book = InHand.of(report).book

    assert book.security.lockStructure
    assert [sheet.protection.sheet for sheet in book] == [True] * 4
    assert [sheet.protection.password for sheet in book] == [None] * 4
    assert [sheet.merged_cells.ranges for sheet in book] == [set()] * 4
    assert [sheet.sheet_state for sheet in book] == ["visible", "visible", "visible", "veryHidden"]


def test_open_cells_are_text_that_wraps_and_nil_is_chosen_from_a_list(report: Report):
    book = InHand.of(report)
    cell = book.cell("V.8a", "Kết quả")

    assert (cell.number_format, cell.alignment.wrap_text) == ("@", True)
    nil = book.cell("V.8a", "Không phát sinh").coordinate
    (validation,) = (v for v in book.sheet.data_validations.dataValidation if nil in v.sqref)
    assert (validation.type, validation.formula1) == ("list", '"Không phát sinh"')


def test_what_the_body_said_a_year_before_stands_beside(
    report: Report, plan: Plan, bodies, department_officer: User, department_leader: User,
    commune_a_officer: User, commune_a_leader: User, on_day,
):  # type: ignore[no-untyped-def]  # fmt: skip
    on_day("2027-11-15")
    before = actions.open_round(by=department_officer, plan=plan, year=2027)
    actions.add_to_roster(before, bodies.commune_a, why="xã", by=department_officer, obligation="obliged")
    actions.approve_roster(before, by=department_leader)
    old = fill(before.reports.get(body=bodies.commune_a), commune_a_officer)
    part = old.parts.get(code="V.8a")
    said = Words(version=part.version, result="Năm trước đã tập huấn.", difficulty="Thiếu kinh phí.")
    actions.write(old, {"V.8a": said}, by=commune_a_officer)
    actions.submit(old, by=commune_a_leader)
    on_day("2028-11-15")

    cell = InHand.of(report).cell("V.8a", "Năm trước đã báo cáo")
    assert cell.value == "Năm trước đã tập huấn.\nKhó khăn, vướng mắc: Thiếu kinh phí."
    assert cell.protection.locked


def test_computed_figures_are_there_to_be_read(report: Report, commune_a_officer: User, commune_a_leader: User):
    course_of(report, commune_a_officer, commune_a_leader, learners=3)
    course_of(report, commune_a_officer, learners=2, on=date(2028, 6, 1))
    book = InHand.of(report)
    sheet = book.book["Số đã tính"]
    row = next([cell.value for cell in row] for row in sheet.iter_rows() if row[0].value == "MT2.1")

    assert row[2:] == ["3", "0", None, "lượt người", "2"]
    assert all(cell.protection.locked for row in sheet.iter_rows() for cell in row)
    counted = [book.cell(code, "Số đã tính").value for code in report.parts.values_list("code", flat=True)]
    assert "3 lượt người (MT2.1)" in counted


def test_the_sheet_nobody_sees_says_whose_it_is(report: Report):
    hidden = {row[0].value: row[1].value for row in InHand.of(report).book[HIDDEN].iter_rows()}

    assert (hidden["body"], hidden["body_name"]) == ("99901", "UBND xã A")
    assert (hidden["round"], hidden["round_title"]) == (str(report.round.pk), report.round.title)
    assert hidden["version:V.8a"] == "0"


def test_who_hands_it_out_from_outside_does_not_see_what_is_being_written(returned: Report, commune_a_officer: User):
    part = returned.parts.get(code="V.8b")
    actions.write(returned, {"V.8b": Words(version=part.version, result="Đang sửa dở.")}, by=commune_a_officer)
    book = InHand(outgoing.handed_out(returned))

    assert book.cell("V.8b", "Kết quả").value == "Đã hướng dẫn 09 doanh nghiệp."
    versions = arrived(book.content, returned).identity.versions
    assert (versions["V.8b"], Part.objects.get(pk=part.pk).version) == (part.version, part.version + 1)


def test_what_was_sent_back_stands_beside_with_a_box_to_reply(returned: Report):
    book = InHand.of(returned)

    assert book.cell("V.8b", "Đề nghị bổ sung").value == "Chưa nêu số doanh nghiệp.\nTrả lời trước ngày 18/11/2028."
    assert not book.cell("V.8b", "Trả lời đề nghị bổ sung").protection.locked
    assert book.cell("V.8a", "Trả lời đề nghị bổ sung").protection.locked


def test_where_nothing_was_sent_back_there_is_no_column_for_it(filled: Report):
    headings = [cell.value for row in InHand.of(filled).sheet.iter_rows() for cell in row]

    assert "Đề nghị bổ sung" not in headings
    assert "Trả lời đề nghị bổ sung" not in headings


def test_it_costs_as_many_queries_for_much_as_for_little(
    report: Report, filled: Report, commune_a_officer: User, commune_a_leader: User, django_assert_max_num_queries
):  # type: ignore[no-untyped-def]
    for month in (4, 5, 6):
        course = course_of(report, commune_a_officer, on=date(2028, month, 1))
        row_actions.confirm(course, by=commune_a_leader)
    with django_assert_max_num_queries(32):
        outgoing.filled(filled)


@pytest.mark.office
def test_saved_again_by_libreoffice_it_says_the_same(filled: Report, tmp_path):  # type: ignore[no-untyped-def]
    book = InHand.of(filled).put("V.8a", "Kết quả", "Dòng một\nDòng hai: 9,5%").put("V.8b", "Đề xuất, kiến nghị", 12)
    before, after = arrived(book.content, filled), arrived(resaved(book.content, tmp_path), filled)

    assert after.identity == before.identity
    assert [row.boxes for row in after.rows] == [row.boxes for row in before.rows]
    assert after.rows[0].boxes["result"] == "Dòng một\nDòng hai: 9,5%"
    again = openpyxl.load_workbook(tmp_path / "resaved" / "book.xlsx")
    assert again["Báo cáo"].protection.sheet
    assert again[HIDDEN].sheet_state != "visible"


def test_a_text_longer_than_a_cell_holds_is_left_as_it_stands(report: Report, commune_a_officer: User):
    long = "😀" * 20_000
    actions.write(report, {"V.8a": Words(version=0, result=long)}, by=commune_a_officer)
    content = outgoing.filled(report)
    row = next(row for row in arrived(content, report).rows if row.code == "V.8a")

    assert "result" not in row.boxes
    assert any(cell and str(cell).endswith("…") for page in intake.read(content) for line in page.rows for cell in line)
