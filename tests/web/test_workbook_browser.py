"""The pages of a report's workbook in a real browser: its file taken away, sent back, looked at and kept by hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from nscl.organisations.models import User
from nscl.reporting.models import Report
from nscl.reporting.workbook import outgoing
from tests.reporting.workbooks import InHand, on_the_web
from tests.web.browser import DESKTOP, NARROW, PHONE, Page, overflow, photograph, press, violations
from tests.web.report_page import page_of, part_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
Window = Callable[..., Page]


def test_a_workbook_goes_out_and_comes_back_by_hand(
    filled: Report, window_of: Window, commune_a_officer: User, tmp_path: Path
):
    window = window_of(commune_a_officer)
    window.goto(page_of(filled))
    press(window.get_by_role("link", name="Tệp Excel"))
    with window.expect_download() as given:
        window.get_by_role("link", name="Tải tệp Excel").click()
    book = InHand(given.value.path().read_bytes()).put("V.8a", "Kết quả", "Đã hướng dẫn 12 doanh nghiệp.")
    back = tmp_path / "bao-cao.xlsx"
    back.write_bytes(book.content)
    window.get_by_label("Tệp Excel đã điền").set_input_files(back)
    press(window.get_by_role("button", name="Xem trước, chưa ghi"))
    press(window.get_by_role("button", name="Ghi 1 mục vào bản nháp"))

    assert "Đã ghi 01 mục của tệp bao-cao.xlsx vào bản nháp." in window.inner_text("main")
    assert part_of(filled, "V.8a").result == "Đã hướng dẫn 12 doanh nghiệp."


@pytest.mark.parametrize("who", ["commune_a_officer", "department_officer"])
def test_its_pages_fit_their_window_and_axe_finds_nothing(
    filled: Report,
    window_of: Window,
    commune_a_officer: User,
    tmp_path: Path,
    who: str,
    request: pytest.FixtureRequest,
):
    """With something that changes, something both sides wrote, and something to mend."""
    book = InHand(outgoing.filled(filled)).put("V.8a", "Kết quả", "Đã hướng dẫn 12 doanh nghiệp, 02 hợp tác xã.")
    book.put("V.8b", "Kết quả", "Từ tệp, thêm một câu.").put("NV2.1", "Không phát sinh", "chưa rõ")
    on_the_web(filled, "V.8b", commune_a_officer, result="Từ trang.")
    back = tmp_path / "bao-cao.xlsx"
    back.write_bytes(book.content)
    window = window_of(request.getfixturevalue(who))
    window.goto(f"{page_of(filled)}tep-excel/")
    found = _faults(window, f"tep-excel-{who}")
    window.get_by_label("Tệp Excel đã điền").set_input_files(back)
    if who == "department_officer":
        window.get_by_label("Người của đơn vị đã gửi tệp").fill("Nguyễn Thị A, công chức xã, thư ngày 14/11")
    press(window.get_by_role("button", name="Xem trước, chưa ghi"))

    assert "Hai bên cùng sửa" in window.inner_text("main")
    assert found + _faults(window, f"tep-excel-xem-{who}") == []


def _faults(window: Page, name: str) -> list[str]:
    found = violations(window)
    for size in (DESKTOP, PHONE, NARROW):
        window.set_viewport_size({"width": size[0], "height": size[1]})
        photograph(window, f"{name}-{size[0]}")
        if over := overflow(window):
            found.append(f"{name}: {over} px quá khung {size[0]}")
    return found
