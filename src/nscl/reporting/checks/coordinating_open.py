"""Every coordinating task is answered, by words or by a figure, or closed."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.plan.codes import task_number
from nscl.reporting.answers import left_open
from nscl.reporting.checks.check import Check, Finding, Level
from nscl.reporting.submission import Submission


def run(submission: Submission) -> Iterator[Finding]:
    left = [part.code for part in left_open(submission.parts, submission.figures)]
    if left:
        message = _(
            "Còn %(n)s nhiệm vụ phối hợp chưa trả lời (%(codes)s). "
            'Viết kết quả, hoặc bấm "Các nhiệm vụ còn lại: không phát sinh".'
        )
        codes = ", ".join(task_number(code) for code in left)
        yield Finding(left[0], message % {"n": len(left), "codes": codes})


COORDINATING_OPEN = Check("coordinating_open", Level.ERROR, gettext_lazy("Nhiệm vụ phối hợp đã trả lời"), run)
