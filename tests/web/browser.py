"""Chromium in tests: somebody's signed-in window, the clicks counted as they happen, and the accessibility check."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, Playwright

from nscl.config import launcher

NAMES = ("chromium", "chromium-browser", "google-chrome")
MISSING = (
    "thiếu Chromium; cài bằng: apt-get install -y chromium, hoặc .venv/bin/playwright install --with-deps chromium"
)
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
DESKTOP, PHONE, NARROW = (1366, 900), (390, 844), (360, 740)
AXE = launcher.ROOT / "vendor" / "axe-core" / "axe.min.js"

# Every press of the mouse or finger, and of the keyboard where it stands for a click, before any page can swallow it.
# A label and its box are one press; what a script clicks is none.
COUNTING = """
(() => {
  const pressed = "button, a[href], summary, input[type=checkbox], input[type=radio], input[type=submit], select";
  addEventListener("pointerdown", (event) => { if (event.isTrusted) window.countClick(); }, true);
  addEventListener("keydown", (event) => {
    const acts = event.key === "Enter" || (event.key === " " && !event.target.matches("input[type=text], textarea"));
    if (event.isTrusted && acts && event.target.closest(pressed)) window.countClick();
  }, true);
})();
"""


def launch(playwright: Playwright) -> Browser:
    """The Chromium the machine has; a test that needs it is skipped by name without."""
    found = next(
        (path for path in (*map(shutil.which, NAMES), playwright.chromium.executable_path) if _runs(path)), None
    )
    if found is None:
        pytest.skip(MISSING)
    return playwright.chromium.launch(executable_path=found, args=list(ARGUMENTS))


def _runs(path: str | None) -> bool:
    """Where Chromium is only a snap, apt leaves a stub of that name that starts nothing."""
    if path is None or not Path(path).is_file():
        return False
    return subprocess.run([path, "--version"], capture_output=True, check=False, timeout=60).returncode == 0  # noqa: S603


class Clicks:
    """How often somebody pressed something, on all pages of all the windows that share this counter."""

    def __init__(self) -> None:
        self.number = 0

    def __call__(self, *source: Any) -> None:
        self.number += 1


def click(place: Locator) -> None:
    """Press where a person would: in sight, in the middle, by the mouse."""
    place.scroll_into_view_if_needed()
    place.click()


def press(place: Locator) -> None:
    """Press what leads to another page, and be there."""
    with place.page.expect_navigation():
        click(place)


def type_in(box: Locator, text: str) -> None:
    """A click into the box, then the keys: nothing is filled in behind the page's back."""
    click(box)
    box.page.keyboard.type(text)


def violations(page: Page) -> list[str]:
    """What axe finds wrong on the page as it stands: rule, and the first places."""
    page.evaluate(AXE.read_text())
    found = page.evaluate("async () => (await axe.run()).violations")
    return [f"{each['id']}: {json.dumps([node['target'] for node in each['nodes'][:5]])}" for each in found]


def overflow(page: Page) -> int:
    """How many pixels the page is wider than its window."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def photograph(page: Page, name: str) -> None:
    """Keep a picture of the whole page when `NSCL_PICTURES` names a folder."""
    if folder := os.environ.get("NSCL_PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)
