"""The report before its own body: the form, what it says and refuses, who gets in."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from nscl.organisations.models import User
from nscl.reporting import actions
from nscl.reporting.models import Part, Report, Role, Round, State
from tests.reporting.conftest import course_of, fill

pytestmark = pytest.mark.django_db


def _page(report: Report) -> str:
    return reverse("report", args=[report.round.year, report.body.code])


def _part(report: Report, code: str) -> Part:
    return report.parts.get(code=code)


def _fresh(report: Report) -> Report:
    return Report.objects.select_related("round", "body").get(pk=report.pk)


def _form(report: Report, verb: str = "save", **typed: Any) -> dict[str, Any]:
    """What a browser sends of the whole form; `V_8a_result="…"` is typed into the box V.8a-result."""
    sent: dict[str, Any] = {"verb": verb}
    for part in report.parts.all():
        sent[f"{part.code}-version"] = str(part.version)
        for name in ("result", "difficulty", "proposal"):
            sent[f"{part.code}-{name}"] = getattr(part, name)
        if part.nil:
            sent[f"{part.code}-nil"] = "on"
        if part.role in (Role.LEAD, Role.DUTY):
            sent[f"{part.code}-nil_reason"] = part.nil_reason
        if part.role == Role.GENERAL:
            sent[f"{part.code}-next_year"] = part.next_year
    for item in report.returns.open():
        sent |= {f"reply-{item.pk}-text": item.reply, f"reply-{item.pk}-seen": item.stamp}
    return sent | typed


def _html(response: Any) -> str:
    return response.content.decode()


@pytest.fixture
def officer(sign_in, commune_a_officer: User) -> Client:  # type: ignore[no-untyped-def]
    return sign_in(commune_a_officer)


@pytest.fixture
def colleague(sign_in, second_commune_a_officer: User) -> Client:  # type: ignore[no-untyped-def]
    return sign_in(second_commune_a_officer)


@pytest.fixture
def leader(sign_in, commune_a_leader: User) -> Client:  # type: ignore[no-untyped-def]
    return sign_in(commune_a_leader)


# ---- what the page says


def test_the_head_says_when_the_report_is_due_and_who_signs(report: Report, officer: Client, commune_a_leader: User):
    html = _html(officer.get(_page(report)))

    assert "Báo cáo năm 2028 của UBND xã A" in html
    assert "<strong>trước ngày 20/11/2028</strong>, chậm nhất hết ngày 19/11/2028, <span>còn 5 ngày</span>" in html
    assert "Ngày làm việc cuối cùng là thứ Sáu 17/11/2028." in html
    assert "Người ký gửi: Commune a leader" in html


def test_on_the_day_itself_the_head_says_it_is_late(report: Report, officer: Client, on_day):  # type: ignore[no-untyped-def]
    on_day("2028-11-19")
    assert "hôm nay là ngày cuối" in _html(officer.get(_page(report)))

    on_day("2028-11-20")
    html = _html(officer.get(_page(report)))
    assert '<span class="late">đã quá 1 ngày</span>' in html
    assert "Quá hạn 1 ngày" in html


def test_figures_stand_read_only_above_with_last_year_and_the_way_to_their_rows(
    report: Report, officer: Client, commune_a_officer: User, second_commune_a_officer: User
):
    course_of(report, commune_a_officer, second_commune_a_officer, learners=5)
    course_of(report, commune_a_officer, second_commune_a_officer, learners=3, on=date(2027, 4, 12))
    html = _html(officer.get(_page(report)))

    row = html[html.index('id="so-MT2.1"') :]
    row = row[: row.index("</tr>")]
    assert ">5<" in row
    assert ">3<" in row
    assert "/muc-tieu/MT2.1/?nam=2028&amp;don-vi=99901&amp;cach=reporter" in row
    assert "/so/dao-tao/?nam=2028&amp;don-vi=99901" in row
    assert "Thiếu một lớp?" in html


def test_only_indicators_the_body_has_something_on_or_its_tasks_touch_are_shown(report: Report, officer: Client):
    html = _html(officer.get(_page(report)))

    shown = [code for code in ("MT2.1", "MT3.1", "MT5.1", "MT8.1", "MT9.1", "MT9.2") if f'id="so-{code}"' in html]
    assert shown == ["MT2.1", "MT3.1", "MT9.1", "MT9.2"]  # clubs and hospitals are no task of a commune


def test_rows_that_wait_for_a_second_person_are_told_beside_the_figures(
    report: Report, officer: Client, commune_a_officer: User
):
    course_of(report, commune_a_officer, learners=5)

    assert "5 lượt người (MT2.1) chờ xác nhận nên chưa được tính" in _html(officer.get(_page(report)))


def test_a_commune_is_told_what_is_counted_on_its_territory(
    report: Report, officer: Client, commune_b_officer: User, commune_b_leader: User
):
    other = report.round.reports.get(body__code="99902")
    course_of(other, commune_b_officer, commune_b_leader, learners=4)

    assert "Trên địa bàn, do mọi đơn vị báo cáo: 4 lượt người" in _html(officer.get(_page(report)))


def test_what_is_left_to_do_leads_to_its_place(report: Report, officer: Client):
    html = _html(officer.get(_page(report)))

    assert f'<a href="{_page(report)}#id_V.8a-result">Trách nhiệm V.8a của UBND xã A chưa có nội dung.' in html
    assert f'<a href="{_page(report)}#phoi-hop">Còn 20 nhiệm vụ phối hợp chưa trả lời' in html
    assert 'id="id_V.8a-result"' in html
    assert 'id="phoi-hop"' in html


def test_nothing_of_the_page_grows_its_number_of_queries(
    report: Report,
    officer: Client,
    commune_a_officer: User,
    second_commune_a_officer: User,
    count_queries,  # type: ignore[no-untyped-def]
):
    course_of(report, commune_a_officer, second_commune_a_officer, learners=2)
    few = count_queries(_page(report), officer)
    for month in range(1, 9):
        course_of(report, commune_a_officer, second_commune_a_officer, learners=6, on=date(2028, month, 12))
    fill(report, commune_a_officer)

    assert count_queries(_page(report), officer) <= few <= 72


# ---- saving


def test_what_is_typed_is_saved_and_said(report: Report, officer: Client):
    typed = {
        "V.8a-result": "Ban hành Kế hoạch số 31/KH-UBND.",
        "NV2.1-result": "Dự 01 hội nghị.",
        "chung-next_year": "Mở 03 lớp.",
    }
    response = officer.post(_page(report), _form(report, **typed), follow=True)

    assert "Đã lưu bản nháp lúc" in _html(response)
    assert _part(report, "V.8a").result == "Ban hành Kế hoạch số 31/KH-UBND."
    assert _part(report, "NV2.1").result == "Dự 01 hội nghị."
    assert _part(report, "chung").next_year == "Mở 03 lớp."
    assert _part(report, "V.8b").version == 0  # untouched


def test_a_box_the_form_does_not_hold_stays_as_it_is(report: Report, officer: Client, commune_a_officer: User):
    actions.write_part(report, "V.8b", by=commune_a_officer, version=0, result="Còn đây.", difficulty="Thiếu người.")

    officer.post(_page(report), {"verb": "save", "V.8b-version": "1", "V.8b-difficulty": "Thiếu kinh phí."})

    assert (_part(report, "V.8b").result, _part(report, "V.8b").difficulty) == ("Còn đây.", "Thiếu kinh phí.")


def test_closing_the_rest_saves_what_was_typed_first(report: Report, officer: Client):
    typed = {"V.8a-result": "Đã làm.", "NV2.1-result": "Dự 01 hội nghị."}
    response = officer.post(_page(report), _form(report, "nil_rest", **typed), follow=True)

    assert _part(report, "V.8a").result == "Đã làm."
    assert not _part(report, "NV2.1").nil
    assert report.parts.filter(role=Role.COORDINATING, nil=True).count() == 19
    assert "Đã khép 19 nhiệm vụ: không phát sinh." in _html(response)
    assert "nhiệm vụ còn lại: không phát sinh" not in _html(response)


def test_closing_the_rest_is_undone_by_one_press(report: Report, officer: Client):
    officer.post(_page(report), _form(report, "nil_rest"))
    response = officer.post(_page(report), _form(report, "undo_nil_rest"), follow=True)

    assert "Đã hoàn tác: 20 nhiệm vụ phối hợp mở lại." in _html(response)
    assert not report.parts.filter(nil=True).exists()
    assert "20 nhiệm vụ còn lại: không phát sinh" in _html(response)


def test_a_task_whose_rows_are_counted_is_shown_as_answered(
    report: Report, officer: Client, commune_a_officer: User, second_commune_a_officer: User
):
    course_of(report, commune_a_officer, second_commune_a_officer, learners=5)
    html = _html(officer.get(_page(report)))

    assert "Sổ đã có 5 lượt người (MT2.1): không viết thêm cũng coi là đã trả lời." in html
    assert "19 nhiệm vụ còn lại: không phát sinh" in html


# ---- laying before the leader, taking back


def test_an_officer_lays_the_report_before_the_leader_and_takes_it_back(report: Report, officer: Client):
    typed = {"V.8a-result": "Đã làm.", "V.8b-result": "Đã hướng dẫn.", "verb": "clear"}
    officer.post(_page(report), _form(report, "nil_rest"))
    html = _html(officer.post(_page(report), _form(report, **typed), follow=True))

    assert _fresh(report).state == State.CLEARED
    assert "Đã trình lãnh đạo" in html
    assert "<textarea" not in html
    assert "Đã hướng dẫn." in html

    html = _html(officer.post(_page(report), {"verb": "take_back"}, follow=True))
    assert _fresh(report).state == State.DRAFT
    assert "<textarea" in html


def test_an_unready_report_is_saved_and_says_what_is_missing(report: Report, officer: Client):
    html = _html(officer.post(_page(report), _form(report, "clear", **{"V.8a-result": "Đã làm."})))

    assert "Đã lưu bản nháp, chưa trình được: còn 2 chỗ phải sửa" in html
    assert _part(report, "V.8a").result == "Đã làm."
    assert _fresh(report).state == State.DRAFT


def test_a_leader_may_mend_what_lies_before_him_and_go_on_to_send(
    filled: Report, leader: Client, commune_a_officer: User
):
    actions.clear(filled, by=commune_a_officer)
    response = leader.post(_page(filled), _form(filled, "review", **{"V.8b-result": "Lãnh đạo sửa."}))

    assert response.url == reverse("report-send", args=[2028, "99901"])
    assert _part(filled, "V.8b").result == "Lãnh đạo sửa."


def test_who_was_overtaken_by_the_leader_keeps_what_he_typed(filled: Report, officer: Client, commune_a_officer: User):
    form = _form(filled, **{"V.8b-result": "Viết dở dang."})
    actions.clear(filled, by=commune_a_officer)
    response = officer.post(_page(filled), form)

    assert response.status_code == 409
    assert "trạng thái &quot;Đã trình, chờ ký&quot;" in _html(response) or "Đã trình, chờ ký" in _html(response)
    assert "Viết dở dang.</textarea>" in _html(response)


# ---- returned items


def test_a_returned_item_stands_first_with_reason_day_and_the_words_that_were_sent(returned: Report, officer: Client):
    html = _html(officer.get(_page(returned)))

    assert "Đề nghị bổ sung 1 mục" in html
    assert html.index("Mục được đề nghị bổ sung: V.8b") < html.index("Nhiệm vụ chủ trì, trách nhiệm được giao</h2>")
    assert "trả lời trước ngày 18/11/2028" in html
    assert "Chưa nêu số doanh nghiệp." in html
    assert "lần 1" in html
    assert "Đã hướng dẫn 09 doanh nghiệp." in html
    assert html.count('name="V.8b-result"') == 1


def test_the_answer_to_a_returned_item_is_saved_with_the_form(returned: Report, officer: Client):
    item = returned.returns.get()
    officer.post(_page(returned), _form(returned, **{f"reply-{item.pk}-text": "Số là 09."}))

    assert returned.returns.get().reply == "Số là 09."


# ---- documents


def test_a_file_chosen_for_an_item_is_attached_with_the_save(report: Report, officer: Client):
    file = SimpleUploadedFile("quyet-dinh.pdf", b"%PDF-1.7 noi dung", "application/pdf")
    html = _html(officer.post(_page(report), _form(report, **{"V.8a-files": file}), follow=True))

    (document,) = _part(report, "V.8a").attachments.all()
    assert document.title == "quyet-dinh.pdf"
    assert reverse("document", args=[document.pk]) in html


def test_a_document_kept_elsewhere_is_attached_by_its_number(report: Report, officer: Client):
    typed = {"V.8a-number": "31/KH-UBND", "V.8a-title": "Kế hoạch năm 2028"}
    officer.post(_page(report), _form(report, **typed))

    (document,) = _part(report, "V.8a").attachments.all()
    assert (document.number, document.title) == ("31/KH-UBND", "Kế hoạch năm 2028")


def test_a_document_is_taken_off_and_what_was_typed_is_kept(report: Report, officer: Client):
    officer.post(_page(report), _form(report, **{"V.8a-number": "31/KH-UBND"}))
    (document,) = _part(report, "V.8a").attachments.all()
    form = _form(report, f"detach:V.8a:{document.pk}", **{"V.8b-result": "Đang viết."})
    html = _html(officer.post(_page(report), form, follow=True))

    assert "Đã bỏ &quot;31/KH-UBND&quot; khỏi mục V.8a" in html
    assert not _part(report, "V.8a").attachments.exists()
    assert _part(report, "V.8b").result == "Đang viết."


@pytest.mark.parametrize(
    "verb", ["detach", "detach:", "detach:V.8a:x", "detach:V.8a:999999", "detach:NV9.9:1", "detach:a:b:c"]
)
def test_taking_off_what_is_not_there_is_said(report: Report, officer: Client, verb: str):
    html = _html(officer.post(_page(report), _form(report, verb), follow=True))

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
    html = _html(officer.post(_page(report), _form(report, **{"V.8a-files": file, "V.8b-result": "Đã viết."})))

    assert "Chưa lưu được: còn 1 chỗ phải sửa" in html
    assert f"virus.exe&quot; {fault}" in html
    assert '<a href="#id_V.8a-files">' in html
    assert _part(report, "V.8b").result == ""
    assert ">\nĐã viết.</textarea>" in html  # still in its box
    assert 'data-unsaved="now"' in html


def test_a_file_too_large_is_refused_with_its_size(report: Report, officer: Client, settings):  # type: ignore[no-untyped-def]
    settings.EVIDENCE_LIMIT = 1024 * 1024
    file = SimpleUploadedFile("to.pdf", b"%PDF-" + b"x" * 1_600_000)
    html = _html(officer.post(_page(report), _form(report, **{"V.8a-files": file})))

    assert "nặng 1,5 MB, quá 1 MB" in html


def test_a_name_without_a_number_asks_for_the_number(report: Report, officer: Client):
    html = _html(officer.post(_page(report), _form(report, **{"V.8a-title": "Kế hoạch năm"})))

    assert "Có tên văn bản nhưng chưa có số, ký hiệu. Ghi số, hoặc xóa tên." in html


# ---- bad input


def test_a_text_too_long_is_refused_at_its_box_and_kept_in_it(report: Report, officer: Client):
    html = _html(officer.post(_page(report), _form(report, **{"V.8a-result": "ă" * 20_001})))

    assert "Ô &quot;V.8a, Kết quả&quot; dài 20.001 ký tự, quá 20.000. Rút gọn, hoặc đính kèm thành tệp." in html
    assert '<a href="#id_V.8a-result">' in html
    assert "ă" * 20_001 in html
    assert _part(report, "V.8a").version == 0


def test_a_megabyte_in_a_box_is_refused_in_words(report: Report, officer: Client):
    response = officer.post(_page(report), _form(report, **{"NV2.1-difficulty": "a" * 1_000_000}))

    assert response.status_code == 200
    assert "dài 1.000.000 ký tự" in _html(response)
    assert '<details class="fold" id="NV2.1" open>' in _html(response)


def test_what_no_server_takes_is_refused_without_a_failure(report: Report, officer: Client):
    assert officer.post(_page(report), _form(report, **{"V.8a-result": "a" * 5_000_000})).status_code == 400


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\x00b", "ab"),
        ("Đã làm 👍🏽", "Đã làm 👍🏽"),
        ("Đa\u0303 la\u0300m", "Đã làm"),
        ("a" + "\u0301" * 4000, "á" + "\u0301" * 29),
        ("\u200b\ufeff", ""),
    ],
    ids=["NUL", "emoji", "decomposed", "heap of marks", "invisible"],
)
def test_odd_characters_are_taken_composed_or_left_out(report: Report, officer: Client, typed: str, kept: str):
    assert officer.post(_page(report), _form(report, **{"V.8a-result": typed})).status_code == 302

    assert _part(report, "V.8a").result == kept


def test_bytes_that_are_no_text_do_not_fail(report: Report, officer: Client):
    body = b"verb=save&V.8a-version=0&V.8a-result=%ED%A0%80l%FFe"
    response = officer.post(_page(report), body, content_type="application/x-www-form-urlencoded")

    assert response.status_code == 302
    assert _part(report, "V.8a").result.endswith("e")


def test_a_result_beside_nil_is_refused_at_the_box_of_nil(report: Report, officer: Client):
    html = _html(officer.post(_page(report), _form(report, **{"V.8a-result": "Có.", "V.8a-nil": "on"})))

    assert "Mục V.8a: vừa có kết quả vừa chọn &quot;không phát sinh&quot;. Bỏ một trong hai." in html
    assert '<a href="#id_V.8a-nil">' in html


@pytest.mark.parametrize("version", ["", "x", "-1", "1", "99999999999999999999", "1.0", "٣", "0; drop table"])
def test_a_version_the_page_did_not_give_out_is_refused_in_words(report: Report, officer: Client, version: str):
    html = _html(officer.post(_page(report), _form(report, **{"V.8a-version": version, "V.8a-result": "Có."})))

    assert "Mục V.8a: biểu mẫu không đúng với trang này" in html
    assert _part(report, "V.8a").result == ""


def test_an_item_the_report_does_not_have_is_refused_by_name(report: Report, officer: Client):
    form = _form(report, **{"NV9.9-version": "0", "NV9.9-result": "Có.", "V.8a-result": "Đã làm."})
    html = _html(officer.post(_page(report), form))

    assert "Báo cáo này không có mục NV9.9. Tải lại trang rồi nhập lại." in html
    assert _part(report, "V.8a").result == ""


def test_a_form_with_nothing_in_it_changes_nothing(report: Report, officer: Client):
    assert officer.post(_page(report), {}).status_code == 302
    assert officer.post(_page(report), {"verb": "no-such-verb"}).status_code == 302
    assert not report.parts.filter(version__gt=0).exists()


# ---- two people in one report


def test_two_people_who_write_one_box_are_shown_both_texts_and_nothing_is_lost(
    report: Report, officer: Client, colleague: Client
):
    mine, theirs = _form(report), _form(report)
    colleague.post(_page(report), theirs | {"V.8b-result": "Hướng dẫn 09 hợp tác xã."})
    response = officer.post(
        _page(report), mine | {"V.8b-result": "Hướng dẫn 12 doanh nghiệp.", "V.8a-result": "Đã ban hành."}
    )
    html = _html(response)

    assert response.status_code == 409
    assert "Second commune a officer đã sửa phần &quot;V.8b&quot; lúc" in html
    assert 'name="V.8b-theirs-result" value="Hướng dẫn 09 hợp tác xã."' in html
    assert 'name="V.8b-mine-result" value="Hướng dẫn 12 doanh nghiệp."' in html
    assert "<ins>" in html
    assert _part(report, "V.8b").result == "Hướng dẫn 09 hợp tác xã."
    assert _part(report, "V.8a").result == "Đã ban hành."


@pytest.mark.parametrize(
    ("choice", "kept"),
    [
        ("theirs", "Hướng dẫn 09 hợp tác xã."),
        ("mine", "Hướng dẫn 12 doanh nghiệp."),
        ("both", "Hướng dẫn 09 hợp tác xã.\nHướng dẫn 12 doanh nghiệp."),
    ],
)
def test_the_author_keeps_one_of_them_or_both(
    report: Report, officer: Client, colleague: Client, choice: str, kept: str
):
    form = _conflict(report, officer, colleague) | {"V.8b-choice-result": choice}
    html = _html(officer.post(_page(report), form, follow=True))

    assert "Đã lưu theo bản đã chọn." in html
    assert _part(report, "V.8b").result == kept


def test_a_box_left_unchosen_is_asked_again(report: Report, officer: Client, colleague: Client):
    html = _html(officer.post(_page(report), _conflict(report, officer, colleague)))

    assert "Còn chỗ chưa chọn. Chọn bản cần giữ rồi lưu." in html
    assert 'name="V.8b-mine-result" value="Hướng dẫn 12 doanh nghiệp."' in html


def test_a_third_hand_while_the_author_chooses_is_asked_about_too(report: Report, officer: Client, colleague: Client):
    form = _conflict(report, officer, colleague) | {"V.8b-choice-result": "both"}
    colleague.post(_page(report), _form(report, **{"V.8b-result": "Lời thứ ba."}))
    response = officer.post(_page(report), form)

    assert response.status_code == 409
    assert _part(report, "V.8b").result == "Lời thứ ba."
    assert "Hướng dẫn 09 hợp tác xã.\nHướng dẫn 12 doanh nghiệp." in _html(response)


def test_two_texts_too_long_to_stand_together_are_asked_again(report: Report, officer: Client, colleague: Client):
    form = _conflict(report, officer, colleague, theirs="đ" * 15_000, mine="m" * 15_000)
    html = _html(officer.post(_page(report), form | {"V.8b-choice-result": "both"}))

    assert "dài 30.001 ký tự, quá 20.000" in html
    assert _part(report, "V.8b").result == "đ" * 15_000


def test_two_people_who_write_different_boxes_do_not_meet(report: Report, officer: Client, colleague: Client):
    mine, theirs = _form(report), _form(report)
    colleague.post(_page(report), theirs | {"V.8b-result": "Đã hướng dẫn.", "verb": "nil_rest"})
    response = officer.post(_page(report), mine | {"V.8b-difficulty": "Thiếu người."})

    assert response.status_code == 302
    assert (_part(report, "V.8b").result, _part(report, "V.8b").difficulty) == ("Đã hướng dẫn.", "Thiếu người.")
    assert _part(report, "NV2.1").nil


def test_two_replies_to_one_item_are_shown_side_by_side(returned: Report, officer: Client, colleague: Client):
    name = f"reply-{returned.returns.get().pk}"
    mine, theirs = _form(returned), _form(returned)
    colleague.post(_page(returned), theirs | {f"{name}-text": "Số là 09."})
    response = officer.post(_page(returned), mine | {f"{name}-text": "Số là 12."})

    assert response.status_code == 409
    assert f'name="{name}-mine" value="Số là 12."' in _html(response)
    chosen = {"verb": "merge", f"{name}-mine": "Số là 12.", f"{name}-theirs": "Số là 09.", f"{name}-choice": "both"}
    officer.post(_page(returned), chosen | {f"{name}-seen": returned.returns.get().stamp})
    assert returned.returns.get().reply == "Số là 09.\nSố là 12."


def _conflict(
    report: Report,
    officer: Client,
    colleague: Client,
    theirs: str = "Hướng dẫn 09 hợp tác xã.",
    mine: str = "Hướng dẫn 12 doanh nghiệp.",
) -> dict[str, Any]:
    """Two people wrote the result of V.8b; what the page of the conflict sends, without a choice."""
    read = _form(report)
    colleague.post(_page(report), read | {"V.8b-result": theirs})
    response = officer.post(_page(report), read | {"V.8b-result": mine})
    (compared,) = response.context["compared"]
    return {"verb": "merge", **dict(compared.hidden)}


# ---- the standing body's own report


def test_the_own_report_is_written_by_one_and_approved_by_another(
    own_report: Report, sign_in, department_officer: User, department_leader: User
):  # type: ignore[no-untyped-def]
    writer, approver = sign_in(department_officer), sign_in(department_leader)
    fill(own_report, department_officer)
    html = _html(writer.get(_page(own_report)))
    assert "người soạn không tự duyệt" in html
    assert "Xem lại và duyệt" not in html

    writer.post(_page(own_report), _form(own_report, "clear"))
    assert "Xem lại và duyệt" in _html(approver.get(_page(own_report)))

    html = _html(approver.post(reverse("report-send", args=[2028, own_report.body.code]), follow=True))
    assert "Đã duyệt. Biên nhận số 1" in html
    assert _fresh(own_report).state == State.ACCEPTED


def test_its_writer_is_told_to_hand_it_over(own_report: Report, sign_in, department_officer: User):  # type: ignore[no-untyped-def]
    fill(own_report, department_officer)
    actions.clear(own_report, by=department_officer)
    html = _html(sign_in(department_officer).post(reverse("report-send", args=[2028, own_report.body.code])))

    assert "Bạn là người soạn nên không duyệt được báo cáo này." in html
    assert _fresh(own_report).state == State.CLEARED


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

    assert client.get(_page(report)).url == reverse("report-read", args=[2028, report.body.code])
    assert client.post(_page(report), _form(report, **{"V.8a-result": "Chen vào."})).status_code == 404
    assert _part(report, "V.8a").result == ""


def test_an_officer_does_not_send(filled: Report, officer: Client):
    address = reverse("report-send", args=[2028, filled.body.code])

    assert officer.get(address).status_code == 404
    assert officer.post(address).status_code == 404


def test_a_year_without_a_round_says_so(report: Report, officer: Client):
    response = officer.get(reverse("report", args=[2031, report.body.code]))

    assert response.status_code == 404
    assert "Năm 2031 chưa có kỳ báo cáo" in _html(response)


def test_a_body_that_is_not_on_the_roster_has_no_page(round: Round, sign_in, enterprise_officer: User):  # type: ignore[no-untyped-def]
    assert sign_in(enterprise_officer).get(reverse("report", args=[2028, "dn-a"])).status_code == 404


@pytest.mark.parametrize("code", ["%00", "99901%00", "%F0%9F%98%80", "..", "'", "a" * 3000])
def test_a_guessed_address_is_answered_with_404(report: Report, officer: Client, code: str):
    assert officer.get(f"/bao-cao/2028/{code}/").status_code in (404, 301)
    assert officer.get(f"/bao-cao/99999999999999999999/{code}/").status_code in (404, 301)


def test_nobody_writes_before_the_roster_is_approved(prepared: Round, officer: Client):
    html = _html(officer.get(reverse("report", args=[2028, "99901"])))

    assert "Danh sách đơn vị báo cáo của năm chưa được duyệt" in html
    assert "<textarea" not in html
