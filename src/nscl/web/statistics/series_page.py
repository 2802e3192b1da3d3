"""One series: the values in use, what keeps it from being used, every release with its source, what was done to it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from nscl.economy.breaks import BreakMark
from nscl.economy.models import Observation, Series
from nscl.economy.overview import Overview, overview
from nscl.history.acts import subject_of
from nscl.history.models import Event
from nscl.organisations.permissions import allowed
from nscl.organisations.roles import Verb
from nscl.vn.calendar import now
from nscl.web import acts
from nscl.web.access import require
from nscl.web.lab_charts import Curve, curve_chart


def series_or_404(code: str) -> Series:
    return get_object_or_404(Series.objects.select_related("territory"), code=code)


def crumbs(series: Series, here: str = "") -> list[tuple[str, str]]:
    above = [(_("Số liệu thống kê"), reverse("statistics"))]
    own = (series.title, reverse("series", args=[series.code]) if here else "")
    return [*above, own, *([(here, "")] if here else [])]


def shown(request: HttpRequest, code: str) -> HttpResponse:
    user = require(request, Verb.READ_STATISTICS)
    series = series_or_404(code)
    found = overview(series, now())
    may_edit = allowed(user, Verb.EDIT_STATISTICS)
    context: dict[str, Any] = {
        "series": series,
        "found": found,
        "facts": _facts(found),
        "chart": _chart(found),
        "marks": _marks(found),
        "rows": _rows(found),
        "may_edit": may_edit,
        "withdrawn": _withdrawn(series),
        "events": acts.told(Event.objects.of(subject_of(series))),
        "crumbs": crumbs(series),
    }
    return render(request, "statistics/series.html", context)


def _facts(found: Overview) -> list[tuple[str, Any]]:
    series = found.series
    last = found.last
    return [
        (_("Địa bàn"), series.territory.name),
        (_("Khái niệm"), series.get_concept_display()),
        (_("Ngành (VSIC)"), series.industry or _("toàn nền kinh tế")),
        (_("Đơn vị tính"), series.unit),
        (_("Loại giá"), series.get_basis_display()),
        (_("Mã chuỗi"), series.code),
        (_("Các năm có số"), found.span),
        (_("Năm gần nhất"), f"{last.year}, {last.get_vintage_display()}" if last else None),
    ]


def _chart(found: Overview) -> SafeString | None:
    if found.chosen is None:
        return None
    curves = [Curve(_("đang dùng"), tuple(float(v) for v in found.chosen.values))]
    if (found.chosen.values != found.chosen.raw).any():
        curves.append(Curve(_("công bố"), tuple(float(v) for v in found.chosen.raw), dashed=True))
    return curve_chart(list(found.chosen.years), curves, found.series.unit)


def _marks(found: Overview) -> list[BreakMark]:
    return [found.marks[year] for year in sorted(found.marks)]


def _rows(found: Overview) -> list[tuple[Observation, bool]]:
    """Every standing value, the latest year first, and whether it is the one in use."""
    used = {row.pk for row in found.latest.values()}
    return [(row, row.pk in used) for row in sorted(found.rows, key=lambda r: (-r.year, r.pk not in used, -r.pk))]


def _withdrawn(series: Series) -> list[Observation]:
    gone = series.observations.filter(withdrawn_at__isnull=False).select_related("withdrawn_by")
    return list(gone.order_by("-withdrawn_at", "-year"))
