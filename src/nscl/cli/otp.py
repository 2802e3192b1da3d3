"""`nscl otp EMAIL`: the current code of a demo account's second factor. Refused outside the demo."""

import argparse

from nscl.cli import Command, CommandError


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("email", help="thư điện tử của tài khoản demo")


def run(options: argparse.Namespace) -> int:
    from django.conf import settings
    from django_otp.oath import TOTP
    from django_otp.plugins.otp_totp.models import TOTPDevice

    if not settings.DEMO:
        raise CommandError("Chỉ bản minh họa mới in mã xác thực hai bước.")
    device = TOTPDevice.objects.filter(user__email=options.email, user__demo=True, confirmed=True).first()
    if device is None:
        raise CommandError(f"Tài khoản {options.email} không có mã xác thực hai bước.")
    import time

    code = TOTP(device.bin_key, device.step, device.t0, device.digits, device.drift)
    code.time = time.time()
    print(f"{code.token():06d}")
    return 0


COMMAND = Command("otp", "in mã xác thực hai bước của một tài khoản demo", arguments, run)
