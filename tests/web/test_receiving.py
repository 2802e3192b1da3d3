"""A sent report before its receiver: read as it was sent, sent back by item, accepted."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from nscl.evidence.actions import add_file
from nscl.organisations.models import User
from nscl.reporting import actions
from nscl.reporting.conflicts import Words
from nscl.reporting.models import Report, Return, Round, State
from tests.reporting.conftest import course_of, fill

pytestmark = pytest.mark.django_db
READ, GIVE_BACK, ACCEPT = (f"/bao-cao/2028/99901/{verb}/" for verb in ("xem", "tra-lai", "tiep-nhan"))


@pytest.fixture
def office(sign_in, department_officer: User) -> Client:  # type: ignore[no-untyped-def]
    return sign_in(department_officer)


@pytest.fixture
def mended(returned: Report, commune_a_officer: User, commune_a_leader: User) -> Report:
    """Sent back for V.8b, mended, replied to and sent again."""
    part = returned.parts.get(code="V.8b")
    words = Words(version=part.version, result="Đã hướng dẫn 12 doanh nghiệp.")
    actions.write(returned, {"V.8b": words}, by=commune_a_officer)
    actions.reply(returned.returns.get(), text="Đã bổ sung số.", by=commune_a_officer)
    return actions.submit(Report.objects.get(pk=returned.pk), by=commune_a_leader)


def _part(page, code: str):  # type: ignore[no-untyped-def]
    return next(part for part in page.context["sent"].parts if part.item.code == code)


# ---- reading


def test_what_was_sent_is_shown_with_its_receipt_and_digest(office: Client, sent: Report):
    page = office.get(READ)

    assert "Đã hướng dẫn 09 doanh nghiệp." in page.text
    assert "biên nhận số 0001" in page.text
    assert sent.snapshots.get().sha256 in page.text
    assert "không khớp" not in page.text


def test_items_with_nothing_to_say_are_folded_into_one_list(office: Client, sent: Report):
    content = office.get(READ).context["sent"]

    assert {part.item.code for part in content.silent} == set(
        sent.parts.filter(nil=True, nil_reason="").values_list("code", flat=True)
    )
    assert [label for label, _parts in content.groups] == ["Trách nhiệm tại Phần V", "Tình hình, kiến nghị chung"]


def test_the_figures_are_those_sealed_when_it_was_sent(
    office: Client, report: Report, commune_a_officer: User, commune_a_leader: User
):
    course_of(report, commune_a_officer, commune_a_leader, learners=6)
    actions.submit(fill(report, commune_a_officer), by=commune_a_leader)
    course_of(report, commune_a_officer, commune_a_leader, learners=5)

    (figure,) = [each for each in office.get(READ).context["sent"].figures if each.code == "MT2.1"]
    assert figure.value == "6"


def test_words_being_mended_are_not_read_by_the_receiver(office: Client, returned: Report, commune_a_officer: User):
    part = returned.parts.get(code="V.8b")
    actions.write(returned, {"V.8b": Words(version=part.version, result="Đang sửa dở.")}, by=commune_a_officer)
    page = office.get(READ).text

    assert "Đang sửa dở." not in page
    assert "Đã hướng dẫn 09 doanh nghiệp." in page


def test_files_sent_along_are_linked(
    office: Client, filled: Report, bodies: SimpleNamespace, commune_a_officer: User, commune_a_leader: User
):
    file = SimpleUploadedFile("ke-hoach.pdf", b"%PDF-1.7")
    document = add_file(by=commune_a_officer, body=bodies.commune_a, file=file)
    actions.attach(filled, "V.8b", [document], by=commune_a_officer)
    actions.submit(filled, by=commune_a_leader)

    assert f'href="/tai-lieu/{document.pk}/"' in office.get(READ).text


def test_what_changed_since_it_was_sent_back_is_marked_word_by_word(office: Client, mended: Report):
    page = office.get(READ)

    assert "1 mục đã sửa so với lần gửi trước." in page.text
    assert "Đã hướng dẫn <del>09</del><ins>12</ins> doanh nghiệp." in page.text
    assert not _part(page, "V.8a").changed


def test_any_sending_can_be_read_clean(office: Client, mended: Report):
    first, second = office.get(READ, {"ban": 1}).text, office.get(READ, {"ban": 2}).text

    assert "Đã hướng dẫn 12 doanh nghiệp." not in first
    assert "Đã hướng dẫn 12 doanh nghiệp." in second
    assert "<ins>" not in first + second


@pytest.mark.parametrize("ban", ["0", "3", "000012", "-1", "x", "٣", "9" * 400, "9" * 5000])
def test_a_sending_that_does_not_exist_is_answered_with_the_last(office: Client, mended: Report, ban: str):
    assert office.get(READ, {"ban": ban}).context["sent"].snapshot.number == 2


def test_the_story_of_a_report_is_told_newest_first(office: Client, mended: Report, department_officer: User):
    actions.accept(mended, by=department_officer)
    page = office.get(READ)

    assert [each.what for each in page.context["events"]] == [
        "Tiếp nhận",
        "Gửi lần 2",
        "Đề nghị bổ sung lần 1",
        "Gửi lần 1",
    ]
    assert "Chưa nêu số doanh nghiệp." in page.text
    assert "Đã bổ sung số." in page.text


def test_reading_costs_the_same_however_much_is_written(
    office: Client,
    sent: Report,
    report: Report,
    department_officer: User,
    commune_a_officer,
    commune_a_leader,
    count_queries,
):  # type: ignore[no-untyped-def]
    few = count_queries(READ, office)
    reasons = dict.fromkeys(sent.parts.values_list("code", flat=True), "Nêu rõ hơn.")
    actions.return_report(sent, reasons=reasons, due_before=date(2028, 11, 18), by=department_officer)
    for item in Return.objects.select_related("report"):
        actions.reply(item, text="Đã nêu.", by=commune_a_officer)
    actions.submit(Report.objects.get(pk=sent.pk), by=commune_a_leader)

    assert count_queries(READ, office) <= few + 1  # the sending before is read too


# ---- sending back


def test_items_are_sent_back_by_writing_why(office: Client, sent: Report):
    page = office.post(GIVE_BACK, {"due_before": "18/11/2028", "ly-do-V.8b": "Chưa nêu số."}, follow=True)

    item = Return.objects.get()
    assert (item.part.code, item.reason, item.due_before) == ("V.8b", "Chưa nêu số.", date(2028, 11, 18))
    assert Report.objects.get(pk=sent.pk).state == State.RETURNED
    assert "Đã trả lại báo cáo của UBND xã A kèm lý do ở 1 mục." in page.text


def test_the_item_one_came_from_is_open(office: Client, sent: Report):
    page = office.get(GIVE_BACK, {"muc": "V.8b"}).text

    assert page.count('<details class="fold"') == sent.parts.count()
    assert page.count(" open>") == 1


@pytest.mark.parametrize(
    ("form", "message"),
    [
        ({"due_before": "18/11/2028"}, "Chưa chọn mục nào để trả lại"),
        ({"due_before": "15/11/2028", "ly-do-V.8b": "Lý do"}, "Hạn trả lời phải sau hôm nay"),
        ({"due_before": "", "ly-do-V.8b": "Lý do"}, "Ô &quot;Trả lời trước ngày&quot; còn trống"),
        ({"due_before": "31/11/2028", "ly-do-V.8b": "Lý do"}, "Không có ngày 31/11/2028"),
        ({"due_before": "18/11/2028", "ly-do-V.8b": "x" * 20_001}, "dài 20.001 ký tự, quá 20.000"),
        ({"due_before": "18/11/2028", "ly-do-KHONG-CO": "Lý do"}, "Chưa chọn mục nào để trả lại"),
    ],
)
def test_what_is_wrong_is_said_and_the_words_stay(office: Client, sent: Report, form: dict[str, str], message: str):
    page = office.post(GIVE_BACK, form)

    assert page.status_code == 200
    assert message in page.text
    assert form.get("ly-do-V.8b", "")[:200] in page.text
    assert not Return.objects.exists()


def test_whoever_comes_second_is_told_and_nothing_is_returned(
    office: Client, sent: Report, second_department_officer: User
):
    actions.accept(sent, by=second_department_officer)
    page = office.post(GIVE_BACK, {"due_before": "18/11/2028", "ly-do-V.8b": "Lý do"}, follow=True)

    assert page.redirect_chain == [(READ, 302)]
    assert "Báo cáo đang ở trạng thái &quot;Đã tiếp nhận&quot;" in page.text
    assert not Return.objects.exists()


# ---- accepting


def test_accepting_is_asked_before_it_is_done(office: Client, sent: Report, department_officer: User):
    assert "không trả lại được nữa" in office.get(ACCEPT).text
    assert Report.objects.get(pk=sent.pk).state == State.SUBMITTED

    page = office.post(ACCEPT, follow=True)
    report = Report.objects.get(pk=sent.pk)
    assert (report.state, report.accepted_by) == (State.ACCEPTED, department_officer)
    assert "Đã tiếp nhận báo cáo của UBND xã A." in page.text


def test_after_one_report_the_next_that_waits_is_offered(
    office: Client, sent: Report, round: Round, commune_b_officer: User, commune_b_leader: User
):
    other = round.reports.get(body__code="99902")
    actions.submit(fill(other, commune_b_officer), by=commune_b_leader)

    assert "Kế tiếp: UBND phường B" in office.post(ACCEPT, follow=True).text


def test_accepting_what_was_not_sent_is_told(office: Client, report: Report):
    page = office.post(ACCEPT, follow=True)

    assert "nên không tiếp nhận, trả lại được" in page.text
    assert Report.objects.get(pk=report.pk).state == State.DRAFT


def test_the_standing_bodys_own_report_is_neither_returned_nor_accepted(
    office: Client, own_report: Report, department_officer: User, department_leader: User
):
    actions.submit(fill(own_report, department_officer), by=department_leader)
    page = office.get("/bao-cao/2028/skhcn/xem/").text

    assert "Người duyệt" in page
    for verb in ("tra-lai", "tiep-nhan"):
        assert f"/bao-cao/2028/skhcn/{verb}/" not in page
        assert office.post(f"/bao-cao/2028/skhcn/{verb}/").status_code == 302
    assert not Return.objects.exists()
