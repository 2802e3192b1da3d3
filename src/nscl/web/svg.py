"""The words of SVG that every chart is written in. Lengths are px; every text is escaped here."""

from __future__ import annotations

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

MUTED = "#414d5b"


def drawing(kind: str, width: int, height: int, said: str, body: str) -> SafeString:
    """One drawing, with its figures in the label."""
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    return mark_safe(  # noqa: S308 - every text in the body went through escape
        f'<svg class="chart {kind}" {size} role="img" aria-label="{escape(said)}" fill="{MUTED}">{body}</svg>'
    )


def in_box(wide: SafeString, narrow: SafeString) -> SafeString:
    """A wide drawing and a narrow one for phones, of which one is shown: text keeps its real size in both."""
    return mark_safe(f'<div class="chart-box">{wide}{narrow}</div>')  # noqa: S308 - both are safe


def text(kind: str, x: float, y: float, words: str, *, anchor: str = "middle") -> str:
    return f'<text class="{kind}" x="{px(x)}" y="{px(y)}" text-anchor="{anchor}">{escape(words)}</text>'


def px(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
