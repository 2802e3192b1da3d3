"""Words and rows agree: of the tasks a figure measures, not all are "không phát sinh", in the box or in words, while
rows of the year count."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.plan.codes import task_number
from nscl.reporting.answers import rows_of_the_year
from nscl.reporting.checks.check import Check, Finding, Level
from nscl.reporting.models import Part
from nscl.reporting.submission import Submission
from nscl.vn.numbers import format_number
from nscl.vn.text import fold

# folded: "Trong năm 2028, xã không phát sinh …", "Chưa tổ chức lớp nào."
DENIAL: Final = re.compile(
    r"(?:trong )?(?:nam(?: \d{4})?)?,? ?(?:don vi|xa|phuong|so|co quan)?,? ?"
    r"(?:khong phat sinh|chua phat sinh|khong to chuc|chua to chuc|khong co (?:lop|ket qua|hoat dong|noi dung))\b"
    r"(?![^.]*\bda\b)"  # "Không phát sinh khó khăn; đã tổ chức 03 lớp" tells of something
)


def run(submission: Submission) -> Iterator[Finding]:
    parts = {part.code: part for part in submission.parts}
    for line in submission.figures:
        measured = [parts[code] for code in line.indicator.tasks if code in parts]
        if measured and all(_denies(part) for part in measured) and (rows := rows_of_the_year(line)):
            yield Finding(measured[0].code, _message(measured[0].code, rows, line.indicator.counted_unit))


def _denies(part: Part) -> bool:
    """Says nothing happened: in the box, or in words that begin so and tell of nothing else in their first sentence."""
    return part.nil or bool(DENIAL.match(fold(part.result)))


def _message(code: str, rows: int, unit: str) -> str:
    message = _(
        'Nhiệm vụ %(code)s ghi "không phát sinh" nhưng sổ có %(n)s %(unit)s. '
        "Sửa lời, hoặc rút %(n)s %(unit)s nếu ghi nhầm."
    )
    return message % {"code": task_number(code), "n": format_number(rows), "unit": unit}


CONTRADICTION = Check("contradiction", Level.ERROR, gettext_lazy("Lời không trái với sổ"), run, reads_figures=True)
