"""What a page of figures is asked in its address: the plan, a year (`nam`), whose rows (`don-vi`, `cach`)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.organisations.models import Body, Kind
from nscl.organisations.permissions import AnyUser, has_role
from nscl.organisations.scope import Scope
from nscl.plan import Plan
from nscl.registers import body_names
from nscl.scorecard import programme
from nscl.vn.calendar import today
from nscl.vn.numbers import whole_number
from nscl.vn.text import excerpt, fold
from nscl.web.bodies import PUBLIC_KINDS

P = ParamSpec("P")
Link = tuple[str, str]
SHORTEST_NAME = 4
WAYS = {
    "place": gettext_lazy("trên địa bàn"),
    "reporter": gettext_lazy("do đơn vị báo cáo"),
    "under": gettext_lazy("thuộc phạm vi quản lý"),
}


class Refused(Exception):
    """The page cannot be given as asked; the message says why, the links where to go instead."""

    def __init__(self, message: str, links: Iterable[Link] = ()) -> None:
        super().__init__(message)
        self.links = tuple(links)


def answered(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """A page that tells what is wrong with its address, or that no plan is in use yet."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Refused as refusal:
            context = {"message": str(refusal), "links": refusal.links}
            return render(request, "front/refused.html", context, status=404)
        except programme.NoPlan as absence:
            return render(request, "front/refused.html", {"message": str(absence)}, status=503)

    return wrapped


@dataclass(frozen=True)
class Asked:
    """The plan in use and the year asked for; by default the year that runs."""

    plan: Plan
    year: int

    @property
    def years(self) -> list[int]:
        """Years of the plan that have begun, and the one asked for."""
        return sorted({*begun(self.plan), self.year})

    @property
    def printed(self) -> Plan:
        """The text in force at the end of the year."""
        return self.plan.in_force(date(self.year, 12, 31))


def begun(plan: Plan) -> list[int]:
    last = min(max(today().year, plan.period.start), plan.period.end)
    return list(range(plan.period.start, last + 1))


def asked(request: HttpRequest) -> Asked:
    _programme, plan = programme.current()
    text = request.GET.get("nam", "").strip()
    years = begun(plan)
    if not text:
        return Asked(plan, years[-1])
    year = whole_number(text) or 0
    if year not in plan.period.years:
        raise Refused(
            _('Năm "%(year)s" không thuộc giai đoạn %(start)s-%(end)s của Kế hoạch. Chọn một năm dưới đây.')
            % {"year": excerpt(text, 20), "start": plan.period.start, "end": plan.period.end},
            [(_("Năm %(year)s") % {"year": y}, f"?nam={y}") for y in years],
        )
    return Asked(plan, year)


def scope(request: HttpRequest) -> Scope:
    """Whose rows: the whole province unless a body is named; who may not know of a body is told there is none."""
    text = request.GET.get("don-vi", "")[:300].strip()
    if not text:
        return Scope()
    found = _named(text)
    if found is None or not may_know(request.user, found):
        message = _('Không có cơ quan, đơn vị "%(text)s". Ghi mã hoặc tên đầy đủ, có ở trang Cơ quan, đơn vị.')
        raise Refused(message % {"text": excerpt(text, 80)}, [(_("Cơ quan, đơn vị"), reverse("bodies"))])
    way = request.GET.get("cach", "") or ("place" if found.kind == Kind.COMMUNE else "reporter")
    if way not in WAYS:
        message = _('Không có cách tính "%(way)s". Chọn một cách dưới đây.')
        links = [(f"{found.short}: {words}", f"?don-vi={found.code}&cach={key}") for key, words in WAYS.items()]
        raise Refused(message % {"way": excerpt(way, 40)}, links)
    return Scope.of(way, found)


def _named(text: str) -> Body | None:
    """The body of this code or this very name; a few letters that many names hold name none."""
    if body := Body.objects.filter(code__iexact=text.split(body_names.DASH, maxsplit=1)[0].strip()).first():
        return body
    found = body_names.read([text])[text] if len(fold(text)) >= SHORTEST_NAME else None
    return found if isinstance(found, Body) else None


def may_know(user: AnyUser, body: Body) -> bool:
    """Bodies of state are known to all; enterprises, schools and hospitals to who holds a role."""
    return body.kind in PUBLIC_KINDS or has_role(user)


def scope_words(scope: Scope) -> str:
    """The scope as a title says it: "UBND xã A, trên địa bàn"; empty for the province."""
    return f"{scope.body.short}, {WAYS[scope.kind]}" if scope.body else ""


def parameters(year: int, scope: Scope) -> dict[str, str]:
    """The same question as an address asks it."""
    named = {"don-vi": scope.body.code, "cach": scope.kind} if scope.body else {}
    return {"nam": str(year), **named}
