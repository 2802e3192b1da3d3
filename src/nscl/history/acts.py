"""Recording acts and checking their chain."""

from __future__ import annotations

from typing import Any, Protocol

from django.db import connection, transaction

from nscl.history.models import Event
from nscl.vn.calendar import ZONE, now

GENESIS = "0" * 64
LOCK = 49_2026  # one writer at a time, so that the chain has one order


class Actor(Protocol):
    pk: Any
    full_name: str


def subject_of(thing: Any) -> str:
    """How a thing is named in the history: `registers.course/12`."""
    return f"{thing._meta.label_lower}/{thing.pk}"


def record(
    *,
    by: Actor | None,
    verb: str,
    subject: str,
    summary: str = "",
    why: str = "",
    body_id: int | None = None,
    **details: Any,
) -> Event:
    """Append one act to the chain, inside the caller's transaction."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_xact_lock(%s)", [LOCK])
        last = Event.objects.order_by("-id").values_list("hash", flat=True).first()
        event = Event(
            at=now().astimezone(ZONE),
            actor_id=by.pk if by else None,
            actor_name=by.full_name if by else "Hệ thống",
            verb=verb,
            subject=subject,
            summary=summary[:400],
            why=why,
            details=details,
            body_id=body_id,
            previous_hash=last or GENESIS,
        )
        event.hash = event.computed_hash()
        event.save(force_insert=True)
    return event


def broken_link() -> Event | None:
    """The first act whose hash no longer follows from what it says and from the one before."""
    previous = GENESIS
    for event in Event.objects.order_by("id").iterator(chunk_size=2000):
        event.at = event.at.astimezone(ZONE)
        if event.previous_hash != previous or event.hash != event.computed_hash():
            return event
        previous = event.hash
    return None
