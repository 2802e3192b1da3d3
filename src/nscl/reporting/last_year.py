"""What a body said a year before, as it was sealed: beside what it is to say now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nscl.reporting.models import Report, Snapshot


def last_year(report: Report) -> Mapping[str, Mapping[str, Any]]:
    """Item → what the body's last sending in the annual round of the year before said on it; empty without one."""
    before = Snapshot.objects.filter(
        report__body=report.body_id,
        report__round__plan=report.round.plan,
        report__round__year=report.round.year - 1,
        report__round__number=0,
    )
    sealed = before.order_by("-taken_at", "-number").first()
    parts: list[dict[str, Any]] = sealed.content["parts"] if sealed else []
    return {part["code"]: part for part in parts}
