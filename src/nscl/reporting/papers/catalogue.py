"""Every paper the house writes. A new one is a module here and a line in `PAPERS`, `BODY_PAPERS` or `PERIOD_PAPERS`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from nscl.reporting.papers.body_annual import BODY_ANNUAL
from nscl.reporting.papers.letters.chasing_letter import CHASING_LETTER
from nscl.reporting.papers.letters.late_list import LATE_LIST
from nscl.reporting.papers.letters.opening_letter import OPENING_LETTER
from nscl.reporting.papers.paper import AnnexPaper, BodyPaper, Paper, PeriodPaper
from nscl.reporting.papers.province_annual import PROVINCE_ANNUAL
from nscl.reporting.papers.receipt import RECEIPT
from nscl.reporting.papers.tfp_evaluation import TFP_EVALUATION

PAPERS: Final[Mapping[str, Paper | AnnexPaper]] = {
    paper.slug: paper for paper in (PROVINCE_ANNUAL, OPENING_LETTER, CHASING_LETTER, LATE_LIST)
}
BODY_PAPERS: Final[Mapping[str, BodyPaper]] = {paper.slug: paper for paper in (BODY_ANNUAL, RECEIPT)}
PERIOD_PAPERS: Final[Mapping[str, PeriodPaper]] = {paper.slug: paper for paper in (TFP_EVALUATION,)}
