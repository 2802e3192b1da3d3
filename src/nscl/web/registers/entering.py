"""Writing a row: the form of a new one and of a draft."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.forms import BoundField
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from nscl.organisations.models import Body, User
from nscl.organisations.permissions import allowed
from nscl.organisations.roles import Verb
from nscl.registers import actions, body_names
from nscl.registers.course_form import CourseLists
from nscl.registers.entry import Entry, RowState
from nscl.registers.expected import Expected
from nscl.registers.fields import BodyField
from nscl.registers.forms import RowEditor
from nscl.registers.register import Register
from nscl.scorecard import programme
from nscl.vn.calendar import today
from nscl.web.access import require
from nscl.web.registers.found import row_at
from nscl.web.registers.lists import named

PARENT = "thuoc"  # in the address of a new row: the row it will belong to


@never_cache
def new(request: HttpRequest, slug: str) -> HttpResponse:
    register = named(slug)
    by = require(request, Verb.ENTER_ROWS)
    row = register.model()
    editor = _editor(request, register, row, by)
    if editor.is_valid() and editor.save():
        another = _("Thêm %(kind)s nữa") % {"kind": register.row_title}
        messages.success(request, format_html('{} <a href="{}">{}</a>', _saved(row), request.get_full_path(), another))
        return redirect("row", slug, row.pk)
    _tell_of_looks(editor)
    return _page(request, editor, heading=_("Thêm %(kind)s") % {"kind": register.row_title}, back=_list_of(register))


@never_cache
def edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    by, register, row = row_at(request, slug, pk, Verb.ENTER_ROWS)
    if any(lines.private for lines in register.lines) and not allowed(by, Verb.READ_PRIVATE, row.reported_by):
        raise Http404
    if request.method != "POST" and row.state is not RowState.WAITING:
        return redirect("row", slug, pk)
    name = str(row)
    editor = _editor(request, register, row, by)
    if editor.is_valid() and editor.save():
        messages.success(request, _saved(row))
        return redirect("row", slug, pk)
    if request.method != "POST" and getattr(editor.lists, "shows_people", False):
        actions.look(row, by=by)
    _tell_of_looks(editor)
    heading = _("Sửa %(kind)s") % {"kind": register.row_title}
    return _page(request, editor, heading=heading, name=name, back=reverse("row", args=[slug, pk]))


def _tell_of_looks(editor: RowEditor) -> None:
    """A question who somebody is tells of a person from another list: that list was looked at."""
    for course in editor.lists.told_of() if isinstance(editor.lists, CourseLists) else ():
        actions.look(course, by=editor.by)


def _saved(row: Entry) -> str:
    message = _("Đã lưu bản nháp “%(row)s”. Một người khác xác nhận thì dòng này mới được tính.")
    return message % {"row": row}


def _editor(request: HttpRequest, register: Register, row: Entry, by: User) -> RowEditor:
    choices, initial = {}, {}
    if isinstance(row, Expected):
        choices = _of_the_plan(row)
        initial = {} if row.pk else {"year": str(today().year)}
    if register.parent and not row.pk:
        initial[register.parent] = request.GET.get(PARENT, "")
    data = request.POST if request.method == "POST" else None
    years = programme.years_of_current() if data is not None else None
    return RowEditor(register, row, by=by, data=data, initial=initial, choices=choices, years=years)


def _of_the_plan(row: Expected) -> dict[str, list[tuple[str, str]]]:
    """An expectation is of an indicator and a year of the plan in use; a draft keeps the plan it was begun in."""
    try:
        plan = programme.printed_today()
    except programme.NoPlan as error:
        raise Http404 from error
    row.plan = row.plan or plan.slug
    indicators = [(each.code, f"{each.code}{body_names.DASH}{each.short} ({each.unit})") for each in plan.indicators]
    return {"indicator": indicators, "year": [(str(year), str(year)) for year in plan.period.years]}


def _page(request: HttpRequest, editor: RowEditor, *, heading: str, back: str, name: str = "") -> HttpResponse:
    register = editor.register
    here = (name, back) if name else (heading, "")
    crumbs = [(_("Sổ theo dõi"), reverse("registers")), (register.title, _list_of(register)), here]
    context = {
        "editor": editor,
        "form": editor.form,
        "lists": editor.lists,
        "groups": _grouped(editor.form),
        "register": register,
        "heading": heading,
        "about": _("Thông tin của %(kind)s") % {"kind": register.row_title},
        "name": name,
        "back": back,
        "bodies": _suggested(editor),
        "crumbs": [*crumbs, (heading, "")] if name else crumbs,
    }
    return render(request, "registers/row_form.html", context)


def _grouped(form: Iterable[BoundField]) -> list[list[BoundField]]:
    """Short boxes that follow one another stand in one line."""
    groups: list[list[BoundField]] = []
    for bound in form:
        is_short = "short" in bound.field.widget.attrs.get("class", "").split()
        if is_short and groups and "short" in groups[-1][0].field.widget.attrs.get("class", "").split():
            groups[-1].append(bound)
        else:
            groups.append([bound])
    return groups


def _suggested(editor: RowEditor) -> list[str]:
    """Bodies offered while typing, where the page has a box for one."""
    asks = any(isinstance(field, BodyField) for field in editor.form.fields.values()) or hasattr(editor.lists, "paste")
    reporter: Body | None = editor.row.reported_by if editor.row.reported_by_id else None
    return body_names.suggestions(reporter) if asks else []


def _list_of(register: Register) -> str:
    return reverse("register", args=[register.slug])


urlpatterns: list[URLPattern] = [
    path("so/<slug:slug>/them/", new, name="row-new"),
    path("so/<slug:slug>/<int:pk>/sua/", edit, name="row-edit"),
]
