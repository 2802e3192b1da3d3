"""The pages everybody reads first, in Chromium: in every window, for screen readers, on paper, without JavaScript."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader
from pytest_django.live_server_helper import LiveServer

from nscl.config import launcher
from nscl.economy.intake import load_folder
from nscl.notices.actions import Telling, tell
from nscl.organisations.models import User
from tests.web import browser

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Window = Callable[..., Page]

STATISTICS = launcher.ROOT / "plans" / "bac-ninh-2026-2030" / "statistics"
PUBLIC = ("/", "/muc-tieu/", "/muc-tieu/MT2.1/", "/nhiem-vu/", "/kinh-phi/", "/cach-hieu/", "/nang-suat/")
OFFICE = ("/thong-bao/", "/lich-lam-viec/")
WIDTHS = (1920, 1366, 390, 360)
NOT_ON_PAPER = (".site-nav", ".site-search", ".site-foot", ".page-head .actions")


@pytest.fixture
def province(things: dict[str, int], department_leader: User) -> None:
    """Rows, a round, the series of statistics, and something the leader of the standing body is told."""
    load_folder(STATISTICS, by=None)
    words = "Hạn gửi báo cáo năm 2028 là trước ngày 20/11/2028; còn 02 cơ quan chưa gửi."
    tell([Telling(department_leader, "due", "thử", words, "/bao-cao/2028/", date(2028, 11, 20))])


def _faults(page: Page, addresses: tuple[str, ...]) -> list[str]:
    """What is wrong with pages: axe's findings in one window, and how far they run off the side of any."""
    found = []
    for address in addresses:
        page.goto(address)
        found += [f"{address} {told}" for told in browser.violations(page)]
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            browser.photograph(page, f"cong-khai{address.replace('/', '-')}{width}")
            if over := browser.overflow(page):
                found.append(f"{address} {over} px quá khung {width}")
    return found


def test_public_pages_are_whole_in_every_window(window_of: Window, province: None):
    assert _faults(window_of(None), PUBLIC) == []


def test_notices_and_the_working_calendar_are_whole_in_every_window(
    window_of: Window, province: None, department_leader: User
):
    page = window_of(department_leader)
    assert _faults(page, OFFICE) == []
    assert page.get_by_role("heading", level=1, name="Lịch làm việc").is_visible()


def _bare(text: str) -> str:
    """Without blanks: a PDF tells where letters stand, not where words end."""
    return "".join(text.split())


def _shown(page: Page) -> list[str]:
    """Which of the ways to go can be seen."""
    return [part for part in NOT_ON_PAPER if page.locator(f"{part}:visible").count()]


def test_paper_bears_the_page_and_its_source_and_no_ways_to_go(window_of: Window, province: None):
    page = window_of(None)
    for address in ("/", "/muc-tieu/MT2.1/"):
        page.goto(address)
        sheets = PdfReader(BytesIO(page.pdf(format="A4"))).pages
        assert sheets[0].mediabox.width < sheets[0].mediabox.height
        assert _bare(page.inner_text("h1")) in _bare(sheets[0].extract_text())
        assert "Nguồn:" in _bare(sheets[-1].extract_text())
        assert _shown(page) == list(NOT_ON_PAPER)
        page.emulate_media(media="print")
        assert _shown(page) == []
        page.emulate_media(media="null")  # as the window has it again: a screen


def test_public_pages_are_read_without_javascript(chromium: browser.Browser, server: LiveServer, province: None):
    context = chromium.new_context(base_url=server.url, java_script_enabled=False)
    page = context.new_page()
    for address in PUBLIC:
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        assert page.locator("h1").is_visible(), address
        assert page.locator("main table, main .objective, main .strip").first.is_visible(), address
    page.goto("/")
    page.get_by_label("Năm", exact=True).select_option("2027")
    browser.press(page.get_by_role("button", name="Xem", exact=True))
    assert "năm 2027" in page.inner_text("h1")
    context.close()
