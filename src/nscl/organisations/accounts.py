"""What keeps an account: its one-time link, its password, its second factor."""

from __future__ import annotations

from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from nscl.history.acts import record, subject_of
from nscl.organisations.models import Membership, User
from nscl.organisations.permissions import may_grant
from nscl.vn.calendar import today

LINK_HOURS = 72
RECOVERY_CODES = 10
_SALT = "nscl.one-time-link"
_CALENDAR = "nscl.calendar"


def one_time_token(user: User) -> str:
    """Opens the page where the person sets a password: once, and only for `LINK_HOURS`.

    The token carries a fingerprint of the present password, so that setting one ends it.
    """
    return signing.dumps([user.pk, _fingerprint(user)], salt=_SALT)


def user_of_token(token: str) -> User | None:
    """The account a one-time link still opens."""
    try:
        pk, fingerprint = signing.loads(token, salt=_SALT, max_age=LINK_HOURS * 3600)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    user = User.objects.filter(pk=pk, is_active=True).first()
    return user if user and constant_time_compare(fingerprint, _fingerprint(user)) else None


def calendar_token(user: User) -> str:
    """Names the calendar of the person's deadlines to a program that cannot sign in, until he changes his password."""
    return signing.dumps([user.pk, _fingerprint(user, _CALENDAR)], salt=_CALENDAR)


def user_of_calendar(token: str) -> User | None:
    """Whose calendar a token opens."""
    try:
        pk, fingerprint = signing.loads(token, salt=_CALENDAR)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    user = User.objects.filter(pk=pk, is_active=True).first()
    return user if user and constant_time_compare(fingerprint, _fingerprint(user, _CALENDAR)) else None


def _fingerprint(user: User, salt: str = _SALT) -> str:
    return salted_hmac(salt, f"{user.password}{user.email}").hexdigest()


def may_reset(by: User, user: User) -> bool:
    """Only somebody who could grant every role the account holds may hand out a link to it."""
    held = Membership.objects.filter(user=user).in_force(today()).select_related("body")
    return by != user and bool(held) and all(may_grant(by, m.role, m.body) for m in held)


@transaction.atomic
def reset(*, by: User | None, user: User, forget_second_factor: bool = False) -> str:
    """A new one-time link for somebody who lost his password, or his phone. The old password ends at once.

    `by=None` is the installer, who can help the last administrator.
    """
    if by is not None and not may_reset(by, user):
        raise PermissionDenied(_("Bạn không cấp lại được liên kết cho tài khoản này: nó vượt quyền của bạn."))
    user.set_unusable_password()
    user.save(update_fields=["password"])
    if forget_second_factor:
        _forget_devices(user)
    record(
        by=by, verb="user.reset", subject=subject_of(user), summary=user.full_name, second_factor=forget_second_factor
    )
    return one_time_token(user)


@transaction.atomic
def set_password(*, by: User, password: str) -> None:
    """The person sets his own password; every other session of the account ends."""
    by.set_password(password)
    by.save(update_fields=["password"])
    record(by=by, verb="user.password_set", subject=subject_of(by), summary=by.full_name)


def has_second_factor(user: User) -> bool:
    return TOTPDevice.objects.filter(user=user, confirmed=True).exists()


def pending_device(user: User) -> TOTPDevice:
    """The device being set up; its key stays the same until a first code proves that the phone has it."""
    found = TOTPDevice.objects.filter(user=user, confirmed=False).first()
    return found or TOTPDevice.objects.create(user=user, name="TOTP", confirmed=False)


@transaction.atomic
def device_accepting(user: User, code: str, *, confirmed: bool = True) -> Device | None:
    """The device that accepts the code. Six digits come from the phone, anything else is a recovery code."""
    is_from_phone = code.isdigit()
    model = TOTPDevice if is_from_phone else StaticDevice
    device = model.objects.select_for_update().filter(user=user, confirmed=confirmed).first()
    return device if device and device.verify_token(code) else None


def failures(user: User) -> int:
    """How many wrong codes in a row; each makes the next attempt wait twice as long."""
    devices = [*TOTPDevice.objects.filter(user=user), *StaticDevice.objects.filter(user=user)]
    return max((d.throttling_failure_count for d in devices if not d.verify_is_allowed()[0]), default=0)


@transaction.atomic
def confirm_device(*, by: User, device: TOTPDevice) -> list[str]:
    """The phone has shown a right code: it becomes the second factor. Returns recovery codes, told only now."""
    _forget_devices(by, but=device)
    device.confirmed = True
    device.save(update_fields=["confirmed"])
    reserve = StaticDevice.objects.create(user=by, name="Mã dự phòng")
    codes = [StaticToken.random_token() for _each in range(RECOVERY_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=reserve, token=code) for code in codes)
    record(by=by, verb="user.second_factor_set", subject=subject_of(by), summary=by.full_name)
    return codes


def _forget_devices(user: User, but: TOTPDevice | None = None) -> None:
    TOTPDevice.objects.filter(user=user).exclude(pk=but.pk if but else None).delete()
    StaticDevice.objects.filter(user=user).delete()
