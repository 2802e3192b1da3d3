"""Bars as SVG text: as wide as their place by percentages, so no style attribute and no script measures anything."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from nscl.vn.numbers import Number, format_number

TRACK = '<rect class="bar-track" width="100%" height="100%" fill="#f0f1ee"/>'


@dataclass(frozen=True)
class Segment:
    """A part of a whole. `tone` names a colour of `.stacked` in the style sheet: met nil sent returned late draft
    unopened; a `pale` one takes dark figures."""

    label: str
    value: float
    tone: str
    pale: bool = False


def bar(value: Number | None, maximum: Number | None, *, tone: str = "") -> SafeString:
    """A bar as long as the share of `value` in `maximum`. It repeats a number printed beside it, so it says nothing
    itself. `tone`: "" (brand), pale, mid, empty (outline)."""
    share = min(max(float(value) / float(maximum), 0.0), 1.0) if value and maximum else 0.0
    kind = escape(f"bar-{tone or 'fill'}")
    return mark_safe(  # noqa: S308 - escaped above
        '<svg class="bar" height="11" aria-hidden="true" focusable="false">'
        f'{TRACK}<rect class="{kind}" width="{share * 100:.1f}%" height="100%" fill="#17436f"/></svg>'
    )


def stacked_bar(segments: Sequence[Segment], *, total: float | None = None, height: int = 26) -> SafeString:
    """Parts of one whole in one line, each with its figure where it fits; the label says them all.

    `total` larger than the sum of the parts leaves the rest empty; `height` in px, under 20 without figures.
    """
    whole = max(total or 0, sum(segment.value for segment in segments)) or 1
    said = escape("; ".join(f"{segment.label}: {format_number(segment.value)}" for segment in segments))
    parts, start = [TRACK], 0.0
    for segment in segments:
        share = 100 * segment.value / whole
        parts.append(_segment(segment, start, share, height))
        start += share
    return mark_safe(  # noqa: S308 - every text is escaped
        f'<svg class="stacked" height="{height}" role="img" aria-label="{said}">{"".join(parts)}</svg>'
    )


def _segment(segment: Segment, start: float, share: float, height: int) -> str:
    if share <= 0:
        return ""
    place = f'x="{start:.2f}%" width="{share:.2f}%"'
    box = f'<rect class="p-{escape(segment.tone)}" {place} height="100%" stroke="#fff" stroke-width="1"/>'
    figure = format_number(segment.value)
    if height < 20 or share < 0.5 + 1.1 * len(figure):  # 1,1% of a wide page holds one digit
        return box
    tone = ' class="dark"' if segment.pale else ""
    middle = f'x="{start + share / 2:.2f}%" y="{height / 2 + 4:g}" text-anchor="middle"'
    return f"{box}<text{tone} {middle}>{escape(figure)}</text>"
