"""Stored productivity estimates, and the figures the province's report uses."""

from __future__ import annotations

from typing import Any

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nscl.economy.series import Territory
from nscl.organisations.models import User


class Estimate(models.Model):
    """One run of the engine: what went in, under which conventions, what came out. Never changed; recomputed to the
    digit.

    `inputs`: {"output": [[year, value, observation ids, vintages], …], …} after splicing; `conventions`: mode, labour
    share, depreciation, initial ratio, timing, and the marks of the breaks treated, by series: {"breaks": {"output":
    [mark id, …], …}}; `result`: the accounts as `nscl tfp --json` prints them.
    """

    title = models.CharField(_("tên bản tính"), max_length=200)
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="estimates", verbose_name=_("địa bàn"))
    first_year = models.PositiveSmallIntegerField(_("từ năm"))
    last_year = models.PositiveSmallIntegerField(_("đến năm"))
    method = models.CharField(_("cách tính"), max_length=12)
    inputs = models.JSONField()
    conventions = models.JSONField()
    result = models.JSONField()
    engine = models.CharField(max_length=20)
    seed = models.BigIntegerField(default=0)
    sha256 = models.CharField(max_length=64)
    computed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    computed_at = models.DateTimeField()

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("bản tính năng suất")
        constraints = (
            models.CheckConstraint(
                condition=Q(first_year__lte=models.F("last_year")), name="an_estimate_covers_at_least_a_year"
            ),
        )
        triggers = (pgtrigger.Protect(name="an_estimate_never_changes", operation=pgtrigger.Update | pgtrigger.Delete),)

    def __str__(self) -> str:
        return self.title

    @property
    def periods(self) -> list[dict[str, Any]]:
        return list(self.result["periods"])


class Nature(models.TextChoices):
    """What kind of figure a report uses. A province does not declare its own GRDP."""

    ESTIMATE = "estimate", _("ước")
    PRELIMINARY = "preliminary", _("sơ bộ")
    OFFICIAL = "official", _("chính thức")
    RESEARCH = "research", _("nghiên cứu")
    DEMO = "demo", _("minh họa")


class ReportFigure(models.Model):
    """The figures of one year marked «số liệu dùng trong báo cáo của tỉnh». The last mark of a year, as known, holds.

    Growth in percentage points of one year. `estimate` where the engine computed it here; else `source` alone.
    """

    year = models.PositiveSmallIntegerField(_("năm"))
    output_growth = models.DecimalField(_("tốc độ tăng GRDP (%)"), max_digits=9, decimal_places=4)
    tfp_growth = models.DecimalField(
        _("đóng góp của TFP (điểm %)"), max_digits=9, decimal_places=4, null=True, blank=True
    )
    productivity_growth = models.DecimalField(
        _("tốc độ tăng năng suất lao động (%)"), max_digits=9, decimal_places=4, null=True, blank=True
    )
    nature = models.CharField(_("loại số liệu"), max_length=12, choices=Nature.choices)
    source = models.CharField(_("nguồn"), max_length=300)
    estimate = models.ForeignKey(Estimate, models.PROTECT, null=True, blank=True, related_name="report_figures")
    marked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    marked_at = models.DateTimeField()

    class Meta:
        ordering = ("year", "pk")
        verbose_name = _("số liệu dùng trong báo cáo của tỉnh")
        constraints = (
            models.CheckConstraint(condition=~Q(source=""), name="no_reported_figure_without_its_source"),
            models.CheckConstraint(
                condition=Q(tfp_growth__isnull=False) | Q(productivity_growth__isnull=False),
                name="a_reported_year_says_tfp_or_productivity",
            ),
        )
        triggers = (
            pgtrigger.Protect(name="reported_figures_are_append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        )

    def __str__(self) -> str:
        return f"{self.year}"
