"""A round: one collection of reports, with its three dates: closing of figures, due, freeze."""

from __future__ import annotations

from datetime import date, datetime
from functools import cached_property

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nscl.organisations.models import User
from nscl.organisations.working_days import decided_days
from nscl.reporting import lateness, sealing


class RoundManager(models.Manager["Round"]):
    def get_queryset(self) -> models.QuerySet[Round]:
        """The frozen figures are read only where they are printed."""
        return super().get_queryset().defer("figures")


class Round(models.Model):
    """The annual round of a plan. `due_before` is printed as "trước ngày …": until the end of the day before."""

    plan = models.CharField(max_length=80)
    year = models.PositiveSmallIntegerField(_("năm"))
    title = models.CharField(_("tên báo cáo"), max_length=300)
    closing_on = models.DateField(_("ngày chốt số liệu"))
    due_before = models.DateField(_("gửi trước ngày"))
    province_due_before = models.DateField(_("tỉnh báo cáo trước ngày"))
    opening_number = models.CharField(_("số, ký hiệu công văn mở kỳ"), max_length=80, blank=True)
    opening_date = models.DateField(_("ngày công văn mở kỳ"), null=True, blank=True)
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    opened_at = models.DateTimeField(editable=False)
    roster_approved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", editable=False)
    roster_approved_at = models.DateTimeField(null=True, editable=False)
    frozen_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", editable=False)
    frozen_at = models.DateTimeField(null=True, editable=False)
    figures = models.JSONField(null=True, editable=False)
    figures_sha256 = models.CharField(max_length=64, blank=True, editable=False)

    objects = RoundManager()

    class Meta:
        ordering = ("-year",)
        verbose_name = _("kỳ báo cáo")
        constraints = (
            models.UniqueConstraint(fields=["plan", "year"], name="a_plan_has_one_annual_round_a_year"),
            models.CheckConstraint(
                condition=Q(closing_on__lt=F("due_before")),
                name="figures_close_before_reports_are_due",
                violation_error_message=_("Ngày chốt số liệu phải trước thời hạn gửi báo cáo. Sửa một trong hai ngày."),
            ),
            models.CheckConstraint(
                condition=Q(due_before__lte=F("province_due_before")),
                name="bodies_report_before_the_province_does",
                violation_error_message=_("Thời hạn gửi phải trước thời hạn báo cáo của tỉnh. Sửa một trong hai ngày."),
            ),
            models.CheckConstraint(
                condition=Q(closing_on__year=F("year")),
                name="the_figures_of_a_round_close_in_its_year",
                violation_error_message=_("Ngày chốt số liệu phải trong năm báo cáo. Sửa ngày chốt."),
            ),
            models.CheckConstraint(
                condition=Q(roster_approved_at=None, roster_approved_by=None)
                | Q(roster_approved_at__isnull=False, roster_approved_by__isnull=False),
                name="a_roster_is_approved_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(frozen_at=None, frozen_by=None, figures__isnull=True, figures_sha256="")
                | Q(frozen_at__isnull=False, frozen_by__isnull=False, figures__isnull=False)
                & Q(roster_approved_at__isnull=False)
                & ~Q(figures_sha256=""),
                name="a_frozen_round_has_figures_and_an_approved_roster",
            ),
        )  # fmt: skip
        triggers = (
            pgtrigger.Protect(
                name="a_frozen_round_does_not_change",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__frozen_at__isnull=False),
            ),
            pgtrigger.Protect(
                name="an_approved_round_is_not_deleted",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__roster_approved_at__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def is_approved(self) -> bool:
        return self.roster_approved_at is not None

    @property
    def is_frozen(self) -> bool:
        return self.frozen_at is not None

    @property
    def is_intact(self) -> bool:
        """Do the frozen figures still say what their SHA-256 says?"""
        return self.is_frozen and sealing.digest(self.figures) == self.figures_sha256

    @property
    def last_day(self) -> date:
        return lateness.last_day(self.due_before)

    @property
    def last_moment(self) -> datetime:
        return lateness.last_moment(self.due_before)

    @cached_property
    def last_working_day(self) -> date:
        return lateness.last_working_day(self.due_before, decided_days())
