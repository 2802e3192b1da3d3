"""The pages of territories: who may, a territory added and corrected, bad input at its box."""

from __future__ import annotations

import pytest
from django.urls import reverse

from nscl.economy.models import Territory
from tests.economy.conftest import publish, territories  # noqa: F401 - fixtures
from tests.web.permitted import browsers, letters, whole

LIST, ADD = "/so-lieu/dia-ban/", "/so-lieu/dia-ban/them/"
EDIT = "/so-lieu/dia-ban/cu-a/sua/"
# R reads the list, A adds a territory, C corrects one
ANSWERS = {"department_officer": "RAC", "second_department_officer": "RAC", "department_leader": "R..", "viewer": "R.."}


@pytest.fixture
def officer(sign_in, department_officer, territories):  # type: ignore[no-untyped-def]  # noqa: F811
    return sign_in(department_officer)


def done(browser):
    def adds():
        browser.post(ADD, {"name": "Tỉnh C cũ"})
        return Territory.objects.filter(code="tinh-c-cu").exists()

    def corrects():
        browser.post(EDIT, {"name": "Tỉnh A xưa"})
        return Territory.objects.filter(name="Tỉnh A xưa").exists()

    return letters({"R": lambda: browser.get(LIST).status_code == 200, "A": adds, "C": corrects})


def test_each_person_gets_done_what_the_table_says(territories, everyone, sign_in):  # noqa: F811
    found = {name: done(browser) for name, browser in browsers(everyone, sign_in).items()}

    assert found == whole(ANSWERS, acts=3)


def test_who_may_not_write_is_answered_404_by_get_and_by_post(sign_in, viewer, territories):  # noqa: F811
    browser = sign_in(viewer)

    assert [browser.get(a).status_code for a in (ADD, EDIT)] == [404, 404]
    assert [browser.post(a).status_code for a in (ADD, EDIT)] == [404, 404]
    assert "Thêm địa bàn" not in browser.get(LIST).text


def test_an_old_province_is_added_with_what_it_became_and_offered_for_series(officer):
    officer.post(ADD, {"name": "Tỉnh C cũ", "merged_into": "moi", "merged_on": "01/7/2025"})
    html = officer.get(LIST).text

    assert "Tỉnh C cũ" in html
    assert "từ ngày 01/7/2025" in html
    assert '<option value="tinh-c-cu" selected>' in officer.get(reverse("series-new") + "?dia-ban=tinh-c-cu").text
    assert "Thêm địa bàn thống kê" in officer.get(reverse("statistics-history")).text


def test_a_correction_opens_with_what_stands_and_tells_its_story(officer):
    html = officer.get(EDIT).text
    assert 'value="Tỉnh A cũ"' in html
    assert 'value="01/7/2025"' in html

    answer = officer.post(EDIT, {"name": "Tỉnh A cũ", "merged_into": "", "merged_on": ""})
    assert answer.url == LIST
    assert "Tỉnh A cũ, nay thuộc Tỉnh mới từ ngày 01/7/2025 → Tỉnh A cũ" in officer.get(EDIT).text


@pytest.mark.parametrize(
    ("boxes", "words"),
    [
        ({"name": ""}, "còn trống"),
        ({"name": "tỉnh mới"}, "Đã có địa bàn"),
        ({"merged_into": "moi"}, "ghi cả địa bàn mới và ngày sáp nhập"),
        ({"merged_into": "khac"}, "không có"),
        ({"merged_into": "moi", "merged_on": "31/02/2025"}, "Sáp nhập từ ngày"),
    ],
)
def test_bad_input_is_answered_at_its_box(officer, boxes, words):
    answer = officer.post(ADD, {"name": "Tỉnh C cũ", **boxes})

    assert answer.status_code == 200
    assert words in answer.text
    assert Territory.objects.count() == 3


def test_the_list_costs_a_fixed_number_of_queries(officer, count_queries, territories):  # noqa: F811
    before = count_queries(LIST, officer)
    for n in range(5):
        Territory.objects.create(code=f"t{n}", name=f"Tỉnh {n}", merged_into=territories["moi"], merged_on="2025-07-01")

    assert count_queries(LIST, officer) == before


def test_a_territory_that_is_not_there_does_not_exist(officer):
    assert officer.get("/so-lieu/dia-ban/khong-co/sua/").status_code == 404
