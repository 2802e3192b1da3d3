"""Double claims of a round: rows of several bodies that look like one thing, and what was agreed on them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from nscl.organisations.models import Body, User
from nscl.organisations.roles import Verb
from nscl.registers.catalogue import REGISTERS
from nscl.registers.entry import RowState
from nscl.registers.fields import ChoiceField, DateField, TextField
from nscl.reporting import actions
from nscl.reporting.actions.claims import Effect, effects_of
from nscl.reporting.claims import Claim, claim_of, claims
from nscl.reporting.models import Agreement, Round
from nscl.vn.calendar import today
from nscl.vn.dates import format_date
from nscl.vn.numbers import whole_number
from nscl.web import lines
from nscl.web.forms import Form
from nscl.web.reports.in_round import province_page

APART = "khac"


class AgreementForm(Form):
    """Who agreed on what, when and why. What it may say is decided where it is saved."""

    owner = ChoiceField(choices=(), label=gettext_lazy("Tính cho"), blank=gettext_lazy("Chọn…"))
    people = TextField(
        longest=300,
        label=gettext_lazy("Người thống nhất"),
        help_text=gettext_lazy("Ai, của đơn vị nào"),
    )
    on = DateField(label=gettext_lazy("Ngày thống nhất"))
    why = TextField(longest=2000, label=gettext_lazy("Lý do"), widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, claim: Claim, data: Any = None) -> None:
        super().__init__(data, initial={"on": format_date(today())})
        bodies = [(body.code, body.name) for body in claim.bodies]
        choices = [*bodies, (APART, _("Không trùng: các việc khác nhau"))]
        self.fields["owner"] = ChoiceField(label=_("Tính cho"), blank=_("Chọn…"), choices=choices)


@dataclass(frozen=True)
class RowShown:
    row: Any
    url: str
    state: str
    facts: tuple[tuple[str, str], ...]


@province_page(Verb.MAKE_PAPER)
def listed(request: HttpRequest, user: User, round: Round) -> HttpResponse:
    agreed = Agreement.objects.filter(round=round).select_related("owner", "by").prefetch_related("rows__reported_by")
    context = {
        "round": round,
        "claims": claims(round),
        "agreed": [(each, REGISTERS[each.register]) for each in agreed],
        "crumbs": [*_crumbs(round), (_("Việc trùng"), "")],
    }
    return render(request, "reports/claims.html", context)


@never_cache
@province_page(Verb.MAKE_PAPER)
def one(request: HttpRequest, user: User, round: Round, slug: str, keys: str) -> HttpResponse:
    numbers = [whole_number(key) for key in keys.split("-")]
    if slug not in REGISTERS or None in numbers:
        raise Http404
    claim = claim_of(round, slug, [key for key in numbers if key is not None])
    if claim is None:
        messages.warning(request, _("Các dòng này không còn là việc trùng: đã được thống nhất, hoặc đã đổi."))
        return redirect("claims", round.address)
    if request.method == "POST":
        return _posted(request, user, round, claim)
    return _page(request, round, claim, AgreementForm(claim))


def _posted(request: HttpRequest, user: User, round: Round, claim: Claim) -> HttpResponse:
    form = AgreementForm(claim, request.POST)
    looks = request.POST.get("verb") == "look"
    if not form.is_valid() and (not looks or "owner" not in form.cleaned_data):
        return _page(request, round, claim, form)
    data = form.cleaned_data
    owner = next((body for body in claim.bodies if body.code == data["owner"]), None)
    try:
        if looks:
            tried = list(_told(effects_of(round, claim, owner, by=user)))
            return _page(request, round, claim, _unfaulted(claim, request), effects=tried)
        _agreement, effects = actions.agree(
            round,
            claim.register.slug,
            claim.keys,
            owner=owner,
            people=data["people"],
            on=data["on"],
            why=data["why"],
            by=user,
        )
    except ValidationError as error:
        form.absorb(error)
        return _page(request, round, claim, form)
    messages.success(request, _done(owner, list(_told(effects))))
    return redirect("claims", round.address)


def _unfaulted(claim: Claim, request: HttpRequest) -> AgreementForm:
    """What was typed, without faults: looking demands no more than whose it is."""
    form = AgreementForm(claim)
    form.initial.update({name: request.POST.get(name, "") for name in form.fields})
    return form


def _done(owner: Body | None, effects: list[str]) -> str:
    if owner is None:
        return _("Đã ghi: các việc khác nhau, dòng nào cũng được tính.")
    changed = "; ".join(effects) or _("số của tỉnh không đổi")
    return _("Đã thống nhất tính cho %(body)s. %(changed)s.") % {"body": owner, "changed": changed}


def _told(effects: Iterable[Effect]) -> Iterator[str]:
    for each in effects:
        if each.is_change:
            values = {"code": each.code, "before": lines.figure(each.before), "after": lines.figure(each.after)}
            yield _("%(code)s: từ %(before)s còn %(after)s %(unit)s") % {**values, "unit": each.before.unit}


def _page(
    request: HttpRequest, round: Round, claim: Claim, form: AgreementForm, *, effects: list[str] | None = None
) -> HttpResponse:
    context = {
        "round": round,
        "claim": claim,
        "rows": [_row(claim, row) for row in claim.rows],
        "form": form,
        "effects": effects,
        "is_looked": effects is not None,
        "crumbs": [
            *_crumbs(round),
            (_("Việc trùng"), reverse("claims", args=[round.address])),
            (str(claim.rows[0]), ""),
        ],
    }
    return render(request, "reports/claim.html", context)


def _row(claim: Claim, row: Any) -> RowShown:
    waits = row.state is RowState.WAITING
    named = {field: str(row._meta.get_field(field).verbose_name) for field in claim.register.fields if field != "note"}
    facts = tuple((label, _value(row, field)) for field, label in named.items() if _value(row, field))
    url = reverse("row", args=[claim.register.slug, row.pk])
    return RowShown(row, url, _("chờ xác nhận") if waits else _("đã xác nhận"), facts)


def _value(row: Any, field: str) -> str:
    value = getattr(row, f"get_{field}_display", lambda: getattr(row, field))()
    return format_date(value) if hasattr(value, "isoformat") else str(value or "")


def _crumbs(round: Round) -> list[tuple[str, str]]:
    return [
        (_("Báo cáo"), reverse("reports")),
        (round.label, reverse("board", args=[round.address])),
        (_("Tổng hợp"), reverse("merging", args=[round.address])),
    ]


urlpatterns: list[URLPattern] = [
    path("bao-cao/<round:year>/trung/", listed, name="claims"),
    path("bao-cao/<round:year>/trung/<slug:slug>/<str:keys>/", one, name="claim"),
]
