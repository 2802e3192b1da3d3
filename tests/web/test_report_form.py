"""The report before its own body: what the form says, saving, laying before the leader, answering what came back."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from nscl.organisations.models import User
from nscl.reporting import actions
from nscl.reporting.models import Report, Role, State
from tests.reporting.conftest import course_of, fill
from tests.web.report_page import form_of, fresh, html_of, page_of, part_of

pytestmark = pytest.mark.django_db


# ---- what the page says


def test_the_head_says_when_the_report_is_due_and_who_signs(report: Report, officer: Client, commune_a_leader: User):
    html = html_of(officer.get(page_of(report)))

    assert "Báo cáo năm 2028 của UBND xã A" in html
    assert "<strong>trước ngày 20/11/2028</strong>, chậm nhất hết ngày 19/11/2028, <span>còn 5 ngày</span>" in html
    assert "Ngày làm việc cuối cùng là thứ Sáu 17/11/2028." in html
    assert "Người ký gửi: Commune a leader" in html


def test_on_the_day_itself_the_head_says_it_is_late(report: Report, officer: Client, on_day):  # type: ignore[no-untyped-def]
    on_day("2028-11-19")
    assert "hôm nay là ngày cuối" in html_of(officer.get(page_of(report)))

    on_day("2028-11-20")
    html = html_of(officer.get(page_of(report)))
    assert '<span class="late">đã quá 1 ngày</span>' in html
    assert "Quá hạn 1 ngày" in html


def test_figures_stand_read_only_above_with_last_year_and_the_way_to_their_rows(
    report: Report, officer: Client, commune_a_officer: User, second_commune_a_officer: User
):
    course_of(report, commune_a_officer, second_commune_a_officer, learners=5)
    course_of(report, commune_a_officer, second_commune_a_officer, learners=3, on=date(2027, 4, 12))
    html = html_of(officer.get(page_of(report)))

    row = html[html.index('id="so-MT2.1"') :]
    row = row[: row.index("</tr>")]
    assert ">5<" in row
    assert ">3<" in row
    assert "/muc-tieu/MT2.1/?nam=2028&amp;don-vi=99901&amp;cach=reporter" in row
    assert "/so/dao-tao/?nam=2028&amp;don-vi=99901" in row
    assert "Thiếu một lớp?" in html


def test_only_indicators_the_body_has_something_on_or_its_tasks_touch_are_shown(report: Report, officer: Client):
    html = html_of(officer.get(page_of(report)))

    shown = [code for code in ("MT2.1", "MT3.1", "MT5.1", "MT8.1", "MT9.1", "MT9.2") if f'id="so-{code}"' in html]
    assert shown == ["MT2.1", "MT3.1", "MT9.1", "MT9.2"]  # clubs and hospitals are no task of a commune


def test_rows_that_wait_for_a_second_person_are_told_beside_the_figures(
    report: Report, officer: Client, commune_a_officer: User
):
    course_of(report, commune_a_officer, learners=5)

    assert "5 lượt người (MT2.1) chờ xác nhận nên chưa được tính" in html_of(officer.get(page_of(report)))


def test_a_commune_is_told_what_is_counted_on_its_territory(
    report: Report, officer: Client, commune_b_officer: User, commune_b_leader: User
):
    other = report.round.reports.get(body__code="99902")
    course_of(other, commune_b_officer, commune_b_leader, learners=4)

    assert "Trên địa bàn, do mọi đơn vị báo cáo: 4 lượt người" in html_of(officer.get(page_of(report)))


def test_what_is_left_to_do_leads_to_its_place(report: Report, officer: Client):
    html = html_of(officer.get(page_of(report)))

    assert f'<a href="{page_of(report)}#id_V.8a-result">Trách nhiệm V.8a của UBND xã A chưa có nội dung.' in html
    assert f'<a href="{page_of(report)}#phoi-hop">Còn 20 nhiệm vụ phối hợp chưa trả lời' in html
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
    actions.write_part(report, "V.8a", by=commune_a_officer, version=0, result="Đã ban hành kế hoạch.")
    few = count_queries(page_of(report), officer)
    for month in range(1, 9):
        course_of(report, commune_a_officer, second_commune_a_officer, learners=6, on=date(2028, month, 12))
    fill(report, commune_a_officer)

    assert count_queries(page_of(report), officer) <= few <= 60


# ---- saving


def test_what_is_typed_is_saved_and_said(report: Report, officer: Client):
    typed = {
        "V.8a-result": "Ban hành Kế hoạch số 31/KH-UBND.",
        "NV2.1-result": "Dự 01 hội nghị.",
        "chung-next_year": "Mở 03 lớp.",
    }
    response = officer.post(page_of(report), form_of(report, **typed), follow=True)

    assert "Đã lưu bản nháp lúc" in html_of(response)
    assert part_of(report, "V.8a").result == "Ban hành Kế hoạch số 31/KH-UBND."
    assert part_of(report, "NV2.1").result == "Dự 01 hội nghị."
    assert part_of(report, "chung").next_year == "Mở 03 lớp."
    assert part_of(report, "V.8b").version == 0  # untouched


def test_a_box_the_form_does_not_hold_stays_as_it_is(report: Report, officer: Client, commune_a_officer: User):
    actions.write_part(report, "V.8b", by=commune_a_officer, version=0, result="Còn đây.", difficulty="Thiếu người.")

    officer.post(page_of(report), {"verb": "save", "V.8b-version": "1", "V.8b-difficulty": "Thiếu kinh phí."})

    assert (part_of(report, "V.8b").result, part_of(report, "V.8b").difficulty) == ("Còn đây.", "Thiếu kinh phí.")


def test_closing_the_rest_saves_what_was_typed_first(report: Report, officer: Client):
    typed = {"V.8a-result": "Đã làm.", "NV2.1-result": "Dự 01 hội nghị."}
    response = officer.post(page_of(report), form_of(report, "nil_rest", **typed), follow=True)

    assert part_of(report, "V.8a").result == "Đã làm."
    assert not part_of(report, "NV2.1").nil
    assert report.parts.filter(role=Role.COORDINATING, nil=True).count() == 19
    assert "Đã khép 19 nhiệm vụ: không phát sinh." in html_of(response)
    assert "nhiệm vụ còn lại: không phát sinh" not in html_of(response)


def test_closing_the_rest_is_undone_by_one_press(report: Report, officer: Client):
    officer.post(page_of(report), form_of(report, "nil_rest"))
    response = officer.post(page_of(report), form_of(report, "undo_nil_rest"), follow=True)

    assert "Đã hoàn tác: 20 nhiệm vụ phối hợp mở lại." in html_of(response)
    assert not report.parts.filter(nil=True).exists()
    assert "20 nhiệm vụ còn lại: không phát sinh" in html_of(response)


def test_a_task_whose_rows_are_counted_is_shown_as_answered(
    report: Report, officer: Client, commune_a_officer: User, second_commune_a_officer: User
):
    course_of(report, commune_a_officer, second_commune_a_officer, learners=5)
    html = html_of(officer.get(page_of(report)))

    assert "Sổ đã có 5 lượt người (MT2.1): không viết thêm cũng coi là đã trả lời." in html
    assert "19 nhiệm vụ còn lại: không phát sinh" in html


# ---- laying before the leader, taking back


def test_an_officer_lays_the_report_before_the_leader_and_takes_it_back(report: Report, officer: Client):
    said = {"V.8a-result": "Kế hoạch số 31/KH-UBND.", "V.8b-result": "Công văn số 12/UBND-KT. Đã hướng dẫn."}
    typed = said | {"verb": "clear"}
    officer.post(page_of(report), form_of(report, "nil_rest"))
    html = html_of(officer.post(page_of(report), form_of(report, **typed), follow=True))

    assert fresh(report).state == State.CLEARED
    assert "Đã trình lãnh đạo" in html
    assert "<textarea" not in html
    assert "Đã hướng dẫn." in html

    html = html_of(officer.post(page_of(report), {"verb": "take_back"}, follow=True))
    assert fresh(report).state == State.DRAFT
    assert "Đã lấy lại báo cáo để sửa." in html
    assert "<textarea" in html


def test_an_unready_report_is_saved_and_says_what_is_missing(report: Report, officer: Client):
    html = html_of(officer.post(page_of(report), form_of(report, "clear", **{"V.8a-result": "Đã làm."})))

    assert "Đã lưu bản nháp, chưa trình được: còn 3 chỗ phải sửa" in html
    assert part_of(report, "V.8a").result == "Đã làm."
    assert fresh(report).state == State.DRAFT


def test_a_leader_may_mend_what_lies_before_him_and_go_on_to_send(
    filled: Report, leader: Client, commune_a_officer: User
):
    actions.clear(filled, by=commune_a_officer)
    response = leader.post(page_of(filled), form_of(filled, "review", **{"V.8b-result": "Lãnh đạo sửa."}))

    assert response.url == reverse("report-send", args=[2028, "99901"])
    assert part_of(filled, "V.8b").result == "Lãnh đạo sửa."


def test_who_was_overtaken_by_the_leader_keeps_what_he_typed(filled: Report, officer: Client, commune_a_officer: User):
    form = form_of(filled, **{"V.8b-result": "Viết dở dang."})
    actions.clear(filled, by=commune_a_officer)
    response = officer.post(page_of(filled), form)

    assert response.status_code == 409
    assert "Đã trình, chờ ký" in html_of(response)
    assert "Viết dở dang.</textarea>" in html_of(response)


def test_a_leader_who_hands_it_back_hands_back_what_he_mended(filled: Report, leader: Client, commune_a_officer: User):
    actions.clear(filled, by=commune_a_officer)
    typed = {"V.8b-result": "Lãnh đạo sửa.", "V.8a-difficulty": "Nêu rõ hơn."}
    html = html_of(leader.post(page_of(filled), form_of(filled, "take_back", **typed), follow=True))

    assert fresh(filled).state == State.DRAFT
    assert (part_of(filled, "V.8b").result, part_of(filled, "V.8a").difficulty) == ("Lãnh đạo sửa.", "Nêu rõ hơn.")
    assert "Đã trả lại người soạn." in html


# ---- returned items


def test_a_returned_item_stands_first_with_reason_day_and_the_words_that_were_sent(returned: Report, officer: Client):
    html = html_of(officer.get(page_of(returned)))

    assert "Đề nghị bổ sung 1 mục" in html
    assert html.index("Mục được đề nghị bổ sung: V.8b") < html.index("Nhiệm vụ chủ trì, trách nhiệm được giao</h2>")
    assert "trả lời trước ngày 18/11/2028" in html
    assert "Chưa nêu số doanh nghiệp." in html
    assert "lần 1" in html
    assert "Đã hướng dẫn 09 doanh nghiệp." in html
    assert html.count('name="V.8b-result"') == 1


def test_the_answer_to_a_returned_item_is_saved_with_the_form(returned: Report, officer: Client):
    item = returned.returns.get()
    officer.post(page_of(returned), form_of(returned, **{f"reply-{item.pk}-text": "Số là 09."}))

    assert returned.returns.get().reply == "Số là 09."
