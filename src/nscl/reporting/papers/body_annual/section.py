"""A numbered section of a report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from nscl.documents.blocks import Block, Heading

ROMAN: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")


@dataclass(frozen=True)
class Section:
    """`aside` follows the title in plain type."""

    title: str
    blocks: Sequence[Block]
    aside: str = ""


def written(sections: Iterable[Section]) -> list[Block]:
    blocks: list[Block] = []
    for number, section in zip(ROMAN, sections, strict=False):
        blocks += [Heading(1, f"{number}. {section.title}", section.aside), *section.blocks]
    return blocks
