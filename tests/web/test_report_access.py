"""Who writes, approves and opens a report; who gets 404."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from nscl.organisations.models import User
from nscl.reporting import actions
from nscl.reporting.models import Report, Round, State
from tests.reporting.conftest import fill
from tests.web.report_page import form_of, fresh, html_of, page_of, part_of, seen_of

pytestmark = pytest.mark.django_db


# ---- the standing body's own report


def test_the_own_report_is_written_by_one_and_approved_by_another(
    own_report: Report, sign_in, department_officer: User, department_leader: User
):  # type: ignore[no-untyped-def]
    writer, approver = sign_in(department_officer), sign_in(department_leader)
    fill(own_report, department_officer)
    html = html_of(writer.get(page_of(own_report)))
    assert "người soạn không tự duyệt" in html
    assert "Xem lại và duyệt" not in html

    writer.post(page_of(own_report), form_of(own_report, "clear"))
    assert "Xem lại và duyệt" in html_of(approver.get(page_of(own_report)))

    send = reverse("report-send", args=[2028, own_report.body.code])
    html = html_of(approver.post(send, seen_of(own_report), follow=True))
    assert "Đã duyệt. Biên nhận số 0001" in html
    assert fresh(own_report).state == State.ACCEPTED


def test_its_writer_is_told_to_hand_it_over(own_report: Report, sign_in, department_officer: User):  # type: ignore[no-untyped-def]
    fill(own_report, department_officer)
    actions.clear(own_report, by=department_officer)
    send = reverse("report-send", args=[2028, own_report.body.code])
    html = html_of(sign_in(department_officer).post(send, seen_of(own_report)))

    assert "Bạn là người soạn nên không duyệt được báo cáo này." in html
    assert fresh(own_report).state == State.CLEARED


# ---- who gets in


@pytest.mark.parametrize("name", ["commune_b_officer", "commune_b_leader", "enterprise_officer", "outsider"])
@pytest.mark.parametrize("page", ["report", "report-send", "receipt"])
def test_an_outsider_gets_404_on_every_page_of_the_report(
    sent: Report, sign_in, name: str, page: str, request: pytest.FixtureRequest
):  # type: ignore[no-untyped-def]
    client = sign_in(request.getfixturevalue(name))
    address = reverse(page, args=[2028, sent.body.code])

    assert client.get(address).status_code == 404
    assert client.post(address, {"verb": "save"}).status_code == 404
    assert Client().get(address).status_code == 404


def test_who_reads_it_from_outside_is_led_to_the_page_for_readers(report: Report, sign_in, department_officer: User):  # type: ignore[no-untyped-def]
    client = sign_in(department_officer)

    assert client.get(page_of(report)).url == reverse("report-read", args=[2028, report.body.code])
    assert client.post(page_of(report), form_of(report, **{"V.8a-result": "Chen vào."})).status_code == 404
    assert part_of(report, "V.8a").result == ""


def test_an_officer_does_not_send(filled: Report, officer: Client):
    address = reverse("report-send", args=[2028, filled.body.code])

    assert officer.get(address).status_code == 404
    assert officer.post(address).status_code == 404


def test_a_year_without_a_round_says_so(report: Report, officer: Client):
    response = officer.get(reverse("report", args=[2031, report.body.code]))

    assert response.status_code == 404
    assert "Năm 2031 chưa có kỳ báo cáo" in html_of(response)


def test_a_body_that_is_not_on_the_roster_has_no_page(round: Round, sign_in, enterprise_officer: User):  # type: ignore[no-untyped-def]
    assert sign_in(enterprise_officer).get(reverse("report", args=[2028, "dn-a"])).status_code == 404


@pytest.mark.parametrize("code", ["%00", "99901%00", "%F0%9F%98%80", "..", "'", "a" * 3000])
def test_a_guessed_address_is_answered_with_404(report: Report, officer: Client, code: str):
    assert officer.get(f"/bao-cao/2028/{code}/").status_code in (404, 301)
    assert officer.get(f"/bao-cao/99999999999999999999/{code}/").status_code in (404, 301)


def test_nobody_writes_before_the_roster_is_approved(prepared: Round, officer: Client):
    html = html_of(officer.get(reverse("report", args=[2028, "99901"])))

    assert "Danh sách đơn vị báo cáo của năm chưa được duyệt" in html
    assert "<textarea" not in html
