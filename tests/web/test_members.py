"""Roles given and taken back in a body: by whom, within which rights, and the link that is told once."""

import re
from datetime import date

import pytest
from django.db import IntegrityError
from django.test import Client

from nscl.organisations import accounts
from nscl.organisations.models import Membership, User

pytestmark = pytest.mark.django_db

PLACE = "/don-vi/99901/thanh-vien/"
NEW = {
    "full_name": "Nguyễn Thị Mới",
    "email": "moi@vi-du.vn",
    "phone": "",
    "position": "Chuyên viên",
    "role": "body_officer",
    "since": "01/11/2028",
    "until": "",
}


@pytest.fixture
def leader(sign_in, commune_a_leader) -> Client:
    return sign_in(commune_a_leader)


@pytest.fixture
def admin(sign_in, administrator) -> Client:
    return sign_in(administrator)


def link_in(page) -> str:
    return re.search(r'http://testserver(/mat-khau/[^<\s"]+)', page.text).group(1)


def choices(page) -> list[str]:
    return [slug for slug, _ in page.context["form"].fields["role"].choices]


# ---------- giving ----------


def test_a_new_person_gets_a_role_and_a_link_that_is_shown_once(leader, bodies):
    page = leader.post(PLACE, NEW)
    assert "Liên kết chỉ hiện một lần này." in page.text
    person = User.objects.get(email="moi@vi-du.vn")
    assert person.memberships.get().body == bodies.commune_a
    assert accounts.user_of_token(link_in(page).split("/")[2]) == person
    assert "/mat-khau/" not in leader.get(PLACE).text


def test_the_page_with_a_link_is_not_kept_by_the_browser(leader, bodies):
    assert "no-store" in leader.post(PLACE, NEW)["Cache-Control"]


def test_sending_the_form_twice_makes_one_account_and_one_role(leader, bodies):
    leader.post(PLACE, NEW)
    page = leader.post(PLACE, NEW)
    assert "Người này đang giữ vai trò đó ở đơn vị này." in page.text
    assert Membership.objects.filter(user__email="moi@vi-du.vn").count() == 1


def test_somebody_with_an_account_gets_the_role_without_a_new_link(leader, bodies, outsider):
    page = leader.post(PLACE, {**NEW, "email": "OUTSIDER@vi-du.vn", "full_name": "outsider"}, follow=True)
    assert "Đã trao vai trò cho Outsider." in page.text
    assert outsider.memberships.get().role == "body_officer"


def test_another_person_s_address_is_refused_without_telling_whose_it_is(leader, bodies, commune_b_leader):
    page = leader.post(PLACE, {**NEW, "email": commune_b_leader.email})
    assert "Địa chỉ này đã có tài khoản mang họ tên khác." in page.text
    assert commune_b_leader.full_name not in page.text


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"email": "không phải địa chỉ"}, "không phải địa chỉ thư điện tử"),
        ({"email": ""}, "Ô &quot;Thư điện tử&quot; còn trống."),
        ({"full_name": ""}, "Ô &quot;Họ và tên&quot; còn trống."),
        ({"until": "31/10/2028"}, "Ngày cuối trước ngày đầu."),
        ({"since": "hôm nay"}, "hôm nay"),
        ({"role": "administrator"}, "trong danh sách"),
        ({"role": "body_leader"}, "trong danh sách"),
        ({"full_name": "x" * 5000}, "dài 5.000 ký tự"),
    ],
)
def test_a_wrong_grant_is_refused_at_its_box_and_makes_no_account(leader, bodies, change, message):
    page = leader.post(PLACE, {**NEW, **change})
    assert message in page.text
    assert not User.objects.filter(full_name=NEW["full_name"]).exists()


def test_nobody_gives_himself_a_role(admin, bodies, administrator):
    page = admin.post(PLACE, {**NEW, "email": administrator.email, "full_name": administrator.full_name})
    assert "Không tự trao vai trò cho mình." in page.text


def test_a_leader_may_give_only_the_roles_below_his_own(leader, bodies):
    assert choices(leader.get(PLACE)) == ["body_officer", "section_head"]


def test_roles_of_the_standing_body_are_offered_there_only(admin, programme):
    assert "department_officer" in choices(admin.get("/don-vi/skhcn/thanh-vien/"))
    assert "department_officer" not in choices(admin.get(PLACE))


def test_no_role_is_given_in_a_body_that_has_ended(admin, bodies):
    bodies.commune_a.ended_on = date(2028, 6, 30)
    bodies.commune_a.save()
    assert "Trao vai trò ở đơn vị kế thừa." in admin.post(PLACE, NEW).text


@pytest.mark.parametrize(
    "who", ["commune_a_officer", "commune_b_leader", "department_officer", "viewer", "supervisor", "outsider"]
)
def test_the_page_does_not_exist_for_who_may_not_give_roles_there(sign_in, bodies, request, who):
    browser = sign_in(request.getfixturevalue(who))
    assert browser.get(PLACE).status_code == 404
    assert browser.post(PLACE, NEW).status_code == 404


# ---------- taking back ----------


@pytest.fixture
def held(commune_a_officer) -> Membership:
    return commune_a_officer.memberships.get()


def test_a_role_is_taken_back_with_its_last_day_and_reason(leader, held):
    leader.post(f"{PLACE}{held.pk}/thu-hoi/", {"on": "14/11/2028", "why": "chuyển công tác"})
    held.refresh_from_db()
    assert held.until == date(2028, 11, 14)
    page = leader.get(PLACE).text
    assert "Đã thôi giữ vai trò (1)" in page
    assert "chuyển công tác" in page


def test_who_lost_his_role_is_out_at_the_next_page(leader, sign_in, commune_a_officer, held):
    browser = sign_in(commune_a_officer)
    assert browser.get("/don-vi/dn-a/").status_code == 200
    leader.post(f"{PLACE}{held.pk}/thu-hoi/", {"on": "14/11/2028", "why": "chuyển công tác"})
    assert browser.get("/don-vi/dn-a/").status_code == 404


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"on": "01/01/2025", "why": "x"}, "Vai trò bắt đầu ngày 01/01/2026."),
        ({"on": "14/11/2028", "why": ""}, "Ô &quot;Lý do&quot; còn trống."),
    ],
)
def test_a_role_wrongly_taken_back_stays(leader, held, data, message):
    assert message in leader.post(f"{PLACE}{held.pk}/thu-hoi/", data).text
    held.refresh_from_db()
    assert held.until is None


def test_taking_back_does_not_prolong_a_role(leader, held):
    Membership.objects.filter(pk=held.pk).update(until=date(2028, 12, 31))
    page = leader.post(f"{PLACE}{held.pk}/thu-hoi/", {"on": "31/12/2029", "why": "x"})
    assert "Vai trò đã định đến hết ngày 31/12/2028." in page.text


@pytest.mark.parametrize("verb", ["thu-hoi", "lien-ket"])
def test_nobody_takes_back_or_resets_his_own(leader, commune_a_leader, verb):
    own = commune_a_leader.memberships.get()
    assert leader.get(f"{PLACE}{own.pk}/{verb}/").status_code == 404


@pytest.mark.parametrize("verb", ["thu-hoi", "lien-ket"])
def test_a_leader_does_not_touch_a_role_above_his_own_rights(leader, bodies, verb):
    from tests import make

    other = make.user("second_leader", body=bodies.commune_a, role="body_leader").memberships.get()
    assert leader.get(f"{PLACE}{other.pk}/{verb}/").status_code == 404
    assert leader.post(f"{PLACE}{other.pk}/{verb}/", {"on": "14/11/2028", "why": "x"}).status_code == 404
    other.refresh_from_db()
    assert other.until is None


@pytest.mark.parametrize("verb", ["thu-hoi", "lien-ket"])
def test_a_role_of_another_body_is_not_reached_under_this_address(leader, commune_b_officer, verb):
    other = commune_b_officer.memberships.get()
    assert leader.get(f"{PLACE}{other.pk}/{verb}/").status_code == 404


def test_a_role_that_has_ended_is_not_taken_back_again(leader, held):
    Membership.objects.filter(pk=held.pk).update(until=date(2028, 1, 31))
    assert leader.get(f"{PLACE}{held.pk}/thu-hoi/").status_code == 404


# ---------- a new link ----------


def test_a_new_link_ends_the_old_password_and_every_open_session(leader, sign_in, commune_a_officer, held):
    browser = sign_in(commune_a_officer)
    page = leader.post(f"{PLACE}{held.pk}/lien-ket/")
    commune_a_officer.refresh_from_db()
    assert not commune_a_officer.has_usable_password()
    assert browser.get("/tai-khoan/").status_code == 302
    assert Client().get(link_in(page)).status_code == 200


def test_the_second_factor_is_forgotten_only_when_asked(leader, commune_a_officer, held):
    from django_otp.plugins.otp_totp.models import TOTPDevice

    TOTPDevice.objects.create(user=commune_a_officer, name="thử", confirmed=True)
    assert "Bỏ cả xác thực hai bước" in leader.get(f"{PLACE}{held.pk}/lien-ket/").text
    leader.post(f"{PLACE}{held.pk}/lien-ket/")
    assert accounts.has_second_factor(commune_a_officer)
    leader.post(f"{PLACE}{held.pk}/lien-ket/", {"forget_second_factor": "on"})
    assert not accounts.has_second_factor(commune_a_officer)


def test_an_account_that_also_has_higher_roles_is_not_reset_by_a_lesser_leader(leader, bodies, commune_a_officer, held):
    Membership.objects.create(
        user=commune_a_officer, body=bodies.department, role="department_leader", since=date(2026, 1, 1)
    )
    assert "bạn không cấp lại liên kết được" in leader.get(f"{PLACE}{held.pk}/lien-ket/").text
    leader.post(f"{PLACE}{held.pk}/lien-ket/", {"forget_second_factor": "on"})
    commune_a_officer.refresh_from_db()
    assert commune_a_officer.has_usable_password()


def test_the_page_asks_no_more_for_more_people(leader, bodies, django_assert_max_num_queries):
    from tests import make

    for number in range(20):
        make.user(f"nguoi_{number}", body=bodies.commune_a)
    with django_assert_max_num_queries(16):
        assert len(leader.get(PLACE).context["now"]) == 21


def test_a_grant_sent_twice_at_the_same_moment_is_said_to_be(leader, bodies, monkeypatch):
    def collide(**given: object) -> None:
        raise IntegrityError("one_open_membership_for_one_role")

    monkeypatch.setattr("nscl.organisations.actions.grant", collide)
    assert "vừa được ghi ở một lần gửi khác" in leader.post(PLACE, NEW).text
    assert not User.objects.filter(email=NEW["email"]).exists()
