"""Tags of the pages of one row."""

from django import template
from django.forms import BoundField
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from nscl.vn.numbers import format_number

register = template.Library()
MEGABYTE = 1024**2


@register.simple_tag
def cell(bound: BoundField) -> SafeString:
    """A box inside a table: its label is for who does not see the heading of the column, its faults stand under it."""
    return format_html(
        '<label class="unseen" for="{}">{}</label>{}{}',
        bound.id_for_label,
        bound.label,
        bound.as_widget(),
        _faults(bound),
    )


def _faults(bound: BoundField) -> SafeString | str:
    if not bound.errors:
        return ""
    texts = format_html_join(" ", "{}", ((text,) for text in bound.errors))
    return format_html('<span class="error-text" id="{}_error">{}</span>', bound.auto_id, texts)


@register.filter
def filesize_vi(size: int) -> str:
    """1258291 as "1,2 MB"; less than a megabyte in KB, of which an empty file has none."""
    if size >= MEGABYTE:
        return f"{format_number(size / MEGABYTE, 1)} MB"
    return f"{format_number(-(-size // 1024))} KB"
