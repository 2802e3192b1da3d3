"""Telling people: each thing once, with one mail a run; and marking what has been read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext as _

from nscl.notices.models import Mail, Notice
from nscl.organisations.models import User
from nscl.vn.calendar import now
from nscl.vn.dates import format_date
from nscl.vn.numbers import format_count

LOCK = 49_3001  # one teller at a time, so that two runs cannot both find that somebody has not been told


@dataclass(frozen=True)
class Telling:
    """What is to be told to whom; `subject` names it for good."""

    recipient: User
    kind: str
    subject: str
    text: str
    url: str
    due_on: date | None = None


@transaction.atomic
def tell(tellings: Iterable[Telling]) -> list[Notice]:
    """Tell each person what he has not been told yet, and write one mail that gathers it. Returns the new notices."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [LOCK])
    asked = {(each.recipient.pk, each.subject): each for each in tellings}
    subjects = {subject for _recipient, subject in asked}
    told = set(Notice.objects.filter(subject__in=subjects).values_list("recipient_id", "subject"))
    at = now()
    new = Notice.objects.bulk_create(
        Notice(
            recipient=each.recipient,
            kind=each.kind,
            subject=each.subject,
            text=each.text,
            url=each.url,
            due_on=each.due_on,
            created_at=at,
        )
        for key, each in asked.items()
        if key not in told
    )
    Mail.objects.bulk_create(_digests(new))
    return new


@transaction.atomic
def mark_read(*, by: User, notices: Iterable[int] | None = None) -> int:
    """The person has read these notices of his own; all of them when none are named."""
    unread = Notice.objects.of(by).unread()
    if notices is not None:
        unread = unread.filter(pk__in=list(notices))
    return unread.update(read_at=now())


def _digests(notices: Iterable[Notice]) -> list[Mail]:
    by_person: defaultdict[User, list[Notice]] = defaultdict(list)
    for notice in notices:
        by_person[notice.recipient].append(notice)
    at = now()
    return [
        Mail(recipient=person, subject=_subject(own), body=_body(person, own), made_at=at)
        for person, own in by_person.items()
        if person.email
    ]


def _subject(notices: list[Notice]) -> str:
    days = [notice.due_on for notice in notices if notice.due_on]
    words = {"n": format_count(len(notices)), "day": format_date(min(days)) if days else ""}
    return _("Nhắc việc: %(n)s việc, hạn gần nhất hết ngày %(day)s") % words if days else _("%(n)s thông báo") % words


def _body(person: User, notices: list[Notice]) -> str:
    lines = [_("Kính gửi %(name)s,") % {"name": person.full_name}, ""]
    for notice in notices:
        lines.append(f"- {notice.text}")
        if settings.SITE_ADDRESS:
            lines.append(f"  {settings.SITE_ADDRESS}{notice.url}")
    lines += ["", _("Thư do hệ thống tự động gửi. Việc đã xong không bị nhắc lại.")]
    return "\n".join(lines)
