"""Evidence: the file of a document, for who may read a row or a report it hangs on."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nscl.evidence.models import Document
from nscl.organisations.models import User
from nscl.organisations.permissions import signed_in, within_reach
from nscl.organisations.roles import Verb
from nscl.registers.catalogue import REGISTERS
from nscl.reporting.models import Part

ON_DISK = "application/octet-stream"  # for a document whose kind was never written down


def readable(user: User) -> QuerySet[Document]:
    """Documents of bodies whose rows or reports the person reads, and those that hang on rows or reports he reads."""
    brought = (Document.objects.filter(within_reach(user, verb, "body")) for verb in (Verb.READ_ROWS, Verb.READ_REPORT))
    found = Q()
    for (
        documents
    ) in brought:  # a subquery each: a reach over the whole province is no condition, and "or" would lose it
        found |= Q(pk__in=documents.values("pk"))
    for register in REGISTERS.values():
        rows = register.model.objects.filter(within_reach(user, Verb.READ_ROWS, "reported_by"))
        found |= Q(Exists(rows.filter(evidence=OuterRef("pk"))))
    parts = Part.objects.filter(within_reach(user, Verb.READ_REPORT, "report__body"))
    return Document.objects.filter(found | Q(Exists(parts.filter(attachments=OuterRef("pk")))))


@require_safe
def document(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file to save; a page where the document is kept elsewhere, or its file is lost."""
    user = request.user
    if not signed_in(user) or pk > 2**63 - 1:
        raise Http404
    found = get_object_or_404(readable(user).select_related("body", "added_by"), pk=pk)
    if not found.sha256:
        return _page(request, found)
    try:
        file = found.path.open("rb")
    except OSError:
        return _page(request, found, status=404)
    return FileResponse(
        file,
        as_attachment=True,
        filename=found.file_name,
        content_type=found.media_type or ON_DISK,
        headers={"X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-store"},
    )


def _page(request: HttpRequest, found: Document, status: int = 200) -> HttpResponse:
    context = {"document": found, "is_lost": status != 200, "crumbs": [(_("Tài liệu chứng minh"), "")]}
    return render(request, "documents/one.html", context, status=status)


urlpatterns: list[URLPattern] = [path("tai-lieu/<int:pk>/", document, name="document")]
