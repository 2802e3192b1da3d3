"""A body's report in a round, and its parts: one for every item the body answers."""

from __future__ import annotations

from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Final

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nscl.evidence.models import Document
from nscl.organisations.models import Body, User
from nscl.organisations.working_days import decided_days
from nscl.reporting import lateness
from nscl.reporting.rounds import Round

if TYPE_CHECKING:
    from nscl.reporting.extensions import Extension

GENERAL: Final = "chung"  # the code of the part about the whole report
TEXT_LIMIT: Final = 20_000


class State(models.TextChoices):
    DRAFT = "draft", _("Đang soạn")
    PRESENTED = "presented", _("Đã trình, chờ duyệt")
    CLEARED = "cleared", _("Đã trình, chờ ký")
    SUBMITTED = "submitted", _("Đã gửi")
    RETURNED = "returned", _("Được đề nghị bổ sung")
    ACCEPTED = "accepted", _("Đã tiếp nhận")


UNSENT: Final = (State.DRAFT, State.PRESENTED, State.CLEARED)  # before the first sending; sent back is another state
ON_A_DESK: Final = (State.PRESENTED, State.CLEARED)  # of the head of section, of the leader
SENT: Final = (State.SUBMITTED, State.ACCEPTED)  # in the receiver's hands: its words are closed


class Obligation(models.TextChoices):
    """Why a body stands in the roster."""

    OBLIGED = "obliged", _("Có trách nhiệm báo cáo")
    INVITED = "invited", _("Được đề nghị cung cấp thông tin")
    STANDING = "standing", _("Cơ quan thường trực")


class Role(models.TextChoices):
    """What the body is to the item."""

    LEAD = "lead", _("Chủ trì")
    DUTY = "duty", _("Trách nhiệm tại Phần V")
    COORDINATING = "coordinating", _("Phối hợp")
    GENERAL = "general", _("Chung")


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Report(models.Model):
    """One body in one round. A draft with no `opened_at` is one nobody has touched.

    `presented_by` laid it before the head of section, where the body has one; `cleared_by` before who signs: that head
    or, where there is none, its writer.
    """

    round = models.ForeignKey(Round, models.CASCADE, related_name="reports")
    body = models.ForeignKey(Body, models.PROTECT, related_name="reports")
    obligation = models.CharField(max_length=10, choices=Obligation.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    opened_at = models.DateTimeField(null=True)
    writers = models.ManyToManyField(User, related_name="+")
    presented_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    presented_at = models.DateTimeField(null=True)
    cleared_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    cleared_at = models.DateTimeField(null=True)
    receipt_number = models.PositiveIntegerField(null=True)
    first_submitted_at = models.DateTimeField(null=True)
    submitted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField(null=True)
    nil = models.BooleanField(default=False)
    times_returned = models.PositiveSmallIntegerField(default=0)
    extended_before = models.DateField(null=True)  # the last extension's day; the round's own stands beside it
    accepted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    accepted_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("body__sort_key",)
        verbose_name = _("báo cáo")
        constraints = (
            models.UniqueConstraint(fields=["round", "body"], name="a_body_reports_once_in_a_round"),
            models.UniqueConstraint(
                fields=["round", "receipt_number"], name="a_receipt_number_is_given_once_in_a_round"
            ),
            models.UniqueConstraint(
                fields=["round"],
                condition=Q(obligation=Obligation.STANDING),
                name="a_round_has_one_report_of_the_standing_body",
            ),
            models.CheckConstraint(
                condition=Q(state__in=UNSENT)
                | Q(receipt_number__isnull=False, first_submitted_at__isnull=False, submitted_by__isnull=False),
                name="a_sent_report_has_a_receipt_and_a_sender",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.PRESENTED) | Q(presented_by__isnull=False, presented_at__isnull=False),
                name="a_report_is_presented_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.CLEARED) | Q(cleared_by__isnull=False, cleared_at__isnull=False),
                name="a_report_is_cleared_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state=State.ACCEPTED, accepted_by__isnull=False, accepted_at__isnull=False)
                | ~Q(state=State.ACCEPTED) & Q(accepted_by=None, accepted_at=None),
                name="a_report_is_accepted_by_somebody",
            ),
        )
        triggers = (
            pgtrigger.Protect(
                name="a_sent_report_is_not_deleted",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__receipt_number__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.body.name}, {self.round.address}"

    @property
    def is_own(self) -> bool:
        """The standing body's own report: nobody receives it, another person than its writers approves it."""
        return self.obligation == Obligation.STANDING

    @property
    def is_untouched(self) -> bool:
        return self.state == State.DRAFT and self.opened_at is None

    @property
    def is_sent(self) -> bool:
        return self.state in SENT

    @property
    def receipt(self) -> str:
        """The number of its receipt as it is printed everywhere: "0012"."""
        return "" if self.receipt_number is None else f"{self.receipt_number:04d}"

    @property
    def may_be_late(self) -> bool:
        """Only a body bound to report can be late."""
        return self.obligation == Obligation.OBLIGED

    @property
    def due_before(self) -> date:
        """The day before which this body reports: its own where it was given more time, else that of the round."""
        return self.extended_before or self.round.due_before

    @cached_property
    def extension(self) -> Extension | None:
        """The one that holds."""
        return self.extensions.last() if self.extended_before else None

    @property
    def last_day(self) -> date:
        return lateness.last_day(self.due_before)

    @property
    def last_moment(self) -> datetime:
        return lateness.last_moment(self.due_before)

    @cached_property
    def last_working_day(self) -> date:
        return lateness.last_working_day(self.due_before, decided_days())

    def minutes_late(self, at: datetime) -> int:
        """By what it came late; not yet sent: by what it is late at a moment."""
        return lateness.minutes_late(self.first_submitted_at or at, self.due_before) if self.may_be_late else 0

    def days_late(self, at: datetime) -> int:
        return lateness.days_late(self.first_submitted_at or at, self.due_before) if self.may_be_late else 0


# Words in the receiver's hands are closed in the database too.
WORDS_ARE_CLOSED = """
    if exists (select 1 from reporting_report r
               where r.id = (case when tg_op = 'DELETE' then old.report_id else new.report_id end)
                 and r.state in ('submitted', 'accepted')) then
        raise exception 'the words of a sent report do not change';
    end if;
    if tg_op = 'DELETE' then return old; end if;
    return new;
"""


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Part(models.Model):
    """What a body says on one item. `version` tells an author whether somebody else wrote in between.

    For the general part `result` is the situation (what was issued, directed, made known), and `next_year` its plan.
    """

    report = models.ForeignKey(Report, models.CASCADE, related_name="parts")
    code = models.CharField(_("mã"), max_length=12)
    role = models.CharField(max_length=12, choices=Role.choices)
    position = models.PositiveSmallIntegerField()
    result = models.TextField(_("Kết quả"), blank=True, max_length=TEXT_LIMIT)
    difficulty = models.TextField(_("Khó khăn, vướng mắc"), blank=True, max_length=TEXT_LIMIT)
    proposal = models.TextField(_("Đề xuất, kiến nghị"), blank=True, max_length=TEXT_LIMIT)
    next_year = models.TextField(_("Kế hoạch năm sau"), blank=True, max_length=TEXT_LIMIT)
    nil = models.BooleanField(_("Không phát sinh"), default=False)
    nil_reason = models.TextField(_("Lý do không phát sinh"), blank=True, max_length=TEXT_LIMIT)
    closed_with_rest_at = models.DateTimeField(null=True)  # set where one «không phát sinh» closed the whole list
    version = models.PositiveIntegerField(default=0)
    edited_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    edited_at = models.DateTimeField(null=True)
    attachments = models.ManyToManyField(Document, related_name="+")

    class Meta:
        ordering = ("report", "position")
        verbose_name = _("mục báo cáo")
        constraints = (
            models.UniqueConstraint(fields=["report", "code"], name="an_item_is_answered_once_in_a_report"),
            models.CheckConstraint(
                condition=Q(nil=False) | Q(result=""), name="an_item_with_a_result_is_not_nil"
            ),
            models.CheckConstraint(condition=Q(nil=True) | Q(nil_reason=""), name="only_a_nil_item_has_a_nil_reason"),
            models.CheckConstraint(
                condition=Q(role=Role.GENERAL, nil=False) | ~Q(role=Role.GENERAL) & Q(next_year=""),
                name="next_year_belongs_to_the_general_part_which_is_never_nil",
            ),
        )  # fmt: skip
        triggers = (
            pgtrigger.Trigger(
                name="words_of_a_sent_report_are_closed",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=pgtrigger.Func(WORDS_ARE_CLOSED),
            ),
        )

    @property
    def is_answered(self) -> bool:
        """Said something about the result, or that there is none."""
        return self.nil or bool(self.result)

    @property
    def is_empty(self) -> bool:
        return not (self.nil or self.result or self.difficulty or self.proposal or self.next_year)
