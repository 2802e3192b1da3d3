"""Bodies: one table for every kind, with dated names and kinds, successors and supervision."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, OuterRef, Q, Subquery
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nscl.vn.calendar import today
from nscl.vn.sorting import collation_key
from nscl.vn.text import fold


class Kind(models.TextChoices):
    """What a body is. The kind that counts is the one on the day of the fact."""

    DEPARTMENT = "department", _("Sở, ban, ngành")
    OFFICE = "office", _("Cơ quan hành chính khác")
    COMMUNE = "commune", _("UBND cấp xã")
    UNION = "union", _("Liên minh")
    ASSOCIATION = "association", _("Hiệp hội")
    PRESS = "press", _("Cơ quan báo chí")
    ENTERPRISE = "enterprise", _("Doanh nghiệp")
    COOPERATIVE = "cooperative", _("Hợp tác xã")
    UPPER_SECONDARY_SCHOOL = "upper_secondary_school", _("Trường trung học phổ thông")
    COLLEGE = "college", _("Trường cao đẳng")
    UNIVERSITY = "university", _("Trường đại học")
    VOCATIONAL_SCHOOL = "vocational_school", _("Cơ sở giáo dục nghề nghiệp")
    HEALTH_FACILITY = "health_facility", _("Cơ sở khám bệnh, chữa bệnh")
    LABORATORY = "laboratory", _("Tổ chức kiểm định, hiệu chuẩn, thử nghiệm")


# Bodies of state administration: their staff are officials, their offices may pilot tools.
ADMINISTRATIVE_KINDS = (Kind.DEPARTMENT, Kind.OFFICE, Kind.COMMUNE)


class BodyQuerySet(models.QuerySet["Body"]):
    def active_on(self, day: date) -> BodyQuerySet:
        return self.filter(Q(started_on=None) | Q(started_on__lte=day), Q(ended_on=None) | Q(ended_on__gte=day))

    def search(self, text: str) -> BodyQuerySet:
        """Bodies whose name or code holds every word, typed with or without tones."""
        found = self
        for word in fold(text).split():
            found = found.filter(Q(search_key__contains=word))
        return found

    def supervised_by(self, body: Body, day: date) -> BodyQuerySet:
        """The bodies under another on a day; a supervisor reads its successor line only through dated rows."""
        return self.filter(
            pk__in=Supervision.objects.filter(supervisor=body, since__lte=day)
            .filter(Q(until=None) | Q(until__gte=day))
            .values("body")
        )


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Body(models.Model):
    """A body of any kind. `name` and `kind` are today's; `Designation` holds those of every day."""

    code = models.CharField(_("mã"), max_length=40, unique=True)
    kind = models.CharField(_("loại"), max_length=30, choices=Kind.choices)
    name = models.CharField(_("tên"), max_length=300)
    short_name = models.CharField(_("tên gọn"), max_length=200, blank=True)
    notation = models.CharField(_("chữ viết tắt trong ký hiệu văn bản"), max_length=30, blank=True)
    tax_code = models.CharField(_("mã số doanh nghiệp"), max_length=14, blank=True)
    commune = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="located", verbose_name=_("xã, phường")
    )
    started_on = models.DateField(_("bắt đầu hoạt động"), null=True, blank=True)
    ended_on = models.DateField(_("kết thúc hoạt động"), null=True, blank=True)
    search_key = models.CharField(max_length=600, editable=False)
    sort_key = models.CharField(max_length=900, editable=False)

    objects = BodyQuerySet.as_manager()

    class Meta:
        ordering = ("sort_key",)
        verbose_name = _("cơ quan, đơn vị")
        constraints = (
            models.UniqueConstraint(
                fields=["tax_code"], condition=~Q(tax_code=""), name="one_body_for_one_tax_code",
                violation_error_message=_("Đã có đơn vị mang mã số doanh nghiệp này."),
            ),
            models.CheckConstraint(
                condition=Q(started_on=None) | Q(ended_on=None) | Q(ended_on__gte=F("started_on")),
                name="a_body_does_not_end_before_it_starts",
                violation_error_message=_("Ngày kết thúc trước ngày bắt đầu. Sửa một trong hai ngày."),
            ),
        )  # fmt: skip
        indexes = (models.Index(fields=["kind", "sort_key"], name="body_by_kind"),)

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.search_key = fold(f"{self.code} {self.name} {self.short_name} {self.notation} {self.tax_code}")[:600]
        self.sort_key = collation_key(self.name)[:900]
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @property
    def short(self) -> str:
        return self.short_name or self.name

    def successor_on(self, day: date) -> Body | None:
        found = self.successions.filter(on__lte=day).select_related("successor").order_by("-on").first()
        return found.successor if found else None

    def label(self) -> str:
        """Today's name; of a body that has ended, with who carries on: «xã A, nay thuộc B»."""
        heirs = self.successions.standing().values_list("successor__name", flat=True) if self.ended_on else ()
        return with_heirs(self.name, heirs)


def with_heirs(name: str, heirs: Iterable[str]) -> str:
    """The name of a body that has ended, with who carries on for it."""
    carried_on = "; ".join(heirs)
    return gettext("%(old)s, nay thuộc %(new)s") % {"old": name, "new": carried_on} if carried_on else name


class Designation(models.Model):
    """A body's name and kind from a day on."""

    body = models.ForeignKey(Body, models.CASCADE, related_name="designations")
    name = models.CharField(max_length=300)
    kind = models.CharField(max_length=30, choices=Kind.choices)
    since = models.DateField()
    document = models.CharField(_("văn bản"), max_length=300, blank=True)

    class Meta:
        ordering = ("body", "-since")
        constraints = (models.UniqueConstraint(fields=["body", "since"], name="one_designation_a_day"),)


def kind_on(body_field: str, date_field: str) -> Subquery:
    """The kind of `body_field` on `date_field`, as an expression for a query."""
    return Subquery(
        Designation.objects.filter(body=OuterRef(body_field), since__lte=OuterRef(date_field))
        .order_by("-since")
        .values("kind")[:1]
    )


def kinds_on(bodies: Collection[Body], day: date) -> dict[int, str]:
    """The kind of each body on a day: one query, for facts that are only being written."""
    named = Designation.objects.filter(body__in=bodies, since__lte=day).order_by("since")
    return {body.pk: body.kind for body in bodies} | dict(named.values_list("body", "kind"))


class SuccessionQuerySet(models.QuerySet["Succession"]):
    def standing(self) -> SuccessionQuerySet:
        """Who carries on today, in the order they began: neither who is still to begin, nor who has ended himself."""
        active = Q(successor__ended_on=None) | Q(successor__ended_on__gte=today())
        return self.filter(active, on__lte=today()).order_by("on", "pk")


class Succession(models.Model):
    """From `on`, the successor answers for the body and may supersede its rows."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Body, models.PROTECT, related_name="predecessions")
    on = models.DateField()
    document = models.CharField(_("văn bản"), max_length=300)

    objects = SuccessionQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["body", "successor"], name="a_successor_succeeds_once"),
            models.CheckConstraint(condition=~Q(body=F("successor")), name="no_body_succeeds_itself"),
        )


class _DateRange(Func):
    function = "DATERANGE"
    output_field = DateRangeField()


class Supervision(models.Model):
    """Who looks after a body in its field, with dates: schools under Education, hospitals under Health."""

    body = models.ForeignKey(Body, models.CASCADE, related_name="supervisions")
    supervisor = models.ForeignKey(Body, models.PROTECT, related_name="supervises")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (
            ExclusionConstraint(
                name="one_supervision_at_a_time_by_one_body",
                expressions=[
                    (
                        _DateRange("since", "until", RangeBoundary(inclusive_lower=True, inclusive_upper=True)),
                        RangeOperators.OVERLAPS,
                    ),
                    ("body", RangeOperators.EQUAL),
                    ("supervisor", RangeOperators.EQUAL),
                ],
            ),
            models.CheckConstraint(condition=~Q(body=F("supervisor")), name="no_body_supervises_itself"),
        )
