"""Every fault of a form with the place to mend it, for the summary on top of a page."""

from __future__ import annotations

from collections.abc import Mapping

from django.forms import BaseForm, BaseFormSet


def faults_of(form: BaseForm | BaseFormSet | list) -> list[Mapping[str, str]]:
    """`href` is empty where a fault belongs to no box that is seen."""
    if isinstance(form, list):
        return [fault for inner in form for fault in faults_of(inner)]
    if isinstance(form, BaseFormSet):
        own = [{"href": "", "text": str(text)} for text in form.non_form_errors()]
        return own + [fault for inner in form.forms for fault in faults_of(inner)]
    return [_fault(form, name, str(text)) for name, texts in form.errors.items() for text in texts]


def _fault(form: BaseForm, name: str, text: str) -> Mapping[str, str]:
    if name not in form.fields:
        return {"href": "", "text": text}
    bound = form[name]
    label = str(bound.label)
    place = "" if bound.is_hidden else f"#{bound.id_for_label or f'{bound.auto_id}_0'}"  # _0: first of a group
    return {"href": place, "text": text if bound.is_hidden or label in text else f"{label}: {text}"}
