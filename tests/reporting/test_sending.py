"""A report on its way: cleared, sent and sealed, returned, sent again, accepted; lateness by the minute."""

import copy
from datetime import date, datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction

from nscl.history.models import Event
from nscl.history.verification import faults
from nscl.organisations.models import User
from nscl.reporting import actions, sealing
from nscl.reporting.checks.catalogue import NotReady
from nscl.reporting.models import Obligation, Report, Round, Snapshot, State
from nscl.reporting.submission import submission_of
from nscl.vn.calendar import ZONE
from tests.reporting.conftest import course_of, fill

pytestmark = pytest.mark.django_db


def _fresh(report: Report) -> Report:
    return Report.objects.get(pk=report.pk)


def _send_back(report: Report, by: User, **reasons: str) -> Report:
    reasons = {code.replace("_", "."): reason for code, reason in reasons.items()} or {"V.8b": "Chưa nêu số."}
    actions.return_report(report, reasons=reasons, due_before=date(2028, 11, 18), by=by)
    return _fresh(report)


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """Let the clock of sending show a moment of November 2028: at(19, 23, 59)."""

    def moved(day: int, hour: int, minute: int, second: int = 0) -> None:
        moment = datetime(2028, 11, day, hour, minute, second, tzinfo=ZONE)
        monkeypatch.setattr("nscl.reporting.actions.sending.now", lambda: moment)

    return moved


# ---- the whole way


def test_a_report_goes_from_draft_to_accepted(
    filled: Report, commune_a_officer: User, commune_a_leader: User, department_officer: User
):
    cleared = actions.clear(filled, by=commune_a_officer)
    assert (cleared.state, cleared.cleared_by) == (State.CLEARED, commune_a_officer)

    sent = actions.submit(cleared, by=commune_a_leader)
    assert (sent.state, sent.submitted_by) == (State.SUBMITTED, commune_a_leader)

    returned = _send_back(sent, department_officer)
    assert (returned.state, returned.times_returned) == (State.RETURNED, 1)

    part = returned.parts.get(code="V.8b")
    actions.write_part(
        returned, "V.8b", by=commune_a_officer, version=part.version, result="Hướng dẫn 12 doanh nghiệp."
    )
    again = actions.submit(actions.clear(returned, by=commune_a_officer), by=commune_a_leader)
    assert again.state == State.SUBMITTED

    accepted = actions.accept(again, by=department_officer)
    assert (accepted.state, accepted.accepted_by) == (State.ACCEPTED, department_officer)
    assert not accepted.returns.open().exists()
    assert faults(Snapshot.objects.heads()) == []


def test_every_step_is_one_act_of_the_history(
    filled: Report, commune_a_officer: User, commune_a_leader: User, department_officer: User
):
    before = Event.objects.count()
    actions.clear(filled, by=commune_a_officer)
    sent = actions.submit(filled, by=commune_a_leader)
    actions.accept(sent, by=department_officer)

    verbs = Event.objects.order_by("id").values_list("verb", flat=True)[before:]
    assert list(verbs) == ["report.clear", "report.submit", "report.accept"]


def test_what_is_taken_back_from_the_leader_is_a_draft_again(filled: Report, commune_a_officer: User):
    cleared = actions.clear(filled, by=commune_a_officer)

    assert actions.take_back(cleared, by=commune_a_officer).state == State.DRAFT


def test_a_returned_report_taken_back_is_still_a_returned_one(returned: Report, commune_a_officer: User):
    item = actions.reply(returned.returns.get(), text="Số là 09.", by=commune_a_officer)
    cleared = actions.clear(item.report, by=commune_a_officer)

    assert actions.take_back(cleared, by=commune_a_officer).state == State.RETURNED


# ---- sending


def test_sending_twice_is_one_with_the_same_receipt(filled: Report, commune_a_leader: User):
    first = actions.submit(filled, by=commune_a_leader)
    events = Event.objects.count()
    second = actions.submit(filled, by=commune_a_leader)

    assert (second.receipt_number, second.submitted_at) == (first.receipt_number, first.submitted_at)
    assert Snapshot.objects.filter(report=filled).count() == 1
    assert Event.objects.count() == events


def test_what_moved_since_it_was_read_is_not_signed(filled: Report, commune_a_officer: User, commune_a_leader: User):
    seen = submission_of(filled).stamp
    version = filled.parts.get(code="V.8b").version
    actions.write_part(filled, "V.8b", by=commune_a_officer, version=version, result="Lời mới.")

    with pytest.raises(ValidationError, match="đã thay đổi từ lúc bạn mở trang này"):
        actions.submit(filled, by=commune_a_leader, seen=seen)
    assert not _fresh(filled).is_sent
    assert actions.submit(filled, by=commune_a_leader, seen=submission_of(_fresh(filled)).stamp).is_sent


def test_receipts_are_numbered_in_the_order_of_arrival(
    round: Round, commune_a_officer: User, commune_a_leader: User, commune_b_officer: User, commune_b_leader: User
):
    for number, (officer, leader) in enumerate(
        [(commune_b_officer, commune_b_leader), (commune_a_officer, commune_a_leader)], 1
    ):
        body = officer.current_memberships[0].body
        report = fill(round.reports.get(body=body), officer)
        assert actions.submit(report, by=leader).receipt_number == number


def test_a_report_sent_again_keeps_its_receipt_and_its_first_moment(
    returned: Report, commune_a_officer: User, commune_a_leader: User
):
    actions.reply(returned.returns.get(), text="Số là 09.", by=commune_a_officer)
    again = actions.submit(returned, by=commune_a_leader)

    assert again.receipt_number == returned.receipt_number
    assert again.first_submitted_at == returned.first_submitted_at
    assert [snapshot.number for snapshot in again.snapshots.all()] == [1, 2]


def test_an_unready_report_is_not_sent_and_every_reason_is_named(report: Report, commune_a_leader: User):
    with pytest.raises(NotReady) as refused:
        actions.submit(report, by=commune_a_leader)

    assert [finding.code for finding in refused.value.findings] == ["V.8a", "V.8b", "NV1.3"]
    assert _fresh(report).state == State.DRAFT
    assert not Snapshot.objects.exists()


def test_a_report_with_nothing_but_nil_is_a_nil_report(report: Report, commune_a_officer: User, commune_a_leader: User):
    for code in ("V.8a", "V.8b"):
        actions.write_part(report, code, by=commune_a_officer, version=0, nil=True, nil_reason="Xã mới thành lập.")
    actions.nil_rest(report, by=commune_a_officer)

    assert actions.submit(report, by=commune_a_leader).nil


def test_a_report_whose_figures_answer_a_task_is_no_nil_report(
    report: Report, commune_a_officer: User, second_commune_a_officer: User, commune_a_leader: User
):
    course_of(report, commune_a_officer, second_commune_a_officer)
    for code in ("V.8a", "V.8b"):
        actions.write_part(report, code, by=commune_a_officer, version=0, nil=True, nil_reason="Xã mới thành lập.")
    actions.nil_rest(report, by=commune_a_officer)

    assert not actions.submit(report, by=commune_a_leader).nil


# ---- lateness


def test_the_last_minute_of_the_day_before_is_in_time(filled: Report, commune_a_leader: User, at):  # type: ignore[no-untyped-def]
    at(19, 23, 59, 59)
    sent = actions.submit(filled, by=commune_a_leader)

    assert sent.minutes_late(sent.submitted_at) == 0
    assert sent.days_late(sent.submitted_at) == 0


def test_the_first_minute_of_the_day_itself_is_late(filled: Report, commune_a_leader: User, at):  # type: ignore[no-untyped-def]
    at(20, 0, 0)
    sent = actions.submit(filled, by=commune_a_leader)

    assert sent.minutes_late(sent.submitted_at) == 1
    assert sent.days_late(sent.submitted_at) == 1
    assert sent.snapshots.get().content["sent"]["minutes_late"] == 1


def test_who_sends_again_after_the_deadline_is_not_late(
    returned: Report, commune_a_officer: User, commune_a_leader: User, at
):  # type: ignore[no-untyped-def]
    actions.reply(returned.returns.get(), text="Số là 09.", by=commune_a_officer)
    at(25, 8, 0)
    again = actions.submit(returned, by=commune_a_leader)

    assert again.minutes_late(again.submitted_at) == 0


def test_an_invited_body_is_never_late(filled: Report, commune_a_leader: User, at):  # type: ignore[no-untyped-def]
    Report.objects.filter(pk=filled.pk).update(obligation=Obligation.INVITED)
    at(25, 8, 0)
    sent = actions.submit(_fresh(filled), by=commune_a_leader)

    assert sent.minutes_late(sent.submitted_at) == 0


# ---- returning and accepting


def test_a_return_names_its_items_each_with_a_reason(sent: Report, department_officer: User):
    returned = _send_back(sent, department_officer, V_8a="Thiếu số văn bản.", V_8b="Chưa nêu số.")

    found = {item.part.code: (item.reason, item.time, item.due_before) for item in returned.returns.open()}
    assert found == {
        "V.8a": ("Thiếu số văn bản.", 1, date(2028, 11, 18)),
        "V.8b": ("Chưa nêu số.", 1, date(2028, 11, 18)),
    }


@pytest.mark.parametrize(
    ("reasons", "due", "fault"),
    [
        ({}, date(2028, 11, 18), "Chưa chọn mục nào"),
        ({"V.8b": "  "}, date(2028, 11, 18), "còn trống"),
        ({"NV9.9": "Thiếu."}, date(2028, 11, 18), "không có mục NV9.9"),
        ({"V.8b": "Thiếu."}, date(2028, 11, 15), "phải sau hôm nay"),
        ({"V.8b": "x" * 20_001}, date(2028, 11, 18), "dài 20.001 ký tự"),
    ],
)
def test_a_return_that_says_too_little_is_refused(
    sent: Report, department_officer: User, reasons: dict[str, str], due: date, fault: str
):
    with pytest.raises(ValidationError, match=fault):
        actions.return_report(sent, reasons=reasons, due_before=due, by=department_officer)
    assert _fresh(sent).state == State.SUBMITTED


def test_a_second_return_settles_what_was_asked_before(
    returned: Report, commune_a_officer: User, commune_a_leader: User, department_officer: User
):
    actions.reply(returned.returns.get(), text="Số là 09.", by=commune_a_officer)
    again = _send_back(actions.submit(returned, by=commune_a_leader), department_officer, V_8a="Thiếu số văn bản.")

    assert [item.part.code for item in again.returns.open()] == ["V.8a"]
    assert again.times_returned == 2


def test_accepting_twice_is_one(sent: Report, department_officer: User, second_department_officer: User):
    first = actions.accept(sent, by=department_officer)

    assert actions.accept(first, by=second_department_officer).accepted_by == department_officer


def test_what_is_accepted_is_not_returned(sent: Report, department_officer: User):
    accepted = actions.accept(sent, by=department_officer)

    with pytest.raises(ValidationError, match="Đã tiếp nhận"):
        _send_back(accepted, department_officer)


# ---- the standing body's own report


def test_its_writer_does_not_approve_it(own_report: Report, department_officer: User, department_leader: User):
    fill(own_report, department_officer)

    with pytest.raises(ValidationError, match="Bạn là người soạn nên không duyệt được báo cáo này"):
        actions.submit(own_report, by=department_officer)


@pytest.mark.parametrize("approver", ["department_leader", "second_department_officer"])
def test_another_person_approves_it_and_it_is_accepted(
    own_report: Report, department_officer: User, approver: str, request: pytest.FixtureRequest
):
    by = request.getfixturevalue(approver)
    approved = actions.submit(actions.clear(fill(own_report, department_officer), by=department_officer), by=by)

    assert (approved.state, approved.accepted_by) == (State.ACCEPTED, by)
    assert approved.snapshots.count() == 1


def test_who_only_opened_the_rest_again_is_a_writer_too(
    own_report: Report, department_officer: User, second_department_officer: User
):
    fill(own_report, department_officer)
    actions.undo_nil_rest(own_report, by=second_department_officer)
    actions.nil_rest(own_report, by=department_officer)

    with pytest.raises(ValidationError, match="Bạn là người soạn"):
        actions.submit(own_report, by=second_department_officer)


def test_nobody_of_another_body_approves_it(own_report: Report, commune_a_leader: User):
    with pytest.raises(PermissionDenied):
        actions.submit(own_report, by=commune_a_leader)


# ---- the seal


def test_a_snapshot_holds_figures_words_and_the_text_of_the_plan(
    report: Report, commune_a_officer: User, second_commune_a_officer: User, commune_a_leader: User
):
    course_of(report, commune_a_officer, second_commune_a_officer, learners=5)
    content = actions.submit(fill(report, commune_a_officer), by=commune_a_leader).snapshots.get().content

    assert {line["indicator"]: line["value"] for line in content["figures"]}["MT2.1"] == 5
    assert {part["code"]: part["result"] for part in content["parts"]}["V.8b"] == "Đã hướng dẫn 09 doanh nghiệp."
    assert content["body"]["code"] == "99901"
    assert len(content["plan"]["hash"]) == 64
    assert content["sent"]["by"] == commune_a_leader.full_name


def test_a_snapshot_stays_as_it_was_when_rows_and_words_change(
    report: Report, commune_a_officer: User, second_commune_a_officer: User, commune_a_leader: User,
    department_officer: User,
):  # fmt: skip
    snapshot = actions.submit(fill(report, commune_a_officer), by=commune_a_leader).snapshots.get()
    kept = copy.deepcopy(snapshot.content)
    returned = _send_back(_fresh(report), department_officer)
    course_of(report, commune_a_officer, second_commune_a_officer)
    version = returned.parts.get(code="V.8b").version
    actions.write_part(returned, "V.8b", by=commune_a_officer, version=version, result="Lời mới.")

    again = Snapshot.objects.get(pk=snapshot.pk)
    assert again.content == kept
    assert again.is_intact


def test_a_snapshot_is_named_by_the_digest_of_its_content(sent: Report):
    snapshot = sent.snapshots.get()

    assert snapshot.sha256 == sealing.digest(snapshot.content)
    snapshot.content["parts"][0]["result"] = "Sửa lén."
    assert not snapshot.is_intact


def test_the_database_refuses_to_change_or_delete_a_snapshot(sent: Report):
    with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
        Snapshot.objects.filter(report=sent).update(sha256="0" * 64)
    with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
        Snapshot.objects.filter(report=sent).delete()


def test_the_act_of_sending_names_the_digest_and_the_receipt(sent: Report):
    event = Event.objects.get(verb="report.submit")

    assert event.details["sha256"] == sent.snapshots.get().sha256
    assert event.details["receipt"] == sent.receipt_number


# ---- items one by one


def test_an_item_may_have_a_day_of_its_own(sent: Report, department_officer: User):
    reasons = {"V.8a": "Thiếu số văn bản.", "V.8b": "Chưa nêu số."}
    own = {"V.8b": date(2028, 11, 22)}
    actions.return_report(sent, reasons=reasons, due_before=date(2028, 11, 18), due=own, by=department_officer)

    found = {item.part.code: item.due_before for item in sent.returns.open()}
    assert found == {"V.8a": date(2028, 11, 18), "V.8b": date(2028, 11, 22)}


def test_one_item_is_settled_and_the_others_stay_asked(
    sent: Report, commune_a_officer: User, commune_a_leader: User, department_officer: User
):
    returned = _send_back(sent, department_officer, V_8a="Thiếu số văn bản.", V_8b="Chưa nêu số.")
    for item in returned.returns.open():
        actions.reply(item, text="Đã bổ sung.", by=commune_a_officer)
    actions.submit(returned, by=commune_a_leader)
    settled = actions.resolve(returned.returns.get(part__code="V.8b"), by=department_officer)

    assert settled.resolved_by == department_officer
    assert [item.part.code for item in returned.returns.open()] == ["V.8a"]
    assert actions.resolve(settled, by=department_officer).resolved_at == settled.resolved_at


def test_only_who_sends_items_back_settles_them(returned: Report, commune_a_leader: User, department_officer: User):
    item = returned.returns.get()

    with pytest.raises(PermissionDenied):
        actions.resolve(item, by=commune_a_leader)
    with pytest.raises(ValidationError, match="Được đề nghị bổ sung"):  # the body has not answered yet
        actions.resolve(item, by=department_officer)


def test_a_correction_names_what_it_corrects(returned: Report, commune_a_officer: User, commune_a_leader: User):
    actions.reply(returned.returns.get(), text="Số là 09.", by=commune_a_officer)
    first, second = actions.submit(returned, by=commune_a_leader).snapshots.order_by("number")

    assert first.content["replaces"] is None
    assert (second.content["replaces"]["number"], second.content["replaces"]["sha256"]) == (1, first.sha256)
