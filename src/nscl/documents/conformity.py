"""What a Word file lacks of the form of Decree 30/2020/ND-CP, annex I: any paper, made here or not.

Parts are told by what they say ("CỘNG HÒA …", "Số: …", "Nơi nhận:"), never by styles of this house, so that a paper
somebody typed gets a useful list too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from gettext import gettext as _
from io import BytesIO
from zipfile import BadZipFile

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.section import Section, _Footer, _Header
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from nscl.documents.look import Look, look_of
from nscl.documents.styles import FONT
from nscl.vn.numbers import format_number
from nscl.vn.text import excerpt, fold

KINDS = (
    "nghị quyết", "quyết định", "chỉ thị", "quy chế", "quy định", "thông cáo", "thông báo", "hướng dẫn", "chương trình",
    "kế hoạch", "phương án", "đề án", "dự án", "báo cáo", "biên bản", "tờ trình", "hợp đồng", "công điện",
    "bản ghi nhớ", "bản thỏa thuận", "giấy ủy quyền", "giấy mời", "giấy giới thiệu", "giấy nghỉ phép", "phiếu gửi",
    "phiếu chuyển", "phiếu báo", "thư công",
)  # fmt: skip
NUMBER = re.compile(r"Số:\s*(?P<number>\S*?)\s*/(?P<notation>\S+)")
NUMBERED = re.compile(r"\d{2,}")
NOTATION = re.compile(r"[A-ZĐa-zđ]+(-[A-ZĐ&a-zđ0-9]+)*")
DATE = re.compile(r"ngày\s+(?P<day>\S*)\s*tháng\s+(?P<month>\d{1,2})\s+năm\s+(?P<year>\d{4})")
DAY = re.compile(r"0[1-9]|[12]\d|3[01]")
MONTH = re.compile(r"0[12]|[3-9]|1[0-2]")


class NotWord(ValueError):
    """The file is no Word document; the message says what to do."""


@dataclass(frozen=True)
class Finding:
    """One difference: the article, where, what stands there, what should."""

    article: str
    place: str
    found: str
    expected: str
    message: str

    def as_dict(self) -> dict[str, str]:
        return asdict(self)


@dataclass(frozen=True)
class PartRule:
    """How one part must look. `upper`: in capitals; None where the decree leaves it open."""

    name: str
    article: str
    sizes: tuple[float, float]
    bold: bool | None = None
    italic: bool | None = None
    upper: bool | None = None


RULES: dict[str, PartRule] = {
    "nation": PartRule(_("Quốc hiệu"), "Phụ lục I, mục II.1", (12, 13), bold=True, italic=False, upper=True),
    "motto": PartRule(_("Tiêu ngữ"), "Phụ lục I, mục II.1", (13, 14), bold=True, italic=False, upper=False),
    "number": PartRule(_("Số, ký hiệu"), "Phụ lục I, mục II.3", (13, 13), bold=False, italic=False),
    "date": PartRule(_("Địa danh và thời gian"), "Phụ lục I, mục II.4", (13, 14), bold=False, italic=True),
    "kind": PartRule(_("Tên loại văn bản"), "Phụ lục I, mục II.5", (13, 14), bold=True, italic=False, upper=True),
    "subject": PartRule(_("Trích yếu"), "Phụ lục I, mục II.5", (13, 14), bold=True, italic=False),
    "letter_subject": PartRule(_("Trích yếu công văn"), "Phụ lục I, mục II.5", (12, 13), bold=False, italic=False),
    "addressee": PartRule(_("Kính gửi"), "Phụ lục I, mục II.9", (13, 14), bold=False, italic=False),
    "annex": PartRule(_("Phụ lục"), "Phụ lục I, mục III.1", (14, 14), bold=True, italic=False),
    "prose": PartRule(_("Lời văn"), "Phụ lục I, mục II.6", (13, 14)),
    "recipients_heading": PartRule(_("Nơi nhận"), "Phụ lục I, mục II.9", (12, 12), bold=True, italic=True),
    "recipients": PartRule(_("Danh sách nơi nhận"), "Phụ lục I, mục II.9", (11, 11), bold=False, italic=False),
}


def check(data: bytes) -> list[Finding]:
    """Every difference found, in reading order; empty when the file conforms. Raises NotWord."""
    message = _("Tệp không phải văn bản Word (.docx). Mở bằng Word rồi lưu lại dưới dạng .docx.")
    try:
        document = docx.Document(BytesIO(data))
    except (BadZipFile, KeyError, ValueError, SyntaxError) as error:  # lxml's own faults are syntax errors
        raise NotWord(message) from error
    if not document.sections:
        raise NotWord(message)
    parts = _parts(document)
    is_annex = next(iter(parts), "") == "annex"
    found = [*_page(document.sections[0], is_annex=is_annex), *_page_number(document.sections[0])]
    if not is_annex:  # that is the paper's it goes with
        found += _presence(parts)
    for name, paragraphs in parts.items():
        for paragraph in paragraphs:
            found += _looks(RULES[name], paragraph, look_of(paragraph, document))
    found += _number(parts.get("number", []))
    found += _date(parts.get("date", []))
    found += _prose(parts.get("prose", []), document)
    found += _ending(document)
    return found


# ---- which paragraph is which part


def _all(document: Document) -> Iterator[tuple[Paragraph, bool]]:
    """Paragraphs in reading order, and whether each stands in a table."""
    for block in document.iter_inner_content():
        if isinstance(block, Paragraph):
            yield block, False
        else:
            seen = set()  # a merged cell is met once for every place it covers
            for row in block.rows:
                for cell in row.cells:
                    if cell._tc not in seen:
                        seen.add(cell._tc)
                        yield from ((paragraph, True) for paragraph in _inside(cell))


def _inside(cell: _Cell) -> Iterator[Paragraph]:
    yield from cell.paragraphs
    for table in cell.tables:
        for row in table.rows:
            for inner in row.cells:
                yield from inner.paragraphs


def _parts(document: Document) -> dict[str, list[Paragraph]]:
    found: dict[str, list[Paragraph]] = {}
    before = ""
    for paragraph, in_table in _all(document):
        text = paragraph.text.strip()
        if not text:
            before = before if in_table or before == "kind" else ""
            continue
        name = _part_of(text, found, before=before, in_table=in_table)
        before = name
        if name:
            found.setdefault(name, []).append(paragraph)
    return found


def _part_of(text: str, found: dict[str, list[Paragraph]], *, before: str, in_table: bool) -> str:
    """`before`: which part the text above it is."""
    folded = fold(text)
    once = {
        "nation": "cong hoa xa hoi chu nghia viet nam" in folded,
        "motto": folded.replace(" ", "").startswith("doclap-tudo-hanhphuc"),
        "number": folded.startswith("so:") or folded.startswith("so :"),
        "date": len(text) < 80 and bool(re.search(r"ngay .*thang .*nam", folded)),
        "kind": not in_table and folded in {fold(kind) for kind in KINDS},
        "letter_subject": folded.startswith("v/v "),
        "addressee": folded.startswith("kinh gui"),
        "recipients_heading": folded.startswith("noi nhan"),
        "annex": not in_table and bool(re.fullmatch(r"phu luc( [ivx]+)?", folded)),
    }
    for name, is_it in once.items():
        if is_it and name not in found:
            return name
    if before == "kind":
        return "subject"
    if before in ("recipients_heading", "recipients") and text.startswith("-"):
        return "recipients"
    if before == "addressee" and text.startswith("-"):
        return "addressee"
    is_prose = not in_table and len(text) > 60 and ("kind" in found or "addressee" in found)
    return "prose" if is_prose and "recipients_heading" not in found and not _is_heading(text) else ""


def _is_heading(text: str) -> bool:
    """Headings, and what belongs to a table or picture: its name, unit and note have a look of their own."""
    numbered = bool(re.match(r"([IVX]+\.|Phụ lục|\d+(\.\d+)*\.\s)", text)) and len(text) < 160
    beside = re.match(r"(Ghi chú|(Bảng|Hình) \d|Biểu |Đơn vị tính|\(Kèm theo)", text)
    return numbered or text == text.upper() or bool(beside)


# ---- the rules


def _page(section: Section, *, is_annex: bool) -> Iterator[Finding]:
    """An annex may lie across the page."""
    article = "Phụ lục I, mục I"
    size = (round((section.page_width or 0) / 36000), round((section.page_height or 0) / 36000))
    if size != (210, 297) and not (is_annex and size == (297, 210)):
        yield _finding(article, _("Khổ giấy"), f"{size[0]} × {size[1]} mm", "A4, 210 × 297 mm")
    margins = (
        (_("Lề trên"), section.top_margin, 20, 25),
        (_("Lề dưới"), section.bottom_margin, 20, 25),
        (_("Lề trái"), section.left_margin, 30, 35),
        (_("Lề phải"), section.right_margin, 15, 20),
    )
    for name, margin, least, most in margins:
        mm = margin.mm if margin is not None else 0
        if not least - 0.2 <= mm <= most + 0.2:
            yield _finding(article, name, f"{format_number(round(mm, 1))} mm", f"{least}-{most} mm")


def _page_number(section: Section) -> Iterator[Finding]:
    article = "Phụ lục I, mục I.6"
    fields = _page_fields(section.header)
    place = _("Số trang")
    if not fields:
        words = _("ở lề dưới") if _page_fields(section.footer) else _("không có")
        yield _finding(article, place, words, _("chữ số Ả Rập, canh giữa trong lề trên"))
        return
    if not section.different_first_page_header_footer:
        yield _finding(article, place, _("hiện ở trang thứ nhất"), _("không hiển thị số trang thứ nhất"))
    alignment = fields[0].alignment
    style = fields[0].style
    inherited = style.paragraph_format.alignment if style is not None else None
    if str(getattr(alignment if alignment is not None else inherited, "name", "LEFT")) != "CENTER":
        yield _finding(article, place, _("không canh giữa"), _("canh giữa trong lề trên"))


def _page_fields(margin: _Header | _Footer) -> list[Paragraph]:
    """Paragraphs with the page's number; Word's own gallery of page numbers wraps them in a content control."""
    paragraphs = (Paragraph(element, margin) for element in margin._element.iter(qn("w:p")))
    return [paragraph for paragraph in paragraphs if _has_page_field(paragraph)]


def _has_page_field(paragraph: Paragraph) -> bool:
    simple = (str(field.get(qn("w:instr"), "")) for field in paragraph._p.iter(qn("w:fldSimple")))
    complex_ = (str(field.text or "") for field in paragraph._p.iter(qn("w:instrText")))
    return any(re.match(r"\s*PAGE\b", instruction) for instruction in (*simple, *complex_))


def _presence(parts: dict[str, list[Paragraph]]) -> Iterator[Finding]:
    """What every administrative paper has; a letter has no kind but "V/v"."""
    for name in ("nation", "motto", "number", "date", "recipients_heading"):
        if name not in parts:
            rule = RULES[name]
            yield _finding(rule.article, rule.name, _("không tìm thấy"), _("phải có"))
    if "kind" not in parts and "letter_subject" not in parts:
        rule = RULES["kind"]
        yield _finding(rule.article, rule.name, _("không tìm thấy"), _("tên loại văn bản, hoặc “V/v …” của công văn"))


def _looks(rule: PartRule, paragraph: Paragraph, look: Look) -> Iterator[Finding]:
    place = f"{rule.name}: “{excerpt(paragraph.text, 40)}”"
    if look.font and look.font != FONT:
        yield _finding("Phụ lục I, mục I.5", place, _("phông {font}").format(font=look.font), FONT)
    least, most = rule.sizes
    if look.size is not None and not least <= look.size <= most:
        wanted = format_number(least) if least == most else f"{format_number(least)}-{format_number(most)}"
        yield _finding(
            rule.article, place, _("cỡ {n}").format(n=format_number(look.size)), _("cỡ {n}").format(n=wanted)
        )
    for told, wanted_flag, words in (
        (look.bold, rule.bold, (_("đậm"), _("không đậm"))),
        (look.italic, rule.italic, (_("nghiêng"), _("đứng"))),
    ):
        if wanted_flag is not None and told != wanted_flag:
            yield _finding(rule.article, place, words[not told], words[not wanted_flag])
    letters = [c for c in paragraph.text if c.isalpha()]
    if rule.upper is not None and letters and all(c.isupper() for c in letters) != rule.upper:
        words = (_("in hoa"), _("in thường"))
        yield _finding(rule.article, place, words[rule.upper], words[not rule.upper])


def _number(paragraphs: list[Paragraph]) -> Iterator[Finding]:
    article, place = "Phụ lục I, mục II.3", _("Số, ký hiệu")
    for paragraph in paragraphs:
        found = NUMBER.search(paragraph.text)
        if found is None:
            yield _finding(article, place, excerpt(paragraph.text, 40), _("dạng “Số: 05/BC-UBND”"))
            continue
        number, notation = found["number"], found["notation"]
        if number.strip(". …_") and not NUMBERED.fullmatch(number):
            yield _finding(article, place, number, _("số nhỏ hơn 10 thêm 0 phía trước"))
        if not NOTATION.fullmatch(notation):
            yield _finding(article, place, notation, _("chữ viết tắt cách nhau bằng gạch nối, không cách chữ"))


def _date(paragraphs: list[Paragraph]) -> Iterator[Finding]:
    article, place = "Phụ lục I, mục II.4", _("Địa danh và thời gian")
    for paragraph in paragraphs:
        found = DATE.search(paragraph.text)
        if found is None:
            yield _finding(article, place, excerpt(paragraph.text, 50), _("dạng “…, ngày 05 tháng 9 năm 2028”"))
            continue
        if "," not in paragraph.text[: found.start()]:
            yield _finding(article, place, excerpt(paragraph.text, 50), _("dấu phẩy sau địa danh"))
        if found["day"].strip(". …_") and not DAY.fullmatch(found["day"]):
            yield _finding(article, place, found["day"], _("ngày nhỏ hơn 10 thêm 0 phía trước"))
        if not MONTH.fullmatch(found["month"]):
            yield _finding(article, place, found["month"], _("chỉ tháng 1 và tháng 2 thêm 0 phía trước"))


def _prose(paragraphs: list[Paragraph], document: Document) -> Iterator[Finding]:
    """Alignment, indent, spacing: each fault is said once, with how many paragraphs have it."""
    article, faults = "Phụ lục I, mục II.6", dict[str, list[str]]()
    for paragraph in paragraphs:
        for expected, found in _faults_of_prose(look_of(paragraph, document)):
            faults.setdefault(expected, []).append(found)
    for expected, examples in faults.items():
        place = _("Lời văn, {n} đoạn").format(n=len(examples))
        yield _finding(article, place, examples[0], expected)


def _faults_of_prose(look: Look) -> Iterator[tuple[str, str]]:
    if look.align not in ("justify", "both"):
        yield _("canh đều cả hai lề"), _("không canh đều")
    if look.first_line is None or not 9.5 <= look.first_line <= 13.2:
        yield (
            _("lùi đầu dòng 1 cm hoặc 1,27 cm"),
            _("lùi {n} mm").format(n=format_number(round(look.first_line or 0, 1))),
        )
    if look.spacing is None or look.spacing < 6:
        yield _("các đoạn cách nhau ít nhất 6 pt"), _("cách {n} pt").format(n=format_number(look.spacing or 0))
    if look.line is not None and not 1 <= look.line <= 1.5:
        yield _("giãn dòng từ đơn đến 1,5 dòng"), _("giãn {n} dòng").format(n=format_number(look.line))


def _ending(document: Document) -> Iterator[Finding]:
    """The last text before "Nơi nhận" (or the end) closes with ./."""
    last = ""
    for paragraph, in_table in _all(document):
        text = paragraph.text.strip()
        if fold(text).startswith("noi nhan"):
            break
        if text and (not in_table or last):
            last = text
    if last and not last.rstrip().endswith("./."):
        yield _finding("Phụ lục III", _("Kết thúc nội dung"), f"“{excerpt(last[-40:], 40)}”", "./.")


def _finding(article: str, place: str, found: str, expected: str) -> Finding:
    message = _("{place}: {found}; quy định: {expected} ({article}).")
    return Finding(
        article, place, found, expected, message.format(place=place, found=found, expected=expected, article=article)
    )
