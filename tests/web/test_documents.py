"""Files of evidence: only for who reads what they prove, and only to be saved, never run in the browser."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from nscl.evidence.actions import add_file, add_reference
from nscl.organisations.actions import end_body
from nscl.organisations.models import Supervision
from nscl.registers import actions
from nscl.reporting.models import Report
from tests import make

PDF = b"%PDF-1.7 danh sach ky"

# who reads a file of commune A that hangs on a course of commune A
READS_OF_COMMUNE_A = {
    "department_officer": True,
    "second_department_officer": True,
    "department_leader": True,
    "commune_a_officer": True,
    "second_commune_a_officer": True,
    "commune_a_leader": True,
    "commune_b_officer": False,
    "commune_b_leader": False,
    "enterprise_officer": False,
    "education_head": False,
    "supervisor": False,
    "viewer": True,
    "administrator": False,
    "outsider": False,
}


@pytest.fixture
def signed_sheet(commune_a, commune_a_officer):
    file = SimpleUploadedFile("Danh sách ký.pdf", PDF)
    return add_file(by=commune_a_officer, body=commune_a, file=file, title="Danh sách ký lớp 5S")


@pytest.fixture
def course(commune_a, commune_a_officer, signed_sheet):
    row = make.course(by=commune_a_officer, reported_by=commune_a, on=date(2028, 5, 5))
    actions.attach(row, by=commune_a_officer, document=signed_sheet)
    return row


def _address(document):
    return f"/tai-lieu/{document.pk}/"


def _statuses(people, document, sign_in):
    return {name: sign_in(person).get(_address(document)).status_code == 200 for name, person in people.items()}


def test_a_file_opens_to_whom_the_table_says(course, signed_sheet, everyone, sign_in):
    assert _statuses(everyone, signed_sheet, sign_in) == READS_OF_COMMUNE_A


def test_who_is_not_signed_in_gets_404(signed_sheet):
    assert Client().get(_address(signed_sheet)).status_code == 404


def test_who_reads_the_row_reads_what_another_body_brought_for_it(
    course, bodies, department_officer, commune_a_officer, commune_b_officer, sign_in
):
    sheet = add_file(by=department_officer, body=bodies.department, file=SimpleUploadedFile("a.pdf", PDF + b"2"))
    assert sign_in(commune_a_officer).get(_address(sheet)).status_code == 404
    course.evidence.add(sheet)
    assert sign_in(commune_a_officer).get(_address(sheet)).status_code == 200
    assert sign_in(commune_b_officer).get(_address(sheet)).status_code == 404


def test_a_supervisor_reads_files_of_the_bodies_he_looks_after(
    bodies, enterprise_officer, supervisor, signed_sheet, sign_in
):
    file = SimpleUploadedFile("a.pdf", PDF + b"3")
    sheet = add_file(by=enterprise_officer, body=bodies.enterprise, file=file)
    assert sign_in(supervisor).get(_address(sheet)).status_code == 404
    Supervision.objects.create(body=bodies.enterprise, supervisor=bodies.education, since=date(2020, 1, 1))
    assert sign_in(supervisor).get(_address(sheet)).status_code == 200
    assert sign_in(supervisor).get(_address(signed_sheet)).status_code == 404


def test_a_successor_reads_the_files_of_its_predecessor(course, bodies, signed_sheet, commune_b_officer, sign_in):
    end_body(by=None, body=bodies.commune_a, on=date(2028, 7, 1), successors=[bodies.commune_b], document="NQ")
    assert sign_in(commune_b_officer).get(_address(signed_sheet)).status_code == 200


def test_who_reads_a_report_reads_its_attachments(
    report: Report, bodies, department_officer, commune_a_officer, commune_b_officer, sign_in
):
    paper = add_file(by=department_officer, body=bodies.department, file=SimpleUploadedFile("a.pdf", PDF + b"4"))
    report.parts.first().attachments.add(paper)
    assert sign_in(commune_a_officer).get(_address(paper)).status_code == 200
    assert sign_in(commune_b_officer).get(_address(paper)).status_code == 404


def test_a_file_is_to_be_saved_with_its_own_name_and_kind(course, signed_sheet, viewer, sign_in):
    response = sign_in(viewer).get(_address(signed_sheet))
    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''Danh%20s%C3%A1ch%20k%C3%BD%20l")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"


def test_a_name_cannot_add_a_header_or_a_folder(commune_a, commune_a_officer, sign_in):
    title = '../../etc/"passwd"\r\nSet-Cookie: a=b'
    sheet = add_file(by=commune_a_officer, body=commune_a, file=SimpleUploadedFile("a.pdf", PDF), title=title)
    response = sign_in(commune_a_officer).get(_address(sheet))
    assert response.status_code == 200
    assert "\n" not in response["Content-Disposition"]
    assert "/" not in response["Content-Disposition"].split("''")[-1]
    assert "a" not in response.cookies


def test_a_document_kept_elsewhere_is_a_page(commune_a, commune_a_officer, commune_b_officer, sign_in):
    paper = add_reference(
        by=commune_a_officer, body=commune_a, title="Quyết định mở lớp", number="12/QĐ-UBND", issued_on=date(2028, 9, 5)
    )
    page = sign_in(commune_a_officer).get(_address(paper)).content.decode()
    assert "12/QĐ-UBND" in page
    assert "05/9/2028" in page
    assert sign_in(commune_b_officer).get(_address(paper)).status_code == 404


def test_a_lost_file_is_said_not_a_fault(course, signed_sheet, viewer, sign_in):
    signed_sheet.path.unlink()
    response = sign_in(viewer).get(_address(signed_sheet))
    assert response.status_code == 404
    assert "không còn trong kho" in response.content.decode()


@pytest.mark.parametrize("number", ["0", "999999", "99999999999999999999"])
def test_a_guessed_number_gets_404(number, viewer, sign_in):
    assert sign_in(viewer).get(f"/tai-lieu/{number}/").status_code == 404


def test_nothing_can_be_sent_to_a_document(course, signed_sheet, viewer, sign_in):
    assert sign_in(viewer).post(_address(signed_sheet)).status_code == 405


def test_a_file_takes_the_same_queries_for_everybody(course, signed_sheet, viewer, sign_in, django_assert_num_queries):
    client = sign_in(viewer)
    with django_assert_num_queries(4):  # session, person, memberships, document
        client.get(_address(signed_sheet))
