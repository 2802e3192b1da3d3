"""Statistical series and their observations, each with source, vintage and who entered it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nscl.organisations.models import User
from nscl.vn.text import fold


class Territory(models.Model):
    """A territory that statistics speak of: the nation, provinces as they were, the province as it is."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(_("địa bàn"), max_length=120)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="parts", verbose_name=_("nay thuộc")
    )
    merged_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        verbose_name = _("địa bàn thống kê")
        constraints = (
            models.CheckConstraint(
                condition=Q(merged_into=None, merged_on=None) | Q(merged_into__isnull=False, merged_on__isnull=False),
                name="a_territory_merges_into_another_on_a_day",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def is_called(self, name: str) -> bool:
        """The province of a plan is known by its name: the plan itself knows nothing of statistics."""
        return self.name.casefold() == name.strip().casefold()


class Concept(models.TextChoices):
    """What a series measures; the engine knows its inputs by these names."""

    OUTPUT = "output", _("GRDP (GDP)")
    INVESTMENT = "investment", _("Tích lũy tài sản cố định")
    SOCIAL_INVESTMENT = "social_investment", _("Vốn đầu tư thực hiện toàn xã hội")
    EMPLOYMENT = "employment", _("Lao động đang làm việc")
    HOURS = "hours", _("Giờ làm việc bình quân một lao động")
    QUALITY = "quality", _("Chỉ số chất lượng lao động")
    LABOUR_FORCE = "labour_force", _("Lực lượng lao động từ 15 tuổi trở lên")
    COMPENSATION = "compensation", _("Thu nhập của người lao động")
    OUTPUT_GROWTH = "output_growth", _("Tốc độ tăng GRDP (GDP)")
    PRODUCTIVITY = "productivity", _("Năng suất lao động")
    PRODUCTIVITY_GROWTH = "productivity_growth", _("Tốc độ tăng năng suất lao động")
    TFP_SHARE = "tfp_share", _("Tỷ trọng đóng góp của TFP")


MAY_FALL = frozenset({Concept.OUTPUT_GROWTH, Concept.PRODUCTIVITY_GROWTH, Concept.TFP_SHARE})  # to zero and below


class PriceBasis(models.TextChoices):
    CONSTANT_2010 = "constant_2010", _("giá so sánh 2010")
    CURRENT = "current", _("giá hiện hành")
    NONE = "none", _("không tính bằng tiền")


class Vintage(models.TextChoices):
    """The nature of a release, from the earliest to the last."""

    ESTIMATE = "estimate", _("ước")
    PRELIMINARY = "preliminary", _("sơ bộ")
    OFFICIAL = "official", _("chính thức")
    REVALUED = "revalued", _("đánh giá lại")


class Series(models.Model):
    """One thing measured, in one unit and price basis, for one territory and (where told) one industry."""

    code = models.SlugField(_("mã chuỗi"), max_length=60, unique=True)
    concept = models.CharField(_("khái niệm"), max_length=24, choices=Concept.choices)
    title = models.CharField(_("tên chuỗi"), max_length=200)
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="series", verbose_name=_("địa bàn"))
    industry = models.CharField(_("ngành (VSIC)"), max_length=4, blank=True)
    unit = models.CharField(_("đơn vị tính"), max_length=40)
    basis = models.CharField(_("loại giá"), max_length=16, choices=PriceBasis.choices)
    search_key = models.CharField(max_length=400, editable=False)

    class Meta:
        ordering = ("territory", "concept", "industry")
        verbose_name = _("chuỗi số liệu")
        constraints = (
            models.UniqueConstraint(
                fields=["concept", "territory", "industry", "basis"], name="one_series_for_one_thing_measured"
            ),
        )

    def __str__(self) -> str:
        return self.title

    def save(self, *args: object, **kwargs: object) -> None:
        self.search_key = fold(f"{self.code} {self.title} {self.territory.name}")[:400]
        super().save(*args, **kwargs)  # type: ignore[arg-type]


# What may still change on a statistic: that it was withdrawn, never what it says.
WITHDRAWAL_FIELDS = ("withdrawn_by", "withdrawn_at", "withdrawal_reason")


class _AnythingButAWithdrawal(pgtrigger.Condition):
    """True where an update touches what a statistic says, or a withdrawal that was written already."""

    sql = 'OLD."withdrawn_at" IS NOT NULL'

    def resolve(self, model: type[models.Model]) -> str:
        changed = pgtrigger.AnyChange(exclude=list(WITHDRAWAL_FIELDS)).resolve(model)
        return f"{self.sql} OR ({changed})"


class ObservationQuerySet(models.QuerySet["Observation"]):
    def known(self, at: datetime) -> ObservationQuerySet:
        """Those that stood at a moment: entered by then, not yet withdrawn."""
        return self.filter(Q(withdrawn_at=None) | Q(withdrawn_at__gt=at), entered_at__lte=at)

    def standing(self) -> ObservationQuerySet:
        return self.filter(withdrawn_at=None)

    def latest_release(self, at: datetime) -> dict[int, Observation]:
        """For each year of one series the observation of the last release, as known at a moment: one query."""
        return latest_of(self.known(at).of_one_year())

    def of_one_year(self) -> ObservationQuerySet:
        """Without means and sums of several years, which are not the value of any of them."""
        return self.filter(since=None)

    def of_vintage(self, vintage: str) -> ObservationQuerySet:
        return self.filter(vintage=vintage)


def latest_of(rows: Iterable[Observation]) -> dict[int, Observation]:
    """The last release of each year: by nature of the release, then its day, then the moment of entry."""
    order = {vintage: position for position, vintage in enumerate(Vintage.values)}
    found: dict[int, Observation] = {}
    for row in sorted(rows, key=lambda r: (r.year, order[r.vintage], r.released_on or date.min, r.pk)):
        found[row.year] = row
    return found


class Observation(models.Model):
    """The value of a series in a year, as one source published it.

    `since`: the first year, where the source gives only the mean or the sum of `since`-`year`. `derived` says from
    what the value was computed, if it was.
    """

    series = models.ForeignKey(Series, models.PROTECT, related_name="observations")
    since = models.PositiveSmallIntegerField(_("từ năm"), null=True, blank=True)
    year = models.PositiveSmallIntegerField(_("năm"))
    value = models.DecimalField(_("giá trị"), max_digits=24, decimal_places=6)
    vintage = models.CharField(_("lần công bố"), max_length=12, choices=Vintage.choices)
    released_on = models.DateField(_("ngày công bố"), null=True, blank=True)
    source = models.CharField(_("nguồn"), max_length=300)
    url = models.URLField(_("đường dẫn"), max_length=600, blank=True)
    derived = models.CharField(_("cách suy ra"), max_length=300, blank=True)
    is_demo = models.BooleanField(default=False)
    entered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    withdrawal_reason = models.TextField(blank=True, max_length=2000, editable=False)

    objects = ObservationQuerySet.as_manager()

    class Meta:
        ordering = ("series", "year", "pk")
        verbose_name = _("số liệu")
        constraints = (
            models.UniqueConstraint(
                fields=["series", "since", "year", "vintage", "released_on", "source"],
                nulls_distinct=False,
                condition=Q(withdrawn_at=None),
                name="one_release_of_one_source_says_a_year_once",
            ),
            models.CheckConstraint(condition=~Q(source=""), name="no_statistic_without_its_source"),
            models.CheckConstraint(
                condition=Q(since=None) | Q(since__lt=models.F("year")), name="a_statistic_of_several_years_has_a_first"
            ),
            models.CheckConstraint(condition=Q(year__gte=1900, year__lte=2200), name="a_statistic_has_a_year"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | ~Q(withdrawal_reason=""), name="a_statistic_is_withdrawn_with_a_reason"
            ),
        )
        triggers = (
            pgtrigger.Protect(name="statistics_are_not_deleted", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="a_statistic_only_changes_by_being_withdrawn",
                operation=pgtrigger.Update,
                condition=_AnythingButAWithdrawal(),
            ),
        )

    def __str__(self) -> str:
        return f"{self.series.code} {self.year}"
