"""The `nscl` commands: one file each, named in `COMMANDS`.

Exit codes: 0 done, 1 the thing asked about is not right (a plan with errors), 2 the command could not be carried out.
Messages are Vietnamese; data is printed with `--json`.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from gettext import gettext as _
from typing import Any, NoReturn

_ARGPARSE_WORDS = {
    "usage: ": "Cách dùng: ",
    "options": "tùy chọn",
    "positional arguments": "tham số",
    "show this help message and exit": "in hướng dẫn này rồi thoát",
    "the following arguments are required: %s": "còn thiếu tham số: %s",
    "unrecognized arguments: %s": "không hiểu tham số: %s",
    "expected one argument": "cần một giá trị",
    "expected at least one argument": "cần ít nhất một giá trị",
    "invalid %(type)s value: %(value)r": "giá trị %(value)r không hợp lệ",
    "invalid choice: %(value)r (choose from %(choices)s)": "không có %(value)r; chọn một trong: %(choices)s",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
    "not allowed with argument %s": "không dùng cùng %s",
    "%(prog)s: error: %(message)s\n": "%(message)s\n",
}
# argparse asks gettext for its own words: these are the ones it is given
argparse._ = lambda text: _ARGPARSE_WORDS.get(text, text)  # type: ignore[attr-defined]


class CommandError(Exception):
    """The command cannot be carried out; the message is for the one who typed it. Exit code 2."""


@dataclass(frozen=True)
class Command:
    """One command: what it is called, how it reads its options, what it does."""

    name: str
    summary: str
    arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]
    needs_database: bool = True
    migrates_first: bool = True
    prepare: Callable[[argparse.Namespace], None] | None = None  # before settings are read and the database is started


class Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(2, f"{message}\n")


def commands() -> tuple[Command, ...]:
    """Every command, in the order `nscl --help` prints them."""
    from nscl.cli import decompose, demo, init, manage, otp, paper, plan, scorecard, serve, target, tfp

    return (
        demo.COMMAND,
        init.COMMAND,
        serve.COMMAND,
        plan.COMMAND,
        scorecard.COMMAND,
        paper.COMMAND,
        tfp.COMMAND,
        target.COMMAND,
        decompose.COMMAND,
        otp.COMMAND,
        manage.COMMAND,
    )


def parse(arguments: list[str]) -> tuple[Command, argparse.Namespace]:
    parser = Parser(prog="nscl", description=_("NSCL: hệ thống thực hiện kế hoạch năng suất, chất lượng của tỉnh."))
    choices = parser.add_subparsers(dest="command", required=True, metavar=_("LỆNH"), title=_("các lệnh"))
    known = {command.name: command for command in commands()}
    for command in known.values():
        command.arguments(choices.add_parser(command.name, help=command.summary, description=command.summary))
    if arguments[:1] == ["manage"]:  # Django reads its own options
        return known["manage"], argparse.Namespace(rest=arguments[1:])
    options = parser.parse_args(arguments)
    return known[options.command], options


def run_with_database(command: Command, options: argparse.Namespace) -> int:
    """Set Django up, bring the tables up to date, run; a Vietnamese line and exit code 2 when it cannot be done."""
    import django
    from django.core.exceptions import ValidationError
    from django.core.management import call_command

    django.setup()
    if command.migrates_first:
        call_command("migrate", verbosity=0, interactive=False)
    try:
        return command.run(options)
    except CommandError as error:
        print(error, file=sys.stderr)
    except ValidationError as error:
        print("\n".join(error.messages), file=sys.stderr)
    return 2


def print_json(data: Any) -> None:
    """Data for programs: UTF-8, numbers as numbers, dates in ISO 8601."""

    def plain(value: object) -> object:
        if isinstance(value, Decimal):
            return int(value) if value == value.to_integral_value() else float(value)
        if isinstance(value, date | datetime):
            return value.isoformat()
        raise TypeError(type(value))

    print(json.dumps(data, ensure_ascii=False, indent=2, default=plain))
