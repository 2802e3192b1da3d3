"""Signing in as a browser does it: the address, the password, the code of the second factor."""

from __future__ import annotations

import time
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

PASSWORD = "mat-khau-rat-dai"
GOOD = "sông Cầu nước chảy lơ thơ"


def try_to_sign_in(browser: Client, email: str, password: str = PASSWORD, **more: Any) -> HttpResponse:
    return browser.post("/dang-nhap/", {"username": email, "password": password, **more})


def is_in(browser: Client) -> bool:
    return "_auth_user_id" in browser.session


def code_of(device: TOTPDevice) -> str:
    clock = TOTP(device.bin_key, device.step, device.t0, device.digits, device.drift)
    clock.time = time.time()
    return f"{clock.token():06d}"
