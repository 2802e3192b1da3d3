"""The named paragraph styles of official papers: fonts, sizes and spacing of Decree 30/2020/ND-CP, annex I.

The names are Vietnamese because officials meet them in Word's gallery, and change a paper's look there.
"""

from dataclasses import dataclass

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from nscl.vn.text import words

FONT = "Times New Roman"

ALIGNMENTS = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}


@dataclass(frozen=True)
class Style:
    """A paragraph style: size and spacing in points, indents in millimetres, line spacing in lines.

    `height` is an exact line height in points instead; `outline` is the level in Word's navigation.
    """

    name: str
    size: float
    align: str = "center"
    bold: bool = False
    italic: bool = False
    first_line: float = 0
    left: float = 0
    before: float = 0
    after: float = 0
    line: float = 1.0
    height: float | None = None
    keep_next: bool = False
    outline: int | None = None


NATION = Style("Quốc hiệu", 12, bold=True)
MOTTO = Style("Tiêu ngữ", 13, bold=True)
PARENT = Style("Cơ quan chủ quản", 12)
AGENCY = Style("Cơ quan ban hành", 12, bold=True)
NUMBER = Style("Số và ký hiệu", 13)
LETTER_SUBJECT = Style("Trích yếu công văn", 12)
MARK = Style("Dấu dự thảo", 13, bold=True, before=6)
PLACE_DATE = Style("Địa danh và ngày tháng", 13, italic=True)
KIND = Style("Tên loại văn bản", 14, bold=True, before=18, keep_next=True)
SUBJECT = Style("Trích yếu", 14, bold=True, after=2, keep_next=True)
ADDRESSEE = Style("Kính gửi", 14, before=12, after=6)
ADDRESSEES_HEADING = Style("Kính gửi nhiều nơi", 14, "left", left=25, before=12, keep_next=True)
ADDRESSEES = Style("Danh sách kính gửi", 14, "left", first_line=-4, left=54, after=2)
PROSE = Style("Lời văn", 14, "justify", first_line=10, before=6, after=4, line=1.1)
SECTION = Style("Mục", 14, "left", bold=True, first_line=10, before=6, after=4, line=1.1, keep_next=True, outline=0)
CLAUSE = Style("Khoản", 14, "left", bold=True, first_line=10, before=6, after=4, line=1.1, keep_next=True, outline=1)
CAPTION = Style("Tên bảng", 13, bold=True, before=10, after=4, keep_next=True)
UNIT = Style("Đơn vị tính", 12, "right", italic=True, after=2, keep_next=True)
COLUMN_HEADING = Style("Đầu cột", 12, bold=True, before=2, after=2, keep_next=True)
CELL = Style("Ô bảng", 12, "left", before=2, after=2)
PICTURE = Style("Hình", 13, before=8, keep_next=True)
PICTURE_CAPTION = Style("Tên hình", 13, bold=True, before=2, after=6)
NOTE = Style("Ghi chú bảng", 12, "justify", italic=True, before=4, after=6)
RECIPIENTS_HEADING = Style("Nơi nhận", 12, "left", bold=True, italic=True)
RECIPIENTS = Style("Danh sách nơi nhận", 11, "left")
SIGNATURE = Style("Chức vụ và họ tên", 14, bold=True)
ANNEX = Style("Phụ lục", 14, bold=True, keep_next=True, outline=0)
ANNEX_TITLE = Style("Tên phụ lục", 14, bold=True, keep_next=True)
ANNEX_REFERENCE = Style("Chỉ dẫn phụ lục", 14, italic=True, after=3, keep_next=True)
RULE = Style("Kẻ ngang", 2, after=6, height=2)
END = Style("Kết thúc phần", 1, "left", height=0.05)
PAGE_NUMBER = Style("Số trang", 14)

STYLES = (
    NATION, MOTTO, PARENT, AGENCY, NUMBER, LETTER_SUBJECT, MARK, PLACE_DATE, KIND, SUBJECT, ADDRESSEE,
    ADDRESSEES_HEADING, ADDRESSEES, PROSE, SECTION, CLAUSE, CAPTION, UNIT, COLUMN_HEADING, CELL, PICTURE,
    PICTURE_CAPTION, NOTE, RECIPIENTS_HEADING, RECIPIENTS, SIGNATURE, ANNEX, ANNEX_TITLE, ANNEX_REFERENCE,
    RULE, END, PAGE_NUMBER,
)  # fmt: skip


def add_missing_styles(document: Document) -> None:
    """Give `document` every style of the house it has not; those it has keep the look its author gave them."""
    present = {style.name for style in document.styles}
    for style in STYLES:
        if style.name not in present:
            _add(document, style)


def set_font(style: ParagraphStyle, size: float) -> None:
    """Times New Roman for Latin, complex and East Asian text alike, in black."""
    style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(size), RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), FONT)


def _add(document: Document, style: Style) -> None:
    added = document.styles.add_style(style.name, WD_STYLE_TYPE.PARAGRAPH)
    added.style_id = "".join(word.capitalize() for word in words(style.name))
    added.base_style, added.quick_style = document.styles["Normal"], True
    set_font(added, style.size)
    added.font.bold, added.font.italic = style.bold, style.italic
    shape = added.paragraph_format
    shape.alignment = ALIGNMENTS[style.align]
    shape.first_line_indent, shape.left_indent = Mm(style.first_line), Mm(style.left)
    shape.space_before, shape.space_after = Pt(style.before), Pt(style.after)
    shape.line_spacing = style.line if style.height is None else Pt(style.height)
    shape.keep_with_next, shape.widow_control = style.keep_next, True
    if style.outline is not None:
        level = OxmlElement("w:outlineLvl")
        level.set(qn("w:val"), str(style.outline))
        added.element.get_or_add_pPr()._insert_outlineLvl(level)
