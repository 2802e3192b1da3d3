"""`nscl init`: an empty real province, once."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings as site
from django.test import Client
from django_otp.plugins.otp_totp.models import TOTPDevice

from nscl.cli import parse, run_with_database
from nscl.economy.models import Observation
from nscl.history.models import Event
from nscl.organisations.models import Body, Decision, Membership, Programme, User

ADMIN = "quan-tri@tinh-mau.vn"


@pytest.fixture
def init(db, capsys, settings):
    """`nscl init …`: its exit code, what it printed, and what it printed as an error."""

    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}

    def run(*words: str, plan: str = "mau", admin: str = ADMIN) -> tuple[int, str, str]:
        code = run_with_database(*parse(["init", "--plan", plan, "--admin", admin, *words]))
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run


def path_in(text: str) -> str:
    link = next(line.strip() for line in text.splitlines() if "/mat-khau/" in line)
    return urlsplit(link).path


def test_the_plan_is_taken_into_use_with_its_bodies_and_decisions(init):
    code, words, _error = init()
    assert code == 0
    assert "Đã đưa Kế hoạch số 01/KH-UBND vào dùng: 3 cơ quan, đơn vị." in words
    assert Programme.objects.get().plan == "mau"
    assert set(Body.objects.values_list("code", flat=True)) == {"skhcn", "stc", "00001"}
    assert Decision.objects.count() == 4


def test_the_first_administrator_belongs_to_the_standing_body(init):
    init("--name", "Nguyễn Văn A")
    member = Membership.objects.get()
    assert (member.user.full_name, member.user.email, member.role) == ("Nguyễn Văn A", ADMIN, "administrator")
    assert member.body.code == "skhcn"
    assert not member.user.demo


def test_the_link_opens_the_page_where_he_sets_his_password(init):
    page = Client().get(path_in(init()[1]))
    assert page.status_code == 200
    assert "Đặt mật khẩu" in page.content.decode()


@pytest.mark.parametrize(
    ("site_address", "hosts", "link"),
    [
        ("https://nscl.tinh.vn", ["tinh.vn"], "https://nscl.tinh.vn/mat-khau/"),
        ("", ["nscl.tinh.vn"], "https://nscl.tinh.vn/mat-khau/"),
        ("", ["*", ".tinh.vn", "nscl.tinh.vn"], "https://nscl.tinh.vn/mat-khau/"),
        ("", ["localhost", "127.0.0.1"], "http://127.0.0.1:8000/mat-khau/"),
        ("", ["*"], "http://127.0.0.1:8000/mat-khau/"),
        ("", [], "http://127.0.0.1:8000/mat-khau/"),
    ],
)
def test_the_link_has_the_address_people_use(init, settings, site_address, hosts, link):
    settings.SITE_ADDRESS, settings.ALLOWED_HOSTS = site_address, hosts
    assert link in init()[1]


PUBLIC = Path(site.PLANS) / "bac-ninh-2026-2030" / "statistics"


@pytest.fixture
def with_statistics(tmp_path):
    """A plan with public statistics beside it."""
    for file in (Path(site.PLANS) / "mau").glob("*.yaml"):
        (tmp_path / file.name).write_text(file.read_text())
    shutil.copytree(PUBLIC, tmp_path / "statistics")
    return tmp_path


def test_public_statistics_beside_the_plan_are_brought_in_once(init, with_statistics):
    first, again = (init(plan=str(with_statistics))[1] for _ in range(2))
    added = Observation.objects.count()

    assert f"Đã nạp {added} số liệu thống kê công khai" in first
    assert added > 100
    assert "Đã nạp" not in again
    assert {row.entered_by for row in Observation.objects.all()} == {None}


def test_a_fault_of_the_statistics_is_named_and_nothing_is_kept(init, with_statistics):
    file = with_statistics / "statistics" / "observations.csv"
    file.write_text(file.read_text().replace("viet-nam-output,,2005,1588646", "viet-nam-output,,2005,một", 1))
    code, _words, error = init(plan=str(with_statistics))

    assert code == 2
    assert 'observations.csv:2: Ô "value": "một" không phải số' in error
    assert not Programme.objects.exists()


def test_a_second_run_changes_nothing_and_hands_out_the_link_again(init):
    init()
    before = (Body.objects.count(), Decision.objects.count(), User.objects.count(), Event.objects.count())
    code, words, _error = init()
    assert code == 0
    assert "Đã chuẩn bị từ trước" in words
    assert Client().get(path_in(words)).status_code == 200
    assert before == (Body.objects.count(), Decision.objects.count(), User.objects.count(), Event.objects.count())


def with_password_and_phone() -> User:
    user = User.objects.get()
    user.set_password("mat-khau-rat-dai")
    user.save()
    TOTPDevice.objects.create(user=user, confirmed=True)
    return user


def test_once_the_password_is_set_no_link_is_printed_unasked(init):
    init()
    with_password_and_phone()
    code, words, _error = init()
    assert (code, "/mat-khau/" in words) == (0, False)
    assert "--new-link" in words


def test_a_new_link_ends_the_old_password_and_the_old_second_factor(init):
    init()
    user = with_password_and_phone()
    _code, words, _error = init("--new-link")
    user.refresh_from_db()
    assert not user.has_usable_password()
    assert not TOTPDevice.objects.filter(user=user).exists()
    assert Client().get(path_in(words)).status_code == 200


def test_programs_read_the_link_as_json(init):
    data = json.loads(init("--json")[1])
    assert {key: data[key] for key in ("plan", "new", "admin")} == {"plan": "mau", "new": True, "admin": ADMIN}
    assert Client().get(urlsplit(data["link"]).path).status_code == 200


def test_somebody_else_does_not_become_administrator_this_way(init):
    init()
    code, _words, error = init(admin="ke-khac@tinh-mau.vn")
    assert code == 2
    assert f"Tỉnh này đã có người quản trị ({ADMIN})" in error
    assert User.objects.count() == 1


def test_another_plan_is_refused_where_one_is_in_use(init):
    init()
    code, _words, error = init(plan="bac-ninh-2026-2030")
    assert code == 2
    assert "nscl init chỉ chuẩn bị một tỉnh còn trống" in error


@pytest.mark.parametrize(
    ("how", "message"),
    [
        ({"plan": "khong-co"}, "Không có kế hoạch “khong-co”"),
        ({"admin": "khong-phai"}, '--admin: "khong-phai" không phải địa chỉ thư điện tử.'),
    ],
)
def test_what_cannot_be_read_is_named_and_nothing_is_kept(init, how, message):
    code, _words, error = init(**how)
    assert code == 2
    assert message in error
    assert not Programme.objects.exists()
    assert not User.objects.exists()


def test_a_plan_with_faults_is_refused_with_each_of_them(init, tmp_path: Path):
    for file in (Path(site.PLANS) / "mau").glob("*.yaml"):
        (tmp_path / file.name).write_text(file.read_text().replace("total: 120", "total: 121"))
    code, _words, error = init(plan=str(tmp_path))
    assert code == 2
    assert "budget.yaml" in error
    assert not Programme.objects.exists()


def test_a_demo_home_is_no_place_for_a_real_province(init, settings):
    settings.DEMO = True
    code, _words, error = init()
    assert code == 2
    assert "là bản minh họa" in error


def test_on_an_empty_machine_it_migrates_first_and_takes_a_path(nscl, home):
    folder = str(Path(site.PLANS) / "bac-ninh-2026-2030")
    first = nscl("init", "--plan", folder, "--admin", ADMIN, "--json")
    again = nscl("init", "--plan", "bac-ninh-2026-2030", "--admin", ADMIN, "--json")
    assert (first.returncode, again.returncode) == (0, 0), first.stderr + again.stderr
    assert [json.loads(done.stdout)["new"] for done in (first, again)] == [True, False]
    refused = nscl("demo", "--load-only")
    assert refused.returncode == 2
    assert "dữ liệu của một tỉnh thật" in refused.stderr
    assert not (home / "demo").exists()
