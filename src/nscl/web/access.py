"""Who gets in. Anybody else is answered as if the page did not exist; the 404 page itself offers to sign in."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase

from nscl.organisations.models import Body, User
from nscl.organisations.permissions import allowed, signed_in
from nscl.organisations.roles import Verb

P = ParamSpec("P")


def require(request: HttpRequest, verb: Verb, body: Body | None = None) -> User:
    """The person, who may do this; otherwise there is no such page."""
    user = request.user
    if not signed_in(user) or not allowed(user, verb, body):
        raise Http404
    return user


def own_page(
    view: Callable[Concatenate[HttpRequest, User, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """A page about the person himself: whoever is not signed in signs in first and comes back."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        user = request.user
        if not signed_in(user):
            return redirect_to_login(request.get_full_path())
        return view(request, user, *args, **kwargs)

    return wrapped
