"""Every check, in the order their findings are shown. A new one is a module and a line here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.core.exceptions import ValidationError

from nscl.reporting.checks.check import Check, Finding, Level
from nscl.reporting.checks.contradiction import CONTRADICTION
from nscl.reporting.checks.coordinating_open import COORDINATING_OPEN
from nscl.reporting.checks.evidence_missing import EVIDENCE_MISSING
from nscl.reporting.checks.figure_fell import FIGURE_FELL
from nscl.reporting.checks.lead_empty import LEAD_EMPTY
from nscl.reporting.checks.more_than_counted import MORE_THAN_COUNTED
from nscl.reporting.checks.return_unanswered import RETURN_UNANSWERED
from nscl.reporting.checks.rows_unconfirmed import ROWS_UNCONFIRMED
from nscl.reporting.checks.same_words import SAME_WORDS
from nscl.reporting.explanations import Explanation
from nscl.reporting.submission import Submission
from nscl.reporting.warned import Warned

CHECKS: Final[tuple[Check, ...]] = (
    RETURN_UNANSWERED,
    LEAD_EMPTY,
    COORDINATING_OPEN,
    CONTRADICTION,
    EVIDENCE_MISSING,
    MORE_THAN_COUNTED,
    FIGURE_FELL,
    SAME_WORDS,
    ROWS_UNCONFIRMED,
)


class NotReady(ValidationError):
    """The report cannot be sent as it is; `findings` say where and how to mend."""

    def __init__(self, findings: list[Finding]) -> None:
        self.findings = findings
        super().__init__([finding.message for finding in findings])


@dataclass(frozen=True)
class CheckUp:
    """Everything the checks found in a report, looked at once."""

    found: tuple[tuple[Check, tuple[Finding, ...]], ...]
    explanations: tuple[Explanation, ...]

    @property
    def errors(self) -> list[Finding]:
        return [finding for check, found in self.found if check.level is Level.ERROR for finding in found]

    @property
    def warnings(self) -> list[Warned]:
        """Each with the reason given for it."""
        said = {(each.rule, each.code): each for each in self.explanations}
        return [
            Warned(check, finding, said.get((check.slug, finding.code)))
            for check, found in self.found
            if check.level is Level.WARNING
            for finding in found
        ]


def check_up(submission: Submission) -> CheckUp:
    return CheckUp(tuple((check, tuple(check.run(submission))) for check in CHECKS), submission.explanations)


def warnings(submission: Submission) -> list[Warned]:
    return check_up(submission).warnings


def require_ready(submission: Submission) -> list[Warned]:
    """The explained warnings of a report that may go out. Raises NotReady with everything that stops it, not the first:
    errors, and warnings without a reason."""
    found = check_up(submission)
    unexplained = [warned.finding for warned in found.warnings if not warned.is_explained]
    if stopping := [*found.errors, *unexplained]:
        raise NotReady(stopping)
    return found.warnings
