"""The province's yearly report: golden text first written by hand, then every case the golden text does not meet."""

from __future__ import annotations

from pathlib import Path

from nscl.documents import docx
from nscl.plan import Plan
from nscl.reporting.models import Round
from nscl.reporting.papers.province_annual import render_province_annual

GOLDEN = Path(__file__).parents[2] / "papers"


def test_the_whole_paper_says_what_was_written_by_hand(plan: Plan, frozen: Round) -> None:
    written = docx.text(render_province_annual(plan, 2028))
    assert written.splitlines() == (GOLDEN / "bao-cao-nam-2028.txt").read_text("utf-8").splitlines()
