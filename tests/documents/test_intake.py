"""Workbooks that come back: read as they stand, refused with the mend where they cannot be."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import openpyxl
import pytest

from nscl.documents import intake, xlsx
from nscl.documents.sheets import Column, Sheet


def book(*sheets):
    return xlsx.write(sheets)


def a_sheet(title="Bảng A"):
    columns = [Column("Mã"), Column("2010", "number"), Column("Ngày", "date")]
    return Sheet(title, columns, [["x", 1.5, date(2025, 1, 6)], ["y", "mười", None]], ["ghi chú"])


def test_rows_begin_with_the_first_row_and_column_of_the_sheet():
    (page,) = intake.read(book(a_sheet()))

    assert page.name == "Bảng A"
    assert page.rows[3:] == (("Mã", "2010", "Ngày"), ("x", 1.5, date(2025, 1, 6)), ("y", "mười", None))


def test_every_sheet_is_read_in_its_order():
    assert [page.name for page in intake.read(book(a_sheet("B"), a_sheet("A")))] == ["B", "A"]


@pytest.mark.parametrize(("place", "name"), [((11, 3), "D12"), ((0, 25), "Z1"), ((0, 26), "AA1"), ((0, 702), "AAA1")])
def test_a_cell_is_called_as_excel_calls_it(place, name):
    assert intake.place_of(*place) == name


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"PK\x03\x04xx", book(a_sheet())[:900]])
def test_what_is_no_workbook_is_refused_with_the_mend(content):
    with pytest.raises(ValueError, match="lưu lại dưới dạng"):
        intake.read(content)


def test_one_stray_cell_at_the_end_of_the_sheet_does_not_fill_the_memory():
    stray = openpyxl.Workbook()
    stray.active["XFD1048576"] = "x"
    buffer = io.BytesIO()
    stray.save(buffer)

    with pytest.raises(ValueError, match="Xóa các ô thừa"):
        intake.read(buffer.getvalue())


def test_what_unpacks_to_far_more_than_it_weighs_is_refused(monkeypatch):
    monkeypatch.setattr(intake, "MOST_BYTES", 10_000)
    buffer = io.BytesIO(book(a_sheet()))
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet9.xml", b" " * 20_000)

    with pytest.raises(ValueError, match="quá lớn khi mở ra"):
        intake.read(buffer.getvalue())
