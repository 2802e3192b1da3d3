"""Evidence that cannot be taken, said with the mend; and what goes wrong while it is stored."""

import io
import zipfile
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from nscl.evidence.actions import add_file, add_reference
from nscl.evidence.kinds import recognise
from nscl.evidence.models import Document
from tests import make

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"


def archive(*names: str, content: bytes = b"x") -> bytes:
    """An Office file in little: an archive with these names in it."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name in names:
            file.writestr(name, content)
    return made.getvalue()


DOCX = archive("[Content_Types].xml", "word/document.xml")


def upload(content: bytes, name: str = "danh-sach.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.fixture
def add(commune_a_officer, commune_a):
    return lambda content, name="danh-sach.pdf", **more: add_file(
        by=commune_a_officer, body=commune_a, file=upload(content, name), **more
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"MZ\x90\x00", "không phải PDF, DOCX, XLSX, PNG, JPEG"),
        (b"<html><script>alert(1)</script></html>", "không phải PDF"),
        (b"", "không có nội dung"),
        (b"PK\x03\x04 hong", "không phải PDF"),
        (archive("readme.txt"), "không phải PDF"),
        (archive("word/document.xml", "word/vbaProject.bin"), "có macro nên không nhận"),
        (archive("xl/workbook.xml", "xl/VBAPROJECT.BIN"), "có macro nên không nhận"),
        (archive("xl/workbook.xml", "xl/macrosheets/sheet1.xml"), "có macro nên không nhận"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "có mật khẩu hoặc theo định dạng cũ"),
    ],
)
def test_what_is_not_taken_is_refused_with_the_way_to_mend_it(add, content, message):
    with pytest.raises(ValidationError, match=message):
        add(content)
    assert not Document.objects.exists()


@pytest.mark.parametrize("cut", range(0, len(DOCX), 3))
def test_a_cut_archive_is_no_document_of_ours(cut):
    assert recognise(DOCX[:cut]) is None


def test_an_archive_with_one_byte_turned_is_a_document_or_nothing():
    turned = {recognise(DOCX[:at] + bytes([DOCX[at] ^ 0xFF]) + DOCX[at + 1 :]) for at in range(len(DOCX))}
    assert turned == {None, recognise(DOCX)}


def test_a_file_that_could_not_be_written_leaves_no_document(add, monkeypatch):
    def full(*args: object) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr("nscl.evidence.actions.store", full)
    with pytest.raises(OSError, match="no space"):
        add(PDF)
    assert not Document.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_file_sent_twice_at_the_same_moment_is_one_document():
    body = make.body("99901", "UBND xã A", "commune")
    by = make.user("can_bo", body=body)

    def send(_number: int) -> int:
        try:
            return add_file(by=by, body=body, file=upload(PDF)).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=4) as hands:
        assert len(set(hands.map(send, range(8)))) == 1


def test_a_very_long_name_is_cut(add):
    assert len(add(PDF, "ă" * 500 + ".pdf").title) <= 200


@pytest.mark.parametrize("missing", ["title", "number"])
def test_a_reference_without_title_or_number_is_refused(commune_a_officer, commune_a, missing):
    with pytest.raises(ValidationError):
        add_reference(
            by=commune_a_officer, body=commune_a, **{"title": "Quyết định", "number": "12/QĐ-UBND", missing: ""}
        )
    assert not Document.objects.exists()
