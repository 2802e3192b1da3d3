"""A figure below that of the year before: a body checks it, or says why. The expected outturn counts if more."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.reporting.checks.check import Check, Finding, Level
from nscl.reporting.submission import Submission
from nscl.scorecard.line import Line, Number
from nscl.vn.numbers import format_number


def run(submission: Submission) -> Iterator[Finding]:
    if submission.report.round.number:  # an ad hoc round asks in the middle of a year
        return
    for line in submission.figures:
        before = _of_last_year(line)
        if line.measurement is None or line.value is None or before is None:
            continue
        if max(line.value, line.expected or 0) < before:
            yield Finding(line.code, _message(line, before))


def _of_last_year(line: Line) -> Number | None:
    return next((figure.value for figure in line.by_year if figure.year == line.year - 1), None)


def _message(line: Line, before: Number) -> str:
    message = _("%(code)s giảm từ %(old)s %(unit)s (năm %(year)s) xuống %(new)s. Kiểm tra số, hoặc nêu lý do giảm.")
    assert line.value is not None  # noqa: S101 - asked for a figure that fell
    return message % {
        "code": line.code,
        "old": format_number(before),
        "unit": line.unit,
        "year": line.year - 1,
        "new": format_number(line.value),
    }


FIGURE_FELL = Check("figure_fell", Level.WARNING, gettext_lazy("Số liệu so với năm trước"), run, reads_figures=True)
