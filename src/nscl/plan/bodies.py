"""Bodies of a plan: those of province level, the communes, and the phrases that stand for many."""

from __future__ import annotations

from typing import Literal, TypeAlias

from nscl.plan.codes import BodyCode, CommuneCode, Text
from nscl.plan.record import Record

BodyKind: TypeAlias = Literal[
    "department",
    "office",
    "commune",
    "union",
    "association",
    "press",
    "enterprise",
    "cooperative",
    "upper_secondary_school",
    "college",
    "university",
    "vocational_school",
    "health_facility",
    "laboratory",
]


class Body(Record):
    """A body of the plan. `under_committee`: obliged to report, others are invited; `place`: a commune's territory."""

    code: BodyCode
    name: Text
    short: Text
    abbreviation: Text
    kind: BodyKind
    under_committee: bool
    place: Text | None = None


class Commune(Record):
    """A commune or ward with its official five-digit code."""

    code: CommuneCode
    kind: Literal["xã", "phường", "đặc khu"]
    name: Text

    def as_body(self) -> Body:
        """The people's committee of the commune as a `Body`."""
        place = f"{self.kind} {self.name}"
        return Body.model_construct(
            code=self.code,
            name=f"Ủy ban nhân dân {place}",
            short=f"UBND {place}",
            abbreviation="UBND",
            kind="commune",
            under_committee=True,
            place=place,
        )


class BodyGroup(Record):
    """A phrase of the plan that stands for all bodies of some kinds ("các sở, ban, ngành, các UBND cấp xã")."""

    code: BodyCode
    title: Text
    kinds: tuple[BodyKind, ...]
