"""A row of any register: reported by a body, dated, confirmed by a second person, never edited once confirmed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar, Final, Self, TypeVar

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nscl.evidence.models import Document
from nscl.organisations.models import Body, User
from nscl.organisations.scope import Scope

# What may still change on a confirmed row: what came to be known of it, never what it says.
KNOWLEDGE_FIELDS = (
    "confirmed_by",
    "confirmed_at",
    "withdrawn_by",
    "withdrawn_at",
    "withdrawal_reason",
    "superseded_at",
)


class RowState(StrEnum):
    WAITING = "unconfirmed"
    CONFIRMED = "confirmed"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


def known(at: datetime, prefix: str = "") -> Q:
    """Rows that stood confirmed at a moment. `prefix` is the path to the entry, for tables that hang on one."""
    p = f"{prefix}__" if prefix else ""
    return (
        Q(**{f"{p}confirmed_at__lte": at})
        & (Q(**{f"{p}withdrawn_at": None}) | Q(**{f"{p}withdrawn_at__gt": at}))
        & (Q(**{f"{p}superseded_at": None}) | Q(**{f"{p}superseded_at__gt": at}))
    )


def waiting(at: datetime, prefix: str = "") -> Q:
    """Rows that waited for a second person at a moment; corrections of a counted row are not counted again."""
    p = f"{prefix}__" if prefix else ""
    return (
        Q(**{f"{p}entered_at__lte": at, f"{p}supersedes": None})
        & (Q(**{f"{p}confirmed_at": None}) | Q(**{f"{p}confirmed_at__gt": at}))
        & (Q(**{f"{p}withdrawn_at": None}) | Q(**{f"{p}withdrawn_at__gt": at}))
    )


# rows that are in a state now
STATES: Final[Mapping[str, Q]] = {
    RowState.WAITING: Q(confirmed_at=None, withdrawn_at=None),
    RowState.CONFIRMED: Q(confirmed_at__isnull=False, withdrawn_at=None, superseded_at=None),
    RowState.SUPERSEDED: Q(superseded_at__isnull=False, withdrawn_at=None),
    RowState.WITHDRAWN: Q(withdrawn_at__isnull=False),
}

# rows that stand: neither withdrawn nor replaced, nor a draft that only corrects a row that stands
STANDING: Final = Q(withdrawn_at=None, superseded_at=None) & ~Q(confirmed_at=None, supersedes__isnull=False)


class _ContentOfAConfirmedRow(pgtrigger.Condition):
    """True where an update touches what a confirmed row says."""

    sql = 'OLD."confirmed_at" IS NOT NULL'

    def resolve(self, model: type[models.Model]) -> str:
        changed = pgtrigger.AnyChange(exclude=list(KNOWLEDGE_FIELDS)).resolve(model)
        return f"{self.sql} AND ({changed})"


T = TypeVar("T", bound="Entry")


class EntryQuerySet(models.QuerySet[T]):
    def known(self, at: datetime) -> Self:
        return self.filter(known(at))

    def current(self) -> Self:
        return self.filter(STANDING)

    def in_state(self, state: str) -> Self:
        return self.filter(STATES[state]) if state in STATES else self


class Entry(models.Model):
    """The part every register shares. A subclass adds its own columns and names its beneficiary, if it has one."""

    reported_by = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name=_("đơn vị báo cáo"))
    on = models.DateField(_("ngày"))
    note = models.TextField(_("ghi chú"), blank=True, max_length=2000)
    evidence = models.ManyToManyField(Document, blank=True, related_name="+", verbose_name=_("tài liệu chứng minh"))
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    entered_at = models.DateTimeField(editable=False)
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", editable=False)
    confirmed_at = models.DateTimeField(null=True, editable=False)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    withdrawal_reason = models.TextField(blank=True, editable=False)
    supersedes = models.OneToOneField("self", models.PROTECT, null=True, related_name="superseded_by", editable=False)
    superseded_at = models.DateTimeField(null=True, editable=False)

    # the field that names who was helped or served; None where each line of a list has its own
    beneficiary_field: ClassVar[str | None] = None
    # fields whose days follow one another: none that is known comes before one to its left
    day_order: ClassVar[tuple[str, ...]] = ()
    # does it count in the years of its own days? Not where it lasts, or names its year otherwise
    counts_by_day: ClassVar[bool] = True

    objects: ClassVar[Any] = EntryQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints: ClassVar[Any] = (
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("entered_by")),
                name="%(class)s_is_not_confirmed_by_who_entered_it",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None, confirmed_by=None)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
                name="%(class)s_confirmed_by_somebody_at_some_time",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(withdrawn_by__isnull=False),
                name="%(class)s_withdrawn_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(superseded_at=None) | Q(confirmed_at__isnull=False),
                name="%(class)s_superseded_only_once_confirmed",
            ),
        )
        triggers = (
            pgtrigger.Protect(
                name="confirmed_rows_are_not_edited",
                operation=pgtrigger.Update,
                condition=_ContentOfAConfirmedRow(),
            ),
            pgtrigger.Protect(
                name="confirmed_rows_are_not_deleted",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__confirmed_at__isnull=False),
            ),
        )

    @property
    def state(self) -> RowState:
        if self.withdrawn_at:
            return RowState.WITHDRAWN
        if self.superseded_at:
            return RowState.SUPERSEDED
        return RowState.CONFIRMED if self.confirmed_at else RowState.WAITING

    @property
    def beneficiary(self) -> Body | None:
        return getattr(self, self.beneficiary_field) if self.beneficiary_field else None

    def latest(self) -> Self:
        """The version that stands for this row today: corrections are followed to the last that was confirmed."""
        row = self
        while row.superseded_at:
            row = row.superseded_by  # type: ignore[attr-defined]
        return row

    def days(self) -> dict[str, date]:
        """Every date of the row by its field: none may lie after today or after the body's end."""
        found = {f.name: getattr(self, f.name) for f in self._meta.fields if isinstance(f, models.DateField)}
        return {name: day for name, day in found.items() if isinstance(day, date) and not isinstance(day, datetime)}

    def counting_days(self) -> dict[str, date]:
        """The days that decide in which year the row counts."""
        return self.days()

    def may_count_in(self, years: range) -> bool:
        return not self.counts_by_day or any(day.year in years for day in self.days().values())

    def copies(self) -> tuple[str, ...]:
        """Names of the row's own lists (related managers) that a correction starts from."""
        return ()


def scoped(scope: Scope, *, reporter: str = "reported_by", beneficiary: str = "body", day: str = "on") -> Q:
    return scope.condition(reporter=reporter, beneficiary=beneficiary, day=day)
