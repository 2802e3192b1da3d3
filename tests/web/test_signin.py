"""Signing in and out: what opens, what is refused in the same words, where one comes out."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django_otp.plugins.otp_totp.models import TOTPDevice

from nscl.organisations.models import User
from tests import make
from tests.web.signing_in import PASSWORD, code_of, is_in, try_to_sign_in

pytestmark = pytest.mark.django_db

WRONG = "Thư điện tử hoặc mật khẩu không đúng."


# ---------- address and password ----------


def test_the_right_password_opens_the_day_s_work(client, commune_a_officer):
    answer = try_to_sign_in(client, commune_a_officer.email)
    assert (answer.status_code, answer["Location"]) == (302, "/viec-cua-toi/")
    assert is_in(client)


def test_the_address_may_be_typed_in_capitals_and_with_spaces(client, commune_a_officer):
    try_to_sign_in(client, f"  {commune_a_officer.email.upper()} ")
    assert is_in(client)


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("commune_a_officer@vi-du.vn", "sai-mat-khau-roi"),
        ("khong-co-ai@vi-du.vn", PASSWORD),
        ("commune_a_officer@vi-du.vn", "MAT-KHAU-RAT-DAI"),
    ],
)
def test_a_wrong_password_and_an_unknown_address_get_the_same_words(client, commune_a_officer, email, password):
    page = try_to_sign_in(client, email, password)
    assert WRONG in page.text
    assert not is_in(client)


@pytest.mark.parametrize(
    ("email", "password", "message"),
    [
        ("", PASSWORD, "Ô &quot;Thư điện tử&quot; còn trống."),
        ("a@vi-du.vn", "", "Ô &quot;Mật khẩu&quot; còn trống. Nhập mật khẩu."),
        ("không phải", PASSWORD, "không phải địa chỉ thư điện tử"),
        ("a" * 1_000_000, PASSWORD, "dài 1.000.000 ký tự"),
        ("a@vi-du.vn", "b" * 100_000, "dài quá 200 ký tự"),
        ("a\x00b@vi-du.vn", PASSWORD, WRONG),
        ("🙂@vi-du.vn", PASSWORD, "không phải địa chỉ thư điện tử"),
    ],
)
def test_whatever_is_typed_gets_a_vietnamese_answer(client, db, email, password, message):
    assert message in try_to_sign_in(client, email, password).text


def test_the_password_is_never_printed_back(client, commune_a_officer):
    assert "sai-mat-khau-roi" not in try_to_sign_in(client, commune_a_officer.email, "sai-mat-khau-roi").text


def test_an_account_no_longer_in_use_does_not_open(client, commune_a_officer):
    User.objects.update(is_active=False)
    assert WRONG in try_to_sign_in(client, commune_a_officer.email).text


def test_an_account_put_out_of_use_is_out_at_the_next_page(sign_in, commune_a_officer):
    browser = sign_in(commune_a_officer)
    User.objects.update(is_active=False)
    assert browser.get("/tai-khoan/").status_code == 302


@pytest.mark.parametrize(("demo", "opens"), [(True, True), (False, False)])
def test_a_demo_account_opens_only_where_the_demo_runs(client, settings, commune_a_officer, demo, opens):
    settings.DEMO = demo
    User.objects.update(demo=True)
    try_to_sign_in(client, commune_a_officer.email)
    assert is_in(client) is opens


def test_a_demo_session_does_not_outlive_the_demo(settings, sign_in, commune_a_officer):
    User.objects.update(demo=True)
    settings.DEMO = True
    browser = sign_in(commune_a_officer)
    assert browser.get("/tai-khoan/").status_code == 200
    settings.DEMO = False
    assert browser.get("/tai-khoan/").status_code == 302


def test_an_account_without_a_password_is_not_opened_by_an_empty_or_marked_one(client, db):
    person = make.user("moi")
    person.set_unusable_password()
    person.save()
    for password in ("", person.password, "!"):
        try_to_sign_in(client, person.email, password)
        assert not is_in(client)


def test_the_page_stands_in_the_frame_of_the_province(client, programme, plan):
    page = client.get("/dang-nhap/").text
    assert plan.short_title in page
    assert plan.issuer in page


# ---------- where one comes out ----------


@pytest.mark.parametrize(
    ("wanted", "reached"),
    [
        ("/so/dao-tao/?nam=2028", "/so/dao-tao/?nam=2028"),
        ("https://ke-xau.vn/", "/viec-cua-toi/"),
        ("//ke-xau.vn/", "/viec-cua-toi/"),
        ("/\\ke-xau.vn", "/viec-cua-toi/"),
        ("http:///ke-xau.vn", "/viec-cua-toi/"),
        ("javascript:alert(1)", "/viec-cua-toi/"),
        ("/dang-xuat/", "/viec-cua-toi/"),
        ("/dang-nhap/?next=/dang-nhap/", "/viec-cua-toi/"),
    ],
)
def test_after_signing_in_one_lands_on_this_site_only(client, commune_a_officer, wanted, reached):
    assert try_to_sign_in(client, commune_a_officer.email, next=wanted)["Location"] == reached


@pytest.mark.parametrize("wanted", ["https://ke-xau.vn/", "//ke-xau.vn", "/\\ke-xau.vn"])
def test_after_the_second_factor_too(client, administrator, wanted):
    device = TOTPDevice.objects.create(user=administrator, name="thử", confirmed=True)
    try_to_sign_in(client, administrator.email)
    answer = client.post(f"/xac-thuc/?next={wanted}", {"code": code_of(device), "next": wanted})
    assert answer["Location"] == "/viec-cua-toi/"


def test_who_is_in_already_is_sent_on(sign_in, commune_a_officer):
    assert sign_in(commune_a_officer).get("/dang-nhap/")["Location"] == "/viec-cua-toi/"


def test_a_page_about_oneself_asks_to_sign_in_and_comes_back(client, db):
    answer = client.get("/tai-khoan/")
    assert parse_qs(urlsplit(answer["Location"]).query) == {"next": ["/tai-khoan/"]}
    assert "Đăng nhập xong sẽ trở lại đúng trang đó." in client.get(answer["Location"]).text


def test_signing_in_gives_a_new_session_key(client, commune_a_officer):
    client.get("/dang-nhap/")
    client.session.save()
    before = client.session.session_key
    try_to_sign_in(client, commune_a_officer.email)
    assert client.session.session_key != before


# ---------- signing out ----------


def test_signing_out_is_a_form(sign_in, commune_a_officer):
    browser = sign_in(commune_a_officer)
    browser.get("/dang-xuat/")
    assert is_in(browser)
    browser.post("/dang-xuat/")
    assert not is_in(browser)


def test_a_foreign_page_cannot_sign_anybody_out(commune_a_officer):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(commune_a_officer, backend="nscl.organisations.backends.AccountBackend")
    assert browser.post("/dang-xuat/").status_code == 403
    assert is_in(browser)
