"""What the person has been told, and the calendar of his deadlines."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from nscl.documents import ics
from nscl.notices import actions
from nscl.notices.models import Notice
from nscl.organisations import accounts
from nscl.organisations.models import User
from nscl.vn.calendar import now
from nscl.vn.numbers import whole_number
from nscl.web.access import own_page
from nscl.web.agenda import reports
from nscl.web.agenda.round_days import round_days
from nscl.web.downloads import download


@own_page
def listed(request: HttpRequest, user: User) -> HttpResponse:
    """The newest first; «Đã đọc» marks one, or all."""
    if request.method == "POST":
        return _mark(request, user)
    own = Notice.objects.of(user)
    calendar = reverse("own-calendar", args=[accounts.calendar_token(user)])
    context = {
        "page": Paginator(own, settings.DEFAULT_PAGE_SIZE).get_page(request.GET.get("trang")),
        "unread": own.unread().count(),
        "calendar": calendar,
        "calendar_address": request.build_absolute_uri(calendar),
        "crumbs": [(_("Việc của tôi"), reverse("my-work")), (_("Thông báo"), "")],
    }
    return render(request, "notices/list.html", context)


def _mark(request: HttpRequest, user: User) -> HttpResponse:
    picked = request.POST.get("notice", "")
    number = whole_number(picked)
    if picked and number is None:
        raise Http404
    actions.mark_read(by=user, notices=None if number is None else [number])
    if not picked:
        messages.success(request, _("Đã đánh dấu mọi thông báo là đã đọc."))
    return redirect("notices")


def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """For a program that shows calendars: deadlines only, no names of people."""
    user = accounts.user_of_calendar(token)
    if user is None:
        raise Http404
    closing = reports.closing()
    items = [item for source in reports.SOURCES for item in source.items(user, closing)]
    items += round_days(user)
    entries = [ics.Entry(item.day, item.title, item.url) for item in items if item.day]
    return download(ics.write(_("Hạn báo cáo năng suất, chất lượng"), entries, now()), "han-bao-cao.ics")


urlpatterns: list[URLPattern] = [
    path("thong-bao/", listed, name="notices"),
    path("lich/<str:token>.ics", calendar, name="own-calendar"),
]
