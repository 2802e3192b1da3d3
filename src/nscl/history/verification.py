"""Checking the chain of acts as it stands in the database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from nscl.history import chain
from nscl.history.chain import GENESIS, Fault, Head, Link
from nscl.history.models import Event
from nscl.vn.calendar import ZONE


def faults(heads: Iterable[Head] = ()) -> list[Fault]:
    """What has been done to the history, the heads it must still hold being given."""
    return chain.faults(list(_links()), heads)


def _links() -> Iterator[Link]:
    """Only hashes are kept of what is read, each once: a history of years fits into memory."""
    last = GENESIS
    for event in Event.objects.order_by("id").iterator(chunk_size=2000):
        event.at = event.at.astimezone(ZONE)
        kept, previous = event.hash, last if event.previous_hash == last else event.previous_hash
        computed = event.computed_hash()
        if computed != kept:
            event.previous_hash = last
            if event.computed_hash() == kept:  # what it says is true; only the hash it stands on was overwritten
                previous = last
        yield Link(event.pk, previous, kept, kept if computed == kept else computed)
        last = kept
