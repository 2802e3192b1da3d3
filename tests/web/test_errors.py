"""Pages for what went wrong: in Vietnamese, with what to do next, and standing even when the database does not."""

import pytest
from django.db import DatabaseError
from django.test import Client

from nscl.web import errors

pytestmark = pytest.mark.django_db


def test_a_page_that_does_not_exist_offers_a_visitor_to_sign_in_and_come_back(client, db):
    answer = client.get("/khong-co/?a=1&b=2")
    assert answer.status_code == 404
    assert "Không có trang này" in answer.text
    assert 'href="/dang-nhap/?next=/khong-co/%3Fa%3D1%26b%3D2"' in answer.text


def test_who_is_signed_in_is_led_back_to_his_work(sign_in, commune_a_officer):
    page = sign_in(commune_a_officer).get("/khong-co/").text
    assert "hoặc bạn không có quyền xem" in page
    assert 'href="/viec-cua-toi/"' in page


@pytest.fixture
def broken(monkeypatch):
    """Some page fails inside."""

    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError("hỏng")

    monkeypatch.setattr("nscl.web.bodies.lists.render", fail)
    return Client(raise_request_exception=False)


def test_a_fault_is_a_page_in_vietnamese_without_its_inside(broken):
    answer = broken.get("/don-vi/")
    assert answer.status_code == 500
    assert "Tạm thời chưa mở được trang này" in answer.text
    assert "RuntimeError" not in answer.text
    assert "hỏng" not in answer.text


def test_when_the_database_is_gone_the_page_still_stands(broken, monkeypatch):
    def gone(*args: object) -> None:
        raise DatabaseError("gone")

    monkeypatch.setattr("nscl.web.context._site", gone)
    answer = broken.get("/don-vi/")
    assert answer.status_code == 500
    assert "Tạm thời chưa mở được trang này" in answer.text


def test_words_sent_into_a_fault_come_back_to_be_copied(broken):
    words = "Đã phối hợp tổ chức 03 lớp cho 84 lượt người."
    answer = broken.post("/don-vi/", {"ket-qua": words}, headers={"Origin": "http://testserver"})
    assert words in answer.text


@pytest.mark.parametrize("view", [errors.bad_request, errors.not_found, errors.expired_form, errors.server_error])
def test_every_page_of_an_error_has_one_heading_a_title_and_a_way_out(rf, view):
    from django.contrib.auth.models import AnonymousUser

    request = rf.get("/")
    request.user = AnonymousUser()
    page = view(request).text
    assert page.count("<h1") == 1
    assert "<title>" in page
    assert 'class="button button-main"' in page
