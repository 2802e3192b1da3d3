"""The boxes of one item of a report, and of the reply to an item sent back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.evidence.kinds import KINDS
from nscl.registers.fields import TextField
from nscl.reporting.conflicts import TEXTS, Words
from nscl.reporting.models import Part, Return, Role
from nscl.reporting.sealing import digest
from nscl.reporting.warned import Warned
from nscl.vn.numbers import whole_number
from nscl.vn.text import clean
from nscl.web.forms import Form, files_taken

ACCEPTED: Final = ",".join(f".{kind.extension}" for kind in KINDS)
HINT: Final = gettext_lazy("Để trống nếu không có")


class FilesInput(forms.FileInput):
    allow_multiple_selected = True


class WordsField(forms.CharField):
    """A text box. What it may hold is decided where it is saved."""

    def __init__(self, rows: int, **kwargs: Any) -> None:
        super().__init__(required=False, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


class PartForm(Form):
    """What a body says on one item: its words, nil, and the documents laid beside them."""

    version = forms.CharField(widget=forms.HiddenInput, required=False)
    result = WordsField(3, label=gettext_lazy("Kết quả"))
    difficulty = WordsField(2, label=gettext_lazy("Khó khăn, vướng mắc"), help_text=HINT)
    proposal = WordsField(2, label=gettext_lazy("Đề xuất, kiến nghị"), help_text=HINT)
    next_year = WordsField(3)
    nil = forms.BooleanField(required=False, label=gettext_lazy("Trong năm không phát sinh"))
    nil_reason = WordsField(2, label=gettext_lazy("Lý do không phát sinh"))
    files = forms.Field(  # type: ignore[assignment]  # fields of a form class are taken off it by its metaclass
        required=False,
        label=gettext_lazy("Tệp"),
        widget=FilesInput(attrs={"multiple": True, "accept": ACCEPTED}),
    )
    number = TextField(
        required=False,
        longest=80,
        label=gettext_lazy("Hoặc số, ký hiệu văn bản"),
        help_text=gettext_lazy("Ví dụ 31/KH-UBND"),
    )
    title = TextField(
        required=False,
        longest=300,
        label=gettext_lazy("Tên văn bản"),
        help_text=gettext_lazy("Ví dụ Kế hoạch thực hiện năm 2028"),
    )

    def __init__(self, part: Part, year: int, *args: Any, **kwargs: Any) -> None:
        self.part = part
        initial = {name: getattr(part, name) for name in ("version", "nil", *TEXTS)}
        super().__init__(*args, prefix=part.code, initial=initial, **kwargs)
        self.fields["files"].help_text = files_taken()
        for name in self._left_out():
            del self.fields[name]
        if part.role == Role.GENERAL:
            self._ask_of_the_whole(year)
        elif part.role != Role.COORDINATING:
            self.fields["result"].help_text = _("Việc gì, khi nào, bao nhiêu. Số ở phần 1 không cần chép lại.")

    def _left_out(self) -> tuple[str, ...]:
        match self.part.role:
            case Role.GENERAL:
                return ("nil", "nil_reason")
            case Role.COORDINATING:
                return ("next_year", "nil_reason")
        return ("next_year",)

    def _ask_of_the_whole(self, year: int) -> None:
        self.fields["result"].label = _("Tình hình triển khai")
        self.fields["result"].help_text = _("Văn bản đã ban hành, việc đã chỉ đạo, phổ biến")
        self.fields["proposal"].label = _("Kiến nghị")
        self.fields["next_year"].label = _("Kế hoạch năm %(year)s") % {"year": year + 1}

    @property
    def is_sent(self) -> bool:
        """Does the form hold this item at all? One that is not sent is left alone."""
        return self.add_prefix("version") in self.data

    @property
    def has_attachments(self) -> bool:
        return bool(self.cleaned_data.get("files") or self.cleaned_data.get("number"))

    @property
    def uploads(self) -> Sequence[UploadedFile]:
        return self.cleaned_data.get("files") or ()

    def clean_version(self) -> int:
        """A number the page gave out; anything else is not of this page."""
        version = whole_number(self.cleaned_data["version"])
        if version is not None and version <= self.part.version:
            return version
        raise ValidationError(
            _("Mục %(code)s: biểu mẫu không đúng với trang này. Chép lại phần đã viết, tải lại trang rồi nhập lại.")
            % {"code": self.part.code}
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("title") and not data.get("number") and "number" not in self.errors:
            self.add_error("number", _("Có tên văn bản nhưng chưa có số, ký hiệu. Ghi số, hoặc xóa tên."))
        return data

    @property
    def words(self) -> Words:
        """A box the form does not hold stays as it is."""
        said: dict[str, Any] = {
            name: self.cleaned_data[name]
            for name in TEXTS
            if self.add_prefix(name) in self.data and name in self.fields
        }
        kept = {name: getattr(self.part, name) for name in TEXTS if name not in said}
        nil = self.cleaned_data.get("nil", False)
        if not nil and "nil_reason" not in said:
            kept["nil_reason"] = ""
        return Words(version=self.cleaned_data["version"], nil=nil, **said, **kept)


class ReasonForm(Form):
    """Why something is left as it is although a check warned of it."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    was = forms.CharField(widget=forms.HiddenInput, required=False)  # the reason its author began from
    text = WordsField(2, label=gettext_lazy("Lý do giữ nguyên"))

    def __init__(self, warned: Warned, *args: Any, **kwargs: Any) -> None:
        self.warned = warned
        said = warned.explanation
        initial = {"seen": warned.seen, "was": _mark(said.reason if said else ""), "text": said.reason if said else ""}
        super().__init__(*args, prefix=f"why-{warned.rule}-{warned.code}", initial=initial, **kwargs)

    @property
    def is_sent(self) -> bool:
        return self.add_prefix("text") in self.data

    @property
    def is_overtaken(self) -> bool:
        """Nothing was written here, and somebody else has given another reason since."""
        said = self.warned.explanation
        now = _mark(said.reason if said else "")
        began = self.data.get(self.add_prefix("was"), now)
        return began != now and _mark(self.cleaned_data["text"]) == began


def _mark(reason: str) -> str:
    """A short stand-in for a reason; empty for none."""
    said = clean(reason).strip()
    return digest(said) if said else ""


class ReplyForm(Form):
    """The answer in words to an item sent back, beside mending it."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    text = WordsField(2, label=gettext_lazy("Trả lời đề nghị bổ sung"))

    def __init__(self, item: Return, *args: Any, **kwargs: Any) -> None:
        self.item = item
        initial = {"seen": item.stamp, "text": item.reply}
        super().__init__(*args, prefix=f"reply-{item.pk}", initial=initial, **kwargs)
        self.fields["text"].help_text = _("Khi nội dung đã sửa ở trên thì không cần trả lời thêm")

    @property
    def is_sent(self) -> bool:
        return self.add_prefix("text") in self.data
