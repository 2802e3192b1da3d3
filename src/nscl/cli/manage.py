"""`nscl manage …`: Django's own commands."""

import argparse

from nscl.cli import Command


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("rest", nargs=argparse.REMAINDER, metavar="…")


def run(options: argparse.Namespace) -> int:
    from django.core.management import execute_from_command_line

    execute_from_command_line(["nscl manage", *options.rest])
    return 0


COMMAND = Command("manage", "chạy lệnh quản trị của Django", arguments, run, migrates_first=False)
