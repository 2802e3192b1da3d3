"""The small types of plan files: codes that carry their kind, amounts, days of the year, numbers of a target."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, TypeAlias

from pydantic import BeforeValidator, Field, PlainValidator
from pydantic_core import PydanticCustomError

from nscl.plan.source import Unquoted


def _form(pattern: str, example: str) -> Callable[[Any], Any]:
    def check(value: Any) -> Any:
        if isinstance(value, bool | int | Decimal | date) or (isinstance(value, Unquoted) and re.search(r"\d", value)):
            raise PydanticCustomError("unquoted_code", "unquoted", {"example": example, "pattern": pattern})
        if isinstance(value, str) and not re.fullmatch(pattern, value):
            raise PydanticCustomError("code_form", "form", {"example": example})
        return str(value) if isinstance(value, str) else value

    return check


def _amount(value: Any) -> Any:
    if isinstance(value, Decimal):
        raise PydanticCustomError("fractional_amount", "fraction")
    return value


def _number(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | Decimal) or value < 0:
        raise PydanticCustomError("number", "number")
    return value


def month_day(value: Any) -> str:
    """The text when it is a day of every year, as "11-20"; a fault of the schema otherwise."""
    try:
        month, day = re.fullmatch(r"([0-9]{2})-([0-9]{2})", value).groups()  # type: ignore[union-attr]
        date(2001, int(month), int(day))  # a year without 29 February: the day must exist every year
    except (AttributeError, TypeError, ValueError):
        raise PydanticCustomError("month_day", "month_day") from None
    return str(value)


def _plain(value: Any) -> Any:
    if isinstance(value, str) and value:
        return str(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise PydanticCustomError("plain_value", "plain_value")


def _arguments(value: Any) -> Any:
    if not isinstance(value, dict):
        raise PydanticCustomError("arguments", "arguments")
    return {str(name): _argument(given) for name, given in value.items()}


def _argument(given: Any) -> Any:
    if isinstance(given, tuple) and all(isinstance(item, str) for item in given):
        return tuple(map(str, given))
    if isinstance(given, str):
        return str(given)
    if isinstance(given, int) and not isinstance(given, bool):
        return given
    raise PydanticCustomError("arguments", "arguments")


Text: TypeAlias = Annotated[str, Field(min_length=1)]
ObjectiveCode: TypeAlias = Annotated[str, BeforeValidator(_form(r"MT[0-9]+", "MT2"))]
IndicatorCode: TypeAlias = Annotated[str, BeforeValidator(_form(r"(MT|NV)[0-9]+\.[0-9]+", "MT2.1"))]
GroupCode: TypeAlias = Annotated[str, BeforeValidator(_form(r"NV[0-9]+", "NV2"))]
TaskCode: TypeAlias = Annotated[str, BeforeValidator(_form(r"NV[0-9]+\.[0-9]+", "NV2.1"))]
ParagraphCode: TypeAlias = Annotated[str, BeforeValidator(_form(r"III\.[0-9]+[a-zđ]?", "III.4a"))]
DutyCode: TypeAlias = Annotated[str, BeforeValidator(_form(r"V\.[0-9]+[a-zđ]?", "V.4b"))]
MoneyCode: TypeAlias = Annotated[str, BeforeValidator(_form(r"KP(\.[IVX]+(\.[0-9]+)?)?", "KP.II.1"))]
ReadingCode: TypeAlias = Annotated[str, BeforeValidator(_form(r"CH[0-9]+", "CH1"))]
BodyCode: TypeAlias = Annotated[str, BeforeValidator(_form(r"[a-z][a-z0-9-]*", "sgddt"))]
CommuneCode: TypeAlias = Annotated[str, BeforeValidator(_form(r"[0-9]{5}", "09193"))]
ProvinceCode: TypeAlias = Annotated[str, BeforeValidator(_form(r"[0-9]{2}", "24"))]
DocumentNumber: TypeAlias = Annotated[str, BeforeValidator(_form(r"\S+", "49/KH-UBND"))]
PrintedCode: TypeAlias = Annotated[str, BeforeValidator(_form(r"(MT|NV|KP|III|V)[.0-9IVXa-zđ]*", "NV2.1"))]
"""A code of the printed plan, of any kind."""
AnyCode: TypeAlias = Annotated[str, BeforeValidator(_form(r"\S+", "MT2.1"))]
Amount: TypeAlias = Annotated[int, BeforeValidator(_amount), Field(ge=0)]
"""Integer, in the unit the file states (budget.yaml: triệu đồng)."""
Number: TypeAlias = Annotated[int | Decimal, PlainValidator(_number)]
"""Exact and not negative; per cent as 0-100."""
MonthDay: TypeAlias = Annotated[str, PlainValidator(month_day)]
"""A day of every year as "11-20"."""
PlainValue: TypeAlias = Annotated[int | str, PlainValidator(_plain)]
Arguments: TypeAlias = Annotated[dict[str, Any], PlainValidator(_arguments)]
"""Keyword arguments of a measure: texts, integers, tuples of texts; nothing that computes."""


def task_number(code: str) -> str:
    """A task's code as papers and messages print it: "5.2" for NV5.2; other codes as they are."""
    return code.removeprefix("NV")
