"""Blocks set into a Word document: paragraphs, tables, rule lines, sections."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import TypeAlias
from weakref import WeakKeyDictionary

from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Length, Mm
from docx.table import Table as WordTable
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph as WordParagraph

from nscl.documents import styles
from nscl.documents.blocks import Annex, Block, Heading, Paragraph, Picture, Point, Run, Table, Text
from nscl.documents.styles import ALIGNMENTS, Style
from nscl.vn.text import clean

Place: TypeAlias = Document | _Cell

# Children of w:sectPr that follow w:pgNumType, and of w:pPr that follow w:pBdr: Word refuses them out of order.
_AFTER_PAGE_NUMBERS = ("w:cols", "w:formProt", "w:vAlign", "w:noEndnote", "w:titlePg", "w:textDirection", "w:docGrid")
_AFTER_BORDERS = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr", "w:sectPr")

_SHORT_TABLE = 10  # rows that fit the rest of a page often enough to be kept together

_STYLE_IDS: WeakKeyDictionary[Part, dict[str, str]] = WeakKeyDictionary()

_LINES = ("top", "left", "bottom", "right", "insideH", "insideV")


def write_blocks(document: Document, blocks: Iterable[Block]) -> None:
    """Append `blocks` to the last section of `document`."""
    for block in blocks:
        match block:
            case Heading(level=level, text=text, aside=aside):
                heading = add_paragraph(document, styles.SECTION if level == 1 else styles.CLAUSE, text)
                if aside:
                    heading.add_run(f" {clean(aside)}").bold = False
            case Paragraph(text=text):
                _write_prose(document, text)
            case Point(mark=mark, text=text):
                _write_prose(document, f"{mark}) {text}" if isinstance(text, str) else (Run(f"{mark}) "), *text))
            case Table():
                _write_table(document, block)
            case Picture():
                _write_picture(document, block)


def write_annex(document: Document, annex: Annex) -> None:
    """Append `annex` as a section with its own page numbers."""
    _start_section(document, annex.landscape)
    _write_annex(document, annex)


def write_only_annex(document: Document, annex: Annex) -> None:
    """Write `annex` as all there is in an empty document."""
    _turn(document.sections[0], annex.landscape)
    _write_annex(document, annex)


def _write_annex(document: Document, annex: Annex) -> None:
    add_paragraph(document, styles.ANNEX, f"Phụ lục {annex.number}".strip())
    add_paragraph(document, styles.ANNEX_TITLE, annex.title)
    if annex.reference:
        add_paragraph(document, styles.ANNEX_REFERENCE, annex.reference)
    add_rule(document, indent=_text_width(document.sections[-1]).mm / 2 - 25)
    write_blocks(document, annex.body)
    _end_with_a_paragraph(document)


def add_paragraph(place: Place, style: Style, text: Text = "") -> WordParagraph:
    """Append a paragraph; the blank one every new cell has is used first."""
    blank = place.paragraphs[0] if isinstance(place, _Cell) and len(place._tc) <= 2 else None
    paragraph = blank if blank is not None and not len(blank._p) else place.add_paragraph()
    paragraph._p.style = _style_id(place, style)
    _set_text(paragraph, text)
    return paragraph


def _style_id(place: Place, style: Style) -> str:
    """The style's key in this document. Word's own search through all styles would be half the work of a long paper."""
    ids = _STYLE_IDS.setdefault(place.part, {})
    if style.name not in ids:
        ids[style.name] = place.part.document.styles[style.name].style_id
    return ids[style.name]


def add_rule(place: Place, indent: float) -> None:
    """Draw the line under a motto, a name or a title, leaving `indent` millimetres free on either side."""
    paragraph = add_paragraph(place, styles.RULE)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Mm(indent)
    line = '<w:bottom w:val="single" w:sz="6" w:space="1" w:color="000000"/>'
    borders = parse_xml(f"<w:pBdr {nsdecls('w')}>{line}</w:pBdr>")
    paragraph._p.get_or_add_pPr().insert_element_before(borders, *_AFTER_BORDERS)


def add_frame(document: Document, rows: int, widths: Sequence[float], above: int = 0) -> WordTable:
    """A table without lines that sets parts of the paper side by side: widths in millimetres, space above in points."""
    table = document.add_table(rows, len(widths))
    _set_properties(table, margin=20, above=above, borders=False)
    for row in table.rows:
        _keep_whole(row)
    _set_widths(table, [Mm(width) for width in widths])
    return table


def _write_prose(document: Document, text: Text) -> None:
    lines = [line for line in clean(text).split("\n") if line.strip()] if isinstance(text, str) else [text]
    for line in lines:
        paragraph = add_paragraph(document, styles.PROSE, line)
        if paragraph.text.endswith(":") or all(run.bold for run in paragraph.runs):
            paragraph._p.get_or_add_pPr().get_or_add_keepNext()  # it announces what follows: never last on its page


def _set_text(paragraph: WordParagraph, text: Text, bold: bool = False) -> None:
    for run in (Run(text),) if isinstance(text, str) else text:
        written = paragraph.add_run(clean(run.text))
        if run.bold or bold:
            written.bold = True
        if run.italic:
            written.italic = True


def _write_table(document: Document, table: Table) -> None:
    if table.caption:
        add_paragraph(document, styles.CAPTION, table.caption)
    if table.unit:
        add_paragraph(document, styles.UNIT, table.unit)
    rows = [*table.rows, table.total] if table.total else list(table.rows)
    word_table = document.add_table(1 + len(rows), len(table.columns))
    _set_properties(word_table, margin=70, above=0, borders=True)
    heading_row, *body_rows = word_table.rows
    _write_heading_row(heading_row, table)
    for word_row, row in zip(body_rows, rows, strict=True):
        _write_row(word_row, table, row, bold=row is table.total)
    _set_widths(word_table, _fitted([c.width for c in table.columns], _text_width(document.sections[-1])))
    _keep_with_next(body_rows[:-1] if len(rows) <= _SHORT_TABLE else body_rows[-2:-1])
    if table.note:
        _keep_with_next(body_rows[-1:])
        add_paragraph(document, styles.NOTE, table.note)


def _write_picture(document: Document, picture: Picture) -> None:
    """In the line of text, so that it never moves from its caption; a wider one is reduced to the page."""
    width = min(Mm(picture.width), _text_width(document.sections[-1]))
    shape = add_paragraph(document, styles.PICTURE).add_run().add_picture(BytesIO(picture.png), width)
    shape._inline.docPr.set("descr", clean(picture.alt))
    caption = add_paragraph(document, styles.PICTURE_CAPTION, picture.caption)
    if picture.note:
        caption.paragraph_format.keep_with_next = True
        add_paragraph(document, styles.NOTE, picture.note)


def _keep_with_next(rows: Iterable[_Row]) -> None:
    """A short table stays on one page; of a long one the last two rows, and the last with the note."""
    for row in rows:
        for paragraph in row._tr.iter(qn("w:p")):
            paragraph.get_or_add_pPr().get_or_add_keepNext()


def _write_heading_row(word_row: _Row, table: Table) -> None:
    _keep_whole(word_row)
    word_row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell, column in zip(word_row.cells, table.columns, strict=True):
        add_paragraph(cell, styles.COLUMN_HEADING, column.heading)
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER


def _write_row(word_row: _Row, table: Table, texts: Sequence[Text], bold: bool) -> None:
    if not table.splits:
        _keep_whole(word_row)
    for cell, column, text in zip(word_row.cells, table.columns, texts, strict=True):
        paragraph = add_paragraph(cell, styles.CELL)
        _set_text(paragraph, text, bold)
        if column.align != styles.CELL.align:
            paragraph.alignment = ALIGNMENTS[column.align]
        if not table.splits:  # in the middle of a long cell nobody looks for a number
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER


def _keep_whole(row: _Row) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _set_properties(table: WordTable, margin: int, above: int, borders: bool) -> None:
    """Centre the table and fix its layout, the margins of its cells (in twentieths of a point beside) and its lines."""
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    properties = table._tbl.tblPr
    widths = {"top": above * 20, "left": margin, "right": margin}
    sides = "".join(f'<w:{side} w:w="{width}" w:type="dxa"/>' for side, width in widths.items())
    properties.insert_element_before(parse_xml(f"<w:tblCellMar {nsdecls('w')}>{sides}</w:tblCellMar>"), "w:tblLook")
    if borders:
        lines = "".join(f'<w:{line} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for line in _LINES)
        properties.insert_element_before(
            parse_xml(f"<w:tblBorders {nsdecls('w')}>{lines}</w:tblBorders>"), "w:tblLayout"
        )


def _set_widths(table: WordTable, widths: Sequence[Length]) -> None:
    """Fix the columns: LibreOffice reads the grid, Word the cells."""
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width


def _fitted(widths: Sequence[float], available: Length) -> list[Length]:
    scale = min(1.0, available.mm / sum(widths))
    return [Mm(width * scale) for width in widths]


def _text_width(section: Section) -> Length:
    return Length(section.page_width - section.left_margin - section.right_margin)


def _start_section(document: Document, landscape: bool) -> None:
    _end_with_a_paragraph(document)
    section = document.add_section(WD_SECTION.NEW_PAGE)
    _merge_carrier(document.element.body[-2])
    _turn(section, landscape)
    numbers = section._sectPr.find(qn("w:pgNumType"))
    if numbers is None:
        numbers = OxmlElement("w:pgNumType")
        section._sectPr.insert_element_before(numbers, *_AFTER_PAGE_NUMBERS)
    numbers.set(qn("w:start"), "1")


def _turn(section: Section, landscape: bool) -> None:
    short, long = sorted((section.page_width, section.page_height))
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (long, short) if landscape else (short, long)


def _merge_carrier(carrier: BaseOxmlElement) -> None:
    """Let the last paragraph of a section end it: python-docx adds an empty one, which may fall on an empty page."""
    carrier.getprevious().get_or_add_pPr()._insert_sectPr(carrier.pPr.find(qn("w:sectPr")))
    carrier.getparent().remove(carrier)


def _end_with_a_paragraph(document: Document) -> None:
    """Word wants a paragraph after a table at the end of a section: one too low to call for another page."""
    if document.element.body[-2].tag != qn("w:p"):
        add_paragraph(document, styles.END)
