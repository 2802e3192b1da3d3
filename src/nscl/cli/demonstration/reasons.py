"""Why the bodies of the demo leave something as it is although a check warns of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from nscl.cli.demonstration.names import pick
from nscl.organisations.models import User
from nscl.reporting import actions
from nscl.reporting.checks.catalogue import warnings
from nscl.reporting.models import Report
from nscl.reporting.submission import submission_of

# rule of a check: why a body leaves it as it is
REASONS: Final[Mapping[str, tuple[str, ...]]] = {
    "evidence_missing": (
        "Việc hướng dẫn, vận động thực hiện trực tiếp; danh sách doanh nghiệp lưu tại đơn vị.",
        "Tài liệu lưu tại bộ phận chuyên môn, cung cấp khi có yêu cầu.",
    ),
    "figure_fell": (
        "Năm nay tập trung mở lớp ở doanh nghiệp lớn, số lớp ít hơn năm trước.",
        "Lớp còn lại trong năm tổ chức sau ngày chốt số liệu.",
    ),
    "more_than_counted": ("Một phần số nêu trong lời do đơn vị phối hợp ghi sổ.",),
    "same_words": (
        "Nhiệm vụ thực hiện thường xuyên, nội dung như năm trước; số liệu đã cập nhật.",
        "Cách làm giữ như năm trước vì vẫn phù hợp.",
    ),
    "rows_unconfirmed": ("Danh sách đang chờ xác nhận, cập nhật ở báo cáo sau.",),
}


def explain(report: Report, *, by: User) -> None:
    """Give a reason for everything the checks warn of and nobody has explained."""
    warned = [each for each in warnings(submission_of(report)) if not each.is_explained]
    key = (report.body.code, report.round.year)
    if warned:
        said = {each.key: pick(REASONS[each.rule], *each.key, *key) for each in warned}
        actions.explain(report, said, by=by)
