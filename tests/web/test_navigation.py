"""Where one may go: each sees what is open to him, knows where he is, and reaches every page by links."""

import pytest
from django.test import Client
from django.urls import resolve

from nscl.web import navigation
from nscl.web.navigation import OFFICE, PUBLIC, is_current

pytestmark = pytest.mark.django_db


def bar(browser: Client) -> list[str]:
    return [str(item.label) for item in browser.get("/don-vi/").context["navigation"]]


COMMON = ["Mục tiêu", "Nhiệm vụ"]
SEEN = {
    "commune_a_officer": [
        "Việc của tôi", *COMMON, "Sổ theo dõi", "Báo cáo", "Kinh phí", "Năng suất (TFP)", "Cơ quan, đơn vị",
    ],
    "department_officer": [
        "Việc của tôi", *COMMON, "Sổ theo dõi", "Báo cáo", "Kinh phí", "Năng suất (TFP)", "Số liệu thống kê",
        "Cơ quan, đơn vị", "Bản tin cho lãnh đạo",
    ],
    "administrator": ["Việc của tôi", *COMMON, "Kinh phí", "Năng suất (TFP)", "Cơ quan, đơn vị"],
    "outsider": ["Việc của tôi", *COMMON, "Kinh phí", "Năng suất (TFP)", "Cơ quan, đơn vị"],
}  # fmt: skip


@pytest.mark.parametrize("who", SEEN)
def test_the_bar_shows_what_is_open_to_the_person(sign_in, request, bodies, who):
    assert bar(sign_in(request.getfixturevalue(who))) == SEEN[who]


def test_a_visitor_sees_the_public_pages(client, bodies):
    assert bar(client) == ["Trang chung", *COMMON, "Kinh phí", "Năng suất (TFP)", "Cơ quan, đơn vị"]


def test_every_item_leads_to_a_page_that_exists():
    for section in (*PUBLIC, *OFFICE, *navigation.FOOT):
        assert resolve(navigation.reverse(section.name)).url_name == section.name


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/don-vi/", "bodies"),
        ("/don-vi/99901/thanh-vien/", "bodies"),
        ("/bao-cao/2028/", "reports"),
        ("/", "front"),
        ("/dang-nhap/", None),
        ("/khong-co/", None),
    ],
)
def test_one_item_is_where_one_is(path, current):
    found = {section.name for section in (*PUBLIC, *OFFICE) if is_current(section, path)}
    assert found == ({current} if current else set())


def test_the_current_item_says_so_to_a_screen_reader(client, bodies):
    page = client.get("/don-vi/99901/").text
    assert 'href="/don-vi/" aria-current="page"' in page


def test_the_account_is_one_click_from_every_page(sign_in, commune_a_officer):
    assert 'href="/tai-khoan/"' in sign_in(commune_a_officer).get("/don-vi/").text
