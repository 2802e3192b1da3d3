"""Numbers as the evaluation prints them."""

from __future__ import annotations

import numpy as np
from django.utils.translation import gettext as _

from nscl.reporting.papers.wording import UNKNOWN
from nscl.vn.numbers import format_number, format_percent


def points(value: float) -> str:
    return format_number(value, 2)


def in_words(value: float) -> str:
    """Inside a sentence a number below zero says so in letters."""
    return _("âm {value}").format(value=points(-value)) if value < 0 else points(value)


def share(value: float) -> str:
    return format_percent(value) if np.isfinite(value) else UNKNOWN
