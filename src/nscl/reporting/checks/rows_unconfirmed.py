"""Rows that wait for a second person are not in the figures about to be sealed."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.reporting.checks.check import Check, Finding, Level
from nscl.reporting.submission import Submission
from nscl.vn.numbers import format_number


def run(submission: Submission) -> Iterator[Finding]:
    for line in submission.figures:
        if line.unconfirmed:
            message = _(
                "%(code)s: còn %(n)s %(unit)s chờ xác nhận nên chưa được tính. "
                "Nhờ người khác xác nhận trước khi gửi, hoặc nêu lý do."
            )
            n = format_number(line.unconfirmed)
            yield Finding(line.code, message % {"code": line.code, "n": n, "unit": line.indicator.counted_unit})


ROWS_UNCONFIRMED = Check(
    "rows_unconfirmed", Level.WARNING, gettext_lazy("Dòng sổ đã được xác nhận"), run, reads_figures=True
)
