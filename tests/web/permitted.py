"""What each person gets done on a page, as letters of a table written by hand: "RE." reads, enters, and no more."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.db import transaction
from django.test import Client

from nscl.organisations.models import User
from tests.conftest import CAST


def letters(acts: Mapping[str, Callable[[], bool]]) -> str:
    """The letters of the acts that succeed, a stop for the others; whatever was done is undone at once."""
    return "".join(letter if _tried(act) else "." for letter, act in acts.items())


def _tried(act: Callable[[], bool]) -> bool:
    with transaction.atomic():
        done = act()
        transaction.set_rollback(True)
    return done


def browsers(everyone: Mapping[str, User], sign_in: Callable[[User], Client]) -> dict[str, Client]:
    """The whole cast at their browsers, and somebody who has not signed in."""
    return {name: sign_in(person) for name, person in everyone.items()} | {"anonymous": Client()}


def whole(answers: Mapping[str, str], acts: int) -> dict[str, str]:
    """The table for everybody: who is not named in it gets nothing done."""
    return {name: answers.get(name, "." * acts) for name in (*CAST, "outsider", "anonymous")}
