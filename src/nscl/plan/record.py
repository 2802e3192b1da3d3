"""The base of everything a plan holds, and the years of a plan."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

Year: TypeAlias = Annotated[int, Field(ge=1900, le=2200)]


class Record(BaseModel):
    """Base of everything in a plan: frozen, strict, no unknown keys."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")


class Period(Record):
    """First and last year of the plan, both counted."""

    start: Year
    end: Year

    @property
    def years(self) -> range:
        """The years of the plan in order."""
        return range(self.start, self.end + 1)
