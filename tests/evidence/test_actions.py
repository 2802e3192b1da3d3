"""Taking evidence in: kept once, whole, by what it holds; what cannot be taken is said with the mend."""

import hashlib
import stat
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from nscl.evidence.actions import add_file, add_reference
from nscl.evidence.models import Document
from nscl.history.models import Event
from nscl.vn.calendar import now

PDF = b"%PDF-1.7 danh sach ky"


@pytest.fixture
def bring(commune_a, commune_a_officer):
    def take(content=PDF, name="Danh sách.pdf", body=commune_a, **more):
        return add_file(by=commune_a_officer, body=body, file=SimpleUploadedFile(name, content), **more)

    return take


def test_a_file_is_kept_under_its_sha256_and_is_whole(bring):
    document = bring()
    assert document.sha256 == hashlib.sha256(PDF).hexdigest()
    assert document.path.read_bytes() == PDF
    assert document.path.name == document.sha256
    assert (document.size, document.extension, document.media_type) == (len(PDF), "pdf", "application/pdf")


def test_only_the_owner_of_the_server_reads_the_file(bring):
    assert stat.S_IMODE(bring().path.stat().st_mode) == 0o600


def test_nothing_half_written_stays_beside_it(bring):
    document = bring()
    assert [path.name for path in document.path.parent.iterdir()] == [document.sha256]


def test_the_same_file_of_one_body_is_one_document(bring):
    assert bring().pk == bring(name="tên khác.pdf").pk
    assert Event.objects.filter(verb="evidence.added").count() == 1


def test_the_same_file_of_two_bodies_is_two_documents_and_one_file(bring, commune_b):
    first, second = bring(), bring(body=commune_b)
    assert first.pk != second.pk
    assert first.path == second.path


def test_bringing_a_file_is_recorded(bring, commune_a, commune_a_officer):
    bring()
    event = Event.objects.get(verb="evidence.added")
    assert (event.actor_id, event.body_id, event.summary) == (commune_a_officer.pk, commune_a.pk, "Danh sách.pdf")


def test_the_kind_is_that_of_the_content_whatever_the_name_says(bring):
    document = bring(name="ảnh.png")
    assert document.media_type == "application/pdf"
    assert document.file_name == "ảnh.pdf"


@pytest.mark.parametrize(
    ("title", "saved_as"),
    [
        ("Quyết định 12.3 về đào tạo", "Quyết định 12.3 về đào tạo.pdf"),
        ("Quyết định số 12/QĐ-UBND.docx", "Quyết định số 12-QĐ-UBND.pdf"),
        ("../../etc/passwd", "-..-etc-passwd.pdf"),
        ("...", "tai-lieu.pdf"),
        ("Quyết định tại TP.HCM", "Quyết định tại TP.HCM.pdf"),
        ("Danh sách ký.JPEG", "Danh sách ký.pdf"),
    ],
)
def test_a_file_is_saved_under_its_title_made_safe_for_a_disk(bring, title, saved_as):
    assert bring(title=title).file_name == saved_as


def test_a_decomposed_or_poisoned_name_is_cleaned(bring):
    assert bring(title="Danh sa\u0301ch\u202egpj\x00").title == "Danh sáchgpj"


def test_a_file_of_another_kind_is_refused_with_the_kinds_taken(bring):
    with pytest.raises(ValidationError, match=r'Tệp "virus.pdf" không phải PDF, DOCX, XLSX, PNG, JPEG'):
        bring(b"MZ\x90", "virus.pdf")
    assert not Document.objects.exists()


def test_a_file_too_large_is_refused_with_its_size_and_the_limit(bring, settings):
    settings.EVIDENCE_LIMIT = 1024**2
    with pytest.raises(ValidationError, match=r'Tệp "to.pdf" nặng 2,0 MB, quá 1 MB'):
        bring(PDF + b"0" * 2 * 1024**2, "to.pdf")
    assert not Document.objects.exists()


def test_a_refused_file_leaves_nothing_on_disk(bring, settings, tmp_path):
    with pytest.raises(ValidationError):
        bring(b"<html>", "a.pdf")
    assert not list((tmp_path / "files").rglob("*"))


def test_a_document_kept_elsewhere_has_its_number_and_day(commune_a, commune_a_officer):
    paper = add_reference(
        by=commune_a_officer, body=commune_a, title="Quyết định", number="12/QĐ-UBND", issued_on=date(2028, 9, 5)
    )
    assert (paper.number, paper.issued_on, paper.sha256) == ("12/QĐ-UBND", date(2028, 9, 5), "")


def test_the_database_refuses_a_document_that_is_neither_a_file_nor_has_a_number(commune_a, commune_a_officer):
    with pytest.raises(IntegrityError, match="a_document_is_a_file_or_has_a_number"), transaction.atomic():
        Document.objects.create(title="Trống", body=commune_a, added_by=commune_a_officer, added_at=now())
