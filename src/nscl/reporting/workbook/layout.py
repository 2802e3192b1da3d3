"""How the workbook of a report is laid out. Writing and reading know it from here alone.

`TEMPLATE` counts the layouts there have been. A column says since which of them it is there, so that a workbook of an
older layout is read for what it has, and everything else stays as it stands in the report.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from nscl.documents.fillable import Look
from nscl.reporting.models import Part, Report, Return, Role
from nscl.vn.calendar import now
from nscl.vn.numbers import whole_number
from nscl.vn.text import fold

TEMPLATE: Final = 2
MARK: Final = "nscl-workbook"  # stands in the first cell of the sheet nobody sees
HIDDEN: Final = "nscl"
GUIDE: Final = _("Hướng dẫn")
WORDS: Final = _("Báo cáo")
FIGURES: Final = _("Số đã tính")
MENDING: Final = _("Cần sửa")
NIL: Final = _("Không phát sinh")
NIL_WORDS: Final = frozenset({"khong phat sinh", "x"})  # folded: what a cell may say for it


@dataclass(frozen=True)
class WordColumn:
    """A column of the table. `is_box`: what is written in it comes back."""

    key: str
    heading: StrOrPromise
    width: float
    is_box: bool = False
    look: Look = "words"
    since: int = 1


COLUMNS: Final = (
    WordColumn("code", _("Mã"), 8),
    WordColumn("text", _("Nội dung phải báo cáo"), 38),
    WordColumn("role", _("Vai trò"), 12),
    WordColumn("earlier", _("Năm trước đã báo cáo"), 38),
    WordColumn("counted", _("Số đã tính"), 20),
    WordColumn("sent_back", _("Đề nghị bổ sung"), 34, since=2),
    WordColumn("result", _("Kết quả"), 48, is_box=True),
    WordColumn("nil", NIL, 13, is_box=True, look="mark"),
    WordColumn("nil_reason", _("Lý do không phát sinh"), 26, is_box=True),
    WordColumn("difficulty", _("Khó khăn, vướng mắc"), 30, is_box=True),
    WordColumn("proposal", _("Đề xuất, kiến nghị"), 30, is_box=True),
    WordColumn("next_year", _("Kế hoạch năm sau"), 30, is_box=True),
    WordColumn("reply", _("Trả lời đề nghị bổ sung"), 34, is_box=True, since=2),
)
OF_RETURNS: Final = ("sent_back", "reply")  # only there when something was sent back
BOXES: Final[Mapping[str, WordColumn]] = {column.key: column for column in COLUMNS if column.is_box}
WORD_BOXES: Final[Mapping[str, WordColumn]] = {key: column for key, column in BOXES.items() if key != "reply"}
_BY_HEADING: Final = {column.heading: column.key for column in COLUMNS}


def column_named(heading: str) -> str | None:
    """The key of the column a heading names, whatever its marks and case."""
    wanted = fold(heading)
    return next((key for words, key in _BY_HEADING.items() if fold(str(words)) == wanted), None)


def lacking(template: int) -> list[WordColumn]:
    """The boxes a workbook of an older layout could not have."""
    return [column for column in BOXES.values() if column.since > template]


def columns_of(*, sent_back: bool) -> tuple[WordColumn, ...]:
    """The columns of a table: those of returns only where something was sent back."""
    return tuple(column for column in COLUMNS if sent_back or column.key not in OF_RETURNS)


def asked_of(part: Part, sent_back: Return | None = None) -> frozenset[str]:
    """The boxes an item has; the others are closed in its row."""
    return _asked_by_role(part) | ({"reply"} if sent_back else set())


def _asked_by_role(part: Part) -> frozenset[str]:
    match part.role:
        case Role.GENERAL:
            return frozenset({"result", "difficulty", "proposal", "next_year"})
        case Role.COORDINATING:
            return frozenset({"result", "nil", "difficulty", "proposal"})
    return frozenset({"result", "nil", "nil_reason", "difficulty", "proposal"})


@dataclass(frozen=True)
class ReplyBase:
    """Which return the author of a reply was reading, and what the reply said then, by which stamp."""

    item: int
    seen: str
    text: str

    @classmethod
    def of(cls, item: Return) -> ReplyBase:
        return cls(item.pk, item.stamp, item.reply)


@dataclass(frozen=True)
class Row:
    """One item as a workbook says it. `boxes`: what its open cells say, those the workbook has; `places`: where they
    stand in it; `version`: the words of the item its author began with; `base`: the same of its reply."""

    code: str
    version: int | None
    boxes: Mapping[str, str]
    places: Mapping[str, str] = field(default_factory=dict)
    base: ReplyBase | None = None


def row_of(part: Part, sent_back: Return | None = None) -> Row:
    """What an item says now, as cells say it, and what is replied to its return."""
    boxes = {key: getattr(part, key) for key in WORD_BOXES if key != "nil"}
    boxes["nil"] = str(NIL) if part.nil else ""
    if sent_back is None:
        return Row(part.code, part.version, boxes)
    return Row(part.code, part.version, boxes | {"reply": sent_back.reply}, base=ReplyBase.of(sent_back))


def is_nil(text: str) -> bool | None:
    """What the cell for «không phát sinh» says; None where it says something else."""
    if not text.strip():
        return False
    return True if fold(text) in NIL_WORDS else None


# ---------- whose it is ----------


@dataclass(frozen=True)
class Identity:
    """Of which body and round a workbook is, by which layout, and from which words its author began."""

    template: int
    round: int
    round_title: str
    body: str
    body_name: str
    made_at: str
    versions: Mapping[str, int]
    replies: Mapping[str, ReplyBase] = field(default_factory=dict)

    @classmethod
    def of(cls, report: Report, rows: Iterable[Row], at: datetime | None = None) -> Identity:
        return cls(
            template=TEMPLATE,
            round=report.round.pk,
            round_title=report.round.title,
            body=report.body.code,
            body_name=report.body.name,
            made_at=(at or now()).isoformat(timespec="seconds"),
            versions={row.code: row.version for row in rows if row.version is not None},
            replies={row.code: row.base for row in rows if row.base is not None},
        )

    def is_of(self, report: Report) -> bool:
        return self.is_of_body(report) and self.round == report.round.pk

    def is_of_body(self, report: Report) -> bool:
        return self.body == report.body.code

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """As they stand on the sheet nobody sees."""
        own = [(name, str(getattr(self, name))) for name in _NAMED]
        versions = [(f"{_VERSION}{code}", str(number)) for code, number in self.versions.items()]
        return [(MARK, ""), *own, *versions, *(pair for each in self.replies.items() for pair in _reply_pairs(*each))]

    @classmethod
    def read(cls, pairs: Mapping[str, str]) -> Identity | None:
        """None where what makes a workbook somebody's is gone."""
        said = {name: pairs.get(name, "") for name in _NAMED}
        template, round = whole_number(said["template"]), whole_number(said["round"])
        if not template or round is None or not said["body"]:
            return None
        versions = {
            name.removeprefix(_VERSION): number
            for name, text in pairs.items()
            if name.startswith(_VERSION) and (number := whole_number(text)) is not None
        }
        named = {name: said[name] for name in ("round_title", "body", "body_name", "made_at")}
        return cls(template=template, round=round, versions=versions, replies=_replies_of(pairs), **named)


_NAMED: Final = ("template", "round", "round_title", "body", "body_name", "made_at")
_VERSION: Final = "version:"
_RETURN: Final = "return:"
_SEEN: Final = "reply-seen:"
_REPLY: Final = "reply:"


def _reply_pairs(code: str, base: ReplyBase) -> list[tuple[str, str]]:
    return [
        (f"{_RETURN}{code}", str(base.item)),
        (f"{_SEEN}{code}", base.seen),
        (f"{_REPLY}{code}", base.text),
    ]


def _replies_of(pairs: Mapping[str, str]) -> dict[str, ReplyBase]:
    found = {}
    for name, text in pairs.items():
        code = name.removeprefix(_RETURN)
        if name.startswith(_RETURN) and (item := whole_number(text)) is not None:
            found[code] = ReplyBase(item, pairs.get(f"{_SEEN}{code}", ""), pairs.get(f"{_REPLY}{code}", ""))
    return found
