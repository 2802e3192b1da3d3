"""Who issues a body's report: the body itself or, once it has ended, its successor; and in which position he signs."""

from __future__ import annotations

from datetime import date

from nscl.organisations.models import Body, Membership, User
from nscl.organisations.roles import ROLES, Verb
from nscl.reporting.models import Report
from nscl.reporting.papers.issuer import LEADS


def issuer_of(report: Report, on: date, by: User | None = None) -> Body:
    """`by`: who sends it; of several successors, the one he belongs to."""
    body = report.body
    if body.ended_on is None or on <= body.ended_on:
        return body
    heirs = [line.successor for line in body.successions.standing().select_related("successor")]
    own = {membership.body_id for membership in by.current_memberships} if by else set()
    return next((heir for heir in heirs if heir.pk in own), heirs[0] if heirs else body)


def leads(body: Body, by: User) -> bool:
    """Is he the head himself, by his position, whose right to sign needs no paper?"""
    held = [m for m in by.current_memberships if Verb.SUBMIT_REPORT in ROLES[m.role].verbs]
    own = [m.position for m in held if m.body_id == body.pk or body.ended_on is not None]
    return any(LEADS.match(position.strip()) for position in own)


def position_of(by: User, report: Report, issuer: Body) -> str:
    """His position in the body that issues, in the role that lets him send."""
    held = [m for m in by.current_memberships if m.body_id in (issuer.pk, report.body_id)]
    signing = [m for m in held if Verb.SUBMIT_REPORT in ROLES[m.role].verbs]

    def rank(membership: Membership) -> tuple[bool, bool]:
        return membership.body_id != issuer.pk, membership not in signing

    return min(held, key=rank).position if held else ""
