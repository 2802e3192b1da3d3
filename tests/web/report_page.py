"""The form of a report as a browser sees and sends it."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from nscl.reporting.models import Part, Report, Role
from nscl.reporting.submission import submission_of


def page_of(report: Report) -> str:
    return reverse("report", args=[report.round.year, report.body.code])


def part_of(report: Report, code: str) -> Part:
    return report.parts.get(code=code)


def fresh(report: Report) -> Report:
    return Report.objects.select_related("round", "body").get(pk=report.pk)


def seen_of(report: Report) -> dict[str, str]:
    """What the page before sending carries of the report as it stands."""
    return {"seen": submission_of(fresh(report)).stamp}


def form_of(report: Report, verb: str = "save", **typed: Any) -> dict[str, Any]:
    """What a browser sends of the whole form; `V_8a_result="…"` is typed into the box V.8a-result."""
    sent: dict[str, Any] = {"verb": verb}
    for part in report.parts.all():
        sent[f"{part.code}-version"] = str(part.version)
        for name in ("result", "difficulty", "proposal"):
            sent[f"{part.code}-{name}"] = getattr(part, name)
        if part.nil:
            sent[f"{part.code}-nil"] = "on"
        if part.role in (Role.LEAD, Role.DUTY):
            sent[f"{part.code}-nil_reason"] = part.nil_reason
        if part.role == Role.GENERAL:
            sent[f"{part.code}-next_year"] = part.next_year
    for item in report.returns.open():
        sent |= {f"reply-{item.pk}-text": item.reply, f"reply-{item.pk}-seen": item.stamp}
    return sent | typed


def html_of(response: Any) -> str:
    return response.content.decode()
