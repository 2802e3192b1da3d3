"""Every paper the house writes. A new one is a module here and a line in `PAPERS`, `BODY_PAPERS` or `PERIOD_PAPERS`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from nscl.reporting.papers.body_annual import BODY_ANNUAL
from nscl.reporting.papers.paper import BodyPaper, Paper, PeriodPaper
from nscl.reporting.papers.province_annual import PROVINCE_ANNUAL
from nscl.reporting.papers.tfp_evaluation import TFP_EVALUATION

PAPERS: Final[Mapping[str, Paper]] = {paper.slug: paper for paper in (PROVINCE_ANNUAL,)}
BODY_PAPERS: Final[Mapping[str, BodyPaper]] = {paper.slug: paper for paper in (BODY_ANNUAL,)}
PERIOD_PAPERS: Final[Mapping[str, PeriodPaper]] = {paper.slug: paper for paper in (TFP_EVALUATION,)}
