"""The house template: the frame of an official paper with the tags that `documents.docx.render` fills."""

import docx
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm

from nscl.documents import layout, styles
from nscl.documents.styles import Style

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"

# What python-docx's blank document brings and an official paper does not use.
_KEPT_STYLES = {"Normal", "Default Paragraph Font", "Normal Table", "No List"}
_UNUSED_PARTS = ("/thumbnail", "/numbering", "/stylesWithEffects")
_HEAD_COLUMNS = (69, 91)  # both "SỞ KHOA HỌC VÀ CÔNG NGHỆ" and the nation's name stay on one line
_FOOT_COLUMNS = (72, 88)


def frame() -> Document:
    """The frame with its tags; `documents.docx.house_template` describes it."""
    document = blank()
    _write_head(document)
    _write_title(document)
    _write(document, styles.PROSE, "{{p body }}")
    _write_foot(document)
    _write(document, styles.END, "")
    return document


def blank() -> Document:
    """An empty page of the decree with the house's styles."""
    document = docx.Document()
    _strip(document)
    _set_defaults(document)
    styles.add_missing_styles(document)
    _set_page(document.sections[0])
    return document


def _strip(document: Document) -> None:
    for style in list(document.styles):
        if style.name not in _KEPT_STYLES:
            style.delete()
    for relations in (document.part.package.rels, document.part.rels):
        for key, relation in list(relations.items()):
            if relation.reltype.endswith(_UNUSED_PARTS):
                relations.pop(key)


def _set_defaults(document: Document) -> None:
    defaults = document.styles.element.find(qn("w:docDefaults"))
    for overriding in [*defaults.iter(qn("w:rFonts")), *defaults.iter(qn("w:spacing"))]:
        overriding.getparent().remove(overriding)
    for language in defaults.iter(qn("w:lang")):
        language.set(qn("w:val"), "vi-VN")
    styles.set_font(document.styles["Normal"], 14)
    for setting in document.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")  # Word 2013 and later; 14 opens as "compatibility mode"


def _set_page(section: Section) -> None:
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(20), Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(20)
    section.header_distance, section.footer_distance = Mm(10), Mm(10)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.style = styles.PAGE_NUMBER.name
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    number._p.append(field)


def _write_head(document: Document) -> None:
    table = layout.add_frame(document, rows=2, widths=_HEAD_COLUMNS)
    issuer, nation = table.rows[0].cells
    _write(issuer, styles.PARENT, "{%p if parent %}", "{{ parent }}", "{%p endif %}")
    _write(issuer, styles.AGENCY, "{{ agency }}")
    layout.add_rule(issuer, indent=24)
    _write(nation, styles.NATION, NATION)
    _write(nation, styles.MOTTO, MOTTO)
    layout.add_rule(nation, indent=16)
    number, place_date = table.rows[1].cells
    _write(number, styles.NUMBER, "{{ number_line }}")
    _write(number, styles.LETTER_SUBJECT, "{%p if letter_subject %}", "{{ letter_subject }}", "{%p endif %}")
    _write(number, styles.MARK, "{%p if mark %}", "{{ mark }}", "{%p endif %}")
    _write(place_date, styles.PLACE_DATE, "{{ place_date }}")


def _write_title(document: Document) -> None:
    """A letter has neither kind nor subject here; of several addressees each has its line."""
    _write(document, styles.KIND, "{%p if kind %}", "{{ kind }}")
    _write(document, styles.SUBJECT, "{{ subject }}")
    layout.add_rule(document, indent=55)
    _write(document, styles.KIND, "{%p endif %}")
    _write(document, styles.ADDRESSEE, "{%p if addressee %}", "Kính gửi: {{ addressee }}", "{%p endif %}")
    _write(document, styles.ADDRESSEES_HEADING, "{%p if addressees %}", "Kính gửi:")
    _write(document, styles.ADDRESSEES, "{{ addressees }}", "{%p endif %}")


def _write_foot(document: Document) -> None:
    table = layout.add_frame(document, rows=1, widths=_FOOT_COLUMNS, above=10)
    recipients, signature = table.rows[0].cells
    _write(recipients, styles.RECIPIENTS_HEADING, "Nơi nhận:")
    _write(recipients, styles.RECIPIENTS, "{{ recipients }}")
    _write(signature, styles.SIGNATURE, "{{ signature }}")


def _write(place: layout.Place, style: Style, *lines: str) -> None:
    for line in lines:
        layout.add_paragraph(place, style, line)
