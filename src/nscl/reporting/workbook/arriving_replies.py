"""What a workbook replies to items that were sent back: new, moved meanwhile, or no longer asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from nscl.reporting.actions.workbooks import Reply
from nscl.reporting.models import Report, Return
from nscl.reporting.reports import TEXT_LIMIT
from nscl.reporting.workbook.faults import Fault, fault_of
from nscl.reporting.workbook.layout import ReplyBase, Row
from nscl.vn.numbers import format_number


@dataclass(frozen=True)
class Replies:
    """`new` can be kept; of `moved` somebody else replied since the workbook was given out."""

    new: tuple[Reply, ...]
    moved: tuple[Reply, ...]
    faults: tuple[Fault, ...]


def look_at_replies(report: Report, rows: Iterable[Row]) -> Replies:
    """A reply nobody touched in the workbook is left as it stands, whatever became of it on the web."""
    touched = [row for row in rows if row.boxes.get("reply", "") != (row.base.text if row.base else "")]
    touched = [row for row in touched if "reply" in row.boxes]
    if not touched:
        return Replies((), (), ())
    found = report.returns.open().select_related("part", "replied_by", "report__round", "report__body")
    returns = {item.part.code: item for item in found}
    new: list[Reply] = []
    moved: list[Reply] = []
    faults: list[Fault] = []
    for row in touched:
        item, text = returns.get(row.code), row.boxes["reply"]
        if message := _refused(row.base, item, text):
            faults.append(fault_of(row, "reply", message))
        elif item is not None and row.base is not None and text != item.reply:
            (new if row.base.seen == item.stamp else moved).append(Reply(item, text, row.base.seen))
    return Replies(tuple(new), tuple(moved), tuple(faults))


def _refused(base: ReplyBase | None, item: Return | None, text: str) -> str:
    if item is None and not text:
        return ""
    if item is None:
        return _("Mục này không còn đề nghị bổ sung nào chờ trả lời. Xóa ô này.")
    if base is None or base.item != item.pk:
        return _("Đề nghị bổ sung của mục này là lần mới, khác lần ghi trong tệp. Tải tệp mới, đọc lại rồi trả lời.")
    if len(text) > TEXT_LIMIT:
        message = _("Trả lời dài %(n)s ký tự, quá %(max)s. Rút gọn, hoặc đính kèm thành tệp ở trang báo cáo.")
        return message % {"n": format_number(len(text)), "max": format_number(TEXT_LIMIT)}
    return ""
