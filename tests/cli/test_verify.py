"""`nscl verify`: what must never change is checked, and what has changed is named."""

import argparse
import json
from pathlib import Path

import pgtrigger
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from nscl.cli import verify
from nscl.economy.actions import digest, keep_estimate, treat_break
from nscl.economy.growth import Conventions
from nscl.economy.intake import load_folder
from nscl.economy.models import Estimate, Territory, Treatment
from nscl.economy.selection import select
from nscl.evidence.actions import add_file
from nscl.history.models import Event
from nscl.vn.calendar import now

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


@pytest.fixture
def estimate():
    load_folder(Path(settings.PLANS) / "bac-ninh-2026-2030" / "statistics", by=None)
    chosen = select(Territory.objects.get(code="viet-nam"), first=2010, last=2024, at=now())
    for objection in chosen.objections:
        (series,) = chosen.chosen[objection.concept].series
        treat_break(series, objection.year, treatment=Treatment.WAIVED, reason="thử", by=None)
    again = select(Territory.objects.get(code="viet-nam"), first=2010, last=2024, at=now())
    return keep_estimate(again, Conventions(), title="Cả nước", by=None)


def change(estimate: Estimate, **values: object) -> None:
    with pgtrigger.ignore("economy.Estimate:an_estimate_never_changes"):
        Estimate.objects.filter(pk=estimate.pk).update(**values)


def test_an_estimate_is_computed_again_and_is_the_same(estimate, capsys):
    assert said(capsys)[0] == 0


def test_a_changed_estimate_is_named(estimate, capsys):
    change(estimate, inputs={**estimate.inputs, "output": []})
    fault = f"Bản tính năng suất số {estimate.pk} (Cả nước): nội dung không khớp dấu đã ghi.\n"
    assert said(capsys) == (1, fault)


def test_a_result_the_engine_does_not_give_is_named(estimate, capsys):
    result = {**estimate.result, "mode": "official"}
    content = {"inputs": estimate.inputs, "conventions": estimate.conventions, "result": result}
    change(estimate, result=result, sha256=digest(content))
    fault = f"Bản tính năng suất số {estimate.pk} (Cả nước): tính lại không ra kết quả đã lưu.\n"
    assert said(capsys) == (1, fault)


def test_a_program_reads_the_same(document, capsys):
    document.path.unlink()
    assert verify.run(argparse.Namespace(json=True)) == 1
    found = json.loads(capsys.readouterr().out)
    assert (found["acts"], len(found["faults"])) == (Event.objects.count(), 1)
