"""`nscl target --solve-for X`: what must happen for targets to be met."""

from __future__ import annotations

import argparse

from nscl.cli import Command, CommandError, print_json
from nscl.cli.columns import number
from nscl.productivity.checking import InputError
from nscl.productivity.projection import QUANTITIES, required
from nscl.vn.numbers import format_number, format_percent

WORDS = {
    "gY": "tăng trưởng sản lượng",
    "gLP": "tăng năng suất lao động",
    "gL": "tăng lao động",
    "tfp_share": "tỷ trọng đóng góp của TFP",
    "gA": "tăng TFP",
    "gK": "tăng vốn",
    "investment": "đầu tư trên sản lượng",
    "labour_share": "tỷ trọng lao động",
    "ky": "vốn trên sản lượng",
    "depreciation": "khấu hao",
}
SHARES = ("tfp_share", "labour_share", "depreciation", "investment")  # may be the whole
PLAIN = ("ky",)


def arguments(parser: argparse.ArgumentParser) -> None:
    for name in QUANTITIES:
        option = f"--{name.replace('_', '-')}"
        parser.add_argument(option, dest=name, type=number, metavar="SỐ", help=f"{WORDS[name]} (0,12 là 12%%)")
    parser.add_argument("--solve-for", required=True, metavar="TÊN", help=f"đại lượng cần tìm: {', '.join(QUANTITIES)}")
    parser.add_argument("--json", action="store_true", help="in dữ liệu JSON")


def run(options: argparse.Namespace) -> int:
    known = {name: value for name in QUANTITIES if (value := getattr(options, name)) is not None}
    for name, value in known.items():
        if name not in PLAIN and abs(value) >= 1 and not (name in SHARES and abs(value) == 1):
            percent = format_percent(100 * value, None)
            option = name.replace("_", "-")
            raise CommandError(f"--{option}: {format_number(value)} là {percent}. Ghi dạng 0,12 cho 12%.")
    try:
        found = required(options.solve_for.replace("-", "_"), **known)
    except InputError as error:
        raise CommandError(str(error)) from error
    if options.json:
        print_json(
            {
                "solve_for": found.solved,
                "value": found.value,
                "values": found.values,
                "given": found.given,
                "assumed": found.assumed,
                "warnings": list(found.warnings),
            }
        )
        return 0
    for name, value in found.values.items():
        printed = format_number(value, 2) if name in PLAIN else format_percent(100 * value, 2)
        mark = "→" if name == found.solved else " "
        print(f"{mark} {WORDS[name]}: {printed}{' (giả định)' if name in found.assumed else ''}")
    for warning in found.warnings:
        print(f"Cần xem: {warning}")
    return 0


COMMAND = Command(
    "target", "giải các mục tiêu tăng trưởng, năng suất, TFP, đầu tư", arguments, run, needs_database=False
)
