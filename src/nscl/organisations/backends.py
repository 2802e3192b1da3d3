"""Sign-in by address and password."""

from typing import Any

from django.conf import settings
from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest

from nscl.organisations.models import User


class AccountBackend(BaseBackend):
    """A demo account opens only where the demo runs."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **kwargs: Any
    ) -> User | None:
        user = User.objects.filter(email__iexact=(username or "").replace("\x00", "")).first()
        if user is None:
            make_password(password)  # the same work, so that time does not tell which addresses exist
            return None
        return user if user.check_password(password or "") and self._may_sign_in(user) else None

    def get_user(self, user_id: int) -> User | None:
        user = User.objects.filter(pk=user_id).first()
        return user if user and self._may_sign_in(user) else None

    @staticmethod
    def _may_sign_in(user: User) -> bool:
        return user.is_active and (settings.DEMO or not user.demo)
