"""Verbs on series and their values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import chain, count, groupby
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from nscl.economy.actions.editors import require_editor
from nscl.economy.series import WITHDRAWAL_FIELDS, Observation, PriceBasis, Series, Territory, Vintage
from nscl.history.acts import record, subject_of
from nscl.organisations.models import User
from nscl.vn.calendar import now
from nscl.vn.numbers import format_number
from nscl.vn.text import clean

SUBJECT: Final = "economy/statistics"  # acts on values of many series at once


@dataclass(frozen=True)
class Statistic:
    """One published value as it is brought in."""

    series: Series
    year: int
    value: Decimal
    vintage: str
    source: str
    url: str = ""
    released_on: date | None = None
    derived: str = ""
    is_demo: bool = False
    since: int | None = None


@transaction.atomic
def add_statistics(rows: Iterable[Statistic], *, by: User | None, origin: str) -> list[Observation]:
    """Keep releases; one already kept is left alone. Returns what was new. `by=None` is the installer."""
    require_editor(by)
    rows, moment, fresh = list(rows), now(), []
    standing = Observation.objects.standing().filter(series__in={row.series.pk for row in rows})
    kept = {_key(row): row for row in standing.select_related("series")}
    for row in rows:
        known = kept.get(key_of(row))
        if known is not None:
            if known.value != row.value:
                raise ValidationError(_contradiction(row, known))
            continue
        observation = Observation(entered_by=by, entered_at=moment, **vars(row))
        observation.full_clean(exclude=["series", "entered_by"], validate_unique=False, validate_constraints=False)
        fresh.append(observation)
        kept[_key(observation)] = observation
    Observation.objects.bulk_create(fresh)
    if fresh:
        codes = sorted({row.series.code for row in fresh})
        record(by=by, verb="statistics.added", subject=SUBJECT, summary=origin[:400], rows=len(fresh), series=codes)
    return fresh


def key_of(row: Statistic) -> tuple[Any, ...]:
    """What makes a value the same release of the same year."""
    return row.series.pk, row.since, row.year, row.vintage, row.released_on, row.source


def _key(row: Observation) -> tuple[Any, ...]:
    return row.series_id, row.since, row.year, row.vintage, row.released_on, row.source


def _contradiction(row: Statistic, known: Observation) -> str:
    message = _(
        "%(series)s năm %(year)s (%(vintage)s, %(source)s): đã có giá trị %(old)s, nay ghi %(new)s. "
        "Nếu là lần công bố khác, ghi ngày công bố khác; nếu số đã có bị ghi nhầm, rút số đó trước."
    )
    return message % {
        "series": row.series, "year": row.year, "vintage": Vintage(row.vintage).label, "source": row.source,
        "old": format_number(known.value), "new": format_number(row.value),
    }  # fmt: skip


@transaction.atomic
def withdraw_statistics(rows: Iterable[Observation], *, why: str, by: User) -> list[Observation]:
    """Take values out of everything computed from now on, with a reason: they stay readable, and what was kept or
    frozen with them stays as it was."""
    require_editor(by)
    why = clean(why).strip()
    if not why:
        raise ValidationError({"why": _('Ô "Lý do" còn trống. Nêu lý do, ví dụ "chép nhầm cột của Niên giám".')})
    chosen = Observation.objects.select_for_update(of=("self",)).filter(pk__in={row.pk for row in rows})
    found = list(chosen.select_related("series").order_by("pk"))
    if not found:
        raise ValidationError(_("Chưa chọn số nào để rút. Đánh dấu các số ở trang của chuỗi."))
    if gone := [row for row in found if row.withdrawn_at]:
        message = _("%(series)s năm %(year)s: số này đã được rút. Mở lại trang để xem số hiện có.")
        raise ValidationError(message % {"series": gone[0].series, "year": gone[0].year})
    for row in found:
        row.withdrawn_by, row.withdrawn_at, row.withdrawal_reason = by, now(), why
    Observation.objects.bulk_update(found, WITHDRAWAL_FIELDS)
    for series, said in groupby(sorted(found, key=lambda row: row.series_id), key=lambda row: row.series):
        values = "; ".join(f"{row.year}: {format_number(row.value)}" for row in said)
        record(
            by=by, verb="statistics.withdrawn", subject=subject_of(series), summary=f"{series}. {values}"[:400], why=why
        )
    return found


@transaction.atomic
def add_series(
    *, concept: str, territory: Territory, industry: str, basis: str, unit: str, title: str, by: User
) -> Series:
    """A new series; its code is made of what it measures."""
    require_editor(by)
    series = Series(
        code=_code(concept, territory, industry, basis), concept=concept, title=clean(title).strip(),
        territory=territory, industry=industry, unit=unit, basis=basis,
    )  # fmt: skip
    same = Series.objects.filter(concept=concept, territory=territory, industry=industry, basis=basis).first()
    if same:
        raise ValidationError(_('Đã có chuỗi này: "%(title)s". Nhập số liệu vào chuỗi đó.') % {"title": same.title})
    series.full_clean(exclude=["search_key"])
    series.save()
    record(by=by, verb="series.added", subject=subject_of(series), summary=series.title)
    return series


def _code(concept: str, territory: Territory, industry: str, basis: str) -> str:
    parts = [territory.code, concept, industry, "current" if basis == PriceBasis.CURRENT else ""]
    wished = "-".join(part for part in parts if part).replace("_", "-").lower()[:55]
    taken = set(Series.objects.filter(code__startswith=wished).values_list("code", flat=True))
    return next(code for code in chain([wished], (f"{wished}-{n}" for n in count(2))) if code not in taken)
