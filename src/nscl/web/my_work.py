"""«Việc của tôi»: what waits for the person, the most urgent first; beside it, what others are to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from nscl.notices.models import Notice
from nscl.organisations.models import User
from nscl.vn.calendar import today
from nscl.web import agenda
from nscl.web.access import own_page
from nscl.web.agenda import Item
from nscl.web.tiles import Tile


@dataclass(frozen=True)
class Group:
    """Items of one urgency. `anchor`: its place on the page; `alert` colours its tile when there are any; `last`: its
    last day."""

    anchor: str
    title: str
    icon: str
    items: list[Item]
    alert: str = ""
    last: date | None = None


@own_page
def my_work(request: HttpRequest, user: User) -> HttpResponse:
    groups = _groups(agenda.items(user))
    waiting = agenda.waiting(user)
    context = {
        "groups": [group for group in groups if group.items],
        "waiting": waiting,
        "tiles": [*(_tile(group) for group in groups), Tile(len(waiting), _("Chờ người khác"), "#cho-nguoi-khac")],
        "is_quiet": not any(group.items for group in groups[:2]),
        "nearest": next((item for item in groups[2].items if item.day), None),
        "unread": Notice.objects.of(user).unread().count(),
        "memberships": user.current_memberships,
    }
    return render(request, "my_work/list.html", context)


def _groups(items: list[Item]) -> list[Group]:
    """Overdue, up to the end of this week, later; what has no day comes last."""
    end = agenda.end_of_week(today())
    late = [item for item in items if item.late]
    week = [item for item in items if not item.late and item.day and item.day <= end]
    later = [item for item in items if not item.day or item.day > end]
    return [
        Group("qua-han", _("Quá hạn"), "triangle", late, alert="behind"),
        Group("tuan-nay", _("Đến hết tuần này"), "clock", week, last=end),
        Group("sap-toi", _("Sắp tới"), "ring", later),
    ]


def _tile(group: Group) -> Tile:
    n = len(group.items)
    return Tile(n, group.title, f"#{group.anchor}" if n else "", icon=group.icon, alert=group.alert if n else "")


urlpatterns: list[URLPattern] = [
    path("viec-cua-toi/", my_work, name="my-work"),
]
