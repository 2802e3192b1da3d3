"""Charts of papers as PNG pictures, drawn from plain values: stacked columns by year, spans on one axis.

Lengths are units of a drawing 640 wide; a picture 160 mm wide then has letters of about 9 points. The figures of every
chart stand in a table of the paper too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from itertools import groupby
from math import ceil, floor
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from nscl.vn.numbers import format_number, format_percent
from nscl.vn.text import clean

WIDTH: Final = 640
DOTS: Final = 4  # to a unit: 400 to an inch on paper
LETTERS: Final = 13
INK, GRID, AXIS, MARK = "#17202b", "#dfe3df", "#8b95a0", "#a5281b"
STACK_COLOURS: Final = ("#9fb9d3", "#d8c48a", "#17436f")
RANGE, HALF, EDGE = "#dce6f0", "#9fb9d3", "#7c94ad"

_FONTS: Final = Path(__file__).resolve().parents[3] / "vendor" / "be-vietnam-pro"
_VIETNAMESE: Final = frozenset("ĂăĐđĨĩŨũƠơƯư₫") | {chr(code) for code in range(0x1EA0, 0x1EFA)}
_ROW: Final = 58  # height of a span with its name


@dataclass(frozen=True)
class Stack:
    """One year's growth as parts, in points; parts below 0 hang from the axis."""

    label: str
    parts: Sequence[float]
    total: float


@dataclass(frozen=True)
class Span:
    """From `low` to `high`, with the middle half and the median where they are known."""

    label: str
    low: float
    high: float
    half: tuple[float, float] | None = None
    median: float | None = None


class Drawing:
    """A white sheet in units from the upper left corner."""

    def __init__(self, height: float) -> None:
        self.image = Image.new("RGB", (WIDTH * DOTS, round(height * DOTS)), "white")
        self._pen = ImageDraw.Draw(self.image)

    def box(self, x1: float, y1: float, x2: float, y2: float, fill: str, edge: str = "") -> None:
        if round(x2 * DOTS) > round(x1 * DOTS) and round(y2 * DOTS) > round(y1 * DOTS):
            self._pen.rectangle(_dots(x1, y1, x2, y2), fill=fill, outline=edge or None, width=DOTS)

    def line(self, x1: float, y1: float, x2: float, y2: float, colour: str, width: float = 1) -> None:
        self._pen.line(_dots(x1, y1, x2, y2), fill=colour, width=round(width * DOTS))

    def diamond(self, x: float, y: float, *, size: float = 5, fill: str = "white") -> None:
        corners = _dots(x, y - size, x + size, y, x, y + size, x - size, y)
        self._pen.polygon(corners, fill=fill, outline=INK, width=round(1.5 * DOTS))

    def text(self, x: float, y: float, words: str, *, align: str = "center", bold: bool = False) -> None:
        """On the line at `y`."""
        shift = {"left": 0.0, "center": 0.5, "right": 1.0}[align]
        at = x * DOTS - shift * _length(words, bold) * DOTS
        for run, font in _runs(words, bold):
            self._pen.text((at, y * DOTS), run, fill=INK, font=font, anchor="ls")
            at += font.getlength(run)

    def png(self) -> bytes:
        written = BytesIO()
        self.image.quantize(64).save(written, "PNG", optimize=True, dpi=(DOTS * 101.6, DOTS * 101.6))
        return written.getvalue()


@dataclass(frozen=True)
class Axis:
    """Round steps that hold every value, and where on the drawing each stands."""

    low: float
    high: float
    step: float
    start: float
    end: float

    def at(self, value: float) -> float:
        return self.start + (self.end - self.start) * (value - self.low) / (self.high - self.low)

    @property
    def ticks(self) -> list[float]:
        return [round(self.low + n * self.step, 6) for n in range(round((self.high - self.low) / self.step) + 1)]


def stacked(stacks: Sequence[Stack], names: tuple[str, str, str], whole: str) -> bytes:
    """Contributions by year, a diamond at the total, the legend above."""
    drawing = Drawing(330)
    _legend(drawing, names, whole)
    ups = [sum(v for v in each.parts if v > 0) for each in stacks]
    downs = [sum(v for v in each.parts if v < 0) for each in stacks]
    axis = _axis([0.0, *ups, *downs, *(each.total for each in stacks)], start=298, end=44)
    for value in axis.ticks:
        drawing.line(48, axis.at(value), WIDTH - 8, axis.at(value), GRID if value else AXIS)
        drawing.text(42, axis.at(value) + 4.5, format_number(value), align="right")
    room = (WIDTH - 56) / max(len(stacks), 1)
    for index, each in enumerate(stacks):
        x = 48 + room * (index + 0.5)
        _stack(drawing, axis, x, min(room * 0.3, 40), each)
        if index % ceil(44 / room) == 0:
            drawing.text(x, 320, each.label)
    return drawing.png()


def spans(rows: Sequence[Span], *, chosen: tuple[str, float], target: tuple[str, float] | None) -> bytes:
    """Shares in per cent on one axis: a row for each span, a red line at the chosen value, a black one at the target.

    Names of the two lines stand above on either side of them, those of the spans above each.
    """
    drawing, foot = Drawing(_ROW * len(rows) + 52), _ROW * len(rows) + 28
    lines = [(*chosen, MARK), *([(*target, INK)] if target else [])]
    values = [v for row in rows for v in (row.low, row.high)] + [value for _name, value, _colour in lines]
    axis = _axis(values, start=30, end=WIDTH - 30)
    for value in axis.ticks:
        drawing.line(axis.at(value), 24, axis.at(value), foot, GRID)
        drawing.text(axis.at(value), foot + 17, f"{format_number(value)}%")
    for index, row in enumerate(rows):
        _span(drawing, axis, row, 24 + _ROW * index)
    for position, (name, value, colour) in enumerate(sorted(lines, key=lambda line: line[1])):
        drawing.line(axis.at(value), 22, axis.at(value), foot, colour, 2)
        is_left = axis.at(value) > WIDTH / 2 if len(lines) == 1 else position == 0 and axis.at(value) > _length(name)
        drawing.text(axis.at(value), 16, name, align="right" if is_left else "left", bold=True)
    for index, row in enumerate(rows):
        words = f"{row.label}: {format_percent(row.low)} – {format_percent(row.high)}"
        x, y = min(axis.at(row.low), WIDTH - 4 - _length(words)), 42 + _ROW * index
        drawing.box(x - 3, y - 14, x + _length(words) + 3, y + 5, "white")  # the two lines would cross the words
        drawing.text(x, y, words, align="left")
    return drawing.png()


def _legend(drawing: Drawing, names: Sequence[str], whole: str) -> None:
    x = 48.0
    for name, colour in zip(names, STACK_COLOURS, strict=True):
        drawing.box(x, 8, x + 14, 22, colour)
        drawing.text(x + 20, 19.5, name, align="left")
        x += 20 + _length(name) + 22
    drawing.diamond(x + 5, 15)
    drawing.text(x + 16, 19.5, whole, align="left")


def _stack(drawing: Drawing, axis: Axis, x: float, half: float, stack: Stack) -> None:
    up = down = 0.0
    for value, colour in zip(stack.parts, STACK_COLOURS, strict=True):
        base = up if value >= 0 else down
        drawing.box(x - half, axis.at(max(base, base + value)), x + half, axis.at(min(base, base + value)), colour)
        up, down = (up + value, down) if value >= 0 else (up, down + value)
    drawing.diamond(x, axis.at(stack.total))


def _span(drawing: Drawing, axis: Axis, row: Span, top: float) -> None:
    low, high = axis.at(row.low), axis.at(row.high)
    drawing.box(low, top + 26, high, top + 46, RANGE if row.half else HALF, EDGE)
    if row.half:
        drawing.box(axis.at(row.half[0]), top + 26, axis.at(row.half[1]), top + 46, HALF)
    if row.median is not None:
        drawing.line(axis.at(row.median), top + 26, axis.at(row.median), top + 46, INK, 2)


def _axis(values: Sequence[float], *, start: float, end: float) -> Axis:
    low, high = min(values), max(values)
    span = (high - low) or 1.0
    step = next(s * 10.0**e for e in range(-4, 12) for s in (1, 2, 5) if span / (s * 10.0**e) <= 7)
    bottom = floor(low / step) * step
    return Axis(bottom, max(ceil(high / step) * step, bottom + step), step, start, end)


def _dots(*units: float) -> list[float]:
    return [unit * DOTS for unit in units]


@lru_cache(maxsize=4)
def _font(subset: str, bold: bool) -> ImageFont.FreeTypeFont:
    weight = 600 if bold else 400
    return ImageFont.truetype(_FONTS / f"be-vietnam-pro-{subset}-{weight}-normal.woff2", LETTERS * DOTS)


def _runs(words: str, bold: bool = False) -> Iterator[tuple[str, ImageFont.FreeTypeFont]]:
    """Pieces of one file of the font each: letters of Vietnamese alone are in a file of their own."""
    for is_vietnamese, letters in groupby(clean(words), key=lambda letter: letter in _VIETNAMESE):
        yield "".join(letters), _font("vietnamese" if is_vietnamese else "latin", bold)


def _length(words: str, bold: bool = False) -> float:
    return sum(font.getlength(run) for run, font in _runs(words, bold)) / DOTS
