"""Boxes of a row's form: they read what an officer types, and every refusal names the box, the value and the mend."""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from nscl.organisations.models import Body
from nscl.registers import body_names
from nscl.vn.dates import format_date, parse_date
from nscl.vn.numbers import format_number, parse_number
from nscl.vn.text import clean, control_character_at, excerpt

LONGEST_BOX = 300
DATE_HINT = gettext_lazy("Ví dụ 05/3/2028")


class TextField(forms.CharField):
    """Text of at most `longest` characters. The browser does not cut it: a pasted text is refused, never shortened."""

    def __init__(self, *, label: StrOrPromise, longest: int = LONGEST_BOX, example: StrOrPromise = "", **kwargs: Any):
        super().__init__(label=label, **kwargs)
        self.longest = longest
        self.example = example or str(label).lower()

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value) or ""
        if (position := control_character_at(text)) is not None:
            message = _('Ô "%(field)s" có ký tự không đọc được ở vị trí %(position)s. Xóa ký tự đó rồi lưu lại.')
            raise ValidationError(message % {"field": self.label, "position": position})
        text = clean(text).strip()
        if len(text) > self.longest:
            message = _('Ô "%(field)s" dài %(n)s ký tự, quá %(max)s. Rút gọn, hoặc đính kèm thành tệp.')
            values = {"n": format_number(len(text)), "max": format_number(self.longest)}
            raise ValidationError(message % {"field": self.label, **values})
        return text

    def validate(self, value: Any) -> None:
        if self.required and value in self.empty_values:
            message = _('Ô "%(field)s" còn trống. Nhập %(example)s.')
            raise ValidationError(message % {"field": self.label, "example": self.example}, code="required")


class ReadField(TextField, ABC):
    """A box whose text is read as something else; what cannot be read is refused with the reader's own words."""

    @abstractmethod
    def read(self, text: str) -> Any:
        """What the text means; ValueError, in words for the officer, when it means nothing."""

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return None
        try:
            return self.read(text)
        except ValueError as error:
            raise ValidationError(_('Ô "%(field)s": %(fault)s') % {"field": self.label, "fault": error}) from error


class DateField(ReadField):
    """A day, typed as 05/3/2028."""

    def __init__(self, *, label: StrOrPromise, help_text: StrOrPromise = DATE_HINT, **kwargs: Any):
        super().__init__(label=label, example=_("ngày/tháng/năm, ví dụ 05/3/2028"), help_text=help_text, **kwargs)

    def read(self, text: str) -> date:
        return parse_date(text)

    def prepare_value(self, value: Any) -> Any:
        return format_date(value) if isinstance(value, date) else value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "class": "short", "autocomplete": "off"}


class NumberField(ReadField):
    """A number of at most `decimals` decimals within bounds, typed as 1.043 or 7,5."""

    def __init__(
        self,
        *,
        label: StrOrPromise,
        least: Decimal | int = 0,
        most: Decimal | int,
        decimals: int = 0,
        is_year: bool = False,
        example: StrOrPromise = "",
        **kwargs: Any,
    ):
        samples = _("năm, ví dụ 2028") if is_year else _("số, ví dụ 7,5") if decimals else _("số nguyên, ví dụ 120")
        super().__init__(label=label, example=example or samples, **kwargs)
        self.least, self.most, self.decimals, self.is_year = least, most, decimals, is_year

    def read(self, text: str) -> Decimal | int:
        number = parse_number(text)
        if number < 0:
            raise ValueError(_('không nhận số âm. Muốn giảm số đã ghi, dùng "Thay bằng dòng mới".'))
        if not self.least <= number <= self.most:
            raise ValueError(self._out_of_bounds(text))
        if round(number, self.decimals) != number:
            raise ValueError(self._too_fine(text))
        return number if self.decimals else int(number)

    def _too_fine(self, text: str) -> str:
        if not self.decimals:
            return _('"%(value)s" không phải số nguyên. Nhập số nguyên, ví dụ 120.') % {"value": excerpt(text)}
        message = _('"%(value)s" có quá %(n)s chữ số thập phân. Làm tròn rồi nhập lại.')
        return message % {"value": excerpt(text), "n": self.decimals}

    def _out_of_bounds(self, text: str) -> str:
        message = _('"%(value)s" ngoài khoảng từ %(least)s đến %(most)s. Kiểm tra lại số đã nhập.')
        values = {"least": self._printed(self.least), "most": self._printed(self.most)}
        return message % {"value": excerpt(text), **values}

    def _printed(self, value: Decimal | int) -> str:
        return str(value) if self.is_year else format_number(value)

    def prepare_value(self, value: Any) -> Any:
        return self._printed(value) if isinstance(value, int | Decimal) else value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "class": "short", "inputmode": "decimal", "autocomplete": "off"}


class BodyField(ReadField):
    """A body, typed by its code or its name, with or without tones; suggestions come from the page's `bodies` list."""

    def __init__(self, *, label: StrOrPromise, **kwargs: Any):
        kwargs.setdefault("help_text", gettext_lazy("Mã hoặc tên đơn vị, không cần gõ dấu"))
        super().__init__(label=label, example=_("mã hoặc tên đơn vị"), **kwargs)

    def read(self, text: str) -> Body:
        found = body_names.read([text])[text]
        if isinstance(found, Body):
            return found
        raise ValueError(body_names.refusal(text, found))

    def prepare_value(self, value: Any) -> Any:
        """A stored body is shown as it is typed: its code and its name."""
        if isinstance(value, int):
            value = Body.objects.filter(pk=value).first()
        return body_names.typed(value) if isinstance(value, Body) else value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "list": "bodies", "autocomplete": "off"}


class ChoiceField(forms.TypedChoiceField):
    """One of a list; what is not in it is refused by name."""

    def __init__(self, *, label: StrOrPromise, blank: StrOrPromise = "", choices: Any, **kwargs: Any):
        listed = [("", blank), *choices] if blank else list(choices)
        super().__init__(label=label, choices=listed, **kwargs)
        self.error_messages["required"] = _('Ô "%(field)s" còn trống. Chọn một dòng trong danh sách.') % {
            "field": label
        }

    def validate(self, value: Any) -> None:
        forms.Field.validate(self, value)
        if value and not self.valid_value(value):
            message = _('Ô "%(field)s": không có "%(value)s" trong danh sách. Chọn lại.')
            raise ValidationError(message % {"field": self.label, "value": excerpt(str(value))})


class RowField(forms.ModelChoiceField):
    """Another row this one belongs to: a club of its activities. Or one of the person's own bodies."""

    def __init__(self, *, label: StrOrPromise, **kwargs: Any):
        super().__init__(label=label, empty_label=_("Chọn…"), **kwargs)
        self.error_messages["required"] = _('Ô "%(field)s" còn trống. Chọn một dòng trong danh sách.') % {
            "field": label
        }
        self.error_messages["invalid_choice"] = _(
            'Ô "%(field)s": dòng này không có trong danh sách của bạn. Chọn lại.'
        ) % {"field": label}

    def label_from_instance(self, obj: Any) -> str:
        """A row by its name and whose it is: two clubs may bear one name."""
        whose = getattr(obj, "beneficiary", None)
        return f"{obj}{body_names.DASH}{whose.short}" if whose else str(obj)
