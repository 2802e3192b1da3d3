"""Who may write statistics."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied

from nscl.organisations.models import User
from nscl.organisations.permissions import allowed
from nscl.organisations.roles import Verb


def require_editor(by: User | None) -> None:
    """Officers of the standing body; None is the installer."""
    if by is not None and not allowed(by, Verb.EDIT_STATISTICS):
        raise PermissionDenied
