"""What a body says it has done on a task it leads, or a duty of its own, is supported: by a document laid beside it, by
the number of one in its words, or by rows of a register."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.plan.codes import task_number
from nscl.reporting.answers import answered_by_figures
from nscl.reporting.checks.check import Check, Finding, Level
from nscl.reporting.models import Role
from nscl.reporting.submission import Submission

# "31/KH-UBND", "12/2028/NQ-HĐND": a number, a stroke, letters; a date has none
DOCUMENT_NUMBER: Final = re.compile(r"\b\d+(?:/\d{4})?/[A-ZĐ][\w-]*")


def run(submission: Submission) -> Iterator[Finding]:
    claims = [part for part in submission.parts if part.role in (Role.LEAD, Role.DUTY) and part.result]
    bare = [part for part in claims if not DOCUMENT_NUMBER.search(part.result) and not part.attachments.all()]
    counted = answered_by_figures(submission.parts, submission.figures) if bare else {}
    for part in bare:
        if part.code not in counted:
            yield Finding(part.code, _message(part.role, part.code))


def _message(role: str, code: str) -> str:
    message = (
        _("Trách nhiệm %(code)s: có kết quả nhưng chưa có tài liệu chứng minh.")
        if role == Role.DUTY
        else _("Nhiệm vụ %(code)s: có kết quả nhưng chưa có tài liệu chứng minh.")
    )
    mend = _("Đính kèm tệp, ghi số văn bản, hoặc nêu lý do.")
    return f"{message % {'code': task_number(code)}} {mend}"


EVIDENCE_MISSING = Check("evidence_missing", Level.WARNING, gettext_lazy("Kết quả có tài liệu chứng minh"), run)
