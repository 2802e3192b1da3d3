"""`nscl verify`: what must never change is checked, and what has changed is named."""

import argparse
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from nscl.cli import verify
from nscl.evidence.actions import add_file
from nscl.history.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def document(commune_a, commune_a_officer):
    return add_file(by=commune_a_officer, body=commune_a, file=SimpleUploadedFile("a.pdf", b"%PDF-1.7"))


def said(capsys, **options) -> tuple[int, str]:
    code = verify.run(argparse.Namespace(json=False, **options))
    return code, capsys.readouterr().out


def test_what_is_whole_is_said_to_be_with_the_mark_to_keep_elsewhere(document, capsys):
    code, text = said(capsys)
    assert code == 0
    assert Event.objects.order_by("-id").first().hash in text


def test_a_changed_act_is_named(document, capsys):
    event = Event.objects.order_by("-id").first()
    with connection.cursor() as cursor:
        cursor.execute("alter table history_event disable trigger user")
        cursor.execute("update history_event set summary = 'khác' where id = %s", [event.pk])
        cursor.execute("alter table history_event enable trigger user")
    code, text = said(capsys)
    assert code == 1
    assert f"việc số {event.pk} (evidence.added, Commune a officer" in text


def test_a_changed_file_is_named(document, capsys):
    document.path.write_bytes(b"%PDF-1.7 khac")
    assert said(capsys) == (1, f"Tệp chứng minh số {document.pk} (a.pdf): nội dung đã khác khi nộp.\n")


def test_a_lost_file_is_named(document, capsys):
    document.path.unlink()
    code, text = said(capsys)
    assert code == 1
    assert "không còn tệp" in text


def test_a_program_reads_the_same(document, capsys):
    document.path.unlink()
    assert verify.run(argparse.Namespace(json=True)) == 1
    found = json.loads(capsys.readouterr().out)
    assert (found["acts"], len(found["faults"])) == (Event.objects.count(), 1)
