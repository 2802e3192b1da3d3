"""Words and rows agree: no "không phát sinh" on a task whose register counts rows of the body in the year."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from nscl.reporting.checks.check import Check, Finding, Level
from nscl.reporting.submission import Submission
from nscl.scorecard.line import Line
from nscl.vn.numbers import format_number


def run(submission: Submission) -> Iterator[Finding]:
    nil = {part.code for part in submission.parts if part.nil}
    for line in submission.figures:
        for code in nil.intersection(line.indicator.tasks):
            if rows := rows_of_the_year(line):
                yield Finding(code, _message(code, rows, line.indicator.counted_unit))


def rows_of_the_year(line: Line) -> int:
    """Counted rows dated in the line's year: a cumulative figure also stands on those of earlier years."""
    found = line.measurement
    if found is None or not found.row_count:
        return 0
    return found.rows.filter(**{f"{found.day}__year": line.year}).count()


def _message(code: str, rows: int, unit: str) -> str:
    message = _(
        'Nhiệm vụ %(code)s ghi "không phát sinh" nhưng sổ có %(n)s %(unit)s. '
        "Sửa lời, hoặc rút %(n)s %(unit)s nếu ghi nhầm."
    )
    return message % {"code": code.removeprefix("NV"), "n": format_number(rows), "unit": unit}


CONTRADICTION = Check("contradiction", Level.ERROR, run)
