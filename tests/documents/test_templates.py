"""Papers in a frame that a province edited in Word."""

from collections.abc import Callable
from io import BytesIO

import docx as word
import pytest
from docx.document import Document
from docx.shared import Pt

from nscl.documents import docx, xlsx
from nscl.documents.sheets import Column, Sheet
from tests.documents.sample import report


def edited(change: Callable[[Document], object]) -> bytes:
    """The house template after `change`, as if done in Word."""
    document = word.Document(BytesIO(docx.house_template()))
    change(document)
    return saved(document)


def saved(document: Document) -> bytes:
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def test_the_house_template_given_back_makes_the_same_paper():
    assert docx.text(docx.render(report(), docx.house_template())) == docx.text(docx.render(report()))


def test_what_the_province_writes_around_the_tags_stays():
    template = edited(lambda document: document.paragraphs[0].insert_paragraph_before("Điện thoại: 0222 3822 000"))
    assert "Điện thoại: 0222 3822 000" in docx.text(docx.render(report(), template))


def test_the_look_the_province_gave_a_style_is_kept():
    template = edited(lambda document: setattr(document.styles["Lời văn"].font, "size", Pt(13)))
    rendered = word.Document(BytesIO(docx.render(report(), template)))
    assert rendered.styles["Lời văn"].font.size == Pt(13)


def test_a_tag_that_word_broke_into_runs_is_still_filled():
    def break_the_tag(document: Document) -> None:
        subject = next(p for p in document.paragraphs if "subject" in p.text)
        subject.runs[0].text = "{{ sub"
        subject.add_run("ject }").bold = True
        subject.add_run("}")

    assert docx.text(docx.render(report(), edited(break_the_tag))) == docx.text(docx.render(report()))


def test_a_template_made_from_a_blank_document_gets_the_styles_it_lacks():
    blank = word.Document()
    for tag in ("{{ kind }}", "{{ subject }}", "{{p body }}", "{{ signature }}"):
        blank.add_paragraph(tag)
    rendered = word.Document(BytesIO(docx.render(report(), saved(blank))))
    prose = [p for p in rendered.paragraphs if p.style.name == "Lời văn"]
    assert prose[-1].text.endswith("./.")
    assert rendered.paragraphs[0].text == "BÁO CÁO"


def test_an_unknown_tag_is_refused_by_its_name():
    template = edited(lambda document: document.add_paragraph("{{ phone }} {{ subject }}"))
    with pytest.raises(docx.TemplateFault) as fault:
        docx.render(report(), template)
    assert str(fault.value).startswith(
        "Tệp mẫu có thẻ không dùng được: {{ phone }}. Các thẻ được dùng: parent, agency,"
    )


@pytest.mark.parametrize("wrong", ["{{ subject", "{{ subject.year }}", "{% if subject %}", "{{ }}"])
def test_a_tag_written_wrongly_is_refused_with_the_way_to_write_it(wrong):
    template = edited(lambda document: document.add_paragraph(wrong))
    with pytest.raises(docx.TemplateFault, match=r"thẻ viết sai\. Viết mỗi thẻ như \{\{ subject \}\}"):
        docx.render(report(), template)


def test_a_template_cannot_reach_into_the_machine():
    template = edited(lambda document: document.add_paragraph("{{ subject.__class__.__mro__ }}"))
    with pytest.raises(docx.TemplateFault):
        docx.render(report(), template)


def remove_the_body(document: Document) -> None:
    body = next(p for p in document.paragraphs if "body" in p.text)
    body._p.getparent().remove(body._p)


def put_the_body_in_a_table(document: Document) -> None:
    remove_the_body(document)
    document.tables[0].cell(0, 0).add_paragraph("{{p body }}")


def put_the_body_inside_a_sentence(document: Document) -> None:
    remove_the_body(document)
    document.add_paragraph("Nội dung: {{ body }}")


@pytest.mark.parametrize("change", [remove_the_body, put_the_body_in_a_table, put_the_body_inside_a_sentence])
def test_a_body_without_a_paragraph_of_its_own_is_refused(change):
    with pytest.raises(docx.TemplateFault, match=r"thiếu thẻ \{\{p body \}\} đứng riêng một đoạn, ngoài bảng"):
        docx.render(report(), edited(change))


WORKBOOK = xlsx.write([Sheet("A", [Column("B")], [])])


@pytest.mark.parametrize("data", [b"", b"plain text", b"PK\x03\x04 broken", WORKBOOK])
def test_what_is_not_a_word_file_is_refused(data):
    with pytest.raises(docx.TemplateFault, match=r"không phải tệp Word\. Lưu lại dưới dạng \.docx"):
        docx.render(report(), data)
