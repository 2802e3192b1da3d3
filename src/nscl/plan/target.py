"""The few shapes a target can have, as plan.yaml writes them."""

from __future__ import annotations

from typing import Annotated, Literal, Self, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from nscl.plan.codes import Number, Text

Shape: TypeAlias = Literal["each_year", "by_end", "share_of", "yearly_average", "maintain", "describe"]
_CUMULATIVE = {"by_end", "share_of", "maintain"}


class Target(BaseModel):
    """What must be reached.

    - `each_year`: `value` in every year of the plan;
    - `by_end`: `value` counted from the first year to the end of year `by` (the plan's last year when absent);
    - `share_of`: `value` per cent of the frozen list `list`, by the end of year `by`;
    - `yearly_average`: `value` on average over the years of the plan, from `base_year` where a growth is meant;
    - `maintain`: `value` standing at the end, reached by and by;
    - `describe`: nothing must be reached.

    `milestones` ({year: value}) replace the elapsed share of the period for the cumulative shapes. `printed` is the
    target as a table of a report writes it.
    """

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    shape: Shape
    op: Literal[">=", ">"] | None = None
    value: Number | None = None
    by: Annotated[int, Field(ge=1900, le=2200)] | None = None
    base_year: Annotated[int, Field(ge=1900, le=2200)] | None = None
    list: Text | None = None
    milestones: dict[int, Number] = {}
    printed: Text | None = None

    @property
    def is_cumulative(self) -> bool:
        """Whether the figure grows from the first year to the last and is compared with a pace."""
        return self.shape in _CUMULATIVE

    @model_validator(mode="after")
    def _fits_its_shape(self) -> Self:
        measured = self.shape != "describe"
        for key in ("op", "value", "printed"):
            if (getattr(self, key) is not None) != measured:
                raise PydanticCustomError("target_key", "key", {"key": key, "shape": self.shape, "needed": measured})
        if (self.list is not None) != (self.shape == "share_of"):
            needed = self.shape == "share_of"
            raise PydanticCustomError("target_key", "key", {"key": "list", "shape": self.shape, "needed": needed})
        for key in ("milestones", "by"):
            if getattr(self, key) and not self.is_cumulative:
                raise PydanticCustomError("target_key", "key", {"key": key, "shape": self.shape, "needed": False})
        steps = [self.milestones[year] for year in sorted(self.milestones)]
        if steps != sorted(steps) or (steps and self.value is not None and steps[-1] > self.value):
            raise PydanticCustomError("milestones", "milestones")
        return self
