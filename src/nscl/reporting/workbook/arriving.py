"""What would become of a workbook that came back, item by item, before anything is kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from nscl.reporting.actions.writing import intend
from nscl.reporting.conflicts import TEXTS, Conflict, Words
from nscl.reporting.models import Part, Report
from nscl.reporting.workbook import layout
from nscl.reporting.workbook.layout import BOXES, Row, is_nil, row_of
from nscl.reporting.workbook.outgoing import Mending
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
    together: bool


@dataclass(frozen=True)
class Asked:
    """One item both sides wrote in: nothing of it is kept unasked."""

    part: Part
    conflict: Conflict
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Fault:
    """One thing to mend, with its cell in the workbook that came."""

    mending: Mending
    place: str
    label: str


@dataclass(frozen=True)
class Looked:
    """Every row with its fate; nothing is kept by looking. `words` say something new; `same` rows do not."""

    words: Mapping[str, Words]
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
    new = {code: row for code, row in read.items() if _differs(row, parts[code])}
    words = {code: _said(row, parts[code]) for code, row in new.items()}
    try:
        intent = intend(report, words)
    except ValidationError as error:
        faults += _box_faults(error, new)
        good = {code: said for code, said in words.items() if code not in error.error_dict}
        intent = intend(report, good)
    changed = [_changed(intent.parts[code], said, words[code]) for code, said in intent.said.items()]
    asked = [Asked(intent.parts[each.code], each, _changes(each.theirs, each.mine)) for each in intent.conflicts]
    in_hand = {each.part.code for each in changed} | {each.part.code for each in asked}
    in_hand |= {fault.mending.code for fault in faults}
    return Looked(
        words={code: said for code, said in words.items() if code in in_hand},
        changed=tuple(sorted(changed, key=lambda each: each.part.position)),
        asked=tuple(sorted(asked, key=lambda each: each.part.position)),
        faults=tuple(faults),
        same=len(set(read) - in_hand),
    )


def _differs(row: Row, part: Part) -> bool:
    own = row_of(part).boxes
    return any(text != own[key] for key, text in row.boxes.items())


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
                yield _fault(row, "", _unknown(row))
        elif row.code in first:
            if dict(row.boxes) != dict(first[row.code].boxes):
                message = _("Mục này có hai hàng nói khác nhau (%(first)s và %(second)s). Giữ một hàng, xóa hàng kia.")
                places = {"first": first[row.code].places.get("code", ""), "second": row.places.get("code", "")}
                yield _fault(row, "", message % places)
        elif row.version is None or row.version > parts[row.code].version:
            yield _fault(
                row, "", _("Tệp mất phần nhận biết của mục này. Tải tệp mới, chép các ô của mục sang rồi gửi lại.")
            )
        elif is_nil(row.boxes.get("nil", "")) is None:
            message = _('Ô ghi "%(text)s". Chọn "%(nil)s", hoặc để trống.')
            words = {"text": excerpt(row.boxes["nil"]), "nil": layout.NIL}
            yield _fault(row, "nil", message % words)
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
            yield _fault(rows[code], box or "", " ".join(each.messages))


def _fault(row: Row, box: str, message: str) -> Fault:
    label = str(BOXES[box].heading) if box else ""
    return Fault(Mending(row.code, box, message), row.places.get(box or "code", ""), label)


def _changed(part: Part, kept: Words, wanted: Words) -> Changed:
    return Changed(part, _changes(Words.of(part), kept), together=wanted.version != part.version and kept != wanted)


def _changes(old: Words, new: Words) -> tuple[Change, ...]:
    found = []
    for key, column in BOXES.items():
        before, after = _text(old, key), _text(new, key)
        if before != after:
            found.append(Change(str(column.heading), tuple(differences(before, after))))
    return tuple(found)


def _text(words: Words, key: str) -> str:
    if key == "nil":
        return str(layout.NIL) if words.nil else ""
    return str(getattr(words, key))
