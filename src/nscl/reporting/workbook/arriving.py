"""What would become of a workbook that came back, item by item, before anything is kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from nscl.organisations.models import User
from nscl.reporting.actions.workbooks import Reply
from nscl.reporting.actions.writing import Intent, intend
from nscl.reporting.conflicts import TEXTS, Conflict, ReplyConflict, Words
from nscl.reporting.models import Part, Report
from nscl.reporting.workbook import layout
from nscl.reporting.workbook.arriving_replies import look_at_replies
from nscl.reporting.workbook.beside import Mending
from nscl.reporting.workbook.faults import Fault, fault_of
from nscl.reporting.workbook.layout import BOXES, WORD_BOXES, Row, is_nil, row_of
from nscl.vn.differences import Run, differences
from nscl.vn.text import excerpt

SHOWN: Final = 80  # characters of a cell quoted in a message


@dataclass(frozen=True)
class Change:
    """One box: its words as they stand and as they would be, in runs."""

    label: str
    runs: tuple[Run, ...]


@dataclass(frozen=True)
class Changed:
    """One item that would say something else. `together`: words written on the web meanwhile stay beside it."""

    part: Part
    changes: tuple[Change, ...]
    together: bool = False


@dataclass(frozen=True)
class Asked:
    """One item, or one reply, that both sides wrote in: nothing of it is kept unasked."""

    part: Part
    conflict: Conflict | ReplyConflict
    changes: tuple[Change, ...]

    @property
    def person(self) -> User | None:
        conflict = self.conflict
        return conflict.item.replied_by if isinstance(conflict, ReplyConflict) else conflict.person

    @property
    def at(self) -> datetime | None:
        conflict = self.conflict
        return conflict.item.replied_at if isinstance(conflict, ReplyConflict) else conflict.at


@dataclass(frozen=True)
class Looked:
    """Every row with its fate; nothing is kept by looking. `words`, `replies` say something new; `same` rows do not."""

    words: Mapping[str, Words]
    replies: tuple[Reply, ...]
    changed: tuple[Changed, ...]
    asked: tuple[Asked, ...]
    faults: tuple[Fault, ...]
    same: int

    @property
    def may_keep(self) -> bool:
        return bool(self.changed or self.asked) and not self.faults

    @property
    def mendings(self) -> list[Mending]:
        return [fault.mending for fault in self.faults]


def look(report: Report, rows: Iterable[Row]) -> Looked:
    """What would become of each row against the draft as it stands: as many queries for many rows as for few."""
    rows = list(rows)
    parts = {part.code: part for part in report.parts.all()}
    faults = list(_row_faults(rows, parts))
    whole = {fault.mending.code for fault in faults}
    read = {row.code: row for row in rows if row.code in parts and row.code not in whole}
    answers = look_at_replies(report, read.values())
    words, intent, refused = _intent(report, read, parts)
    faults += [*refused, *answers.faults]
    changed = [_changed(intent.parts[code], said, words[code]) for code, said in intent.said.items()]
    asked = [Asked(intent.parts[each.code], each, _changes(each.theirs, each.mine)) for each in intent.conflicts]
    changed = _with_replies(changed, [Changed(each.item.part, _of_reply(each)) for each in answers.new])
    asked += [Asked(each.item.part, ReplyConflict(each.item, each.text), _of_reply(each)) for each in answers.moved]
    in_hand = {each.part.code for each in changed} | {each.part.code for each in asked}
    in_hand |= {fault.mending.code for fault in faults}
    return Looked(
        words={code: said for code, said in words.items() if code in in_hand},
        replies=(*answers.new, *answers.moved),
        changed=tuple(sorted(changed, key=lambda each: each.part.position)),
        asked=tuple(sorted(asked, key=lambda each: each.part.position)),
        faults=_as_read(faults, rows),
        same=len(set(read) - in_hand),
    )


def _as_read(faults: Iterable[Fault], rows: Iterable[Row]) -> tuple[Fault, ...]:
    """In the order of the rows and of their boxes."""
    lines, boxes = [row.code for row in rows], ["", *BOXES]
    return tuple(sorted(faults, key=lambda each: (lines.index(each.mending.code), boxes.index(each.mending.box))))


def _intent(
    report: Report, read: Mapping[str, Row], parts: Mapping[str, Part]
) -> tuple[dict[str, Words], Intent, list[Fault]]:
    """What the rows that differ say, what writing it would do, and what it would refuse."""
    new = {code: row for code, row in read.items() if _differs(row, parts[code])}
    words = {code: _said(row, parts[code]) for code, row in new.items()}
    try:
        return words, intend(report, words), []
    except ValidationError as error:
        good = {code: said for code, said in words.items() if code not in error.error_dict}
        return words, intend(report, good), list(_box_faults(error, new))


def _with_replies(changed: Iterable[Changed], replied: Iterable[Changed]) -> list[Changed]:
    """An item that says something else and is replied to is one."""
    found = {each.part.code: each for each in changed}
    for each in replied:
        said = found.get(each.part.code)
        found[each.part.code] = replace(said, changes=(*said.changes, *each.changes)) if said else each
    return list(found.values())


def _of_reply(reply: Reply) -> tuple[Change, ...]:
    return (Change(str(BOXES["reply"].heading), tuple(differences(reply.item.reply, reply.text))),)


def _differs(row: Row, part: Part) -> bool:
    own = row_of(part).boxes
    return any(text != own[key] for key, text in row.boxes.items() if key in own)


def _said(row: Row, part: Part) -> Words:
    """A box the workbook has not stays as it is."""
    texts: dict[str, Any] = {name: row.boxes.get(name, getattr(part, name)) for name in TEXTS}
    nil = is_nil(row.boxes["nil"]) if "nil" in row.boxes else part.nil
    return Words(version=row.version or 0, nil=bool(nil), **texts)


def _row_faults(rows: Iterable[Row], parts: Mapping[str, Part]) -> Iterator[Fault]:
    """What is wrong with a row whatever the report says now."""
    first: dict[str, Row] = {}
    for row in rows:
        if row.code not in parts:
            if any(row.boxes.values()):
                yield fault_of(row, "", _unknown(row))
        elif row.code in first:
            if dict(row.boxes) != dict(first[row.code].boxes):
                message = _("Mục này có hai hàng nói khác nhau (%(first)s và %(second)s). Giữ một hàng, xóa hàng kia.")
                places = {"first": first[row.code].places.get("code", ""), "second": row.places.get("code", "")}
                yield fault_of(row, "", message % places)
        elif row.version is None or row.version > parts[row.code].version:
            yield fault_of(
                row, "", _("Tệp mất phần nhận biết của mục này. Tải tệp mới, chép các ô của mục sang rồi gửi lại.")
            )
        elif is_nil(row.boxes.get("nil", "")) is None:
            message = _('Ô ghi "%(text)s". Chọn "%(nil)s", hoặc để trống.')
            words = {"text": excerpt(row.boxes["nil"]), "nil": layout.NIL}
            yield fault_of(row, "nil", message % words)
        first.setdefault(row.code, row)


def _unknown(row: Row) -> str:
    said = next((text for text in row.boxes.values() if text), "")
    if not row.code:
        message = _('Hàng không có mã mà có nội dung "%(text)s". Chuyển nội dung vào hàng của mục tương ứng.')
        return message % {"text": excerpt(said, SHOWN)}
    message = _('Báo cáo này không có mục "%(code)s". Xóa hàng, hoặc chuyển nội dung vào mục tương ứng%(text)s.')
    return message % {"code": excerpt(row.code, 20), "text": f': "{excerpt(said, SHOWN)}"' if said else ""}


def _box_faults(error: ValidationError, rows: Mapping[str, Row]) -> Iterator[Fault]:
    """What the verb of writing refuses, at its cell."""
    for code, found in error.error_dict.items():
        for each in found:
            box = each.code if each.code in BOXES else ""
            yield fault_of(rows[code], box or "", " ".join(each.messages))


def _changed(part: Part, kept: Words, wanted: Words) -> Changed:
    return Changed(part, _changes(Words.of(part), kept), together=wanted.version != part.version and kept != wanted)


def _changes(old: Words, new: Words) -> tuple[Change, ...]:
    found = []
    for key, column in WORD_BOXES.items():
        before, after = _text(old, key), _text(new, key)
        if before != after:
            found.append(Change(str(column.heading), tuple(differences(before, after))))
    return tuple(found)


def _text(words: Words, key: str) -> str:
    if key == "nil":
        return str(layout.NIL) if words.nil else ""
    return str(getattr(words, key))
