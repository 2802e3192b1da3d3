"""Every measure that is built, by the name plans use. A new one is a function in its register and a line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from nscl.registers import clubs, pilots, training
from nscl.registers.measurement import Measurement
from nscl.scorecard import statistics
from nscl.scorecard.statistics import Statistic


@dataclass(frozen=True)
class Measure:
    """A measure's function, the decisions it takes (argument → key and type), and where its rows are listed.

    `accumulates`: the function takes `cumulative`, for targets counted from the first year on. `register` is empty
    for a figure of the province's statistics.
    """

    function: Callable[..., Measurement | Statistic]
    register: str
    decisions: Mapping[str, tuple[str, Callable[[str], Any]]] = field(default_factory=dict)
    accumulates: bool = False


_GRADE: Final = ("counting.grade", str)
_STAGE: Final = ("pilots.counting_stage", str)
_ECONOMY: Final = {"economy_day": ("figures.economy_day", str)}

MEASURES: Final[Mapping[str, Measure]] = {
    "training.attendances": Measure(
        training.attendances, training.TRAINING.slug, {"min_hours": ("counting.min_hours", Decimal)}
    ),
    "pilots.models": Measure(
        pilots.models_reached, pilots.PILOTS.slug, {"grade": _GRADE, "stage": _STAGE}, accumulates=True
    ),
    "pilots.offices": Measure(pilots.offices, pilots.PILOTS.slug, {"grade": _GRADE, "stage": _STAGE}),
    "clubs.maintained": Measure(clubs.maintained, clubs.CLUBS.slug, {"months": ("clubs.maintained_months", int)}),
    "productivity.tfp_share": Measure(statistics.tfp_share, "", _ECONOMY),
    "productivity.labour_growth": Measure(statistics.labour_growth, "", _ECONOMY),
}
