"""What an interrupted act leaves on the disk belongs to nobody and is swept away; nothing else is."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from nscl.evidence.actions import add_file
from nscl.evidence.storing import store, sweep

pytestmark = pytest.mark.django_db


def brought(commune, officer, content: bytes = b"%PDF-1.7"):  # type: ignore[no-untyped-def]
    return add_file(by=officer, body=commune, file=SimpleUploadedFile("a.pdf", content))


def left_behind(name: str, hours: float = 2) -> Path:
    path = Path(settings.EVIDENCE_FOLDER) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"%PDF")
    aged(path, hours)
    return path


def aged(path: Path, hours: float) -> None:
    os.utime(path, (time.time() - hours * 3600,) * 2)


def test_a_file_of_an_act_that_never_came_about_is_swept_away_and_that_of_a_document_stays(
    commune_a, commune_a_officer
):
    document = brought(commune_a, commune_a_officer)
    with transaction.atomic():
        undone = brought(commune_a, commune_a_officer, b"%PDF-1.7 do dang").path
        transaction.set_rollback(True)
    for path in (document.path, undone):
        aged(path, 2)
    assert sweep() == 1
    assert document.path.is_file()
    assert not undone.exists()


def test_a_half_written_part_is_swept_away():
    part = left_behind("ab/part-x1y2")
    assert sweep() == 1
    assert not part.exists()


@pytest.mark.parametrize("name", ["ab/ghi-chu.txt", "part-x1y2", f"khac/{'a' * 64}"])
def test_what_is_not_ours_is_left_alone(name):
    path = left_behind(name)
    assert sweep() == 0
    assert path.exists()


def test_what_was_laid_down_just_now_may_still_be_on_its_way():
    path = left_behind(f"aa/{'a' * 64}", hours=0.5)
    assert sweep() == 0
    assert path.exists()


def test_a_write_that_breaks_off_leaves_no_part(tmp_path, monkeypatch):
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        store(tmp_path / "ab" / "x", b"%PDF-1.7")
    assert list(tmp_path.rglob("*")) == [tmp_path / "ab"]
