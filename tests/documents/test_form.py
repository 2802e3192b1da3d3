"""The parts of an official paper that follow from its values."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nscl.documents.blocks import Column, Table
from nscl.documents.docx import render, text
from tests.documents.sample import letter, report


def test_a_draft_leaves_the_number_and_the_day_blank():
    draft = report(number=5)
    assert draft.number_line == "Số:        /BC-UBND"
    assert draft.place_date == "Đông Hà, ngày      tháng 11 năm 2028"


def test_a_letter_says_what_it_is_about_under_its_number_and_has_no_kind():
    lines = text(render(letter())).split("\n")
    number = lines.index("Số:        /SKHCN")

    assert lines[number + 1] == "V/v báo cáo kết quả thực hiện Kế hoạch số 49/KH-UBND năm 2028"
    after = number + 3  # the place and the day stand between
    assert lines[after : after + 3] == ["Kính gửi:", *letter().addressees]


def test_a_day_like_its_month_is_blanked_once():
    assert report(on=date(2028, 2, 2)).place_date == "Đông Hà, ngày      tháng 02 năm 2028"


def test_an_issued_paper_carries_its_number_with_a_zero_under_ten():
    issued = report(draft=False, number=5)
    assert issued.number_line == "Số: 05/BC-UBND"
    assert issued.place_date == "Đông Hà, ngày 05 tháng 11 năm 2028"
    assert report(draft=False, number=312).number_line == "Số: 312/BC-UBND"


def test_a_paper_cannot_be_issued_without_a_number():
    with pytest.raises(ValueError, match="Văn bản đã ban hành phải có số"):
        report(draft=False)


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.integers(1, 9999))
def test_number_and_date_keep_the_shape_the_decree_asks(on, number):
    issued = report(draft=False, number=number, on=on)
    assert re.fullmatch(r"Số: \d{2,}/BC-UBND", issued.number_line)
    days = r"ngày (0[1-9]|[12]\d|3[01]) tháng (0[12]|[3-9]|1[0-2]) năm \d{4}"
    assert re.fullmatch(f"Đông Hà, {days}", issued.place_date)


@pytest.mark.parametrize("changes", [{"rows": (("một", "hai"),)}, {"rows": (), "total": ("một",)}])
def test_a_table_with_an_uneven_row_is_refused_by_its_caption(changes):
    columns = (Column("A", 50), Column("B", 50), Column("C", 50))
    with pytest.raises(ValueError, match='Bảng "Bảng 1" có 3 cột nhưng một dòng có'):
        Table(columns=columns, caption="Bảng 1", **changes)
