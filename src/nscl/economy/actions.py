"""Verbs on statistics and estimates: one transaction and one history event each."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import chain, count, groupby
from typing import Any, Final

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from nscl.economy.breaks import BreakMark, Treatment
from nscl.economy.estimates import Estimate, Nature, ReportFigure
from nscl.economy.growth import Conventions, accounts_of, as_result
from nscl.economy.selection import Selection
from nscl.economy.series import WITHDRAWAL_FIELDS, Observation, PriceBasis, Series, Territory, Vintage
from nscl.history.acts import record, subject_of
from nscl.organisations.models import User
from nscl.organisations.permissions import allowed
from nscl.organisations.roles import Verb
from nscl.productivity import VERSION
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


def _require(by: User | None) -> None:
    if by is not None and not allowed(by, Verb.EDIT_STATISTICS):
        raise PermissionDenied


@transaction.atomic
def add_statistics(rows: Iterable[Statistic], *, by: User | None, origin: str) -> list[Observation]:
    """Keep releases; one already kept is left alone. Returns what was new. `by=None` is the installer."""
    _require(by)
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
    _require(by)
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
    _require(by)
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


@transaction.atomic
def treat_break(
    series: Series, year: int, *, treatment: str, reason: str, by: User | None, growth: Decimal | None = None
) -> BreakMark:
    """Splice a break with an assumed growth, or waive it: always by name and with a reason. The next mark replaces
    it."""
    _require(by)
    reason = clean(reason).strip()
    if not reason:
        raise ValidationError({"reason": _('Ô "Lý do" còn trống. Nêu lý do, ví dụ "thay đổi định nghĩa lao động".')})
    if treatment == Treatment.SPLICED and growth is None:
        raise ValidationError({"growth": _('Ô "Mức tăng giả định" còn trống. Nhập phần trăm, ví dụ −2.')})
    if treatment == Treatment.SPLICED and growth is not None and growth <= -100:
        raise ValidationError({"growth": _('Ô "Mức tăng giả định": phải lớn hơn −100%.')})
    mark = BreakMark.objects.create(
        series=series,
        year=year,
        treatment=treatment,
        growth=growth if treatment == Treatment.SPLICED else None,
        reason=reason,
        by=by,
        at=now(),
    )
    summary = f"{series}, {year}: {mark.get_treatment_display()}"
    record(by=by, verb="break.treated", subject=subject_of(series), summary=summary, why=reason)
    return mark


@transaction.atomic
def keep_estimate(
    selection: Selection, conventions: Conventions, *, title: str, by: User | None, seed: int = 0
) -> Estimate:
    """Compute and keep. Refused while a break or a change of vintage is neither spliced nor waived."""
    _require(by)
    if objections := selection.objections:
        raise ValidationError([each.message for each in objections])
    result = as_result(accounts_of(selection, conventions))
    told = {**conventions.as_dict(), "breaks": selection.as_marks()}
    content = {"inputs": selection.as_inputs(), "conventions": told, "result": result}
    estimate = Estimate.objects.create(
        title=clean(title).strip() or str(selection.territory),
        territory=selection.territory,
        first_year=result["years"][0]["year"],
        last_year=result["years"][-1]["year"],
        method=conventions.mode,
        engine=VERSION,
        seed=seed,
        sha256=digest(content),
        computed_by=by,
        computed_at=now(),
        **content,
    )
    record(by=by, verb="estimate.kept", subject=subject_of(estimate), summary=estimate.title, sha256=estimate.sha256)
    return estimate


def is_intact(estimate: Estimate) -> bool:
    """Is everything it kept still as it was written?"""
    content = {"inputs": estimate.inputs, "conventions": estimate.conventions, "result": estimate.result}
    return digest(content) == estimate.sha256


def digest(content: Any) -> str:
    """SHA-256 of the canonical text: an estimate recomputed must give the same."""
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def of_another_place(estimate: Estimate, province: str) -> str:
    """Why an estimate cannot stand for the province."""
    message = _(
        "Bản tính “%(title)s” tính cho %(place)s, không phải %(province)s. "
        "Chọn bản tính của %(province)s, hoặc ghi số đã công bố của %(province)s."
    )
    told = {"title": estimate.title, "place": estimate.territory.name, "province": province or _("tỉnh")}
    return message % told


def _refuse_year(estimate: Estimate, year: int) -> None:
    if not estimate.first_year <= year <= estimate.last_year:
        message = _("Bản tính chỉ có các năm %(a)s-%(b)s, không có năm %(year)s.")
        raise ValidationError({"year": message % {"a": estimate.first_year, "b": estimate.last_year, "year": year}})


@transaction.atomic
def mark_for_report(
    *,
    year: int,
    output_growth: Decimal,
    tfp_growth: Decimal | None,
    productivity_growth: Decimal | None,
    nature: str,
    source: str,
    by: User | None,
    estimate: Estimate | None = None,
    province: str = "",
) -> ReportFigure:
    """Say which figures the province's report uses for a year, their nature and source. An estimate must be that of
    the `province`, by its name: figures of the nation or of a part of it are not the province's."""
    _require(by)
    if not clean(source).strip():
        raise ValidationError(
            {"source": _('Ô "Nguồn" còn trống. Ghi cơ quan công bố và văn bản, hoặc tên nghiên cứu.')}
        )
    if estimate is not None:
        if not estimate.territory.is_called(province):
            raise ValidationError({"estimate": of_another_place(estimate, province)})
        _refuse_year(estimate, year)
    figure = ReportFigure(
        year=year,
        output_growth=output_growth,
        tfp_growth=tfp_growth,
        productivity_growth=productivity_growth,
        nature=Nature(nature),
        source=clean(source).strip(),
        estimate=estimate,
        marked_by=by,
        marked_at=now(),
    )
    figure.full_clean(exclude=["marked_by"])
    figure.save()
    record(by=by, verb="figure.marked", subject=f"economy/report/{year}", summary=f"{year}: {figure.source}"[:400])
    return figure
