"""`nscl history verify`: what was done to the history is named; receipts and marks kept elsewhere show a cut tail."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import connection

from nscl.cli import parse, run_with_database
from nscl.history.models import Event
from nscl.reporting.models import Report

pytestmark = pytest.mark.django_db


def verify(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    code = run_with_database(*parse(["history", "verify", *words]))
    return code, capsys.readouterr().out


def verify_json(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, dict[str, Any]]:
    code, text = verify(capsys, "--json", *words)
    return code, json.loads(text)


def behind_the_back(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute("alter table history_event disable trigger user")
        cursor.execute(statement, values)
        cursor.execute("alter table history_event enable trigger user")


def last_act() -> Event:
    return Event.objects.order_by("-id")[0]


def test_a_whole_history_is_said_to_agree_with_its_receipts(sent: Report, capsys):
    code, text = verify(capsys)
    assert code == 0
    assert f"Lịch sử còn nguyên vẹn: {Event.objects.count()} việc, khớp dấu trên 1 biên nhận." in text
    assert last_act().hash in text


def test_the_receipt_prints_the_act_of_its_sending(sent: Report):
    assert sent.snapshots.get().chain_head == last_act().hash


def test_a_tail_cut_off_is_told_by_the_receipt_that_stood_in_it(sent: Report, capsys):
    head = last_act()
    behind_the_back("delete from history_event where id = %s", head.pk)
    code, found = verify_json(capsys)
    (fault,) = found["faults"]
    assert code == 1
    assert (fault["kind"], fault["acts"], fault["head"]) == ("cut", [], head.hash)
    assert "in trên biên nhận số 0001 của UBND xã A, năm 2028, " in fault["message"]
    assert fault["message"].endswith("phần cuối đã bị cắt, hoặc lịch sử đã bị viết lại.")


def test_acts_after_the_last_receipt_are_guarded_by_a_mark_kept_elsewhere(sent: Report, commune_a_officer, capsys):
    from nscl.history.acts import record

    head = record(by=commune_a_officer, verb="row.entered", subject="x/1").hash
    assert "1 việc sau biên nhận cuối cùng" in verify(capsys)[1]
    behind_the_back("delete from history_event where hash = %s", head)

    assert verify(capsys)[0] == 0
    code, text = verify(capsys, "--head", f" {head.upper()}")
    assert code == 1
    assert f"việc mang dấu {head[:12]}… ghi ở nơi khác không còn" in text


@pytest.mark.parametrize(
    ("statement", "kind", "words"),
    [
        ("update history_event set why = 'khác' where id = %s", "changed", "không khớp dấu đã ghi, đã bị sửa"),
        ("delete from history_event where id = %s", "deleted", "đã bị xóa"),
    ],
)
def test_what_was_done_to_an_act_is_named(sent: Report, capsys, statement: str, kind: str, words: str):
    target = Event.objects.order_by("id")[1].pk
    behind_the_back(statement, target)
    code, found = verify_json(capsys)
    (fault,) = found["faults"]
    assert (code, fault["kind"], fault["acts"]) == (1, kind, [target])
    assert f"việc số {target}" in fault["message"]
    assert words in fault["message"]


def test_the_check_of_everything_names_it_too(sent: Report, capsys):
    behind_the_back("delete from history_event where id = %s", last_act().pk)
    assert run_with_database(*parse(["verify"])) == 1
    assert "biên nhận số 0001" in capsys.readouterr().out


def test_what_is_no_mark_is_refused(capsys):
    with pytest.raises(SystemExit) as ended:
        parse(["history", "verify", "--head", "12ab"])
    assert ended.value.code == 2
    assert "--head: giá trị '12ab' không hợp lệ" in capsys.readouterr().err
