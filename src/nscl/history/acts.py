"""Recording acts, each on the one before."""

from __future__ import annotations

from typing import Any, Protocol

from django.db import connection, transaction

from nscl.history.chain import GENESIS
from nscl.history.models import Event
from nscl.vn.calendar import ZONE, now

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
        last = _last_hash()
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
            previous_hash=last,
        )
        event.hash = event.computed_hash()
        event.save(force_insert=True)
    return event


def _last_hash() -> str:
    """The end of the chain, held by us until the transaction ends; the next number follows the last without a gap.

    A number once given to an act that was rolled back is given again: what is missing was taken away.
    """
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [LOCK])
        cursor.execute(
            "select hash, setval(pg_get_serial_sequence('history_event', 'id'), coalesce(id, 1), id is not null)"
            " from (select) as one left join"
            " (select id, hash from history_event order by id desc limit 1) as last_act on true"
        )
        return cursor.fetchone()[0] or GENESIS
