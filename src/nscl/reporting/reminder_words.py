"""The sentences of reminders."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from nscl.reporting.models import Report, Round
from nscl.reporting.reminders import Debt, Owes
from nscl.vn.dates import format_date
from nscl.vn.numbers import format_count


def of_debt(report: Report, debt: Debt, day: date) -> str:
    """What is owed and until when: one sentence, and how far the day lies."""
    words = {"body": report.body.short, "round": report.round.called, "n": format_count(debt.items)}
    messages = {
        Owes.WRITING: _("Viết và gửi báo cáo %(round)s của %(body)s"),
        Owes.MENDING: _("Bổ sung %(n)s mục của báo cáo %(round)s của %(body)s"),
        Owes.CLEARING: _("Duyệt báo cáo %(round)s của %(body)s"),
        Owes.SIGNATURE: _("Ký gửi báo cáo %(round)s của %(body)s"),
    }
    return f"{messages[debt.owes] % words}: {_until(debt.last_day, day)}"


def _until(last_day: date, day: date) -> str:
    left = (last_day - day).days
    words = {"day": format_date(last_day), "n": abs(left)}
    if left > 0:
        return _("hạn hết ngày %(day)s, còn %(n)s ngày.") % words
    if left == 0:
        return _("hạn hết hôm nay, ngày %(day)s.") % words
    return _("đã quá hạn %(n)s ngày (hạn hết ngày %(day)s).") % words


def of_letter(round: Round, missing: int) -> str:
    """For who receives the reports: so many are still lacking, and a letter is due."""
    words = {"n": format_count(missing), "round": round.called, "day": format_date(round.last_day)}
    message = _(
        "%(n)s đơn vị chưa gửi báo cáo %(round)s (hạn hết ngày %(day)s): lập danh sách để đôn đốc bằng văn bản."
    )
    return message % words
