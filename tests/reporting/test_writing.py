"""Writing a report: words, nil and its undo, attachments, replies; what the database refuses."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction

from nscl.evidence.actions import add_reference
from nscl.history.models import Event
from nscl.organisations.actions import end_body
from nscl.organisations.models import User
from nscl.reporting import actions
from nscl.reporting.conflicts import Words
from nscl.reporting.models import Part, Report, Role, Round, State
from tests.reporting.conftest import course_of

pytestmark = pytest.mark.django_db


def _part(report: Report, code: str = "V.8b") -> Part:
    return report.parts.get(code=code)


def _write(report: Report, by: User, code: str = "V.8b", **words) -> Part:  # type: ignore[no-untyped-def]
    return actions.write_part(report, code, by=by, version=_part(report, code).version, **words)


# ---- words


def test_what_is_written_stands_with_who_wrote_it_and_when(report: Report, commune_a_officer: User):
    part = _write(report, commune_a_officer, result="Đã hướng dẫn 09 doanh nghiệp.", difficulty="Thiếu người.")

    assert part.result == "Đã hướng dẫn 09 doanh nghiệp."
    assert part.difficulty == "Thiếu người."
    assert part.edited_by == commune_a_officer
    assert part.version == 1


def test_the_first_words_open_the_report(report: Report, commune_a_officer: User):
    assert report.is_untouched

    _write(report, commune_a_officer, result="Đã làm.")

    assert not Report.objects.get(pk=report.pk).is_untouched


def test_words_that_do_not_change_are_no_new_version(report: Report, commune_a_officer: User):
    _write(report, commune_a_officer, result="Đã làm.")
    before = Event.objects.count()

    assert _write(report, commune_a_officer, result="Đã làm.").version == 1
    assert Event.objects.count() == before


def test_text_is_kept_composed_and_without_control_characters(report: Report, commune_a_officer: User):
    part = _write(report, commune_a_officer, result="Đa\u0303 la\u0300m\x00 xong 👍\r\ndòng hai  ")

    assert part.result == "Đã làm xong 👍\ndòng hai"


def test_a_box_takes_twenty_thousand_characters_and_says_how_many_are_too_many(report: Report, commune_a_officer: User):
    assert len(_write(report, commune_a_officer, result="ă" * 20_000).result) == 20_000

    with pytest.raises(ValidationError) as refused:
        _write(report, commune_a_officer, result="ă" * 20_001)
    assert refused.value.message_dict["V.8b"] == [
        'Ô "V.8b, Kết quả" dài 20.001 ký tự, quá 20.000. Rút gọn, hoặc đính kèm thành tệp.'
    ]


def test_one_fault_saves_nothing_of_the_form(report: Report, commune_a_officer: User):
    words = {"V.8a": Words(version=0, result="Đã làm."), "V.8b": Words(version=0, result="x" * 20_001)}

    with pytest.raises(ValidationError):
        actions.write(report, words, by=commune_a_officer)

    assert _part(report, "V.8a").result == ""


def test_an_unknown_item_is_refused_by_name(report: Report, commune_a_officer: User):
    with pytest.raises(ValidationError) as refused:
        actions.write(report, {"NV9.9": Words(version=0, result="x")}, by=commune_a_officer)

    assert "không có mục NV9.9" in refused.value.message_dict["NV9.9"][0]


@pytest.mark.parametrize(
    ("code", "words", "fault"),
    [
        ("V.8b", {"result": "Có.", "nil": True}, 'vừa có kết quả vừa chọn "không phát sinh"'),
        ("V.8b", {"nil_reason": "Chưa đến kỳ."}, 'có lý do nhưng chưa chọn "không phát sinh"'),
        ("V.8b", {"next_year": "Làm tiếp."}, 'không có ô "Kế hoạch năm sau"'),
        ("chung", {"nil": True}, 'chọn "không phát sinh"'),
    ],
)
def test_words_that_contradict_each_other_are_refused(
    report: Report, commune_a_officer: User, code: str, words: dict[str, object], fault: str
):
    with pytest.raises(ValidationError) as refused:
        _write(report, commune_a_officer, code, **words)

    assert fault in refused.value.message_dict[code][0]


def test_only_the_own_people_of_the_body_write(
    report: Report, department_officer: User, commune_b_officer: User, outsider: User
):
    for stranger in (department_officer, commune_b_officer, outsider):
        with pytest.raises(PermissionDenied):
            _write(report, stranger, result="Chen vào.")


def test_nobody_writes_before_the_roster_is_approved(prepared: Round, commune_a_officer: User):
    report = prepared.reports.get(body__code="99901")

    with pytest.raises(ValidationError, match="chưa được duyệt"):
        _write(report, commune_a_officer, result="Sớm.")


def test_a_report_before_its_leader_is_changed_only_by_the_leader(
    filled: Report, commune_a_officer: User, commune_a_leader: User
):
    actions.clear(filled, by=commune_a_officer)

    with pytest.raises(ValidationError, match="Đã trình, chờ ký"):
        _write(filled, commune_a_officer, result="Muộn.")
    assert _write(filled, commune_a_leader, result="Lãnh đạo sửa.").result == "Lãnh đạo sửa."


# ---- nil


def test_one_press_closes_every_coordinating_task_nothing_is_said_about(report: Report, commune_a_officer: User):
    _write(report, commune_a_officer, "NV2.1", result="Phối hợp 01 hội nghị.")
    _write(report, commune_a_officer, "NV2.2", difficulty="Đài phường hỏng.")

    closed = actions.nil_rest(report, by=commune_a_officer)

    coordinating = report.parts.filter(role=Role.COORDINATING)
    assert len(closed) == coordinating.count() - 2
    assert set(coordinating.filter(nil=False).values_list("code", flat=True)) == {"NV2.1", "NV2.2"}
    assert not report.parts.exclude(role=Role.COORDINATING).filter(nil=True).exists()


def test_undo_opens_what_the_last_press_closed_and_nothing_else(report: Report, commune_a_officer: User):
    _write(report, commune_a_officer, "NV2.1", nil=True)
    closed = actions.nil_rest(report, by=commune_a_officer)
    _write(report, commune_a_officer, closed[0].code, result="Có một việc.")

    opened = actions.undo_nil_rest(report, by=commune_a_officer)

    assert {part.code for part in opened} == {part.code for part in closed[1:]}
    assert _part(report, "NV2.1").nil
    assert _part(report, closed[0].code).result == "Có một việc."


def test_undoing_twice_is_one(report: Report, commune_a_officer: User):
    actions.nil_rest(report, by=commune_a_officer)
    actions.undo_nil_rest(report, by=commune_a_officer)

    assert actions.undo_nil_rest(report, by=commune_a_officer) == []


def test_a_task_the_register_counts_rows_for_is_not_closed_as_nil(
    report: Report, commune_a_officer: User, second_commune_a_officer: User
):
    course_of(report, commune_a_officer, second_commune_a_officer)

    actions.nil_rest(report, by=commune_a_officer)

    assert not _part(report, "NV3.1").nil
    assert _part(report, "NV3.4").nil  # the same figure, which one task already answers for


# ---- attachments


def test_a_document_is_laid_beside_an_item_and_taken_away_again(report: Report, commune_a_officer: User):
    document = add_reference(by=commune_a_officer, body=report.body, title="Kế hoạch năm", number="31/KH-UBND")

    actions.attach(report, "V.8a", [document], by=commune_a_officer)
    assert list(_part(report, "V.8a").attachments.all()) == [document]

    actions.detach(report, "V.8a", document, by=commune_a_officer)
    assert list(_part(report, "V.8a").attachments.all()) == []


def test_a_document_of_another_body_is_not_attached(report: Report, commune_a_officer: User, commune_b_officer: User):
    body = commune_b_officer.current_memberships[0].body
    document = add_reference(by=commune_b_officer, body=body, title="Của người khác", number="1/KH")

    with pytest.raises(PermissionDenied):
        actions.attach(report, "V.8a", [document], by=commune_a_officer)


# ---- replies


def test_a_returned_item_may_be_answered_in_words(returned: Report, commune_a_officer: User):
    item = actions.reply(returned.returns.get(), text="Số là 09, đã ghi ở phụ lục.", by=commune_a_officer)

    assert item.is_answered
    assert item.replied_by == commune_a_officer


def test_a_reply_of_another_body_is_refused(returned: Report, commune_b_officer: User):
    with pytest.raises(PermissionDenied):
        actions.reply(returned.returns.get(), text="Chen vào.", by=commune_b_officer)


def test_a_settled_item_is_not_answered_any_more(
    returned: Report, commune_a_officer: User, commune_a_leader: User, department_officer: User
):
    item = actions.reply(returned.returns.get(), text="Số là 09.", by=commune_a_officer)
    actions.accept(actions.submit(returned, by=commune_a_leader), by=department_officer)

    with pytest.raises(ValidationError, match="không sửa được"):
        actions.reply(item, text="Thêm nữa.", by=commune_a_officer)


# ---- the database


def test_the_database_refuses_to_change_the_words_of_a_sent_report(sent: Report):
    with pytest.raises(DatabaseError, match="do not change"), transaction.atomic():
        sent.parts.filter(code="V.8b").update(result="Sửa lén.")
    with pytest.raises(DatabaseError, match="do not change"), transaction.atomic():
        sent.parts.filter(code="V.8b").delete()


def test_the_database_refuses_to_delete_a_sent_report(sent: Report):
    with pytest.raises(DatabaseError, match="Cannot delete"), transaction.atomic():
        Report.objects.filter(pk=sent.pk)._raw_delete("default")


def test_the_database_refuses_a_result_beside_nil(report: Report):
    with pytest.raises(DatabaseError, match="an_item_with_a_result_is_not_nil"), transaction.atomic():
        report.parts.filter(code="V.8b").update(result="Có.", nil=True)


def test_words_may_change_again_once_the_report_is_returned(returned: Report, commune_a_officer: User):
    assert returned.state == State.RETURNED
    assert _write(returned, commune_a_officer, result="Hướng dẫn 12 doanh nghiệp.").result.startswith("Hướng dẫn 12")


def test_a_successor_writes_for_its_predecessor(report: Report, commune_b_officer: User, department_officer: User):
    successor = commune_b_officer.current_memberships[0].body
    end_body(by=department_officer, body=report.body, on=date(2028, 11, 1), successors=[successor], document="05/NQ")
    fresh = User.objects.get(pk=commune_b_officer.pk)

    assert _write(Report.objects.get(pk=report.pk), fresh, result="Xã A, nay thuộc B.").edited_by == fresh
