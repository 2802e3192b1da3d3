"""The training register: courses, their sessions, and who attended.

A list is confirmed once per course against its signed sheet. Counted is the attendance (lượt người): one person in one
course; the setting is that of the learner's body on the day, written on each attendance.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

import pghistory
import pgtrigger
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from nscl.organisations.models import Body, Kind
from nscl.organisations.scope import Scope
from nscl.registers.entry import Entry, known, scoped, waiting
from nscl.registers.measurement import Exclusion, Knowledge, Measurement
from nscl.registers.register import Column, Filter, Lines, Register
from nscl.vn.numbers import format_number
from nscl.vn.sorting import collation_key
from nscl.vn.text import fold


class Setting(models.TextChoices):
    """Where the learner studies or works on the day."""

    VOCATIONAL = "vocational", _("Cơ sở giáo dục nghề nghiệp")
    ENTERPRISE = "enterprise", _("Doanh nghiệp")
    COOPERATIVE = "cooperative", _("Hợp tác xã")
    ADMINISTRATION = "administration", _("Cơ quan hành chính")
    EDUCATION = "education", _("Cơ sở giáo dục khác")
    HEALTH = "health", _("Cơ sở khám bệnh, chữa bệnh")
    OTHER = "other", _("Khác")


# The setting of a body's own learners, unless the officer says otherwise. By law a college is a vocational institution.
SETTING_OF_KIND = {
    Kind.ENTERPRISE: Setting.ENTERPRISE,
    Kind.COOPERATIVE: Setting.COOPERATIVE,
    Kind.COLLEGE: Setting.VOCATIONAL,
    Kind.VOCATIONAL_SCHOOL: Setting.VOCATIONAL,
    Kind.DEPARTMENT: Setting.ADMINISTRATION,
    Kind.OFFICE: Setting.ADMINISTRATION,
    Kind.COMMUNE: Setting.ADMINISTRATION,
    Kind.UPPER_SECONDARY_SCHOOL: Setting.EDUCATION,
    Kind.UNIVERSITY: Setting.EDUCATION,
    Kind.HEALTH_FACILITY: Setting.HEALTH,
}


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Course(Entry):
    """One course (lớp). `on` is its last day: the day it counts on."""

    day_order = ("started_on", "on")

    on = models.DateField(_("ngày kết thúc"))
    title = models.CharField(_("tên lớp"), max_length=300)
    topic = models.CharField(_("nội dung"), max_length=300, blank=True)
    started_on = models.DateField(_("ngày bắt đầu"))
    venue = models.CharField(_("nơi tổ chức"), max_length=300, blank=True)
    search_key = models.CharField(max_length=900, editable=False)

    class Meta(Entry.Meta):
        verbose_name = _("lớp")
        constraints: ClassVar[Any] = (
            *Entry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(started_on__lte=F("on")),
                name="a_course_does_not_end_before_it_starts",
                violation_error_message=_("Ngày kết thúc trước ngày bắt đầu. Sửa một trong hai ngày."),
            ),
        )
        indexes = (
            models.Index(fields=["on"], name="course_by_day"),
            models.Index(fields=["reported_by", "on"], name="course_by_reporter"),
        )

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search_key = fold(f"{self.title} {self.topic} {self.venue}")[:900]
        super().save(*args, **kwargs)

    def counting_days(self) -> dict[str, date]:
        return {"on": self.on}

    def copies(self) -> tuple[str, ...]:
        return ("sessions", "attendances")


# A confirmed list is closed in the database too: neither its sessions nor its learners change.
_LIST_IS_CLOSED = """
    if exists (select 1 from registers_course c
               where c.id = (case when tg_op = 'DELETE' then old.course_id else new.course_id end)
                 and c.confirmed_at is not null) then
        raise exception 'a confirmed list is not edited';
    end if;
    if tg_op = 'DELETE' then return old; end if;
    return new;
"""


def _closed_with_its_course() -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name="a_confirmed_list_is_closed",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=pgtrigger.Func(_LIST_IS_CLOSED),
    )


class Session(models.Model):
    """One session (buổi) of a course."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="sessions")
    on = models.DateField(_("ngày"))
    hours = models.DecimalField(
        _("số giờ"),
        max_digits=4,
        decimal_places=1,
        validators=[MinValueValidator(Decimal("0.5")), MaxValueValidator(12)],
    )
    topic = models.CharField(_("nội dung"), max_length=300, blank=True)

    class Meta:
        ordering = ("on", "pk")
        verbose_name = _("buổi học")
        triggers = (_closed_with_its_course(),)


@pghistory.track(
    pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), exclude=["name", "name_key", "sort_key"]
)
class Learner(models.Model):
    """A person who learns; private. Two of one name in one body are two rows, told apart by birth year or position."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="learners", verbose_name=_("đơn vị"))
    name = models.CharField(_("họ và tên"), max_length=120)
    name_key = models.CharField(max_length=120, editable=False)
    sort_key = models.CharField(max_length=400, editable=False)
    birth_year = models.PositiveSmallIntegerField(
        _("năm sinh"), null=True, blank=True, validators=[MinValueValidator(1920), MaxValueValidator(2100)]
    )
    position = models.CharField(_("chức vụ, công việc"), max_length=120, blank=True)

    class Meta:
        ordering = ("sort_key", "pk")
        verbose_name = _("học viên")
        indexes = (models.Index(fields=["body", "name_key"], name="learner_by_name"),)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.set_keys()
        super().save(*args, **kwargs)

    def set_keys(self) -> None:
        """What the name is found and sorted by; many learners written at once need it said."""
        self.name_key = fold(self.name)[:120]
        self.sort_key = collation_key(self.name)[:400]


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Attendance(models.Model):
    """One person in one course: what MT2.1 counts."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="attendances", db_index=False)
    learner = models.ForeignKey(Learner, models.PROTECT, related_name="attendances", verbose_name=_("học viên"))
    body = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name=_("đơn vị của học viên"))
    setting = models.CharField(_("môi trường học"), max_length=20, choices=Setting.choices)
    hours = models.DecimalField(
        _("số giờ dự"),
        max_digits=5,
        decimal_places=1,
        validators=[MinValueValidator(Decimal("0.5")), MaxValueValidator(400)],
    )

    class Meta:
        verbose_name = _("lượt người")
        constraints = (
            models.UniqueConstraint(
                fields=["course", "learner"],
                name="a_learner_attends_a_course_once",
                violation_error_message=_("Học viên này đã có trong lớp. Xóa một dòng."),
            ),
        )
        # covers the count itself, so that a province's million attendances are never read from the table
        indexes = (models.Index(fields=["setting", "course"], include=["hours"], name="attendance_counted"),)
        triggers = (_closed_with_its_course(),)


def attendances(
    *, years: range, scope: Scope, knowledge: Knowledge, setting: Sequence[str], min_hours: Decimal
) -> Measurement:
    """Attendances of the last of `years` in the named settings, of at least `min_hours`, on confirmed lists."""
    year = years[-1]
    listed = Q(setting__in=setting, hours__gte=min_hours)
    counted = _dated(years, scope, knowledge) & known(knowledge.at, "course") & listed
    people: Counter[int] = Counter()
    courses: Counter[int] = Counter()
    for on, n in _by_course(listed, counted, years, scope, knowledge):
        people[on.year] += n
        courses[on.year] += 1
    this_year = _dated(range(year, year + 1), scope, knowledge)
    unconfirmed = waiting(knowledge.at, "course")
    pending = Attendance.objects.filter(this_year & unconfirmed & Q(setting__in=setting))
    rows = Attendance.objects.filter(counted, course__on__year=year)
    return Measurement(
        value=people[year],
        rows=rows,
        row_count=people[year],
        unconfirmed=pending.count(),
        by_year={y: people[y] for y in years},
        recorded=Attendance.objects.filter(this_year & (known(knowledge.at, "course") | unconfirmed)),
        excluded=(
            *(_of_another_setting(other) for other in Setting if other not in setting),
            Exclusion(_("danh sách lớp chưa được người thứ hai xác nhận"), unconfirmed),
            Exclusion(_("học dưới %(hours)s giờ") % {"hours": format_number(min_hours)}, Q(hours__lt=min_hours)),
        ),
        waiting=pending,
        regardless=Attendance.objects.filter(this_year & listed),
        beneficiary="body",
        reporter="course__reported_by",
        day="course__on",
        entry="course",
        facts={"courses": lambda: courses[year], "bodies": lambda: rows.order_by().values("body").distinct().count()},
    )


def _by_course(listed: Q, counted: Q, years: range, scope: Scope, knowledge: Knowledge) -> Iterator[tuple[date, int]]:
    """Day and number of counted attendances of every course that has any.

    The attendances of one place are few: they are found first, and grouped. All others are counted course by course in
    the covering index, where a million are neither joined nor sorted for it.
    """
    if scope.place or scope.under:
        rows = Attendance.objects.filter(counted).order_by().values_list("course", "course__on").annotate(n=Count("*"))
        yield from ((on, n) for _course, on, n in rows)
        return
    first, last = _first_and_last(years, knowledge)
    numbers = Attendance.objects.filter(listed, course=OuterRef("pk")).order_by().values("course")
    courses = Course.objects.known(knowledge.at).filter(scoped(scope), on__gte=first, on__lte=last).order_by()
    for on, n in courses.values_list("on", Subquery(numbers.annotate(n=Count("*")).values("n"))):
        if n:
            yield on, n


def _of_another_setting(setting: Setting) -> Exclusion:
    words = _("người học của nơi khác") if setting is Setting.OTHER else _("người học của %(setting)s")
    label = str(setting.label)
    return Exclusion(words % {"setting": label[:1].lower() + label[1:]}, Q(setting=setting), setting.value)


def _dated(years: range, scope: Scope, knowledge: Knowledge) -> Q:
    first, last = _first_and_last(years, knowledge)
    by_scope = scoped(scope, reporter="course__reported_by", day="course__on")
    return Q(course__on__gte=first, course__on__lte=last) & by_scope


def _first_and_last(years: range, knowledge: Knowledge) -> tuple[date, date]:
    return knowledge.last_day(years[0]).replace(month=1, day=1), knowledge.last_day(years[-1])


def _attendance_count() -> Coalesce:
    """How many attend a course, counted apart from any other join of the list."""
    listed = Attendance.objects.filter(course=OuterRef("pk")).order_by().values("course").annotate(n=Count("pk"))
    return Coalesce(Subquery(listed.values("n")), 0)


TRAINING = Register(
    slug="dao-tao",
    title=_("Sổ đào tạo"),
    row_title=_("lớp"),
    empty=_("Khi đơn vị tổ chức hoặc cử người đi học, ghi lớp vào đây."),
    model=Course,
    fields=("reported_by", "title", "topic", "started_on", "on", "venue", "note"),
    columns=(
        Column("on", _("Ngày kết thúc"), "date", sort="on"),
        Column("title", _("Tên lớp"), sort="search_key"),
        Column("reported_by__name", _("Đơn vị báo cáo"), sort="reported_by__sort_key"),
        Column("attendance_count", _("Lượt người"), "integer", total=True, sort="attendance_count"),
        Column("state", _("Trạng thái"), "state"),
    ),
    search=("search_key", "reported_by__search_key"),
    filters=(Filter("setting", _("Môi trường học"), "attendances__setting", Setting),),
    lines=(
        Lines(
            "sessions",
            _("Các buổi học"),
            _("buổi"),
            (Column("on", _("Ngày"), "date"), Column("hours", _("Số giờ"), "number"), Column("topic", _("Nội dung"))),
        ),
        Lines(
            "attendances",
            _("Danh sách học viên"),
            _("lượt người"),
            (
                Column("learner__name", _("Họ và tên")),
                Column("learner__birth_year", _("Năm sinh"), "year"),
                Column("learner__position", _("Chức vụ, công việc")),
                Column("body__name", _("Đơn vị")),
                Column("setting", _("Môi trường học")),
                Column("hours", _("Số giờ dự"), "number"),
            ),
            private=("learner__name", "learner__birth_year", "learner__position"),
        ),
    ),
    related=("reported_by",),
    annotations={"attendance_count": _attendance_count},
    uses=("MT2.1", "MT9.1", "NV3.1"),
)
