"""`Check`: a declared rule over a report about to be sent."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from nscl.reporting.submission import Submission


class Level(StrEnum):
    ERROR = "error"  # stops the sending
    WARNING = "warning"  # is shown


@dataclass(frozen=True)
class Finding:
    """What a check found, at which item: the message names the place and the mend."""

    code: str
    message: str


@dataclass(frozen=True)
class Check:
    slug: str
    level: Level
    run: Callable[[Submission], Iterator[Finding]]
