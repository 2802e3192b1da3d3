"""The province's annual paper as a Word file: made by pressing the button, for the history keeps who made it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path

from nscl.organisations.models import User
from nscl.organisations.roles import Verb
from nscl.reporting import actions
from nscl.reporting.models import Round
from nscl.reporting.papers.paper import CannotWrite
from nscl.web.downloads import download
from nscl.web.reports.in_round import only_posted, province_page


@province_page(Verb.MAKE_PAPER)
@only_posted("board")
def province_annual(request: HttpRequest, user: User, round: Round) -> HttpResponse:
    try:
        name, content = actions.make_paper(round, paper="province-annual", by=user)
    except CannotWrite as reason:
        messages.error(request, str(reason))
        return redirect("board", round.year)
    return download(content, name)


urlpatterns: list[URLPattern] = [
    path("bao-cao/<int:year>/bao-cao-tinh.docx", province_annual, name="province-paper"),
]
