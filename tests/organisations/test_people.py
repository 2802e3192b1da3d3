"""Accounts: who can exist where."""

from __future__ import annotations

import pytest

from nscl.organisations.actions import add_user
from nscl.organisations.models import User

PERSON = {"email": "minh.hoa@vi-du.vn", "full_name": "Người minh họa", "password": None}


@pytest.mark.django_db
def test_a_demo_account_cannot_exist_outside_demo_mode(settings):
    settings.DEMO = False
    with pytest.raises(ValueError, match="only in demo mode"):
        add_user(by=None, demo=True, **PERSON)
    assert not User.objects.exists()

    settings.DEMO = True
    assert add_user(by=None, demo=True, **PERSON).demo
