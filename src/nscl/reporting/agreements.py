"""What was agreed on rows of two bodies that look like one thing: whose it is, or that they are different things."""

from __future__ import annotations

from collections.abc import Sequence

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nscl.organisations.models import Body, User
from nscl.reporting.rounds import Round


class Agreement(models.Model):
    """`owner`: whose row goes on counting, the others are withdrawn; without one all stand, for they are different
    things. `people` agreed on it on a day; `by` wrote it down."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="agreements")
    register = models.CharField(max_length=40)
    owner = models.ForeignKey(Body, models.PROTECT, null=True, related_name="+", verbose_name=_("tính cho"))
    people = models.CharField(_("người thống nhất"), max_length=300)
    on = models.DateField(_("ngày thống nhất"))
    why = models.TextField(_("lý do"), max_length=2000)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at",)
        verbose_name = _("thống nhất về việc trùng")
        constraints = (
            models.CheckConstraint(condition=~Q(people="") & ~Q(why=""), name="an_agreement_says_who_and_why"),
        )
        triggers = (pgtrigger.Protect(name="agreements_are_kept", operation=pgtrigger.Update | pgtrigger.Delete),)

    @property
    def listed(self) -> Sequence[AgreedRow]:
        return list(self.rows.all())


class AgreedRow(models.Model):
    """One row the agreement is about, by its key in the register; `name` as it was called then."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="rows")
    row = models.PositiveBigIntegerField()
    name = models.CharField(max_length=400)
    reported_by = models.ForeignKey(Body, models.PROTECT, related_name="+")
    is_withdrawn = models.BooleanField()

    class Meta:
        ordering = ("agreement", "row")
        verbose_name = _("dòng của một thống nhất")
        constraints = (models.UniqueConstraint(fields=["agreement", "row"], name="an_agreement_names_a_row_once"),)
        triggers = (pgtrigger.Protect(name="agreed_rows_are_kept", operation=pgtrigger.Update | pgtrigger.Delete),)
