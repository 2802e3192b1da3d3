"""Reading a form without setting it in Word."""

from __future__ import annotations

from nscl.documents.blocks import Block, Heading, Paragraph, Point, Table
from nscl.documents.form import Form


def said(form: Form) -> str:
    """The text of the body and the annexes, without setting it in Word."""
    return "\n".join(lines_of((*form.body, *(block for annex in form.annexes for block in annex.body))))


def lines_of(blocks: tuple[Block, ...]) -> list[str]:
    """What blocks say, a line each; a row of a table is one line."""
    lines = []
    for block in blocks:
        match block:
            case Table(rows=rows, total=total, note=note, caption=caption):
                lines += [caption, *(" | ".join(map(str, row)) for row in (*rows, total)), note]
            case Heading(text=text) | Paragraph(text=text) | Point(text=text):
                lines.append(text if isinstance(text, str) else "".join(run.text for run in text))
    return lines


def under(form: Form, heading: str) -> list[str]:
    """What stands under a heading, up to the next one."""
    texts: list[str] = []
    inside = False
    for block in form.body:
        if isinstance(block, Heading):
            inside = block.text.startswith(heading)
        elif inside:
            texts += lines_of((block,))
    return texts
