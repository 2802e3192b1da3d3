"""`nscl scorecard`: the lines of a year."""

from __future__ import annotations

import argparse
from typing import Any

from nscl.cli import Command, CommandError, print_json
from nscl.cli.moments import moment


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--plan", required=True, metavar="KẾ_HOẠCH", help="tên thư mục trong plans/, hoặc đường dẫn")
    parser.add_argument("--year", required=True, type=int, metavar="NĂM", help="năm đánh giá")
    scope = parser.add_mutually_exclusive_group()
    scope.add_argument("--reporter", metavar="MÃ", help="số do một cơ quan, đơn vị báo cáo")
    scope.add_argument("--place", metavar="MÃ", help="số trên địa bàn một xã, phường")
    scope.add_argument("--under", metavar="MÃ", help="số của các đơn vị thuộc phạm vi quản lý của một cơ quan")
    parser.add_argument(
        "--as-of", metavar="THỜI_ĐIỂM", help="số như được biết lúc đó: 2027-11-23 hoặc 2027-11-23T17:00"
    )
    parser.add_argument("--json", action="store_true", help="in dữ liệu JSON")


def run(options: argparse.Namespace) -> int:
    from nscl.plan import PlanErrors
    from nscl.scorecard.evaluate import UnknownYear, evaluate
    from nscl.scorecard.programme import NoPlan, plan_of

    try:
        plan = plan_of(options.plan)
        lines = evaluate(plan, year=options.year, scope=_scope(options), as_of=moment(options.as_of))
    except (NoPlan, PlanErrors, UnknownYear) as error:
        raise CommandError(str(error)) from error
    if options.json:
        print_json([line.as_dict() for line in lines])
        return 0
    for line in lines:
        print(f"{line.code:<7} {line.state.label:<16} {line.sentence}")
    return 0


def _scope(options: argparse.Namespace) -> Any:
    from nscl.organisations.models import Body, Kind
    from nscl.organisations.scope import Scope

    for kind in ("reporter", "place", "under"):
        if code := getattr(options, kind):
            body = Body.objects.filter(code=code).first()
            if body is None:
                raise CommandError(f"Không có cơ quan, đơn vị mang mã “{code}”. Xem mã tại trang Cơ quan, đơn vị.")
            if kind == "place" and body.kind != Kind.COMMUNE:
                raise CommandError(f"{body.name} không phải xã, phường nên không có số trên địa bàn. Dùng --reporter.")
            return Scope.of(kind, body)
    return Scope()


COMMAND = Command("scorecard", "in kết quả các chỉ tiêu của một năm", arguments, run)
