"""Who is let in where, what every answer carries, and what happens to input nobody could type."""

import re

import pytest
from django.test import Client
from django.urls import get_resolver

from nscl.organisations.models import Body
from tests.web.addresses import ADDRESSES, MISSING, url_of

pytestmark = pytest.mark.django_db

OFFICE = [name for name, address in ADDRESSES.items() if address.outsider == MISSING]


def named_addresses() -> set[str]:
    return {name for name in get_resolver().reverse_dict if isinstance(name, str)}


def test_every_named_address_is_listed_by_hand_with_who_may_see_it():
    assert named_addresses() == set(ADDRESSES)


def test_everybody_without_rights_is_answered_as_the_list_says(things, sign_in, outsider):
    visitor, stranger = Client(), sign_in(outsider)
    found = {
        name: (visitor.get(url_of(name, things)).status_code, stranger.get(url_of(name, things)).status_code)
        for name in ADDRESSES
    }
    assert found == {name: (address.anonymous, address.outsider) for name, address in ADDRESSES.items()}


def test_forms_of_the_office_do_not_exist_for_them_either(things, sign_in, outsider):
    for browser in (Client(), sign_in(outsider)):
        found = {name: browser.post(url_of(name, things), {"sure": "1"}).status_code for name in OFFICE}
        assert {name: code for name, code in found.items() if code not in (404, 405)} == {}


def test_an_outsider_s_404_is_the_same_whether_the_thing_exists_or_not(things, sign_in, outsider):
    def page(address: str) -> str:
        return re.sub(r'value="[^"]{64}"', "", sign_in(outsider).get(address).text)

    assert page("/don-vi/dn-a/") == page("/don-vi/khong-co-dau/")
    assert page(url_of("row", things)) == page("/so/dao-tao/999999/")


# ---------- what every answer carries ----------


@pytest.mark.parametrize("address", ["/", "/dang-nhap/", "/don-vi/", "/khong-co/", "/tai-khoan/"])
def test_every_answer_carries_the_headers_that_protect(client, programme, address):
    answer = client.get(address)
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"


def test_nothing_inline_and_nothing_from_elsewhere_may_run_or_load(client, programme):
    policy = dict(
        part.strip().split(" ", 1) for part in client.get("/dang-nhap/")["Content-Security-Policy"].split(";")
    )
    assert policy["default-src"] == "'self'"
    assert policy["img-src"] == "'self' data:"
    assert policy["object-src"] == policy["frame-ancestors"] == "'none'"
    assert policy["form-action"] == policy["base-uri"] == "'self'"
    assert "unsafe" not in " ".join(policy.values())
    assert not {"script-src", "style-src"} & policy.keys()


def test_a_browser_told_once_comes_back_by_tls_only(client, programme):
    assert client.get("/", secure=True)["Strict-Transport-Security"] == "max-age=31536000"


def test_plain_http_is_sent_on_to_tls(client, settings):
    settings.SECURE_SSL_REDIRECT = True
    answer = Client().get("/don-vi/")
    assert (answer.status_code, answer["Location"]) == (301, "https://testserver/don-vi/")


def test_the_session_is_a_cookie_of_this_site_over_tls_that_no_script_reads(client, commune_a_officer):
    client.post("/dang-nhap/", {"username": commune_a_officer.email, "password": "mat-khau-rat-dai"})
    cookie = client.cookies["sessionid"]
    assert (cookie["secure"], cookie["httponly"], cookie["samesite"]) == (True, True, "Lax")
    assert int(cookie["max-age"]) == 12 * 3600
    form = (
        client.cookies["csrftoken"]
        if "csrftoken" in client.cookies
        else Client().get("/dang-nhap/").cookies["csrftoken"]
    )
    assert (form["secure"], form["httponly"], form["samesite"]) == (True, True, "Lax")


@pytest.mark.parametrize("address", ["/tai-khoan/", "/don-vi/", "/don-vi/99901/", "/khong-co/"])
def test_no_cache_keeps_a_page_of_who_is_signed_in(sign_in, commune_a_officer, address):
    kept = sign_in(commune_a_officer).get(address)["Cache-Control"]
    assert "no-store" in kept
    assert "private" in kept


def test_a_page_of_a_visitor_is_not_given_to_who_is_signed_in(client, bodies):
    assert "Cookie" in client.get("/don-vi/")["Vary"]


# ---------- forms of somebody else ----------


def test_a_form_without_its_key_is_refused_with_a_page_that_says_what_to_do(department_officer):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(department_officer, backend="nscl.organisations.backends.AccountBackend")
    answer = browser.post("/don-vi/them/", {"name": "Hãng X", "kind": "enterprise", "since": "01/01/2028", "sure": "1"})
    assert answer.status_code == 403
    assert "Trang đã mở quá lâu" in answer.text
    assert not Body.objects.filter(name="Hãng X").exists()


WORDS = "Đã phối hợp tổ chức 03 lớp cho 84 lượt người."


@pytest.mark.parametrize(
    ("origin", "words_come_back"),
    [("http://testserver", True), ("https://ke-xau.vn", False), ("null", False), ("", False)],
)
def test_words_sent_too_late_come_back_to_be_copied_but_only_from_our_own_page(
    department_officer, origin, words_come_back
):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(department_officer, backend="nscl.organisations.backends.AccountBackend")
    answer = browser.post("/don-vi/them/", {"ket-qua": WORDS}, headers={"Origin": origin} if origin else {})
    assert (WORDS in answer.text) is words_come_back


def test_words_sent_after_the_session_ended_come_back_too(client, db):
    answer = client.post("/bao-cao/2028/99901/", {"ket-qua": WORDS}, headers={"Origin": "http://testserver"})
    assert answer.status_code == 404
    assert WORDS in answer.text
    assert "hoặc đăng nhập" in answer.text


def test_words_are_shown_as_words_whatever_they_are(client, db):
    evil = "</textarea><script>alert(1)</script> và thêm chữ cho dài"
    answer = client.post("/khong-co/", {"ket-qua": evil}, headers={"Origin": "http://testserver"})
    assert "<script>alert" not in answer.text
    assert "&lt;script&gt;alert(1)" in answer.text


def test_no_password_is_among_the_words_given_back(client, db):
    secret = "bốn từ không liên quan với nhau"
    for box in ("password", "again", "present"):
        answer = client.post("/khong-co/", {box: secret}, headers={"Origin": "http://testserver"})
        assert secret not in answer.text


def test_every_box_for_a_password_is_known_as_a_secret(commune_a_officer):
    from nscl.web.passwords import SECRETS, ChangePasswordForm, NewPasswordForm, PasswordField
    from nscl.web.signin import SignInForm

    forms = (NewPasswordForm(commune_a_officer), ChangePasswordForm(commune_a_officer), SignInForm())
    boxes = {name for form in forms for name, box in form.fields.items() if isinstance(box, PasswordField)}
    assert boxes <= SECRETS


# ---------- input nobody could type ----------

ODD = {
    "NUL": "a\x00b",
    "decomposed": "Tru\u031bo\u031b\u0300ng",
    "emoji": "🙂🇻🇳👩‍👩‍👧",
    "lone surrogate": "%ED%A0%80",
    "right to left": "\u202egpj.exe",
    "many marks": "a" + "\u0301" * 50_000,
    "sql": "'; drop table organisations_body; --",
    "script": "<script>alert(1)</script>",
    "format": "%(name)s {0} {{ 7*7 }} %s",
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_odd_text_in_a_search_is_searched_for(sign_in, department_officer, bodies, text):
    answer = sign_in(department_officer).get("/don-vi/", {"q": text})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_odd_text_in_every_box_is_taken_or_refused_but_never_a_fault(sign_in, department_officer, bodies, text):
    browser = sign_in(department_officer)
    answer = browser.post(
        "/don-vi/them/",
        dict.fromkeys(("kind", "name", "short_name", "tax_code", "commune", "code", "since", "document"), text),
    )
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text


def test_a_megabyte_in_one_box_is_refused_with_its_length(sign_in, department_officer, bodies):
    answer = sign_in(department_officer).post("/don-vi/them/", {"name": "ă" * 500_000})
    assert "dài 500.000 ký tự, quá 300" in answer.text


def test_text_comes_in_composed(sign_in, department_officer, bodies):
    sign_in(department_officer).post(
        "/don-vi/them/",
        {"kind": "enterprise", "name": "Co\u0302ng ty Hoa\u0300 Bi\u0300nh\x00", "since": "01/01/2028", "sure": "1"},
    )
    assert Body.objects.filter(name="Công ty Hoà Bình").exists()


@pytest.mark.parametrize(
    "query",
    ["q=%FF%FE", "q=%", "q=%C3%28", "trang=%00", "loai=%ED%A0%80", "&&==", "q[]=1&q[$ne]=2", "xa=%00", "thuoc=%F0"],
)
def test_an_address_with_an_unreadable_question_is_answered(client, bodies, query):
    assert client.get(f"/don-vi/?{query}").status_code in (200, 404)


@pytest.mark.parametrize(
    "path",
    [
        "/don-vi/%00/",
        "/don-vi/a%00b/",
        "/don-vi/%FF/",
        "/don-vi/%E1%BB/",
        "/muc-tieu/%00/",
        "/bao-cao/99999999999999999999/",
        "/so/dao-tao/99999999999999999999999/",
        "/tai-lieu/99999999999999999999999/",
        "/don-vi/99901/thanh-vien/99999999999999999999999/thu-hoi/",
        "/don-vi/" + "a" * 5000 + "/",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/static/../../../etc/passwd",
        "/..%2f..%2fetc/passwd",
    ],
)
def test_a_guessed_or_broken_address_is_not_found(sign_in, administrator, bodies, path):
    assert sign_in(administrator).get(path).status_code == 404


@pytest.mark.parametrize("cookie", ['"\\000abcdefgh"', "a" * 5000, "';--aaaaaaaa", "%00%00%00%00%00%00"])
@pytest.mark.parametrize("name", ["sessionid", "csrftoken", "messages"])
def test_a_broken_cookie_is_a_visitor_without_one(db, name, cookie):
    browser = Client(headers={"Cookie": f"{name}={cookie}"})
    assert browser.get("/dang-nhap/").status_code == 200


def test_a_form_of_too_many_boxes_is_refused_whole(sign_in, department_officer):
    answer = sign_in(department_officer).post("/don-vi/them/", {f"o{number}": "1" for number in range(6001)})
    assert answer.status_code == 400
    assert "Chưa đọc được yêu cầu" in answer.text


def test_a_form_of_too_many_letters_is_refused_whole(sign_in, department_officer):
    answer = sign_in(department_officer).post(
        "/don-vi/them/", "name=" + "a" * 5_000_000, content_type="application/x-www-form-urlencoded"
    )
    assert answer.status_code == 400
    assert "Chưa đọc được yêu cầu" in answer.text


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("multipart/form-data", b"x"),
        ("multipart/form-data; boundary=\xff".encode("latin-1").decode("latin-1"), b"x"),
        ("multipart/form-data; boundary=a", b"--a\r\nContent-Disposition: form-data\r\n\r\nx"),
        ("multipart/form-data; boundary=" + "a" * 500, b"--a"),
        ("application/json", b"{"),
        ("text/plain; charset=khong-co", b"x"),
        ("", b"\xff\xfe"),
    ],
)
def test_a_form_that_cannot_be_read_is_answered_in_vietnamese(sign_in, department_officer, kind, content):
    answer = sign_in(department_officer).generic("POST", "/don-vi/them/", content, content_type=kind)
    assert answer.status_code in (200, 400)
    assert 'lang="vi"' in answer.text


def test_a_question_of_too_many_parts_is_refused(client, db):
    assert client.get("/don-vi/?" + "&".join(f"a{n}=1" for n in range(6001))).status_code == 400


def test_a_host_that_is_not_ours_gets_a_page_without_a_word_about_ours(db):
    answer = Client(headers={"Host": "ke-xau.vn"}).get("/dang-nhap/")
    assert answer.status_code == 400
    assert "Chưa đọc được yêu cầu" in answer.text
    assert "ke-xau.vn" not in answer.text


@pytest.mark.parametrize("method", ["put", "delete", "patch", "options", "head", "trace"])
def test_another_method_changes_nothing_and_is_no_fault(sign_in, department_officer, bodies, method):
    before = Body.objects.count()
    answer = getattr(sign_in(department_officer), method)("/don-vi/them/")
    assert answer.status_code in (200, 405)
    assert Body.objects.count() == before
