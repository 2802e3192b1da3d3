"""Lists of rows and search as people use them: ticking, narrow windows, screen readers."""

from datetime import date

import pytest

from nscl.registers.entry import RowState
from nscl.registers.models import Course
from tests import make
from tests.web import browser

pytestmark = pytest.mark.browser
LIST = "/so/dao-tao/"


@pytest.fixture
def courses(programme, bodies, commune_a_officer, commune_a_leader):
    """Three courses that wait, one confirmed, one withdrawn."""
    from nscl.registers import actions

    def write(title, **more):
        learners = {bodies.enterprise: 3}
        return make.course(
            title=title,
            by=commune_a_officer,
            reported_by=bodies.commune_a,
            on=date(2028, 5, 5),
            learners=learners,
            **more,
        )

    gone = write("Lớp ghi nhầm", confirmed_by=commune_a_leader)
    actions.withdraw(gone, by=commune_a_leader, why="lớp của xã khác")
    write("Lớp Lean cho doanh nghiệp điện tử", confirmed_by=commune_a_leader)
    return [write(f"Lớp Kaizen {n}") for n in range(3)]


def test_the_button_says_how_many_rows_are_ticked_and_confirms_them(courses, commune_a_leader, window_of):
    page = window_of(commune_a_leader)
    page.goto(LIST)
    button = page.get_by_role("button", name="Xác nhận")
    assert button.inner_text() == "Xác nhận các dòng đã chọn"
    for course in courses[:2]:
        browser.click(page.get_by_role("checkbox", name=course.title))
    assert button.inner_text() == "Xác nhận 2 dòng đã chọn"
    browser.click(button)
    assert page.get_by_text("Đã xác nhận 02 dòng.").is_visible()
    found = [Course.objects.get(pk=course.pk).state for course in courses]
    assert found == [RowState.CONFIRMED, RowState.CONFIRMED, RowState.WAITING]


def test_a_list_is_narrowed_and_widened_by_keyboard_alone(courses, viewer, window_of):
    page = window_of(viewer)
    page.goto(LIST)
    page.get_by_label("Tìm theo tên").focus()
    page.keyboard.type("lean")
    page.keyboard.press("Enter")
    page.wait_for_url("**/so/dao-tao/?q=lean*")
    assert page.locator("tbody tr").count() == 1
    page.get_by_role("link", name="bỏ điều kiện này").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{LIST}")
    assert page.locator("tbody tr").count() == 5


@pytest.mark.parametrize("size", [browser.DESKTOP, browser.NARROW])
@pytest.mark.parametrize(
    "address", ["/so/", LIST, LIST + "?q=khong+co&nam=2028", "/tim/?q=lop", "/tim/", "/tim/?q=zzz"]
)
def test_pages_fit_their_window_and_axe_finds_nothing(address, size, courses, commune_a_leader, window_of):
    page = window_of(commune_a_leader, size)
    page.goto(address)
    assert browser.overflow(page) == 0
    assert browser.violations(page) == []
    name = "".join(c if c.isalnum() else "-" for c in address)
    browser.photograph(page, f"danh-sach{name}{size[0]}")
