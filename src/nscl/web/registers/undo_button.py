"""The button of a message that undoes what the message tells of: it works without a script, in one press."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString


def undo_button(request: HttpRequest, address: str, rows: Iterable[int] = ()) -> SafeString:
    """`rows`: the numbers of the rows, where the address names none."""
    context = {"address": address, "rows": " ".join(map(str, rows))}
    return render_to_string("registers/undo_button.html", context, request)
