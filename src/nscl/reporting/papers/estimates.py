"""How papers name a kept estimate: by its number, so that whoever reads the paper finds it and computes it again."""

from __future__ import annotations

from django.utils.translation import gettext as _

from nscl.economy.models import Estimate
from nscl.vn.calendar import ZONE
from nscl.vn.dates import format_date


def cited(estimate: Estimate) -> str:
    """ "bản tính số 3 “Tên” lưu ngày 05/9/2026": the same in every paper that stands on it."""
    return _("bản tính số {number} “{title}” lưu ngày {day}").format(
        number=estimate.pk, title=estimate.title, day=format_date(estimate.computed_at.astimezone(ZONE).date())
    )
