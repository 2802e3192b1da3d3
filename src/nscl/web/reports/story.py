"""What happened to a report, as its timeline tells it: sent, sent back, replied to, accepted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from nscl.plan.codes import task_number
from nscl.reporting.forwarding import forwarded
from nscl.reporting.models import Report, Return, Snapshot
from nscl.vn.dates import format_date


@dataclass(frozen=True)
class Happened:
    """One line of `parts/timeline.html`."""

    what: str
    moment: datetime
    who: str
    new: str = ""
    why: str = ""
    url: str = ""
    url_text: str = ""


def story(report: Report, snapshots: Iterable[Snapshot]) -> list[Happened]:
    """The newest first. `snapshots`: every sending of the report."""
    found = [*_sendings(report, snapshots), *_returns(report), *_forwarded(report)]
    if report.accepted_at and not report.is_own:
        found.append(Happened(_("Tiếp nhận"), report.accepted_at, str(report.accepted_by)))
    return sorted(found, key=lambda each: each.moment, reverse=True)


def _sendings(report: Report, snapshots: Iterable[Snapshot]) -> Iterator[Happened]:
    for each in snapshots:
        what = _("Duyệt") if report.is_own else _("Gửi lần %(n)s") % {"n": each.number}
        receipt = _("biên nhận số %(number)s") % {"number": report.receipt}
        yield Happened(what, each.taken_at, str(each.taken_by), new=receipt if each.number == 1 else "")


def _forwarded(report: Report) -> Iterator[Happened]:
    for each in forwarded(report):
        codes = _("mục %(codes)s") % {"codes": ", ".join(task_number(code) for code in each.codes)}
        sender = _("tệp do %(person)s gửi") % {"person": each.sent_by}
        yield Happened(_("Nhập thay tệp Excel"), each.at, each.by, new=codes, why=sender)


def _returns(report: Report) -> Iterator[Happened]:
    returns: Any = report.returns.select_related("part", "by").order_by("time", "part__position")
    for time, group in groupby(returns, key=lambda each: each.time):
        items: list[Return] = list(group)
        codes = ", ".join(task_number(each.part.code) for each in items)
        before = _("trả lời trước ngày %(day)s") % {"day": format_date(items[0].due_before)}
        what = _("Đề nghị bổ sung lần %(n)s") % {"n": time}
        yield Happened(what, items[0].at, str(items[0].by), new=_("mục %(codes)s") % {"codes": codes}, why=before)
