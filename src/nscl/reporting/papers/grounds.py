"""On what ground a report is made: the plan, as the first sentence of a paper cites it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from nscl.plan import Plan
from nscl.reporting.papers.wording import lower_first
from nscl.vn.dates import format_date


def cited(plan: Plan, year: int, issuer: str, *, once: bool = False) -> str:
    """The plan in full, its short form for later sentences unless cited only `once`, and what amended it. `issuer`: as
    the paper names it."""
    words = _("{plan} ngày {date} của {issuer} về {title} (sau đây viết tắt là {plan}){amended}")
    if once:
        words = _("{plan} ngày {date} của {issuer} về {title}{amended}")
    return words.format(
        plan=plan.citation,
        date=format_date(plan.issued_on),
        issuer=issuer.replace("Ủy ban nhân dân", "Ủy ban nhân dân (UBND)"),
        title=lower_first(plan.title),
        amended=_amended(plan, year),
    )


def _amended(plan: Plan, year: int) -> str:
    documents = [
        f"{each.document.kind} số {each.document.number} ngày {format_date(each.document.date)}"
        for each in plan.amendments
        if each.in_force.year <= year
    ]
    return _(", được sửa đổi, bổ sung tại {documents}").format(documents=", ".join(documents)) if documents else ""
