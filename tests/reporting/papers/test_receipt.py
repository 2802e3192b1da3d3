"""The receipt of a sending as a paper, against a text written by hand."""

from __future__ import annotations

from datetime import datetime

import pytest

from nscl.config import launcher
from nscl.documents import conformity, docx
from nscl.history.models import Event
from nscl.organisations.models import User
from nscl.plan import Plan
from nscl.reporting import actions
from nscl.reporting.conflicts import Words
from nscl.reporting.models import Report
from nscl.reporting.papers.paper import CannotWrite
from nscl.reporting.papers.receipt import RECEIPT
from nscl.vn.calendar import ZONE, standing_at
from tests.reporting.conftest import fill

LATE = datetime(2028, 11, 21, 8, 30, tzinfo=ZONE)


@pytest.fixture
def sent_late(filled: Report, commune_a_leader: User) -> Report:
    with standing_at(LATE):
        return actions.submit(filled, by=commune_a_leader)


def test_the_receipt_reads_as_written_by_hand(plan: Plan, sent_late: Report):
    golden = (launcher.ROOT / "tests" / "papers" / "bien-nhan-2028.txt").read_text("utf-8").rstrip("\n")
    codes = {"sha256": sent_late.snapshots.get().sha256, "chain": Event.objects.get(verb="report.submit").hash}

    assert docx.text(RECEIPT.render(plan, 2028, "99901")) == golden.format(**codes)


def test_the_receipt_has_the_form_of_the_decree(plan: Plan, sent_late: Report):
    assert conformity.check(RECEIPT.render(plan, 2028, "99901")) == []


def test_a_second_sending_has_its_own_codes_and_says_which_it_is(
    plan: Plan, returned: Report, commune_a_officer: User, commune_a_leader: User
):
    (first,) = Event.objects.filter(verb="report.submit")
    part = returned.parts.get(code="V.8b")
    actions.write(
        returned, {"V.8b": Words(version=part.version, result="Đã hướng dẫn 12 doanh nghiệp.")}, by=commune_a_officer
    )
    actions.submit(Report.objects.get(pk=returned.pk), by=commune_a_leader)
    text = docx.text(RECEIPT.render(plan, 2028, "99901"))

    assert "lần gửi thứ 2" in text
    assert Event.objects.filter(verb="report.submit").order_by("-pk")[0].hash in text
    assert first.hash not in text
    assert first.hash in docx.text(RECEIPT.render(plan, 2028, "99901", as_of=first.at))


def test_the_standing_body_s_own_is_approved_not_received(
    plan: Plan, own_report: Report, department_officer: User, department_leader: User
):
    actions.submit(fill(own_report, department_officer), by=department_leader)
    text = docx.text(RECEIPT.render(plan, 2028, "skhcn"))

    assert "đã được duyệt trên Hệ thống" in text
    assert "Người duyệt | Department leader" in text
    assert "không tính chậm" in text


def test_what_was_not_sent_has_no_receipt(plan: Plan, report: Report):
    with pytest.raises(CannotWrite, match="chưa gửi báo cáo năm 2028"):
        RECEIPT.render(plan, 2028, "99901")
    with pytest.raises(CannotWrite, match="không có trong kỳ"):
        RECEIPT.render(plan, 2028, "12345")


def test_the_receipt_is_dated_by_the_sending(plan: Plan, sent_late: Report, on_day):  # type: ignore[no-untyped-def]
    on_day("2028-12-05")
    text = docx.text(RECEIPT.render(plan, 2028, "99901"))
    assert "Bắc Ninh, ngày 21 tháng 11 năm 2028" in text
