"""Sheets as workbooks and CSV, read back by other programs."""

import csv as standard
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO, StringIO

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape

from nscl.documents import csv, xlsx
from nscl.documents.sheets import Column, Sheet
from nscl.vn.text import clean

COLUMNS = (
    Column("Số", "integer", 8),
    Column("Tên lớp", "text", 40),
    Column("Ngày", "date", 12),
    Column("Xác nhận lúc", "datetime", 18),
    Column("Tỷ lệ", "percent", 10),
    Column("Kinh phí", "number", 14, decimals=2),
)
ROW = (7, "=5S & Kaizen", date(2028, 11, 5), datetime(2028, 11, 5, 10, 30, tzinfo=UTC), 104.3, Decimal("-1105.5"))
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)


def sheet(*rows, columns=COLUMNS, title="Sổ đào tạo") -> Sheet:
    return Sheet(title, columns, rows, ("Lọc theo: năm 2028",))


def opened(*sheets: Sheet) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(xlsx.write(sheets)))


def read(data: bytes) -> list[list[str]]:
    return list(standard.reader(StringIO(data.decode("utf-8-sig"), newline="")))


def test_a_workbook_has_title_description_headings_and_rows():
    page = opened(sheet(ROW)).active
    assert page["A1"].value == "Sổ đào tạo"
    assert page["A2"].value == "Lọc theo: năm 2028"
    assert [cell.value for cell in page[4]] == [column.heading for column in COLUMNS]
    assert page["A5"].value == 7


def test_the_heading_row_is_bold_frozen_and_repeated_in_print():
    page = opened(sheet(ROW)).active
    assert all(cell.font.bold for cell in page[4])
    assert page.freeze_panes == "A5"
    assert page.print_title_rows == "$4:$4"
    assert page.auto_filter.ref == "A4:F5"


def test_numbers_and_dates_are_real_and_shown_in_the_vietnamese_manner():
    row = opened(sheet(ROW)).active[5]
    assert row[2].value == datetime(2028, 11, 5)  # noqa: DTZ001 - workbooks have no zone
    assert row[2].number_format == "dd/mm/yyyy"
    assert row[3].value == datetime(2028, 11, 5, 17, 30)  # noqa: DTZ001 - workbooks have no zone
    assert (row[4].value, row[4].number_format) == (pytest.approx(1.043), "0.0%")
    assert (row[5].value, row[5].number_format) == (-1105.5, "#,##0.00")
    assert row[0].number_format == "#,##0"


@pytest.mark.parametrize("text", ["=1+1", "+84 222", "-5", "@SUM(A1)", "{=A1}", "http://example.org", "00123", "1.043"])
def test_a_text_stays_a_text_in_a_workbook(text):
    cell = opened(sheet((text,), columns=(Column("Ghi chú"),))).active["A5"]
    assert (cell.value, cell.data_type) == (text, "s")
    assert cell.hyperlink is None


def test_an_empty_value_is_an_empty_cell_and_a_sign_is_a_text():
    row = opened(sheet((None, None, None, None, "…", "x"))).active[5]
    assert [cell.value for cell in row] == [None, None, None, None, "…", "x"]


def test_a_date_unknown_to_excel_is_written_as_text():
    cell = opened(sheet((date(1892, 3, 5),), columns=(Column("Ngày", "date"),))).active["A5"]
    assert cell.value == "05/03/1892"


def test_a_text_longer_than_a_cell_is_cut_with_an_ellipsis():
    value = opened(sheet(("😀" * 40_000,), columns=(Column("Ghi chú"),))).active["A5"].value
    assert value.endswith("😀…")
    assert 32_760 < len(value.encode("utf-16-le")) // 2 <= 32_767


@pytest.mark.parametrize(
    ("titles", "names"),
    [
        (("Sổ đào tạo", "sổ đào tạo"), ["Sổ đào tạo", "sổ đào tạo (2)"]),
        (("Kết quả: [2026/2030]?", "History"), ["Kết quả   2026 2030", "History (2)"]),
        (("'", "Danh sách doanh nghiệp có mức độ rủi ro cao"), ["Bảng", "Danh sách doanh nghiệp có mức đ"]),
    ],
)
def test_every_title_gives_a_page_a_name_excel_accepts(titles, names):
    assert opened(*(sheet(ROW, title=title) for title in titles)).sheetnames == names


def test_fifty_thousand_rows_are_streamed():
    rows = ((n, f"Lớp {n}", None, None, 50, 1) for n in range(50_000))
    data = xlsx.write([Sheet("Sổ", COLUMNS, rows)])
    page = openpyxl.load_workbook(BytesIO(data), read_only=True).active
    assert page.max_row == 50_003


def test_more_rows_than_excel_takes_are_refused(monkeypatch):
    monkeypatch.setattr(xlsx, "MOST_ROWS", 10)
    xlsx.write([sheet(*[ROW] * 6)])
    with pytest.raises(ValueError, match="quá nhiều dòng cho một tệp Excel"):
        xlsx.write([sheet(*[ROW] * 7)])


def test_a_title_of_signs_that_excel_counts_twice_is_cut_between_them():
    pages = [Sheet("🙂" * 20, (Column("A"),), []) for _ in range(2)]
    assert opened(*pages).sheetnames == ["🙂" * 15, "🙂" * 13 + " (2)"]


@settings(max_examples=50, deadline=None)
@given(st.lists(ANY_TEXT, min_size=1, max_size=5), ANY_TEXT)
def test_any_text_survives_in_a_workbook(texts, title):
    page = opened(Sheet(title, (Column(title),), [(text,) for text in texts])).active
    found = [unescape(row[0].value or "") for row in page.iter_rows(min_row=4)]
    assert found == [clean(text) for text in texts]


def test_a_csv_has_headings_and_rows_only_and_a_byte_order_mark():
    data = csv.write(sheet(ROW))
    assert data.startswith(b"\xef\xbb\xbf")
    assert read(data) == [
        [column.heading for column in COLUMNS],
        ["7", "'=5S & Kaizen", "05/11/2028", "05/11/2028 17:30", "104.3", "-1105.5"],
    ]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t"])
def test_a_text_that_a_spreadsheet_would_run_gets_an_apostrophe(start):
    assert read(csv.write(sheet((f"{start}1+1",), columns=(Column("Ghi chú"),))))[1] == [f"'{start}1+1"]
    assert read(csv.write(sheet(columns=(Column(f"{start}A1"),))))[0] == [f"'{start}A1"]


@pytest.mark.parametrize(("value", "written"), [(-5, "-5"), (-0.25, "-0.25"), (Decimal("-1E+3"), "-1000"), (None, "")])
def test_a_negative_number_stays_a_number_in_csv(value, written):
    assert read(csv.write(sheet((value, ""), columns=(Column("Số", "number"), Column("B")))))[1] == [written, ""]


@given(st.lists(ANY_TEXT, min_size=1, max_size=5))
def test_any_text_survives_in_csv_and_none_starts_a_formula(texts):
    columns = tuple(Column("A") for _ in texts)
    fields = read(csv.write(sheet(texts, columns=columns)))[1]
    assert [field.removeprefix("'") for field in fields] == [clean(text).removeprefix("'") for text in texts]
    assert not any(field.startswith(("=", "+", "-", "@", "\t", "\r")) for field in fields)
