"""The forms of a workbook that comes back: the file itself, then what it says on its way to the keeping."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any, Final

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.documents import intake
from nscl.registers.fields import TextField
from nscl.reporting.actions import Carrier
from nscl.reporting.models import Report
from nscl.reporting.workbook import incoming
from nscl.reporting.workbook.incoming import Arrival
from nscl.reporting.workbook.layout import ReplyBase, Row
from nscl.vn.numbers import format_number
from nscl.vn.text import clean, excerpt
from nscl.web.forms import MEGABYTE, Form
from nscl.web.registers.evidence import FileField

LARGEST: Final = 5 * MEGABYTE
MOST_CARRIED: Final = 3 * MEGABYTE  # a form may bring 4 in all
SALT: Final = "nscl.report-workbook"
LASTS: Final = 24 * 3600  # seconds between looking and keeping


class WorkbookForm(Form):
    """A workbook that comes back; what it holds is `arrival`. Who brings it for the body says who handed it over."""

    file = FileField(
        label=gettext_lazy("Tệp Excel đã điền"), help_text=gettext_lazy("Tệp .xlsx tải từ trang này, không quá 5 MB")
    )
    sent_by = TextField(
        longest=120,
        label=gettext_lazy("Người của đơn vị đã gửi tệp"),
        help_text=gettext_lazy("Họ tên, chức vụ và cách gửi, ví dụ Nguyễn Thị A, công chức văn phòng, thư ngày 17/11"),
    )
    arrival: Arrival
    carrier: Carrier

    def __init__(self, report: Report, *args: Any, forwards: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.report = report
        if not forwards:
            del self.fields["sent_by"]

    def clean_file(self) -> UploadedFile:
        file: UploadedFile | None = self.cleaned_data["file"]
        if file is None:
            raise ValidationError(_("Chưa chọn tệp. Chọn tệp Excel đã điền."))
        size = file.size or 0
        if size > LARGEST:
            message = _("Tệp nặng %(size)s MB, quá 5 MB. Xóa hình ảnh, trang tính thừa rồi gửi lại.")
            raise ValidationError(message % {"size": format_number(size / MEGABYTE, 1)})
        content = file.read()
        try:
            self.arrival = incoming.read(intake.read(content), self.report)
        except ValueError as error:
            raise ValidationError(str(error)) from error
        self.digest = hashlib.sha256(content).hexdigest()
        return file

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if file := said.get("file"):
            name = excerpt(clean(file.name or ""), 80)
            self.carrier = Carrier(file=name, sha256=self.digest, sent_by=said.get("sent_by", ""))
        return said


class CarriedForm(Form):
    """What a workbook says, signed for its report: nobody keeps what nobody looked at."""

    carried = forms.CharField(widget=forms.HiddenInput)
    rows: list[Row]
    carrier: Carrier

    def __init__(self, report: Report, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.report = report

    def clean_carried(self) -> str:
        text: str = self.cleaned_data["carried"]
        try:
            brought = signing.loads(text, salt=_salt(self.report), max_age=LASTS)
        except signing.BadSignature as error:
            raise ValidationError(_("Đã quá lâu kể từ lúc xem trước. Chọn lại tệp để xem trước lần nữa.")) from error
        self.rows = [_unpacked(*each) for each in brought["rows"]]
        self.carrier = Carrier(**brought["carrier"])
        return text

    @classmethod
    def carrying(cls, report: Report, rows: Iterable[Row], carrier: Carrier) -> CarriedForm:
        """Raises ValueError where a page cannot carry so many words."""
        brought = {
            "rows": [_packed(row) for row in rows],
            "carrier": vars(carrier),
        }
        packed = signing.dumps(brought, salt=_salt(report), compress=True)
        if len(packed) > MOST_CARRIED:
            raise ValueError(
                _("Tệp có quá nhiều chữ để ghi một lần. Rút gọn, hoặc đính kèm thành tệp ở trang báo cáo.")
            )
        return cls(report, initial={"carried": packed})


def _packed(row: Row) -> list[Any]:
    return [row.code, row.version, dict(row.boxes), dict(row.places), vars(row.base) if row.base else None]


def _unpacked(
    code: str, version: int | None, boxes: dict[str, str], places: dict[str, str], base: dict[str, Any] | None
) -> Row:
    return Row(code, version, boxes, places, ReplyBase(**base) if base else None)


def _salt(report: Report) -> str:
    return f"{SALT}.{report.pk}"
