"""`nscl demo`: the demo province, made once and served."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from pathlib import Path
from typing import Any

from nscl.cli import Command, print_json
from nscl.cli.serve import port, require_free_port, serve

HOST = "127.0.0.1"
DAY = "2028-11-15"  # the demo lives on it; the day of the demonstration's rows


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=port, default=8000, metavar="CỔNG", help="cổng (mặc định 8000)")
    parser.add_argument("--load-only", action="store_true", help="nạp dữ liệu, in các tài khoản rồi thoát")
    parser.add_argument("--json", action="store_true", help="in các tài khoản dạng JSON; dùng cùng --load-only")


def prepare(options: argparse.Namespace) -> None:
    """Before the settings are read: this process is a demo, on the demo's day."""
    os.environ["NSCL_DEMO"] = "1"
    os.environ.setdefault("NSCL_TODAY", DAY)
    if not options.load_only:
        require_free_port(HOST, options.port)


def run(options: argparse.Namespace) -> int:
    from django.conf import settings

    from nscl.cli import demonstration

    # from now on every command of this home lives on the demo's day, and demo accounts open
    (settings.HOME / "demo").write_text(f"{DAY}\n")
    if not demonstration.is_loaded():
        _say("Nạp tỉnh minh họa, khoảng một phút…")
    demonstration.load(lambda year: _say(f"  năm {year}"))
    if options.load_only:
        print_json(_accounts()) if options.json else _print_accounts()
        return 0
    _say(f"\nTỉnh minh họa: http://{HOST}:{options.port} (dừng bằng Ctrl-C)\n")
    _print_accounts()
    serve(host=HOST, port=options.port, workers=2)
    return 0


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _accounts() -> list[dict[str, Any]]:
    from nscl.cli.demonstration.people import ACCOUNTS, PASSWORD
    from nscl.organisations.models import Body

    names = dict(Body.objects.filter(code__in={a.body for a in ACCOUNTS}).values_list("code", "name"))
    return [
        {"email": a.email, "password": PASSWORD, "person": a.person, "role": a.role_title, "body": names[a.body]}
        for a in ACCOUNTS
    ]


def _print_accounts() -> None:
    from nscl.cli.demonstration.people import ADMINISTRATOR, PASSWORD
    from nscl.cli.otp import code_of

    print(f"Tài khoản minh họa, cùng mật khẩu {PASSWORD}:")
    for account in _accounts():
        print(f"  {account['email']:<30} {account['role']}, {account['body']} ({account['person']})")
    print(f"\nMã xác thực hai bước của {ADMINISTRATOR.email}: {code_of(ADMINISTRATOR.email)}")
    print(
        f"Mã đổi sau 30 giây và mỗi mã dùng một lần; lấy mã mới bằng: {_program()} otp {ADMINISTRATOR.email}\n",
        flush=True,
    )


def _program() -> str:
    """How this command was called, so that another one can be called alike: .venv/bin/nscl in a clone."""
    called = Path(sys.argv[0])
    return os.path.relpath(called) if called.name == "nscl" and not shutil.which("nscl") else "nscl"


COMMAND = Command("demo", "chạy tỉnh minh họa", arguments, run, prepare=prepare)
