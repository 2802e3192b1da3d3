"""Acts of the history in the words of a timeline."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from nscl.history.models import Event

WORDS: dict[str, StrOrPromise] = {
    "body.added": _("Thêm đơn vị"),
    "body.renamed": _("Đổi tên"),
    "body.ended": _("Kết thúc hoạt động"),
    "body.supervised": _("Giao cơ quan quản lý"),
    "body.supervision_ended": _("Thôi quản lý"),
    "calendar.decided": _("Ghi lịch làm việc"),
    "decision.made": _("Quyết định cách hiểu"),
    "member.granted": _("Trao vai trò"),
    "member.revoked": _("Thu vai trò"),
    "signing.delegated": _("Ghi ủy quyền ký"),
    "signing.ended": _("Thôi ủy quyền ký"),
    "row.entered": _("Ghi vào sổ"),
    "row.edited": _("Sửa bản nháp"),
    "row.confirmed": _("Xác nhận"),
    "row.unconfirmed": _("Hoàn tác xác nhận"),
    "row.superseded": _("Được thay bằng dòng mới"),
    "row.reinstated": _("Tính lại: dòng mới không còn thay dòng này"),
    "row.withdrawn": _("Rút xác nhận"),
    "row.restored": _("Lấy lại bản nháp đã bỏ"),
    "row.correction_started": _("Lập bản để thay dòng đã xác nhận"),
    "row.evidence_attached": _("Đính kèm tài liệu"),
    "row.evidence_detached": _("Gỡ tài liệu"),
    "row.private_read": _("Xem họ tên học viên"),
    "round.opened": _("Mở kỳ báo cáo"),
    "round.letter": _("Ghi công văn mở kỳ"),
    "roster.added": _("Thêm vào danh sách"),
    "roster.removed": _("Bỏ khỏi danh sách"),
    "roster.approved": _("Duyệt danh sách"),
    "round.reminded": _("Nhắc việc"),
    "report.forwarded": _("Nhập thay tệp Excel của đơn vị"),
    "round.frozen": _("Khóa số liệu"),
    "paper.made": _("Tạo văn bản"),
    "claim.agreed": _("Thống nhất việc trùng"),
    "claim.told_apart": _("Thống nhất không trùng"),
    "report.extended": _("Gia hạn gửi báo cáo"),
    "paper.merged": _("Tổng hợp lời của các đơn vị"),
    "paper.merging_given_back": _("Trả một mục về lời của từng đơn vị"),
    "paper.worded": _("Sửa lời văn của chỉ tiêu"),
    "paper.words_given_back": _("Lấy lại lời của hệ thống cho chỉ tiêu"),
    "user.added": _("Mở tài khoản"),
    "user.reset": _("Cấp lại liên kết"),
    "user.password_set": _("Đặt mật khẩu"),
    "user.second_factor_set": _("Bật xác thực hai bước"),
    "evidence.added": _("Thêm tài liệu chứng minh"),
    "territory.added": _("Thêm địa bàn thống kê"),
    "territory.corrected": _("Sửa địa bàn thống kê"),
    "series.added": _("Thêm chuỗi số liệu"),
    "statistics.added": _("Nhập số liệu thống kê"),
    "statistics.withdrawn": _("Rút số liệu thống kê"),
    "break.treated": _("Xử lý chỗ gãy của chuỗi số liệu"),
    "estimate.kept": _("Lưu kết quả tính năng suất"),
    "figure.marked": _("Chọn số liệu công bố"),
}


@dataclass(frozen=True)
class Told:
    """One act as the timeline prints it."""

    what: StrOrPromise
    new: str
    moment: datetime
    who: str
    why: str


def told(events: Iterable[Event]) -> list[Told]:
    return [Told(WORDS[e.verb], e.summary, e.at, e.actor_name, e.why) for e in events if e.verb in WORDS]
