"""Pages of bodies and of who is what in them."""

from django.urls import URLPattern

from nscl.web.bodies import changes, delegations, lists, members, page
from nscl.web.bodies.seen import PUBLIC_KINDS, found_by, shown, visible_to

__all__ = ["PUBLIC_KINDS", "found_by", "shown", "urlpatterns", "visible_to"]

# addresses with a fixed part come before those with a body's code
urlpatterns: list[URLPattern] = [
    *lists.urlpatterns,
    *changes.urlpatterns,
    *page.urlpatterns,
    *members.urlpatterns,
    *delegations.urlpatterns,
]
