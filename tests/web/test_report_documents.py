"""Documents attached to the items of a report, and taken off."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from nscl.reporting.models import Report
from tests.web.report_page import form_of, html_of, page_of, part_of

pytestmark = pytest.mark.django_db


def test_a_file_chosen_for_an_item_is_attached_with_the_save(report: Report, officer: Client):
    file = SimpleUploadedFile("quyet-dinh.pdf", b"%PDF-1.7 noi dung", "application/pdf")
    html = html_of(officer.post(page_of(report), form_of(report, **{"V.8a-files": file}), follow=True))

    (document,) = part_of(report, "V.8a").attachments.all()
    assert document.title == "quyet-dinh.pdf"
    assert reverse("document", args=[document.pk]) in html


def test_a_document_kept_elsewhere_is_attached_by_its_number(report: Report, officer: Client):
    typed = {"V.8a-number": "31/KH-UBND", "V.8a-title": "Kế hoạch năm 2028"}
    officer.post(page_of(report), form_of(report, **typed))

    (document,) = part_of(report, "V.8a").attachments.all()
    assert (document.number, document.title) == ("31/KH-UBND", "Kế hoạch năm 2028")


def test_a_document_is_taken_off_and_what_was_typed_is_kept(report: Report, officer: Client):
    officer.post(page_of(report), form_of(report, **{"V.8a-number": "31/KH-UBND"}))
    (document,) = part_of(report, "V.8a").attachments.all()
    form = form_of(report, f"detach:V.8a:{document.pk}", **{"V.8b-result": "Đang viết."})
    html = html_of(officer.post(page_of(report), form, follow=True))

    assert "Đã bỏ &quot;31/KH-UBND&quot; khỏi mục V.8a" in html
    assert not part_of(report, "V.8a").attachments.exists()
    assert part_of(report, "V.8b").result == "Đang viết."


@pytest.mark.parametrize(
    "verb", ["detach", "detach:", "detach:V.8a:x", "detach:V.8a:999999", "detach:NV9.9:1", "detach:a:b:c"]
)
def test_taking_off_what_is_not_there_is_said(report: Report, officer: Client, verb: str):
    html = html_of(officer.post(page_of(report), form_of(report, verb), follow=True))

    assert "Tài liệu này không còn ở mục đó" in html


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"khong phai pdf", "không phải PDF, DOCX, XLSX, PNG, JPEG"),
        (b"", "không có nội dung. Chọn lại tệp rồi tải lên."),
    ],
)
def test_a_file_of_the_wrong_kind_is_refused_and_nothing_is_saved(
    report: Report, officer: Client, content: bytes, fault: str
):
    file = SimpleUploadedFile("virus.exe", content)
    html = html_of(officer.post(page_of(report), form_of(report, **{"V.8a-files": file, "V.8b-result": "Đã viết."})))

    assert "Chưa lưu được: còn 1 chỗ phải sửa" in html
    assert f"virus.exe&quot; {fault}" in html
    assert '<a href="#id_V.8a-files">' in html
    assert part_of(report, "V.8b").result == ""
    assert ">\nĐã viết.</textarea>" in html  # still in its box
    assert 'data-unsaved="now"' in html


def test_a_file_too_large_is_refused_with_its_size(report: Report, officer: Client, settings):  # type: ignore[no-untyped-def]
    settings.EVIDENCE_LIMIT = 1024 * 1024
    file = SimpleUploadedFile("to.pdf", b"%PDF-" + b"x" * 1_600_000)
    html = html_of(officer.post(page_of(report), form_of(report, **{"V.8a-files": file})))

    assert "nặng 1,5 MB, quá 1 MB" in html


def test_a_name_without_a_number_asks_for_the_number(report: Report, officer: Client):
    html = html_of(officer.post(page_of(report), form_of(report, **{"V.8a-title": "Kế hoạch năm"})))

    assert "Có tên văn bản nhưng chưa có số, ký hiệu. Ghi số, hoặc xóa tên." in html
