"""The lists of a course on its page: sessions row by row, learners row by row or pasted from Excel."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.organisations.models import User
from nscl.registers import fields, paste
from nscl.registers.entry import Entry
from nscl.registers.roster_form import Roster, RosterForm
from nscl.registers.training_actions import SessionEntry
from nscl.vn.dates import format_date

MOST_SESSIONS: Final = 60
SESSION_CELLS: Final = ("on", "hours", "topic")
LEARNER_CELLS: Final = (*paste.CELLS, "person")
EMPTY_SESSIONS, EMPTY_LEARNERS = 2, 3
BROKEN: Final = {
    "missing_management_form": gettext_lazy("Trang gửi về thiếu phần đầu của danh sách. Mở lại trang rồi nhập lại."),
    "too_many_forms": gettext_lazy("Danh sách có quá nhiều dòng. Chia thành nhiều lớp."),
}


class SessionForm(forms.Form):
    """One session."""

    on = fields.DateField(label=gettext_lazy("Ngày"), help_text="")
    hours = fields.NumberField(label=gettext_lazy("Số giờ"), least=Decimal("0.5"), most=12, decimals=1)
    topic = fields.TextField(label=gettext_lazy("Nội dung"), required=False)


class Sessions(forms.BaseFormSet[SessionForm]):
    """The sessions of a course: all within its days."""

    first: date | None = None
    last: date | None = None

    def clean(self) -> None:
        for form in self.forms:
            on = form.cleaned_data.get("on") if form.is_valid() else None
            if on and self.first and self.last and not self.first <= on <= self.last:
                message = _("Buổi ngày %(on)s ngoài thời gian của lớp (%(first)s–%(last)s). Sửa một trong các ngày.")
                days = {"on": format_date(on), "first": format_date(self.first), "last": format_date(self.last)}
                form.add_error("on", message % days)

    @property
    def entries(self) -> list[SessionEntry]:
        return [SessionEntry(**form.cleaned_data) for form in self.forms if form.cleaned_data]

    @property
    def hours(self) -> Decimal:
        """What somebody who missed nothing attended; 0 while a session is still wrong."""
        if not all(form.is_valid() for form in self.forms):
            return Decimal(0)
        return sum((entry.hours for entry in self.entries), Decimal(0))


SessionSet = forms.formset_factory(
    SessionForm, formset=Sessions, extra=0, max_num=MOST_SESSIONS, validate_max=True, absolute_max=MOST_SESSIONS + 1
)
RosterSet = forms.formset_factory(
    RosterForm,
    formset=Roster,
    extra=0,
    max_num=paste.MOST_LEARNERS,
    validate_max=True,
    absolute_max=paste.MOST_LEARNERS + 1,
)


class PasteForm(forms.Form):
    """The box for a list copied from Excel, and the body of those whose line names none."""

    home = fields.BodyField(
        label=gettext_lazy("Đơn vị của học viên"),
        required=False,
        help_text=gettext_lazy("Dùng cho các dòng không ghi đơn vị. Mã hoặc tên, không cần gõ dấu"),
    )
    text = forms.CharField(
        label=gettext_lazy("Dán danh sách từ Excel"),
        help_text=gettext_lazy(
            "Mỗi người một dòng, theo thứ tự cột: họ và tên, năm sinh, chức vụ, đơn vị, môi trường học, số giờ. Chỉ họ và tên là bắt buộc."
        ),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class CourseLists:
    """Edits the sessions and the learners of a course."""

    template = "registers/course_lists.html"

    def __init__(self, *, row: Entry, by: User, data: QueryDict | None, more: str):
        self.by, self.more = by, more
        self.paste_fault = ""
        if data is None:
            sessions, learners = _standing(row)
        else:
            sessions, learners = _typed(data, "sessions", SESSION_CELLS), _typed(data, "learners", LEARNER_CELLS)
            learners += self._pasted(data)
        is_try = data is not None and not more
        self.sessions = _formset(SessionSet, "sessions", sessions, is_try, EMPTY_SESSIONS, more == "sessions")
        self.learners = _formset(RosterSet, "learners", learners, is_try, EMPTY_LEARNERS, more == "learners")
        box = (
            {"home": data.get("paste-home", ""), "text": data.get("paste-text", "") if self.paste_fault else ""}
            if data is not None
            else {}
        )
        self.paste = PasteForm(_prefixed("paste", box) if is_try else None, prefix="paste", initial=box)
        self.suggestions: list[str] = []
