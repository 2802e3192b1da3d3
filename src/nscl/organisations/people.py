"""People who sign in, and what they are in which body from which day."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from nscl.organisations.bodies import Body
from nscl.organisations.roles import ROLES, Role
from nscl.vn.calendar import today


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username or "")


class User(AbstractBaseUser):
    """A person with an account. `demo` accounts sign in only where the demo runs."""

    email = models.EmailField(_("thư điện tử"), unique=True)
    full_name = models.CharField(_("họ và tên"), max_length=120)
    phone = models.CharField(_("điện thoại"), max_length=30, blank=True)
    is_active = models.BooleanField(_("đang dùng"), default=True)
    demo = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["full_name"]
    objects = UserManager()

    class Meta:
        verbose_name = _("người dùng")
        constraints = (models.UniqueConstraint(Lower("email"), name="one_account_for_one_address"),)

    def __str__(self) -> str:
        return self.full_name

    @cached_property
    def current_memberships(self) -> list[Membership]:
        """Read once per request: the user object lives as long as the request."""
        return list(self.memberships.in_force(today()).select_related("body"))

    @property
    def roles(self) -> list[Role]:
        return [ROLES[m.role] for m in self.current_memberships]

    @property
    def needs_second_factor(self) -> bool:
        return any(role.needs_second_factor for role in self.roles)


class MembershipQuerySet(models.QuerySet["Membership"]):
    def in_force(self, day: date) -> MembershipQuerySet:
        return self.filter(since__lte=day).filter(Q(until=None) | Q(until__gte=day)).order_by("pk")


class Membership(models.Model):
    """A person's role in a body, with dates."""

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    body = models.ForeignKey(Body, models.PROTECT, related_name="memberships")
    role = models.CharField(_("vai trò"), max_length=30, choices=[(r.slug, r.title) for r in ROLES.values()])
    position = models.CharField(_("chức vụ"), max_length=120, blank=True)
    since = models.DateField(_("từ ngày"))
    until = models.DateField(_("đến hết ngày"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["user", "body", "role"], condition=Q(until=None), name="one_open_membership_for_one_role"
            ),
        )

    @property
    def role_title(self) -> str:
        return str(ROLES[self.role].title)
