"""The second factor: asked of the administrator before anything else, set up once, each code good once."""

import pytest
from django.test import Client
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from nscl.organisations import accounts
from nscl.organisations.models import Membership
from tests.web.signing_in import code_of, is_in, try_to_sign_in

pytestmark = pytest.mark.django_db


OFFICE = ("/viec-cua-toi/", "/don-vi/", "/", "/tai-khoan/", "/so/", "/don-vi/99901/thanh-vien/")


@pytest.fixture
def half_in(client, administrator) -> Client:
    """The administrator after his password, before his second factor."""
    try_to_sign_in(client, administrator.email)
    return client


@pytest.mark.parametrize("address", OFFICE)
def test_the_administrator_does_nothing_before_his_second_factor(half_in, bodies, address):
    answer = half_in.get(address)
    assert answer["Location"].startswith("/xac-thuc/?next=")


def test_neither_does_a_form_he_sends(half_in, bodies):
    half_in.post("/don-vi/them/", {"kind": "office", "name": "Cơ quan mới", "since": "01/01/2028", "sure": "1"})
    assert not bodies.department.__class__.objects.filter(name="Cơ quan mới").exists()


def test_without_a_device_he_is_led_to_set_one_up(half_in):
    page = half_in.get("/viec-cua-toi/", follow=True)
    assert "Cài đặt xác thực hai bước" in page.text
    assert 'src="data:image/svg+xml;base64,' in page.text


def test_he_may_still_sign_out(half_in):
    half_in.post("/dang-xuat/")
    assert not is_in(half_in)


def test_setting_up_tells_recovery_codes_once_and_opens_the_door(half_in, administrator):
    half_in.get("/xac-thuc/cai-dat/")
    device = TOTPDevice.objects.get(user=administrator, confirmed=False)
    page = half_in.post("/xac-thuc/cai-dat/", {"code": code_of(device)})
    codes = [t.token for t in StaticDevice.objects.get(user=administrator).token_set.all()]
    assert len(codes) == 10
    assert all(code in page.text for code in codes)
    assert half_in.get("/tai-khoan/").status_code == 200
    assert not any(code in half_in.get("/xac-thuc/cai-dat/").text for code in codes)


def test_the_key_stays_the_same_until_a_first_code_proves_it(half_in, administrator):
    first, again = half_in.get("/xac-thuc/cai-dat/"), half_in.get("/xac-thuc/cai-dat/")
    assert first.context["key"] == again.context["key"]


def test_a_wrong_first_code_sets_up_nothing(half_in, administrator):
    page = half_in.post("/xac-thuc/cai-dat/", {"code": "000000"})
    assert "Mã không đúng hoặc đã hết hạn." in page.text
    assert not accounts.has_second_factor(administrator)


@pytest.fixture
def with_device(administrator) -> TOTPDevice:
    return TOTPDevice.objects.create(user=administrator, name="thử", confirmed=True)


def test_who_has_a_device_is_asked_for_its_code_and_nothing_else_helps(with_device, half_in):
    assert half_in.get("/viec-cua-toi/", follow=True).redirect_chain[-1][0].startswith("/xac-thuc/?next=")
    assert half_in.get("/xac-thuc/cai-dat/")["Location"] == "/xac-thuc/"


def test_the_code_leads_back_to_the_page_wanted(with_device, half_in):
    answer = half_in.post("/xac-thuc/?next=/don-vi/", {"code": code_of(with_device), "next": "/don-vi/"})
    assert answer["Location"] == "/don-vi/"
    assert half_in.get("/don-vi/").status_code == 200


def test_a_code_serves_once(with_device, half_in, administrator):
    code = code_of(with_device)
    half_in.post("/xac-thuc/", {"code": code})
    other = Client()
    try_to_sign_in(other, administrator.email)
    other.post("/xac-thuc/", {"code": code})
    assert other.get("/tai-khoan/").status_code == 302


def test_wrong_codes_make_one_wait_longer_each_time(with_device, half_in):
    for _ in range(3):
        TOTPDevice.objects.update(throttling_failure_timestamp=None)
        page = half_in.post("/xac-thuc/", {"code": "000000"})
    assert "đã sai 3 lần liền. Chờ 4 giây" in page.text


def test_while_waiting_the_right_code_does_not_open_either(with_device, half_in):
    half_in.post("/xac-thuc/", {"code": "000000"})
    half_in.post("/xac-thuc/", {"code": code_of(with_device)})
    assert half_in.get("/tai-khoan/").status_code == 302


def test_a_recovery_code_opens_once(with_device, half_in, administrator):
    codes = accounts.confirm_device(by=administrator, device=with_device)
    half_in.post("/xac-thuc/", {"code": f" {codes[0].upper()} "})
    assert half_in.get("/tai-khoan/").status_code == 200
    other = Client()
    try_to_sign_in(other, administrator.email)
    other.post("/xac-thuc/", {"code": codes[0]})
    assert other.get("/tai-khoan/").status_code == 302


@pytest.mark.parametrize("code", ["", "abc", "12345", "١٢٣٤٥٦", "²²²²²²", "0" * 5000, "🙂"])
def test_nonsense_for_a_code_is_refused_in_vietnamese(with_device, half_in, code):
    page = half_in.post("/xac-thuc/", {"code": code})
    assert page.status_code == 200
    assert "Chưa xác thực được" in page.text


def test_a_second_factor_taken_up_freely_is_asked_for_too(client, commune_a_officer):
    TOTPDevice.objects.create(user=commune_a_officer, name="thử", confirmed=True)
    try_to_sign_in(client, commune_a_officer.email)
    assert client.get("/viec-cua-toi/")["Location"].startswith("/xac-thuc/?next=")


def test_another_person_s_device_does_not_help(with_device, half_in, commune_a_officer):
    other = TOTPDevice.objects.create(user=commune_a_officer, name="thử", confirmed=True)
    half_in.post("/xac-thuc/", {"code": code_of(other)})
    assert half_in.get("/tai-khoan/").status_code == 302


def test_a_new_role_of_administrator_asks_for_the_second_factor_at_once(sign_in, commune_a_officer, bodies):
    browser = sign_in(commune_a_officer)
    Membership.objects.create(user=commune_a_officer, body=bodies.department, role="administrator", since="2028-11-15")
    assert browser.get("/tai-khoan/")["Location"].startswith("/xac-thuc/")
