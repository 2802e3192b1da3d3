"""What the body of an official paper is made of: small frozen values, written to Word by `documents.docx`."""

from dataclasses import dataclass
from gettext import gettext as _
from typing import Literal

Align = Literal["left", "center", "right"]


@dataclass(frozen=True)
class Run:
    """A stretch of text that is bold or italic inside its paragraph."""

    text: str
    bold: bool = False
    italic: bool = False


Text = str | tuple[Run, ...]
"""Plain text, or runs where a part of it is bold or italic."""


@dataclass(frozen=True)
class Heading:
    """Level 1 is "I. KINH PHÍ" (the caller gives the capitals), level 2 "1. Kết quả"; `aside` follows in plain type."""

    level: Literal[1, 2]
    text: str
    aside: str = ""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of prose; every line of a plain text becomes a paragraph of its own."""

    text: Text


@dataclass(frozen=True)
class Point:
    """A point of a clause, "a) …": `mark` is its letter in the Vietnamese alphabet, without the bracket."""

    mark: str
    text: Text


@dataclass(frozen=True)
class Column:
    """A column of a printed table: heading, width in millimetres, alignment of its cells."""

    heading: str
    width: float
    align: Align = "left"


@dataclass(frozen=True)
class Table:
    """A printed table. Rows and total have one text per column, "-", "…" or "x" where there is no figure.

    Widths that add up to more than the page has are reduced in proportion. The heading row repeats on every page; no
    row is split, unless `splits` for rows that may be longer than a page. `unit` stands above on the right ("Đơn vị
    tính: triệu đồng"), `note` below. Raises ValueError, in Vietnamese, when a row has not one text per column.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Text, ...], ...]
    caption: str = ""
    unit: str = ""
    total: tuple[Text, ...] = ()
    note: str = ""
    splits: bool = False

    def __post_init__(self) -> None:
        message = _('Bảng "{caption}" có {columns} cột nhưng một dòng có {cells} ô. Ghi đủ mỗi cột một ô.')
        for row in (*self.rows, self.total or self.columns):
            if len(row) != len(self.columns):
                raise ValueError(message.format(caption=self.caption, columns=len(self.columns), cells=len(row)))


@dataclass(frozen=True)
class Picture:
    """A PNG as wide as told, in millimetres. `alt` says what it shows to who does not see it; `caption` below it."""

    png: bytes
    alt: str
    caption: str
    note: str = ""
    width: float = 160


Block = Heading | Paragraph | Point | Table | Picture


@dataclass(frozen=True)
class Annex:
    """An annex: on its own pages, numbered from 1 again, landscape unless said otherwise.

    `number` is a Roman numeral, or empty for the only annex; `reference` is the line in brackets under the title.
    """

    title: str
    body: tuple[Block, ...]
    number: str = ""
    reference: str = ""
    landscape: bool = True
