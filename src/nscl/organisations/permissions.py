"""Who may do what to whose rows. An outsider is answered as if the thing did not exist."""

from __future__ import annotations

from typing import TypeGuard

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from nscl.organisations.models import Body, Membership, Programme, Succession, User
from nscl.organisations.roles import ROLES, Reach, Role, Verb
from nscl.vn.calendar import today
from nscl.vn.sorting import collation_key

AnyUser = User | AnonymousUser


def signed_in(user: AnyUser) -> TypeGuard[User]:
    return bool(user.is_authenticated)


def has_role(user: AnyUser) -> TypeGuard[User]:
    """Does this person hold some role in some body today?"""
    return signed_in(user) and bool(user.current_memberships)


def allowed(user: AnyUser, verb: Verb, body: Body | None = None) -> bool:
    """May this person do this — to this body's things, or anywhere at all when no body is named?"""
    if not signed_in(user) or not user.is_active:
        return False
    return any(verb in ROLES[m.role].verbs and (body is None or _reaches(m, body)) for m in user.current_memberships)


def _reaches(membership: Membership, body: Body) -> bool:
    match ROLES[membership.role].reach:
        case Reach.PROVINCE:
            return True
        case Reach.OWN:
            return membership.body_id == body.pk or _succeeds(membership.body, body)
        case Reach.UNDER:
            return Body.objects.supervised_by(membership.body, today()).filter(pk=body.pk).exists()


def _succeeds(successor: Body, body: Body) -> bool:
    """From its first day a successor answers for its predecessor's rows."""
    return body.ended_on is not None and body.successions.filter(successor=successor, on__lte=today()).exists()


def within_reach(user: AnyUser, verb: Verb, field: str = "") -> Q:
    """The filter of rows this person may do this to. `field` is the path to the body that reported them."""
    if not signed_in(user):
        return Q(pk__in=[])
    prefix = f"{field}__" if field else ""
    found = Q(pk__in=[])
    for membership in user.current_memberships:
        role = ROLES[membership.role]
        if verb not in role.verbs:
            continue
        if role.reach is Reach.PROVINCE:
            return Q()
        if role.reach is Reach.OWN:
            taken_over = Succession.objects.filter(successor=membership.body_id, on__lte=today()).values("body")
            found |= Q(**{f"{prefix}pk": membership.body_id}) | Q(**{f"{prefix}pk__in": taken_over})
        else:
            found |= Q(**{f"{prefix}pk__in": Body.objects.supervised_by(membership.body, today()).values("pk")})
    return found


def reaches(user: AnyUser, verb: Verb) -> frozenset[Reach]:
    """How far this person may do this, over all his roles: nothing, his own bodies, those under him, the province."""
    if not signed_in(user):
        return frozenset()
    return frozenset(role.reach for role in user.roles if verb in role.verbs)


def bodies_for(user: AnyUser, verb: Verb) -> list[Body]:
    """The bodies in whose name this person may do this, without spelling out the whole province."""
    if not signed_in(user):
        return []
    return [m.body for m in user.current_memberships if verb in ROLES[m.role].verbs]


def acts_for(user: AnyUser, verb: Verb, body: Body) -> bool:
    """May this person do this in the body's own name: as its member, or as one of its successor?"""
    if not signed_in(user) or not user.is_active:
        return False
    return any(own.pk == body.pk or _succeeds(own, body) for own in bodies_for(user, verb))


def people_who_may(verb: Verb, body: Body) -> list[User]:
    """Members of a body whose role in it lets them do this; who works for the whole province is not among them."""
    roles = [role.slug for role in ROLES.values() if verb in role.verbs]
    held = Membership.objects.filter(body=body, role__in=roles, user__is_active=True).in_force(today())
    people = {membership.user for membership in held.select_related("user")}
    return sorted(people, key=lambda person: collation_key(person.full_name))


def may_grant(user: AnyUser, role: str, body: Body) -> bool:
    """Nobody grants a role above his own rights, nor in a body he does not reach."""
    if not signed_in(user):
        return False
    return any(role in ROLES[m.role].grants and _reaches(m, body) for m in user.current_memberships)


def has_place(role: Role, body: Body) -> bool:
    """Roles of the standing body exist there only: elsewhere they would hand the whole province to a guest."""
    return not role.is_of_standing_body or Programme.objects.filter(standing_body=body).exists()


def grantable(user: AnyUser, body: Body) -> list[Role]:
    """The roles this person may give in a body."""
    return [role for role in ROLES.values() if may_grant(user, role.slug, body) and has_place(role, body)]
