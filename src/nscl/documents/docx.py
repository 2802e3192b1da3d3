"""Official papers as Word files: the form of Decree 30/2020/ND-CP, in the house's frame or in one a province edited."""

from collections.abc import Iterable, Iterator
from datetime import UTC
from functools import lru_cache
from gettext import gettext as _
from io import BytesIO
from zipfile import BadZipFile

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.table import _Row
from docx.text.paragraph import Paragraph
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from nscl.documents import house, layout, styles
from nscl.documents.blocks import Annex, Block
from nscl.documents.form import Form, Signature
from nscl.vn.calendar import now
from nscl.vn.text import clean

TAGS = (
    "parent", "agency", "number_line", "letter_subject", "mark", "place_date", "kind", "subject", "addressee",
    "addressees", "body", "recipients", "signature",
)  # fmt: skip

_BODY = "\ue000body\ue000"  # stands in the filled frame where the blocks go
_BODY_MARK = Markup("<w:p><w:r><w:t>{}</w:t></w:r></w:p>").format(_BODY)
_NOTHING = {**dict.fromkeys(TAGS, ""), "body": _BODY_MARK}
_NEW_PARAGRAPH = "\a"  # docxtpl: another paragraph like this one
_LINES_TO_SIGN_IN = 4


class TemplateFault(ValueError):
    """What is wrong with a Word template, in Vietnamese, and how to mend it."""


def render(form: Form, template: bytes | None = None) -> bytes:
    """The Word file (.docx) of `form`.

    `template` is a Word file whose tags ({{ subject }} …, see `house_template`) are filled with the parts of the form;
    None is the house's own. The blocks use the paragraph styles of that file, and the house's where it lacks them.
    Raises TemplateFault for a file that is no Word document, a tag misspelt or unknown, or a body without its place.
    """
    document = _fill(house_template() if template is None else template, _context(form))
    styles.add_missing_styles(document)
    _insert_body(document, form.body)
    for annex in form.annexes:
        layout.write_annex(document, annex)
    _describe(document, form.title, " ".join(form.agency))
    return _saved(document)


def render_annex(annex: Annex, author: str, template: bytes | None = None) -> bytes:
    """The Word file of an annex by itself, to go with a letter that is another file.

    Of `template` it takes page, margins, header and styles. Raises TemplateFault as `render` does.
    """
    document = house.blank() if template is None else _emptied(_fill(template, _NOTHING))
    styles.add_missing_styles(document)
    layout.write_only_annex(document, annex)
    _describe(document, annex.title, author)
    return _saved(document)


@lru_cache(maxsize=1)
def house_template() -> bytes:
    """A Word file a province may edit and put among its plan's templates: the frame of Decree 30/2020/ND-CP, with tags.

    A4, margins 20/20/30/20 mm, page numbers centred in the top margin from the second page. Tags: {{ parent }},
    {{ agency }}, {{ number_line }}, {{ letter_subject }}, {{ mark }}, {{ place_date }}, {{ kind }}, {{ subject }},
    {{ addressee }}, {{ addressees }}, {{p body }} alone in its paragraph, {{ recipients }}, {{ signature }}.
    """
    return _saved(house.frame())


def text(data: bytes) -> str:
    """The plain text of a Word file in reading order, a line per paragraph.

    A table row is one line, its cells parted by " | "; a row with several paragraphs in a cell (the head and the foot
    of a paper) is read cell by cell instead. Empty paragraphs, headers and footers are left out.
    """
    lines: list[str] = []
    for block in docx.Document(BytesIO(data)).iter_inner_content():
        if isinstance(block, Paragraph):
            lines.append(block.text)
        else:
            lines.extend(line for row in block.rows for line in _row_lines(row))
    return "\n".join(line for line in lines if line.strip())


def _emptied(document: Document) -> Document:
    """Only its last section is left, and what that has in the margins."""
    body = document.element.body
    for element in [each for each in body if each.tag != qn("w:sectPr")]:
        body.remove(element)
    return document


def _fill(template: bytes, context: dict[str, str]) -> Document:
    environment = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    try:
        docx.Document(BytesIO(template))
    except (BadZipFile, KeyError, ValueError, SyntaxError) as error:  # lxml's own faults are syntax errors
        raise TemplateFault(_("Tệp mẫu không phải tệp Word. Lưu lại dưới dạng .docx rồi tải lên.")) from error
    frame = DocxTemplate(BytesIO(template))
    try:
        unknown = sorted(frame.get_undeclared_template_variables(environment) - set(TAGS))
        if unknown:
            raise TemplateFault(_unknown_tags(unknown))
        frame.render(context, environment, autoescape=True)
    except TemplateError as error:
        message = _("Tệp mẫu có thẻ viết sai. Viết mỗi thẻ như {{{{ subject }}}}; các thẻ được dùng: {tags}.")
        raise TemplateFault(message.format(tags=", ".join(TAGS))) from error
    filled = BytesIO()
    frame.save(filled)
    return docx.Document(filled)


def _unknown_tags(names: Iterable[str]) -> str:
    message = _("Tệp mẫu có thẻ không dùng được: {names}. Các thẻ được dùng: {tags}.")
    return message.format(names=", ".join(f"{{{{ {name} }}}}" for name in names), tags=", ".join(TAGS))


def _context(form: Form) -> dict[str, str]:
    return {
        "parent": clean(form.parent),
        "agency": _paragraphs(form.agency),
        "number_line": clean(form.number_line),
        "letter_subject": clean(form.letter_subject),
        "mark": clean(form.mark),
        "place_date": clean(form.place_date),
        "kind": clean(form.kind),
        "subject": clean(form.subject),
        "addressee": clean(form.addressee),
        "addressees": _paragraphs(form.addressees),
        "body": _BODY_MARK,
        "recipients": _paragraphs(form.recipients),
        "signature": _paragraphs(_signature_lines(form.signature)),
    }


def _paragraphs(lines: Iterable[str]) -> str:
    return _NEW_PARAGRAPH.join(clean(line) for line in lines)


def _signature_lines(signature: Signature) -> list[str]:
    return [*signature.authority, *[""] * _LINES_TO_SIGN_IN, signature.name]


def _insert_body(document: Document, blocks: Iterable[Block]) -> None:
    """Write `blocks` in the place of the body's mark: after setting aside what follows it, back afterwards."""
    body = document.element.body
    mark = next((p for p in document.paragraphs if p.text == _BODY), None)
    if mark is None:
        raise TemplateFault(
            _("Tệp mẫu thiếu thẻ {{p body }} đứng riêng một đoạn, ngoài bảng. Thêm thẻ này vào chỗ lời văn.")
        )
    following = [element for element in mark._p.itersiblings() if element.tag != qn("w:sectPr")]
    for element in (mark._p, *following):
        body.remove(element)
    layout.write_blocks(document, blocks)
    _keep_with_what_follows(body)
    for element in following:
        body.insert(len(body) - 1, element)


def _keep_with_what_follows(body: BaseOxmlElement) -> None:
    """No signature stands alone on its page: the last paragraph of the body goes with it."""
    last = body[-2]
    if last.tag == qn("w:p"):
        last.get_or_add_pPr().get_or_add_keepNext()


def _describe(document: Document, title: str, author: str) -> None:
    properties = document.core_properties
    properties.title = clean(title)[:255]
    properties.author = clean(author)[:255]
    properties.subject = properties.comments = properties.keywords = ""
    properties.language = "vi-VN"
    properties.created = properties.modified = now().astimezone(UTC).replace(tzinfo=None)


def _saved(document: Document) -> bytes:
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _row_lines(row: _Row) -> Iterator[str]:
    cells = [[p.text for p in cell.paragraphs if p.text.strip()] for cell in row.cells]
    if all(len(lines) <= 1 for lines in cells):
        yield " | ".join(lines[0] if lines else "" for lines in cells)
    else:
        yield from (line for lines in cells for line in lines)
