"""Charts as SVG text, made on the server: no script, no style attribute, nothing fetched.

One rule for every indicator: a column per year from an axis at 0; a black dash = what that year needs; the year shown in
the colour of its state, other years in one blue; hatched = provisional; a dashed outline = awaited or unconfirmed, never
added to the column. Figures are printed by the caller, so that a chart says what the page says. Colours are classes of
the style sheet, with attributes as a fallback for a chart taken out of its page. Lengths are px of the drawing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from nscl.vn.numbers import format_number
from nscl.web.badges import LINES

Nature = Literal["final", "provisional", "awaited"]
FILLS = {
    "met": "#1a6640",
    "on_track": "#1d5c99",
    "behind": "#a5281b",
    "not_due": "#505c69",
    "awaiting": "#775000",
    "describe": "#5a4885",
    "no_data": "#505c69",
}
OTHER_YEAR = "#7c94ad"
LABEL = 13  # height a label of 11 px takes above what it names
CHARACTER = 6.4  # mean width of a character of 11 px


@dataclass(frozen=True)
class YearColumn:
    """One year of one indicator, with its figures as the page prints them.

    `needed`: what that year needs, None where the plan sets nothing. `unconfirmed`: shown above the column, not added.
    `note`: what stands beside a year in the large chart ("tạm tính").
    """

    year: int
    value: float | None = None
    needed: float | None = None
    state: str = "describe"
    nature: Nature = "final"
    unconfirmed: float = 0
    current: bool = False
    printed: str = ""
    printed_needed: str = ""
    note: str = ""

    @property
    def text(self) -> str:
        """The figure as printed; a dash where there is none, never 0."""
        return "–" if self.value is None else self.printed or format_number(self.value)

    @property
    def needed_text(self) -> str:
        return "" if self.needed is None else self.printed_needed or format_number(self.needed)


@dataclass(frozen=True)
class Segment:
    """A part of a whole: `tone` names a colour of `.stacked` in the style sheet; a `pale` one takes dark figures."""

    label: str
    value: float
    tone: str
    pale: bool = False


@dataclass(frozen=True)
class Plot:
    """Where things stand in a drawing: the axis of years at `bottom`, the largest figure at `top`."""

    width: float
    top: float
    bottom: float
    count: int
    maximum: float

    @property
    def step(self) -> float:
        return self.width / self.count

    def middle(self, index: int) -> float:
        return self.step * (index + 0.5)

    def y(self, value: float) -> float:
        return self.bottom - (self.bottom - self.top) * max(value, 0) / self.maximum


def year_columns(years: Sequence[YearColumn], *, unit: str, width: int = 236, height: int = 84) -> SafeString:
    """The chart of one row of a list: every figure above its column, the last needed figure above its dash."""
    plot = _plot(years, width, top=2 * LABEL + 2, bottom=height - 16)
    labelled = _labelled(years)
    parts = [_axis(plot)]
    for index, year in enumerate(years):
        parts += [_column(plot, index, year, share=0.6), _dash(plot, index, year, share=0.88)]
        parts += [_small_labels(plot, index, year, is_labelled=index == labelled), _year(plot, index, year, height - 3)]
    return _svg("chart chart-small", width, height, _said(years, unit), "".join(parts))


def year_chart(years: Sequence[YearColumn], *, unit: str) -> SafeString:
    """The large chart: a wide drawing and a narrow one for phones, text at its real size in both."""
    wide, narrow = _large(years, unit, width=640, height=300), _narrow(years, unit)
    return mark_safe(f'<div class="chart-box">{wide}{narrow}</div>')  # noqa: S308 - both drawings are escaped


def bar(value: float | None, maximum: float | None, *, tone: str = "") -> SafeString:
    """A bar as long as the share of `value` in `maximum`. It repeats a printed number, so it says nothing itself."""
    share = 0.0 if not value or not maximum else min(max(float(value) / float(maximum), 0), 1)
    classes = f"s-{tone} bar-fill" if tone in FILLS else f"bar-{tone or 'fill'}"
    return mark_safe(  # noqa: S308 - numbers and our own class names
        '<svg class="bar" height="11" aria-hidden="true" focusable="false">'
        '<rect class="bar-track" width="100%" height="100%" fill="#f0f1ee"/>'
        f'<rect class="{escape(classes)}" width="{_px(share * 100)}%" height="100%" fill="{FILLS.get(tone, "#17436f")}"/></svg>'
    )


def stacked_bar(segments: Sequence[Segment], *, total: float | None = None, height: int = 26) -> SafeString:
    """Parts of one whole in one line, each with its figure where it fits; the label says them all."""
    whole = max(total or 0, sum(segment.value for segment in segments)) or 1
    said = "; ".join(f"{segment.label}: {format_number(segment.value)}" for segment in segments)
    parts, start = ['<rect class="bar-track" width="100%" height="100%" fill="#f0f1ee"/>'], 0.0
    for segment in segments:
        share = 100 * segment.value / whole
        parts.append(_segment(segment, start, share, height))
        start += share
    return mark_safe(  # noqa: S308 - the parts are escaped
        f'<svg class="stacked" height="{height}" role="img" aria-label="{escape(said)}">{"".join(parts)}</svg>'
    )


def _segment(segment: Segment, start: float, share: float, height: int) -> str:
    if share <= 0:
        return ""
    box = (
        f'<rect class="p-{escape(segment.tone)}" x="{_px(start)}%" width="{_px(share)}%" height="100%" '
        'stroke="#fff" stroke-width="1"/>'
    )
    figure = format_number(segment.value)
    if height < 20 or share < 0.5 + 1.1 * len(figure):  # 1,1% of a wide page holds one digit
        return box
    tone = ' class="dark"' if segment.pale else ""
    middle = _px(start + share / 2)
    return f'{box}<text{tone} x="{middle}%" y="{height / 2 + 4:g}" text-anchor="middle">{escape(figure)}</text>'


def _large(years: Sequence[YearColumn], unit: str, *, width: int, height: int) -> str:
    """Figures inside the columns; one line across where every year needs the same."""
    plot = _plot(years, width - 72, top=40, bottom=height - 34)
    level = _level(years)
    parts = [_axis(plot)]
    for index, year in enumerate(years):
        parts += [_column(plot, index, year, share=0.52), _unconfirmed(plot, index, year)]
        parts.append("" if level else _dash(plot, index, year, share=0.8) + _needed_label(plot, index, year))
        parts += [_inside_label(plot, index, year), _year(plot, index, year, height - 12, with_note=True)]
    if level:
        parts.append(_target_line(plot, level))
    return _svg("chart chart-large chart-wide", width, height, _said(years, unit), "".join(parts))


def _narrow(years: Sequence[YearColumn], unit: str) -> str:
    """The drawing of a phone: as the small chart, taller, with what awaits confirmation."""
    width, height = 300, 190
    plot = _plot(years, width, top=2 * LABEL + 4, bottom=height - 20)
    labelled = _labelled(years)
    parts = [_axis(plot)]
    for index, year in enumerate(years):
        parts += [_column(plot, index, year, share=0.46), _dash(plot, index, year, share=0.88)]
        parts += [_small_labels(plot, index, year, is_labelled=index == labelled), _year(plot, index, year, height - 5)]
    return _svg("chart chart-narrow", width, height, _said(years, unit), "".join(parts))


def _plot(years: Sequence[YearColumn], width: float, *, top: float, bottom: float) -> Plot:
    heights = [year.value or 0 for year in years] + [year.needed or 0 for year in years]
    return Plot(width, top, bottom, max(len(years), 1), max([*heights, 0]) or 1)


def _column(plot: Plot, index: int, year: YearColumn, *, share: float) -> str:
    breadth = plot.step * share
    left = plot.middle(index) - breadth / 2
    if year.value is None:
        return _awaited(plot, left, breadth) if year.nature == "awaited" else ""
    top = plot.y(year.value)
    if year.value <= 0:
        return ""
    if year.nature != "provisional":
        kind, fill = _colour(year, "column")
        return _rect(kind, left, top, breadth, plot.bottom - top, f'fill="{fill}"')
    kind, stroke = _colour(year, "hatch")
    edge = _rect(kind, left, top, breadth, plot.bottom - top, f'fill="#fff" stroke="{stroke}"')
    return f'{edge}<path class="{kind}" d="{_hatch(left, top, breadth, plot.bottom - top)}" stroke="{stroke}" stroke-width="1.6"/>'


def _colour(year: YearColumn, part: str) -> tuple[str, str]:
    if year.current:
        return f"{part} s-{escape(year.state)}", FILLS.get(year.state, OTHER_YEAR)
    return f"{part}-other", OTHER_YEAR


def _hatch(left: float, top: float, breadth: float, height: float, gap: float = 5) -> str:
    """Lines rising to the right, cut at the edges by hand: a pattern would need an identifier of its own per chart."""
    lines, offset = [], gap
    while offset < breadth + height:
        x1, y1 = (left, top + offset) if offset <= height else (left + offset - height, top + height)
        x2, y2 = (left + offset, top) if offset <= breadth else (left + breadth, top + offset - breadth)
        lines.append(f"M{_px(x1)} {_px(y1)}L{_px(x2)} {_px(y2)}")
        offset += gap
    return "".join(lines)


def _awaited(plot: Plot, left: float, breadth: float) -> str:
    """An empty outline of half the height: it says that a figure will come, not how large."""
    height = (plot.bottom - plot.top) * 0.6
    middle, line = left + breadth / 2, plot.bottom - height / 2 + 4
    return (
        _rect(
            "awaited",
            left,
            plot.bottom - height,
            breadth,
            height,
            'fill="none" stroke="#6f7b88" stroke-dasharray="3 2"',
        )
        + f'<text class="question" x="{_px(middle)}" y="{_px(line)}" text-anchor="middle">?</text>'
    )


def _unconfirmed(plot: Plot, index: int, year: YearColumn) -> str:
    if not year.unconfirmed or year.value is None:
        return ""
    breadth = plot.step * 0.52
    left, base = plot.middle(index) - breadth / 2, plot.y(year.value)
    top = max(plot.y(year.value + year.unconfirmed), 16)
    words = _("+%(n)s chờ xác nhận") % {"n": format_number(year.unconfirmed)}
    outline = _rect("awaited", left, top, breadth, base - top, 'fill="none" stroke="#6f7b88" stroke-dasharray="3 2"')
    return (
        outline
        + f'<text class="waiting" x="{_px(left + breadth + 7)}" y="{_px(min(top, base - 12) + 11)}">{escape(words)}</text>'
    )


def _dash(plot: Plot, index: int, year: YearColumn, *, share: float) -> str:
    if year.needed is None:
        return ""
    half, y = plot.step * share / 2, _px(plot.y(year.needed))
    x1, x2 = _px(plot.middle(index) - half), _px(plot.middle(index) + half)
    return f'<line class="needed" x1="{x1}" y1="{y}" x2="{x2}" y2="{y}" stroke="#17202b" stroke-width="1.8"/>'


def _small_labels(plot: Plot, index: int, year: YearColumn, *, is_labelled: bool) -> str:
    x, top = plot.middle(index), plot.y(year.value or 0)
    dash = None if year.needed is None else plot.y(year.needed)
    label, floor = "", top
    if year.value is not None:
        if dash is not None and top - LABEL - 1 < dash < top + 1:  # the dash would cross the figure
            floor = dash
        label = _text("value value-now" if year.current else "value", x, floor - 4, year.text)
        floor -= LABEL
    elif year.current and year.nature != "awaited":
        label = _text("value value-now", x, plot.bottom - 4, year.text)
    if is_labelled and dash is not None:
        below_figure = year.value is not None and floor - 1 < dash + LABEL
        height = min(dash, floor) if below_figure else dash
        label += _end_text(plot, index, height - 4, year.needed_text)
    return label


def _end_text(plot: Plot, index: int, y: float, words: str) -> str:
    """Centred on its dash while it fits into the drawing, else ending with the drawing."""
    half, middle = len(words) * CHARACTER / 2, plot.middle(index)
    if middle + half <= plot.width:
        return _text("target-small", middle, y, words)
    return f'<text class="target-small" x="{_px(plot.width)}" y="{_px(y)}" text-anchor="end">{escape(words)}</text>'


def _inside_label(plot: Plot, index: int, year: YearColumn) -> str:
    x = plot.middle(index)
    if year.value is None:
        if year.nature == "awaited":
            return ""
        return _text("", x, plot.bottom - 8, year.text if year.current else _("chưa có số"))
    top = plot.y(year.value)
    if plot.bottom - top < 40 or year.nature == "provisional":
        return _text("value", x, top - 7, year.text)
    return _text("value inside" if year.current else "value", x, (top + plot.bottom) / 2 + 5, year.text)


def _needed_label(plot: Plot, index: int, year: YearColumn) -> str:
    if year.needed is None:
        return ""
    right, y = plot.middle(index) + plot.step * 0.4 + 3, plot.y(year.needed)
    if index == plot.count - 1:
        words = _("Mục tiêu")
        return (
            f'<text x="{_px(right)}" y="{_px(y - 2)}">{escape(words)}</text>'
            f'<text class="target" x="{_px(right)}" y="{_px(y + 14)}">{escape(year.needed_text)}</text>'
        )
    return ""


def _target_line(plot: Plot, year: YearColumn) -> str:
    y, words = plot.y(year.needed or 0), _("Mục tiêu")
    return (
        f'<line class="needed" x1="0" y1="{_px(y)}" x2="{_px(plot.width + 4)}" y2="{_px(y)}" stroke="#17202b" stroke-width="1.8"/>'
        f'<text x="{_px(plot.width + 8)}" y="{_px(y - 2)}">{escape(words)}</text>'
        f'<text class="target" x="{_px(plot.width + 8)}" y="{_px(y + 14)}">{escape(year.needed_text)}</text>'
    )


def _level(years: Sequence[YearColumn]) -> YearColumn | None:
    """The last year when all years need the same figure."""
    needed = {year.needed for year in years}
    return years[-1] if len(needed) == 1 and None not in needed else None


def _labelled(years: Sequence[YearColumn]) -> int:
    """The place of the last year that needs something; -1 when none does."""
    return max((index for index, year in enumerate(years) if year.needed is not None), default=-1)


def _year(plot: Plot, index: int, year: YearColumn, y: float, *, with_note: bool = False) -> str:
    words = f"{year.year} ({year.note})" if with_note and year.note else str(year.year)
    return _text("year-now" if year.current else "year", plot.middle(index), y, words)


def _axis(plot: Plot) -> str:
    y = _px(plot.bottom + 0.5)
    return f'<line class="axis" x1="0" y1="{y}" x2="{_px(plot.width)}" y2="{y}" stroke="#8b95a0"/>'


def _said(years: Sequence[YearColumn], unit: str) -> str:
    """The figures of the chart as one sentence, for who does not see it."""
    said = "; ".join(_said_of(year) for year in years)
    return _("%(unit)s theo năm: %(figures)s") % {"unit": unit, "figures": said} if unit else said


def _said_of(year: YearColumn) -> str:
    words = [f"{year.year}: {_('chưa có số') if year.value is None else year.text}"]
    if year.nature == "provisional":
        words.append(_("sơ bộ"))
    if year.nature == "awaited":
        words.append(_("chờ số liệu"))
    if year.needed is not None:
        words.append(_("cần %(needed)s") % {"needed": year.needed_text})
    if year.unconfirmed:
        words.append(_("thêm %(n)s chờ xác nhận, không cộng") % {"n": format_number(year.unconfirmed)})
    if year.current and year.state in LINES:
        words.append(str(LINES[year.state].word))
    return ", ".join(words)


def _text(kind: str, x: float, y: float, words: str) -> str:
    return f'<text class="{kind}" x="{_px(x)}" y="{_px(y)}" text-anchor="middle">{escape(words)}</text>'


def _rect(kind: str, x: float, y: float, width: float, height: float, paint: str) -> str:
    return f'<rect class="{kind}" x="{_px(x)}" y="{_px(y)}" width="{_px(width)}" height="{_px(height)}" {paint}/>'


def _svg(kind: str, width: float, height: float, said: str, body: str) -> SafeString:
    return mark_safe(  # noqa: S308 - every text in the body went through escape
        f'<svg class="{kind}" viewBox="0 0 {width:g} {height:g}" width="{width:g}" height="{height:g}" role="img" '
        f'aria-label="{escape(said)}" fill="#414d5b">{body}</svg>'
    )


def _px(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
