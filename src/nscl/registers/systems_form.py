"""The list of a pilot: its tools and systems, ticked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from nscl.organisations.models import User
from nscl.registers.actions import WriteList
from nscl.registers.entry import Entry
from nscl.registers.pilots import Pilot, PilotSystem, Tool


class SystemsForm(forms.Form):
    """Which tools and systems one model integrates."""

    systems = forms.MultipleChoiceField(
        label=gettext_lazy("Công cụ, hệ thống tích hợp"),
        help_text=gettext_lazy("Chọn mọi công cụ, hệ thống áp dụng trong cùng một mô hình"),
        choices=Tool.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": gettext_lazy(
                'Ô "Công cụ, hệ thống tích hợp": không có "%(value)s" trong danh sách. Chọn lại.'
            )
        },
    )


class SystemsList:
    """Edits the systems of a pilot."""

    template = "registers/systems.html"

    def __init__(self, *, row: Entry, by: User, data: QueryDict | None, more: str):
        standing = [line.tool for line in row.systems.all()] if isinstance(row, Pilot) and row.pk else []
        self.form = SystemsForm(data, initial={"systems": standing})

    def is_valid(self, row: Entry) -> bool:
        return self.form.is_valid()

    @property
    def faulty(self) -> Sequence[forms.BaseForm | forms.BaseFormSet[Any]]:
        return [self.form]

    @property
    def writers(self) -> tuple[WriteList, ...]:
        chosen = list(self.form.cleaned_data["systems"])
        return (lambda pilot: write_systems(pilot, chosen),)


def write_systems(pilot: Pilot, tools: Sequence[str]) -> dict[str, Any]:
    """Make the pilot integrate exactly these; those that stay are not written again."""
    standing = {line.tool: line for line in pilot.systems.all()}
    gone = [line.pk for tool, line in standing.items() if tool not in tools]
    added = [tool for tool in Tool.values if tool in tools and tool not in standing]
    PilotSystem.objects.filter(pk__in=gone).delete()
    PilotSystem.objects.bulk_create(PilotSystem(pilot=pilot, tool=tool) for tool in added)
    if not gone and not added:
        return {}
    return {"systems": ", ".join(Tool(tool).label for tool in Tool.values if tool in tools)}
