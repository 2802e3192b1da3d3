"""Reporting regimes in force: what the plan's folder says first, with what the standing body decided since.

The words of an element are a dated decision `regime.<code>.<element>`, like every other thing the standing body
decides; the due day is printed in the plan and changes only with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from nscl.organisations import decisions
from nscl.plan import Plan
from nscl.plan.regimes import Regime as Printed
from nscl.reporting.plans import plan_of
from nscl.reporting.reminders import OFFSETS, Rhythm, offsets_of
from nscl.reporting.rounds import Frequency, Round
from nscl.vn.calendar import now, today
from nscl.vn.dates import format_month_day


@dataclass(frozen=True)
class Element:
    """One element of Decree 09/2019/ND-CP. `is_needed`: a periodic regime without it asks for nothing."""

    name: str
    title: StrOrPromise
    is_needed: bool = True


ELEMENTS: Final = (
    Element("name", gettext_lazy("Tên báo cáo")),
    Element("content", gettext_lazy("Nội dung yêu cầu báo cáo")),
    Element("reporters", gettext_lazy("Đối tượng thực hiện báo cáo")),
    Element("receiver", gettext_lazy("Cơ quan nhận báo cáo")),
    Element("method", gettext_lazy("Phương thức gửi, nhận báo cáo")),
    Element("due", gettext_lazy("Thời hạn gửi báo cáo")),
    Element("frequency", gettext_lazy("Tần suất thực hiện báo cáo")),
    Element("closing", gettext_lazy("Thời gian chốt số liệu")),
    Element("outline", gettext_lazy("Mẫu đề cương báo cáo")),
    Element("forms", gettext_lazy("Biểu mẫu số liệu báo cáo"), is_needed=False),
    Element("guidance", gettext_lazy("Hướng dẫn quy trình thực hiện báo cáo"), is_needed=False),
)
WORDS: Final = ("name", "content", "reporters", "receiver", "method", "outline", "forms", "guidance")
FREEZE: Final = "freeze"
REMINDERS: Final = "reminders"
DAYS: Final = ("heads", "leaders", "letter")  # from which day of a deadline on who is told more
OFFICE: Final = (*WORDS, FREEZE, REMINDERS, *DAYS)  # what the office decides itself


@dataclass(frozen=True)
class Regime:
    """One regime on a day. `said`: what the office decides, by element; `due`, `onward` and `closing` are days of every
    year, empty where none is given."""

    printed: Printed
    said: Mapping[str, str]
    due: str
    onward: str
    closing: str

    @property
    def code(self) -> str:
        return self.printed.code

    @property
    def frequency(self) -> Frequency | None:
        return Frequency(self.printed.frequency) if self.printed.frequency else None

    @property
    def is_ad_hoc(self) -> bool:
        return self.frequency is Frequency.AD_HOC

    @property
    def name(self) -> str:
        return self.said["name"] or self.code

    @property
    def freeze(self) -> str:
        return self.said[FREEZE]

    @property
    def rhythm(self) -> Rhythm:
        """When its debts are reminded of, and who hears from when on."""
        heads, leaders, letter = (int(self.said[name]) for name in DAYS)
        return Rhythm(offsets_of(self.said[REMINDERS]) if self.said[REMINDERS] else OFFSETS, heads, leaders, letter)

    def words(self, element: str) -> str:
        """What an element says, as it is printed; empty where it lacks."""
        if element == "due":
            return _("trước ngày %(day)s") % {"day": format_month_day(self.due)} if self.due else ""
        if element == "closing":
            return _("hết ngày %(day)s") % {"day": format_month_day(self.closing)} if self.closing else ""
        if element == "frequency":
            return self._frequency()
        return self.said[element]

    @property
    def due_words(self) -> str:
        return self.words("due")

    @property
    def closing_words(self) -> str:
        return self.words("closing")

    @property
    def frequency_words(self) -> str:
        return self.words("frequency")

    def _frequency(self) -> str:
        if self.frequency is Frequency.ONCE:
            return _("một lần, năm %(year)s") % {"year": self.printed.year}
        return str(self.frequency.label) if self.frequency else ""

    @property
    def elements(self) -> list[tuple[Element, str]]:
        """Every element with its words."""
        return [(element, self.words(element.name)) for element in ELEMENTS]

    @property
    def lacking(self) -> tuple[str, ...]:
        """Titles of the elements without which a periodic regime cannot be opened; an ad hoc one may lack any."""
        if self.is_ad_hoc:
            return ()
        return tuple(str(element.title) for element, words in self.elements if element.is_needed and not words)

    def runs_in(self, year: int) -> bool:
        """Is a round of this regime opened in the year?"""
        return self.printed.year in (None, year)


def key(code: str, element: str) -> str:
    """Of the decision that holds an element."""
    return f"regime.{code}.{element}"


def regimes(plan: Plan, on: date, at: datetime) -> list[Regime]:
    """Those of a plan on a day, as known at a moment: one query."""
    known = decisions.in_force(plan.slug, on, at)
    return [_regime(plan, printed, known) for printed in plan.regimes]


def regime(plan: Plan, code: str, on: date, at: datetime) -> Regime | None:
    return next((each for each in regimes(plan, on, at) if each.code == code), None)


def _regime(plan: Plan, printed: Printed, known: Mapping[str, decisions.Decision]) -> Regime:
    said = {name: _said(printed, name, known) for name in OFFICE}
    return Regime(
        printed=printed,
        said=MappingProxyType(said),
        due=plan.deadline(printed.due).before if printed.due else "",
        onward=plan.deadline(printed.onward).before if printed.onward else "",
        closing=_closing(plan, printed.closing, known),
    )


def _said(printed: Printed, name: str, known: Mapping[str, decisions.Decision]) -> str:
    if decided := known.get(key(printed.code, name)):
        return decided.value
    first = getattr(printed, name)
    if name == REMINDERS:
        return " ".join(map(str, first))
    return "" if first is None else str(first)


def _closing(plan: Plan, name: str | None, known: Mapping[str, decisions.Decision]) -> str:
    if name is None:
        return ""
    return known[name].value if name in known else str(plan.decision(name).value)


def day_in(year: int, month_day: str) -> date:
    """The day of every year "11-20" in one year."""
    month, day = month_day.split("-")
    return date(year, int(month), int(day))


def rhythm_of(round: Round) -> Rhythm:
    """Of a round, as its regime has it today."""
    found = regime(plan_of(round), round.regime, today(), now())
    return found.rhythm if found else Rhythm()
