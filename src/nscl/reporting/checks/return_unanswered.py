"""An item sent back has been mended or replied to before the report goes out again."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.plan.codes import task_number
from nscl.reporting.checks.check import Check, Finding, Level
from nscl.reporting.models import Role
from nscl.reporting.submission import Submission


def run(submission: Submission) -> Iterator[Finding]:
    for item in submission.returns:
        if not item.is_answered:
            place = _("chung") if item.part.role == Role.GENERAL else task_number(item.part.code)
            message = _(
                "Mục %(place)s được đề nghị bổ sung nhưng chưa sửa và chưa trả lời. Sửa nội dung, hoặc viết trả lời."
            )
            yield Finding(item.part.code, message % {"place": place})


RETURN_UNANSWERED = Check(
    "return_unanswered", Level.ERROR, gettext_lazy("Mục được đề nghị bổ sung đã sửa hoặc trả lời"), run
)
