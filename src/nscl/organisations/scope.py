"""Whose rows a figure counts: always said, never guessed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Self

from django.db.models import Q

from nscl.organisations.bodies import Body


@dataclass(frozen=True)
class Scope:
    """The whole province, or one of: by reporter, by place of the beneficiary, under a supervisor (reading only)."""

    reporter: Body | None = None
    place: Body | None = None
    under: Body | None = None
    is_empty: bool = field(default=False, repr=False)

    def __post_init__(self) -> None:
        if sum(x is not None for x in (self.reporter, self.place, self.under)) > 1:
            raise ValueError("a scope is one of reporter, place or under")

    @classmethod
    def province(cls) -> Self:
        return cls()

    @classmethod
    def of(cls, kind: str, body: Body) -> Self:
        """The scope of one body by the name of its kind: reporter, place or under."""
        match kind:
            case "reporter":
                return cls(reporter=body)
            case "place":
                return cls(place=body)
            case "under":
                return cls(under=body)
        raise ValueError(f"no scope is called {kind}")

    @classmethod
    def nowhere(cls) -> Self:
        """A scope in which no row lies, told to the query beforehand: the database is not asked."""
        return cls(is_empty=True)

    @property
    def is_province(self) -> bool:
        return self.body is None

    @property
    def body(self) -> Body | None:
        return self.reporter or self.place or self.under

    @property
    def kind(self) -> str:
        if self.reporter:
            return "reporter"
        if self.place:
            return "place"
        return "under" if self.under else "province"

    def condition(self, *, reporter: str, beneficiary: str, day: str) -> Q:
        """The filter of this scope. `day` is the date field: supervision counts as it stood on the day of the fact."""
        if self.is_empty:
            return Q(pk__in=[])
        if self.reporter:
            return Q(**{reporter: self.reporter})
        if self.place:
            return Q(**{f"{beneficiary}__commune": self.place}) | Q(**{beneficiary: self.place})
        if self.under:
            return _supervised(self.under, beneficiary, day)
        return Q()


def _supervised(supervisor: Body, beneficiary: str, day: str) -> Q:
    from django.db.models import Exists, OuterRef

    from nscl.organisations.bodies import Supervision

    line = Supervision.objects.filter(
        Q(until=None) | Q(until__gte=OuterRef(day)),
        supervisor=supervisor,
        body=OuterRef(beneficiary),
        since__lte=OuterRef(day),
    )
    return Q(Exists(line))
