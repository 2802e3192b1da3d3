"""`nscl daily`: safe to run twice, says what it did, and by its exit code whether to look."""

from __future__ import annotations

import json

import pytest

from nscl.cli import parse, run_with_database
from nscl.notices.models import Mail
from tests.reporting.conftest import on_day, prepared, programme, round  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db


def daily(capsys, *words: str):  # type: ignore[no-untyped-def]
    code = run_with_database(*parse(["daily", *words]))
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def test_the_second_run_of_a_day_does_nothing(capsys, round, on_day, commune_a_officer):  # noqa: F811
    on_day("2028-11-16")
    code, said, _errors = daily(capsys, "--json")
    assert (code, [(job["job"], job["counts"]) for job in json.loads(said)]) == (
        0,
        [("reminders", {"notices": 1}), ("outbox", {"sent": 1, "failed": 0}), ("files", {"swept": 0})],
    )
    code, said, _errors = daily(capsys)
    assert code == 0
    assert said == (
        "nhắc việc theo lịch: thông báo mới 0\ngửi thư: đã gửi 0, bị từ chối 0\ndọn tệp tải lên dở dang: tệp đã dọn 0\n"
    )


def test_a_mail_server_that_is_away_is_told_by_the_exit_code(capsys, settings, round, on_day, commune_a_officer):  # noqa: F811
    settings.MAIL_SERVER = "smtp://127.0.0.1:9"
    on_day("2028-11-16")
    code, _said, errors = daily(capsys)

    assert code == 1
    assert "gửi thư: không gửi được thư (ConnectionRefusedError" in errors
    assert commune_a_officer.email not in errors
    assert Mail.objects.waiting().count() == 1


def test_a_setting_that_cannot_be_read_does_not_stop_the_reminders(capsys, settings, round, on_day, commune_a_officer):  # noqa: F811
    settings.MAIL_SERVER = "thu.vi-du.vn"
    on_day("2028-11-16")
    code, said, errors = daily(capsys)

    assert code == 1
    assert "nhắc việc theo lịch: thông báo mới 1" in said
    assert "NSCL_SMTP_URL" in errors
