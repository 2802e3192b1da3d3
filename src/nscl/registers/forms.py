"""The form of one row, read from its `Register`: boxes, their words, and the editor of the row's lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, Final, Protocol

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from nscl.organisations.models import Body, User
from nscl.organisations.permissions import bodies_for, within_reach
from nscl.organisations.roles import Verb
from nscl.registers import actions, fields
from nscl.registers.actions import WriteList
from nscl.registers.course_form import CourseLists
from nscl.registers.entry import Entry
from nscl.registers.register import Register
from nscl.registers.systems_form import SystemsList
from nscl.vn.dates import format_date

LARGEST_COUNT = 1_000_000
YEARS = (2000, 2100)


class ListsEditor(Protocol):
    """What edits the lists of one kind of row."""

    template: str

    def __init__(self, *, row: Entry, by: User, data: QueryDict | None, more: str): ...
    def is_valid(self, row: Entry) -> bool: ...
    @property
    def faulty(self) -> Sequence[forms.BaseForm | forms.BaseFormSet[Any]]: ...
    @property
    def writers(self) -> tuple[WriteList, ...]: ...


EDITORS: Final[Mapping[str, type[ListsEditor]]] = {"dao-tao": CourseLists, "mo-hinh": SystemsList}


def box_of(db_field: models.Field[Any, Any], choices: Mapping[str, Any], **_given: Any) -> forms.Field | None:
    """The box of one field of a model: the kind of the field decides, the model's own words name it."""
    label, required = capfirst(str(db_field.verbose_name)), not db_field.blank
    named: dict[str, Any] = {"label": label, "required": required}
    if db_field.name in choices or db_field.choices:
        listed = choices.get(db_field.name) or db_field.choices
        return fields.ChoiceField(choices=listed, blank=_("Chọn…"), **named)
    match db_field:
        case models.ForeignKey(related_model=related) if related is Body:
            return fields.BodyField(**named)
        case models.ForeignKey(related_model=related):
            return fields.RowField(queryset=related._default_manager.none(), **named)
        case models.DateField():
            return fields.DateField(**named)
        case models.DecimalField():
            most = 10 ** (db_field.max_digits - db_field.decimal_places) - 1
            return fields.NumberField(most=most, decimals=db_field.decimal_places, **named)
        case models.PositiveSmallIntegerField():
            return fields.NumberField(least=YEARS[0], most=YEARS[1], is_year=True, **named)
        case models.IntegerField():
            return fields.NumberField(most=LARGEST_COUNT, **named)
        case models.TextField():
            return fields.TextField(
                longest=db_field.max_length or 2000, widget=forms.Textarea(attrs={"rows": 3}), **named
            )
    return fields.TextField(longest=db_field.max_length or fields.LONGEST_BOX, **named)


class RowForm(forms.ModelForm):
    """The boxes of a row. Who reports is chosen once, when the row is new, among the person's own bodies."""

    def __init__(self, *args: Any, by: User, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self._settle_reporter(by)
        for name, box in self.fields.items():
            if isinstance(box, fields.RowField):
                self._settle_parent(name, box, by)

    def clean(self) -> dict[str, Any]:
        days = {name: value for name, value in self.cleaned_data.items() if isinstance(value, date)}
        for name, fault in actions.disorder(type(self.instance), days).items():
            self.add_error(name, fault)
        return self.cleaned_data

    def _settle_reporter(self, by: User) -> None:
        own = bodies_for(by, Verb.ENTER_ROWS)
        if self.instance.pk is None and len(own) > 1:
            choices = Body.objects.filter(pk__in=[body.pk for body in own])
            label = capfirst(str(self.instance._meta.get_field("reported_by").verbose_name))
            self.fields["reported_by"] = fields.RowField(label=label, queryset=choices)
            return
        del self.fields["reported_by"]
        if self.instance.pk is None and own:
            self.instance.reported_by = own[0]

    def _settle_parent(self, name: str, box: fields.RowField, by: User) -> None:
        if name == "reported_by":
            return
        related: type[Entry] = self.instance._meta.get_field(name).related_model
        box.queryset = related.objects.filter(within_reach(by, Verb.READ_ROWS, "reported_by")).current()
        if related.beneficiary_field:
            box.queryset = box.queryset.select_related(related.beneficiary_field)
        if self.instance.pk:
            self.initial[name] = getattr(self.instance, name).latest().pk

    def refuse(self, error: ValidationError) -> None:
        """Put the faults an action found at their boxes, or on top where a box is not on the page."""
        by_field = error.error_dict if hasattr(error, "error_dict") else {None: error.error_list}
        for name, faults in by_field.items():
            self.add_error(name if name in self.fields else None, ValidationError(faults))


def form_class(register: Register, choices: Mapping[str, Any]) -> type[RowForm]:
    box = partial(box_of, choices=choices)
    return forms.modelform_factory(register.model, form=RowForm, fields=register.fields, formfield_callback=box)  # type: ignore[return-value]


class RowEditor:
    """One row on one page: its boxes, the editor of its lists, and a watch for somebody else's save in between."""

    def __init__(
        self,
        register: Register,
        row: Entry,
        *,
        by: User,
        data: QueryDict | None = None,
        initial: Mapping[str, Any] | None = None,
        choices: Mapping[str, Any] | None = None,
        years: range | None = None,
    ):
        """`years`: those in which rows count; None where no plan is in use."""
        self.register, self.row, self.by, self.data, self.years = register, row, by, data, years
        self.more = data.get("more", "") if data else ""
        kind = form_class(register, choices or {})
        if data is None or self.more:  # asking for more rows of a list is not yet a try to save
            typed = {name: data.get(name, "") for name in register.fields} if data else initial
            self.form = kind(instance=row, by=by, initial=typed)
        else:
            self.form = kind(data, instance=row, by=by)
        editor = EDITORS.get(register.slug)
        self.lists = editor(row=row, by=by, data=data, more=self.more) if editor else None
        self.outside = data.get("outside", "") if data is not None else ""
        self.seen = data.get("seen", "") if data is not None else self._last_change()

    def is_valid(self) -> bool:
        if self.data is None or self.more:
            return False
        is_valid = self.form.is_valid()
        if self.lists is not None:
            is_valid = self.lists.is_valid(self.form.instance) and is_valid
        return is_valid and self._is_sure_of_the_days()

    def save(self) -> bool:
        """Write the row and its lists, or nothing; the faults then stand at their boxes."""
        lists, is_new = self.lists.writers if self.lists else (), self.row.pk is None
        try:
            if is_new:
                actions.enter(self.form.instance, by=self.by, lists=lists)
            else:
                actions.edit(self.form.instance, by=self.by, lists=lists, seen=self.seen)
        except ValidationError as error:
            if is_new:  # nothing was kept: the row is as new as before
                self.row.pk, self.row._state.adding = None, True
            self._refuse(error)
            return False
        return True

    @property
    def faulty(self) -> list[forms.BaseForm | forms.BaseFormSet[Any]]:
        """What the summary of faults is made of."""
        return [self.form, *(self.lists.faulty if self.lists else ())]

    @property
    def is_faulty(self) -> bool:
        """Is there anything for the summary of faults to say?"""
        return any(p.errors if isinstance(p, forms.BaseForm) else p.total_error_count() for p in self.faulty)

    def _last_change(self) -> str:
        """What the page is made from: it comes back with the form, so that a save in between is noticed."""
        last = actions.last_change(self.row) if self.row.pk else None
        return str(last.pk) if last else ""

    def _is_sure_of_the_days(self) -> bool:
        """A row that can count in no year of the plan is asked about once; the next save with these days prevails."""
        row = self.form.instance
        if self.years is None or row.may_count_in(self.years):
            return True
        known, self.outside = self.outside, " ".join(day.isoformat() for day in row.days().values())
        if known == self.outside:
            return True
        message = _(
            'Ô "%(field)s": ngày %(day)s ngoài giai đoạn %(first)s-%(last)s nên dòng này không tính vào chỉ tiêu nào. '
            "Sửa ngày; nếu đúng là ngày đó, bấm lưu lần nữa."
        )
        years = {"first": self.years[0], "last": self.years[-1]}
        values = {"field": self.form.fields["on"].label, "day": format_date(row.on), **years}
        self.form.add_error("on", message % values)
        return False

    def _refuse(self, error: ValidationError) -> None:
        self.form.refuse(error)
        if getattr(error, "code", "") == actions.UNSEEN:  # said once; the next save prevails
            self.seen = self._last_change()
