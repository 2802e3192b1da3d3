"""Word files as PDF/A: what LibreOffice makes of them, and what is said when it cannot."""

from __future__ import annotations

import fcntl
import os
import tempfile
import time
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from nscl.documents import pdf
from nscl.documents.docx import render
from tests.documents.office import require_office
from tests.documents.sample import report


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """A LibreOffice that does what these lines of shell say."""

    def write(*lines: str) -> None:
        folder = tmp_path / "bin"
        folder.mkdir()
        (folder / "soffice").write_text("\n".join(("#!/bin/sh", *lines)))
        (folder / "soffice").chmod(0o755)
        monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")

    return write


def refusal() -> str:
    with pytest.raises(pdf.NoPdf) as refused:
        pdf.from_word(b"PK")
    return str(refused.value)


def test_a_paper_becomes_an_archival_file_that_tells_its_tongue_and_parts():
    require_office()
    made = PdfReader(BytesIO(pdf.from_word(render(report()))))
    root = made.trailer["/Root"]
    metadata = root["/Metadata"].get_data().decode()

    assert "<pdfaid:part>2</pdfaid:part>" in metadata
    assert "<pdfaid:conformance>B</pdfaid:conformance>" in metadata
    assert root["/OutputIntents"][0]["/S"] == "/GTS_PDFA1"
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("vi-VN", True)
    assert "Độc lập - Tự do - Hạnh phúc" in made.pages[0].extract_text()
    assert {_has_its_letters(font.get_object()) for font in made.pages[0]["/Resources"]["/Font"].values()} == {True}


def _has_its_letters(font) -> bool:  # type: ignore[no-untyped-def]
    """Is the font inside the file?"""
    (inner,) = font.get("/DescendantFonts", [font])
    return "/FontFile2" in inner["/FontDescriptor"]


def test_a_machine_without_libreoffice_says_so_and_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "chưa có LibreOffice" in refusal()
    assert "Tải bản Word" in refusal()


def test_one_that_hangs_is_ended_with_all_it_started(program, monkeypatch, tmp_path: Path):  # type: ignore[no-untyped-def]
    program(f"sleep 600 & echo $! > {tmp_path}/child", "wait")
    monkeypatch.setattr(pdf, "LONGEST", 0.5)
    assert "không xong sau 0.5 giây" in refusal()
    child = int((tmp_path / "child").read_text())
    until = time.monotonic() + 5
    while _lives(child) and time.monotonic() < until:
        time.sleep(0.05)
    assert not _lives(child)


def _lives(process: int) -> bool:
    """A process that ended and waits to be buried does not."""
    try:
        return ") Z " not in Path(f"/proc/{process}/stat").read_text()
    except FileNotFoundError:
        return False


def test_one_that_writes_nothing_is_no_pdf(program):  # type: ignore[no-untyped-def]
    program("exit 0")
    assert "không đọc được văn bản" in refusal()


def test_papers_are_made_one_at_a_time_and_who_waits_too_long_is_told(program, monkeypatch):  # type: ignore[no-untyped-def]
    program("exit 0")
    monkeypatch.setattr(pdf, "PATIENCE", 0.2)
    with (Path(tempfile.gettempdir()) / f"nscl-pdf-{os.getuid()}.lock").open("a") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        assert "đang tạo PDF khác" in refusal()
    assert "không đọc được văn bản" in refusal()
