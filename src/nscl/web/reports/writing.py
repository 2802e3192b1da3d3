"""A report before its body: one form that posts everything, and what its buttons do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Final

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from nscl.evidence.models import Document
from nscl.organisations.models import User
from nscl.organisations.permissions import acts_for
from nscl.organisations.roles import Verb
from nscl.reporting import actions
from nscl.reporting.checks.catalogue import NotReady
from nscl.reporting.clearing import wrote
from nscl.reporting.models import Report, State
from nscl.reporting.transitions import Action, may
from nscl.vn.calendar import now
from nscl.vn.dates import format_time
from nscl.vn.numbers import format_count, whole_number
from nscl.web.faults import faults_of
from nscl.web.reports import comparing
from nscl.web.reports.own_page import is_ours, report_page
from nscl.web.reports.part_form import PartForm
from nscl.web.reports.typed import typed
from nscl.web.reports.written_page import Fault, WrittenPage


@never_cache
@report_page
def report(request: HttpRequest, user: User, report: Report) -> HttpResponse:
    """Whoever reads it from outside the body has another page."""
    if request.method == "POST":
        if not acts_for(user, Verb.WRITE_REPORT, report.body):
            raise Http404
        return _posted(request, user, report)
    if not is_ours(user, report):
        return redirect("report-read", report.round.address, report.body.code)
    return shown(request, WrittenPage(report, user))


def shown(request: HttpRequest, page: WrittenPage, *, title: str = "", faults: Iterable[Fault] = ()) -> HttpResponse:
    """`faults` that belong to no box of the form, such as what a check found."""
    context = {
        "page": page,
        "report": page.report,
        "round": page.round,
        "numbers": page.numbers if page.may_write else {},
        "faults": [*_form_faults(page), *faults],
        "faults_title": title,
        "is_changed": bool(page.form and page.form.is_faulty),
        "crumbs": [(_("Báo cáo"), reverse("reports")), (page.round.label, "")],
    }
    return render(request, "reports/form.html", context)


def _form_faults(page: WrittenPage) -> list[Mapping[str, str]]:
    """A fault of an item that no box shows leads to the item."""
    found: list[Mapping[str, str]] = []
    for form in page.form.posted if page.form else ():
        place = f"#{form.part.code}" if isinstance(form, PartForm) else ""
        found += [{**fault, "href": fault["href"] or place} for fault in faults_of(form)]
    return found


def _posted(request: HttpRequest, user: User, report: Report) -> HttpResponse:
    verb, _colon, what = request.POST.get("verb", "save").partition(":")
    page = WrittenPage(report, user)
    if not page.may_write:
        return READERS[verb](request, user, report, what) if verb in READERS else _too_late(request, page)
    if verb == "merge":
        return comparing.chosen(request, user, page)
    form = page.form = page.fresh_form(request.POST, request.FILES)
    conflicts = form.save(user)
    if form.is_faulty:
        return shown(request, page, title=_("Chưa lưu được"))
    if conflicts:
        return comparing.asked(request, page, conflicts)
    return VERBS.get(verb, _saved)(request, user, report, what)


def _back(report: Report, place: str = "") -> HttpResponse:
    return redirect(f"{reverse('report', args=[report.round.address, report.body.code])}{place}")


def _saved(request: HttpRequest, user: User, report: Report, what: str) -> HttpResponse:
    messages.success(request, _("Đã lưu bản nháp lúc %(time)s.") % {"time": format_time(now())})
    return _back(report)


def _nil_rest(request: HttpRequest, user: User, report: Report, what: str) -> HttpResponse:
    """The page it leads to says how many, beside the button that takes it back."""
    actions.nil_rest(report, by=user)
    return _back(report, "#phoi-hop")


def _undo_nil_rest(request: HttpRequest, user: User, report: Report, what: str) -> HttpResponse:
    opened = actions.undo_nil_rest(report, by=user)
    words = _("Đã hoàn tác: %(n)s nhiệm vụ phối hợp mở lại.")
    messages.success(request, words % {"n": format_count(len(opened))})
    return _back(report, "#phoi-hop")


def _detach(request: HttpRequest, user: User, report: Report, what: str) -> HttpResponse:
    """`what`: the item's code and the document's number."""
    code, _colon, number = what.partition(":")
    document = Document.objects.filter(pk=whole_number(number) or 0, body=report.body).first()
    if document is None or not report.parts.filter(code=code, attachments=document).exists():
        messages.error(request, _("Tài liệu này không còn ở mục đó. Tải lại trang để xem danh sách mới."))
        return _back(report)
    actions.detach(report, code, document, by=user)
    words = _('Đã bỏ "%(document)s" khỏi mục %(code)s. Tài liệu vẫn còn trong hệ thống.')
    messages.success(request, words % {"document": document.title, "code": code})
    return _back(report, f"#{code}")


def _clear(request: HttpRequest, user: User, report: Report, what: str) -> HttpResponse:
    try:
        actions.clear(report, by=user)
    except NotReady:
        page = WrittenPage(Report.objects.select_related("round", "body").get(pk=report.pk), user)
        return shown(request, page, title=_("Đã lưu bản nháp, chưa trình được"), faults=page.errors)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return _back(report)
    is_presented = Report.objects.filter(pk=report.pk, state=State.PRESENTED).exists()
    words = _("Đã trình trưởng phòng. Trưởng phòng duyệt rồi trình lãnh đạo ký.")
    messages.success(request, words if is_presented else _("Đã trình lãnh đạo. Lãnh đạo xem lại rồi gửi."))
    return _back(report)


def _endorse(request: HttpRequest, user: User, report: Report, what: str) -> HttpResponse:
    if not may(user, Action.ENDORSE, report):
        raise Http404
    try:
        actions.endorse(report, by=user, seen=request.POST.get("seen", ""))
    except NotReady:
        return shown(request, page := WrittenPage(report, user), title=_("Chưa duyệt được"), faults=page.errors)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Đã duyệt và trình lãnh đạo ký gửi."))
    return _back(report)


def _review(request: HttpRequest, user: User, report: Report, what: str) -> HttpResponse:
    return redirect("report-send", report.round.address, report.body.code)


def _take_back(request: HttpRequest, user: User, report: Report, what: str) -> HttpResponse:
    """From a desk: its officer fetches it, or whose desk it is hands it back, with what he mended and a remark."""
    try:
        actions.take_back(report, by=user, why=request.POST.get("why", ""))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        comparing.tell_unkept_remark(request)
    else:
        signs, clears = (acts_for(user, verb, report.body) for verb in (Verb.SUBMIT_REPORT, Verb.ENDORSE_REPORT))
        is_above = signs or (clears and not wrote(report, user))
        messages.success(request, _("Đã trả lại người soạn.") if is_above else _("Đã lấy lại báo cáo để sửa."))
    return _back(report)


def _too_late(request: HttpRequest, page: WrittenPage) -> HttpResponse:
    """The report has moved on while somebody typed: what he typed is shown, to be copied."""
    context = {"page": page, "report": page.report, "typed": typed(request.POST, page)}
    return render(request, "reports/too_late.html", context, status=409)


Answer = Callable[[HttpRequest, User, Report, str], HttpResponse]
VERBS: Final[Mapping[str, Answer]] = MappingProxyType(
    {
        "save": _saved,
        "nil_rest": _nil_rest,
        "undo_nil_rest": _undo_nil_rest,
        "detach": _detach,
        "clear": _clear,
        "review": _review,
        "take_back": _take_back,
    }
)

# what is done without writing, while the report lies on somebody's desk
READERS: Final[Mapping[str, Answer]] = MappingProxyType({"take_back": _take_back, "endorse": _endorse})

urlpatterns: list[URLPattern] = [path("bao-cao/<round:year>/<str:code>/", report, name="report")]
