"""What a snapshot holds of a report about to be sent."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from nscl.organisations.models import User
from nscl.plan import Plan
from nscl.reporting import sealing
from nscl.reporting.conflicts import TEXTS
from nscl.reporting.models import Part, Report
from nscl.reporting.submission import Submission


def content_of(submission: Submission, *, plan: Plan, by: User, at: datetime) -> dict[str, Any]:
    """Figures, words, attachments and the text of the plan they answer, as plain JSON."""
    report = submission.report
    return sealing.plain(
        {
            "plan": {"slug": plan.slug, "number": plan.number, "hash": plan.hash},
            "round": _round(report),
            "body": {"code": report.body.code, "name": report.body.name},
            "sent": {
                "by": by.full_name,
                "position": _position(by, report),
                "at": at,
                "minutes_late": report.minutes_late(at),
            },
            "figures": [line.as_dict() for line in submission.figures],
            "parts": _parts(submission.parts),
            "replies": [
                {"code": item.part.code, "time": item.time, "reason": item.reason, "reply": item.reply}
                for item in submission.returns
            ],
        }
    )


def _position(by: User, report: Report) -> str:
    return next((m.position for m in by.current_memberships if m.body_id == report.body_id), "")


def _round(report: Report) -> dict[str, Any]:
    return {
        "year": report.round.year,
        "title": report.round.title,
        "closing_on": report.round.closing_on,
        "due_before": report.round.due_before,
    }


def _parts(parts: Iterable[Part]) -> list[dict[str, Any]]:
    return [
        {
            "code": part.code,
            "role": part.role,
            "nil": part.nil,
            **{name: getattr(part, name) for name in TEXTS},
            "attachments": [
                {"title": document.title, "number": document.number, "sha256": document.sha256}
                for document in part.attachments.all()
            ],
        }
        for part in parts
    ]
