"""What proves a row: files brought to it, and documents kept elsewhere by their number."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.evidence.actions import add_file, add_reference
from nscl.evidence.models import Document
from nscl.organisations.models import User
from nscl.registers import actions
from nscl.registers.entry import Entry
from nscl.registers.fields import DateField, TextField
from nscl.web.forms import Form, files_taken


class FileField(forms.FileField):
    """A file to bring along; what is wrong with it is told from its content when it is taken in."""

    def clean(self, data: Any, initial: Any = None) -> UploadedFile | None:
        return data or None


class EvidenceForm(Form):
    """One document: a file, or the number of one kept elsewhere."""

    file = FileField(label=gettext_lazy("Tệp"), required=False)
    title = TextField(label=gettext_lazy("Tên tài liệu"), required=False)
    number = TextField(label=gettext_lazy("Số, ký hiệu văn bản"), longest=80, required=False)
    issued_on = DateField(label=gettext_lazy("Ngày văn bản"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = files_taken()
        self.fields["title"].help_text = _("Để trống thì lấy tên tệp")
        self.fields["number"].help_text = _("Không có tệp thì ghi số, ký hiệu, ví dụ 12/QĐ-UBND")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if self.errors or said.get("file"):
            return said
        if not said.get("number"):
            self.add_error("file", _("Chọn tệp, hoặc ghi số, ký hiệu văn bản ở ô dưới."))
        elif not said.get("title"):
            self.add_error("title", _('Ô "Tên tài liệu" còn trống. Nhập tên văn bản, ví dụ Quyết định thành lập.'))
        return said

    @transaction.atomic
    def save(self, row: Entry, *, by: User) -> Document:
        """Take the document in and attach it. Raises ValidationError where it is too large, or of another kind."""
        said, body = self.cleaned_data, row.reported_by
        # before the chain of acts, as every verb does: two who act on a row never wait for each other
        actions.locked(row)
        if said["file"]:
            document = add_file(by=by, body=body, file=said["file"], title=said["title"])
        else:
            kept = {key: said[key] for key in ("title", "number", "issued_on")}
            document = add_reference(by=by, body=body, **kept)
        actions.attach(row, by=by, document=document)
        return document
