"""Two people wrote one part, or one reply: both texts are kept, and the author is asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from nscl.organisations.models import User
from nscl.plan.codes import task_number
from nscl.reporting.models import Merging, Part, Return, Wording
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

    @property
    def go_together(self) -> bool:
        """A result is not nil, and only nil has a reason."""
        return not (self.nil and self.result) and (self.nil or not self.nil_reason)


def merged(*, read: Words, mine: Words, theirs: Words) -> Words | None:
    """What both authors changed since one `read` the part; None where both changed one box, or it makes no sense."""
    said: dict[str, Any] = {}
    for name in (*TEXTS, "nil"):
        was, here, there = (getattr(words, name) for words in (read, mine, theirs))
        if was not in (here, there) and here != there:
            return None
        said[name] = there if here == was else here
    both = Words(version=theirs.version, **said)
    return both if both.go_together else None


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
        return _edited(self.person, task_number(self.code), self.at)


@dataclass(frozen=True)
class ReplyConflict:
    """One reply to a returned item that somebody else wrote in between."""

    item: Return
    mine: str

    @property
    def message(self) -> str:
        place = _("Trả lời mục %(part)s") % {"part": task_number(self.item.part.code)}
        return _edited(self.item.replied_by, place, self.item.replied_at)


class WordingConflict(Exception):
    """Somebody else worded the same line in between: `theirs` stands, `mine` waits for a choice."""

    def __init__(self, code: str, theirs: Wording | None, mine: str) -> None:
        self.code, self.theirs, self.mine = code, theirs, mine
        super().__init__(code)


class MergeConflict(Exception):
    """Somebody else merged the same slot in between: `theirs` stands, `mine` waits for a choice."""

    def __init__(self, slot: str, theirs: Merging | None, mine: Sequence[Any]) -> None:
        self.slot, self.theirs, self.mine = slot, theirs, tuple(mine)
        super().__init__(slot)


class EditConflict(Exception):
    """Somebody else wrote in between. Parts without a conflict are already saved."""

    def __init__(self, conflicts: Sequence[Conflict | ReplyConflict]) -> None:
        self.conflicts = tuple(conflicts)
        super().__init__(" ".join(conflict.message for conflict in conflicts))


def _edited(person: User | None, part: str, at: datetime | None) -> str:
    message = _(
        '%(person)s đã sửa phần "%(part)s" lúc %(time)s. '
        "Bên dưới là hai bản; chọn từng đoạn rồi lưu. Chưa có gì bị mất."
    )
    return message % {"person": person or "", "part": part, "time": format_moment(at) if at else ""}
