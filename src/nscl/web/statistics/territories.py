"""Territories that statistics speak of: the nation, provinces as they were and as they are; added, and corrected."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.economy import actions
from nscl.economy.models import Territory
from nscl.history.acts import subject_of
from nscl.history.models import Event
from nscl.organisations.models import User
from nscl.organisations.permissions import allowed
from nscl.organisations.roles import Verb
from nscl.registers.fields import ChoiceField, DateField, TextField
from nscl.web import acts
from nscl.web.access import require
from nscl.web.forms import Form


class TerritoryForm(Form):
    """A territory, and what it has become where it merged."""

    name = TextField(
        label=gettext_lazy("Tên địa bàn"),
        longest=120,
        help_text=gettext_lazy("Tên đầy đủ; địa bàn trước sắp xếp thì ghi rõ, ví dụ thêm (trước sắp xếp)"),
    )
    merged_into = ChoiceField(
        label=gettext_lazy("Nay thuộc"),
        choices=(),
        required=False,
        help_text=gettext_lazy("Chỉ chọn khi địa bàn đã sáp nhập; thêm địa bàn mới trước"),
    )
    merged_on = DateField(label=gettext_lazy("Sáp nhập từ ngày"), required=False)

    def __init__(self, *args: Any, territory: Territory | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.territory = territory
        others = Territory.objects.exclude(pk=territory.pk) if territory else Territory.objects.all()
        self.others = {each.code: each for each in others}
        choices = [("", _("Không sáp nhập")), *((each.code, each.name) for each in self.others.values())]
        self.fields["merged_into"].choices = choices  # type: ignore[attr-defined]

    def save(self, by: User) -> Territory:
        """Raises ValidationError."""
        said = self.cleaned_data
        given = {**said, "merged_into": self.others.get(said["merged_into"])}
        if self.territory is None:
            return actions.add_territory(**given, by=by)
        return actions.correct_territory(self.territory, **given, by=by)


def listed(request: HttpRequest) -> HttpResponse:
    user = require(request, Verb.READ_STATISTICS)
    territories = Territory.objects.select_related("merged_into").annotate(count=Count("series"))
    context = {"territories": territories, "may_edit": allowed(user, Verb.EDIT_STATISTICS)}
    return render(request, "statistics/territories.html", context)


def add(request: HttpRequest) -> HttpResponse:
    by = require(request, Verb.EDIT_STATISTICS)
    form = TerritoryForm(request.POST or None)
    if kept := _saved(request, form, by):
        messages.success(request, _("Đã thêm địa bàn %(name)s. Thêm chuỗi số liệu của địa bàn.") % {"name": kept.name})
        return redirect("territories")
    return _page(request, form, _("Thêm địa bàn"))


def edit(request: HttpRequest, code: str) -> HttpResponse:
    by = require(request, Verb.EDIT_STATISTICS)
    territory = get_object_or_404(Territory.objects.select_related("merged_into"), code=code)
    whole = territory.merged_into.code if territory.merged_into else ""
    initial = {"name": territory.name, "merged_into": whole, "merged_on": territory.merged_on}
    form = TerritoryForm(request.POST or None, initial=initial, territory=territory)
    heading = _("Sửa địa bàn %(name)s") % {"name": territory.name}  # before the form writes another into it
    if kept := _saved(request, form, by):
        messages.success(request, _("Đã sửa địa bàn %(name)s.") % {"name": kept.name})
        return redirect("territories")
    events = acts.told(Event.objects.of(subject_of(territory)))
    return _page(request, form, heading, events=events)


def _saved(request: HttpRequest, form: TerritoryForm, by: User) -> Territory | None:
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        return form.save(by)
    except (ValidationError, IntegrityError) as error:
        form.absorb(error)
        return None


def _page(request: HttpRequest, form: TerritoryForm, heading: str, **more: Any) -> HttpResponse:
    above = [
        (_("Số liệu thống kê"), reverse("statistics")), (_("Địa bàn"), reverse("territories")), (heading, ""),
    ]  # fmt: skip
    context = {"form": form, "heading": heading, "crumbs": above, **more}
    return render(request, "statistics/territory.html", context)
