"""Verbs on breaks, kept estimates and the figures of the province's report."""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from nscl.economy.actions.editors import require_editor
from nscl.economy.breaks import BreakMark, Treatment
from nscl.economy.estimates import Estimate, Nature, ReportFigure
from nscl.economy.growth import Conventions, accounts_of, as_result
from nscl.economy.selection import Selection
from nscl.economy.series import Series
from nscl.history.acts import record, subject_of
from nscl.organisations.models import User
from nscl.productivity import VERSION
from nscl.vn.calendar import now
from nscl.vn.text import clean


@transaction.atomic
def treat_break(
    series: Series, year: int, *, treatment: str, reason: str, by: User | None, growth: Decimal | None = None
) -> BreakMark:
    """Splice a break with an assumed growth, or waive it: always by name and with a reason. The next mark replaces
    it."""
    require_editor(by)
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
    require_editor(by)
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
    require_editor(by)
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
