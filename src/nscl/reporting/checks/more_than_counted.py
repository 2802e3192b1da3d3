"""Words do not claim more than registers hold: "05 lớp" where three are counted needs a reason, or a row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.plan.codes import task_number
from nscl.reporting.checks.check import Check, Finding, Level
from nscl.reporting.submission import Submission
from nscl.scorecard.line import Line, Number
from nscl.vn.numbers import format_number

COURSES: Final = "lớp"  # what learners sit in: counted beside them


def run(submission: Submission) -> Iterator[Finding]:
    counted = [line for line in submission.figures if line.measurement is not None]
    for part in submission.parts:
        measuring = [line for line in counted if part.code in line.indicator.tasks]
        if part.result and measuring:
            yield from list(_of(part.code, part.result, measuring))[:1]


def _of(code: str, words: str, lines: list[Line]) -> Iterator[Finding]:
    """Several figures may measure a task: the greatest of a unit is what the words may claim."""
    for unit in dict.fromkeys((*(line.indicator.counted_unit for line in lines), COURSES)):
        claimed = stated(words, unit)
        counted = max((n for line in lines if (n := _counted(line, unit)) is not None), default=None)
        if claimed is None or counted is None or claimed <= counted:
            continue
        message = _(
            "Nhiệm vụ %(code)s ghi %(claimed)s %(unit)s nhưng sổ tính %(counted)s %(unit)s. "
            "Sửa lời, ghi thêm vào sổ, hoặc nêu lý do."
        )
        values = {"code": task_number(code), "claimed": format_number(claimed), "unit": unit}
        yield Finding(code, message % {**values, "counted": format_number(counted)})


def stated(words: str, unit: str) -> int | None:
    """The greatest number said of a unit: 96 of "03 lớp cho 96 lượt người"."""
    pattern = rf"\b(\d{{1,3}}(?:\.\d{{3}})+|\d{{1,9}})\s+{re.escape(unit)}\b"
    numbers = [int(number.replace(".", "")) for number in re.findall(pattern, words, re.IGNORECASE)]
    return max(numbers, default=None)


def _counted(line: Line, unit: str) -> Number | None:
    if unit != COURSES:
        return line.value if unit == line.indicator.counted_unit else None
    measurement = line.measurement
    return line.fact("courses") if measurement and "courses" in measurement.facts else None


MORE_THAN_COUNTED = Check(
    "more_than_counted", Level.WARNING, gettext_lazy("Số nêu trong lời không quá số trong sổ"), run, reads_figures=True
)
