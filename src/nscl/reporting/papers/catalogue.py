"""Every paper the house writes. A new one is a module here and a line in `PAPERS`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from nscl.reporting.papers.paper import Paper
from nscl.reporting.papers.province_annual import PROVINCE_ANNUAL

PAPERS: Final[Mapping[str, Paper]] = {paper.slug: paper for paper in (PROVINCE_ANNUAL,)}
