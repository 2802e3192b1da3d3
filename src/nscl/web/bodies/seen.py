"""Which bodies a visitor may know of, and how he finds one."""

from __future__ import annotations

from django.db.models import F, Q, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from nscl.organisations.models import Body, Designation, Kind
from nscl.organisations.permissions import AnyUser, has_role
from nscl.vn.text import is_match

PUBLIC_KINDS = (Kind.DEPARTMENT, Kind.OFFICE, Kind.COMMUNE, Kind.UNION, Kind.ASSOCIATION, Kind.PRESS)


def visible_to(user: AnyUser) -> QuerySet[Body]:
    """Everybody sees bodies of state and of the plan; enterprises, schools and hospitals only who holds a role."""
    if has_role(user):
        return Body.objects.all()
    return Body.objects.filter(kind__in=PUBLIC_KINDS)


def found_by(bodies: QuerySet[Body], text: str) -> QuerySet[Body]:
    """Bodies whose code or name, present or former, holds every word, typed with or without tones."""
    former = Designation.objects.exclude(name=F("body__name")).values_list("body_id", "name")
    renamed = {pk for pk, name in former if is_match(text, name)}
    return bodies.filter(Q(pk__in=bodies.search(text).values("pk")) | Q(pk__in=renamed))  # type: ignore[attr-defined]


def shown(request: HttpRequest, code: str) -> Body:
    """The body of this address, when the visitor may know of it."""
    return get_object_or_404(visible_to(request.user).select_related("commune"), code=code)
