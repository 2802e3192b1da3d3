"""A round: one collection of reports, with its three dates: closing of figures, due, freeze."""

from __future__ import annotations

from datetime import date, datetime
from functools import cached_property
from typing import Final

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from nscl.organisations.models import User
from nscl.organisations.working_days import decided_days
from nscl.reporting import lateness, sealing

ANNUAL: Final = "annual"  # the regime whose rounds bear the bare year as their address


class Frequency(models.TextChoices):
    """How often a regime asks for reports."""

    YEARLY = "yearly", _("Hằng năm")
    ONCE = "once", _("Một lần")
    AD_HOC = "ad_hoc", _("Đột xuất khi có yêu cầu")


class RoundManager(models.Manager["Round"]):
    def get_queryset(self) -> models.QuerySet[Round]:
        """The frozen figures are read only where they are printed."""
        return super().get_queryset().defer("figures")

    def annual(self) -> models.QuerySet[Round]:
        """The yearly rounds, from which the province's own paper and the public figures are read."""
        return self.get_queryset().filter(number=0)


class Round(models.Model):
    """One collection of a regime: of a year, the final review, or an ad hoc one. `due_before` is printed as "trước ngày
    …": until the end of the day before. The annual round of a year has number 0; the others are counted from 1."""

    plan = models.CharField(max_length=80)
    year = models.PositiveSmallIntegerField(_("năm"))
    regime = models.CharField(max_length=40, default=ANNUAL, editable=False)
    frequency = models.CharField(max_length=10, choices=Frequency.choices, default=Frequency.YEARLY, editable=False)
    number = models.PositiveSmallIntegerField(default=0, editable=False)
    title = models.CharField(_("tên báo cáo"), max_length=300)
    content = models.TextField(_("nội dung yêu cầu"), blank=True, max_length=4000)
    codes = ArrayField(models.CharField(max_length=12), default=list, blank=True, editable=False)  # items asked ad hoc
    closing_on = models.DateField(_("ngày chốt số liệu"))
    due_before = models.DateField(_("gửi trước ngày"))
    freeze_on = models.DateField(_("ngày khóa số liệu"), null=True, blank=True)  # as planned; `frozen_at` is the act
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
        ordering = ("-year", "number")
        verbose_name = _("kỳ báo cáo")
        constraints = (
            models.UniqueConstraint(fields=["plan", "year", "number"], name="rounds_of_a_year_are_numbered"),
            models.UniqueConstraint(
                fields=["plan", "year", "regime"],
                condition=~Q(frequency=Frequency.AD_HOC),
                name="a_periodic_regime_has_one_round_a_year",
            ),
            models.CheckConstraint(
                condition=Q(number=0, regime=ANNUAL) | Q(number__gt=0) & ~Q(regime=ANNUAL),
                name="only_the_annual_round_has_number_zero",
            ),
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
                condition=Q(freeze_on=None)
                | Q(freeze_on__gt=F("closing_on")) & Q(freeze_on__lte=F("province_due_before")),
                name="figures_freeze_between_closing_and_the_province_report",
                violation_error_message=_(
                    "Ngày khóa số liệu phải sau ngày chốt và không sau thời hạn báo cáo của tỉnh. Sửa ngày khóa."
                ),
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
    def address(self) -> str:
        """What stands for the round in addresses and names of files: 2028, or 2028-1 for the first one beside it."""
        return f"{self.year}-{self.number}" if self.number else str(self.year)

    @property
    def called(self) -> str:
        """After the word for a report: "năm 2028", "đột xuất số 1 năm 2028", "tổng kết năm 2030"."""
        words = {
            Frequency.YEARLY: _now("năm %(year)s") if not self.number else _now("định kỳ số %(number)s năm %(year)s"),
            Frequency.ONCE: _now("tổng kết năm %(year)s"),
            Frequency.AD_HOC: _now("đột xuất số %(number)s năm %(year)s"),
        }
        return words[Frequency(self.frequency)] % {"year": self.year, "number": self.number}

    @property
    def label(self) -> str:
        """The round itself: "Kỳ năm 2028"."""
        return _now("Kỳ %(round)s") % {"round": self.called}

    @property
    def is_ad_hoc(self) -> bool:
        return self.frequency == Frequency.AD_HOC

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
