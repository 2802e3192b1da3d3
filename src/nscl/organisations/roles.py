"""Roles as declared data: what each may do, how far it reaches, and which roles it may grant."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise


class Verb(StrEnum):
    """Everything the system lets somebody do beyond reading public pages."""

    READ_ROWS = "rows.read"
    READ_PRIVATE = "rows.private"
    ENTER_ROWS = "rows.enter"
    CONFIRM_ROWS = "rows.confirm"
    WITHDRAW_ROWS = "rows.withdraw"
    READ_REPORT = "report.read"
    WRITE_REPORT = "report.write"
    ENDORSE_REPORT = "report.endorse"
    SUBMIT_REPORT = "report.submit"
    RETURN_REPORT = "report.return"
    EXTEND_REPORT = "report.extend"
    ACCEPT_REPORT = "report.accept"
    OPEN_ROUND = "round.open"
    APPROVE_ROSTER = "roster.approve"
    FREEZE_ROUND = "round.freeze"
    MAKE_PAPER = "paper.make"
    READ_BRIEF = "brief.read"
    DECIDE = "decision.make"
    EDIT_BODIES = "bodies.edit"
    READ_STATISTICS = "statistics.read"
    EDIT_STATISTICS = "statistics.edit"
    GRANT = "members.grant"


class Reach(StrEnum):
    """Over whose rows and reports a role's verbs hold."""

    OWN = "own"  # the body of the membership
    UNDER = "under"  # the bodies it supervises on the day
    PROVINCE = "province"


@dataclass(frozen=True)
class Role:
    slug: str
    title: StrOrPromise
    reach: Reach
    verbs: frozenset[Verb]
    grants: frozenset[str] = field(default_factory=frozenset)
    needs_second_factor: bool = False
    is_of_standing_body: bool = False


_ROWS = {Verb.READ_ROWS, Verb.READ_PRIVATE, Verb.ENTER_ROWS, Verb.CONFIRM_ROWS, Verb.WITHDRAW_ROWS}

DEPARTMENT_OFFICER: Final = Role(
    "department_officer",
    _("Cán bộ cơ quan thường trực"),
    Reach.PROVINCE,
    frozenset(
        {
            *_ROWS,
            Verb.READ_REPORT,
            Verb.WRITE_REPORT,
            Verb.RETURN_REPORT,
            Verb.EXTEND_REPORT,
            Verb.ACCEPT_REPORT,
            Verb.OPEN_ROUND,
            Verb.MAKE_PAPER,
        }
        | {Verb.READ_BRIEF, Verb.DECIDE, Verb.EDIT_BODIES}
        | {Verb.READ_STATISTICS, Verb.EDIT_STATISTICS}
    ),
    is_of_standing_body=True,
)
DEPARTMENT_LEADER: Final = Role(
    "department_leader",
    _("Lãnh đạo cơ quan thường trực"),
    Reach.PROVINCE,
    frozenset(
        {
            Verb.READ_ROWS,
            Verb.CONFIRM_ROWS,
            Verb.WITHDRAW_ROWS,
            Verb.READ_REPORT,
            Verb.ENDORSE_REPORT,
            Verb.SUBMIT_REPORT,
            Verb.RETURN_REPORT,
        }
        | {
            Verb.EXTEND_REPORT,
            Verb.ACCEPT_REPORT,
            Verb.OPEN_ROUND,
            Verb.APPROVE_ROSTER,
            Verb.FREEZE_ROUND,
            Verb.MAKE_PAPER,
            Verb.READ_BRIEF,
        }
        | {Verb.DECIDE, Verb.GRANT, Verb.READ_STATISTICS}
    ),
    grants=frozenset({"department_officer", "body_officer", "section_head", "body_leader", "supervisor", "viewer"}),
    is_of_standing_body=True,
)
BODY_OFFICER: Final = Role(
    "body_officer", _("Cán bộ đơn vị"), Reach.OWN, frozenset({*_ROWS, Verb.READ_REPORT, Verb.WRITE_REPORT})
)
SECTION_HEAD: Final = Role(
    "section_head",
    _("Trưởng phòng, bộ phận"),
    Reach.OWN,
    frozenset({*_ROWS, Verb.READ_REPORT, Verb.WRITE_REPORT, Verb.ENDORSE_REPORT}),
)
BODY_LEADER: Final = Role(
    "body_leader",
    _("Lãnh đạo đơn vị"),
    Reach.OWN,
    frozenset(
        {Verb.READ_ROWS, Verb.READ_PRIVATE, Verb.CONFIRM_ROWS, Verb.WITHDRAW_ROWS, Verb.READ_REPORT, Verb.WRITE_REPORT}
        | {Verb.ENDORSE_REPORT, Verb.SUBMIT_REPORT, Verb.GRANT}
    ),
    grants=frozenset({"body_officer", "section_head"}),
)
SUPERVISOR: Final = Role(
    "supervisor", _("Cơ quan quản lý ngành (đọc)"), Reach.UNDER, frozenset({Verb.READ_ROWS, Verb.READ_REPORT})
)
VIEWER: Final = Role(
    "viewer",
    _("Người xem toàn tỉnh"),
    Reach.PROVINCE,
    frozenset({Verb.READ_ROWS, Verb.READ_REPORT, Verb.READ_BRIEF, Verb.READ_STATISTICS}),
)
ADMINISTRATOR: Final = Role(
    "administrator",
    _("Quản trị"),
    Reach.PROVINCE,
    frozenset({Verb.GRANT, Verb.EDIT_BODIES}),
    grants=frozenset(
        {
            "department_officer",
            "department_leader",
            "body_officer",
            "section_head",
            "body_leader",
            "supervisor",
            "viewer",
            "administrator",
        }
    ),
    needs_second_factor=True,
)

ROLES: Final = {
    role.slug: role
    for role in (
        DEPARTMENT_OFFICER,
        DEPARTMENT_LEADER,
        BODY_OFFICER,
        SECTION_HEAD,
        BODY_LEADER,
        SUPERVISOR,
        VIEWER,
        ADMINISTRATOR,
    )
}
