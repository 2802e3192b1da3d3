"""What a snapshot holds of a report about to be sent."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from nscl.organisations.delegating import delegation_of
from nscl.organisations.models import Body, User
from nscl.plan import Plan
from nscl.reporting import sealing, steps
from nscl.reporting.conflicts import TEXTS
from nscl.reporting.issuing import issuer_of, position_of
from nscl.reporting.models import Part, Report
from nscl.reporting.submission import Submission
from nscl.reporting.surroundings import figures_around
from nscl.reporting.warned import Warned
from nscl.scorecard.line import Line
from nscl.scorecard.line import plain as number
from nscl.vn.calendar import ZONE, today


def content_of(
    submission: Submission, *, plan: Plan, by: User, at: datetime, warnings: Iterable[Warned] = ()
) -> dict[str, Any]:
    """Figures, words, attachments and the text of the plan they answer, as plain JSON."""
    report = submission.report
    issuer = issuer_of(report, at.astimezone(ZONE).date(), by)
    held = None if report.is_own else delegation_of(by, report.body)
    position = held.position if held else position_of(by, report, issuer)
    return sealing.plain(
        {
            "plan": {"slug": plan.slug, "number": plan.number, "hash": plan.hash},
            "sent": {
                "by": by.full_name,
                "position": position,
                "authority": held.authority if held else "",
                "document": held.document if held else "",
                "at": at,
                "minutes_late": report.minutes_late(at),
            },
            "replaces": _replaced(report),
            "steps": steps.sealed(report, by, position, at),
            **_said(submission, issuer),
            "warnings": [warned.as_dict() for warned in warnings],
            "replies": [
                {"code": item.part.code, "time": item.time, "reason": item.reason, "reply": item.reply}
                for item in submission.returns
            ],
        }
    )


def _replaced(report: Report) -> dict[str, Any] | None:
    """The sending this one corrects."""
    last = report.snapshots.order_by("-number").defer("content").first()
    return {"number": last.number, "sha256": last.sha256, "taken_at": last.taken_at} if last else None


def draft_of(submission: Submission) -> dict[str, Any]:
    """The same of a report still being written: nobody has sent it, nothing is asked back."""
    return sealing.plain(_said(submission, issuer_of(submission.report, today())))


def _said(submission: Submission, issuer: Body) -> dict[str, Any]:
    """Everything that is printed on the body's paper but who signs it."""
    report = submission.report
    return {
        "round": _round(report),
        "body": _body(report.body),
        "issuer": _body(issuer),
        "figures": [line.as_dict() | {"courses": line.fact("courses")} for line in submission.figures],
        "around": [_around(line) for line in figures_around(report)],
        "parts": _parts(submission.parts),
    }


def _body(body: Body) -> dict[str, Any]:
    return {"code": body.code, "name": body.name, "kind": body.kind, "notation": body.notation}


def _around(line: Line) -> dict[str, Any]:
    return {
        "scope": line.scope.kind,
        "indicator": line.code,
        "value": number(line.value),
        "numerator": line.numerator,
        "denominator": line.denominator,
        "unit": line.unit,
    }


def _round(report: Report) -> dict[str, Any]:
    return {
        "year": report.round.year,
        "title": report.round.title,
        "closing_on": report.round.closing_on,
        "due_before": report.round.due_before,
        "extended_before": report.extended_before,
        "freeze_on": report.round.freeze_on,
        "opening_number": report.round.opening_number,
        "opening_date": report.round.opening_date,
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
