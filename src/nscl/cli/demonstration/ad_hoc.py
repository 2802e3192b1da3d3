"""What no plan foresaw in the demo: an ad hoc round of 2028, and one commune given more time for its yearly report."""

from __future__ import annotations

from datetime import date
from typing import Final

from nscl.cli.demonstration.diary import Diary, moment
from nscl.cli.demonstration.people import STANDING, Cast
from nscl.cli.demonstration.reasons import explain
from nscl.plan import Plan
from nscl.reporting import actions
from nscl.reporting.conflicts import Words
from nscl.reporting.models import Report, Round

OPENED: Final = date(2028, 11, 6)
CODES: Final = ("NV4.1", "NV4.6", "V.8b")
ASKED: Final = ("sct", "bqlkcn", "07210", "07228", "09193", "09247", "09319")
SENT: Final = ("bqlkcn", "07228", "09319")  # the others still have time
ACCEPTED: Final = ("09319",)
EXTENDED: Final = "07375"
CONTENT: Final = (
    "Số doanh nghiệp sản xuất hàng hóa có mức độ rủi ro cao đã được hướng dẫn, hỗ trợ từ ngày 01/01/2028 đến "
    "ngày chốt; khó khăn về hồ sơ, kinh phí; đề xuất danh sách doanh nghiệp đưa vào kế hoạch năm 2029."
)
SAID: Final = {
    "bqlkcn": "Đã rà soát 64 doanh nghiệp trong khu công nghiệp; 05 doanh nghiệp đăng ký hỗ trợ năm 2029.",
    "07228": "Đã hướng dẫn 06 doanh nghiệp trên địa bàn; 02 doanh nghiệp có nhu cầu hỗ trợ năm 2029.",
    "09319": "Đã hướng dẫn 04 doanh nghiệp trên địa bàn; 01 doanh nghiệp đã lập hồ sơ.",
}


def note_ad_hoc(diary: Diary, cast: Cast, plan: Plan) -> None:
    """Opened on a Monday, due before the Monday after the demo's day: some have sent, one is accepted."""
    officer, leader = cast.officers[STANDING], cast.leaders[STANDING]
    diary.note(
        moment(OPENED, 9, 20),
        lambda: actions.open_ad_hoc(
            by=officer,
            plan=plan,
            title="Báo cáo đột xuất về hướng dẫn, hỗ trợ doanh nghiệp áp dụng tiêu chuẩn, quy chuẩn kỹ thuật",
            content=CONTENT,
            bodies=[cast.bodies[code] for code in ASKED],
            codes=CODES,
            closing_on=date(2028, 11, 10),
            due_before=date(2028, 11, 18),
            freeze_on=date(2028, 11, 20),
            province_due_before=date(2028, 11, 24),
            opening_number="226/SKHCN-TĐC",
            opening_date=OPENED,
        ),
    )
    diary.note(moment(OPENED, 15, 10), lambda: actions.approve_roster(_round(), by=leader))
    for number, code in enumerate(SENT):
        _note_report(diary, cast, code, date(2028, 11, 13), 9 + number)


def _note_report(diary: Diary, cast: Cast, code: str, day: date, hour: int) -> None:
    diary.note(moment(day, hour, 5), lambda: _write(cast, code))
    diary.note(moment(day, hour + 1, 40), lambda: actions.submit(_report(code), by=cast.leaders[code]))
    if code in ACCEPTED:
        receiver = cast.officers[STANDING]
        diary.note(moment(day, 16, 30), lambda: actions.accept(_report(code), by=receiver))


def _write(cast: Cast, code: str) -> None:
    """The first item says it, its own or one it coordinates; the rest is closed."""
    report, officer = _report(code), cast.officers[code]
    first = report.parts.order_by("position")[0]
    actions.write(report, {first.code: Words(version=first.version, result=SAID[code])}, by=officer)
    actions.nil_rest(report, by=officer)
    explain(report, by=officer)


def note_extension(diary: Diary, cast: Cast) -> None:
    """The commune asked in writing while there was time; the Department answered by a letter."""
    officer = cast.officers[STANDING]
    diary.note(
        moment(date(2028, 11, 14), 10, 15),
        lambda: actions.extend(
            Report.objects.get(round=Round.objects.annual().get(year=2028), body__code=EXTENDED),
            due_before=date(2028, 11, 25),
            number="231/SKHCN-TĐC",
            signed_on=date(2028, 11, 14),
            reason="khắc phục hậu quả mưa lũ",
            by=officer,
        ),
    )


def _round() -> Round:
    return Round.objects.get(year=2028, number=1)


def _report(code: str) -> Report:
    return _round().reports.get(body__code=code)
