"""Official papers as Word files, read back as a machine reads them."""

import unicodedata
import zipfile
from io import BytesIO

import docx as word
import pytest
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt
from hypothesis import given, settings
from hypothesis import strategies as st

from nscl.documents import docx
from nscl.documents.blocks import Annex, Column, Heading, Paragraph, Point, Run, Table
from nscl.documents.form import Signature
from nscl.vn.text import clean
from tests.documents.sample import MONEY, report

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=40)


@pytest.fixture(scope="module")
def paper() -> Document:
    return opened(docx.render(report()))


def opened(data: bytes) -> Document:
    return word.Document(BytesIO(data))


def styled(document: Document, style: str) -> list[str]:
    everywhere = [
        *document.paragraphs,
        *(p for t in document.tables for r in t.rows for c in r.cells for p in c.paragraphs),
    ]
    return [p.text for p in everywhere if p.style.name == style]


def test_the_page_is_a4_with_the_margins_of_the_decree(paper):
    page = paper.sections[0]
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (210, 297)
    margins = (page.top_margin, page.bottom_margin, page.left_margin, page.right_margin)
    assert [round(margin.mm) for margin in margins] == [20, 20, 30, 20]


@pytest.mark.parametrize(
    ("style", "size", "bold", "italic"),
    [
        ("Quốc hiệu", 12, True, False),
        ("Tiêu ngữ", 13, True, False),
        ("Cơ quan chủ quản", 12, False, False),
        ("Cơ quan ban hành", 12, True, False),
        ("Số và ký hiệu", 13, False, False),
        ("Địa danh và ngày tháng", 13, False, True),
        ("Tên loại văn bản", 14, True, False),
        ("Trích yếu", 14, True, False),
        ("Kính gửi", 14, False, False),
        ("Lời văn", 14, False, False),
        ("Mục", 14, True, False),
        ("Khoản", 14, True, False),
        ("Nơi nhận", 12, True, True),
        ("Danh sách nơi nhận", 11, False, False),
        ("Chức vụ và họ tên", 14, True, False),
        ("Phụ lục", 14, True, False),
        ("Tên phụ lục", 14, True, False),
        ("Chỉ dẫn phụ lục", 14, False, True),
        ("Số trang", 14, False, False),
    ],
)
def test_each_part_has_the_size_and_face_of_the_decree(paper, style, size, bold, italic):
    font = paper.styles[style].font
    assert (font.size, bool(font.bold), bool(font.italic)) == (Pt(size), bold, italic)


def test_every_style_is_times_new_roman_in_every_script(paper):
    for style in paper.styles:
        if style.name in ("Default Paragraph Font", "Normal Table", "No List"):
            continue
        fonts = style.element.rPr.rFonts
        named = {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "cs", "eastAsia")}
        assert named == {"Times New Roman"}, style.name


def test_prose_is_justified_indented_by_a_centimetre_and_spaced(paper):
    shape = paper.styles["Lời văn"].paragraph_format
    assert shape.alignment == WD_ALIGN_PARAGRAPH.JUSTIFY
    assert round(shape.first_line_indent.mm) == 10
    assert shape.space_before >= Pt(6)
    assert 1 <= shape.line_spacing <= 1.5


def test_the_parts_of_the_form_stand_in_their_styles(paper):
    assert styled(paper, "Quốc hiệu") == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]
    assert styled(paper, "Tiêu ngữ") == ["Độc lập - Tự do - Hạnh phúc"]
    assert styled(paper, "Cơ quan ban hành") == ["ỦY BAN NHÂN DÂN", "TỈNH ĐÔNG HÀ"]
    assert styled(paper, "Số và ký hiệu") == ["Số:        /BC-UBND"]
    assert styled(paper, "Địa danh và ngày tháng") == ["Đông Hà, ngày      tháng 11 năm 2028"]
    assert styled(paper, "Tên loại văn bản") == ["BÁO CÁO"]
    assert styled(paper, "Kính gửi") == ["Kính gửi: Bộ Khoa học và Công nghệ."]
    assert styled(paper, "Danh sách nơi nhận")[-1] == "- Lưu: VT, KGVX."
    signature = [line for line in styled(paper, "Chức vụ và họ tên") if line]
    assert signature == ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Nguyễn Thị Minh"]


def test_a_parent_agency_stands_above_the_issuer_and_leaves_no_gap_when_absent(paper):
    department = opened(docx.render(report(parent="UBND TỈNH ĐÔNG HÀ", agency=("SỞ KHOA HỌC VÀ CÔNG NGHỆ",))))
    assert styled(department, "Cơ quan chủ quản") == ["UBND TỈNH ĐÔNG HÀ"]
    assert styled(paper, "Cơ quan chủ quản") == []


def test_a_paper_without_an_addressee_has_no_such_line():
    assert styled(opened(docx.render(report(addressee=""))), "Kính gửi") == []


def test_tables_repeat_their_heading_row_and_split_no_row(paper):
    table = paper.tables[1]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    assert table.rows[1]._tr.trPr.find(qn("w:tblHeader")) is None


def test_tables_have_their_widths_in_the_grid_and_in_every_cell(paper):
    table = paper.tables[2]
    grid = [round(column.width.mm) for column in table.columns]
    assert grid == [14, 66, 26, 28, 26]
    assert all([round(cell.width.mm) for cell in row.cells] == grid for row in table.rows)


def test_a_table_too_wide_for_the_page_is_reduced_in_proportion():
    wide = Table((Column("A", 300), Column("B", 100)), (("1", "2"),))
    table = opened(docx.render(report(body=(wide,)))).tables[1]
    assert [round(column.width.mm) for column in table.columns] == [120, 40]


def test_the_total_row_is_bold_and_figures_are_set_right(paper):
    total = paper.tables[2].rows[-1]
    assert all(run.bold for cell in total.cells for run in cell.paragraphs[0].runs if run.text)
    assert total.cells[2].paragraphs[0].alignment == WD_ALIGN_PARAGRAPH.RIGHT
    assert total.cells[1].paragraphs[0].alignment is None


def test_runs_keep_their_own_weight_inside_a_paragraph():
    document = opened(
        docx.render(report(body=(Paragraph((Run("đậm", bold=True), Run("nghiêng", italic=True), Run("thường"))),)))
    )
    runs = next(p for p in document.paragraphs if p.text == "đậmnghiêngthường").runs
    assert [(run.bold, run.italic) for run in runs] == [(True, None), (None, True), (None, None)]


def test_the_aside_of_a_heading_is_not_bold():
    document = opened(docx.render(report(body=(Heading(1, "I. SỐ LIỆU", "(đến hết ngày 16/11/2028)"),))))
    heading = next(p for p in document.paragraphs if p.style.name == "Mục")
    assert heading.text == "I. SỐ LIỆU (đến hết ngày 16/11/2028)"
    assert [run.bold for run in heading.runs] == [None, False]


def test_each_line_of_a_prose_text_is_a_paragraph_and_blank_lines_go():
    document = opened(docx.render(report(body=(Point("đ", "dòng một\r\n\n  \ndòng hai"),))))
    assert styled(document, "Lời văn") == ["đ) dòng một", "dòng hai"]


def test_words_that_announce_what_follows_stay_with_it():
    title = Paragraph((Run("Nhiệm vụ 4.5", bold=True),))
    prose = map(Paragraph, ("1. Khó khăn:", "a) Thiếu người.", "2. Kiến nghị: không có.", "Hết."))
    document = opened(docx.render(report(body=(title, *prose))))
    kept = [p.paragraph_format.keep_with_next for p in document.paragraphs if p.style.name == "Lời văn"]
    assert [bool(each) for each in kept[:4]] == [True, True, False, False]


def test_the_last_words_and_the_signature_stay_on_one_page(paper):
    foot = paper.tables[3]
    assert foot.rows[0]._tr.trPr.find(qn("w:cantSplit")) is not None
    last = word.text.paragraph.Paragraph(foot._tbl.getprevious(), paper)
    assert last.text.endswith("./.")
    assert last.paragraph_format.keep_with_next


def test_annexes_turn_the_page_and_count_their_own_pages(paper):
    first, annex, _, upright = paper.sections
    assert first._sectPr.find(qn("w:pgNumType")) is None
    assert annex.page_width == first.page_height
    assert upright.page_width == first.page_width
    for section in (annex, upright):
        assert section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"


def test_the_only_annex_has_no_number():
    document = opened(docx.render(report(annexes=(Annex("DANH SÁCH", (MONEY,)),))))
    assert styled(document, "Phụ lục") == ["Phụ lục"]


def test_the_file_says_what_it_is_and_in_which_language(paper):
    properties = paper.core_properties
    assert properties.title.startswith("Báo cáo Kết quả thực hiện năm 2028")
    assert properties.author == "ỦY BAN NHÂN DÂN TỈNH ĐÔNG HÀ"
    assert properties.language == "vi-VN"
    language = next(paper.styles.element.iter(qn("w:lang")))
    assert language.get(qn("w:val")) == "vi-VN"


def test_every_style_and_part_the_file_refers_to_is_in_it():
    with zipfile.ZipFile(BytesIO(docx.render(report()))) as archive:
        assert not any("thumbnail" in name or "numbering" in name for name in archive.namelist())
    document = opened(docx.render(report()))
    present = {style.style_id for style in document.styles}
    used = {style.get(qn("w:val")) for style in document.element.iter(qn("w:pStyle"))}
    linked = {
        link.get(qn("w:val"))
        for tag in ("w:link", "w:basedOn", "w:next")
        for link in document.styles.element.iter(qn(tag))
    }
    assert used | linked <= present


def test_the_text_comes_in_reading_order_with_tables_by_rows():
    lines = docx.text(docx.render(report())).splitlines()
    assert lines[:5] == [
        "ỦY BAN NHÂN DÂN",
        "TỈNH ĐÔNG HÀ",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số:        /BC-UBND | Đông Hà, ngày      tháng 11 năm 2028",
    ]
    assert "II.1 | Khóa đào tạo, bồi dưỡng kiến thức | 1.400 | 1.300 | 1.105,5" in lines
    assert lines.index("III. KINH PHÍ THỰC HIỆN") < lines.index("Nơi nhận:") < lines.index("Phụ lục I")


@settings(max_examples=25, deadline=None)
@given(ANY_TEXT, ANY_TEXT, ANY_TEXT)
def test_any_text_survives_in_the_subject_the_prose_and_a_table(subject, prose, cell):
    table = Table((Column("A", 100),), ((cell,),))
    data = docx.render(report(subject=subject, body=(Paragraph((Run(prose),)), table), signature=Signature((), prose)))
    document = opened(data)
    assert styled(document, "Trích yếu") == [clean(subject)]
    assert clean(prose) in styled(document, "Lời văn")
    assert clean(prose) in styled(document, "Chức vụ và họ tên")
    assert document.tables[1].cell(1, 0).text == clean(cell)


@pytest.mark.parametrize(
    "written", ["A & B <b>đậm</b>", "{{ subject }} {% if %}", "👩‍🔬 ✅", '"ngoặc"  hai  cách', "\x00\x07x\ud800"]
)
def test_markup_emoji_and_controls_are_only_text(written):
    data = docx.render(report(subject=written, body=(Paragraph(written),), recipients=(written,)))
    assert docx.text(data).splitlines().count(clean(written)) == 3


def test_decomposed_text_is_composed():
    written = unicodedata.normalize("NFD", "Ủy ban nhân dân tỉnh")
    assert "Ủy ban nhân dân tỉnh" in docx.text(docx.render(report(body=(Paragraph(written),))))
