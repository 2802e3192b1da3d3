"""The province's evaluation beside what each body sealed: who differs, on which figure, and the rows that make it.

Bodies' figures are never added up to the province's. Here its own figure is taken apart by who reported the rows, and
each part is laid beside the last sealed report of that body; a difference is explained by the rows that became known,
were withdrawn or replaced between the sealing and the evaluation. The number of queries does not depend on bodies.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, Q
from django.db.models.fields.json import KeyTransform
from django.utils.translation import gettext as _

from nscl.organisations.models import Body
from nscl.registers.catalogue import REGISTERS
from nscl.registers.entry import Entry
from nscl.registers.register import Register
from nscl.reporting.lateness import day_of
from nscl.reporting.models import Round, Snapshot
from nscl.scorecard import groups
from nscl.scorecard.line import Line
from nscl.scorecard.measures import MEASURES
from nscl.vn.dates import format_date


@dataclass(frozen=True)
class Cause:
    """One row behind a difference: how many counted lines it brought or took, and why."""

    register: Register
    row: Entry
    change: int
    reason: str


@dataclass(frozen=True)
class Gap:
    """One body whose sealed figure is not the one counted here. `sealed` is None for a body that has sent no report."""

    line: Line
    body: Body
    sealed: int | None
    counted: int
    causes: tuple[Cause, ...] = ()

    @property
    def difference(self) -> int | None:
        return None if self.sealed is None else self.counted - self.sealed

    @property
    def rest(self) -> int:
        """What no row explains."""
        return (self.difference or 0) - sum(cause.change for cause in self.causes)


@dataclass(frozen=True)
class Reconciled:
    """One figure of the province: what all sealed reports say together, and who differs."""

    line: Line
    sealed: int
    counted: int
    gaps: tuple[Gap, ...]

    @property
    def difference(self) -> int:
        return self.counted - self.sealed


@dataclass(frozen=True)
class _Sealed:
    """The figures of a body's last sending."""

    at: datetime
    figures: Mapping[str, int]


@dataclass
class _Found:
    """What is gathered while lines are gone through: bodies, and the rows of each register that moved."""

    bodies: Mapping[int, Body]
    sealed: Mapping[int, _Sealed]
    moment: datetime
    moved: dict[str, list[Entry]] = field(default_factory=dict)


def reconciled(round: Round, lines: Iterable[Line], at: datetime) -> list[Reconciled]:
    """Figures on which some body differs. `lines`: the province's, evaluated for the moment `at`."""
    measured = [line for line in lines if line.measurement is not None]
    counted = {line.code: {g.body: g.rows for g in groups.by_reporter(line) if g.body} for line in measured}
    sealed, bodies = _sealed(round, at)
    bodies |= {body.pk: body for each in counted.values() for body in each}
    found = _Found(bodies, sealed, at)
    compared = [_compared(line, counted[line.code], found) for line in measured]
    return [each for each in compared if each.gaps]


def has_sealed(round: Round, at: datetime) -> bool:
    return Snapshot.objects.filter(report__round=round, taken_at__lte=at).exists()


def _sealed(round: Round, at: datetime) -> tuple[dict[int, _Sealed], dict[int, Body]]:
    last = Snapshot.objects.filter(report__round=round, taken_at__lte=at).order_by("report_id", "-number")
    snapshots: Any = last.distinct("report_id").annotate(figures=KeyTransform("figures", "content")).defer("content")
    sealed, bodies = {}, {}
    for each in snapshots.select_related("report__body"):
        figures = {figure["indicator"]: int(figure["value"]) for figure in each.figures if figure["value"] is not None}
        sealed[each.report.body_id] = _Sealed(each.taken_at, figures)
        bodies[each.report.body_id] = each.report.body
    return sealed, bodies


def _compared(line: Line, counted: Mapping[Body, int], found: _Found) -> Reconciled:
    by_body = {body.pk: number for body, number in counted.items()}
    gaps = [gap for pk in by_body.keys() | found.sealed.keys() if (gap := _gap(line, pk, by_body.get(pk, 0), found))]
    gaps.sort(key=lambda gap: (gap.sealed is None, gap.body.sort_key))
    causes = _causes(line, [gap.body.pk for gap in gaps if gap.sealed is not None], found)
    return Reconciled(
        line=line,
        sealed=sum(each.figures.get(line.code, 0) for each in found.sealed.values()),
        counted=sum(by_body.values()),
        gaps=tuple(
            Gap(gap.line, gap.body, gap.sealed, gap.counted, tuple(causes.get(gap.body.pk, ()))) for gap in gaps
        ),
    )


def _gap(line: Line, body: int, counted: int, found: _Found) -> Gap | None:
    own = found.sealed.get(body)
    if own is None:
        return Gap(line, found.bodies[body], None, counted)
    sealed = own.figures.get(line.code, 0)
    return Gap(line, found.bodies[body], sealed, counted) if sealed != counted else None


def _causes(line: Line, bodies: list[int], found: _Found) -> dict[int, list[Cause]]:
    """By body, the rows that moved between its sealing and the moment, as many lines as the figure takes of each."""
    register = REGISTERS[MEASURES[line.indicator.measure].register]
    wanted = set(bodies)
    rows = [row for row in _moved(register, found) if row.reported_by_id in wanted] if wanted else []
    weights = _weights(line, rows)
    causes: defaultdict[int, list[Cause]] = defaultdict(list)
    for row in rows:
        sign = _is_known(row, found.moment) - _is_known(row, found.sealed[row.reported_by_id].at)
        if sign and (weight := weights.get(row.pk, 0)):
            causes[row.reported_by_id].append(Cause(register, row, sign * weight, _reason(row, came=sign > 0)))
    return causes


def _moved(register: Register, found: _Found) -> list[Entry]:
    """Rows of those who have sealed a report about which something became known after the first sealing: asked once."""
    if register.slug not in found.moved:
        first = min((each.at for each in found.sealed.values()), default=found.moment)
        later = Q(confirmed_at__gt=first) | Q(withdrawn_at__gt=first) | Q(superseded_at__gt=first)
        rows = register.model.objects.filter(later, reported_by__in=found.sealed, confirmed_at__lte=found.moment)
        found.moved[register.slug] = list(rows.order_by("on", "pk"))
    return found.moved[register.slug]


def _weights(line: Line, rows: Iterable[Entry]) -> dict[int, int]:
    measurement = line.measurement
    keys = [row.pk for row in rows]
    if not keys or measurement is None:
        return {}
    path = measurement.entry or "pk"
    lines = measurement.regardless.filter(**{f"{path}__in": keys}).order_by().values_list(path)
    return dict(lines.annotate(n=Count("pk")))


def _is_known(row: Entry, at: datetime) -> bool:
    gone = [moment for moment in (row.withdrawn_at, row.superseded_at) if moment]
    return row.confirmed_at is not None and row.confirmed_at <= at and all(moment > at for moment in gone)


def _reason(row: Entry, *, came: bool) -> str:
    if came:
        assert row.confirmed_at is not None  # noqa: S101 - only known rows come
        day = {"day": format_date(day_of(row.confirmed_at))}
        if row.supersedes_id:  # type: ignore[attr-defined]
            return _("thay dòng cũ, xác nhận ngày %(day)s sau khi đơn vị gửi báo cáo") % day
        return _("xác nhận ngày %(day)s sau khi đơn vị gửi báo cáo") % day
    if row.withdrawn_at:
        values = {"day": format_date(day_of(row.withdrawn_at)), "why": row.withdrawal_reason.rstrip(". ")}
        return _("rút ngày %(day)s: %(why)s") % values
    assert row.superseded_at is not None  # noqa: S101 - known before, and neither withdrawn
    return _("được thay bằng dòng mới ngày %(day)s") % {"day": format_date(day_of(row.superseded_at))}


def unexplained(gap: Gap) -> str:
    """What stands where the rows do not make up the whole difference."""
    if gap.sealed is None:
        return _("không có báo cáo đã gửi trong kỳ")
    if gap.rest:
        return _("cùng dòng nhưng nay tính khác: cách tính, hoặc dòng có liên quan, đã đổi sau khi đơn vị gửi báo cáo")
    return ""


def rows_of(gap: Gap) -> Iterator[tuple[Cause, str]]:
    """Each row with its change as papers print it."""
    for cause in gap.causes:
        yield cause, f"{cause.row}, {format_date(cause.row.on)}"
