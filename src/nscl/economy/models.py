"""The tables of this app, by subject."""

from nscl.economy.breaks import BreakMark, Treatment
from nscl.economy.estimates import Estimate, Nature, ReportFigure
from nscl.economy.series import Concept, Observation, PriceBasis, Series, Territory, Vintage

__all__ = [
    "BreakMark",
    "Concept",
    "Estimate",
    "Nature",
    "Observation",
    "PriceBasis",
    "ReportFigure",
    "Series",
    "Territory",
    "Treatment",
    "Vintage",
]
