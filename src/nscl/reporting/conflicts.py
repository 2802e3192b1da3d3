"""Two people wrote one part: both texts are kept, and the author is asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from nscl.organisations.models import User
from nscl.reporting.models import Part
from nscl.vn.dates import format_moment

TEXTS = ("result", "difficulty", "proposal", "next_year", "nil_reason")


@dataclass(frozen=True)
class Words:
    """What an author wants a part to say, and the version he was reading."""

    version: int
    result: str = ""
    difficulty: str = ""
    proposal: str = ""
    next_year: str = ""
    nil: bool = False
    nil_reason: str = ""

    @classmethod
    def of(cls, part: Part) -> Words:
        return cls(version=part.version, nil=part.nil, **{name: getattr(part, name) for name in TEXTS})

    def says(self, part: Part) -> bool:
        """Is this what the part says already?"""
        return part.nil == self.nil and all(getattr(part, name) == getattr(self, name) for name in TEXTS)


@dataclass(frozen=True)
class Conflict:
    """One part where the words moved under the author: `theirs` is kept in the report, `mine` waits for a choice."""

    code: str
    mine: Words
    theirs: Words
    person: User | None
    at: datetime | None

    @property
    def message(self) -> str:
        message = _(
            '%(person)s đã sửa phần "%(part)s" lúc %(time)s. '
            "Bên dưới là hai bản; chọn từng đoạn rồi lưu. Chưa có gì bị mất."
        )
        time = format_moment(self.at) if self.at else ""
        return message % {"person": self.person or "", "part": self.code.removeprefix("NV"), "time": time}


class EditConflict(Exception):
    """Somebody else wrote in between. Parts without a conflict are already saved."""

    def __init__(self, conflicts: Sequence[Conflict]) -> None:
        self.conflicts = tuple(conflicts)
        super().__init__(" ".join(conflict.message for conflict in conflicts))
