"""Sections of a plan file against the schema: each fault in Vietnamese with its line.

A faulty item is left out or mended in memory so that the rest can still be checked: one fault does not hide another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from gettext import gettext as _
from types import UnionType
from typing import Any, Union, cast, get_args, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from nscl.plan.source import Place, Source


@dataclass(frozen=True)
class Section:
    """One key of a plan file after validation; `whole` is False when faulty items were left out."""

    value: Any
    whole: bool


def sections(source: Source, model: type[BaseModel]) -> dict[str, Section]:
    """Validate the file key by key; faults are reported on the source. A section that cannot be mended is absent."""
    if source.data is None:
        return {}
    found: dict[str, Section] = {}
    for key in source.data:
        if key not in model.model_fields:
            source.report(source.line((key,)), _unknown_key(str(key), _("tệp"), model.model_fields))
    for name, declared in model.model_fields.items():
        if name not in source.data and declared.is_required():
            source.report(1, _('thiếu khóa "{key}" ở {place}.').format(key=name, place=_("tệp")))
        elif name not in source.data:
            found[name] = Section(declared.get_default(call_default_factory=True), True)
        elif (section := _section(source, name, declared.rebuild_annotation())) is not None:
            found[name] = section
    return found


def faults(source: Source, place: Place, annotation: Any, value: Any) -> list[ErrorDetails]:
    """Validate one value that stands at `place` of the file, reporting each fault; returns pydantic's details."""
    try:
        TypeAdapter(annotation).validate_python(value, strict=True)
    except ValidationError as refused:
        details = refused.errors(include_url=False)
        for detail in details:
            _report(source, place, annotation, detail)
        return details
    return []


def _section(source: Source, name: str, annotation: Any) -> Section | None:
    value = source.data[name] if source.data else None
    details = faults(source, (name,), annotation, value)
    if not details:
        return Section(TypeAdapter(annotation).validate_python(value, strict=True), True)
    mended, whole = _mend(source, (name,), value, details)
    try:
        return Section(TypeAdapter(annotation).validate_python(mended, strict=True), whole)
    except ValidationError:
        return None


def _mend(source: Source, place: Place, value: Any, details: list[ErrorDetails]) -> tuple[Any, bool]:
    """Drop unknown keys, read unquoted codes as typed, leave out items with any other fault."""
    mended: Any = _thawed(value)
    dropped: set[int] = set()
    for detail in details:
        where = _within(detail["loc"])
        holder = _at(mended, where[:-1])
        if detail["type"] == "extra_forbidden" and isinstance(holder, dict):
            holder.pop(where[-1], None)
        elif detail["type"] == "unquoted_code" and isinstance(holder, dict | list):
            cast(dict[Any, Any], holder)[where[-1]] = _meant(source, (*place, *where), detail)
        elif where and isinstance(mended, list) and isinstance(where[0], int):
            dropped.add(where[0])
    if isinstance(mended, list):
        mended = [item for number, item in enumerate(mended) if number not in dropped]
    return _frozen(mended), not dropped


def _thawed(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_thawed(item) for item in value]
    if isinstance(value, dict):
        return {key: _thawed(item) for key, item in value.items()}
    return deepcopy(value)


def _frozen(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_frozen(item) for item in value)
    if isinstance(value, dict):
        return {key: _frozen(item) for key, item in value.items()}
    return value


def _at(value: Any, place: Place) -> Any:
    for step in place:
        try:
            value = value[step]
        except (LookupError, TypeError):
            return None
    return value


def _within(loc: tuple[str | int, ...]) -> Place:
    return tuple(step for step in loc if step != "[key]")


def _meant(source: Source, place: Place, detail: ErrorDetails) -> str:
    """The code the writer meant: as typed, with the kind in front when that alone makes it a code."""
    typed = source.typed.get(place, str(detail["input"]))
    context = detail.get("ctx", {})
    kind = re.sub(r"\d.*", "", context["example"])
    as_typed, with_kind = (re.fullmatch(context["pattern"], code) for code in (typed, kind + typed))
    return kind + typed if with_kind and not as_typed else typed


def _report(source: Source, place: Place, annotation: Any, detail: ErrorDetails) -> None:
    where = (*place, *_within(detail["loc"]))
    key = str(where[-1]) if isinstance(where[-1], str) else str(where[-2] if len(where) > 1 else where[0])
    inside = _path_words(source, where[:-1] if isinstance(where[-1], str) else where)
    typed = source.typed.get(where, "" if isinstance(detail["input"], dict | tuple) else str(detail["input"]))
    message = _message(detail, key=key, place=inside, typed=typed, allowed=_keys(annotation, detail["loc"]))
    if detail["type"] == "unquoted_code":
        message = _unquoted(typed, detail["input"], _meant(source, where, detail))
    source.report(source.line(where), message)


def _message(detail: ErrorDetails, *, key: str, place: str, typed: str, allowed: Iterable[str]) -> str:
    context = detail.get("ctx", {})
    if detail["type"] == "extra_forbidden":
        return _unknown_key(key, place, allowed)
    if detail["type"] == "target_key":
        pattern = _('mức phải đạt dạng {shape} phải có khóa "{key}".')
        if not context["needed"]:
            pattern = _('mức phải đạt dạng {shape} không dùng khóa "{key}". Bỏ khóa đó.')
        return pattern.format(**context)
    if detail["type"] == "literal_error":
        choices = context["expected"].replace("'", "").replace(" or ", ", ")
        return _('khóa "{key}" ở {place}: không có giá trị "{typed}". Các giá trị được dùng: {choices}.').format(
            key=key, place=place, typed=typed, choices=choices
        )
    whole = re.fullmatch(r"\d+(\.\d{3})+", typed)
    amount = typed.replace(".", "") if whole else "4130"
    pattern = _PATTERNS.get(detail["type"]) or _('khóa "{key}" ở {place}: không dùng được giá trị "{typed}".')
    return pattern.format(key=key, place=place, typed=typed, amount=amount, example=context.get("example", ""))


def _unknown_key(key: str, place: str, allowed: Iterable[str]) -> str:
    keys = ", ".join(allowed)
    return _('không có khóa "{key}" ở {place}. Các khóa được dùng: {keys}.').format(key=key, place=place, keys=keys)


def _unquoted(typed: str, read: Any, code: str) -> str:
    if isinstance(read, int | Decimal) and not isinstance(read, bool):
        number = f"{read.normalize():f}".replace(".", ",") if isinstance(read, Decimal) else str(read)
        pattern = _('mã {typed} không có dấu ngoặc kép nên bị đọc thành số {number}. Viết "{code}".')
        return pattern.format(typed=typed, number=number, code=code)
    if isinstance(read, bool | date):
        pattern = _('mã {typed} không có dấu ngoặc kép nên không được đọc thành chữ. Viết "{code}".')
        return pattern.format(typed=typed, code=code)
    return _('mã {typed} không có dấu ngoặc kép nên có thể bị đọc thành số. Viết "{code}".').format(
        typed=typed, code=code
    )


_STRUCTURE = _('khóa "{key}" ở {place} phải gồm các khóa con, không phải một giá trị.')
_LIST = _('khóa "{key}" ở {place} phải là một danh sách.')
_WHOLE = _('khóa "{key}" ở {place}: "{typed}" không phải số nguyên. Ghi số nguyên, không dấu chấm.')
_TEXT = _('khóa "{key}" ở {place} phải là chữ. Đặt giá trị trong ngoặc kép.')
_PATTERNS: dict[str, str] = {
    "missing": _('thiếu khóa "{key}" ở {place}.'),
    "code_form": _('khóa "{key}" ở {place}: "{typed}" không đúng dạng mã. Viết như "{example}".'),
    "fractional_amount": _("số tiền {typed} có phần lẻ. Ghi số nguyên triệu đồng, không dấu chấm: {amount}."),
    "number": _('khóa "{key}" ở {place}: "{typed}" không phải số từ 0 trở lên, viết không có dấu ngoặc.'),
    "month_day": _('khóa "{key}" ở {place}: "{typed}" không phải ngày có mọi năm. Viết tháng-ngày, ví dụ "11-20".'),
    "plain_value": _('khóa "{key}" ở {place} phải là chữ hoặc số nguyên.'),
    "arguments": _('khóa "{key}" ở {place} chỉ nhận chữ, số nguyên, danh sách chữ; không nhận điều kiện, công thức.'),
    "milestones": _("các mốc phải tăng dần theo năm và không vượt mức phải đạt."),
    "string_type": _TEXT,
    "string_sub_type": _TEXT,
    "string_too_short": _('khóa "{key}" ở {place} còn trống.'),
    "string_pattern_mismatch": _('khóa "{key}" ở {place}: "{typed}" chỉ được gồm chữ thường a-z, chữ số, gạch dưới.'),
    "int_type": _WHOLE,
    "greater_than_equal": _('khóa "{key}" ở {place}: số {typed} nhỏ quá.'),
    "less_than_equal": _('khóa "{key}" ở {place}: số {typed} lớn quá.'),
    "bool_type": _('khóa "{key}" ở {place} chỉ nhận true hoặc false.'),
    "date_type": _('khóa "{key}" ở {place}: "{typed}" không phải ngày. Viết năm-tháng-ngày, ví dụ 2025-08-28.'),
    "tuple_type": _LIST,
    "dict_type": _STRUCTURE,
    "model_type": _STRUCTURE,
    "model_attributes_type": _STRUCTURE,
}


def _path_words(source: Source, place: Place) -> str:
    """Where a key stands, in the words of the file: indicators › MT2.1 › target."""
    words: list[str] = []
    for depth, step in enumerate(place, start=1):
        item = _at(source.data, place[:depth])
        named = isinstance(step, int) and isinstance(item, dict)
        name = item.get("code", item.get("key")) if named and isinstance(item, dict) else None
        words.append(str(name or (f"mục {step + 1}" if isinstance(step, int) else step)))
    return " › ".join(words) or _("tệp")


def _keys(annotation: Any, loc: tuple[str | int, ...]) -> list[str]:
    """The keys a schema has where an unknown one was found."""
    for step in loc[:-1]:
        model = _model(annotation)
        if model is not None and isinstance(step, str) and step in model.model_fields:
            annotation = model.model_fields[step].annotation
        elif get_args(annotation):
            annotation = get_args(annotation)[-1 if get_origin(annotation) is dict else 0]
    model = _model(annotation)
    return list(model.model_fields) if model else []


def _model(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in (Union, UnionType):
        return next((model for part in get_args(annotation) if (model := _model(part))), None)
    return None
