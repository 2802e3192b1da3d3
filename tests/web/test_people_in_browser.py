"""Signing in, bodies and their people, as a browser shows them: for screen readers, narrow windows, the keyboard."""

import pytest

from tests.web import browser

pytestmark = pytest.mark.browser

SIZES = (browser.DESKTOP, (390, 844), (320, 640))
PAGES = ("/don-vi/", "/don-vi/99901/", "/don-vi/99901/thanh-vien/", "/don-vi/them/", "/tai-khoan/", "/khong-co/")


@pytest.mark.parametrize("size", SIZES)
def test_pages_of_bodies_and_people_are_whole_in_every_window(things, administrator, window_of, size):
    page = window_of(administrator, size)
    for address in PAGES:
        page.goto(address)
        assert browser.violations(page) == [], address
        assert browser.overflow(page) == 0, address


@pytest.mark.parametrize("size", SIZES)
def test_signing_in_goes_wrong_and_right_by_keyboard_alone(bodies, programme, commune_a_officer, window_of, size):
    page = window_of(None, size)
    page.goto("/dang-nhap/?next=/don-vi/")
    page.keyboard.type(commune_a_officer.email)
    page.keyboard.press("Tab")
    page.keyboard.type("sai-mat-khau-roi")
    page.keyboard.press("Enter")
    page.wait_for_selector("#error-summary")
    assert page.evaluate("document.activeElement.id") == "error-summary"
    assert browser.violations(page) == []
    assert browser.overflow(page) == 0
    page.get_by_label("Mật khẩu").fill("mat-khau-rat-dai")
    page.keyboard.press("Enter")
    page.wait_for_url("**/don-vi/")


def test_ending_a_body_is_read_before_it_is_done_and_can_be_corrected(bodies, department_officer, window_of):
    page = window_of(department_officer)
    page.goto("/don-vi/99901/ket-thuc/")
    page.get_by_label("Đơn vị kế thừa nhận từ ngày").fill("01/12/2028")
    page.get_by_label("Đơn vị kế thừa", exact=True).fill("99902")
    page.get_by_label("Văn bản").fill("12/NQ-HĐND")
    page.get_by_role("button", name="Xem trước khi ghi").click()
    assert browser.violations(page) == []
    assert page.get_by_text("Ngày hoạt động cuối cùng là 30/11/2028").is_visible()
    page.get_by_role("button", name="Sửa lại").click()
    page.get_by_label("Đơn vị kế thừa nhận từ ngày").fill("01/01/2029")
    page.get_by_role("button", name="Xem trước khi ghi").click()
    page.get_by_role("button", name="Kết thúc hoạt động").click()
    assert page.get_by_text("Đã ghi ngày kết thúc hoạt động của UBND xã A.").is_visible()
    bodies.commune_a.refresh_from_db()
    assert str(bodies.commune_a.ended_on) == "2028-12-31"
