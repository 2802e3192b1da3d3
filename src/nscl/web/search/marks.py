"""Matched words in a text, marked as the reader sees them: with the tones he need not have typed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

from nscl.vn.text import fold

WORD = re.compile(r"[^\W_]+")
AROUND = 160  # characters of a long text that are shown


def marked(text: str, wanted: Sequence[str]) -> SafeString:
    """`text` escaped, with every wanted word in <mark>. `wanted` are folded words."""
    pieces, last = [], 0
    for word in WORD.finditer(text):
        span = _span(word, wanted)
        if span is None:
            continue
        start, end = span
        pieces.append((text[last:start], text[start:end]))
        last = end
    told = format_html_join("", "{}<mark>{}</mark>", pieces)
    return format_html("{}{}", told, conditional_escape(text[last:]))


def excerpted(text: str, wanted: Sequence[str]) -> SafeString:
    """The part of a long text around the first wanted word, marked."""
    if len(text) <= AROUND:
        return marked(text, wanted)
    first = next((word.start() for word in WORD.finditer(text) if _span(word, wanted)), 0)
    start = _word_start(text, max(0, first - AROUND // 3))
    end = text.rfind(" ", start, start + AROUND) if start + AROUND < len(text) else len(text)
    before, after = ("… " if start else ""), (" …" if end < len(text) else "")
    return marked(f"{before}{text[start:end].strip()}{after}", wanted)


def _word_start(text: str, position: int) -> int:
    return text.find(" ", position) + 1 if position else 0


def _span(word: re.Match[str], wanted: Sequence[str]) -> tuple[int, int] | None:
    """Where in the text a word holds what is wanted; the whole word where folding changes how long it is."""
    folded = fold(word.group())
    held = max((each for each in wanted if each in folded), key=len, default="")
    if not held:
        return None
    if len(folded) != len(word.group()):
        return word.span()
    start = word.start() + folded.index(held)
    return start, start + len(held)
