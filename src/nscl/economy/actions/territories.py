"""Verbs on the territories that statistics speak of."""

from __future__ import annotations

from datetime import date
from itertools import chain, count

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from nscl.economy.actions.editors import require_editor
from nscl.economy.series import Territory
from nscl.history.acts import record, subject_of
from nscl.organisations.models import User
from nscl.vn.calendar import today
from nscl.vn.dates import format_date
from nscl.vn.text import clean, fold

CODE_LENGTH = 40


@transaction.atomic
def add_territory(
    *, name: str, by: User | None, merged_into: Territory | None = None, merged_on: date | None = None
) -> Territory:
    """A territory, or a part that has merged into another since; its code is made of its name."""
    require_editor(by)
    territory = Territory(name=_named(name), merged_into=merged_into, merged_on=merged_on)
    territory.code = _code(territory.name)
    _refuse(territory)
    territory.save()
    record(by=by, verb="territory.added", subject=subject_of(territory), summary=told(territory))
    return territory


@transaction.atomic
def correct_territory(
    territory: Territory, *, name: str, by: User, merged_into: Territory | None = None, merged_on: date | None = None
) -> Territory:
    """Its merger, at any time; its name only before the first series, whose estimates are known by it."""
    require_editor(by)
    before = told(territory)
    renamed = _named(name)
    if renamed != territory.name and territory.series.exists():
        message = _("Địa bàn đã có chuỗi số liệu nên không đổi tên được. Cần tên khác thì thêm địa bàn mới.")
        raise ValidationError({"name": message})
    territory.name, territory.merged_into, territory.merged_on = renamed, merged_into, merged_on
    _refuse(territory)
    territory.save()
    summary = f"{before} → {told(territory)}"
    record(by=by, verb="territory.corrected", subject=subject_of(territory), summary=summary)
    return territory


def told(territory: Territory) -> str:
    """Its name, and what it has become."""
    if territory.merged_into is None or territory.merged_on is None:
        return territory.name
    message = _("%(name)s, nay thuộc %(whole)s từ ngày %(day)s")
    day = format_date(territory.merged_on)
    return message % {"name": territory.name, "whole": territory.merged_into.name, "day": day}


def _named(name: str) -> str:
    return " ".join(clean(name).split())


def _code(name: str) -> str:
    wished = slugify(fold(name))[: CODE_LENGTH - 3].strip("-") or "dia-ban"
    taken = set(Territory.objects.filter(code__startswith=wished).values_list("code", flat=True))
    return next(code for code in chain([wished], (f"{wished}-{n}" for n in count(2))) if code not in taken)


def _refuse(territory: Territory) -> None:
    """Raises ValidationError, each refusal at its box."""
    if not territory.name:
        raise ValidationError({"name": _('Ô "Tên địa bàn" còn trống. Ghi tên, ví dụ tỉnh trước sắp xếp.')})
    if any(fold(each.name) == fold(territory.name) for each in Territory.objects.exclude(pk=territory.pk)):
        raise ValidationError({"name": _("Đã có địa bàn “%(name)s”.") % {"name": territory.name}})
    whole, day = territory.merged_into, territory.merged_on
    if (whole is None) != (day is None):
        box = "merged_on" if day is None else "merged_into"
        raise ValidationError(
            {box: _("Địa bàn đã sáp nhập: ghi cả địa bàn mới và ngày sáp nhập; nếu không, bỏ cả hai.")}
        )
    if day is not None and day > today():
        raise ValidationError({"merged_on": _("Ngày %(day)s chưa đến.") % {"day": format_date(day)}})
    if whole is not None and territory.pk and _is_within(whole, territory):
        message = _("%(whole)s chính là địa bàn này hoặc một phần của nó. Chọn địa bàn khác.")
        raise ValidationError({"merged_into": message % {"whole": whole.name}})


def _is_within(place: Territory, territory: Territory) -> bool:
    """Is `place` the territory itself, or did it become a part of it?"""
    following: Territory | None = place
    while following is not None:
        if following.pk == territory.pk:
            return True
        following = following.merged_into
    return False
