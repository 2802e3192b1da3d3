"""`nscl otp EMAIL`: the current code of a demo account's second factor. Refused outside the demo."""

from __future__ import annotations

import argparse
import time

from nscl.cli import Command, CommandError, print_json


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("email", metavar="THƯ_ĐIỆN_TỬ", help="thư điện tử của tài khoản minh họa")
    parser.add_argument("--json", action="store_true", help="in dữ liệu JSON")


def run(options: argparse.Namespace) -> int:
    from django.conf import settings

    if not settings.DEMO:
        raise CommandError("Chỉ bản minh họa mới in mã xác thực hai bước.")
    code = code_of(options.email)
    print_json({"email": options.email, "code": code}) if options.json else print(code)
    return 0


def code_of(email: str) -> str:
    """The six digits the account's phone would show now."""
    from django_otp.oath import TOTP
    from django_otp.plugins.otp_totp.models import TOTPDevice

    device = TOTPDevice.objects.filter(user__email__iexact=email, user__demo=True, confirmed=True).first()
    if device is None:
        raise CommandError(f"Không có tài khoản minh họa nào của {email} dùng mã xác thực hai bước.")
    code = TOTP(device.bin_key, device.step, device.t0, device.digits, device.drift)
    code.time = time.time()
    return f"{code.token():06d}"


COMMAND = Command("otp", "in mã xác thực hai bước của một tài khoản minh họa", arguments, run)
