"""Columns over the years as SVG text, made on the server: no script, no style attribute, nothing fetched.

One rule for every indicator: a column per year from an axis at 0; a black dash = what that year needs; the year shown
in the colour of its state, other years in one blue; hatched = provisional; a dashed outline = awaited or unconfirmed,
never added to the column. Figures are printed by the caller, so that a chart says what the page says. Colours are
classes of the style sheet, with attributes as a fallback for a chart taken out of its page. Lengths are px.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from nscl.vn.numbers import format_number
from nscl.web.badges import LINES
from nscl.web.svg import drawing, in_box, px, text

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
OUTLINE = 'fill="none" stroke="#6f7b88" stroke-dasharray="3 2"'
BLACK = 'stroke="#17202b" stroke-width="1.8"'
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
        """What the year needs, as printed."""
        return "" if self.needed is None else self.printed_needed or format_number(self.needed)


@dataclass(frozen=True)
class Plot:
    """Where things stand in a drawing: the axis of years at `bottom`, the largest figure at `top`."""

    width: float
    top: float
    bottom: float
    count: int
    maximum: float
    breadth: float  # of a column, as a share of the room of a year

    @property
    def step(self) -> float:
        return self.width / self.count

    def middle(self, index: int) -> float:
        return self.step * (index + 0.5)

    def left(self, index: int) -> float:
        return self.middle(index) - self.step * self.breadth / 2

    def y(self, value: float) -> float:
        return self.bottom - (self.bottom - self.top) * max(value, 0) / self.maximum


def year_columns(years: Sequence[YearColumn], *, unit: str, width: int = 236, height: int = 84) -> SafeString:
    """The chart of one row of a list: every figure above its column, the last needed figure above its dash."""
    body = _labelled_columns(years, _plot(years, width, top=2 * LABEL + 2, bottom=height - 16, breadth=0.6), height - 3)
    return drawing("chart-small", width, height, _said(years, unit), body)


def year_chart(years: Sequence[YearColumn], *, unit: str) -> SafeString:
    """The large chart."""
    said = _said(years, unit)
    wide = drawing("chart-large chart-wide", 640, 300, said, _wide(years))
    plot = _plot(years, 300, top=2 * LABEL + 4, bottom=170, breadth=0.46)
    narrow = drawing("chart-narrow", 300, 190, said, _labelled_columns(years, plot, 185))
    return in_box(wide, narrow)


def _labelled_columns(years: Sequence[YearColumn], plot: Plot, foot: float) -> str:
    last_needed = max((index for index, year in enumerate(years) if year.needed is not None), default=-1)
    parts = [_axis(plot)]
    for index, year in enumerate(years):
        parts += [_column(plot, index, year), _dash(plot, index, year, share=0.88)]
        parts += [_figure(plot, index, year), _year(plot, index, year, foot)]
        if index == last_needed:
            parts.append(_needed_figure(plot, index, year))
    return "".join(parts)


def _wide(years: Sequence[YearColumn]) -> str:
    """Figures inside the columns; one line across where every year needs the same."""
    plot = _plot(years, 568, top=40, bottom=266, breadth=0.52)
    needed = {year.needed for year in years}
    is_level = len(needed) == 1 and None not in needed
    shown = max((year.year for year in years if year.current), default=0)
    parts = [_axis(plot)]
    for index, year in enumerate(years):
        parts += [_column(plot, index, year), _unconfirmed(plot, index, year)]
        if not is_level:
            parts.append(_dash(plot, index, year, share=0.8))
        parts += [
            _inside_figure(plot, index, year, is_ahead=year.year > shown),
            _year(plot, index, year, 288, year.note),
        ]
    return "".join(parts) + _target(plot, years, is_level=is_level)


def _plot(years: Sequence[YearColumn], width: float, *, top: float, bottom: float, breadth: float) -> Plot:
    heights = [year.value or 0 for year in years] + [year.needed or 0 for year in years]
    return Plot(width, top, bottom, max(len(years), 1), max([*heights, 0]) or 1, breadth)


def _column(plot: Plot, index: int, year: YearColumn) -> str:
    if year.value is None:
        return _awaited(plot, index) if year.nature == "awaited" else ""
    if year.value <= 0:
        return ""
    top = plot.y(year.value)
    if year.nature == "provisional":
        kind, colour = _colour(year, "hatch")
        paint, lines = f'stroke="{colour}"', _hatch(plot, index, top)
        edge = _box(kind, plot, index, (top, plot.bottom), f'fill="#fff" {paint}')
        return f'{edge}<path class="{kind}" d="{lines}" {paint} stroke-width="1.6"/>'
    kind, colour = _colour(year, "column")
    return _box(kind, plot, index, (top, plot.bottom), f'fill="{colour}"')


def _colour(year: YearColumn, part: str) -> tuple[str, str]:
    """The class and the fallback colour of a column."""
    if year.current:
        return f"{part} s-{escape(year.state)}", FILLS.get(year.state, OTHER_YEAR)
    return f"{part}-other", OTHER_YEAR


def _hatch(plot: Plot, index: int, top: float, gap: float = 5) -> str:
    """Lines rising to the right, cut at the edges by hand: a pattern would need an identifier of its own per chart."""
    left, breadth, height = plot.left(index), plot.step * plot.breadth, plot.bottom - top
    lines, offset = [], gap
    while offset < breadth + height:
        x1, y1 = (left, top + offset) if offset <= height else (left + offset - height, top + height)
        x2, y2 = (left + offset, top) if offset <= breadth else (left + breadth, top + offset - breadth)
        lines.append(f"M{px(x1)} {px(y1)}L{px(x2)} {px(y2)}")
        offset += gap
    return "".join(lines)


def _awaited(plot: Plot, index: int) -> str:
    """An empty outline: it says that a figure will come, not how large."""
    top = plot.bottom - (plot.bottom - plot.top) * 0.6
    mark = text("question", plot.middle(index), (top + plot.bottom) / 2 + 4, "?")
    return _box("awaited", plot, index, (top, plot.bottom), OUTLINE) + mark


def _unconfirmed(plot: Plot, index: int, year: YearColumn) -> str:
    if not year.unconfirmed or year.value is None:
        return ""
    base = plot.y(year.value)
    top = max(plot.y(year.value + year.unconfirmed), 16)
    words = _("+%(n)s chờ xác nhận") % {"n": format_number(year.unconfirmed)}
    right = plot.middle(index) + plot.step * plot.breadth / 2
    label = text("waiting", right + 7, min(top, base - 12) + 11, words, anchor="start")
    return _box("awaited", plot, index, (top, base), OUTLINE) + label


def _dash(plot: Plot, index: int, year: YearColumn, *, share: float) -> str:
    if year.needed is None:
        return ""
    half = plot.step * share / 2
    return _line("needed", plot.middle(index) - half, plot.middle(index) + half, plot.y(year.needed), BLACK)


def _figure(plot: Plot, index: int, year: YearColumn) -> str:
    """The figure above its column, and above the dash that would cross it."""
    kind = "value value-now" if year.current else "value"
    if year.value is not None:
        return text(kind, plot.middle(index), _foot_of_figure(plot, year) - 4, year.text)
    return text(kind, plot.middle(index), plot.bottom - 4, year.text) if _is_missing(year) else ""


def _foot_of_figure(plot: Plot, year: YearColumn) -> float:
    top = plot.y(year.value or 0)
    dash = plot.y(year.needed) if year.needed is not None else None
    return dash if dash is not None and top - LABEL - 6 < dash < top + 1 else top


def _needed_figure(plot: Plot, index: int, year: YearColumn) -> str:
    """What the last year needs: above its dash, or above its own figure, then with a word that tells them apart."""
    words, y = year.needed_text, plot.y(year.needed or 0)
    if year.value is not None:
        words, y = _("cần %(needed)s") % {"needed": words}, min(y, _foot_of_figure(plot, year) - LABEL)
    half, middle = len(words) * CHARACTER / 2, plot.middle(index)
    if middle + half <= plot.width:
        return text("target-small", middle, y - 4, words)
    return text("target-small", plot.width, y - 4, words, anchor="end")


def _inside_figure(plot: Plot, index: int, year: YearColumn, *, is_ahead: bool) -> str:
    x = plot.middle(index)
    if year.value is None:
        words = _("chưa đến") if is_ahead else year.text
        return "" if year.nature == "awaited" else text("year", x, plot.bottom - 8, words)
    top = plot.y(year.value)
    if plot.bottom - top < 40 or year.nature == "provisional":
        return text("value", x, _foot_of_figure(plot, year) - 7, year.text)
    middle = (top + plot.bottom) / 2
    if year.needed is not None and abs(plot.y(year.needed) - middle) < LABEL:  # the dash would cross it
        middle = plot.y(year.needed) + LABEL + 5
    return text("value inside" if year.current else "value", x, middle + 5, year.text)


def _is_missing(year: YearColumn) -> bool:
    """The year shown has no figure, and none is on its way."""
    return year.current and year.value is None and year.nature != "awaited"


def _target(plot: Plot, years: Sequence[YearColumn], *, is_level: bool) -> str:
    """The words at the end of the dashes; with one level also the line itself."""
    last = years[-1] if years else None
    if last is None or last.needed is None:
        return ""
    x, y = plot.width + 8, plot.y(last.needed)
    words = text("", x, y - 2, _("Mục tiêu"), anchor="start") + text(
        "target", x, y + 14, last.needed_text, anchor="start"
    )
    return (_line("needed", 0, plot.width + 4, y, BLACK) if is_level else "") + words


def _year(plot: Plot, index: int, year: YearColumn, y: float, note: str = "") -> str:
    words = f"{year.year} ({note})" if note else str(year.year)
    return text("year-now" if year.current else "year", plot.middle(index), y, words)


def _axis(plot: Plot) -> str:
    return _line("axis", 0, plot.width, plot.bottom + 0.5, 'stroke="#8b95a0"')


def _said(years: Sequence[YearColumn], unit: str) -> str:
    """The figures of the chart as one sentence, for who does not see it."""
    said = "; ".join(_said_of(year) for year in years)
    return _("%(unit)s theo năm: %(figures)s") % {"unit": unit, "figures": said} if unit else said


def _said_of(year: YearColumn) -> str:
    words = [f"{year.year}: {_('chưa có số') if year.value is None else year.text}"]
    if year.nature != "final":
        words.append(_("sơ bộ") if year.nature == "provisional" else _("chờ số liệu"))
    if year.needed is not None:
        words.append(_("cần %(needed)s") % {"needed": year.needed_text})
    if year.unconfirmed:
        words.append(_("thêm %(n)s chờ xác nhận, không cộng") % {"n": format_number(year.unconfirmed)})
    if year.current and year.state in LINES:
        words.append(str(LINES[year.state].word))
    return ", ".join(words)


def _line(kind: str, x1: float, x2: float, y: float, paint: str) -> str:
    return f'<line class="{kind}" x1="{px(x1)}" y1="{px(y)}" x2="{px(x2)}" y2="{px(y)}" {paint}/>'


def _box(kind: str, plot: Plot, index: int, between: tuple[float, float], paint: str) -> str:
    top, bottom = between
    size = f'width="{px(plot.step * plot.breadth)}" height="{px(bottom - top)}"'
    return f'<rect class="{kind}" x="{px(plot.left(index))}" y="{px(top)}" {size} {paint}/>'
