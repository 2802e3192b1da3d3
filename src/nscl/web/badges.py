"""State → word, shape and colours, for lines of the scorecard, reports of a round and rows of a register.

A badge is never a bare dot: shape and word say the state, colour repeats it. `tone` names one of the seven pairs of
colours of the style sheet (`.s-met` …); reports and rows borrow them.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nscl.registers.cells import STATE_WORDS


@dataclass(frozen=True)
class Badge:
    """What a reader sees of a state."""

    word: str | Promise
    shape: str
    tone: str


LINES: dict[str, Badge] = {
    "met": Badge(_("Đạt"), "tick", "met"),
    "on_track": Badge(_("Đúng tiến độ"), "arrow", "on_track"),
    "behind": Badge(_("Chậm tiến độ"), "triangle", "behind"),
    "not_due": Badge(_("Chưa đến hạn"), "clock", "not_due"),
    "awaiting": Badge(_("Chờ số liệu"), "hourglass", "awaiting"),
    "describe": Badge(_("Theo dõi"), "lines", "describe"),
    "no_data": Badge(_("Chưa có dữ liệu"), "square", "no_data"),
}

REPORTS: dict[str, Badge] = {
    "not_opened": Badge(_("Chưa mở"), "ring", "no_data"),
    "draft": Badge(_("Đang soạn"), "pencil", "not_due"),
    "presented": Badge(_("Đã trình, chờ duyệt"), "hourglass", "awaiting"),
    "cleared": Badge(_("Đã trình, chờ ký"), "hourglass", "awaiting"),
    "submitted": Badge(_("Đã gửi, chờ xem"), "plane", "on_track"),
    "returned": Badge(_("Đề nghị bổ sung"), "back", "awaiting"),
    "late": Badge(_("Quá hạn"), "triangle", "behind"),
    "returned_late": Badge(_("Quá hạn bổ sung"), "triangle", "behind"),
    "accepted": Badge(_("Đã tiếp nhận"), "tick", "met"),
    "nil": Badge(_("Không phát sinh"), "barred", "met"),
    "frozen": Badge(_("Đã khóa"), "lock", "describe"),
}

ROWS: dict[str, Badge] = {
    "draft": Badge(_("Nháp"), "pencil", "not_due"),
    "unconfirmed": Badge(STATE_WORDS["unconfirmed"], "hourglass", "awaiting"),
    "confirmed": Badge(STATE_WORDS["confirmed"], "tick", "met"),
    "superseded": Badge(STATE_WORDS["superseded"], "barred", "no_data"),
    "withdrawn": Badge(STATE_WORDS["withdrawn"], "barred", "no_data"),
}
