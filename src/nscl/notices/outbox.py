"""Sending the mails that wait: to a mail server, or into a box of files."""

from __future__ import annotations

import smtplib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.utils.translation import gettext as _

from nscl.notices.models import Mail
from nscl.vn.calendar import now

SECONDS = 20  # a server that does not answer in this time is not there
REFUSED = (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError)  # this mail; anything else is the server
SCHEMES = {"smtp": 25, "smtp+tls": 587, "smtps": 465}


class Post(Protocol):
    def __call__(self, mail: Mail) -> None: ...


@dataclass(frozen=True)
class Delivered:
    """What a run did; what waits is tried again by the next one. `fault`: why the server could not be spoken to."""

    sent: int = 0
    failed: int = 0
    fault: str = ""


def deliver() -> Delivered:
    """Send every mail that waits. A mail another run is sending is left to it; one refused does not stop the others,
    a server that is not there ends the run without counting against any mail.

    A machine that dies between sending and writing it down sends that one mail again, under the same Message-ID.
    """
    sent = failed = 0
    waiting = list(Mail.objects.waiting().values_list("pk", flat=True))
    if not waiting:
        return Delivered()
    with _post() as post:
        for pk in waiting:
            try:
                went = _send(pk, post)
            except OSError as error:
                return Delivered(sent, failed, _kind(error))
            sent += went is True
            failed += went is False
    return Delivered(sent, failed)


@transaction.atomic
def _send(pk: int, post: Post) -> bool | None:
    """Whether it went out; None when it is no longer ours to send."""
    mail = Mail.objects.waiting().select_for_update(skip_locked=True, of=("self",)).filter(pk=pk).first()
    if mail is None:
        return None
    try:
        post(mail)
    except REFUSED as error:
        mail.failed(_kind(error))
        return False
    mail.sent(now())
    return True


def _kind(error: Exception) -> str:
    """The kind of a failure without the address that servers like to repeat."""
    code = getattr(error, "smtp_code", None) or getattr(error, "errno", None)
    return f"{type(error).__name__} {code}" if code else type(error).__name__


def _message(mail: Mail) -> EmailMessage:
    sender = settings.MAIL_FROM
    domain = sender.rpartition("@")[2].strip("> ") or "localhost"
    headers = {
        "Message-ID": f"<nscl-{mail.pk}-{mail.made_at:%Y%m%d%H%M%S}@{domain}>",
        "Auto-Submitted": "auto-generated",
    }
    return EmailMessage(mail.subject, mail.body, sender, [mail.recipient.email], headers=headers)


@contextmanager
def _post() -> Iterator[Post]:
    """How mail goes out here, for as long as the run lasts."""
    if not settings.MAIL_SERVER:
        yield _into_box
        return
    connection = _server(settings.MAIL_SERVER)

    def post(mail: Mail) -> None:
        connection.open()
        connection.send_messages([_message(mail)])

    try:
        yield post
    finally:
        connection.close()


def _into_box(mail: Mail) -> None:
    box = Path(settings.MAIL_BOX)
    box.mkdir(parents=True, exist_ok=True)
    (box / f"{mail.made_at:%Y%m%d}-{mail.pk:06d}.eml").write_bytes(_message(mail).message().as_bytes())


def _server(address: str):
    """`smtp://user:password@host:port`; `smtp+tls` asks for TLS after connecting, `smtps` speaks it from the start."""
    url = urlsplit(address)
    try:
        standard = SCHEMES[url.scheme]
        port = url.port or standard
        host = url.hostname or ""
    except (KeyError, ValueError):
        host = ""
    if not host:
        raise ValidationError(
            _("Biến NSCL_SMTP_URL sai dạng. Ghi dạng smtp+tls://tên:mật-khẩu@máy-chủ:587; xem docs/how-to/install.md.")
        )
    return get_connection(
        "django.core.mail.backends.smtp.EmailBackend",
        host=host,
        port=port,
        username=unquote(url.username or ""),
        password=unquote(url.password or ""),
        use_tls=url.scheme == "smtp+tls",
        use_ssl=url.scheme == "smtps",
        timeout=SECONDS,
    )
