"""Small pieces of writing that sections of papers share: points with letters, signs under tables, codes in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from django.utils.translation import gettext as _

from nscl.documents.blocks import Block, Paragraph, Point, Text
from nscl.scorecard.line import Line, Number
from nscl.vn.numbers import format_number, format_percent

LETTERS: Final = "abcdđeghiklmnopqrstuvxy"  # points of a clause, Decree 30/2020/ND-CP, annex I, section II.5
NIL: Final = "-"
UNKNOWN: Final = "…"
NOT_APPLICABLE: Final = "x"
END: Final = "./."
_KIND_OF_BODY: Final = re.compile(
    r"(Ban|Báo|Bệnh viện|Bộ|Chi cục|Công ty|Cục|Hiệp hội|Hội|Hội đồng|Hợp tác xã|Liên minh|Tập đoàn|Thanh tra"
    r"|Tổng cục|Trung tâm|Trường|Ủy ban|Văn phòng|Viện) "
)
_SELF: Final = re.compile(r"Sở (?!hữu|dĩ|trường)|(Ủy ban|Hội đồng) nhân dân |Thanh tra tỉnh")
NO_BREAK: Final = "\N{NO-BREAK SPACE}"


def pointed(points: Sequence[tuple[Text, Sequence[str]]]) -> list[Block]:
    """Points a), b) …, each with the lines that stand under it; a single one has no letter."""
    blocks: list[Block] = []
    for position, (text, under) in enumerate(points):
        if len(points) == 1:
            blocks.append(Paragraph(text))
        else:
            blocks.append(Point(_letter(position), text))
        blocks += dashed(under)
    return blocks


def dashed(lines: Iterable[str]) -> list[Block]:
    return [Paragraph(f"- {line}") for line in lines]


def legend(rows: Iterable[Sequence[Text]], not_applicable: str = "") -> str:
    """What the signs in a table mean: only those that stand in it."""
    cells = {cell for row in rows for cell in row}
    meanings = {
        NIL: _("không phát sinh"),
        UNKNOWN: _("chưa có số liệu"),
        NOT_APPLICABLE: not_applicable or _("không áp dụng"),
    }
    return "; ".join(f"({sign}) {meaning}" for sign, meaning in meanings.items() if sign in cells)


def note(*sentences: str) -> str:
    """The note under a table: sentences that are there, each with its stop."""
    said = " ".join(f"{sentence.rstrip('.')}." for sentence in sentences if sentence)
    return _("Ghi chú: {said}").format(said=said) if said else ""


def lower_first(text: str) -> str:
    """To go on inside a sentence; "TFP …" and "Sở Y tế …" stay as they are."""
    return text if text[1:2].isupper() or _begins_with_a_name(text) else text[:1].lower() + text[1:]


def _begins_with_a_name(text: str) -> bool:
    """The name of a body: it goes on with a capital ("Trường Cao đẳng A"; "Trường học" is none)."""
    found = _KIND_OF_BODY.match(text)
    return bool(_SELF.match(text)) or bool(found and text[found.end() : found.end() + 1].isupper())


def upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]


def number_of(code: str) -> str:
    """A code as papers print it: "2.1" for MT2.1, "NV 5.2" for an indicator of a task."""
    return code.removeprefix("MT") if code.startswith("MT") else code.replace("NV", "NV ", 1)


def place_of(duty: str) -> str:
    """Where a duty stands in part V: "khoản 1" for V.1, "điểm b khoản 8" for V.8b."""
    clause = duty.removeprefix("V.")
    if clause[-1:].isdigit():
        return _("khoản {clause}").format(clause=clause)
    return _("điểm {point} khoản {clause}").format(point=clause[-1:], clause=clause[:-1])


def clauses_of(duties: Iterable[str]) -> str:
    """The clauses of part V these duties stand in: "khoản 8", "khoản 2, khoản 8"."""
    numbers = dict.fromkeys(duty.removeprefix("V.").rstrip(LETTERS) for duty in duties)
    return ", ".join(_("khoản {clause}").format(clause=number) for number in numbers)


def _letter(position: int) -> str:
    return LETTERS[position] if position < len(LETTERS) else str(position + 1)


def figure(line: Line, value: Number | None) -> str:
    """A figure of an indicator in a table: a share with its sign, a count without noise."""
    if value is None:
        return UNKNOWN
    if line.unit.startswith("%"):
        return format_percent(value)
    return format_number(value, None if value == int(value) else 2)
