"""Charts of the productivity lab as SVG text: bands, tornado, stacked contributions, lines over the years.

Each comes in a wide and a narrow drawing, with its figures in the label; text keeps its real size in both. Colours are
attributes, so that a chart taken out of its page keeps them. Lengths are px.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil, floor

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from nscl.vn.numbers import format_number, format_percent
from nscl.web.productivity.answers import Band
from nscl.web.svg import drawing, in_box, px, text

INK, GRID, AXIS = "#17202b", "#e4e7e4", "#8b95a0"
RANGE, EDGE, HALF, BRAND, CHOSEN, PALE = "#dce6f0", "#7c94ad", "#9fb9d3", "#17436f", "#a5281b", "#9fb9d3"


@dataclass(frozen=True)
class Frame:
    """A drawing with an axis of figures at the left: `low`-`high` between `bottom` and `top`."""

    width: float
    height: float
    left: float
    right: float
    low: float
    high: float
    step: float
    top: float = 14
    foot: float = 44

    @property
    def bottom(self) -> float:
        return self.height - self.foot

    def y(self, value: float) -> float:
        return self.bottom - (self.bottom - self.top) * (value - self.low) / (self.high - self.low)

    def room(self, count: int) -> float:
        return (self.width - self.left - self.right) / max(count, 1)

    def x(self, index: int, count: int) -> float:
        return self.left + self.room(count) * (index + 0.5)

    def grid(self, unit: str = "%") -> str:
        parts = []
        for n in range(round((self.high - self.low) / self.step) + 1):
            value = self.low + n * self.step
            colour = AXIS if abs(value) < self.step / 1e6 else GRID
            parts.append(_rule(self.left, self.width - self.right, self.y(value), colour))
            parts.append(text("", self.left - 6, self.y(value) + 4, _tick(value, unit), anchor="end"))
        return "".join(parts)


def _tick(value: float, unit: str) -> str:
    return format_number(round(value, 6)) + unit


def framed(width: float, height: float, values: Sequence[float], **place: float) -> Frame:
    """A frame whose axis holds every value and 0, in round steps."""
    low, high = min([0.0, *values]), max([0.0, *values])
    span = (high - low) or 1.0
    step = next(s * 10.0**e for e in range(-4, 12) for s in (1, 2, 5) if span / (s * 10.0**e) <= 7)
    ends = {"low": floor(low / step) * step, "high": ceil(high / step) * step or step}
    return Frame(width, height, place.get("left", 52), place.get("right", 10), step=step, **ends)


def band_chart(bands: Sequence[Band], target: float) -> SafeString:
    """Share of TFP by period: range, middle half, median, chosen convention, published value, target line."""
    said = "; ".join(_said(band) for band in bands)

    def drawn(width: int, height: int, right: float) -> str:
        values = [target, *(v for b in bands for v in (b.low, b.high, b.chosen or 0, b.official or 0))]
        frame = framed(width, height, values, right=right)
        boxes = "".join(_band(frame, i, len(bands), band) for i, band in enumerate(bands))
        return frame.grid() + boxes + _target(frame, target)

    return _both(said, lambda: drawn(640, 330, 92), lambda: drawn(320, 330, 62), 330)


def _said(band: Band) -> str:
    words = _(
        "%(a)s–%(b)s: thấp nhất %(low)s, trung vị %(median)s, cao nhất %(high)s; quy ước đang chọn %(chosen)s; "
        "%(met)s bộ quy ước đạt"
    )
    chosen = "–" if band.chosen is None else format_percent(band.chosen)
    values = {"low": band.low, "median": band.median, "high": band.high, "met": band.met}
    printed = {name: format_percent(value) for name, value in values.items()}
    return words % {"a": band.first, "b": band.last, "chosen": chosen, **printed}


def _band(frame: Frame, index: int, count: int, band: Band) -> str:
    x, half = frame.x(index, count), min(frame.room(count) * 0.2, 32)
    y = {n: frame.y(getattr(band, n)) for n in ("low", "quarter", "median", "three_quarters", "high")}
    parts = [
        _rect(x - half, y["high"], 2 * half, y["low"] - y["high"], RANGE, EDGE),
        _rect(x - half, y["three_quarters"], 2 * half, y["quarter"] - y["three_quarters"], HALF),
        _rule(x - half, x + half, y["median"], INK, 2),
        text("", x, y["high"] - 5, format_percent(band.high)),
        text("", x, y["low"] + 14, format_percent(band.low)),
        text("target", x, frame.bottom + 32, f"{band.first}–{band.last}"),
    ]
    if band.official is not None:
        parts.append(
            f'<circle cx="{px(x)}" cy="{px(frame.y(band.official))}" r="5" fill="#fff" stroke="{INK}" '
            'stroke-width="2"/>'
        )
    if band.chosen is not None:
        c = frame.y(band.chosen)
        points = " ".join(f"{px(x + dx)},{px(c + dy)}" for dx, dy in ((0, -7), (7, 0), (0, 7), (-7, 0)))
        parts.append(f'<polygon points="{points}" fill="{CHOSEN}" stroke="#fff"/>')
    return "".join(parts)


def _target(frame: Frame, target: float) -> str:
    y, end = frame.y(target), frame.width - frame.right
    words = text("", end + 6, y - 2, _("Mục tiêu"), anchor="start") + text(
        "target", end + 6, y + 13, format_percent(target, 0), anchor="start"
    )
    return _rule(frame.left, end, y, INK, 1.8) + words


@dataclass(frozen=True)
class Swing:
    """One convention moved between its bounds."""

    name: str
    bounds: str
    at_low: float
    at_high: float


def tornado_chart(swings: Sequence[Swing], central: float) -> SafeString:
    said = "; ".join(
        f"{s.name} {s.bounds}: {format_percent(s.at_low)} – {format_percent(s.at_high)}" for s in swings
    )  # fmt: skip
    height = 50 * len(swings) + 34
    return _both(said, lambda: _tornado(swings, central, 640), lambda: _tornado(swings, central, 320), height)


def _tornado(swings: Sequence[Swing], central: float, width: float) -> str:
    ends = [central, *(v for s in swings for v in (s.at_low, s.at_high))]
    low, span = min(ends), (max(ends) - min(ends)) or 1.0

    def x(value: float) -> float:
        return 52 + (width - 104) * (value - low) / span

    parts = []
    for n, swing in enumerate(swings):
        y = 50 * n
        a, b = sorted((swing.at_low, swing.at_high))
        parts += [
            text("target", 0, y + 13, f"{swing.name}, {swing.bounds}", anchor="start"),
            _rect(x(a), y + 20, x(central) - x(a), 16, PALE) if a < central else "",
            _rect(x(central), y + 20, x(b) - x(central), 16, BRAND) if b > central else "",
            text("", x(a) - 5, y + 32, format_percent(a), anchor="end"),
            text("", x(b) + 5, y + 32, format_percent(b), anchor="start"),
        ]
    foot = 50 * len(swings)
    line = f'<line x1="{px(x(central))}" x2="{px(x(central))}" y1="18" y2="{foot}" stroke="{CHOSEN}" stroke-width="2"/>'
    words = _("%(share)s với quy ước đang chọn") % {"share": format_percent(central)}
    middle = min(max(x(central), 110), width - 110)
    return "".join(parts) + line + text("target", middle, foot + 18, words)


@dataclass(frozen=True)
class Stack:
    """One year's growth as parts, in points; parts below 0 hang from the axis."""

    label: str
    parts: tuple[float, ...]
    total: float


STACK_COLOURS = ("#9fb9d3", "#d8c48a", "#17436f")


def stacked_chart(stacks: Sequence[Stack], names: Sequence[str], whole: str) -> SafeString:
    """Contributions by year, with a diamond at the total."""
    said = "; ".join(
        f"{s.label}: {whole} {format_number(round(s.total, 1))} ("
        + ", ".join(f"{n} {format_number(round(v, 1))}" for n, v in zip(names, s.parts, strict=True))
        + ")"
        for s in stacks
    )

    def drawn(width: int) -> str:
        ups = [sum(v for v in s.parts if v > 0) for s in stacks]
        downs = [sum(v for v in s.parts if v < 0) for s in stacks]
        frame = framed(width, 300, [*ups, *downs])
        every = 1 if frame.room(len(stacks)) > 36 else ceil(36 / frame.room(len(stacks)))
        return frame.grid("") + "".join(
            _stack(frame, i, len(stacks), s, show=i % every == 0) for i, s in enumerate(stacks)
        )

    return _both(said, lambda: drawn(640), lambda: drawn(320), 300)


def _stack(frame: Frame, index: int, count: int, stack: Stack, *, show: bool) -> str:
    x, half = frame.x(index, count), frame.room(count) * 0.32
    up = down = 0.0
    parts = []
    for value, colour in zip(stack.parts, STACK_COLOURS, strict=True):
        base = up if value >= 0 else down
        top, foot = frame.y(max(base, base + value)), frame.y(min(base, base + value))
        parts.append(_rect(x - half, top, 2 * half, foot - top, colour))
        up, down = (up + value, down) if value >= 0 else (up, down + value)
    y = frame.y(stack.total)
    points = " ".join(f"{px(x + dx)},{px(y + dy)}" for dx, dy in ((0, -5), (5, 0), (0, 5), (-5, 0)))
    parts.append(f'<polygon points="{points}" fill="#fff" stroke="{INK}" stroke-width="1.5"/>')
    if show:
        parts.append(text("", x, frame.bottom + 18, stack.label))
    return "".join(parts)


@dataclass(frozen=True)
class Curve:
    """A line over the years; a dashed one is what was published before splicing."""

    name: str
    values: tuple[float, ...]
    dashed: bool = False


def curve_chart(years: Sequence[int], curves: Sequence[Curve], unit: str) -> SafeString:
    said = "; ".join(
        f"{c.name} ({unit}), {years[0]}: {format_number(round(c.values[0], 2))}, "
        f"{years[-1]}: {format_number(round(c.values[-1], 2))}"
        for c in curves
    )

    def drawn(width: int) -> str:
        frame = framed(width, 240, [v for c in curves for v in c.values], left=68)
        every = ceil(40 / frame.room(len(years)))
        marks = "".join(
            text("", frame.x(i, len(years)), frame.bottom + 18, str(year))
            for i, year in enumerate(years)
            if i % every == 0
        )
        return frame.grid("") + marks + "".join(_curve(frame, curve) for curve in curves)

    return _both(said, lambda: drawn(640), lambda: drawn(320), 240)


def _curve(frame: Frame, curve: Curve) -> str:
    count = len(curve.values)
    points = " ".join(f"{px(frame.x(i, count))},{px(frame.y(v))}" for i, v in enumerate(curve.values))
    paint = f'stroke="{CHOSEN}" stroke-dasharray="5 4"' if curve.dashed else f'stroke="{BRAND}"'
    return f'<polyline points="{points}" fill="none" stroke-width="2.2" {paint}/>'


def _both(said: str, wide: Callable[[], str], narrow: Callable[[], str], height: int) -> SafeString:
    large = drawing("chart-large chart-wide", 640, height, said, wide())
    return in_box(large, drawing("chart-narrow", 320, height, said, narrow()))


def _rule(x1: float, x2: float, y: float, colour: str, width: float = 1) -> str:
    return f'<line x1="{px(x1)}" x2="{px(x2)}" y1="{px(y)}" y2="{px(y)}" stroke="{colour}" stroke-width="{width}"/>'


def _rect(x: float, y: float, width: float, height: float, fill: str, stroke: str = "") -> str:
    edge = f' stroke="{stroke}"' if stroke else ""
    return f'<rect x="{px(x)}" y="{px(y)}" width="{px(width)}" height="{px(max(height, 0))}" fill="{fill}"{edge}/>'
