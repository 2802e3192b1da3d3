"""Expected outturns (ước thực hiện cả năm): rows of their own, never added to a figure."""

from __future__ import annotations

from typing import Any, ClassVar

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nscl.registers.entry import Entry
from nscl.registers.measurement import Knowledge
from nscl.registers.register import Column, Register
from nscl.vn.text import fold


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Expected(Entry):
    """What a body expects one indicator to reach by the end of a year, and on what ground."""

    counts_by_day = False

    on = models.DateField(_("ngày lập số ước"))
    plan = models.CharField(max_length=80, editable=False)
    indicator = models.CharField(_("chỉ tiêu"), max_length=12)
    year = models.PositiveSmallIntegerField(_("năm"))
    value = models.DecimalField(_("số ước cả năm"), max_digits=14, decimal_places=2)
    basis = models.CharField(_("cơ sở ước"), max_length=300)
    search_key = models.CharField(max_length=900, editable=False)

    class Meta(Entry.Meta):
        verbose_name = _("số ước")
        constraints: ClassVar[Any] = (
            *Entry.Meta.constraints,
            models.UniqueConstraint(
                fields=["plan", "indicator", "year", "reported_by"],
                condition=Q(confirmed_at__isnull=False, withdrawn_at=None, superseded_at=None),
                name="one_standing_expectation_for_a_year",
                violation_error_message=_(
                    'Chỉ tiêu này đã có số ước của năm. Mở dòng đang có hiệu lực rồi dùng "Thay bằng dòng mới".'
                ),
            ),
            models.CheckConstraint(condition=Q(value__gte=0), name="an_expectation_is_not_negative"),
        )

    def __str__(self) -> str:
        return gettext("Ước cả năm %(year)s, %(indicator)s") % {"year": self.year, "indicator": self.indicator}

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search_key = fold(f"{self.indicator} {self.year} {self.basis}")[:900]
        super().save(*args, **kwargs)


def expected_values(*, plan: str, year: int, reporter: int, knowledge: Knowledge) -> dict[str, Expected]:
    """The standing expectation of each indicator, as one body gave it."""
    rows = Expected.objects.known(knowledge.at).filter(plan=plan, year=year, reported_by=reporter)
    return {row.indicator: row for row in rows.order_by("confirmed_at")}


EXPECTED = Register(
    slug="so-uoc",
    title=_("Sổ ước thực hiện cả năm"),
    row_title=_("số ước"),
    empty=_("Số ước cả năm in ở cột riêng, không cộng vào số thực hiện."),
    model=Expected,
    fields=("reported_by", "indicator", "year", "on", "value", "basis", "note"),
    columns=(
        Column("year", _("Năm"), "year", sort="year"),
        Column("indicator", _("Chỉ tiêu"), sort="indicator"),
        Column("reported_by__name", _("Đơn vị báo cáo"), sort="reported_by__sort_key"),
        Column("value", _("Số ước cả năm"), "number", sort="value"),
        Column("basis", _("Cơ sở ước")),
        Column("state", _("Trạng thái"), "state"),
    ),
    search=("search_key", "reported_by__search_key"),
    related=("reported_by",),
)
