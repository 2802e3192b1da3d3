"""The machine in trouble: no database, no room on the disk. A clear page, and nothing half-saved."""

from __future__ import annotations

import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection
from django.test import Client
from psycopg.errors import DiskFull

from nscl.evidence.models import Document
from nscl.history.models import Event
from nscl.reporting.models import Report
from tests.web.report_page import form_of, fresh, page_of

SITE = {"Origin": "http://testserver"}
WORDS = "Đã hướng dẫn 12 doanh nghiệp áp dụng 5S."


def a_file(megabytes: float) -> SimpleUploadedFile:
    return SimpleUploadedFile("minh-chung.pdf", b"%PDF-1.7" + os.urandom(int(megabytes * 1024**2)))


@contextmanager
def no_file_over(megabytes: float) -> Iterator[None]:
    """As on a full disk, writing breaks off in the middle of a file."""
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(megabytes * 1024**2), usual[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)


@pytest.fixture
def writer(officer: Client) -> Client:
    officer.raise_request_exception = False
    return officer


def press(writer: Client, report: Report, *files: SimpleUploadedFile) -> Any:
    form = form_of(report, V_8b_result=WORDS)
    form = {name.replace("V_8b_result", "V.8b-result"): text for name, text in form.items()}
    return writer.post(page_of(report), form | {"V.8b-files": list(files)}, headers=SITE)


def kept(report: Report) -> tuple[int, int, str, list[str]]:
    files = [path.name for path in Path(settings.EVIDENCE_FOLDER).rglob("*") if path.is_file()]
    words = fresh(report).parts.get(code="V.8b").result
    return Event.objects.count(), Document.objects.count(), words, files


@pytest.mark.django_db
def test_a_full_disk_is_said_in_a_page_and_nothing_of_the_form_is_saved(report: Report, writer: Client):
    before = kept(report)
    with no_file_over(0.5):  # the first file fits, the second does not; both pass through memory
        answer = press(writer, report, a_file(0.2), a_file(0.7))
    assert answer.status_code == 507
    assert "Máy chủ hết chỗ lưu" in answer.text
    assert WORDS in answer.text
    assert kept(report)[:3] == before[:3]
    assert all(not name.startswith("part-") for name in kept(report)[3])

    assert press(writer, report, a_file(0.2), a_file(0.7)).status_code == 302
    assert kept(report)[1:3] == (2, WORDS)


@pytest.mark.django_db
def test_a_disk_too_full_to_take_the_upload_in_is_said_too(report: Report, writer: Client):
    before = kept(report)
    with no_file_over(1):  # a larger upload goes through the system's folder for passing files
        answer = press(writer, report, a_file(2))
    assert answer.status_code == 507
    assert kept(report) == before


@pytest.mark.django_db
def test_a_full_disk_of_the_database_is_the_same_to_the_reader(client, monkeypatch):
    def full(*args: object, **kwargs: object) -> None:
        raise OperationalError("could not extend file") from DiskFull("could not extend file")

    monkeypatch.setattr("nscl.web.bodies.lists.render", full)
    client.raise_request_exception = False
    assert client.get("/don-vi/").status_code == 507


@pytest.mark.django_db(transaction=True)
def test_a_database_that_is_gone_is_said_in_a_page_and_all_is_well_once_it_is_back(report: Report, writer: Client):
    before, form_page = kept(report), page_of(report)
    where = connection.settings_dict["HOST"]
    connection.close()
    connection.settings_dict["HOST"] = "/nowhere"
    try:
        stranger = Client(raise_request_exception=False)
        answers = [writer.get(form_page), press_blindly(writer, form_page), stranger.get("/dang-nhap/")]
    finally:
        connection.settings_dict["HOST"] = where
    for answer in answers:
        assert (answer.status_code, answer["Retry-After"]) == (503, "60")
        assert "Cơ sở dữ liệu tạm thời không trả lời" in answer.text
        assert "nowhere" not in answer.text
    assert WORDS in answers[1].text
    assert kept(report) == before
    assert press(writer, report).status_code == 302


def press_blindly(writer: Client, page: str) -> Any:
    return writer.post(page, {"verb": "save", "V.8b-version": "0", "V.8b-result": WORDS}, headers=SITE)
