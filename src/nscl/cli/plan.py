"""`nscl plan check DIR`: is the plan's folder whole and true to its print?"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from nscl.cli import Command, CommandError, print_json
from nscl.vn.numbers import format_number

if TYPE_CHECKING:
    from nscl.plan import Check


def arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VIỆC", title="việc")
    check = verbs.add_parser(
        "check", help="kiểm tra một thư mục kế hoạch", description="Kiểm tra một thư mục kế hoạch."
    )
    check.add_argument("folder", metavar="THƯ_MỤC", help="thư mục kế hoạch, ví dụ plans/bac-ninh-2026-2030")
    check.add_argument("--json", action="store_true", help="in dữ liệu JSON")


def run(options: argparse.Namespace) -> int:
    import django

    django.setup()  # the measures that are built are those of the registers
    from nscl.plan import check
    from nscl.scorecard.measures import MEASURES

    folder = Path(options.folder)
    if not folder.is_dir():
        raise CommandError(f"Không có thư mục {folder}. Đối chiếu lại đường dẫn.")
    result = check(folder, built=MEASURES)
    if options.json:
        print_json(result.as_dict())
    else:
        _print(result)
    return 1 if result.errors else 0


def _print(result: Check) -> None:
    for problem in result.errors:
        print(problem)
    if result.errors:
        print(f"{len(result.errors)} lỗi. Sửa rồi kiểm tra lại.")
        return
    counts = (result.objectives, result.indicators, result.tasks, result.money_lines)
    print("{} mục tiêu, {} chỉ tiêu, {} nhiệm vụ, {} dòng kinh phí.".format(*counts))
    for year, amount in sorted(result.yearly_totals.items()):
        print(f"Năm {year}: {format_number(amount)} triệu đồng")
    print(f"Tổng: {format_number(result.total)} triệu đồng")
    if result.warnings:
        print(f"\n{len(result.warnings)} điểm cần biết:")
    for problem in result.warnings:
        print(f"- {problem}")


COMMAND = Command("plan", "kiểm tra kế hoạch dạng dữ liệu", arguments, run, needs_database=False)
