"""How a paragraph of any Word file really looks: what its runs, styles and the file's defaults add up to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Length
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph
from docx.text.run import Run


@dataclass(frozen=True)
class Look:
    """The look that most characters of a paragraph have. Sizes in points, indent in millimetres; None where untold."""

    font: str | None
    size: float | None
    bold: bool
    italic: bool
    align: str
    first_line: float | None
    spacing: float | None  # before and after together, points
    line: float | None  # in lines; None where exact


def look_of(paragraph: Paragraph, document: Document) -> Look:
    """Weighed by characters, so that one bold word does not make a paragraph bold."""
    runs = [run for run in _runs(paragraph) if run.text.strip()]
    style = paragraph.style
    shape = [paragraph.paragraph_format, *(each.paragraph_format for each in _chain(style))]
    line = _first(shape, lambda each: each.line_spacing)
    before = _first(shape, lambda each: each.space_before)
    after = _first(shape, lambda each: each.space_after)
    indent = _first(shape, lambda each: each.first_line_indent)
    align = _first(shape, lambda each: each.alignment)
    return Look(
        font=_weighed(runs, lambda run: _font(run, style, document)),
        size=_weighed(runs, lambda run: _size(run, style, document)),
        bold=bool(_weighed(runs, lambda run: _flag(run, style, document, "bold", "w:b"))),
        italic=bool(_weighed(runs, lambda run: _flag(run, style, document, "italic", "w:i"))),
        align=str(align.name).lower() if align is not None else "left",
        first_line=indent.mm if indent is not None else None,
        spacing=sum(x.pt for x in (before, after) if x is not None)
        if before is not None or after is not None
        else None,
        line=None if isinstance(line, Length) else line,
    )


def _runs(paragraph: Paragraph) -> Iterator[Run]:
    """Runs in hyperlinks too."""
    for element in paragraph._p.iter(qn("w:r")):
        yield Run(element, paragraph)


def _chain(style: Any) -> Iterator[ParagraphStyle]:
    """The style and what it is based on; a file whose styles go in a circle ends all the same."""
    seen: set[str] = set()
    while style is not None and style.style_id not in seen:
        seen.add(style.style_id)
        yield style
        style = getattr(style, "base_style", None)


def _first(places: list[Any], read: Callable[[Any], Any]) -> Any:
    return next((value for place in places if (value := read(place)) is not None), None)


def _weighed(runs: list[Run], read: Callable[[Run], Any]) -> Any:
    weights: Counter[Any] = Counter()
    for run in runs:
        weights[read(run)] += len(run.text.strip())
    return weights.most_common(1)[0][0] if weights else None


def _font(run: Run, style: Any, document: Document) -> str | None:
    fonts = [run.font.name, _character(run, lambda each: each.font.name), *(each.font.name for each in _chain(style))]
    named: str | None = next((name for name in fonts if name), None)
    return named or _default(document, "w:rFonts", "w:ascii")


def _size(run: Run, style: Any, document: Document) -> float | None:
    sizes = [run.font.size, _character(run, lambda each: each.font.size), *(each.font.size for each in _chain(style))]
    found = next((size for size in sizes if size is not None), None)
    if found is not None:
        return float(found.pt)
    default = _default(document, "w:sz", "w:val")
    return float(default) / 2 if default else 10.0  # what Word takes when nothing is said


def _flag(run: Run, style: Any, document: Document, name: str, tag: str) -> bool:
    told = [getattr(run.font, name), _character(run, lambda each: getattr(each.font, name))]
    told += [getattr(each.font, name) for each in _chain(style)]
    found = next((value for value in told if value is not None), None)
    return bool(found) if found is not None else _default(document, tag, "w:val") not in (None, "0", "false")


def _character(run: Run, read: Callable[[Any], Any]) -> Any:
    try:
        return read(run.style) if run.style is not None else None
    except (AttributeError, KeyError):
        return None


def _default(document: Document, tag: str, attribute: str) -> str | None:
    for element in document.styles.element.iterfind(f"{qn('w:docDefaults')}//{qn(tag)}"):
        value: str | None = element.get(qn(attribute), "" if attribute == "w:val" else None)
        return value
    return None
