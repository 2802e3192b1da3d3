"""The club register: productivity clubs at schools, and what they did."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any, ClassVar

import pghistory
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from nscl.organisations.bodies import kind_on
from nscl.organisations.models import Body
from nscl.organisations.scope import Scope
from nscl.registers.entry import Entry, known, scoped, waiting
from nscl.registers.measurement import Exclusion, Knowledge, Measurement, months_before
from nscl.registers.register import Column, Register
from nscl.vn.dates import format_date
from nscl.vn.text import fold


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Club(Entry):
    """A club at a host body. `on` is the day of the decision that founded it."""

    beneficiary_field = "body"
    day_order = ("on", "dissolved_on")
    counts_by_day = False

    on = models.DateField(_("ngày thành lập"))
    body = models.ForeignKey(Body, models.PROTECT, related_name="clubs", verbose_name=_("đơn vị chủ quản"))
    name = models.CharField(_("tên câu lạc bộ"), max_length=300)
    document = models.CharField(_("quyết định thành lập"), max_length=300)
    members = models.PositiveIntegerField(_("số thành viên"), null=True, blank=True)
    dissolved_on = models.DateField(_("ngày giải thể"), null=True, blank=True)
    # the first version of this row: activities hang on it, so that a correction of the club keeps them
    origin = models.ForeignKey("self", models.PROTECT, null=True, editable=False, related_name="versions")
    search_key = models.CharField(max_length=900, editable=False)

    class Meta(Entry.Meta):
        verbose_name = _("câu lạc bộ")
        constraints: ClassVar[Any] = (
            *Entry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(dissolved_on=None) | Q(dissolved_on__gte=F("on")),
                name="a_club_is_not_dissolved_before_it_is_founded",
                violation_error_message=_("Ngày giải thể trước ngày thành lập. Sửa một trong hai ngày."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search_key = fold(f"{self.name} {self.document}")[:900]
        if isinstance(self.supersedes, Club):
            self.origin = self.supersedes.origin or self.supersedes
        super().save(*args, **kwargs)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class ClubActivity(Entry):
    """One dated activity of a club; a club that has none for long is not maintained."""

    beneficiary_field = "body"

    on = models.DateField(_("ngày hoạt động"))
    body = models.ForeignKey(Body, models.PROTECT, related_name="club_activities", verbose_name=_("đơn vị chủ quản"))
    club = models.ForeignKey(Club, models.PROTECT, related_name="activities", verbose_name=_("câu lạc bộ"))
    title = models.CharField(_("nội dung hoạt động"), max_length=300)
    participants = models.PositiveIntegerField(_("số người tham gia"), null=True, blank=True)
    search_key = models.CharField(max_length=900, editable=False)

    class Meta(Entry.Meta):
        verbose_name = _("hoạt động câu lạc bộ")
        indexes = (models.Index(fields=["club", "on"], name="activity_by_club"),)

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search_key = fold(self.title)[:900]
        self._follow_club()
        super().save(*args, **kwargs)

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        self._follow_club()
        super().full_clean(*args, **kwargs)

    def clean(self) -> None:
        """A club acts between its founding and its end, as its standing version says them."""
        if not (self.club_id and self.on):
            return
        club = _standing_version(self.club_id).get()
        if self.on < club.on:
            message = _("Ngày hoạt động (%(on)s) trước ngày thành lập câu lạc bộ (%(day)s). Sửa ngày.")
            raise ValidationError({"on": message % {"on": format_date(self.on), "day": format_date(club.on)}})
        if club.dissolved_on and self.on > club.dissolved_on:
            message = _("Ngày hoạt động (%(on)s) sau ngày giải thể câu lạc bộ (%(day)s). Sửa ngày.")
            raise ValidationError({"on": message % {"on": format_date(self.on), "day": format_date(club.dissolved_on)}})

    def _follow_club(self) -> None:
        """An activity hangs on the first version of its club, and is at the host its standing version names.

        A confirmed one keeps the host it was confirmed with.
        """
        if self.club_id and not self.confirmed_at:
            self.club = self.club.origin or self.club
            self.body = _standing_version(self.club.pk).get().body


def maintained(*, years: range, scope: Scope, knowledge: Knowledge, kind: Sequence[str], months: int) -> Measurement:
    """Clubs maintained at each year's end: founded at least `months` ago, with an activity in the last `months`."""
    last = knowledge.last_day(years[-1])
    looked_at = _founded(kind, scope, knowledge, last)
    clubs = looked_at.filter(known(knowledge.at), _standing(last))
    active = clubs.filter(_is_maintained(knowledge, last, months))
    pending = looked_at.filter(waiting(knowledge.at), _standing(last))
    young = Q(on__gt=months_before(last, months))
    idle = ~Q(Exists(_activities(knowledge, last, months)))
    by_year = {
        year: _founded(kind, scope, knowledge, end)
        .filter(known(knowledge.at), _standing(end), _is_maintained(knowledge, end, months))
        .count()
        for year, end in ((year, knowledge.last_day(year)) for year in years)
    }
    without = _("không có hoạt động được xác nhận trong %(months)s tháng gần nhất") % {"months": months}
    return Measurement(
        value=by_year[years[-1]],
        rows=active,
        row_count=by_year[years[-1]],
        unconfirmed=pending.count(),
        by_year=by_year,
        recorded=looked_at,
        excluded=(
            Exclusion(_("đã giải thể"), ~_standing(last)),
            Exclusion(_("chưa được người thứ hai xác nhận"), waiting(knowledge.at)),
            Exclusion(_("thành lập chưa đủ %(months)s tháng") % {"months": months}, young),
            Exclusion(without, idle),
        ),
        waiting=pending,
        regardless=_of_kind(kind, scope, last).filter(_standing(last), _is_maintained(knowledge, last, months)),
        beneficiary="body",
        reporter="reported_by",
        day="on",
        facts={
            "new": clubs.filter(young).count,
            "lapsed": clubs.filter(idle).exclude(young).count,
            "founded": clubs.count,
            "months": lambda: months,
        },
    )


def _founded(kind: Sequence[str], scope: Scope, knowledge: Knowledge, day: date) -> QuerySet[Any]:
    """Clubs founded by a day, known or waiting for a second person."""
    return _of_kind(kind, scope, day).filter(known(knowledge.at) | waiting(knowledge.at))


def _of_kind(kind: Sequence[str], scope: Scope, day: date) -> QuerySet[Any]:
    clubs = Club.objects.annotate(kind_then=kind_on("body", "on")).filter(kind_then__in=kind)
    return clubs.filter(scoped(scope), on__lte=day)


def _standing(day: date) -> Q:
    return Q(dissolved_on=None) | Q(dissolved_on__gt=day)


def _is_maintained(knowledge: Knowledge, day: date, months: int) -> Q:
    return Q(Exists(_activities(knowledge, day, months)), on__lte=months_before(day, months))


def _activities(knowledge: Knowledge, day: date, months: int) -> QuerySet[Any]:
    """Of the club a query asks about, what it did in the last `months`."""
    of_this_club = Q(club=OuterRef("pk")) | Q(club=OuterRef("origin"))
    since = months_before(day, months)
    return ClubActivity.objects.filter(of_this_club, known(knowledge.at), on__gt=since, on__lte=day)


def _standing_version(club: Any) -> QuerySet[Club]:
    """The version that stands today of the club whose first version this is: always one."""
    versions = Club.objects.filter(Q(pk=club) | Q(origin=club), superseded_at=None)
    return versions.exclude(confirmed_at=None, supersedes__isnull=False)


def _of_standing_club(field: str) -> Subquery:
    """What the standing version of its club says, for the list of activities."""
    return Subquery(_standing_version(OuterRef("club")).values(field)[:1])


CLUBS = Register(
    slug="cau-lac-bo",
    title=_("Sổ câu lạc bộ"),
    row_title=_("câu lạc bộ"),
    empty=_("Khi có quyết định thành lập câu lạc bộ, ghi vào đây."),
    model=Club,
    fields=("reported_by", "body", "name", "document", "on", "members", "dissolved_on", "note"),
    columns=(
        Column("on", _("Ngày thành lập"), "date", sort="on"),
        Column("name", _("Tên câu lạc bộ"), sort="search_key"),
        Column("body__name", _("Đơn vị chủ quản"), sort="body__sort_key"),
        Column("document", _("Quyết định thành lập")),
        Column("members", _("Số thành viên"), "integer", sort="members"),
        Column("state", _("Trạng thái"), "state"),
    ),
    search=("search_key", "body__search_key"),
    related=("reported_by", "body"),
    uses=("MT8.1", "NV3.3"),
)

CLUB_ACTIVITIES = Register(
    slug="hoat-dong-cau-lac-bo",
    title=_("Sổ hoạt động câu lạc bộ"),
    row_title=_("hoạt động"),
    empty=_("Khi câu lạc bộ có hoạt động, ghi ngày và nội dung vào đây."),
    model=ClubActivity,
    fields=("reported_by", "club", "on", "title", "participants", "note"),
    columns=(
        Column("on", _("Ngày"), "date", sort="on"),
        Column("title", _("Nội dung hoạt động"), sort="search_key"),
        Column("club_name", _("Câu lạc bộ"), sort="club_key"),
        Column("body__name", _("Đơn vị chủ quản"), sort="body__sort_key"),
        Column("participants", _("Số người tham gia"), "integer", total=True, sort="participants"),
        Column("state", _("Trạng thái"), "state"),
    ),
    search=("search_key", "club_key", "body__search_key"),
    related=("reported_by", "club", "body"),
    annotations={"club_name": partial(_of_standing_club, "name"), "club_key": partial(_of_standing_club, "search_key")},
    parent="club",
    uses=("MT8.1",),
)
