"""What the address of a row names, for who may see it; anything else is a page that does not exist."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from nscl.organisations.models import User
from nscl.organisations.roles import Verb
from nscl.registers.register import Register
from nscl.web.access import require
from nscl.web.registers.lists import named

PEOPLE = ("entered_by", "confirmed_by", "withdrawn_by", "superseded_by")


def row_at(request: HttpRequest, slug: str, pk: int, verb: Verb = Verb.READ_ROWS) -> tuple[User, Register, Any]:
    """The person, who may do this to the row; the register; the row with what its page tells."""
    register = named(slug)
    row = get_object_or_404(register.model.objects.select_related(*register.related, *PEOPLE), pk=pk)
    return require(request, verb, row.reported_by), register, row
