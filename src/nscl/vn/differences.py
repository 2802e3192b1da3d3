"""What changed between two texts, word by word: for reading what came back beside what was sent back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Change = Literal["same", "gone", "new"]
_TOKEN = re.compile(r"\s+|[\w.,/%-]+|[^\w\s]", re.UNICODE)
LONGEST = 6_000  # words of both texts; beyond it they are shown whole, for matching takes time quadratic in them


@dataclass(frozen=True)
class Run:
    """Words in a row with one fate."""

    change: Change
    text: str


def differences(old: str, new: str) -> list[Run]:
    """Runs that read in order give the old text (same and gone) and the new one (same and new)."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    if len(before) + len(after) > LONGEST:
        whole: list[tuple[Change, str]] = [("same", new)] if old == new else [("gone", old), ("new", new)]
        return [Run(change, text) for change, text in whole if text]
    runs: list[Run] = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after).get_opcodes():
        if tag == "equal":
            runs.append(Run("same", "".join(before[a:b])))
            continue
        changed: list[Run] = [Run("gone", "".join(before[a:b])), Run("new", "".join(after[c:d]))]
        runs += [run for run in changed if run.text]
    return runs
