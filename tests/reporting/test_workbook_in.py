"""The workbook of a report as it comes back: what would change, what is asked, what must be mended, what is refused."""

from __future__ import annotations

from datetime import date

import pytest

from nscl.documents import xlsx
from nscl.documents.sheets import Column, Sheet
from nscl.organisations.models import User
from nscl.reporting.conflicts import Words
from nscl.reporting.models import Report, Round
from nscl.reporting.workbook import outgoing
from nscl.reporting.workbook.arriving import Looked, look
from tests.reporting.workbooks import HIDDEN, InHand, arrived, looked, on_the_web

pytestmark = pytest.mark.django_db


def runs(found: Looked) -> list[tuple[str, str, list[tuple[str, str]]]]:
    return [
        (each.part.code, change.label, [(run.change, run.text) for run in change.runs])
        for each in (*found.changed, *found.asked)
        for change in each.changes
    ]


def test_sent_back_untouched_it_changes_nothing(filled: Report):
    found = looked(InHand.of(filled), filled)

    assert (found.changed, found.asked, found.faults, found.same) == ((), (), (), filled.parts.count())
    assert not found.may_keep


def test_each_change_is_told_word_by_word(filled: Report):
    book = InHand.of(filled).put("V.8a", "Kết quả", "Đã hướng dẫn 12 doanh nghiệp.")

    assert runs(looked(book, filled)) == [
        (
            "V.8a",
            "Kết quả",
            [("same", "Đã hướng dẫn "), ("gone", "09"), ("new", "12"), ("same", " doanh nghiệp.")],
        )
    ]


def test_looking_keeps_nothing(report: Report):
    looked(InHand.of(report).put("V.8a", "Kết quả", "Đã làm."), report)

    assert report.parts.get(code="V.8a").result == ""
    assert Report.objects.get(pk=report.pk).opened_at is None


@pytest.mark.parametrize(
    ("value", "said"),
    [(9, "9"), (9.5, "9,5"), (date(2028, 9, 5), "05/9/2028"), ("  Đã làm.\r\nHết.  ", "Đã làm.\nHết."), ("=1+1", "")],
)
def test_whatever_the_office_suite_made_of_a_cell_is_read_as_words(report: Report, value: object, said: str):
    row = next(
        row
        for row in arrived(InHand.of(report).put("V.8a", "Kết quả", value).content, report).rows
        if row.code == "V.8a"
    )

    assert row.boxes["result"] == said


@pytest.mark.parametrize("written", ["Không phát sinh", "KHÔNG PHÁT SINH", "x", "X"])
def test_nil_is_read_however_it_is_typed(report: Report, written: str):
    book = InHand.of(report).put("V.8a", "Không phát sinh", written).put("V.8a", "Lý do không phát sinh", "Chưa có.")
    found = looked(book, report)

    assert found.words["V.8a"] == Words(version=0, nil=True, nil_reason="Chưa có.")
    assert found.may_keep


def test_order_of_rows_and_columns_is_free_and_other_sheets_are_passed_over(report: Report):
    book = InHand.of(report).put("V.8a", "Kết quả", "Đã làm.")
    rows = [[cell.value for cell in row] for row in book.sheet.iter_rows()]
    top = next(n for n, row in enumerate(rows) if "Mã" in row)
    sheet = book.book["Báo cáo"]
    for number, row in enumerate([*rows[:top], rows[top][::-1], *[row[::-1] for row in rows[:top:-1]]], start=1):
        for place, value in enumerate(row, start=1):
            sheet.cell(number, place).value = value
    book.book.create_sheet("Nháp", 0)["A1"] = "Mã số thuế"

    assert runs(looked(book, report)) == [("V.8a", "Kết quả", [("new", "Đã làm.")])]


def test_words_written_on_the_web_meanwhile_in_another_box_stay_beside(report: Report, commune_a_officer: User):
    book = InHand.of(report).put("V.8a", "Kết quả", "Từ tệp.")
    on_the_web(report, "V.8a", commune_a_officer, difficulty="Từ trang.")
    on_the_web(report, "V.8b", commune_a_officer, result="Chỉ ở trang.")
    found = looked(book, report)

    (item,) = found.changed
    assert item.together
    assert runs(found) == [("V.8a", "Kết quả", [("new", "Từ tệp.")])]
    assert found.asked == ()


def test_one_box_written_on_both_sides_is_asked_about(report: Report, commune_a_officer: User):
    book = InHand.of(report).put("V.8a", "Kết quả", "Từ tệp.")
    on_the_web(report, "V.8a", commune_a_officer, result="Từ trang.")
    found = looked(book, report)

    (item,) = found.asked
    assert (item.conflict.theirs.result, item.conflict.mine.result) == ("Từ trang.", "Từ tệp.")
    assert found.may_keep


def test_looking_costs_as_many_queries_for_many_conflicts_as_for_one(
    report: Report, commune_a_officer: User, django_assert_max_num_queries
):  # type: ignore[no-untyped-def]
    codes = list(report.parts.exclude(code="chung").values_list("code", flat=True))
    book = InHand.of(report)
    for code in codes:
        book.put(code, "Kết quả", "Từ tệp.")
        on_the_web(report, code, commune_a_officer, result="Từ trang.")
    rows = arrived(book.content, report).rows
    with django_assert_max_num_queries(3):
        assert len(look(report, rows).asked) == len(codes)


# ---- what must be mended


@pytest.mark.parametrize(
    ("code", "heading", "value", "words"),
    [
        ("V.8a", "Không phát sinh", "chưa rõ", 'Ô ghi "chưa rõ". Chọn "Không phát sinh", hoặc để trống.'),
        ("V.8a", "Lý do không phát sinh", "Chưa có.", "có lý do nhưng chưa chọn"),
        ("V.8a", "Kế hoạch năm sau", "Mở lớp.", "Viết vào phần chung"),
        ("V.8a", "Kết quả", "x" * 20_001, "dài 20.001 ký tự, quá 20.000"),
    ],
)
def test_a_fault_is_told_at_its_cell(report: Report, code: str, heading: str, value: str, words: str):
    book = InHand.of(report).put(code, heading, value)
    (fault,) = looked(book, report).faults

    assert (fault.place, fault.label) == (book.cell(code, heading).coordinate, heading)
    assert words in fault.mending.message


def test_faults_are_told_in_the_order_they_are_read(report: Report):
    book = InHand.of(report).put("V.8b", "Không phát sinh", "?").put("V.8a", "Kế hoạch năm sau", "Mở lớp.")
    book.put("V.8a", "Kết quả", "x" * 20_001)

    assert [(fault.mending.code, fault.label) for fault in looked(book, report).faults] == [
        ("V.8a", "Kết quả"),
        ("V.8a", "Kế hoạch năm sau"),
        ("V.8b", "Không phát sinh"),
    ]


def test_a_result_beside_nil_is_told_at_the_cell_of_nil(filled: Report):
    book = InHand.of(filled).put("NV2.1", "Kết quả", "Đã làm.")
    (fault,) = looked(book, filled).faults

    assert fault.place == book.cell("NV2.1", "Không phát sinh").coordinate
    assert "Bỏ một trong hai" in fault.mending.message


def test_rows_that_are_no_items_of_the_report_are_told_with_their_words(report: Report):
    book = InHand.of(report)
    last = book.sheet.max_row
    book.put("V.8b", "Mã", "V.99")
    book.cell("V.99", "Kết quả").value = "Đã làm."
    book.sheet.cell(last + 1, book.heading("Kết quả").column).value = "Lạc hàng."
    book.sheet.cell(last + 2, 1).value = "NV9.9"
    messages = [fault.mending.message for fault in looked(book, report).faults]

    assert messages == [
        'Báo cáo này không có mục "V.99". Xóa hàng, hoặc chuyển nội dung vào mục tương ứng: "Đã làm.".',
        'Hàng không có mã mà có nội dung "Lạc hàng.". Chuyển nội dung vào hàng của mục tương ứng.',
    ]


def test_two_rows_of_one_item_that_say_different_things_are_told(report: Report):
    book = InHand.of(report).put("V.8a", "Kết quả", "Một.").put("V.8b", "Kết quả", "Hai.").put("V.8b", "Mã", "V.8a")
    first = book.row("V.8a")
    (fault,) = looked(book, report).faults

    assert f"hai hàng nói khác nhau (A{first} và A{first + 1})" in fault.mending.message


def test_a_version_the_report_never_had_is_not_taken_at_its_word(report: Report):
    book = InHand.of(report).hidden("version:V.8a", "7").hidden("version:V.8b", "-1").put("V.8a", "Kết quả", "Đã làm.")
    faults = looked(book, report).faults

    assert [fault.mending.code for fault in faults] == ["V.8a", "V.8b"]
    assert "Tải tệp mới" in faults[0].mending.message


def test_with_a_fault_nothing_may_be_kept(report: Report):
    found = looked(InHand.of(report).put("V.8a", "Kết quả", "Đã làm.").put("V.8b", "Không phát sinh", "?"), report)

    assert len(found.changed) == len(found.faults) == 1
    assert not found.may_keep


# ---- the same workbook again, with what must be mended


def test_faults_come_back_in_the_same_workbook_red_with_a_note_and_a_list_in_front(report: Report):
    book = InHand.of(report).put("V.8a", "Không phát sinh", "?").put("V.8b", "Kết quả", "Đã làm.")
    rows = arrived(book.content, report).rows
    back = InHand(outgoing.marked(report, rows, look(report, rows).mendings))
    cell = back.cell("V.8a", "Không phát sinh")

    assert (cell.value, cell.fill.fgColor.rgb, cell.protection.locked) == ("?", "FFF8C9C4", False)
    assert 'Ô ghi "?"' in cell.comment.text
    assert back.cell("V.8b", "Kết quả").value == "Đã làm."
    front = back.book.worksheets[0]
    assert (back.book.active.title, front.title) == ("Cần sửa", "Cần sửa")
    assert [c.value for c in front[front.max_row]][:3] == [cell.coordinate, "V.8a", "Không phát sinh"]


def test_mended_it_is_taken_with_the_words_its_author_began_with(report: Report, commune_a_officer: User):
    book = InHand.of(report).put("V.8a", "Không phát sinh", "?")
    rows = arrived(book.content, report).rows
    on_the_web(report, "V.8a", commune_a_officer, result="Từ trang.")
    back = InHand(outgoing.marked(report, rows, look(report, rows).mendings))
    found = looked(back.put("V.8a", "Không phát sinh", None).put("V.8a", "Kết quả", "Từ tệp."), report)

    assert [each.part.code for each in found.asked] == ["V.8a"]


def test_rows_of_no_item_come_back_too_and_once_cleared_are_no_fault(report: Report):
    book = InHand.of(report).put("V.8b", "Kết quả", "Lạc.").put("V.8b", "Mã", "V.99")
    rows = arrived(book.content, report).rows
    back = InHand(outgoing.marked(report, rows, look(report, rows).mendings))
    cell = back.cell("V.99", "Kết quả")
    assert (cell.value, cell.protection.locked) == ("Lạc.", False)

    cell.value = None
    assert looked(back, report).faults == ()


# ---- whose it is, and by which layout


def test_one_of_another_body_is_refused_by_name(report: Report, bodies, round):  # type: ignore[no-untyped-def]
    other = round.reports.get(body=bodies.commune_b)

    with pytest.raises(ValueError, match="Tệp này của UBND phường B, không phải của UBND xã A"):
        arrived(InHand.of(other).content, report)


def test_one_of_another_round_of_the_year_is_refused_by_name(report: Report, ad_hoc: Round):
    book = InHand.of(ad_hoc.reports.get())

    with pytest.raises(ValueError, match='của kỳ "Báo cáo đột xuất về doanh nghiệp", không phải kỳ "Báo cáo kết quả'):
        arrived(book.content, report)


def test_the_workbook_of_an_ad_hoc_round_asks_what_the_round_asks(ad_hoc: Round):
    report = ad_hoc.reports.get()
    book = InHand.of(report).put("V.8b", "Kết quả", "Đã hướng dẫn 09 doanh nghiệp.")

    assert [row.code for row in arrived(book.content, report).rows] == ["V.8b", "chung"]
    assert [each.part.code for each in looked(book, report).changed] == ["V.8b"]


@pytest.mark.parametrize("lost", ["sheet", "mark", "body", "round", "template"])
def test_one_that_lost_what_makes_it_somebodys_says_what_to_do(report: Report, lost: str):
    book = InHand.of(report)
    if lost == "sheet":
        book.book.security.lockStructure = False
        del book.book[HIDDEN]
    else:
        book.hidden("nscl-workbook" if lost == "mark" else lost, "")
        if lost == "mark":
            book.book[HIDDEN]["A1"] = "khác"

    with pytest.raises(ValueError, match=r"mất phần nhận biết.*Tải tệp mới, chép các ô đã viết sang"):
        arrived(book.content, report)


def test_a_workbook_without_the_table_says_what_to_do(report: Report):
    content = xlsx.write([Sheet("Bảng", [Column("Mã"), Column("Tên")], [["V.8a", "x"]])])

    with pytest.raises(ValueError, match='Không thấy bảng có cột "Mã" và "Kết quả"'):
        arrived(content, report)


def test_lost_columns_and_rows_leave_the_report_as_it_stands_and_say_so(filled: Report, commune_a_officer: User):
    on_the_web(filled, "V.8a", commune_a_officer, proposal="Mở thêm lớp.")
    book = InHand.of(filled).put("V.8a", "Kết quả", "Mới.")
    book.sheet.delete_cols(book.heading("Đề xuất, kiến nghị").column)
    book.sheet.delete_rows(book.row("NV2.1"))
    found = arrived(book.content, filled)

    assert found.notes == (
        "Tệp không còn cột: Đề xuất, kiến nghị. Các ô đó giữ nguyên như trong báo cáo.",
        "Tệp không còn mục: NV2.1. Các mục đó giữ nguyên như trong báo cáo.",
    )
    assert look(filled, found.rows).words["V.8a"].proposal == "Mở thêm lớp."


def test_one_of_a_newer_layout_is_read_for_what_is_known(report: Report):
    found = arrived(InHand.of(report).hidden("template", "99").put("V.8a", "Kết quả", "Đã làm.").content, report)

    assert "mẫu 99, mới hơn" in found.notes[0]
    assert look(report, found.rows).words["V.8a"].result == "Đã làm."


@pytest.mark.parametrize("junk", ["9" * 19, "một", "1.5", "-3", "١"])
def test_junk_on_the_sheet_nobody_sees_is_no_number(report: Report, junk: str):
    for name in ("round", "template"):
        with pytest.raises(ValueError, match=r"mất phần nhận biết|của kỳ"):
            arrived(InHand.of(report).hidden(name, junk).content, report)
    rows = arrived(InHand.of(report).hidden("version:V.8a", junk).content, report).rows
    assert look(report, rows).faults[0].mending.code == "V.8a"


def test_too_many_rows_are_refused(report: Report):
    book = InHand.of(report)
    for number in range(600):
        book.sheet.cell(book.sheet.max_row + 1, 1).value = f"NV{number}.1"

    with pytest.raises(ValueError, match="quá nhiều hàng"):
        arrived(book.content, report)
