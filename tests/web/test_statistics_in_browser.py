"""Statistics and the words of the province's paper in Chromium: for screen readers, on a wide window and a phone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from nscl.config import launcher
from nscl.economy.intake import load_folder
from nscl.organisations.models import User
from nscl.reporting import actions
from nscl.reporting.models import Round
from tests.web import browser

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

STATISTICS = launcher.ROOT / "plans" / "bac-ninh-2026-2030" / "statistics"
SIZES = (browser.DESKTOP, browser.PHONE)
SERIES = "/so-lieu/chuoi/tinh-employment/"  # it jumps in 2021
PAGES = (
    "/so-lieu/",
    "/so-lieu/dia-ban/",
    "/so-lieu/dia-ban/tinh/sua/",
    "/so-lieu/tep/",
    "/nang-suat/hach-toan/",
    SERIES,
    f"{SERIES}gay/2021/",
    "/so-lieu/ban-tinh/moi/?dia_ban=viet-nam",
)
WORDS = ("/bao-cao/2028/loi-van/", "/bao-cao/2028/loi-van/MT2.1/")


@pytest.fixture
def province(things: dict[str, int], round: Round, department_officer: User) -> str:
    """The series kept beside the plan, one sentence worded anew; gives the address of an estimate."""
    load_folder(STATISTICS, by=None)
    words = "Mở [số lớp] lớp cho [số lượt người] lượt người."
    actions.reword(round, "MT2.1", words, by=department_officer, version=0, leaving_out=True)
    return f"/so-lieu/ban-tinh/{things['estimate']}/"


def _faults(page: Page, address: str) -> list[str]:
    """What axe finds wrong with a page, and how far it runs off the side, in each window; folded parts are opened."""
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == 200, address
    page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
    found = []
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        browser.photograph(page, f"thong-ke{''.join(c if c.isalnum() else '-' for c in address)}{width}")
        found += [f"{address} {width}: {told}" for told in browser.violations(page)]
        found += [f"{address} {width}: {over} px"] if (over := browser.overflow(page)) > 0 else []
    return found


def test_pages_of_statistics_and_of_the_paper_s_words_have_no_violation_and_fit_their_window(
    province: str, window_of: Callable[..., Page], department_officer: User
):
    page = window_of(department_officer)
    assert [fault for address in (*PAGES, province, *WORDS) for fault in _faults(page, address)] == []
