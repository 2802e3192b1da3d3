"""One YAML file read into plain data, remembering the line of every key and what was typed without quotation marks.

Only what a plan needs of YAML is read: mappings, sequences, scalars. Aliases, anchors and tags are refused, so that a
small file cannot unfold into a huge one. Text is brought to Unicode NFC.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from gettext import gettext as _
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from nscl.plan.problems import Problem

MAX_BYTES = 1_000_000
MAX_DEPTH = 12
Place: TypeAlias = tuple[str | int, ...]

_INTEGER = re.compile(r"[-+]?[0-9]{1,18}")
_DECIMAL = re.compile(r"[-+]?[0-9]{1,18}\.[0-9]{1,18}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Unquoted(str):
    """A text typed without quotation marks. A code typed so may be read as a number one day."""

    __slots__ = ()


@dataclass
class Source:
    """A file as read: `data` is None when it cannot be read at all; sequences are tuples."""

    file: str
    data: dict[Any, Any] | None = None
    lines: dict[Place, int] = field(default_factory=dict)
    typed: dict[Place, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def line(self, place: Place) -> int:
        """The line of the place, or of the nearest thing around it."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def report(self, line: int, message: str) -> None:
        """Note a fault at a line of this file."""
        self.problems.append(Problem(self.file, line, message))


def read(path: Path) -> Source:
    """Read one file of a plan folder. Never raises for what the file contains: see `Source.problems`."""
    source = Source(str(path))
    text = _text(path, source)
    if text is None:
        return source
    try:
        data = _Builder(source, yaml.parse(text, Loader=_Loader)).document()
    except yaml.YAMLError as fault:
        source.report(*_syntax(fault))
        return source
    if isinstance(data, dict):
        source.data = data
    elif not source.problems:
        source.report(1, _('tệp phải gồm các khóa ở cấp ngoài cùng, mỗi khóa một dòng dạng "khóa: giá trị".'))
    return source


def _text(path: Path, source: Source) -> str | None:
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        source.report(1, _("thiếu tệp này trong thư mục kế hoạch. Chép từ kế hoạch mẫu rồi sửa."))
        return None
    except (OSError, ValueError):
        source.report(1, _("không đọc được tệp này. Kiểm tra lại quyền đọc và loại tệp."))
        return None
    if len(content) > MAX_BYTES:
        source.report(1, _("tệp nặng {size} byte, quá {limit} byte.").format(size=len(content), limit=MAX_BYTES))
        return None
    try:
        text = unicodedata.normalize("NFC", content.decode("utf-8-sig"))
    except UnicodeDecodeError as fault:
        line = content.count(b"\n", 0, fault.start) + 1
        source.report(line, _("tệp không phải mã UTF-8. Lưu lại tệp với mã UTF-8."))
        return None
    if found := _CONTROL.search(text):
        source.report(text.count("\n", 0, found.start()) + 1, _("có ký tự không đọc được. Xóa ký tự đó."))
        return None
    return text


def _syntax(fault: yaml.YAMLError) -> tuple[int, str]:
    if isinstance(fault, _TooDeepError):
        return fault.line, _("các khóa lồng nhau quá {limit} cấp.").format(limit=MAX_DEPTH)
    mark = getattr(fault, "problem_mark", None) or getattr(fault, "context_mark", None)
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    known = {
        "mapping values": _(
            "thừa dấu hai chấm, hoặc dòng trên thiếu dấu hai chấm. Chuỗi có dấu hai chấm đặt trong ngoặc kép"
        ),
        "cannot start any token": _("có ký tự không được đứng đầu, ví dụ phím Tab, @, %. Thụt dòng bằng dấu cách"),
        "unexpected end of stream": _("ngoặc kép mở mà chưa đóng"),
        "flow": _("ngoặc vuông hoặc ngoặc nhọn mở mà chưa đóng, hoặc thiếu dấu phẩy"),
        "tab character": _("thụt dòng bằng phím Tab. Thụt dòng bằng dấu cách"),
        "block": _("thụt dòng không đều với các dòng cùng cấp, hoặc ngoặc kép chưa đóng"),
        "document start": _("thụt dòng không đều với các dòng cùng cấp"),
        "could not find expected ':'": _("thiếu dấu hai chấm sau tên khóa"),
    }
    words = f"{getattr(fault, 'context', '')} {getattr(fault, 'problem', '')}"
    why = next(
        (reason for sign, reason in known.items() if sign in words), _("kiểm tra thụt dòng, dấu hai chấm, ngoặc")
    )
    return line, _("sai cú pháp YAML ở cột {column}: {why}.").format(column=column, why=why)


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


class _TooDeepError(yaml.YAMLError):
    def __init__(self, line: int) -> None:
        self.line = line


class _Builder:
    def __init__(self, source: Source, events: Iterator[yaml.Event]) -> None:
        self.source = source
        self.events = events

    def document(self) -> Any:
        data, seen = None, False
        for event in self.events:
            if isinstance(event, yaml.NodeEvent):
                if seen:
                    self._report(event, _('tệp chỉ được có một tài liệu YAML. Bỏ dòng "---" thứ hai.'))
                    break
                data, seen = self._value(event, ()), True
        return data

    def _report(self, event: yaml.Event, message: str) -> None:
        self.source.report(_line(event), message)

    def _value(self, event: yaml.Event, place: Place) -> Any:
        self.source.lines.setdefault(place, _line(event))
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            self._report(event, _("không dùng neo (&) và tham chiếu (*) trong tệp kế hoạch. Chép lại nội dung."))
        if getattr(event, "tag", None):
            self._report(event, _("không dùng thẻ kiểu (!) trong tệp kế hoạch. Bỏ thẻ."))
        if len(place) > MAX_DEPTH:
            raise _TooDeepError(_line(event))
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, place)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(place)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(place)
        return None

    def _scalar(self, event: yaml.ScalarEvent, place: Place) -> Any:
        if event.style:
            return event.value
        self.source.typed[place] = event.value
        return resolve(event.value)

    def _sequence(self, place: Place) -> tuple[Any, ...]:
        items: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self._value(event, (*place, len(items))))
        return tuple(items)

    def _mapping(self, place: Place) -> dict[Any, Any]:
        mapping: dict[Any, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self._key(event)
            known = key in mapping
            if known:
                self._report(event, _('khóa "{key}" ghi hai lần. Giữ một dòng.').format(key=key))
            inside: Place = (*place, f"{key} ") if known else (*place, key)
            self.source.lines.setdefault(inside, _line(event))
            value = self._value(next(self.events), inside)
            mapping.setdefault(key, value)
        return mapping

    def _key(self, event: yaml.Event) -> str | int:
        if not isinstance(event, yaml.ScalarEvent):
            self._report(event, _("tên khóa phải là chữ hoặc số năm."))
            self._value(event, ("?",))
            return "?"
        value = event.value if event.style else resolve(event.value)
        return value if isinstance(value, int) and not isinstance(value, bool) else str(event.value)


def resolve(typed: str) -> Any:
    """What a scalar without quotation marks means: an integer, a decimal (4.130 is 4.13), true, false, nothing, a day
    (2025-08-28), or text marked `Unquoted`."""
    if typed in _WORDS:
        return _WORDS[typed]
    if _INTEGER.fullmatch(typed):
        return int(typed)
    if _DECIMAL.fullmatch(typed):
        return Decimal(typed)
    if _DAY.fullmatch(typed):
        try:
            return date.fromisoformat(typed)
        except ValueError:
            pass
    return Unquoted(typed)
