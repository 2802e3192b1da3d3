"""A task the body leads, or a duty of its own, is answered: by a result, or by nil with its reason."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.reporting.checks.check import Check, Finding, Level
from nscl.reporting.models import Role
from nscl.reporting.submission import Submission


def run(submission: Submission) -> Iterator[Finding]:
    for part in submission.parts:
        if part.role in (Role.LEAD, Role.DUTY) and not (part.result or part.nil_reason):
            yield Finding(part.code, _message(part.role, part.code, submission.report.body.name))


def _message(role: str, code: str, body: str) -> str:
    if role == Role.DUTY:
        place = _("Trách nhiệm %(code)s của %(body)s chưa có nội dung.")
    else:
        place = _("Nhiệm vụ %(code)s do %(body)s chủ trì chưa có nội dung.")
    mend = _('Viết kết quả, hoặc chọn "không phát sinh" và nêu lý do.')
    return f"{place % {'code': code.removeprefix('NV'), 'body': body}} {mend}"


LEAD_EMPTY = Check("lead_empty", Level.ERROR, gettext_lazy("Nhiệm vụ chủ trì, trách nhiệm được giao có nội dung"), run)
