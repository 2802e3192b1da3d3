"""Pages of a round in Chromium: nobody is shut out by what helps reading, and nothing runs off the side of a phone."""

from __future__ import annotations

from datetime import date

import pytest

from nscl.organisations.models import User
from nscl.plan import Plan
from nscl.reporting import actions
from nscl.reporting.conflicts import Words
from nscl.reporting.models import Report, Round
from tests.reporting.conftest import fill
from tests.web import browser

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def much(
    returned: Report,
    round: Round,
    plan: Plan,
    department_officer: User,
    commune_a_officer: User,
    commune_a_leader: User,
    commune_b_officer: User,
    commune_b_leader: User,
) -> None:
    """Commune A sent twice, commune B sent back, and a list of next year that waits for approval."""
    part = returned.parts.get(code="V.8b")
    mended = Words(version=part.version, result="Đã hướng dẫn 12 doanh nghiệp.")
    actions.write(returned, {"V.8b": mended}, by=commune_a_officer)
    actions.submit(Report.objects.get(pk=returned.pk), by=commune_a_leader)
    other = actions.submit(fill(round.reports.get(body__code="99902"), commune_b_officer), by=commune_b_leader)
    actions.return_report(other, reasons={"V.8b": "Nêu rõ số."}, due_before=date(2028, 11, 17), by=department_officer)
    actions.open_round(by=department_officer, plan=plan, year=2029)


ADDRESSES = (
    "/viec-cua-toi/",
    "/ban-tin/",
    "/bao-cao/",
    "/bao-cao/mo-ky/",
    "/bao-cao/mo-ky/dot-xuat/",
    "/bao-cao/che-do/",
    "/bao-cao/che-do/annual/",
    "/bao-cao/2028/sgddt/gia-han/",
    "/bao-cao/2026/",
    "/bao-cao/2028/",
    "/bao-cao/2028/?loc=bo-sung",
    "/bao-cao/2028/khoa/",
    "/bao-cao/2028/99901/xem/",
    "/bao-cao/2028/99901/tra-lai/?muc=V.8b",
    "/bao-cao/2028/99901/tiep-nhan/",
    "/bao-cao/2029/danh-sach/",
    "/bao-cao/2029/danh-sach/duyet/",
    "/bao-cao/2029/danh-sach/sgddt/bo/",
)


PRESS_TWICE = """async () => {
    const button = document.querySelector("form[action$='/cong-van/'] button");
    button.click(); button.click();
    await new Promise((done) => setTimeout(done, 800));
    return [button.getAttribute("aria-busy"), document.querySelector(".busy[role=status]").textContent];
}"""


def test_a_pressed_button_says_that_it_works_and_sends_once(window_of, round: Round, department_leader: User):  # type: ignore[no-untyped-def]
    page, held = window_of(department_leader), []
    page.goto("/bao-cao/2028/danh-sach/")
    page.route("**/danh-sach/cong-van/", lambda route: held.append(route.request.method))  # it never answers

    assert page.evaluate(PRESS_TWICE) == ["true", "Đang thực hiện…"]
    assert held == ["POST"]


@pytest.mark.parametrize("size", [browser.DESKTOP, browser.NARROW])
def test_pages_of_a_round_are_open_to_everybody(window_of, much: None, department_leader: User, size: tuple[int, int]):  # type: ignore[no-untyped-def]
    page = window_of(department_leader, size)
    found = {}
    for address in ADDRESSES:
        page.goto(address)
        browser.photograph(page, f"{address.strip('/').replace('/', '_').replace('?', '_')}-{size[0]}")
        found[address] = (browser.violations(page), max(0, browser.overflow(page)))

    assert {address: told for address, told in found.items() if told != ([], 0)} == {}


def test_frozen_figures_are_open_to_everybody(window_of, round: Round, department_leader: User, on_day):  # type: ignore[no-untyped-def]
    on_day("2028-11-18")
    actions.freeze(round, by=department_leader)
    page = window_of(department_leader, browser.NARROW)
    page.goto("/bao-cao/2028/khoa/")

    assert browser.violations(page) == []
    assert browser.overflow(page) <= 0


def test_a_report_is_read_and_accepted_in_three_clicks(window_of, sent: Report, department_officer: User, clicks):  # type: ignore[no-untyped-def]
    page = window_of(department_officer)
    page.goto("/bao-cao/2028/?loc=cho-xem")
    browser.click(page.get_by_role("link", name="UBND xã A"))
    browser.click(page.get_by_role("link", name="Tiếp nhận báo cáo"))
    browser.click(page.get_by_role("button", name="Tiếp nhận báo cáo"))

    page.get_by_text("Đã tiếp nhận báo cáo của UBND xã A.").wait_for()
    assert clicks.number == 3


def test_an_item_is_sent_back_from_where_it_is_read(window_of, sent: Report, department_officer: User):  # type: ignore[no-untyped-def]
    page = window_of(department_officer)
    page.goto("/bao-cao/2028/99901/xem/")
    browser.click(page.locator("#muc-V\\.8b").get_by_role("link", name="Đề nghị bổ sung mục này"))
    browser.type_in(page.get_by_label("Lý do trả lại mục V.8b"), "Nêu rõ số doanh nghiệp.")
    browser.click(page.get_by_role("button", name="Trả lại kèm lý do"))

    page.get_by_text("Đã trả lại báo cáo của UBND xã A kèm lý do ở 1 mục.").wait_for()
    assert page.get_by_text("Nêu rõ số doanh nghiệp.").is_visible()
