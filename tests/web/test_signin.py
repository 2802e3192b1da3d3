"""Signing in and out, the lock against guessing, the second factor, the one-time link, the person's own account."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from axes.models import AccessAttempt
from django.test import Client
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from nscl.history.models import Event
from nscl.organisations import accounts
from nscl.organisations.models import Membership, User
from tests import make

pytestmark = pytest.mark.django_db

PASSWORD = "mat-khau-rat-dai"
WRONG = "Thư điện tử hoặc mật khẩu không đúng."


def try_to_sign_in(browser: Client, email: str, password: str = PASSWORD, **more):
    return browser.post("/dang-nhap/", {"username": email, "password": password, **more})


def is_in(browser: Client) -> bool:
    return "_auth_user_id" in browser.session


def code_of(device: TOTPDevice) -> str:
    import time

    clock = TOTP(device.bin_key, device.step, device.t0, device.digits, device.drift)
    clock.time = time.time()
    return f"{clock.token():06d}"


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


# ---------- the lock ----------


@pytest.fixture
def locked(client, commune_a_officer):
    for _ in range(8):
        answer = try_to_sign_in(client, commune_a_officer.email, "sai-mat-khau-roi")
    return answer


def test_the_eighth_wrong_password_locks_with_a_vietnamese_page(locked):
    assert locked.status_code == 429
    assert "Tạm dừng đăng nhập" in locked.text
    assert "Chờ 15 phút rồi đăng nhập lại" in locked.text
    assert locked["Retry-After"] == "900"


def test_while_locked_the_right_password_does_not_open_either(locked, client, commune_a_officer):
    assert try_to_sign_in(client, commune_a_officer.email).status_code == 429
    assert not is_in(client)


def test_seven_wrong_passwords_lock_nothing(client, commune_a_officer):
    for _ in range(7):
        assert try_to_sign_in(client, commune_a_officer.email, "sai-mat-khau-roi").status_code == 200
    try_to_sign_in(client, commune_a_officer.email)
    assert is_in(client)


def test_a_success_wipes_earlier_failures(client, commune_a_officer):
    for _ in range(2):
        for _ in range(7):
            try_to_sign_in(client, commune_a_officer.email, "sai-mat-khau-roi")
        try_to_sign_in(client, commune_a_officer.email)
        assert is_in(client)
        client.post("/dang-xuat/")


def test_capitals_and_spaces_do_not_get_around_the_lock(client, commune_a_officer):
    typed = [commune_a_officer.email, commune_a_officer.email.upper(), f" {commune_a_officer.email}"]
    for number in range(8):
        answer = try_to_sign_in(client, typed[number % 3], "sai-mat-khau-roi")
    assert answer.status_code == 429


def test_one_locked_account_leaves_the_others_open(locked, client, commune_b_officer):
    try_to_sign_in(client, commune_b_officer.email)
    assert is_in(client)


def test_the_lock_is_for_the_place_of_the_guesser(locked, commune_a_officer):
    elsewhere = Client(REMOTE_ADDR="10.0.0.9")
    try_to_sign_in(elsewhere, commune_a_officer.email)
    assert is_in(elsewhere)


def test_the_lock_opens_by_itself(locked, client, commune_a_officer):
    for attempt in AccessAttempt.objects.all():
        attempt.attempt_time -= timedelta(minutes=16)
        attempt.save()
    try_to_sign_in(client, commune_a_officer.email)
    assert is_in(client)


def test_no_password_is_kept_with_the_attempts(locked):
    kept = " ".join(f"{a.get_data} {a.post_data}" for a in AccessAttempt.objects.all())
    assert "sai-mat-khau-roi" not in kept


@pytest.mark.parametrize(
    ("proxy", "header", "seen"),
    [
        (("HTTP_X_FORWARDED_PROTO", "https"), "1.1.1.1, 10.0.0.7", "10.0.0.7"),
        (None, "1.1.1.1, 10.0.0.7", "127.0.0.1"),
        (("HTTP_X_FORWARDED_PROTO", "https"), "", "127.0.0.1"),
    ],
)
def test_the_visitor_s_place_is_what_our_own_proxy_saw(rf, settings, proxy, header, seen):
    from nscl.web.middleware import visitor_address

    settings.SECURE_PROXY_SSL_HEADER = proxy
    assert visitor_address(rf.get("/", HTTP_X_FORWARDED_FOR=header)) == seen


# ---------- the second factor ----------

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


# ---------- the one-time link ----------


@pytest.fixture
def newcomer(bodies) -> User:
    person = make.user("moi", body=bodies.commune_a)
    person.set_unusable_password()
    person.save()
    return person


GOOD = "sông Cầu nước chảy lơ thơ"


def test_the_link_sets_a_password_once(client, newcomer):
    address = f"/mat-khau/{accounts.one_time_token(newcomer)}/"
    assert newcomer.email in client.get(address).text
    page = client.post(address, {"password": GOOD, "again": GOOD}, follow=True)
    assert "Đã đặt mật khẩu. Đăng nhập bằng thư điện tử moi@vi-du.vn." in page.text
    try_to_sign_in(client, newcomer.email, GOOD)
    assert is_in(client)
    again = client.get(address)
    assert again.status_code == 410
    assert "Liên kết không còn dùng được" in again.text


def test_the_link_ends_after_its_hours(client, newcomer, monkeypatch):
    token = accounts.one_time_token(newcomer)
    monkeypatch.setattr(accounts, "LINK_HOURS", -1)
    assert client.get(f"/mat-khau/{token}/").status_code == 410


@pytest.mark.parametrize("token", ["x", "a:b:c", "W10:1xVnJw:dbbV", "0" * 3000, "%F0%9F%99%82"])
def test_a_forged_link_opens_nothing(client, newcomer, token):
    assert client.get(f"/mat-khau/{token}/").status_code == 410


def test_a_link_signed_for_somebody_else_is_not_turned_to_another(client, newcomer, commune_b_officer):
    theirs, ours = accounts.one_time_token(commune_b_officer).split(":"), accounts.one_time_token(newcomer).split(":")
    assert client.get(f"/mat-khau/{':'.join([theirs[0], *ours[1:]])}/").status_code == 410


def test_a_link_to_an_account_no_longer_in_use_opens_nothing(client, newcomer):
    token = accounts.one_time_token(newcomer)
    User.objects.update(is_active=False)
    assert client.get(f"/mat-khau/{token}/").status_code == 410


@pytest.mark.parametrize(
    ("password", "again", "message"),
    [
        ("ngắn", "ngắn", "Mật khẩu ngắn hơn 12 ký tự."),
        ("123456789012345", "123456789012345", "Mật khẩu chỉ có chữ số"),
        ("moi@vi-du.vn", "moi@vi-du.vn", "Mật khẩu gần giống thư điện tử hoặc họ tên."),
        ("1qaz2wsx3edc", "1qaz2wsx3edc", "nhiều người dùng nên dễ đoán"),
        (GOOD, f"{GOOD}!", "Hai lần nhập không giống nhau."),
        ("", "", "còn trống. Nhập mật khẩu."),
    ],
)
def test_a_weak_password_is_refused_in_vietnamese(client, newcomer, password, again, message):
    address = f"/mat-khau/{accounts.one_time_token(newcomer)}/"
    assert message in client.post(address, {"password": password, "again": again}).text
    newcomer.refresh_from_db()
    assert not newcomer.has_usable_password()


# ---------- the account ----------


def test_the_account_tells_its_roles(sign_in, commune_a_officer):
    page = sign_in(commune_a_officer).get("/tai-khoan/").text
    assert "Cán bộ đơn vị" in page
    assert "UBND xã A" in page


def test_an_account_without_roles_is_told_whom_to_ask(sign_in, outsider):
    assert "Tài khoản chưa có vai trò ở cơ quan, đơn vị nào." in sign_in(outsider).get("/tai-khoan/").text


def test_a_new_password_ends_every_other_session_but_this(sign_in, commune_a_officer):
    here, there = sign_in(commune_a_officer), sign_in(commune_a_officer)
    page = here.post("/tai-khoan/", {"present": PASSWORD, "password": GOOD, "again": GOOD}, follow=True)
    assert "Đã đổi mật khẩu." in page.text
    assert here.get("/tai-khoan/").status_code == 200
    assert there.get("/tai-khoan/").status_code == 302


def test_the_present_password_must_be_known(sign_in, commune_a_officer):
    page = sign_in(commune_a_officer).post("/tai-khoan/", {"present": "x", "password": GOOD, "again": GOOD})
    assert "Mật khẩu đang dùng không đúng." in page.text


def test_the_person_sees_what_others_did_to_his_account(sign_in, commune_a_officer, commune_a_leader):
    accounts.reset(by=commune_a_leader, user=commune_a_officer)
    page = sign_in(commune_a_officer).get("/tai-khoan/").text
    assert "Cấp lại liên kết" in page
    assert commune_a_leader.full_name in page


def test_what_keeps_an_account_is_told_by_the_history_without_the_password(sign_in, commune_a_officer):
    sign_in(commune_a_officer).post("/tai-khoan/", {"present": PASSWORD, "password": GOOD, "again": GOOD})
    event = Event.objects.get(verb="user.password_set")
    assert GOOD not in f"{event.summary}{event.details}{event.why}"
