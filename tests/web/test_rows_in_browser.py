"""Entering a course as people do: by mouse and keyboard, pasted from Excel, on a wide and a narrow window."""

from datetime import date

import pytest

from nscl.registers.entry import RowState
from nscl.registers.models import Course
from tests import make
from tests.web import browser

pytestmark = pytest.mark.browser
PASTED = "STT\tHọ và tên\tNăm sinh\n1\tNguyễn Văn An\t1990\n2\tTrần Thị Bình\t05/3/1999\n"


@pytest.fixture
def known(programme, commune_a, commune_a_officer, enterprise):
    """An has learned before, his year of birth unknown."""
    course = make.course(by=commune_a_officer, reported_by=commune_a, on=date(2027, 5, 5), title="Lớp Kaizen")
    return make.attend(course, enterprise, name="Nguyễn Văn An").learner


def fill_in(page):
    page.goto("/so/dao-tao/them/")
    page.get_by_label("Tên lớp").fill("Lớp 5S cơ bản")
    page.get_by_label("Ngày bắt đầu").fill("05/5/2028")
    page.get_by_label("Ngày kết thúc").fill("05/5/2028")
    page.get_by_label("Ngày, buổi 1").fill("05/5/2028")
    page.get_by_label("Số giờ, buổi 1").fill("8")
    page.get_by_label("Đơn vị của học viên").fill("cong ty tnhh a")
    page.get_by_label("Danh sách dán").fill(PASTED)


def test_a_pasted_course_is_entered_the_question_answered_and_a_colleague_confirms(
    known, commune_a_officer, commune_a_leader, window_of
):
    page = window_of(commune_a_officer)
    fill_in(page)
    browser.press(page.get_by_role("button", name="Lưu bản nháp"))
    assert page.evaluate("document.activeElement.id") == "error-summary"
    answer = page.get_by_role("radio", name="Nguyễn Văn An, đã học “Lớp Kaizen”")
    assert answer.is_checked()
    browser.press(page.get_by_role("button", name="Lưu bản nháp"))
    course = Course.objects.get(on=date(2028, 5, 5))
    assert page.url.endswith(f"/so/dao-tao/{course.pk}/")
    assert page.get_by_text("Bạn là người nhập dòng này").is_visible()
    known.refresh_from_db()
    assert (known.birth_year, known.attendances.count(), course.attendances.count()) == (1990, 2, 2)

    second = window_of(commune_a_leader)
    second.goto(f"/so/dao-tao/{course.pk}/")
    browser.press(second.get_by_role("link", name="Xem họ tên"))
    assert second.get_by_text("Trần Thị Bình").is_visible()
    browser.press(second.get_by_role("button", name="Xác nhận danh sách"))
    assert Course.objects.get(pk=course.pk).state is RowState.CONFIRMED
    browser.press(second.get_by_role("link", name="Lớp Kaizen"))
    assert second.get_by_role("heading", name="Lớp Kaizen").is_visible()


def test_enter_in_a_box_saves_and_asks_for_no_more_lines(programme, commune_a_officer, enterprise, window_of):
    page = window_of(commune_a_officer)
    fill_in(page)
    with page.expect_navigation():
        page.get_by_label("Số giờ, buổi 1").press("Enter")
    assert Course.objects.get().attendances.count() == 2


def test_more_lines_come_where_they_were_asked_for(programme, commune_a_officer, enterprise, window_of):
    page = window_of(commune_a_officer)
    fill_in(page)
    browser.press(page.get_by_role("button", name="Đưa vào bảng để xem lại"))
    assert page.url.endswith("/so/dao-tao/them/#learners")
    assert page.get_by_label("Họ và tên, dòng 2").input_value() == "Trần Thị Bình"
    assert not Course.objects.exists()


@pytest.fixture
def rows(known, commune_a, commune_a_officer, commune_a_leader, college, enterprise):
    """A draft course with names, a confirmed one, and a club with an activity."""
    draft = Course.objects.get()
    confirmed = make.course(
        by=commune_a_officer,
        reported_by=commune_a,
        on=date(2028, 6, 6),
        learners={enterprise: 3},
        confirmed_by=commune_a_leader,
    )
    club = make.club(by=commune_a_officer, reported_by=commune_a, body=college, on=date(2027, 3, 5))
    make.activity(by=commune_a_officer, club=club, on=date(2028, 3, 1))
    return {"draft": draft.pk, "confirmed": confirmed.pk, "club": club.pk}


ADDRESSES = (
    "/so/dao-tao/them/",
    "/so/mo-hinh/them/",
    "/so/so-uoc/them/",
    "/so/dao-tao/{draft}/",
    "/so/dao-tao/{draft}/?ho-ten=1",
    "/so/dao-tao/{draft}/sua/",
    "/so/dao-tao/{confirmed}/",
    "/so/dao-tao/{confirmed}/viec/rut/",
    "/so/cau-lac-bo/{club}/",
)


@pytest.mark.parametrize("size", [browser.DESKTOP, browser.NARROW])
def test_pages_fit_their_window_and_axe_finds_nothing(size, rows, commune_a_officer, window_of):
    page, faults = window_of(commune_a_officer, size), {}
    for address in ADDRESSES:
        page.goto(address.format(**rows))
        browser.photograph(page, "dong" + "".join(c if c.isalnum() else "-" for c in address) + str(size[0]))
        if found := (browser.overflow(page) or browser.violations(page)):
            faults[address] = found
    assert faults == {}


@pytest.mark.parametrize("size", [browser.DESKTOP, browser.NARROW])
def test_a_refused_page_and_its_questions_fit_their_window_and_axe_finds_nothing(
    size, known, commune_a_officer, window_of
):
    page = window_of(commune_a_officer, size)
    fill_in(page)
    page.get_by_label("Ngày kết thúc").fill("31/02/2028")
    page.get_by_label("Họ và tên, dòng 1").fill("Nguyễn Văn An")
    page.get_by_label("Năm sinh, dòng 1").fill("1899")
    browser.press(page.get_by_role("button", name="Lưu bản nháp"))
    assert page.get_by_label("Năm sinh, dòng 1").get_attribute("aria-invalid") == "true"
    assert browser.overflow(page) == 0
    assert browser.violations(page) == []
    browser.photograph(page, f"lop-sai{size[0]}")
