"""Tags and filters of every page. They show; they decide nothing."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BaseFormSet, BoundField, Textarea
from django.utils.html import format_html
from django.utils.safestring import SafeString

from nscl.documents.sheets import Sheet
from nscl.vn import calendar, dates, numbers
from nscl.web import badges, bars, charts, icons, sheets
from nscl.web.faults import faults_of

register = template.Library()
Shown = int | float | Decimal | None
DASH = "–"  # a figure that cannot be computed is a dash, never 0


@register.filter
def number(value: Shown, decimals: int | None = None) -> str:
    """1043 as "1.043"; nothing as a dash."""
    return DASH if value is None or value == "" else numbers.format_number(value, decimals)


@register.filter
def percent(value: Shown, decimals: int = 1) -> str:
    """104.3 as "104,3%"; nothing as a dash."""
    return DASH if value is None or value == "" else numbers.format_percent(value, decimals)


@register.filter
def signed(value: Shown, decimals: int | None = None) -> str:
    """-312 as "−312", 25 as "+25"; nothing as a dash."""
    return DASH if value is None or value == "" else numbers.format_signed(value, decimals)


@register.filter
def count_vi(value: int) -> str:
    """2 as "02": a count inside a sentence."""
    return numbers.format_count(value)


@register.filter
def date_vi(value: date | datetime | None) -> str:
    """2028-09-05 as "05/9/2028", of a moment the day it is in Viet Nam; nothing as a dash."""
    if value is None or value == "":
        return DASH
    if isinstance(value, datetime) and value.tzinfo is not None:
        value = value.astimezone(calendar.ZONE)
    return dates.format_date(value)


@register.filter
def time_vi(value: datetime | None) -> str:
    """14 giờ 05; nothing as a dash."""
    return DASH if value is None or value == "" else dates.format_time(value)


@register.filter
def stamp_vi(value: datetime | None) -> str:
    """05/9/2028, 10 giờ 12: the moment of an act in lists; nothing as a dash."""
    return DASH if value is None or value == "" else f"{date_vi(value)}, {time_vi(value)}"


@register.filter
def moment_vi(value: datetime | None) -> str:
    """17 giờ 00 phút ngày 23/11/2028; nothing as a dash."""
    return DASH if value is None or value == "" else dates.format_moment(value)


@register.filter
def weekday_vi(value: date) -> str:
    """thứ Sáu."""
    return dates.format_weekday(value)


@register.filter
def page_numbers(page: Page) -> list[int | None]:
    """First, last and the neighbours of the current page; None where numbers are left out."""
    pages = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return [n if isinstance(n, int) else None for n in pages]


@register.filter
def printed_rows(sheet: Sheet) -> list[list[sheets.Cell]]:
    """The rows of a sheet as a page prints them, each cell by the kind of its column."""
    return sheets.printed(sheet)


@register.simple_tag
def icon(name: str) -> SafeString:
    """A drawn shape of the size of the text; always beside a word."""
    return icons.icon(name)


@register.simple_tag
def badge(shape: str, word: object, tone: str, plain: bool = False) -> SafeString:
    """Shape and word on the ground of the tone; `plain=True` without ground, for sentences and tight tables."""
    extra = " badge-plain" if plain else ""
    return format_html('<span class="badge{} s-{}">{}{}</span>', extra, tone, icons.icon(shape), word)


@register.simple_tag
def state_badge(state: object, word: object = "", plain: bool = False) -> SafeString:
    """The state of a line; `word` replaces the usual word where a page must say more."""
    return _stated(badges.LINES, state, word, plain)


@register.simple_tag
def report_badge(state: object, word: object = "", plain: bool = False) -> SafeString:
    """The state of a report in its round."""
    return _stated(badges.REPORTS, state, word, plain)


@register.simple_tag
def row_badge(state: object, word: object = "", plain: bool = False) -> SafeString:
    """The state of a row of a register."""
    return _stated(badges.ROWS, state, word, plain)


@register.simple_tag
def state_icon(state: object) -> SafeString:
    """The shape of a line's state alone: where its word stands close by."""
    return icons.icon(badges.LINES[_key(state)].shape)


@register.filter
def state_word(state: object) -> str:
    """The word of a line's state, for labels and the CSV."""
    return str(badges.LINES[_key(state)].word)


@register.simple_tag
def year_columns(years: Sequence[charts.YearColumn], unit: str = "") -> SafeString:
    """The small chart of a row."""
    return charts.year_columns(years, unit=unit)


@register.simple_tag
def year_chart(years: Sequence[charts.YearColumn], unit: str = "") -> SafeString:
    """The large chart with its narrow drawing for phones; the style sheet shows one of them."""
    return charts.year_chart(years, unit=unit)


@register.simple_tag
def bar(value: Shown, maximum: Shown, tone: str = "") -> SafeString:
    """A share bar beside the printed number it repeats. Tones: "" (brand), pale, mid, or a state."""
    return bars.bar(value, maximum, tone=tone)


@register.simple_tag
def stacked_bar(segments: Sequence[bars.Segment], total: float | None = None, height: int = 26) -> SafeString:
    """Parts of one whole in one line; `total` larger than their sum leaves the rest empty."""
    return bars.stacked_bar(segments, total=total, height=height)


@register.inclusion_tag("parts/field.html")
def field(bound: BoundField, rows: int = 3) -> dict[str, object]:
    """Label, hint, error and box of one form field, tied together for screen readers; `rows` of a text area."""
    attrs: dict[str, str | bool] = {"rows": str(rows)} if isinstance(bound.field.widget, Textarea) else {}
    return {
        "field": bound,
        "widget": bound.as_widget(attrs=attrs),
        "is_group": bound.use_fieldset,
        "is_choice": getattr(bound.field.widget, "input_type", "") == "checkbox" and not bound.use_fieldset,
        "hint_id": f"{bound.auto_id}_helptext",
        "error_id": f"{bound.auto_id}_error",
    }


@register.inclusion_tag("parts/error_summary.html")
def error_summary(*forms: BaseForm | BaseFormSet | list, title: str = "") -> dict[str, object]:
    """Every fault of the given forms on top of the page, each a link to its place; nothing when there is none."""
    faults = [fault for form in forms for fault in faults_of(form)]
    return {"faults": faults, "title": title}


def _key(state: object) -> str:
    return str(getattr(state, "value", state))


def _stated(table: Mapping[str, badges.Badge], state: object, word: object, plain: bool) -> SafeString:
    found = table[_key(state)]
    return badge(found.shape, word or found.word, found.tone, plain)
