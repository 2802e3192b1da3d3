"""Warnings of the checks, each with the reason the body has given for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from nscl.reporting import sealing
from nscl.reporting.checks.check import Check, Finding
from nscl.reporting.explanations import Explanation


@dataclass(frozen=True)
class Warned:
    """A warning and what was said to it; `explanation` may be of the warning as it stood earlier."""

    check: Check
    finding: Finding
    explanation: Explanation | None

    @property
    def rule(self) -> str:
        return self.check.slug

    @property
    def code(self) -> str:
        return self.finding.code

    @property
    def key(self) -> tuple[str, str]:
        return self.check.slug, self.finding.code

    @property
    def message(self) -> str:
        return self.finding.message

    @property
    def seen(self) -> str:
        """Tells whether a reason was given for this warning as it reads now."""
        return sealing.digest(self.finding.message)

    @property
    def is_explained(self) -> bool:
        return self.explanation is not None and self.explanation.seen == self.seen

    @property
    def has_moved(self) -> bool:
        """Explained once, but it says something else now."""
        return self.explanation is not None and not self.is_explained

    def as_dict(self) -> dict[str, Any]:
        """What a snapshot keeps of an explained warning."""
        said = self.explanation
        assert said is not None  # noqa: S101 - nothing is sealed before every warning is explained
        return {
            "rule": self.rule,
            "code": self.code,
            "message": self.message,
            "reason": said.reason,
            "by": said.by.full_name,
            "at": said.at,
        }
