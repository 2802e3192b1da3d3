"""A report on its way out, and its receipt."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from nscl.history.models import Event
from nscl.organisations.models import User
from nscl.reporting import actions
from nscl.reporting.models import Report, State
from tests.reporting.conftest import course_of
from tests.web.report_page import seen_of

pytestmark = pytest.mark.django_db


def _url(name: str, report: Report) -> str:
    return reverse(name, args=[report.round.year, report.body.code])


def _html(response: Any) -> str:
    return response.content.decode()


def _sent(leader: Client, report: Report, **how: Any) -> Any:
    """The button pressed on the page as it stands."""
    return leader.post(_url("report-send", report), seen_of(report), **how)


def test_the_page_says_what_will_be_sealed_and_asks(filled: Report, leader: Client):
    html = _html(leader.get(_url("report-send", filled)))

    assert "Sau khi gửi, báo cáo được đóng gói và không sửa được. Gửi báo cáo năm 2028?" in html
    assert "Gửi Sở Khoa học và Công nghệ" in html
    assert "2/2 mục đã trả lời" in html
    assert "20/20 đã trả lời, trong đó 20 không phát sinh" in html
    assert "Đã hướng dẫn 09 doanh nghiệp." in html


def test_errors_stop_the_sending_and_lead_to_their_places(report: Report, leader: Client):
    html = _html(leader.get(_url("report-send", report)))

    assert "Chưa gửi được: còn 3 chỗ phải sửa" in html
    assert f"{_url('report', report)}#id_V.8a-result" in html
    assert "Gửi Sở Khoa học và Công nghệ</button>" not in html

    html = _html(_sent(leader, report))
    assert "Chưa gửi được: còn 3 chỗ phải sửa" in html
    assert Report.objects.get(pk=report.pk).state == State.DRAFT


def test_a_warning_stops_it_until_a_reason_is_given(filled: Report, leader: Client, commune_a_officer: User):
    course_of(filled, commune_a_officer)
    html = _html(_sent(leader, filled))
    assert "Chưa gửi được: còn 1 chỗ phải sửa" in html
    assert "MT2.1: còn 3 lượt người chờ xác nhận nên chưa được tính" in html

    actions.explain(filled, {("rows_unconfirmed", "MT2.1"): "Đang xác nhận."}, by=commune_a_officer)
    assert _sent(leader, filled).url == _url("receipt", filled)


def test_sending_answers_with_a_receipt(filled: Report, leader: Client):
    html = _html(_sent(leader, filled, follow=True))
    snapshot = filled.snapshots.get()

    assert "Đã gửi. Biên nhận số 0001, lúc" in html
    assert snapshot.sha256 in html
    assert Event.objects.get(verb="report.submit").hash in html
    assert "Bản chụp đang lưu khớp mã này." in html
    assert "trong hạn" in html


def test_sending_twice_is_one_with_the_same_receipt(filled: Report, leader: Client):
    _sent(leader, filled)
    html = _html(_sent(leader, filled, follow=True))

    assert "không gửi lần hai. Biên nhận số 0001." in html
    assert filled.snapshots.count() == 1


def test_nothing_is_sent_by_who_does_not_say_what_he_has_read(filled: Report, leader: Client):
    html = _html(leader.post(_url("report-send", filled)))

    assert "đã thay đổi từ lúc bạn mở trang này" in html
    assert Report.objects.get(pk=filled.pk).state == State.DRAFT


@pytest.mark.parametrize("what", ["words", "figures", "nothing"])
def test_who_signs_is_shown_what_moved_since_he_read_it(
    filled: Report, leader: Client, commune_a_officer: User, second_commune_a_officer: User, what: str
):
    seen = leader.get(_url("report-send", filled)).context["page"].submission.stamp
    if what == "words":
        version = filled.parts.get(code="V.8b").version
        actions.write_part(filled, "V.8b", by=commune_a_officer, version=version, result="Lời mới.")
    if what == "figures":
        course_of(filled, commune_a_officer, second_commune_a_officer)
        actions.undo_nil_rest(filled, by=commune_a_officer)
        actions.nil_rest(filled, by=commune_a_officer)
    response = leader.post(_url("report-send", filled), {"seen": seen})

    is_sent = Report.objects.get(pk=filled.pk).is_sent
    assert is_sent == (what == "nothing")
    assert is_sent or "đã thay đổi từ lúc bạn mở trang này" in _html(response)


def test_the_page_of_a_sent_report_leads_to_its_receipt(sent: Report, leader: Client):
    assert leader.get(_url("report-send", sent)).url == _url("receipt", sent)


def test_a_sent_report_is_read_with_its_words_and_cannot_be_written(sent: Report, sign_in, commune_a_officer: User):  # type: ignore[no-untyped-def]
    html = _html(sign_in(commune_a_officer).get(_url("report", sent)))

    assert "đã đóng gói, không sửa được nữa" in html
    assert "Biên nhận số 0001" in html
    assert "Đã hướng dẫn 09 doanh nghiệp." in html
    assert "20 nhiệm vụ không phát sinh" in html
    assert "<textarea" not in html


def test_a_sent_report_shows_the_figures_it_was_sealed_with_and_what_moved(
    sent: Report, sign_in, commune_a_officer: User, second_commune_a_officer: User
):  # type: ignore[no-untyped-def]
    course_of(sent, commune_a_officer, second_commune_a_officer, learners=7)
    html = _html(sign_in(commune_a_officer).get(_url("report", sent)))
    row = html[html.index('id="so-MT2.1"') :]
    row = row[: row.index("</tr>")]

    assert ">0<" in row
    assert "Nay là 7 lượt người, cập nhật ở báo cáo sau" in row


def test_a_late_receipt_says_by_how_many_minutes(filled: Report, leader: Client, on_day):  # type: ignore[no-untyped-def]
    on_day("2028-11-20")
    html = _html(_sent(leader, filled, follow=True))

    assert "chậm " in html
    assert "trong hạn" not in html


def test_the_receipt_of_a_second_sending_keeps_the_first_beside_it(
    returned: Report, leader: Client, commune_a_officer: User
):
    actions.reply(returned.returns.get(), text="Số là 09.", by=commune_a_officer)
    html = _html(_sent(leader, returned, follow=True))
    first, second = returned.snapshots.order_by("number")

    assert "Biên nhận số 0001" in html
    assert "lần gửi thứ 2" in html
    assert html.index(second.sha256) < html.index("Các lần gửi trước") < html.rindex(first.sha256)


def test_whoever_may_read_the_report_sees_its_receipt(sent: Report, sign_in, department_officer: User, viewer: User):  # type: ignore[no-untyped-def]
    for reader in (department_officer, viewer):
        assert sign_in(reader).get(_url("receipt", sent)).status_code == 200


def test_there_is_no_receipt_before_the_first_sending(filled: Report, leader: Client):
    assert leader.get(_url("receipt", filled)).status_code == 404
