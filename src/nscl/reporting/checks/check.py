"""`Check`: a declared rule over a report about to be sent."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from django_stubs_ext import StrOrPromise

from nscl.reporting.submission import Submission
from nscl.scorecard.line import Line


class Level(StrEnum):
    ERROR = "error"  # stops the sending
    WARNING = "warning"  # stops it until a reason is given


@dataclass(frozen=True)
class Finding:
    """What a check found, at which item: the message names the place and the mend."""

    code: str
    message: str


@dataclass(frozen=True)
class Check:
    """A rule finds at most one thing at an item. `reads_figures`: it looks at figures of registers, and says which of
    them are not there yet; it looks at them as soon as their register counts."""

    slug: str
    level: Level
    title: StrOrPromise
    run: Callable[[Submission], Iterator[Finding]]
    reads_figures: bool = False

    def unseen(self, submission: Submission) -> tuple[Line, ...]:
        """Figures of the body's items that no register counts yet."""
        return submission.without_register if self.reads_figures else ()
