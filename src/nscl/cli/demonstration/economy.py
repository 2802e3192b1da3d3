"""The demo's economy: public statistics as published, one estimate from them, and two years of invented figures.

Everything published keeps its source. What the demo invents is marked so: nature «minh họa».
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Final

from nscl.cli.demonstration.diary import Diary, moment
from nscl.cli.demonstration.people import STANDING, Cast
from nscl.economy import actions
from nscl.economy.growth import Conventions
from nscl.economy.intake import load_folder
from nscl.economy.models import Concept, Nature, Series, Territory, Treatment
from nscl.economy.selection import select
from nscl.organisations.models import User
from nscl.vn.calendar import now

FOLDER: Final = "statistics"
WORKED: Final = "viet-nam"
FIRST, LAST = 2010, 2024
SOURCE: Final = "Số liệu minh họa của bản dùng thử, không phải số công bố"


@dataclass(frozen=True)
class Year:
    """An invented year of the province: growth of output and of labour productivity, points owed to TFP; per cent."""

    year: int
    marked: date
    output: str
    tfp: str
    productivity: str


INVENTED: Final = (
    Year(2026, date(2027, 4, 2), "10.9", "5.2", "9.8"),
    Year(2027, date(2028, 4, 6), "11.4", "5.64", "10.3"),
)


def note_economy(diary: Diary, cast: Cast, plan: Path) -> None:
    officer = cast.officers[STANDING]
    diary.note(moment(date(2026, 2, 3), 9), lambda: load_folder(plan / FOLDER, by=officer))
    diary.note(moment(date(2026, 2, 3), 10), lambda: work_the_case(officer))
    for year in INVENTED:
        diary.note(moment(year.marked, 10), partial(_mark, year, officer))


def work_the_case(officer: User) -> None:
    """The national series: breaks treated by name, then an estimate kept."""
    territory = Territory.objects.get(code=WORKED)
    found = select(territory, first=FIRST, last=LAST, at=now())
    for objection in found.objections:
        series = Series.objects.get(territory=territory, concept=objection.concept, industry="")
        if objection.concept == Concept.EMPLOYMENT:
            _splice(series, objection.year, officer)
        else:
            _waive(series, objection.year, officer)
    chosen = select(territory, first=FIRST, last=LAST, at=now())
    actions.keep_estimate(chosen, Conventions(), title=f"Việt Nam, {FIRST}–{LAST}, quy ước mặc định", by=officer)


def _splice(series: Series, year: int, officer: User) -> None:
    reason = "Định nghĩa lao động có việc làm thay đổi từ năm 2021; giả định việc làm giảm 2% trong năm có dịch."
    actions.treat_break(series, year, treatment=Treatment.SPLICED, growth=Decimal(-2), reason=reason, by=officer)


def _waive(series: Series, year: int, officer: User) -> None:
    reason = "Mức giảm có trong số công bố, không do đổi định nghĩa hay phạm vi; dùng nguyên số."
    actions.treat_break(series, year, treatment=Treatment.WAIVED, reason=reason, by=officer)


def _mark(year: Year, officer: User) -> None:
    actions.mark_for_report(
        year=year.year,
        output_growth=Decimal(year.output),
        tfp_growth=Decimal(year.tfp),
        productivity_growth=Decimal(year.productivity),
        nature=Nature.DEMO,
        source=SOURCE,
        by=officer,
    )
