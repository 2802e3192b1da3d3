"""Which rows wait for a person's confirmation, as conditions over a whole register.

`actions.confirmation_refusal` says the same of one row, with the reason; a test holds the two together.
"""

from __future__ import annotations

from functools import reduce
from operator import or_

from django.db.models import F, Q

from nscl.organisations.models import Succession, User
from nscl.organisations.permissions import bodies_for, within_reach
from nscl.organisations.roles import ROLES, Reach, Verb
from nscl.registers.entry import STATES, Entry, RowState
from nscl.vn.calendar import today

NONE = Q(pk__in=[])


def confirmable(model: type[Entry], by: User) -> Q:
    """Rows this person is able to confirm now."""
    found = STATES[RowState.WAITING] & within_reach(by, Verb.CONFIRM_ROWS, "reported_by") & ~Q(entered_by=by)
    own_benefit = of_own_benefit(model)
    return found if own_benefit is None else found & (~own_benefit | _from_elsewhere(by))


def awaits(model: type[Entry], by: User) -> Q:
    """Rows that wait for this very person: those of his own bodies, and those nobody nearer may confirm."""
    return of_own_bodies(model, by) | of_others_benefit(model, by)


def of_own_bodies(model: type[Entry], by: User) -> Q:
    """Rows that colleagues in the person's own bodies, or in those they succeeded, have entered."""
    return confirmable(model, by) & _own(by)


def of_others_benefit(model: type[Entry], by: User) -> Q:
    """Rows other bodies reported about themselves: only somebody from elsewhere confirms them."""
    own_benefit = of_own_benefit(model)
    return NONE if own_benefit is None else confirmable(model, by) & own_benefit & ~_own(by)


def _own(by: User) -> Q:
    bodies = [body.pk for body in bodies_for(by, Verb.CONFIRM_ROWS)]
    taken_over = Succession.objects.filter(successor__in=bodies, on__lte=today()).values("body")
    return Q(reported_by__in=bodies) | Q(reported_by__in=taken_over)


def of_own_benefit(model: type[Entry]) -> Q | None:
    """Rows whose reporter is their beneficiary; None where a register names no beneficiary."""
    return Q(reported_by=F(model.beneficiary_field)) if model.beneficiary_field else None


def _from_elsewhere(by: User) -> Q:
    """Rows of other bodies than the one in whose name this person confirms for the whole province."""
    memberships = (m for m in by.current_memberships if Verb.CONFIRM_ROWS in ROLES[m.role].verbs)
    province = [m.body_id for m in memberships if ROLES[m.role].reach is Reach.PROVINCE]
    return reduce(or_, (~Q(reported_by=body) for body in province), NONE)
