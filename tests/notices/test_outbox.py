"""The outbox: each mail goes out once; a server that is away loses nothing; nothing names an address it should not."""

from __future__ import annotations

import email
import smtplib
from email.policy import default
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.mail.backends.smtp import EmailBackend

from nscl.notices import outbox
from nscl.notices.actions import Telling, mark_read, tell
from nscl.notices.models import Mail, Notice
from nscl.notices.outbox import Delivered
from nscl.organisations.models import User

pytestmark = pytest.mark.django_db


def say(*people: User, subject: str = "reminder/1") -> list[Notice]:
    return tell(Telling(person, "reminder", subject, "Viết báo cáo năm 2028.", "/bao-cao/2028/") for person in people)


def test_a_person_is_told_of_a_thing_once(commune_a_officer: User):
    assert (len(say(commune_a_officer)), len(say(commune_a_officer))) == (1, 0)
    assert Mail.objects.count() == 1


def test_without_a_server_mails_become_files_once(settings, commune_a_officer: User, commune_b_officer: User):
    settings.SITE_ADDRESS = "https://nscl.vi-du.vn"
    say(commune_a_officer, commune_b_officer)

    assert outbox.deliver() == Delivered(sent=2)
    assert outbox.deliver() == Delivered()
    files = sorted(Path(settings.MAIL_BOX).glob("*.eml"))
    assert len(files) == 2
    mail = email.message_from_bytes(files[0].read_bytes(), policy=default)
    assert mail["To"] == commune_a_officer.email
    assert mail["Subject"] == "01 thông báo"
    assert "https://nscl.vi-du.vn/bao-cao/2028/" in mail.get_content()


def test_a_server_that_is_away_loses_no_mail_and_counts_against_none(
    settings, monkeypatch, caplog, commune_a_officer: User
):
    settings.MAIL_SERVER = "smtp://127.0.0.1:9"
    say(commune_a_officer)

    assert outbox.deliver().fault.startswith("ConnectionRefusedError")
    assert Mail.objects.get().attempts == 0
    settings.MAIL_SERVER = ""
    assert outbox.deliver() == Delivered(sent=1)
    assert commune_a_officer.email not in caplog.text


def test_a_refused_address_does_not_stop_the_others_and_keeps_only_the_kind_of_the_refusal(
    settings, monkeypatch, commune_a_officer: User, commune_b_officer: User
):
    settings.MAIL_SERVER = "smtp+tls://ten:mat%20khau@thu.vi-du.vn"

    def send(self, messages):  # type: ignore[no-untyped-def]
        if messages[0].to == [commune_a_officer.email]:
            raise smtplib.SMTPRecipientsRefused({commune_a_officer.email: (550, b"no such user")})

    monkeypatch.setattr(EmailBackend, "open", lambda self: True)
    monkeypatch.setattr(EmailBackend, "send_messages", send)
    say(commune_a_officer, commune_b_officer)

    assert outbox.deliver() == Delivered(sent=1, failed=1)
    assert Mail.objects.waiting().get().error == "SMTPRecipientsRefused"


@pytest.mark.parametrize(
    "address",
    ["thu.vi-du.vn", "http://thu.vi-du.vn:25", "smtps+tls://a:b@thu.vi-du.vn:587", "smtp://", "smtp://a:khong-phai-so"],
)
def test_an_address_of_a_server_that_cannot_be_read_is_refused_by_name(settings, address, commune_a_officer: User):
    settings.MAIL_SERVER = address
    say(commune_a_officer)
    with pytest.raises(ValidationError, match="NSCL_SMTP_URL"):
        outbox.deliver()


def test_a_person_marks_only_his_own_notices_as_read(commune_a_officer: User, commune_b_officer: User):
    (other,) = say(commune_b_officer)
    say(commune_a_officer)

    assert mark_read(by=commune_a_officer, notices=[other.pk]) == 0
    assert mark_read(by=commune_a_officer) == 1
    assert Notice.objects.of(commune_b_officer).unread().count() == 1
