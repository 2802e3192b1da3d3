"""Any Word file against the form of Decree 30/2020/ND-CP."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from hypothesis import given, settings
from hypothesis import strategies as st

from nscl.documents.conformity import NotWord, check
from nscl.documents.docx import render, render_annex
from tests.documents.sample import letter, report


def typed(*lines: str, after=lambda document: None) -> bytes:
    """A paper as somebody types it in Word."""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    after(document)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def messages(data: bytes) -> str:
    return "\n".join(finding.message for finding in check(data))


HEAD = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")


def test_our_own_paper_conforms():
    assert messages(render(report())) == ""


@pytest.mark.parametrize(
    "form", [letter(), letter(addressees=(), addressee="Các cơ quan, đơn vị, địa phương tại danh sách kèm theo.")]
)
def test_our_own_letter_conforms(form):
    assert messages(render(form)) == ""


def test_an_annex_in_a_file_of_its_own_conforms_and_lies_across_the_page():
    annex = report().annexes[0]
    assert messages(render_annex(annex, "Sở Khoa học và Công nghệ")) == ""


def test_an_annex_in_a_file_of_its_own_is_looked_at_too():
    """Its first line is told by what it says; no number or motto is asked of it."""
    assert "Phụ lục: “Phụ lục”: cỡ 11; quy định: cỡ 14" in messages(typed("Phụ lục", "DANH SÁCH./."))
    assert "Quốc hiệu" not in messages(typed("Phụ lục", "DANH SÁCH./."))


def test_a_page_number_from_the_gallery_of_word_is_found():
    """Word puts it into a content control around the paragraph."""
    document = docx.Document(BytesIO(render(report())))
    (header,) = {section.header._element for section in document.sections[:1]}
    control = OxmlElement("w:sdt")
    content = OxmlElement("w:sdtContent")
    control.append(content)
    for paragraph in list(header.iter(qn("w:p"))):
        content.append(paragraph)
    header.append(control)
    file = BytesIO()
    document.save(file)

    assert "Số trang" not in messages(file.getvalue())


@pytest.mark.parametrize("cut", [b"<w:document", b"<w:sectPr"])
def test_a_broken_word_file_is_refused_in_words(cut):
    """Cut in the middle of its text, or without the section every paper has."""
    broken = BytesIO()
    with zipfile.ZipFile(BytesIO(render(report()))) as whole, zipfile.ZipFile(broken, "w") as file:
        for name in whole.namelist():
            content = whole.read(name)
            if name == "word/document.xml":
                content = content[:900] if cut == b"<w:document" else re.sub(rb"<w:sectPr.*?</w:sectPr>", b"", content)
            file.writestr(name, content)

    with pytest.raises(NotWord, match="Mở bằng Word rồi lưu lại"):
        check(broken.getvalue())


def test_a_paper_typed_elsewhere_gets_its_list():
    found = messages(typed("Cộng hòa xã hội chủ nghĩa Việt Nam", "Số: 5/BC-SKHCN", "Báo cáo", "Kết quả", "lời " * 40))

    assert "Khổ giấy: 216 × 279 mm; quy định: A4" in found
    assert "Quốc hiệu: “Cộng hòa xã hội chủ nghĩa Việt Nam”: in thường; quy định: in hoa" in found
    assert "Tiêu ngữ: không tìm thấy" in found
    assert "Số, ký hiệu: 5; quy định: số nhỏ hơn 10 thêm 0" in found
    assert "Lời văn, 1 đoạn: không canh đều" in found
    assert "Kết thúc nội dung" in found


@pytest.mark.parametrize(
    ("date", "said"),
    [
        ("Bắc Ninh, ngày 5 tháng 9 năm 2028", "5; quy định: ngày nhỏ hơn 10"),
        ("Bắc Ninh, ngày 05 tháng 09 năm 2028", "09; quy định: chỉ tháng 1 và tháng 2"),
        ("Bắc Ninh, ngày 05 tháng 2 năm 2028", "2; quy định: chỉ tháng 1 và tháng 2"),
        ("Bắc Ninh ngày 05 tháng 9 năm 2028", "dấu phẩy sau địa danh"),
    ],
)
def test_zeros_of_a_date(date, said):
    assert said in messages(typed(*HEAD, date))


@pytest.mark.parametrize("date", ["Bắc Ninh, ngày 05 tháng 9 năm 2028", "Yên Phong, ngày      tháng 11 năm 2028"])
def test_a_good_date_and_a_draft_s_blank_day_are_left_alone(date):
    assert "nhỏ hơn 10" not in messages(typed(*HEAD, date))
    assert "dấu phẩy" not in messages(typed(*HEAD, date))


def test_a_number_is_written_without_spaces_and_a_draft_may_leave_it_blank():
    assert "Số, ký hiệu: BC_SKHCN" in messages(typed(*HEAD, "Số: 12/BC_SKHCN"))
    assert "thêm 0" not in messages(typed(*HEAD, "Số:        /BC-UBND"))


def test_page_numbers_in_the_foot_are_told():
    def put(document):
        paragraph = document.sections[0].footer.paragraphs[0]
        field = docx.oxml.OxmlElement("w:fldSimple")
        field.set(docx.oxml.ns.qn("w:instr"), "PAGE")
        paragraph._p.append(field)

    assert "Số trang: ở lề dưới" in messages(typed(*HEAD, after=put))


def test_size_is_that_of_most_characters_wherever_it_is_said():
    def put(document):
        paragraph = document.paragraphs[0]
        paragraph.runs[0].font.size, paragraph.runs[0].font.bold = Pt(13), True

    found = messages(typed(*HEAD, after=put))
    assert "Quốc hiệu: “CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM”: cỡ" not in found
    assert "Tiêu ngữ: “Độc lập - Tự do - Hạnh phúc”: cỡ 11" in found


def test_good_prose_is_left_alone():
    def put(document):
        shape = document.paragraphs[-2].paragraph_format
        shape.alignment, shape.first_line_indent = WD_ALIGN_PARAGRAPH.JUSTIFY, Mm(12.7)
        shape.space_before, shape.line_spacing = Pt(6), 1.2

    assert "Lời văn, " not in messages(typed(*HEAD, "BÁO CÁO", "Kết quả", "lời " * 40 + "./.", "Nơi nhận:", after=put))


def test_a_file_that_is_no_word_document_is_refused():
    with pytest.raises(NotWord, match="không phải văn bản Word"):
        check(b"PK\x03\x04 nothing")


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=80), max_size=6))
@settings(max_examples=25, deadline=None)
def test_any_text_gets_a_list_and_never_a_crash(lines):
    assert all(finding.message for finding in check(typed(*lines)))
