"""Words and rows agree: of the tasks a figure measures, not all are "không phát sinh" while rows of the year count."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from nscl.plan.codes import task_number
from nscl.reporting.answers import rows_of_the_year
from nscl.reporting.checks.check import Check, Finding, Level
from nscl.reporting.submission import Submission
from nscl.vn.numbers import format_number


def run(submission: Submission) -> Iterator[Finding]:
    parts = {part.code: part for part in submission.parts}
    for line in submission.figures:
        measured = [parts[code] for code in line.indicator.tasks if code in parts]
        if measured and all(part.nil for part in measured) and (rows := rows_of_the_year(line)):
            yield Finding(measured[0].code, _message(measured[0].code, rows, line.indicator.counted_unit))


def _message(code: str, rows: int, unit: str) -> str:
    message = _(
        'Nhiệm vụ %(code)s ghi "không phát sinh" nhưng sổ có %(n)s %(unit)s. '
        "Sửa lời, hoặc rút %(n)s %(unit)s nếu ghi nhầm."
    )
    return message % {"code": task_number(code), "n": format_number(rows), "unit": unit}


CONTRADICTION = Check("contradiction", Level.ERROR, run)
