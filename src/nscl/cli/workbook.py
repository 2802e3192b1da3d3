"""`nscl workbook`: the workbook of one body's report in a round, to be filled in away from the web."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from nscl.cli import Command, CommandError
from nscl.cli.outfile import require_place, write

if TYPE_CHECKING:
    from nscl.reporting.models import Report, Round


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("body", metavar="MÃ", help="mã của cơ quan, đơn vị báo cáo")
    parser.add_argument("year", type=int, metavar="NĂM", help="năm báo cáo")
    parser.add_argument("-o", "--out", type=Path, required=True, metavar="TỆP.xlsx", help="tệp Excel sẽ ghi")
    parser.add_argument(
        "--round", type=int, default=0, metavar="SỐ", help="số của kỳ ngoài kỳ báo cáo năm, ví dụ 1 cho kỳ 2028-1"
    )
    parser.add_argument(
        "--as-sent",
        action="store_true",
        help="chỉ với nội dung đơn vị đã gửi, không kèm nội dung đang soạn: để chuyển qua người khác",
    )


def run(options: argparse.Namespace) -> int:
    from nscl.reporting.workbook import outgoing

    require_place(options.out, ".xlsx")
    report = _report(options.body, _round(options.year, options.round))
    write(options.out, outgoing.handed_out(report) if options.as_sent else outgoing.filled(report))
    print(f"{report.round.title}, {report.body.name}: đã ghi vào {options.out}")
    return 0


def _round(year: int, number: int) -> Round:
    from nscl.reporting.models import Round

    rounds = list(Round.objects.filter(year=year).order_by("number", "-pk"))
    if not rounds:
        raise CommandError(f"Năm {year} chưa mở kỳ báo cáo.")
    chosen = next((round for round in rounds if round.number == number), None)
    if chosen is None:
        listed = "; ".join(f"{round.number}: {round.title}" for round in rounds)
        raise CommandError(f"Năm {year} không có kỳ số {number}. Chọn một kỳ bằng --round: {listed}.")
    return chosen


def _report(code: str, round: Round) -> Report:
    report = round.reports.select_related("round", "body").filter(body__code=code).first()
    if report is None:
        raise CommandError(f"Đơn vị “{code}” không có trong danh sách của kỳ “{round.title}”.")
    if not round.is_approved:
        raise CommandError(f"Danh sách của kỳ “{round.title}” chưa được duyệt nên chưa có gì để viết.")
    return report


COMMAND = Command("workbook", "ghi tệp Excel để một đơn vị viết báo cáo khi không có mạng", arguments, run)
