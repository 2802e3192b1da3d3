"""The report in a real browser: how many clicks it takes, and whether everybody can use its pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from nscl.organisations.models import User
from nscl.reporting import actions
from nscl.reporting.models import Report, State
from tests.reporting.conftest import course_of, explained, fill
from tests.web.browser import (
    DESKTOP,
    NARROW,
    PHONE,
    Clicks,
    Page,
    click,
    overflow,
    photograph,
    press,
    type_in,
    violations,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
Window = Callable[..., Page]


def _fresh(report: Report) -> Report:
    return Report.objects.get(pk=report.pk)


def _box(window: Page, name: str):  # type: ignore[no-untyped-def]
    return window.locator(f'[name="{name}"]')


def _button(window: Page, verb: str):  # type: ignore[no-untyped-def]
    return window.locator(f'button[value="{verb}"]:visible:not(.unseen)').first


def _three_classes(report: Report, officer: User, colleague: User) -> None:
    for month, learners in ((4, 38), (6, 33), (9, 25)):
        course_of(report, officer, colleague, learners=learners, on=date(2028, month, 12))


def test_a_commune_with_three_classes_and_one_difficulty_finishes_in_at_most_twelve_clicks(
    report: Report,
    window_of: Window,
    clicks: Clicks,
    commune_a_officer: User,
    second_commune_a_officer: User,
    commune_a_leader: User,
):
    """From «Việc của tôi» of the officer to the receipt in the leader's hands; every press counts, typing is free."""
    _three_classes(report, commune_a_officer, second_commune_a_officer)

    officer = window_of(commune_a_officer)
    officer.goto("/viec-cua-toi/")
    press(officer.get_by_role("link", name="Viết báo cáo").first)
    type_in(_box(officer, "V.8a-result"), "Ban hành Kế hoạch số 31/KH-UBND; tổ chức 03 lớp.")
    type_in(_box(officer, "V.8a-difficulty"), "Doanh nghiệp nhỏ không có cán bộ chuyên trách.")
    type_in(_box(officer, "V.8b-result"), "Hướng dẫn 09 doanh nghiệp lập hồ sơ (Công văn số 14/UBND-KT).")
    press(_button(officer, "nil_rest"))
    press(_button(officer, "clear"))
    assert "Đã trình lãnh đạo" in officer.inner_text("main")

    leader = window_of(commune_a_leader)
    leader.goto("/viec-cua-toi/")
    press(leader.get_by_role("link", name="Xem và gửi").first)
    press(_button(leader, "review"))
    press(leader.get_by_role("button", name="Gửi Sở Khoa học và Công nghệ"))
    assert "Biên nhận số 0001" in leader.inner_text("h1")

    sent = _fresh(report)
    assert sent.state == State.SUBMITTED
    assert not sent.nil
    content = sent.snapshots.get().content
    assert {line["indicator"]: line["value"] for line in content["figures"]}["MT2.1"] == 96
    assert [part["difficulty"] for part in content["parts"] if part["code"] == "V.8a"] == [
        "Doanh nghiệp nhỏ không có cán bộ chuyên trách."
    ]
    assert sum(part["nil"] for part in content["parts"]) == 19  # all but the task the three classes answer for
    assert 9 <= clicks.number <= 12  # fewer than nine would mean that some were not seen


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["1366", "390"])
def test_the_form_has_no_violation_of_accessibility(
    returned: Report, window_of: Window, commune_a_officer: User, size: tuple[int, int]
):
    course_of(returned, commune_a_officer)
    window = window_of(commune_a_officer, size)
    window.goto(f"/bao-cao/2028/{returned.body.code}/")
    window.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
    photograph(window, f"report-form-{size[0]}")

    assert violations(window) == []


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["1366", "390"])
def test_refusals_on_the_form_have_no_violation_and_take_the_focus(
    report: Report, window_of: Window, commune_a_officer: User, size: tuple[int, int]
):
    window = window_of(commune_a_officer, size)
    window.goto(f"/bao-cao/2028/{report.body.code}/")
    _box(window, "V.8a-nil").check()
    _box(window, "V.8a-result").fill("Có.")
    press(_button(window, "save"))
    photograph(window, f"report-refused-{size[0]}")

    assert window.evaluate("document.activeElement.id") == "error-summary"
    assert violations(window) == []


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["1366", "390"])
@pytest.mark.parametrize("page", ["", "gui/", "bien-nhan/"], ids=["read", "send", "receipt"])
def test_sending_reading_and_the_receipt_have_no_violation(
    filled: Report,
    window_of: Window,
    commune_a_officer: User,
    commune_a_leader: User,
    size: tuple[int, int],
    page: str,
):
    course_of(filled, commune_a_officer)
    if page != "gui/":
        actions.submit(explained(filled, commune_a_officer), by=commune_a_leader)
    window = window_of(commune_a_leader, size)
    window.goto(f"/bao-cao/2028/{filled.body.code}/{page}")
    photograph(window, f"report-{page.strip('/') or 'read'}-{size[0]}")

    assert violations(window) == []


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["1366", "390"])
def test_two_versions_side_by_side_have_no_violation(
    report: Report,
    window_of: Window,
    commune_a_officer: User,
    second_commune_a_officer: User,
    size: tuple[int, int],
):
    window = window_of(commune_a_officer, size)
    window.goto(f"/bao-cao/2028/{report.body.code}/")
    actions.write_part(report, "V.8b", by=second_commune_a_officer, version=0, result="Hướng dẫn 09 hợp tác xã.")
    _box(window, "V.8b-result").fill("Hướng dẫn 12 doanh nghiệp.")
    press(_button(window, "save"))
    photograph(window, f"report-conflict-{size[0]}")

    assert "Hai người cùng sửa" in window.inner_text("h1")
    assert violations(window) == []


def test_no_page_of_the_report_scrolls_sideways_on_a_narrow_phone(
    returned: Report, window_of: Window, commune_a_officer: User, commune_a_leader: User
):
    course_of(returned, commune_a_officer)
    actions.write_part(returned, "V.8a", by=commune_a_officer, version=1, result="khôngcódấucách" * 40)
    window = window_of(commune_a_leader, NARROW)
    for page in ("", "gui/", "bien-nhan/"):
        window.goto(f"/bao-cao/2028/{returned.body.code}/{page}")
        window.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
        assert overflow(window) == 0, page


def test_the_form_works_without_javascript(report: Report, chromium, server, sign_in, commune_a_officer: User):  # type: ignore[no-untyped-def]
    context = chromium.new_context(base_url=server.url, java_script_enabled=False)
    session = sign_in(commune_a_officer).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": server.url}])
    window = context.new_page()
    window.goto(f"/bao-cao/2028/{report.body.code}/")
    _box(window, "V.8a-result").fill("Đã ban hành kế hoạch.")
    click(window.locator('[id="NV2.1"] > summary'))
    _box(window, "NV2.1-result").fill("Dự 01 hội nghị.")
    press(_button(window, "nil_rest"))

    assert "Đã khép 19 nhiệm vụ: không phát sinh." in window.inner_text("#report")
    assert report.parts.get(code="V.8a").result == "Đã ban hành kế hoạch."
    assert report.parts.get(code="NV2.1").result == "Dự 01 hội nghị."
    context.close()


def test_enter_in_a_one_line_box_saves_and_does_not_send(report: Report, window_of: Window, commune_a_leader: User):
    fill(report, commune_a_leader)
    window = window_of(commune_a_leader)
    window.goto(f"/bao-cao/2028/{report.body.code}/")
    window.locator('[id="V.8a"] .attach > summary').click()
    _box(window, "V.8a-number").fill("31/KH-UBND")
    with window.expect_navigation():
        _box(window, "V.8a-number").press("Enter")

    assert "Đã lưu bản nháp" in window.inner_text("main")
    assert report.parts.get(code="V.8a").attachments.get().number == "31/KH-UBND"


def test_leaving_with_unsaved_words_is_asked_about(report: Report, window_of: Window, commune_a_officer: User):
    window = window_of(commune_a_officer)
    asked: list[str] = []
    window.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    window.goto(f"/bao-cao/2028/{report.body.code}/")
    type_in(_box(window, "V.8a-result"), "Chưa lưu.")
    window.goto("/bao-cao/")

    assert asked == ["beforeunload"]


def test_the_place_of_a_finding_is_reached_and_seen(report: Report, window_of: Window, commune_a_officer: User):
    window = window_of(commune_a_officer)
    window.goto(f"/bao-cao/2028/{report.body.code}/")
    window.get_by_role("link", name="Trách nhiệm V.8b").click()
    focused = window.evaluate("location.hash")
    box = _box(window, "V.8b-result").bounding_box()

    assert focused == "#id_V.8b-result"
    assert box is not None
    assert 0 <= box["y"] <= DESKTOP[1] - 100
