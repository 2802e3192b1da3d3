"""Words of this year are not those sent last year: nine in ten the same, figures and years aside, need a reason."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.plan.codes import task_number
from nscl.reporting.checks.check import Check, Finding, Level
from nscl.reporting.models import Part, Role
from nscl.reporting.submission import Submission
from nscl.vn.numbers import format_percent
from nscl.vn.text import fold

BOXES: Final = ("result", "next_year")  # difficulties and proposals may well stay
FEWEST: Final = 12  # words: a short sentence is alike every year
ALIKE: Final = 0.9
LONGEST: Final = 2_000  # words of a text that are compared
_WORD: Final = re.compile(r"[^\W\d_]+")


def run(submission: Submission) -> Iterator[Finding]:
    for part in submission.parts:
        before = submission.before.get(part.code, {})
        alike = [(box, share) for box in BOXES if (share := likeness(before.get(box, ""), getattr(part, box))) >= ALIKE]
        if alike:
            box, share = max(alike, key=lambda found: found[1])
            yield Finding(part.code, _message(part, box, share, submission.report.round.year - 1))


def likeness(old: str, new: str) -> float:
    """The share of words two texts have in common in one order; 0 for texts too short to tell."""
    before, after = (_WORD.findall(fold(text))[:LONGEST] for text in (old, new))
    if min(len(before), len(after)) < FEWEST:
        return 0.0
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE else 0.0


def _message(part: Part, box: str, share: float, year: int) -> str:
    place = task_number(part.code)
    if part.role == Role.GENERAL:
        place = _("Tình hình triển khai") if box == "result" else _("Kế hoạch năm sau")
    message = _('Phần "%(part)s" giống %(percent)s lời báo cáo năm %(year)s. Sửa lại, hoặc nêu lý do giữ nguyên.')
    return message % {"part": place, "percent": format_percent(100 * share, 0), "year": year}


SAME_WORDS = Check("same_words", Level.WARNING, gettext_lazy("Lời khác báo cáo năm trước"), run)
