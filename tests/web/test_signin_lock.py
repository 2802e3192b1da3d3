"""The lock against guessing: when it falls, for whom, and how it opens."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.test import Client

from tests.web.signing_in import is_in, try_to_sign_in

pytestmark = pytest.mark.django_db


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
