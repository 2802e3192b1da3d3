"""What the page of one row tells: its facts, its lists, where it counts, its evidence, who may do what with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django_stubs_ext import StrOrPromise

from nscl.organisations.models import Body, User
from nscl.organisations.permissions import allowed, people_who_may
from nscl.organisations.roles import Verb
from nscl.plan import Plan
from nscl.registers import actions
from nscl.registers.adjusting import FrozenPeriod, period_adjusted
from nscl.registers.cells import Reader
from nscl.registers.entry import Entry, RowState
from nscl.registers.register import Register
from nscl.registers.undoing import undo_refusal
from nscl.scorecard import programme
from nscl.scorecard.rows import Use, uses
from nscl.vn.calendar import ZONE
from nscl.vn.dates import format_date, format_time
from nscl.vn.numbers import format_number
from nscl.web.registers.tables import Printed, list_of, words_of

Fact = tuple[StrOrPromise, str | SafeString]
MOST_NAMES = 4


@dataclass(frozen=True)
class Rights:
    """What this person may do with this row as it stands."""

    enter: bool
    confirm: bool
    withdraw: bool
    see_people: bool
    state: RowState
    was_confirmed: bool
    adjusts: FrozenPeriod | None = None  # the frozen period that confirming the row would change
    refusal: str = ""
    undo: bool = False  # he confirmed it himself, and no sealed figure rests on it

    @property
    def edit(self) -> bool:
        return self.enter and self.state is RowState.WAITING

    @property
    def confirms_now(self) -> bool:
        return self.confirm and self.state is RowState.WAITING and not self.refusal

    @property
    def take_out(self) -> bool:
        return self.withdraw and self.state is RowState.CONFIRMED

    @property
    def replace(self) -> bool:
        return self.enter and self.state is RowState.CONFIRMED

    @property
    def restore(self) -> bool:
        return self.enter and self.state is RowState.WITHDRAWN and not self.was_confirmed

    @property
    def attach(self) -> bool:
        return self.enter and self.state in (RowState.WAITING, RowState.CONFIRMED)


def rights(user: User, row: Entry) -> Rights:
    confirm = allowed(user, Verb.CONFIRM_ROWS, row.reported_by)
    is_waiting = row.state is RowState.WAITING
    return Rights(
        enter=allowed(user, Verb.ENTER_ROWS, row.reported_by),
        confirm=confirm,
        withdraw=allowed(user, Verb.WITHDRAW_ROWS, row.reported_by),
        see_people=allowed(user, Verb.READ_PRIVATE, row.reported_by),
        state=row.state,
        was_confirmed=row.confirmed_at is not None,
        adjusts=period_adjusted(row) if confirm and is_waiting else None,
        refusal=actions.confirmation_refusal(row, by=user) if confirm and is_waiting else "",
        undo=confirm and not undo_refusal(row, by=user),
    )


def facts(register: Register, row: Entry, reader: Reader) -> list[Fact]:
    """The boxes that hold something, then who wrote and who confirmed."""
    boxes = [(name, row._meta.get_field(name)) for name in register.fields]
    said = [(capfirst(str(box.verbose_name)), _shown(row, name, box, reader)) for name, box in boxes]  # type: ignore[union-attr, arg-type]
    return [(label, value) for label, value in said if value] + _people(row)


def _shown(row: Entry, name: str, box: models.Field[Any, Any], reader: Reader) -> str | SafeString:
    value = getattr(row, name)
    if isinstance(value, Body):
        return format_html('<a href="{}">{}</a>', reverse("body", args=[value.code]), reader.names.on(row.on, value))
    if isinstance(value, Entry):
        return str(value.latest())
    if value is None or value == "":
        return ""
    if isinstance(value, date):
        return format_date(value)
    if box.choices:
        return str(dict(box.flatchoices)[value])
    is_year = isinstance(box, models.PositiveSmallIntegerField)
    return str(value) if is_year or isinstance(value, str) else format_number(value)


def _people(row: Entry) -> list[Fact]:
    acts = [
        (_("Người nhập"), row.entered_by, row.entered_at),
        (_("Người xác nhận"), row.confirmed_by, row.confirmed_at),
        (_("Người rút") if row.confirmed_at else _("Người bỏ nháp"), row.withdrawn_by, row.withdrawn_at),
    ]
    return [(label, f"{person.full_name}, {_stamp(moment)}") for label, person, moment in acts if person and moment]


def _stamp(moment: Any) -> str:
    return f"{format_date(moment.astimezone(ZONE))}, {format_time(moment)}"


def lists(register: Register, row: Entry, may: Rights, reader: Reader, *, wants: bool) -> list[Printed]:
    """The row's own lists. `wants`: the reader asked for the names in them."""
    return [
        words_of(row, lines, reader)
        if len(lines.columns) == 1
        else list_of(row, lines, reader, may_see=may.see_people, wants=wants)
        for lines in register.lines
    ]


@dataclass(frozen=True)
class Counts:
    """Where a row counts: the indicator or task, and how."""

    code: str
    title: str
    url: str
    words: str = ""


def where_it_counts(register: Register, row: Entry) -> list[Counts]:
    """Each indicator that reads the row with what it makes of it; then the tasks those belong to."""
    try:
        _in_use, plan = programme.current()
    except programme.NoPlan:
        return []
    found = [use for use in uses(plan, register, row) if not use.is_elsewhere]
    tasks = {code for use in found for code in use.indicator.tasks if code in register.uses}
    return [_figure(use) for use in found] + [_task(plan, code) for code in register.uses if code in tasks]


def outside_of_the_plan(row: Entry) -> str:
    """Why a row counts nowhere: none of its days lies in the years of the plan in use. Empty when some day does."""
    years = programme.years_of_current()
    if years is None or row.may_count_in(years):
        return ""
    message = _("Không tính vào chỉ tiêu nào: ngày %(day)s ngoài giai đoạn %(first)s-%(last)s.")
    return message % {"day": format_date(row.on), "first": years[0], "last": years[-1]}


def _figure(use: Use) -> Counts:
    code = use.indicator.code
    return Counts(code, use.indicator.short, reverse("objective", args=[code]), _verdict(use))


def _task(plan: Plan, code: str) -> Counts:
    return Counts(code, plan.task(code).short, reverse("task", args=[code]))


def _verdict(use: Use) -> str:
    """How many of the row's lines count in its year, and why the others do not."""
    counted, recorded, year = use.lines.counted, use.lines.recorded, use.year
    if recorded == 1:
        reasons = "; ".join(step.reason for step in use.lines.steps)
        return _("được tính năm %(year)s") % {"year": year} if counted else _("chưa tính: %(why)s") % {"why": reasons}
    reasons = ", ".join(f"{format_number(step.rows)} ({step.reason})" for step in use.lines.steps)
    values = {
        "n": format_number(counted),
        "all": format_number(recorded),
        "unit": use.indicator.counted_unit,
        "year": year,
    }
    words = _("%(n)s/%(all)s %(unit)s được tính năm %(year)s") % values
    return _("%(words)s; không tính %(reasons)s") % {"words": words, "reasons": reasons} if reasons else words


def helpers(row: Entry, may: Rights) -> str:
    """Who in the reporting body may confirm what waits, by name."""
    if row.state is not RowState.WAITING or row.beneficiary == row.reported_by:
        return ""
    people = [p.full_name for p in people_who_may(Verb.CONFIRM_ROWS, row.reported_by) if p.pk != row.entered_by_id]
    if not people:
        return _("%(body)s chưa có người thứ hai có quyền xác nhận. Đề nghị lãnh đạo đơn vị trao vai trò.") % {
            "body": row.reported_by.short
        }
    more = len(people) - MOST_NAMES
    named = ", ".join(people[:MOST_NAMES])
    if more > 0:
        named = _("%(names)s và %(n)s người khác") % {"names": named, "n": more}
    return _("Người xác nhận được: %(names)s.") % {"names": named}
