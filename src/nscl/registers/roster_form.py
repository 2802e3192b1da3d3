"""The learners of a course on its page: each line read, each person known already, new, or asked about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, Final, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.organisations.bodies import kinds_on
from nscl.organisations.models import Body, Kind, User
from nscl.registers import body_names, fields, people
from nscl.registers.actions import end_refusal
from nscl.registers.cell_widgets import CellInput, CellSelect
from nscl.registers.people import Question, Written
from nscl.registers.training import SETTING_OF_KIND, Learner, Setting
from nscl.registers.training_actions import LearnerEntry
from nscl.vn.calendar import today
from nscl.vn.dates import parse_date
from nscl.vn.numbers import format_number

MOST_HOURS: Final = 400
OLDEST: Final = 1920
NEAR_NAMES: Final = 5  # unknown bodies that are answered with near names; a search through all bodies each


class BirthYearField(fields.NumberField):
    """A year; lists that hold the whole birthday are read as well, and only its year is kept."""

    def read(self, text: str) -> Decimal | int:
        if "/" in text or "-" in text[1:]:
            text = str(parse_date(text).year)
        return super().read(text)


class RosterForm(forms.Form):
    """One line of the list. `question` asks who it is, `candidates` are whom it may be, `person` is the answer."""

    name = fields.TextField(label=gettext_lazy("Họ và tên"), longest=120, widget=CellInput)
    birth_year = BirthYearField(
        label=gettext_lazy("Năm sinh"), least=OLDEST, most=2100, is_year=True, required=False, widget=CellInput
    )
    position = fields.TextField(label=gettext_lazy("Chức vụ, công việc"), longest=120, required=False, widget=CellInput)
    body = fields.TextField(label=gettext_lazy("Đơn vị"), required=False, widget=CellInput)
    setting = fields.ChoiceField(
        label=gettext_lazy("Môi trường học"),
        choices=Setting.choices,
        blank=gettext_lazy("Theo đơn vị"),
        required=False,
        widget=CellSelect,
    )
    hours = fields.NumberField(
        label=gettext_lazy("Số giờ"),
        least=Decimal("0.5"),
        most=MOST_HOURS,
        decimals=1,
        required=False,
        widget=CellInput,
    )
    person = forms.CharField(label=gettext_lazy("Là ai"), required=False)

    number = 0
    home: Body | None = None
    learner: Learner | None = None
    question = ""
    candidates: tuple[Learner, ...] = ()
    chosen = ""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["birth_year"].most = today().year  # type: ignore[attr-defined]
        self.fields["body"].widget.attrs |= {"list": "bodies", "autocomplete": "off"}

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    @property
    def is_written(self) -> bool:
        """Does the line say anything?"""
        return bool(getattr(self, "cleaned_data", None)) or bool(self.errors)

    @property
    def options(self) -> list[tuple[str, str]]:
        """The answers to the question who it is."""
        return [(str(one.pk), people.described(one)) for one in self.candidates] + [
            (people.NEW, _("Người mới, chưa có trong hệ thống"))
        ]

    def written(self) -> Written | None:
        """The line as a person, when it says enough of one."""
        if self.home is None or "name" in self.errors or "birth_year" in self.errors:
            return None
        said = self.cleaned_data
        return Written(
            self.number, said["name"], self.home, said["birth_year"], said.get("position", ""), said.get("person", "")
        )

    def ask(self, candidates: tuple[Learner, ...], answer: str) -> None:
        """Put the question; the likeliest answer stands chosen, the officer has the last word."""
        self.candidates, self.chosen = candidates, answer or _likeliest(self.cleaned_data, candidates)

    def entry(self) -> LearnerEntry:
        said = {key: self.cleaned_data[key] for key in ("name", "birth_year", "position", "setting", "hours")}
        return LearnerEntry(**said, body=cast(Body, self.home), learner=self.learner)


def _likeliest(said: Mapping[str, Any], candidates: tuple[Learner, ...]) -> str:
    """The only candidate, when the line does not contradict what is known of him."""
    if len(candidates) != 1:
        return ""
    known, position = candidates[0], said.get("position", "")
    return str(known.pk) if not position or not known.position or position == known.position else ""


class Roster(forms.BaseFormSet):
    """The list of a course. What the whole page knows is told it by `settle` before it is asked whether it is valid."""

    is_broken = False
    by: User
    home: Body | None = None
    is_home_wrong = False
    hours: Decimal | None = None
    day: date | None = None
    standing: frozenset[str] = frozenset()  # who stood in the list already: nothing is asked of them

    def settle(
        self, *, by: User, home: Body | None, is_home_wrong: bool, hours: Decimal | None, day: date | None
    ) -> None:
        """`home`: the body of lines that name none; `hours`: of who missed nothing, None while sessions are wrong."""
        self.by, self.home, self.is_home_wrong, self.hours, self.day = by, home, is_home_wrong, hours, day

    def add_fields(self, form: RosterForm, index: int | None) -> None:
        super().add_fields(form, index)
        form.number = (index or 0) + 1
        for field in form.fields.values():
            field.label = _("%(label)s, dòng %(n)s") % {"label": field.label, "n": form.number}

    def clean(self) -> None:
        lines = [form for form in self.forms if form.is_written]
        self._read_bodies(lines)
        self._fill_in(lines)
        self._recognise(lines)

    def is_valid(self) -> bool:
        """A question that is open is no fault of anybody's, but nothing is written before it is answered."""
        return super().is_valid() and not self.asking

    @property
    def asking(self) -> list[RosterForm]:
        """The lines with an open question."""
        return [form for form in self.forms if form.question]

    @property
    def entries(self) -> list[LearnerEntry]:
        return [form.entry() for form in self.forms if form.is_written]

    def _read_bodies(self, lines: list[RosterForm]) -> None:
        texts = {form: form.cleaned_data.get("body", "") for form in lines if "body" not in form.errors}
        found = body_names.read(set(filter(None, texts.values())))
        unknown = [text for text in dict.fromkeys(texts.values()) if text and not isinstance(found[text], Body)]
        faults = {
            text: body_names.refusal(text, found[text], near=place < NEAR_NAMES)  # type: ignore[arg-type]
            for place, text in enumerate(unknown)
        }
        ended: dict[int, str] = {}
        for form, text in texts.items():
            if text in faults:
                form.add_error("body", _fault_at(form, faults[text]))
                continue
            form.home = found[text] if text else self.home  # type: ignore[assignment]
            if form.home and self.day:
                if form.home.pk not in ended:
                    ended[form.home.pk] = end_refusal(form.home, self.day)
                if ended[form.home.pk]:
                    form.add_error("body", _fault_at(form, ended[form.home.pk]))
        if not self.home and not self.is_home_wrong:
            self._say_once([form for form, text in texts.items() if not text], "body")

    def _fill_in(self, lines: list[RosterForm]) -> None:
        """What a line leaves out follows from its body and from the sessions."""
        kinds = kinds_on({form.home for form in lines if form.home}, self.day or today())
        without = []
        for form in lines:
            said = form.cleaned_data
            if form.home and not said.get("setting"):
                said["setting"] = SETTING_OF_KIND.get(Kind(kinds[form.home.pk]), Setting.OTHER).value
            if "hours" in said and said["hours"] is None:
                said["hours"] = self.hours
                if self.hours == 0:
                    without.append(form)
        self._say_once(without, "hours")

    def _say_once(self, lines: list[RosterForm], box: str) -> None:
        """The same box left out in many lines is one fault, said at the first."""
        if not lines:
            return
        mends = {
            "body": _('Ghi đơn vị, hoặc điền ô "Đơn vị của học viên" cho mọi dòng không ghi.'),
            "hours": _("Ghi các buổi học, hoặc ghi số giờ dự của từng người."),
        }
        values = {"field": lines[0].fields[box].label, "mend": mends[box], "n": format_number(len(lines))}
        if len(lines) == 1:
            lines[0].add_error(box, _('Ô "%(field)s" còn trống. %(mend)s') % values)
        else:
            lines[0].add_error(box, _('Ô "%(field)s" còn trống, cả thảy %(n)s dòng như vậy. %(mend)s') % values)

    def _recognise(self, lines: list[RosterForm]) -> None:
        persons = {form: person for form in lines if (person := form.written())}
        known = people.known_people(persons.values(), self.by) if persons else {}
        earlier: dict[tuple[int, str], list[Written]] = defaultdict(list)
        for form, line in persons.items():
            settled = self._settled(form, line, known.get(line.key, []))
            if twin := people.repeated(settled, earlier[line.key]):
                form.add_error("name", _repeated(form, line, twin))
            earlier[line.key].append(settled)

    def _settled(self, form: RosterForm, line: Written, known: list[Learner]) -> Written:
        """The line with the answer who it is, as far as there is one; otherwise the question is put."""
        unanswered, found = people.who_is(replace(line, answer=""), known), people.who_is(line, known)
        if isinstance(found, Question):
            form.ask(found.candidates, "")
            form.question = _same_name(line, found)
            return replace(line, answer="")
        if isinstance(unanswered, Question) and line.answer not in self.standing:
            form.ask(unanswered.candidates, line.answer)
        form.learner = found
        answer = people.NEW if line.answer == people.NEW else ""
        return replace(line, answer=str(found.pk) if found else answer)


def _fault_at(form: RosterForm, fault: str) -> str:
    return _('Ô "%(field)s": %(fault)s') % {"field": form.fields["body"].label, "fault": fault}


def _same_name(line: Written, question: Question) -> str:
    message = _('Dòng %(row)s: có %(n)s người tên "%(name)s" ở %(body)s. Chọn đúng người, hoặc chọn "Người mới".')
    n = format_number(len(question.candidates))
    return message % {"row": line.number, "n": n, "name": line.name, "body": line.body.name}


def _repeated(form: RosterForm, line: Written, twin: Written) -> str:
    message = _(
        'Ô "%(field)s": học viên "%(name)s" (%(body)s) đã có ở dòng %(row)s của lớp này. '
        "Nếu là hai người trùng tên, ghi thêm năm sinh; nếu không, xóa một dòng."
    )
    return message % {"field": form.fields["name"].label, "name": line.name, "body": line.body.name, "row": twin.number}
