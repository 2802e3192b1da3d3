"""Evidence brought to a row: what is taken in, and what is refused with the reason and the mend."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nscl.evidence.models import Document
from nscl.registers import actions
from tests import make

PDF = b"%PDF-1.7\n" + b"0" * 2000


@pytest.fixture
def draft(commune_a, commune_a_officer):
    return make.course(by=commune_a_officer, reported_by=commune_a, on=date(2028, 5, 5))


@pytest.fixture
def bring(sign_in, commune_a_officer, draft):
    """Commune A's officer brings a document to the row."""
    browser = sign_in(commune_a_officer)

    def send(name="", content=PDF, verb="dinh-kem", **boxes):
        file = {"file": SimpleUploadedFile(name, content)} if name else {}
        return browser.post(reverse("row-act", args=["dao-tao", draft.pk, verb]), {**boxes, **file}, follow=True)

    return send


def said(response):
    return " | ".join(str(text) for found in response.context["evidence"].errors.values() for text in found)


def test_a_file_is_attached_and_stands_on_the_page(bring, draft):
    response = bring("danh-sach-ky.pdf")
    document = draft.evidence.get()
    assert (document.title, document.extension, document.body) == ("danh-sach-ky.pdf", "pdf", draft.reported_by)
    html = response.content.decode()
    assert reverse("document", args=[document.pk]) in html
    assert "PDF, 2 KB" in html


def test_a_document_kept_elsewhere_is_its_number_and_day(bring, draft):
    response = bring(title="Quyết định mở lớp", number="12/QĐ-UBND", issued_on="02/5/2028")
    assert draft.evidence.get().issued_on == date(2028, 5, 2)
    assert "12/QĐ-UBND, ngày 02/5/2028" in response.content.decode()


def test_neither_file_nor_number_is_asked_for_one(bring, draft):
    assert said(bring()) == "Chọn tệp, hoặc ghi số, ký hiệu văn bản ở ô dưới."
    assert not draft.evidence.exists()


def test_a_number_without_a_title_is_asked_for_one(bring):
    assert 'Ô "Tên tài liệu" còn trống' in said(bring(number="12/QĐ-UBND"))


def test_an_empty_file_is_refused_by_name(bring, draft):
    assert said(bring("trong.pdf", b"")) == 'Tệp "trong.pdf" không có nội dung. Chọn lại tệp rồi tải lên.'
    assert not draft.evidence.exists()


def test_a_file_too_large_is_refused_with_both_sizes(bring, draft, settings):
    settings.EVIDENCE_LIMIT = 1024**2
    assert said(bring("anh.pdf", PDF + b"0" * 1_600_000)) == (
        'Tệp "anh.pdf" nặng 1,5 MB, quá 1 MB. Nén hoặc tách tệp rồi tải lại.'
    )
    assert not Document.objects.exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("virus.pdf", b"MZ\x90\x00 nothing of a PDF"),
        ("trang.html", b"<script>alert(1)</script>"),
        ("a.docx", b"PK\x03\x04broken"),
    ],
)
def test_a_file_of_another_kind_is_refused_whatever_its_name(bring, draft, name, content):
    assert f'Tệp "{name}" không phải PDF, DOCX, XLSX, PNG, JPEG' in said(bring(name, content))
    assert not Document.objects.exists()


def test_the_same_file_brought_twice_is_one_document(bring, draft):
    bring("danh-sach-ky.pdf")
    bring("ban-sao.pdf")
    assert draft.evidence.count() == Document.objects.count() == 1


def test_a_wrong_day_keeps_what_was_typed(bring):
    response = bring(title="Quyết định", number="12/QĐ", issued_on="31/02/2028")
    assert "Không có ngày 31/02/2028" in said(response)
    assert 'value="12/QĐ"' in response.content.decode()


def test_a_document_is_taken_off_a_draft(bring, draft):
    bring("danh-sach-ky.pdf")
    bring(verb="go", **{"tai-lieu": draft.evidence.get().pk})
    assert not draft.evidence.exists()
    assert Document.objects.count() == 1


@pytest.mark.parametrize("number", ["", "x", "999999", "9" * 40, "9" * 5000])
def test_taking_off_what_is_not_there_is_no_page(bring, number):
    assert bring(verb="go", **{"tai-lieu": number}).status_code == 404


def test_a_confirmed_row_takes_documents_and_gives_none_back(bring, draft, commune_a_leader):
    bring("danh-sach-ky.pdf")
    actions.confirm(draft, by=commune_a_leader)
    bring("anh.pdf", PDF + b"1")
    assert draft.evidence.count() == 2
    response = bring(verb="go", **{"tai-lieu": draft.evidence.first().pk})
    assert "không gỡ tài liệu được" in response.content.decode()
    assert draft.evidence.count() == 2


def test_a_document_takes_the_row_before_the_chain_of_acts_so_that_no_two_verbs_wait_for_each_other(bring):
    with CaptureQueriesContext(connection) as asked:
        bring("danh-sach-ky.pdf")
    told = [query["sql"] for query in asked]
    row = next(n for n, sql in enumerate(told) if "registers_course" in sql and "FOR UPDATE" in sql)
    chain = next(n for n, sql in enumerate(told) if "pg_advisory_xact_lock" in sql)
    assert row < chain


@pytest.mark.parametrize("gone", ["withdrawn", "superseded"])
def test_a_row_that_stands_no_more_takes_no_document(bring, draft, commune_a_officer, commune_a_leader, gone):
    row = actions.confirm(draft, by=commune_a_leader)
    if gone == "withdrawn":
        actions.withdraw(row, by=commune_a_leader, why="nhầm")
    else:
        actions.confirm(actions.start_correction(row, by=commune_a_officer), by=commune_a_leader)
    response = bring("anh.pdf")
    assert "Dòng này đã rút hoặc đã được thay nên không đính kèm được." in response.content.decode()
    assert not Document.objects.exists()


def test_who_only_reads_the_row_attaches_nothing(sign_in, department_leader, draft):
    address = reverse("row-act", args=["dao-tao", draft.pk, "dinh-kem"])
    response = sign_in(department_leader).post(address, {"file": SimpleUploadedFile("a.pdf", PDF)})
    assert response.status_code == 404
    assert not Document.objects.exists()
