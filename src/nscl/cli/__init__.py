"""The `nscl` commands: one file each, named in `commands`.

Exit codes: 0 done, 1 the thing asked about is not right (a plan with errors), 2 the command could not be carried out,
130 stopped by Ctrl-C. Messages are Vietnamese, but for `nscl manage`, which hands over to Django and speaks its
English; data is printed with `--json`.
"""

from __future__ import annotations

import argparse
import json
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from nscl.cli.command import Command, CommandError
from nscl.cli.parser import Parser

__all__ = ["Command", "CommandError", "commands", "parse", "print_json", "run_with_database"]


def commands() -> tuple[Command, ...]:
    """Every command, in the order `nscl --help` prints them."""
    from nscl.cli import (
        daily,
        decompose,
        demo,
        history,
        init,
        manage,
        otp,
        paper,
        plan,
        scorecard,
        serve,
        target,
        tfp,
        verify,
        workbook,
    )

    return (
        demo.COMMAND,
        init.COMMAND,
        serve.COMMAND,
        daily.COMMAND,
        plan.COMMAND,
        scorecard.COMMAND,
        paper.COMMAND,
        workbook.COMMAND,
        tfp.COMMAND,
        target.COMMAND,
        decompose.COMMAND,
        verify.COMMAND,
        history.COMMAND,
        otp.COMMAND,
        manage.COMMAND,
    )


def parse(arguments: list[str]) -> tuple[Command, argparse.Namespace]:
    parser = Parser(prog="nscl", description="NSCL: hệ thống thực hiện kế hoạch năng suất, chất lượng của tỉnh.")
    choices = parser.add_subparsers(dest="command", required=True, metavar="LỆNH", title="Các lệnh")
    known = {command.name: command for command in commands()}
    for command in known.values():
        description = f"{command.summary[:1].upper()}{command.summary[1:]}."
        command.arguments(choices.add_parser(command.name, help=command.summary, description=description))
    if arguments[:1] == ["manage"]:  # Django reads its own options
        return known["manage"], argparse.Namespace(rest=arguments[1:])
    options = parser.parse_args(arguments)
    return known[options.command], options


def run_with_database(command: Command, options: argparse.Namespace) -> int:
    """Set Django up and run the command with a database that is in order."""
    import django

    django.setup()
    from nscl.cli import database

    return database.run(command, options)


def print_json(data: Any) -> None:
    """Data for programs: UTF-8, numbers as numbers, dates in ISO 8601."""

    def plain(value: object) -> object:
        if isinstance(value, Decimal):
            return int(value) if value == value.to_integral_value() else float(value)
        if isinstance(value, date | datetime):
            return value.isoformat()
        raise TypeError(type(value))

    print(json.dumps(data, ensure_ascii=False, indent=2, default=plain))
