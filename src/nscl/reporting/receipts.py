"""What a body holds in hand after sending: what was sealed."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from nscl.reporting.models import Report, Snapshot
from nscl.reporting.steps import Step, read


@dataclass(frozen=True)
class Sending:
    """One sending: what was sealed, how much of each kind it holds, and who did what to it before."""

    snapshot: Snapshot
    counts: list[tuple[str, int]]
    steps: list[Step]


def sendings(report: Report) -> list[Sending]:
    """Newest first."""
    snapshots = report.snapshots.select_related("taken_by").order_by("-number")
    return [Sending(each, _counts(each), read(each.content.get("steps", ()))) for each in snapshots]


def _counts(snapshot: Snapshot) -> list[tuple[str, int]]:
    parts, content = snapshot.content["parts"], snapshot.content
    specific = [part for part in parts if part["role"] != "general"]
    return [
        (_("Chỉ tiêu đã tính"), sum(line["value"] is not None for line in content["figures"])),
        (_("Mục có nội dung"), sum(bool(part["result"]) for part in parts)),
        (_("Mục không phát sinh"), sum(part["nil"] for part in specific)),
        (_("Tài liệu chứng minh"), sum(len(part["attachments"]) for part in parts)),
    ]
