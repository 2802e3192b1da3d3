"""Warnings on the pages: a box for the reason, what stops the report, what the receiver reads beside the item."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from nscl.organisations.models import User
from nscl.reporting import actions
from nscl.reporting.checks.catalogue import warnings
from nscl.reporting.models import Report, State
from nscl.reporting.submission import submission_of
from tests.reporting.conftest import course_of
from tests.web.report_page import form_of, fresh, html_of, page_of, seen_of

pytestmark = pytest.mark.django_db
SEND = "/bao-cao/2028/99901/gui/"


@pytest.fixture
def unexplained(filled: Report) -> Report:
    """Filled, but no reason is given yet for what has no evidence."""
    filled.explanations.all().delete()
    return filled


def _reasons(report: Report, **said: str) -> dict[str, str]:
    """What a browser sends of the boxes for reasons."""
    boxes = {}
    for warned in warnings(submission_of(report)):
        name = f"why-{warned.rule}-{warned.code}"
        boxes |= {f"{name}-seen": warned.seen, f"{name}-text": said.get(warned.code.replace(".", "_"), "")}
    return boxes


def test_the_form_has_a_box_for_the_reason_of_each_warning(unexplained: Report, officer: Client):
    html = html_of(officer.get(page_of(unexplained)))

    assert "Trách nhiệm V.8b: có kết quả nhưng chưa có tài liệu chứng minh." in html
    assert 'name="why-evidence_missing-V.8b-text"' in html


def test_a_report_without_reasons_does_not_go_to_the_leader(unexplained: Report, officer: Client):
    html = html_of(officer.post(page_of(unexplained), form_of(unexplained, "clear")))

    assert "Đã lưu bản nháp, chưa trình được: còn 2 chỗ phải sửa" in html
    assert "#id_why-evidence_missing-V.8a-text" in html
    assert fresh(unexplained).state == State.DRAFT


def test_reasons_are_saved_with_the_form_and_let_it_go(unexplained: Report, officer: Client):
    typed = _reasons(unexplained, V_8a="Kế hoạch chung.", V_8b="Hướng dẫn trực tiếp.")
    officer.post(page_of(unexplained), form_of(unexplained, "clear") | typed)

    assert fresh(unexplained).state == State.CLEARED
    assert unexplained.explanations.get(code="V.8b").reason == "Hướng dẫn trực tiếp."


def test_saving_something_else_leaves_the_reason_a_colleague_gave_since(unexplained: Report, officer: Client):
    opened = _reasons(unexplained)
    opened |= {name.replace("-text", "-was"): "" for name in opened if name.endswith("-text")}
    officer.post(page_of(unexplained), form_of(unexplained) | _reasons(unexplained, V_8b="Hướng dẫn trực tiếp."))
    officer.post(page_of(unexplained), form_of(unexplained) | opened)

    assert unexplained.explanations.get(code="V.8b").reason == "Hướng dẫn trực tiếp."


def test_a_reason_that_is_too_long_is_refused_at_its_box(unexplained: Report, officer: Client):
    html = html_of(officer.post(page_of(unexplained), form_of(unexplained) | _reasons(unexplained, V_8b="x" * 2001)))

    assert "dài 2.001 ký tự, quá 2.000" in html
    assert not unexplained.explanations.exists()


def test_who_signs_reads_the_reasons_before_he_sends(filled: Report, leader: Client):
    html = html_of(leader.get(SEND))

    assert "Cảnh báo và lý do giữ nguyên" in html
    assert "Tài liệu lưu tại đơn vị." in html


def test_the_receiver_reads_them_beside_the_item_and_the_figure(
    filled: Report, commune_a_officer: User, commune_a_leader: User, sign_in, department_officer: User
):  # type: ignore[no-untyped-def]
    course_of(filled, commune_a_officer)
    actions.explain(filled, {("rows_unconfirmed", "MT2.1"): "Danh sách đang chờ ký."}, by=commune_a_officer)
    actions.submit(fresh(filled), by=commune_a_leader)
    html = html_of(sign_in(department_officer).get(reverse("report-read", args=["2028", "99901"])))

    item = html[html.index('id="muc-V.8b"') :]
    item = item[: item.index("</article>")]
    assert "Tài liệu lưu tại đơn vị." in item
    figures = html[html.index('id="figures"') : html.index('id="muc-')]
    assert "Danh sách đang chờ ký." in figures


def test_what_was_checked_is_listed_with_the_registers_that_are_not_there(report: Report, officer: Client):
    html = html_of(officer.get(page_of(report)))

    assert "Đã kiểm tra những gì" in html
    assert "nên chưa kiểm tra các số đó" in html
    assert "liên quan chưa có sổ nên chưa tính" in html


def test_a_second_press_with_the_same_reasons_writes_nothing_new(unexplained: Report, officer: Client):
    typed = _reasons(unexplained, V_8b="Hướng dẫn trực tiếp.")
    officer.post(page_of(unexplained), form_of(unexplained) | typed)
    before = unexplained.explanations.get().at
    officer.post(page_of(unexplained), form_of(unexplained) | typed)

    assert unexplained.explanations.get().at == before


def test_sending_shows_once_more_when_a_reason_moved(filled: Report, leader: Client, commune_a_officer: User):
    seen = seen_of(filled)
    actions.explain(filled, {("evidence_missing", "V.8b"): "Lý do khác."}, by=commune_a_officer)

    assert "đã thay đổi từ lúc bạn mở trang này" in html_of(leader.post(SEND, seen))
    assert not fresh(filled).is_sent


def test_the_page_costs_the_same_however_much_it_warns(
    filled: Report, officer: Client, commune_a_officer: User, count_queries
):  # type: ignore[no-untyped-def]
    few = count_queries(page_of(filled), officer)
    part = filled.parts.get(code="NV3.1")
    words = "Tổ chức 09 lớp cho 99 lượt người."
    actions.write_part(filled, "NV3.1", by=commune_a_officer, version=part.version, result=words)

    assert count_queries(page_of(filled), officer) <= few + 1
