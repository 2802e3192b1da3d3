"""Tags of the pages of one row."""

from django import template
from django.forms import BaseForm, BoundField
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from nscl.vn.numbers import format_number

register = template.Library()
MEGABYTE = 1024**2


@register.simple_tag
def cell(bound: BoundField) -> SafeString:
    """A box inside a table: its label is for who does not see the heading of the column."""
    return format_html(
        '<label class="unseen" for="{}">{}</label>{}', bound.id_for_label, bound.label, bound.as_widget()
    )


@register.simple_tag
def line_faults(form: BaseForm) -> SafeString:
    """What is wrong in a line of a table, box by box; each box names its own words."""
    faulty = (form[name] for name in form.errors if name in form.fields)
    said = ((f"{bound.auto_id}_error", " ".join(str(each) for each in bound.errors)) for bound in faulty)
    return format_html_join("", '<span class="error-text" id="{}">{}</span>', said)


@register.filter
def filesize_vi(size: int) -> str:
    """1258291 as "1,2 MB"; less than a megabyte in KB, of which an empty file has none."""
    if size >= MEGABYTE:
        return f"{format_number(size / MEGABYTE, 1)} MB"
    return f"{format_number(-(-size // 1024))} KB"
