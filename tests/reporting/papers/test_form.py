"""The Word file of the yearly report against Decree 30/2020/ND-CP, annex I: margins, fonts, sizes, numbers of pages."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZipFile

import docx as reader
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Mm

from nscl.plan import Plan
from nscl.reporting.models import Round
from nscl.reporting.papers.province_annual import PROVINCE_ANNUAL

# Name of the style, sizes the decree allows, bold, italic: the table of section V.
ROLES = {
    "Quốc hiệu": (12, 13, True, False),
    "Tiêu ngữ": (13, 14, True, False),
    "Cơ quan ban hành": (12, 13, True, False),
    "Số và ký hiệu": (13, 13, False, False),
    "Địa danh và ngày tháng": (13, 14, False, True),
    "Tên loại văn bản": (13, 14, True, False),
    "Trích yếu": (13, 14, True, False),
    "Kính gửi": (13, 14, False, False),
    "Lời văn": (13, 14, False, False),
    "Mục": (13, 14, True, False),
    "Khoản": (13, 14, True, False),
    "Nơi nhận": (12, 12, True, True),
    "Danh sách nơi nhận": (11, 11, False, False),
    "Chức vụ và họ tên": (13, 14, True, False),
    "Phụ lục": (14, 14, True, False),
    "Tên phụ lục": (13, 14, True, False),
    "Chỉ dẫn phụ lục": (13, 14, False, True),
}


@pytest.fixture
def data(plan: Plan, frozen: Round) -> bytes:
    return PROVINCE_ANNUAL.render(plan, 2028)


@pytest.fixture
def paper(data: bytes) -> Document:
    return reader.Document(BytesIO(data))


def paragraphs(paper: Document) -> list:
    """Every paragraph, of tables too, in order."""
    return [
        reader.text.paragraph.Paragraph(element, paper)
        for element in paper.element.body.iter(qn("w:p"))
    ]  # fmt: skip


def test_the_sheet_and_its_margins(paper: Document) -> None:
    """Section I.2-3: A4; top and bottom 20-25 mm, left 30-35 mm, right 15-20 mm."""
    page = paper.sections[0]
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (210, 297)
    assert all(20 <= round(margin.mm) <= 25 for margin in (page.top_margin, page.bottom_margin))
    assert 30 <= round(page.left_margin.mm) <= 35
    assert 15 <= round(page.right_margin.mm) <= 20


def test_annexes_lie_across(paper: Document) -> None:
    assert [section.page_width > section.page_height for section in paper.sections] == [False, True, True]


def test_page_numbers_are_centred_above_and_begin_on_the_second_page(paper: Document) -> None:
    """Section I.7: Arabic, 13-14, upright, in the middle of the top margin, not shown on the first page."""
    for section in paper.sections:
        assert section.different_first_page_header_footer
        assert not "".join(p.text for p in section.first_page_header.paragraphs).strip()
    (number,) = paper.sections[0].header.paragraphs
    assert number._p.find(qn("w:fldSimple")).get(qn("w:instr")) == "PAGE"
    assert (number.style.font.size.pt, number.style.paragraph_format.alignment) == (14, 1)


def test_each_annex_has_its_own_page_numbers(paper: Document) -> None:
    """Section III.1 d."""
    starts = [section._sectPr.find(qn("w:pgNumType")) for section in paper.sections[1:]]
    assert [start.get(qn("w:start")) for start in starts] == ["1", "1"]


@pytest.mark.parametrize("role", ROLES)
def test_every_part_has_the_type_of_its_role(paper: Document, role: str) -> None:
    """Section V: size, bold, italic; section I.4: Times New Roman, black."""
    least, most, bold, italic = ROLES[role]
    used = [paragraph for paragraph in paragraphs(paper) if paragraph.style.name == role]
    assert used, f"nothing in the paper has the style {role}"
    style = used[0].style
    assert least <= style.font.size.pt <= most
    assert (bool(style.font.bold), bool(style.font.italic)) == (bold, italic)
    assert style.font.name == "Times New Roman"


def test_no_run_changes_the_font_or_the_size_by_hand(data: bytes) -> None:
    document = ZipFile(BytesIO(data)).read("word/document.xml").decode()
    assert not re.search(r"<w:(rFonts|sz|color)\b", document)


def test_prose_is_justified_indented_and_spaced(paper: Document) -> None:
    """Section II.5: both margins, first line 1 cm or 1,27 cm, 6 pt between paragraphs, line spacing single to 1,5."""
    shape = next(p.style.paragraph_format for p in paragraphs(paper) if p.style.name == "Lời văn")
    assert shape.alignment == 3
    assert round(shape.first_line_indent.mm, 1) in (10, 12.7)
    assert shape.space_before.pt >= 6
    assert 1 <= shape.line_spacing <= 1.5


def test_the_number_is_blank_and_the_notation_names_kind_and_agency(paper: Document) -> None:
    """Section II.3."""
    (number,) = [p.text for p in paragraphs(paper) if p.style.name == "Số và ký hiệu"]
    assert re.fullmatch(r"Số: {7,}/BC-UBND", number)


def test_wide_tables_fit_their_page(paper: Document) -> None:
    widths = [(sum(column.width for column in table.columns), table) for table in paper.tables]
    text_widths = [s.page_width - s.left_margin - s.right_margin for s in paper.sections]
    assert all(width <= max(text_widths) + Mm(1) for width, _table in widths)
    body_tables = widths[:-2]
    assert all(width <= text_widths[0] + Mm(1) for width, _table in body_tables)
