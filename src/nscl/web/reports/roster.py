"""The roster of a round: proposed by the plan, mended with reasons, approved by the leader, then closed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.history.acts import subject_of
from nscl.history.models import Event
from nscl.organisations.models import Body, Membership, User
from nscl.organisations.permissions import allowed
from nscl.organisations.roles import ROLES, Verb
from nscl.registers import body_names
from nscl.registers.fields import BodyField, ChoiceField, TextField
from nscl.reporting import actions
from nscl.reporting.models import Obligation, Report, Round
from nscl.vn.calendar import today
from nscl.web.acts import told
from nscl.web.forms import Form
from nscl.web.reports.in_round import only_posted, province_page
from nscl.web.reports.letter import LetterForm
from nscl.web.reports.opening import opening_steps

WHY = gettext_lazy("lý do, ví dụ đơn vị mới thành lập")


class AddForm(Form):
    body = BodyField(label=gettext_lazy("Đơn vị"))
    obligation = ChoiceField(
        label=gettext_lazy("Nghĩa vụ"),
        choices=[choice for choice in Obligation.choices if choice[0] != Obligation.STANDING],
    )
    why = TextField(label=gettext_lazy("Lý do"), example=WHY)


class RemoveForm(Form):
    why = TextField(
        label=gettext_lazy("Lý do"), example=gettext_lazy("lý do, ví dụ đã sáp nhập vào xã khác"), longest=300
    )


@province_page()
def roster(request: HttpRequest, user: User, round: Round) -> HttpResponse:
    form = AddForm(initial={"obligation": Obligation.OBLIGED})
    return _shown(request, user, round, form, LetterForm(initial=_letter(round)))


@province_page(Verb.OPEN_ROUND)
@only_posted("roster")
def add(request: HttpRequest, user: User, round: Round) -> HttpResponse:
    form = AddForm(request.POST)
    if form.is_valid():
        try:
            data = form.cleaned_data
            known = round.reports.filter(body=data["body"]).exists()
            actions.add_to_roster(round, by=user, **data)
        except ValidationError as error:
            form.absorb(error)
        else:
            text = _("%(name)s đã có trong danh sách.") if known else _("Đã thêm %(name)s vào danh sách.")
            messages.success(request, text % {"name": data["body"].name})
            return redirect("roster", round.address)
    return _shown(request, user, round, form, LetterForm(initial=_letter(round)))


@province_page(Verb.OPEN_ROUND)
@only_posted("roster")
def letter(request: HttpRequest, user: User, round: Round) -> HttpResponse:
    form = LetterForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            actions.enter_letter(round, number=data["opening_number"], on=data["opening_date"], by=user)
        except ValidationError as error:
            form.absorb(error)
        else:
            messages.success(request, _("Đã ghi công văn mở kỳ."))
            return redirect("roster", round.address)
    return _shown(request, user, round, AddForm(initial={"obligation": Obligation.OBLIGED}), form)


@province_page(Verb.OPEN_ROUND)
def remove(request: HttpRequest, user: User, round: Round, code: str) -> HttpResponse:
    report = get_object_or_404(round.reports.select_related("body", "round"), body__code=code)
    if round.is_approved or report.is_own:
        raise Http404
    form = RemoveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.remove_from_roster(round, report.body, by=user, **form.cleaned_data)
        except ValidationError as error:
            form.absorb(error)
        else:
            messages.success(request, _("Đã bỏ %(name)s khỏi danh sách.") % {"name": report.body.name})
            return redirect("roster", round.address)
    crumbs = [*_crumbs(round), (_("Danh sách"), reverse("roster", args=[round.address])), (_("Bỏ khỏi danh sách"), "")]
    return render(
        request, "reports/roster_remove.html", {"form": form, "report": report, "round": round, "crumbs": crumbs}
    )


@province_page(Verb.APPROVE_ROSTER)
def approve(request: HttpRequest, user: User, round: Round) -> HttpResponse:
    """Asked once more before the list is closed: it cannot be undone."""
    if request.method == "POST":
        actions.approve_roster(round, by=user)
        messages.success(request, _("Đã duyệt danh sách báo cáo %(round)s.") % {"round": round.called})
        return redirect("board", round.address)
    if round.is_approved:
        return redirect("roster", round.address)
    crumbs = [*_crumbs(round), (_("Danh sách"), reverse("roster", args=[round.address])), (_("Duyệt danh sách"), "")]
    context = {
        "round": round,
        "year": str(round.year),
        "called": round.called,
        "total": _asked(round),
        "crumbs": crumbs,
    }
    return render(request, "reports/roster_approve.html", context)


def _shown(request: HttpRequest, user: User, round: Round, form: AddForm, letter_form: LetterForm) -> HttpResponse:
    query = request.GET.get("q", "")[:200].strip()
    reports = list(_listed(round, query))
    may_change = allowed(user, Verb.OPEN_ROUND) and not round.is_approved
    context = {
        "round": round,
        "year": str(round.year),
        "called": round.called,
        "form": form,
        "letter_form": letter_form,
        "query": query,
        "groups": _groups(reports),
        "found": len(reports),
        "total": _asked(round),
        "may_change": may_change,
        "may_write_letter": allowed(user, Verb.OPEN_ROUND) and not round.is_frozen,
        "may_make_paper": allowed(user, Verb.MAKE_PAPER) and not round.number,
        "may_approve": allowed(user, Verb.APPROVE_ROSTER) and not round.is_approved,
        "approvers": [] if round.is_approved else _approvers(),
        "suggestions": body_names.suggestions(None) if may_change else [],
        "events": told(Event.objects.of(subject_of(round))[:50]),
        "steps": opening_steps(3 if round.is_approved else 1),
        "crumbs": [*_crumbs(round), (_("Danh sách"), "")],
    }
    return render(request, "reports/roster.html", context)


def _asked(round: Round) -> int:
    """How many bodies are asked: all but the standing body itself."""
    return round.reports.exclude(obligation=Obligation.STANDING).count()


def _listed(round: Round, query: str) -> QuerySet[Report]:
    reports = round.reports.select_related("body", "round")
    return reports.filter(body__in=Body.objects.search(query).values("pk")) if query else reports


def _groups(reports: list[Report]) -> list[tuple[str, list[Report]]]:
    by_obligation = [(label, [r for r in reports if r.obligation == value]) for value, label in Obligation.choices]
    return [(str(label), found) for label, found in by_obligation if found]


def _letter(round: Round) -> dict[str, Any]:
    return {"opening_number": round.opening_number, "opening_date": round.opening_date}


def _approvers() -> list[str]:
    """Who may approve the list: the officer knows whom to ask."""
    roles = [role.slug for role in ROLES.values() if Verb.APPROVE_ROSTER in role.verbs]
    held = Membership.objects.in_force(today()).filter(role__in=roles, user__is_active=True).select_related("user")
    return sorted({membership.user.full_name for membership in held})


def _crumbs(round: Round) -> list[tuple[str, str]]:
    return [
        (_("Báo cáo"), reverse("reports")),
        (round.label, reverse("board", args=[round.address])),
    ]


urlpatterns: list[URLPattern] = [
    path("bao-cao/<round:year>/danh-sach/", roster, name="roster"),
    path("bao-cao/<round:year>/danh-sach/them/", add, name="roster-add"),
    path("bao-cao/<round:year>/danh-sach/cong-van/", letter, name="round-letter"),
    path("bao-cao/<round:year>/danh-sach/duyet/", approve, name="roster-approve"),
    path("bao-cao/<round:year>/danh-sach/<str:code>/bo/", remove, name="roster-remove"),
]
