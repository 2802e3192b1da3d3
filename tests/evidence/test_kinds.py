"""What a file is, is told from its first bytes: a name proves nothing."""

import io
import zipfile

import pytest

from nscl.evidence.kinds import DOCX, JPEG, PDF, PNG, XLSX, recognise


def _archive(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n", PDF),
        (b"\x89PNG\r\n\x1a\n", PNG),
        (b"\xff\xd8\xff\xe0", JPEG),
        (_archive("[Content_Types].xml", "word/document.xml"), DOCX),
        (_archive("[Content_Types].xml", "xl/workbook.xml"), XLSX),
    ],
)
def test_the_kinds_taken_are_known_by_their_content(content, kind):
    assert recognise(content) is kind


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"MZ\x90\x00",
        b"<html><script>",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b" %PDF-1.7",
        b"PK\x03\x04 broken",
        b"PK\x05\x06" + b"\x00" * 18,
        _archive("readme.txt"),
    ],
)
def test_anything_else_is_none_of_ours(content):
    assert recognise(content) is None


@pytest.mark.parametrize("name", ["word/vbaProject.bin", "xl/VBAPROJECT.BIN"])
def test_a_macro_is_never_taken(name):
    assert recognise(_archive("word/document.xml", "xl/workbook.xml", name)) is None


def test_an_archive_that_unpacks_to_a_gigabyte_is_not_unpacked():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 50_000_000)
    assert len(buffer.getvalue()) < 100_000
    assert recognise(buffer.getvalue()) is DOCX
