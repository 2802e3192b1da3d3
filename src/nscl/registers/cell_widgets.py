"""Boxes of long lists, drawn without a template each: a list of eight hundred learners has some five thousand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


class CellInput(forms.TextInput):
    def render(self, name: str, value: Any, attrs: Mapping[str, Any] | None = None, renderer: Any = None) -> SafeString:
        shown = self.format_value(value)
        said = {} if shown is None else {"value": shown}
        given = {"type": "text", "name": name, **said, **self.build_attrs(self.attrs, attrs)}  # type: ignore[arg-type]
        return format_html("<input{}>", flatatt(given))


class CellSelect(forms.Select):
    def render(self, name: str, value: Any, attrs: Mapping[str, Any] | None = None, renderer: Any = None) -> SafeString:
        chosen = "" if value is None else str(value)
        options = ((key, " selected" if str(key) == chosen else "", label) for key, label in self.choices)
        drawn = format_html_join("", '<option value="{}"{}>{}</option>', options)
        given = {"name": name, **self.build_attrs(self.attrs, attrs)}  # type: ignore[arg-type]
        return format_html("<select{}>{}</select>", flatatt(given), drawn)
