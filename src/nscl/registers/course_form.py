"""The lists of a course on its page: sessions row by row, learners row by row or pasted from Excel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final, TypeVar, cast

from django import forms
from django.forms.formsets import INITIAL_FORM_COUNT, TOTAL_FORM_COUNT
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.organisations.bodies import ADMINISTRATIVE_KINDS
from nscl.organisations.models import User
from nscl.registers import body_names, fields, paste
from nscl.registers.actions import WriteList
from nscl.registers.cell_widgets import CellInput
from nscl.registers.entry import Entry
from nscl.registers.roster_form import MOST_HOURS, Roster, RosterForm
from nscl.registers.training import Course, Setting
from nscl.registers.training_actions import SessionEntry, write_learners, write_sessions
from nscl.vn.dates import format_date
from nscl.vn.numbers import format_number
from nscl.vn.text import fold

MOST_SESSIONS: Final = 60
SESSION_CELLS: Final = ("on", "hours", "topic")
LEARNER_CELLS: Final = (*paste.CELLS, "person")
UNTOLD: Final = ("person", "setting")  # cells that alone do not make a line
EMPTY_LINES: Final = 3
MORE_LINES: Final = 10
BROKEN: Final[Mapping[str, Any]] = {
    "missing_management_form": gettext_lazy("Trang gửi về thiếu phần đầu của danh sách. Mở lại trang rồi nhập lại."),
    "too_many_forms": gettext_lazy("Danh sách có quá nhiều dòng. Chia thành nhiều lớp."),
}

Cells = dict[str, Any]


class SessionForm(forms.Form):
    """One session."""

    on = fields.DateField(label=gettext_lazy("Ngày"), help_text="", widget=CellInput)
    hours = fields.NumberField(
        label=gettext_lazy("Số giờ"), least=Decimal("0.5"), most=12, decimals=1, widget=CellInput
    )
    topic = fields.TextField(label=gettext_lazy("Nội dung"), required=False, widget=CellInput)


class Sessions(forms.BaseFormSet):
    """The sessions of a course: all within its days."""

    is_broken = False
    first: date | None = None
    last: date | None = None

    def add_fields(self, form: SessionForm, index: int | None) -> None:
        super().add_fields(form, index)
        for field in form.fields.values():
            field.label = _("%(label)s, buổi %(n)s") % {"label": field.label, "n": (index or 0) + 1}

    def clean(self) -> None:
        for form in self.forms:
            on = form.cleaned_data.get("on") if form.is_valid() else None
            if on and self.first and self.last and not self.first <= on <= self.last:
                message = _("Buổi ngày %(on)s ngoài thời gian của lớp (%(first)s–%(last)s). Sửa một trong các ngày.")
                days = {"on": format_date(on), "first": format_date(self.first), "last": format_date(self.last)}
                form.add_error("on", message % days)
        if (self.hours or 0) > MOST_HOURS:
            message = _("Các buổi học cộng lại %(n)s giờ, quá %(max)s. Sửa số giờ, hoặc chia thành nhiều lớp.")
            raise forms.ValidationError(message % {"n": format_number(self.hours or 0), "max": MOST_HOURS})

    @property
    def entries(self) -> list[SessionEntry]:
        return [SessionEntry(**form.cleaned_data) for form in self.forms if form.cleaned_data]

    @property
    def hours(self) -> Decimal | None:
        """What somebody who missed nothing attended; None while a session is still wrong."""
        if not all(form.is_valid() for form in self.forms):
            return None
        return sum((entry.hours for entry in self.entries), Decimal(0))


Lines = TypeVar("Lines", Sessions, Roster)


def _set_of(form: type[forms.Form], kind: type[Lines], most: int) -> type[Lines]:
    made = forms.formset_factory(
        form, formset=kind, extra=0, max_num=most, validate_max=True, absolute_max=most + MORE_LINES
    )
    return cast(type[Lines], made)


SessionSet: Final = _set_of(SessionForm, Sessions, MOST_SESSIONS)
RosterSet: Final = _set_of(RosterForm, Roster, paste.MOST_LEARNERS)


class PasteForm(forms.Form):
    """The box for a list copied from Excel, and the body of those whose line names none."""

    home = fields.BodyField(
        label=gettext_lazy("Đơn vị của học viên"),
        required=False,
        help_text=gettext_lazy("Dùng cho mọi dòng không ghi đơn vị. Mã hoặc tên, không cần gõ dấu"),
    )
    text = forms.CharField(
        label=gettext_lazy("Danh sách dán"),
        help_text=gettext_lazy(
            "Mỗi người một dòng, theo thứ tự cột: họ và tên, năm sinh, chức vụ, đơn vị, môi trường học, số giờ. "
            "Chỉ họ và tên là bắt buộc."
        ),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "wrap": "off", "spellcheck": "false"}),
    )


class CourseLists:
    """Edits the sessions and the learners of a course."""

    template = "registers/course_lists.html"

    def __init__(self, *, row: Entry, by: User, data: QueryDict | None, more: str):
        self.by, self.row = by, row
        self.is_try = data is not None and not more
        self.fault = ""
        sessions: list[Cells] | None
        learners: list[Cells] | None
        if data is None:
            sessions, learners = _standing_sessions(row), _standing_learners(row)
            pasted = {"home": _home_of(row)}
        else:
            sessions, learners = _typed(data, "sessions", SESSION_CELLS), _typed(data, "learners", LEARNER_CELLS)
            pasted = {"home": data.get("paste-home", ""), "text": data.get("paste-text", "")}
            learners = self._with_pasted(learners, pasted)
        self.sessions = _formset(SessionSet, "sessions", sessions, self.is_try, more)
        self.learners = _formset(RosterSet, "learners", learners, self.is_try, more)
        self.learners.standing = _standing_keys(row)
        judged = _prefixed("paste", pasted) if self.is_try or self.fault else None
        self.paste = PasteForm(judged, prefix="paste", initial=pasted)
        if self.fault:
            self.paste.add_error("text", self.fault)

    def is_valid(self, row: Entry) -> bool:
        course = cast(Course, row)
        self.sessions.first, self.sessions.last = course.started_on, course.on
        are_sessions_valid, is_paste_valid = self.sessions.is_valid(), self.paste.is_valid()
        home = self.paste.cleaned_data.get("home")
        hours = self.sessions.hours if are_sessions_valid else None
        is_home_wrong = "home" in self.paste.errors
        self.learners.settle(by=self.by, home=home, is_home_wrong=is_home_wrong, hours=hours, day=course.on)
        return self.learners.is_valid() and are_sessions_valid and is_paste_valid

    @property
    def faulty(self) -> Sequence[forms.BaseForm | forms.BaseFormSet[Any]]:
        return [self.sessions, self.learners, self.paste]

    @property
    def asking(self) -> list[RosterForm]:
        """Lines of whom the officer is asked who they are, once the page was tried."""
        return self.learners.asking if self.is_try else []

    def told_of(self) -> list[Course]:
        """The courses whose lists the page tells of people from: who is asked about is described by the last."""
        candidates = {learner for form in self.learners.forms for learner in form.candidates}
        courses = {learner.last_course_id for learner in candidates}
        return list(Course.objects.filter(pk__in=courses).select_related("reported_by")) if courses else []

    @property
    def writers(self) -> tuple[WriteList, ...]:
        sessions, learners = self.sessions.entries, self.learners.entries
        return (lambda course: write_sessions(course, sessions), lambda course: write_learners(course, learners))

    @property
    def is_paste_open(self) -> bool:
        """Is pasting the likely next step: nobody stands in the list yet, or what was pasted could not be read?"""
        return bool(self.fault) or not any(form.initial or form.data for form in self.learners.forms)

    @property
    def shows_people(self) -> bool:
        """Does the page show who learned, from what is stored?"""
        return bool(self.learners.standing)

    def _with_pasted(self, learners: list[Cells] | None, pasted: dict[str, str]) -> list[Cells] | None:
        """The typed lines with the pasted ones after them; what cannot be read stays in its box with the reason."""
        try:
            lines = paste.lines_of(pasted["text"], beside=len(learners or ()))
        except ValueError as error:
            self.fault = str(error)
            return learners
        pasted["text"] = ""
        for line in lines:
            line["setting"] = SETTINGS.get(fold(line.get("setting", "")), line.get("setting", ""))
        return learners if learners is None else learners + lines


SETTINGS: Final = {fold(str(setting.label)): setting.value for setting in Setting}


def _home_of(row: Entry) -> str:
    """A school or an enterprise that reports usually trains its own people; an office trains those of others."""
    reporter = row.reported_by if row.reported_by_id else None
    return body_names.typed(reporter) if reporter and reporter.kind not in ADMINISTRATIVE_KINDS else ""


def _standing_keys(row: Entry) -> frozenset[str]:
    if not isinstance(row, Course) or row.pk is None:
        return frozenset()
    return frozenset(map(str, row.attendances.values_list("learner", flat=True)))


def _standing_sessions(row: Entry) -> list[Cells]:
    if not isinstance(row, Course) or row.pk is None:
        return []
    return [{"on": session.on, "hours": session.hours, "topic": session.topic} for session in row.sessions.all()]


def _standing_learners(row: Entry) -> list[Cells]:
    if not isinstance(row, Course) or row.pk is None:
        return []
    attended = list(row.attendances.select_related("learner", "body").order_by("pk"))
    names = body_names.shortest({one.body for one in attended})
    return [
        {
            "name": one.learner.name,
            "birth_year": one.learner.birth_year,
            "position": one.learner.position,
            "body": names[one.body_id],
            "setting": one.setting,
            "hours": one.hours,
            "person": str(one.learner_id),
        }
        for one in attended
    ]


def _typed(data: QueryDict, prefix: str, cells: Sequence[str]) -> list[Cells] | None:
    """The lines of a list as they were sent, empty and crossed-out ones left out; None when the page is not ours."""
    sent = data.get(f"{prefix}-{TOTAL_FORM_COUNT}", "")
    if not (sent.isascii() and sent.isdecimal()):
        return None
    found = []
    for n in range(min(int(sent[:9]), paste.MOST_LEARNERS + MORE_LINES)):
        line = {cell: data.get(f"{prefix}-{n}-{cell}", "") for cell in cells}
        says_something = any(text.strip() for cell, text in line.items() if cell not in UNTOLD)
        if says_something and not data.get(f"{prefix}-{n}-gone"):
            found.append(line)
    return found


def _formset(kind: type[Lines], prefix: str, lines: list[Cells] | None, is_try: bool, more: str) -> Lines:
    """The list with some empty lines at its end; a broken one refuses by itself, however often it is sent."""
    if lines is None:
        formset = kind({}, prefix=prefix, error_messages=BROKEN)
        formset.is_broken = True
        return formset
    most = kind.max_num
    empty = max(0, min(MORE_LINES if more == prefix else EMPTY_LINES, most - len(lines)))
    if not is_try:
        formset = kind(initial=lines, prefix=prefix, error_messages=BROKEN)
        formset.extra = empty
        return formset
    data = {TOTAL_FORM_COUNT: len(lines) + empty, INITIAL_FORM_COUNT: 0}
    data |= {f"{n}-{cell}": text for n, line in enumerate(lines) for cell, text in line.items()}
    return kind(_prefixed(prefix, data), prefix=prefix, error_messages=BROKEN)


def _prefixed(prefix: str, values: Mapping[str, Any]) -> dict[str, Any]:
    return {f"{prefix}-{key}": value for key, value in values.items()}
