"""The page of one row: what it says, where it counts, its history, and the verbs this person may use on it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from nscl.organisations.models import User
from nscl.registers import actions
from nscl.registers.cells import Reader
from nscl.registers.register import Register
from nscl.web.registers import row_page
from nscl.web.registers.evidence import EvidenceForm
from nscl.web.registers.found import row_at
from nscl.web.registers.story import story
from nscl.web.registers.tables import children_of

NAMES = "ho-ten"  # in the address: the reader asks for the private columns


@never_cache
@require_safe
def one(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    user, register, row = row_at(request, slug, pk)
    return page(request, user, register, row)


def page(
    request: HttpRequest, user: User, register: Register, row: Any, *, evidence: EvidenceForm | None = None
) -> HttpResponse:
    """The page; `evidence` is the form of a document that was refused."""
    may, reader = row_page.rights(user, row), Reader()
    wants = NAMES in request.GET and may.see_people
    lists = row_page.lists(register, row, may, reader, wants=wants)
    if any(each.shows for each in lists):
        actions.look(row, by=user)
    last, counts = actions.last_change(row), row_page.where_it_counts(register, row)
    name = _("Dòng số %(number)s") % {"number": row.pk}
    context = {
        "register": register,
        "row": row,
        "about": _("%(kind)s, dòng số %(number)s") % {"kind": register.row_title, "number": row.pk},
        "reporter": reader.names.on(row.on, row.reported_by),
        "may": may,
        "confirm_words": _("Xác nhận danh sách") if any(x.private for x in register.lines) else _("Xác nhận"),
        "seen": str(last.pk) if last else "",
        "facts": row_page.facts(register, row, reader),
        "lists": lists,
        "children": children_of(row, user, reader),
        "counts": counts,
        "outside": "" if counts else row_page.outside_of_the_plan(row),
        "helpers": row_page.helpers(row, may),
        "documents": list(row.evidence.order_by("pk")),
        "evidence": evidence or EvidenceForm(),
        "events": story(row),
        "later": getattr(row, "superseded_by", None),
        "crumbs": [(_("Sổ theo dõi"), reverse("registers")), (register.title, _list_of(register)), (name, "")],
    }
    return render(request, "registers/row.html", context)


def _list_of(register: Register) -> str:
    return reverse("register", args=[register.slug])


urlpatterns: list[URLPattern] = [path("so/<slug:slug>/<int:pk>/", one, name="row")]
