"""The pilot register: models (mô hình) of tools and systems applied in a body, stage by stage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from nscl.organisations.bodies import kind_on
from nscl.organisations.models import Body, Kind
from nscl.organisations.scope import Scope
from nscl.registers.entry import Entry, known, scoped, waiting
from nscl.registers.measurement import Exclusion, Knowledge, Measurement
from nscl.registers.register import Column, Filter, Lines, Register
from nscl.vn.numbers import format_count
from nscl.vn.text import fold


class Tool(models.TextChoices):
    """Tools and management systems, by their own names."""

    ISO_9001 = "iso_9001", "ISO 9001"
    ISO_14001 = "iso_14001", "ISO 14001"
    ISO_50001 = "iso_50001", "ISO 50001"
    ISO_45001 = "iso_45001", "ISO 45001"
    ISO_17025 = "iso_17025", "ISO/IEC 17025"
    ISO_15189 = "iso_15189", "ISO 15189"
    ISO_18091 = "iso_18091", "ISO 18091"
    ISO_21001 = "iso_21001", "TCVN ISO 21001"
    ISO_22000 = "iso_22000", "ISO 22000"
    HACCP = "haccp", "HACCP"
    BRCGS = "brcgs", "BRCGS"
    FIVE_S = "5s", "5S"
    KAIZEN = "kaizen", "Kaizen"
    KPI = "kpi", "KPI"
    TPM = "tpm", "TPM"
    LEAN = "lean", "Lean"
    SIX_SIGMA = "6_sigma", "6 sigma"
    TWI = "twi", "TWI"
    WORK_LAYOUT = "work_layout", "Work layout"


class Stage(models.TextChoices):
    """How far a pilot has come; each stage is a dated column named `<stage>_on`."""

    CHOSEN = "chosen", _("Đã chọn")
    BASELINE = "baseline", _("Đã khảo sát hiện trạng")
    APPLYING = "applying", _("Đang áp dụng")
    AUDITED = "audited", _("Đã đánh giá kết quả")
    CERTIFIED = "certified", _("Đã chứng nhận")
    KEPT_12 = "kept_12", _("Duy trì 12 tháng")
    KEPT_24 = "kept_24", _("Duy trì 24 tháng")


class Grade(models.TextChoices):
    """What the evidence deserves, by who stands behind it. A is the best."""

    A = "A", _("A: người thụ hưởng nêu tên và xác nhận")
    B = "B", _("B: người thứ hai của cơ quan thường trực xác nhận")
    C = "C", _("C: mới kê khai")


STAGE_FIELDS = {stage.value: ("on" if stage is Stage.CHOSEN else f"{stage.value}_on") for stage in Stage}


def _stages_in_order() -> Q:
    """No later stage is dated before an earlier one; certification may be skipped."""
    order = list(STAGE_FIELDS.values())
    rule = Q()
    for position, field in enumerate(order[1:], 1):
        for earlier in order[:position]:
            rule &= Q(**{field: None}) | Q(**{earlier: None}) | Q(**{f"{field}__gte": F(earlier)})
    return rule


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Pilot(Entry):
    """One pilot in one body. `on` is the day it was chosen; it counts once, in the year of the counting stage."""

    beneficiary_field = "body"
    day_order = tuple(STAGE_FIELDS.values())

    on = models.DateField(_("ngày chọn"))
    body = models.ForeignKey(Body, models.PROTECT, related_name="pilots", verbose_name=_("đơn vị áp dụng"))
    title = models.CharField(_("tên mô hình"), max_length=300)
    document = models.CharField(_("quyết định, hợp đồng"), max_length=300, blank=True)
    baseline_on = models.DateField(_("ngày xong khảo sát hiện trạng"), null=True, blank=True)
    applying_on = models.DateField(_("ngày bắt đầu áp dụng"), null=True, blank=True)
    audited_on = models.DateField(_("ngày đánh giá kết quả"), null=True, blank=True)
    certified_on = models.DateField(_("ngày được chứng nhận"), null=True, blank=True)
    kept_12_on = models.DateField(_("ngày xác nhận duy trì 12 tháng"), null=True, blank=True)
    kept_24_on = models.DateField(_("ngày xác nhận duy trì 24 tháng"), null=True, blank=True)
    grade = models.CharField(_("hạng chứng minh"), max_length=1, choices=Grade.choices, default=Grade.C)
    search_key = models.CharField(max_length=900, editable=False)

    class Meta(Entry.Meta):
        verbose_name = _("mô hình")
        constraints: ClassVar[Any] = (
            *Entry.Meta.constraints,
            models.CheckConstraint(
                condition=_stages_in_order(),
                name="stages_of_a_pilot_follow_one_another",
                violation_error_message=_(
                    "Ngày của giai đoạn sau không được trước ngày của giai đoạn trước. Đối chiếu lại các ngày."
                ),
            ),
        )

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search_key = fold(f"{self.title} {self.document}")[:900]
        super().save(*args, **kwargs)

    def copies(self) -> tuple[str, ...]:
        return ("systems",)

    @property
    def stage(self) -> Stage:
        """The furthest stage reached."""
        return [Stage(name) for name, field in STAGE_FIELDS.items() if getattr(self, field)][-1]


class PilotSystem(models.Model):
    """One tool or system integrated in a pilot."""

    pilot = models.ForeignKey(Pilot, models.CASCADE, related_name="systems")
    tool = models.CharField(_("công cụ, hệ thống"), max_length=20, choices=Tool.choices)

    class Meta:
        ordering = ("pk",)
        verbose_name = _("công cụ, hệ thống")
        constraints = (models.UniqueConstraint(fields=["pilot", "tool"], name="a_tool_stands_once_in_a_pilot"),)
        triggers = (
            pgtrigger.Trigger(
                name="a_confirmed_pilot_is_closed",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=pgtrigger.Func("""
    if exists (select 1 from registers_pilot p
               where p.id = (case when tg_op = 'DELETE' then old.pilot_id else new.pilot_id end)
                 and p.confirmed_at is not null) then
        raise exception 'a confirmed pilot is not edited';
    end if;
    if tg_op = 'DELETE' then return old; end if;
    return new;
"""),
            ),
        )


def _grades_from(grade: str) -> list[str]:
    return [g.value for g in Grade if g.value <= grade]


def _looked_at(stage: str, kind: Sequence[str], scope: Scope, knowledge: Knowledge, last: date) -> QuerySet[Any]:
    """Those of `_chosen` that are known, or wait for a second person."""
    return _chosen(stage, kind, scope, last).filter(known(knowledge.at) | waiting(knowledge.at))


def _chosen(stage: str, kind: Sequence[str], scope: Scope, last: date) -> QuerySet[Any]:
    """Pilots chosen by the last day. `reached_on` is the day of the stage, None when it came not by then.

    Kind of the body and line of supervision are those of that day, or of the choice for a pilot still on its way.
    """
    field = STAGE_FIELDS[stage]
    systems = PilotSystem.objects.filter(pilot=OuterRef("pk")).order_by().values("pilot").annotate(n=Count("pk"))
    reached_on = Case(When(**{f"{field}__lte": last}, then=F(field)), output_field=models.DateField())
    return (
        Pilot.objects.annotate(reached_on=reached_on)
        .annotate(judged_on=Coalesce("reached_on", "on"), system_count=Coalesce(Subquery(systems.values("n")), 0))
        .annotate(kind_then=kind_on("body", "judged_on"))
        .filter(scoped(scope, day="judged_on"), on__lte=last, kind_then__in=kind)
    )


def _not_yet(knowledge: Knowledge, since: date) -> tuple[Exclusion, ...]:
    """Pilots of other years, on their way, or waiting for a second person."""
    earlier = _("đến giai đoạn được tính từ trước năm %(year)s") % {"year": since.year}
    return (
        Exclusion(earlier, Q(reached_on__lt=since)),
        Exclusion(_("chưa đến giai đoạn được tính"), Q(reached_on=None)),
        Exclusion(_("chưa được người thứ hai xác nhận"), waiting(knowledge.at)),
    )


def _of_low_grade(grade: str) -> Exclusion:
    words = _("tài liệu chứng minh dưới hạng %(grade)s") % {"grade": grade}
    return Exclusion(words, ~Q(grade__in=_grades_from(grade)))


def models_reached(
    *,
    years: range,
    scope: Scope,
    knowledge: Knowledge,
    kind: Sequence[str],
    stage: str,
    grade: str,
    min_systems: int = 1,
    cumulative: bool = False,
) -> Measurement:
    """Models that reached the counting stage, with enough systems in one model and evidence of at least a grade.

    Each counts once, in the year of that stage; `cumulative` sums from the first of `years`.
    """
    year, last = years[-1], knowledge.last_day(years[-1])
    looked_at = _looked_at(stage, kind, scope, knowledge, last)
    good = Q(system_count__gte=min_systems, grade__in=_grades_from(grade))
    counted = looked_at.filter(known(knowledge.at), good, reached_on__gte=date(years[0], 1, 1))
    per_year = Counter(on.year for on in counted.values_list("reached_on", flat=True))
    by_year = {y: sum(per_year[x] for x in years if x <= y) if cumulative else per_year[y] for y in years}
    since = date(years[0] if cumulative else year, 1, 1)
    pending = looked_at.filter(waiting(knowledge.at), reached_on__gte=since)
    running = looked_at.filter(known(knowledge.at), reached_on=None)
    few = _("chưa đủ %(n)s công cụ, hệ thống trong một mô hình") % {"n": format_count(min_systems)}
    return Measurement(
        value=by_year[year],
        rows=counted.filter(reached_on__gte=since),
        row_count=by_year[year],
        unconfirmed=pending.count(),
        by_year=by_year,
        recorded=looked_at,
        excluded=(
            *_not_yet(knowledge, since),
            Exclusion(few, Q(system_count__lt=min_systems)),
            _of_low_grade(grade),
        ),
        waiting=pending,
        regardless=_chosen(stage, kind, scope, last).filter(good, reached_on__gte=since),
        beneficiary="body",
        reporter="reported_by",
        day=STAGE_FIELDS[stage],
        grade="grade",
        facts={"in_progress": running.count},
    )


def offices(
    *, years: range, scope: Scope, knowledge: Knowledge, kind: Sequence[str], stage: str, grade: str
) -> Measurement:
    """Distinct offices that apply tools in a pilot by the last day of the year."""
    year, since, last = years[-1], date(years[0], 1, 1), knowledge.last_day(years[-1])
    looked_at = _looked_at(stage, kind, scope, knowledge, last)
    reached = looked_at.filter(reached_on__gte=since)
    counted = reached.filter(known(knowledge.at), grade__in=_grades_from(grade))
    first_year: dict[int, int] = {}
    for body, on in counted.values_list("body", "reached_on"):
        first_year[body] = min(on.year, first_year.get(body, on.year))
    by_year = {y: sum(1 for f in first_year.values() if f <= y) for y in years}
    earlier = Q(reached_on__lt=OuterRef("reached_on")) | Q(reached_on=OuterRef("reached_on"), pk__lt=OuterRef("pk"))
    again = Q(Exists(counted.filter(earlier, body=OuterRef("body"))))
    pending = reached.filter(waiting(knowledge.at))
    tools = (
        PilotSystem.objects.filter(pilot__in=counted.values("pk")).order_by().values_list("tool", flat=True).distinct()
    )
    return Measurement(
        value=by_year[year],
        rows=counted,
        row_count=len(counted),
        unconfirmed=pending.count(),
        by_year=by_year,
        recorded=looked_at,
        excluded=(
            *_not_yet(knowledge, since),
            _of_low_grade(grade),
            Exclusion(_("mô hình thêm của cơ quan đã được tính"), again),
        ),
        waiting=pending,
        regardless=_chosen(stage, kind, scope, last).filter(reached_on__gte=since, grade__in=_grades_from(grade)),
        beneficiary="body",
        reporter="reported_by",
        day=STAGE_FIELDS[stage],
        grade="grade",
        facts={"tools": lambda: [Tool(tool).label for tool in sorted(tools)]},
    )


PILOTS = Register(
    slug="mo-hinh",
    title=_("Sổ mô hình"),
    row_title=_("mô hình"),
    empty=_("Khi chọn một đơn vị để áp dụng công cụ, hệ thống quản lý tiên tiến, ghi mô hình vào đây."),
    model=Pilot,
    fields=("reported_by", "body", "title", "document", "on", *list(STAGE_FIELDS.values())[1:], "grade", "note"),
    columns=(
        Column("on", _("Ngày chọn"), "date", sort="on"),
        Column("title", _("Tên mô hình"), sort="search_key"),
        Column("body__name", _("Đơn vị áp dụng"), sort="body__sort_key"),
        Column("stage", _("Giai đoạn"), value=lambda row: str(row.stage.label)),
        Column("grade", _("Hạng chứng minh"), sort="grade"),
        Column("reported_by__name", _("Đơn vị báo cáo"), sort="reported_by__sort_key"),
        Column("state", _("Trạng thái"), "state"),
    ),
    search=("search_key", "body__search_key", "reported_by__search_key"),
    filters=(
        Filter("kind", _("Loại đơn vị"), "body__kind", Kind),
        Filter("tool", _("Công cụ, hệ thống"), "systems__tool", Tool),
        Filter("grade", _("Hạng chứng minh"), "grade", Grade),
    ),
    lines=(
        Lines(
            "systems",
            _("Công cụ, hệ thống tích hợp"),
            _("công cụ, hệ thống"),
            (Column("tool", _("Công cụ, hệ thống")),),
        ),
    ),
    related=("reported_by", "body"),
    uses=("MT3.1", "MT5.1", "MT9.2", "NV4.2", "NV4.3", "NV4.8"),
)
