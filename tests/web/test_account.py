"""The one-time link that sets a password, and the person's own account."""

import pytest

from nscl.history.models import Event
from nscl.organisations import accounts
from nscl.organisations.models import User
from tests import make
from tests.web.signing_in import GOOD, PASSWORD, is_in, try_to_sign_in

pytestmark = pytest.mark.django_db


# ---------- the one-time link ----------


@pytest.fixture
def newcomer(bodies) -> User:
    person = make.user("moi", body=bodies.commune_a)
    person.set_unusable_password()
    person.save()
    return person


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
