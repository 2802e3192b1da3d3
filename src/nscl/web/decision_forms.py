"""The form by which the standing body answers an open point: a box that fits the value, a day, a document."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from nscl.organisations import actions, decisions
from nscl.organisations.models import Decision, User
from nscl.plan import Plan
from nscl.plan.objectives import Decision as Printed
from nscl.registers.fields import ChoiceField, DateField, NumberField, ReadField, TextField
from nscl.registers.pilots import Grade, Stage
from nscl.vn.calendar import now
from nscl.vn.dates import format_date, format_month_day
from nscl.vn.text import excerpt
from nscl.web.bodies.forms import document_field
from nscl.web.forms import Form
from nscl.web.open_points import CLOSING, ECONOMY, words

LONGEST_REASON: Final = 1000
MOST_HOURS: Final = 400
MOST_MONTHS: Final = 60


def within_plan(plan: Plan, day: date) -> date:
    """The day, when a decision on the plan may be in force from it."""
    first, last = date(plan.period.start, 1, 1), date(plan.period.end, 12, 31)
    if not first <= day <= last:
        message = _("Ngày %(day)s ngoài giai đoạn của Kế hoạch. Chọn ngày từ %(first)s đến %(last)s.")
        days = {"day": format_date(day), "first": format_date(first), "last": format_date(last)}
        raise ValidationError(message % days)
    return day


class MonthDayField(ReadField):
    """A day of every year, typed as 16/11 and kept as "11-16"."""

    def __init__(self, *, label: StrOrPromise, **kwargs: Any) -> None:
        example = gettext_lazy("ngày/tháng, ví dụ 16/11")
        super().__init__(label=label, example=example, help_text=gettext_lazy("Ngày/tháng, ví dụ 16/11"), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """A kept value is shown as it is typed."""
        return format_month_day(value) if re.fullmatch(r"[0-9]{2}-[0-9]{2}", str(value)) else value

    def read(self, text: str) -> str:
        found = re.fullmatch(r"([0-9]{1,2})/([0-9]{1,2})", text)
        try:
            day, month = (int(part) for part in found.groups()) if found else (0, 0)
            date(2001, month, day)  # a year without 29 February: the day must exist every year
        except ValueError as error:
            message = _('"%(value)s" không phải ngày có ở mọi năm. Nhập dạng ngày/tháng, ví dụ 16/11.')
            raise ValueError(message % {"value": excerpt(text)}) from error
        return f"{month:02d}-{day:02d}"

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "class": "short", "autocomplete": "off"}


def _hours(label: StrOrPromise) -> forms.Field:
    return NumberField(label=label, most=MOST_HOURS, decimals=2, example=_("số giờ, ví dụ 8 hoặc 7,5"))


def _months(label: StrOrPromise) -> forms.Field:
    return NumberField(label=label, least=1, most=MOST_MONTHS, example=_("số tháng, ví dụ 12"))


def _grade(label: StrOrPromise) -> forms.Field:
    return ChoiceField(label=label, choices=Grade.choices)


def _stage(label: StrOrPromise) -> forms.Field:
    return ChoiceField(label=label, choices=Stage.choices)


def _month_day(label: StrOrPromise) -> forms.Field:
    return MonthDayField(label=label)


BOXES: Final[dict[str, Callable[[StrOrPromise], forms.Field]]] = {
    CLOSING: _month_day,
    ECONOMY: _month_day,
    "counting.min_hours": _hours,
    "counting.grade": _grade,
    "pilots.counting_stage": _stage,
    "clubs.maintained_months": _months,
}


class DecisionForm(Form):
    in_force_from = DateField(label=gettext_lazy("Áp dụng từ ngày"))
    document = document_field()
    reason = TextField(
        label=gettext_lazy("Lý do"),
        longest=LONGEST_REASON,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    field_order = ("value", "in_force_from", "document", "reason")

    def __init__(self, plan: Plan, printed: Printed, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan, self.printed = plan, printed
        label = _("Giá trị mới (%(unit)s)") % {"unit": printed.unit} if printed.unit else _("Giá trị mới")
        self.fields["value"] = BOXES.get(printed.key, lambda name: TextField(label=name))(label)
        self.order_fields(self.field_order)

    def clean_value(self) -> str:
        value = self.cleaned_data["value"]
        if self.printed.key == CLOSING:
            self._closes_before_reports_are_due(value)
        return _stored(value)

    def _closes_before_reports_are_due(self, value: str) -> None:
        due = self.plan.deadline("bodies").before
        if value >= due:
            message = _("Ngày chốt %(day)s không trước thời hạn gửi báo cáo %(due)s. Chọn ngày trước đó.")
            days = {"day": words(self.printed, value), "due": words(self.printed, due)}
            raise ValidationError(message % days)

    def clean_in_force_from(self) -> date:
        return within_plan(self.plan, self.cleaned_data["in_force_from"])

    def clean(self) -> dict[str, Any]:
        """A decision that says what already holds is a slip, or a form sent twice."""
        data = super().clean() or {}
        if "value" in data and "in_force_from" in data:
            day: date = data["in_force_from"]
            held = decisions.in_force(self.plan.slug, day, now()).get(self.printed.key)
            if (held.value if held else str(self.printed.value)) == data["value"]:
                message = _("Ngày %(day)s đang áp dụng đúng giá trị này. Không cần quyết định mới.")
                self.add_error("value", message % {"day": format_date(day)})
        return data

    def save(self, by: User) -> Decision:
        return actions.decide(by=by, plan=self.plan.slug, key=self.printed.key, **self.cleaned_data)


def _stored(value: Any) -> str:
    """As the rows keep it: "8", "7.5", "B", "audited", "11-16"."""
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)
