"""The tables of this app, by subject."""

from nscl.organisations.bodies import Body, Designation, Kind, Succession, Supervision
from nscl.organisations.decisions import Decision, Programme
from nscl.organisations.delegations import Authority, Delegation
from nscl.organisations.people import Membership, User
from nscl.organisations.working_days import WorkingDay

__all__ = [
    "Authority",
    "Body",
    "Decision",
    "Delegation",
    "Designation",
    "Kind",
    "Membership",
    "Programme",
    "Succession",
    "Supervision",
    "User",
    "WorkingDay",
]
