"""Figures of lines as pages print them: percentages with their sign, counts with a dot every three digits."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from nscl.vn.numbers import format_number, format_percent, format_signed


def is_share(unit: str) -> bool:
    return unit.startswith("%")


def printed(value: Any, unit: str) -> str:
    """Nothing is left to the page's dash."""
    if value is None:
        return ""
    return format_percent(value) if is_share(unit) else format_number(value)


def difference(value: Any, unit: str) -> str:
    """ "+25", "−0,4 điểm %"."""
    if value is None:
        return ""
    return _("%(n)s điểm %%") % {"n": format_signed(value, 1)} if is_share(unit) else format_signed(value)
