"""Sending items back: an item is chosen by writing why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.registers.fields import DateField, TextField
from nscl.reporting.reports import TEXT_LIMIT
from nscl.web.forms import Form
from nscl.web.reports.sent import Sent, SentPart

PREFIX = "ly-do-"
OWN_DAY = "han-"


class ReturnForm(Form):
    due_before = DateField(label=gettext_lazy("Trả lời trước ngày"))

    def __init__(self, content: Sent, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parts = content.parts
        for part in self.parts:
            self.fields[PREFIX + part.item.code] = TextField(
                label=_("Lý do trả lại mục %(code)s") % {"code": part.item.number},
                longest=TEXT_LIMIT,
                required=False,
                widget=forms.Textarea,
            )
            self.fields[OWN_DAY + part.item.code] = DateField(
                label=_("Hạn riêng của mục"), required=False, help_text=_("Để trống nếu theo hạn chung ở trên")
            )

    @property
    def items(self) -> Iterator[tuple[SentPart, BoundField, BoundField]]:
        """Each item as it was sent, with the boxes for the reason and for a day of its own."""
        return ((part, self[PREFIX + part.item.code], self[OWN_DAY + part.item.code]) for part in self.parts)

    @property
    def asked(self) -> dict[str, Any]:
        """What the action is asked to do."""
        data = self.cleaned_data
        written = {part.item.code: data[PREFIX + part.item.code] for part in self.parts}
        reasons = {code: why for code, why in written.items() if why}
        own = {code: day for code in reasons if (day := data[OWN_DAY + code])}
        return {"due_before": data["due_before"], "reasons": reasons, "due": own}
