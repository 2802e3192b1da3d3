"""Expected outturns of 2028, as the standing body and one commune gave them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from nscl.cli.demonstration.diary import SIGNED_LATE, Diary, moment, working_day
from nscl.cli.demonstration.people import Cast
from nscl.registers import actions
from nscl.registers.models import Expected


@dataclass(frozen=True)
class Expectation:
    reporter: str
    indicator: str
    value: int
    basis: str


ON: Final = date(2028, 11, 6)
EXPECTATIONS: Final = (
    Expectation("skhcn", "MT2.1", 1120, "02 danh sách lớp chờ xác nhận, 01 lớp mở trong tháng 12"),
    Expectation("skhcn", "MT3.1", 1, "01 mô hình tại doanh nghiệp đánh giá kết quả trong tháng 12"),
    Expectation("skhcn", "MT5.1", 2, "02 mô hình đang áp dụng đánh giá kết quả trong năm 2029"),
    Expectation("skhcn", "MT8.1", 4, "Câu lạc bộ mới thành lập đủ 12 tháng vào tháng 4/2029"),
    Expectation("skhcn", "MT9.1", 340, "01 lớp cho cán bộ cấp xã trong tháng 12"),
    Expectation("09193", "MT2.1", 96, "Không mở thêm lớp đến hết năm"),
)


def note_expectations(diary: Diary, cast: Cast, plan: str) -> None:
    for minute, given in enumerate(EXPECTATIONS):
        _note(diary, cast, plan, given, minute)


def _note(diary: Diary, cast: Cast, plan: str, given: Expectation, minute: int) -> None:
    officer, confirmer = cast.officers[given.reporter], cast.confirmer(given.reporter)
    rows: list[Expected] = []

    def enter() -> None:
        row = Expected(
            reported_by=cast.bodies[given.reporter], plan=plan, indicator=given.indicator, year=ON.year, on=ON,
            value=Decimal(given.value), basis=given.basis,
        )  # fmt: skip
        rows.append(actions.enter(row, by=officer))

    diary.note(moment(ON, 10, minute * 4), enter)
    confirmed = working_day(ON + timedelta(days=1))
    diary.note(moment(confirmed, 14, minute * 3), lambda: actions.confirm(rows[-1], by=confirmer, why=SIGNED_LATE))
