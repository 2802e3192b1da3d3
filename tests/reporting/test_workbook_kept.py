"""Keeping what the workbook of a report says: by whom, for whom, and what the history tells of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from nscl.history.models import Event
from nscl.notices.models import Notice
from nscl.organisations.models import User
from nscl.reporting import actions
from nscl.reporting.conflicts import Words
from nscl.reporting.models import Part, Report
from nscl.reporting.workbook import outgoing
from tests.reporting.workbooks import InHand, arrived, looked

pytestmark = pytest.mark.django_db


def test_it_is_kept_by_the_verb_of_writing_with_its_file_in_the_history(report: Report, commune_a_officer: User):
    words = looked(InHand.of(report).put("V.8a", "Kết quả", "Đã làm."), report).words
    carrier = actions.Carrier(file="bao-cao.xlsx", sha256="ab")
    saved, conflicts = actions.take_workbook(report, words, by=commune_a_officer, carrier=carrier)

    assert (saved, conflicts) == (["V.8a"], ())
    part = Part.objects.get(report=report, code="V.8a")
    assert (part.result, part.version, part.edited_by) == ("Đã làm.", 1, commune_a_officer)
    act = Event.objects.order_by("-pk").first()
    assert act is not None
    assert (act.verb, act.details["codes"], act.details["file"]) == ("report.written", ["V.8a"], "bao-cao.xlsx")


def test_brought_in_for_the_body_the_act_says_for_whom_and_by_whom_and_its_people_are_told(
    report: Report, department_officer: User, commune_a_officer: User, commune_a_leader: User
):
    words = looked(InHand.of(report).put("V.8a", "Kết quả", "Đã làm."), report).words
    carrier = actions.Carrier(file="bao-cao.xlsx", sha256="ab", sent_by="Bà A")
    actions.take_workbook(report, words, by=department_officer, carrier=carrier)

    act = Event.objects.get(verb="report.forwarded")
    assert (act.actor_id, act.body_id, act.details["sent_by"]) == (
        department_officer.pk, report.body.pk, "Bà A",
    )  # fmt: skip
    told = Notice.objects.filter(recipient__in=(commune_a_officer, commune_a_leader))
    assert [notice.text.split(" lúc ")[0] for notice in told] == [
        "Department officer đã nhập thay tệp Excel do Bà A gửi vào bản nháp"
    ] * 2


@pytest.mark.parametrize("name", ["department_leader", "viewer", "supervisor", "commune_b_officer", "outsider"])
def test_nobody_else_brings_one_in(report: Report, name: str, request: pytest.FixtureRequest):
    words = looked(InHand.of(report).put("V.8a", "Kết quả", "Đã làm."), report).words
    carrier = actions.Carrier(file="bao-cao.xlsx", sha256="ab", sent_by="Bà A")

    with pytest.raises(PermissionDenied):
        actions.take_workbook(report, words, by=request.getfixturevalue(name), carrier=carrier)


def test_the_department_writes_in_no_report_but_by_bringing_a_workbook_in(report: Report, department_officer: User):
    with pytest.raises(PermissionDenied):
        actions.write(report, {"V.8a": Words(version=0, result="Chen vào.")}, by=department_officer)
    with pytest.raises(PermissionDenied):
        carrier = actions.Carrier(file="bao-cao.xlsx", sha256="ab")
        actions.write(report, {"V.8a": Words(version=0, result="x")}, by=department_officer, carrier=carrier)


def test_what_lies_before_the_leader_is_left_to_him(filled: Report, commune_a_officer: User, department_officer: User):
    words = looked(InHand.of(filled).put("V.8a", "Kết quả", "Đã làm."), filled).words
    actions.clear(filled, by=commune_a_officer)

    with pytest.raises(ValidationError, match="Đã trình, chờ ký"):
        actions.take_workbook(filled, words, by=department_officer, carrier=actions.Carrier("a.xlsx", "ab", "Bà A"))


def test_hostile_text_goes_through_as_words(report: Report):
    hostile = '=HYPERLINK("http://x")\x07 <b>\'; drop table part; --</b> \u202e\ufeffé'
    rows = arrived(InHand.of(report).content, report).rows
    rows = tuple(replace(row, boxes={**row.boxes, "result": hostile}) if row.code == "V.8a" else row for row in rows)
    content = outgoing.marked(report, rows, [])
    read = next(row for row in arrived(content, report).rows if row.code == "V.8a")

    assert read.boxes["result"] == '=HYPERLINK("http://x") <b>\'; drop table part; --</b> é'
    assert InHand(content).cell("V.8a", "Kết quả").data_type == "s"
