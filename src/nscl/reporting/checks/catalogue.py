"""Every check, in the order their findings are shown. A new one is a module and a line here."""

from __future__ import annotations

from typing import Final

from django.core.exceptions import ValidationError

from nscl.reporting.checks.check import Check, Finding, Level
from nscl.reporting.checks.contradiction import CONTRADICTION
from nscl.reporting.checks.coordinating_open import COORDINATING_OPEN
from nscl.reporting.checks.lead_empty import LEAD_EMPTY
from nscl.reporting.checks.return_unanswered import RETURN_UNANSWERED
from nscl.reporting.checks.rows_unconfirmed import ROWS_UNCONFIRMED
from nscl.reporting.submission import Submission

CHECKS: Final[tuple[Check, ...]] = (
    RETURN_UNANSWERED,
    LEAD_EMPTY,
    COORDINATING_OPEN,
    CONTRADICTION,
    ROWS_UNCONFIRMED,
)


class NotReady(ValidationError):
    """The report cannot be sent as it is; `findings` say where and how to mend."""

    def __init__(self, findings: list[Finding]) -> None:
        self.findings = findings
        super().__init__([finding.message for finding in findings])


def findings(submission: Submission, level: Level) -> list[Finding]:
    return [finding for check in CHECKS if check.level is level for finding in check.run(submission)]


def require_ready(submission: Submission) -> None:
    """Raises NotReady with every error found, not the first."""
    if errors := findings(submission, Level.ERROR):
        raise NotReady(errors)
