"""The workbook of statistics: what goes out comes back as it was; every refusal names its sheet and cell."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest

from nscl.documents import intake, xlsx
from nscl.economy import workbook
from nscl.economy.arriving import dry_run
from nscl.economy.models import Concept, Territory
from nscl.vn.calendar import now


@pytest.fixture
def book(publish):  # type: ignore[no-untyped-def]
    """The template of a province with two series, one of them released twice."""
    publish("moi", Concept.OUTPUT, [100, 108.25, 115])
    publish("moi", Concept.OUTPUT, [116], first=2020, vintage="revalued", released_on=date(2021, 6, 1), source="B")
    publish("moi", Concept.EMPLOYMENT, [50, 51])
    return openpyxl.load_workbook(io.BytesIO(xlsx.write(workbook.template(Territory.objects.filter(code="moi")))))


def read(book):
    buffer = io.BytesIO()
    book.save(buffer)
    return workbook.read(intake.read(buffer.getvalue()))


def column_of(sheet, heading):
    return next(c.column for row in sheet.iter_rows() for c in row if str(c.value) == heading)


def empty_row(sheet, code):
    """The row left for the next release of a series."""
    vintage = column_of(sheet, "Lần công bố")
    return next(
        row[0].row for row in sheet.iter_rows() if row[0].value == code and not sheet.cell(row[0].row, vintage).value
    )


def write(sheet, row, **cells):
    names = {"vintage": "Lần công bố", "day": "Ngày công bố", "source": "Nguồn", "url": "Đường dẫn"}
    for name, value in cells.items():
        sheet.cell(row, column_of(sheet, names.get(name, name.removeprefix("y"))), value)


def test_the_template_sent_back_untouched_changes_nothing(book):
    found = read(book)

    run = dry_run(found.cells, now())
    assert (run.same, len(run.verdicts)) == (6, 6)


def test_a_release_written_in_the_empty_row_is_read_with_its_places(book):
    sheet = book["Tỉnh mới"]
    row = empty_row(sheet, "moi-output")
    write(sheet, row, vintage="đánh giá lại", day="05/3/2028", source="Niên giám 2027", y2019=109.5, y2021="123,75")
    run = dry_run(read(book).cells, now())

    assert (run.added, run.changed, run.same, run.refused) == (1, 1, 6, 0)
    fresh = {cell.statistic.year: (cell.sheet, cell.place, str(cell.statistic.value.normalize())) for cell in run.fresh}
    assert fresh[2019] == ("Tỉnh mới", f"{openpyxl.utils.get_column_letter(column_of(sheet, '2019'))}{row}", "109.5")
    assert fresh[2021][2] == "123.75"


@pytest.mark.parametrize(
    ("change", "heading", "words"),
    [
        ({"vintage": "tạm"}, "Lần công bố", "Không có lần công bố"),
        ({"vintage": None}, "Lần công bố", "Ô trống"),
        ({"day": "31/02/2028"}, "Ngày công bố", "31/02"),
        ({"source": None}, "Nguồn", "Ghi cơ quan công bố"),
        ({"source": "x" * 301}, "Nguồn", "Rút gọn"),
        ({"url": "javascript:1"}, "Đường dẫn", "Không phải địa chỉ"),
        ({"y2021": "mười"}, "2021", "không phải số"),
        ({"y2021": -3}, "2021", "số dương"),
    ],
)
def test_a_bad_cell_is_named_by_its_place(book, change, heading, words):
    sheet = book["Tỉnh mới"]
    row = empty_row(sheet, "moi-output")
    write(sheet, row, **{"vintage": "chính thức", "source": "Niên giám", "y2021": 120, **change})
    (refused,) = [each for each in dry_run(read(book).cells, now()).verdicts if each.fate == "refused"]

    assert refused.cell.place == f"{openpyxl.utils.get_column_letter(column_of(sheet, heading))}{row}"
    assert words in refused.words


def test_an_unknown_series_holds_back_its_row_alone(book):
    sheet = book["Tỉnh mới"]
    row = empty_row(sheet, "moi-output")
    write(sheet, row, vintage="chính thức", source="Niên giám", y2021=120, y2022=130)
    sheet.cell(row, 1, "moi-outptu")
    run = dry_run(read(book).cells, now())

    assert (run.refused, run.same, run.fresh) == (1, 6, [])
    assert "moi-outptu" in run.to_look_at[0].words


def test_columns_may_stand_in_any_order_and_others_are_passed_over_aloud(book):
    sheet = book["Tỉnh mới"]
    sheet.insert_cols(1)
    top = next(row[1].row for row in sheet.iter_rows() if row[1].value == "Mã chuỗi")
    sheet.cell(top, 1, "Ghi chú riêng")
    found = read(book)

    assert len(found.cells) == 6
    assert any("Ghi chú riêng" in note for note in found.notes)


def test_a_year_that_stands_over_two_columns_is_refused(book):
    sheet = book["Tỉnh mới"]
    top = next(row[0].row for row in sheet.iter_rows() if row[0].value == "Mã chuỗi")
    sheet.cell(top, sheet.max_column + 1, 2018)

    assert any("Năm 2018 đã có ở cột" in cell.fault for cell in read(book).cells)


def test_a_foreign_sheet_is_passed_over_and_a_foreign_workbook_refused(book):
    book.create_sheet("Nháp")["A1"] = "của tôi"
    assert any("Nháp" in note for note in read(book).notes)

    foreign = openpyxl.Workbook()
    foreign.active["A1"] = "x"
    with pytest.raises(ValueError, match="Mã chuỗi"):
        read(foreign)


def test_the_template_costs_a_fixed_number_of_queries(full, django_assert_num_queries):
    with django_assert_num_queries(3):
        workbook.template(Territory.objects.all())
