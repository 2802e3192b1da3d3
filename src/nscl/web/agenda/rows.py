"""Work the registers give: rows that wait for a second person."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from nscl.organisations.models import User
from nscl.organisations.permissions import bodies_for
from nscl.organisations.roles import Verb
from nscl.registers import confirming
from nscl.registers.catalogue import REGISTERS
from nscl.registers.entry import RowState
from nscl.registers.narrowing import MINE
from nscl.registers.register import Register
from nscl.vn.dates import format_date
from nscl.vn.numbers import format_count
from nscl.web.agenda.item import Item, Source


def _waiting(register: Register) -> QuerySet[Any]:
    return register.model.objects.in_state(RowState.WAITING).select_related("reported_by").order_by("on", "pk")


def to_confirm(register: Register, user: User) -> QuerySet[Any] | None:
    """Rows of the person's own bodies that a colleague entered."""
    if not bodies_for(user, Verb.CONFIRM_ROWS):
        return None
    return _waiting(register).filter(confirming.of_own_bodies(register.model, user))


def to_confirm_for_others(register: Register, user: User) -> QuerySet[Any] | None:
    """Rows other bodies reported about themselves: they wait for the standing body."""
    if register.model.beneficiary_field is None or not bodies_for(user, Verb.CONFIRM_ROWS):
        return None
    return _waiting(register).filter(confirming.of_others_benefit(register.model, user))


def entered_by_me(user: User) -> list[Item]:
    """What the person entered and somebody else is to confirm, register by register."""
    found = []
    for register in REGISTERS.values():
        n = _waiting(register).filter(entered_by=user).count() if bodies_for(user, Verb.ENTER_ROWS) else 0
        if n:
            title = _("%(n)s dòng chờ người khác xác nhận") % {"n": format_count(n)}
            found.append(Item(None, title, _list_of(register, RowState.WAITING), "", str(register.title)))
    return found


def _each(register: Register, rows: list[Any], closing: date | None) -> Iterable[Item]:
    for row in rows:
        about = _("%(register)s · %(body)s · ngày %(day)s")
        yield Item(
            day=closing if closing and row.on.year == closing.year else None,
            title=_("Xác nhận %(kind)s “%(row)s”") % {"kind": register.row_title, "row": row},
            url=reverse("row", args=[register.slug, row.pk]),
            verb=_("Xác nhận"),
            about=about % {"register": register.title, "body": row.reported_by.short, "day": format_date(row.on)},
        )


def _together(register: Register, rows: list[Any], closing: date | None) -> Iterable[Item]:
    yield Item(
        day=closing,
        title=_("Xác nhận %(n)s dòng do đơn vị thụ hưởng báo cáo") % {"n": format_count(len(rows))},
        url=_list_of(register, MINE),
        verb=_("Mở danh sách"),
        about=str(register.title),
    )


def _list_of(register: Register, view: str) -> str:
    return f"{reverse('register', args=[register.slug])}?trang-thai={view}"


SOURCES = tuple(
    source
    for register in REGISTERS.values()
    for source in (
        Source(partial(to_confirm, register), partial(_each, register)),
        Source(partial(to_confirm_for_others, register), partial(_together, register), together=True),
    )
)
