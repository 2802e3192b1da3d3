"""Moments as commands take them: `--as-of`."""

from __future__ import annotations

from datetime import date, datetime

from nscl.cli import CommandError


def moment(text: str | None) -> datetime | None:
    """A day means its end: what was known when the day was over."""
    from nscl.vn.calendar import ZONE, end_of_day

    if text is None:
        return None
    try:
        if len(text) == len("2027-11-23"):
            return end_of_day(date.fromisoformat(text))
        at = datetime.fromisoformat(text)
    except ValueError:
        raise CommandError(f"“{text}” không phải thời điểm. Ghi dạng 2027-11-23 hoặc 2027-11-23T17:00.") from None
    return at if at.tzinfo else at.replace(tzinfo=ZONE)
