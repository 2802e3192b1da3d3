"""A table of typed columns, to be written as a workbook (`documents.xlsx`) or as CSV (`documents.csv`)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

Kind = Literal["text", "integer", "year", "number", "percent", "date", "datetime"]
Value = str | int | float | Decimal | date | datetime | None


@dataclass(frozen=True)
class Column:
    """A column: heading, kind of its values, width in characters; `decimals` for numbers and percentages.

    A percentage is given in per cent (104.3, not 1.043). None is an empty cell in every kind; a text in a column of
    numbers or dates is written as text ("…", "x").
    """

    heading: str
    kind: Kind = "text"
    width: float = 20
    decimals: int = 1


@dataclass(frozen=True)
class Sheet:
    """A titled table. `rows` may be an iterator: it is read once, row by row. `description` says what was filtered."""

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Value]]
    description: Sequence[str] = ()
