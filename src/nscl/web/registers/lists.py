"""Registers: the list of all, the rows of one (filter, search, sort), and the same table as a file."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nscl.documents import csv, xlsx
from nscl.organisations.models import User
from nscl.organisations.permissions import bodies_for
from nscl.organisations.roles import Verb
from nscl.registers.catalogue import REGISTERS
from nscl.registers.entry import RowState
from nscl.registers.narrowing import MINE, SINCE, UNTIL, Narrowing
from nscl.registers.register import Register
from nscl.registers.table import ALL, Table
from nscl.vn.calendar import today
from nscl.web.access import require
from nscl.web.downloads import download
from nscl.web.registers.listing import Listing, choices


@dataclass(frozen=True)
class Shelf:
    """One register in the list of all, with how many of its rows stand where."""

    register: Register
    uses: list[tuple[str, str]]
    rows: int
    confirmed: int
    waiting: int
    mine: int

    @property
    def for_others(self) -> int:
        return self.waiting - self.mine


def named(slug: str) -> Register:
    """The register of this address."""
    if slug not in REGISTERS:
        raise Http404
    return REGISTERS[slug]


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    user = require(request, Verb.READ_ROWS)
    shelves = [_shelf(register, user) for register in REGISTERS.values()]
    context = {"shelves": shelves, "crumbs": [(_("Sổ theo dõi"), "")], **_verbs(user)}
    return render(request, "registers/index.html", context)


def _verbs(user: User) -> dict[str, bool]:
    """What the person may do in some body or other."""
    return {
        "may_enter": bool(bodies_for(user, Verb.ENTER_ROWS)),
        "may_confirm": bool(bodies_for(user, Verb.CONFIRM_ROWS)),
    }


def _shelf(register: Register, user: User) -> Shelf:
    counts = Table(Narrowing(register), user).counts
    return Shelf(
        register=register,
        uses=uses(register),
        rows=counts[ALL],
        confirmed=counts[RowState.CONFIRMED],
        waiting=counts[RowState.WAITING],
        mine=counts[MINE],
    )


def uses(register: Register) -> list[tuple[str, str]]:
    """The indicators and tasks that read a register, with their pages."""
    pages = {"MT": "objective", "NV": "task"}
    return [(code, reverse(pages[code[:2]], args=[code])) for code in register.uses]


@require_safe
def rows(request: HttpRequest, slug: str) -> HttpResponse:
    user = require(request, Verb.READ_ROWS)
    return page_of(request, named(slug), user)


def page_of(request: HttpRequest, register: Register, user: User, **more: Any) -> HttpResponse:
    """The list as its address asks for it; `more` is what an act left to say."""
    table = Table(Narrowing.read(register, request.GET), user)
    context = {
        "register": register,
        "listing": Listing(table, page=request.GET.get("trang"), **_verbs(user)),
        "narrowing": table.narrowing,
        "typed": {"since": request.GET.get(SINCE, "")[:40], "until": request.GET.get(UNTIL, "")[:40]},
        "uses": uses(register),
        "crumbs": [(_("Sổ theo dõi"), reverse("registers")), (str(register.title), "")],
        **choices(table),
    }
    return render(request, "registers/list.html", context | more)


@require_safe
def exported(request: HttpRequest, slug: str, *, kind: str) -> HttpResponse:
    """The table on screen as a file: the same rows in the same order, all pages of it."""
    user = require(request, Verb.READ_ROWS)
    register = named(slug)
    sheet = Table(Narrowing.read(register, request.GET), user).sheet()
    content = xlsx.write([sheet]) if kind == "xlsx" else csv.write(sheet)
    return download(content, f"so-{slug}-{today().isoformat()}.{kind}")


urlpatterns: list[URLPattern] = [
    path("so/", index, name="registers"),
    path("so/<slug:slug>/", rows, name="register"),
    path("so/<slug:slug>/bang.xlsx", partial(exported, kind="xlsx"), name="register-xlsx"),
    path("so/<slug:slug>/bang.csv", partial(exported, kind="csv"), name="register-csv"),
]
