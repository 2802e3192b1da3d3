"""Search: everything a visitor may see and nothing else, without tones, the very code first."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from nscl.organisations.actions import rename_body
from nscl.organisations.models import Supervision
from nscl.web.search.marks import excerpted, marked
from tests import make

SEARCH = "/tim/"


@pytest.fixture
def course(programme, commune_a, commune_a_officer):
    def write(title="Lớp Truy xuất nguồn gốc", **more):
        more = {"by": commune_a_officer, "reported_by": commune_a} | more
        return make.course(title=title, on=date(2028, 5, 5), **more)

    return write


def _text(response):
    page = response.content.decode().split("<main", 1)[1].split("</main>", 1)[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page))


def _groups(response):
    """Titles of the groups in the order of the page."""
    return re.findall(r'<h2 id="group-[^"]+">([^<]+)</h2>', response.content.decode())


def _first(response):
    """The code and title of the first result."""
    found = re.search(r'<ul class="results">\s*<li>(.*?)</a>', response.content.decode(), re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", found[1])).strip() if found else ""


# ---- the plan


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("mt2.1", "MT2.1 Đào tạo về năng suất, chất lượng trong cơ sở giáo dục nghề nghiệp, doanh nghiệp"),
        ("MT 2.1", "MT2.1 Đào tạo"),
        ("mt10", "MT10 "),
        ("nv3.1", "NV3.1 "),
        ("v.8b", "V.8b "),
        ("iii.4a", "III.4a "),
        ("kp.ii.1", "KP.II.1 "),
        ("nv5.2", "NV5.2 "),
    ],
)
def test_the_very_code_comes_first(programme, text, first):
    assert _first(Client().get(SEARCH, {"q": text})).startswith(first)


def test_the_plan_is_searched_without_tones_and_matches_are_marked(programme):
    response = Client().get(SEARCH, {"q": "cau lac bo"})
    assert _groups(response)[:2] == ["Mục tiêu, chỉ tiêu", "Nhiệm vụ"]
    assert "<mark>Câu</mark> <mark>lạc</mark> <mark>bộ</mark>" in response.content.decode()


def test_a_group_shows_its_first_results_and_the_way_to_all(programme):
    response = Client().get(SEARCH, {"q": "nang suat"})
    assert "/tim/?q=nang+suat&amp;nhom=nhiem-vu" in response.content.decode()
    whole = Client().get(SEARCH, {"q": "nang suat", "nhom": "nhiem-vu"})
    assert _groups(whole) == ["Nhiệm vụ"]
    told = int(re.search(r"Nhiệm vụ: (\d+) kết quả", _text(whole))[1])
    assert whole.content.decode().count("<li>") - whole.content.decode().split("<main")[0].count("<li>") >= told > 5


@pytest.mark.parametrize("text", ["mt2.1", "mt2", "nv3.1", "v.8b", "iii.4a", "nv5.2"])
def test_what_is_found_in_the_plan_leads_to_a_page(programme, text):
    page = Client().get(SEARCH, {"q": text}).content.decode()
    link = re.search(r'<ul class="results">\s*<li>.*?href="([^"#]+)', page, re.S)[1]
    assert Client().get(link).status_code == 200


def test_an_unknown_group_is_left_out_of_account(programme):
    assert len(_groups(Client().get(SEARCH, {"q": "nang suat", "nhom": "khong-co"}))) > 1


def test_without_a_plan_bodies_are_still_found(department):
    assert _groups(Client().get(SEARCH, {"q": "so khoa hoc"})) == ["Cơ quan, đơn vị"]


# ---- who finds what

FINDS = {
    # person                     enterprise, course of commune A, report of commune A
    "department_officer": (True, True, True),
    "second_department_officer": (True, True, True),
    "department_leader": (True, True, True),
    "commune_a_officer": (True, True, True),
    "second_commune_a_officer": (True, True, True),
    "commune_a_leader": (True, True, True),
    "commune_b_officer": (True, False, False),
    "commune_b_leader": (True, False, False),
    "enterprise_officer": (True, False, False),
    "education_head": (True, False, False),
    "supervisor": (True, False, False),
    "viewer": (True, True, True),
    "administrator": (True, False, False),
    "outsider": (False, False, False),
}


def _finds(client):
    def groups(text):
        return _groups(client.get(SEARCH, {"q": text}))

    return (
        "Cơ quan, đơn vị" in groups("Công ty TNHH A"),
        "Sổ đào tạo" in groups("truy xuat xa a"),
        "Báo cáo" in groups("bao cao 2028 xa a"),
    )


@pytest.mark.parametrize("name", FINDS)
def test_everybody_finds_what_the_table_says(name, request, course, report, sign_in):
    course()
    assert _finds(sign_in(request.getfixturevalue(name))) == FINDS[name]


def test_who_is_not_signed_in_finds_the_plan_and_bodies_of_state_only(course, report, enterprise):
    course()
    assert _finds(Client()) == (False, False, False)
    assert "Cơ quan, đơn vị" in _groups(Client().get(SEARCH, {"q": "UBND xã A"}))


def test_a_supervisor_finds_rows_of_the_bodies_he_looks_after(course, bodies, supervisor, sign_in):
    course()
    Supervision.objects.create(body=bodies.commune_a, supervisor=bodies.education, since=date(2020, 1, 1))
    assert "Sổ đào tạo" in _groups(sign_in(supervisor).get(SEARCH, {"q": "truy xuat"}))


def test_no_name_of_a_learner_is_found(course, enterprise, department_officer, sign_in):
    make.attend(course(), enterprise, name="Nguyễn Thị Kín Đáo")
    response = sign_in(department_officer).get(SEARCH, {"q": "nguyen thi kin dao"})
    assert "Không có kết quả" in _text(response)


# ---- what is found


def test_a_row_says_its_day_body_and_state_and_leads_to_its_page(course, viewer, sign_in):
    row = course()
    response = sign_in(viewer).get(SEARCH, {"q": "truy xuat"})
    assert f'href="/so/dao-tao/{row.pk}/"' in response.content.decode()
    assert "Lớp Truy xuất nguồn gốc Chờ xác nhận 05/5/2028, UBND xã A" in _text(response)


def test_all_rows_found_stand_in_the_register_itself(course, viewer, sign_in):
    for n in range(6):
        course(f"Lớp Truy xuất {n}")
    response = sign_in(viewer).get(SEARCH, {"q": "truy xuat"})
    assert 'href="/so/dao-tao/?q=truy+xuat"' in response.content.decode()
    assert "Xem cả 6 kết quả" in _text(response)
    assert _text(sign_in(viewer).get("/so/dao-tao/", {"q": "truy xuat"})).count("Lớp Truy xuất") >= 6


def test_a_body_is_found_by_its_former_name(programme, commune_a):
    rename_body(by=None, body=commune_a, name="UBND phường Mới", since=date(2028, 1, 1), document="NQ")
    assert "UBND phường Mới" in _text(Client().get(SEARCH, {"q": "ubnd xa a"}))


def test_a_report_is_found_by_year_and_body_and_opens_where_the_person_works_on_it(
    report, commune_a_officer, viewer, sign_in
):
    own = sign_in(commune_a_officer).get(SEARCH, {"q": "bao cao xa a"}).content.decode()
    assert 'href="/bao-cao/2028/99901/"' in own
    seen = sign_in(viewer).get(SEARCH, {"q": "2028 xa a"}).content.decode()
    assert 'href="/bao-cao/2028/99901/xem/"' in seen
    assert "Báo cáo" not in _groups(sign_in(viewer).get(SEARCH, {"q": "bao cao 2027 xa a"}))


# ---- what is typed


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "\x00'\"%_\\",
        "a" * 100_000,
        "🙂🙂",
        "...",
        "Ho\u0323c vie\u0302n",
        "1 " * 5000,
        "nhóm](javascript:x)",
    ],
)
def test_anything_typed_is_answered_without_fault(text, course, viewer, sign_in):
    course()
    for client in (Client(), sign_in(viewer)):
        response = client.get(SEARCH, {"q": text})
        assert response.status_code == 200
        assert b"<script>alert" not in response.content


def test_what_was_written_is_never_run(course, viewer, sign_in):
    course("Lớp <img src=x onerror=alert(1)> kaizen")
    page = sign_in(viewer).get(SEARCH, {"q": "kaizen"}).content.decode()
    assert "<img src=x" not in page
    assert "&lt;img src=x onerror=alert(1)&gt; <mark>kaizen</mark>" in page


def test_nothing_typed_says_what_can_be_found(programme):
    page = _text(Client().get(SEARCH))
    assert "Tìm được những gì" in page
    assert "Không tìm thấy" not in page


def test_nothing_found_says_what_to_try(programme):
    page = _text(Client().get(SEARCH, {"q": "zzzz"}))
    assert "Không tìm thấy “zzzz”" in page
    assert "Thử bớt từ" in page


def test_nothing_can_be_sent_to_search(programme):
    assert Client().post(SEARCH, {"q": "a"}).status_code == 405


def test_search_takes_as_many_queries_whatever_is_found(course, report, viewer, sign_in, django_assert_num_queries):
    client = sign_in(viewer)
    with CaptureQueriesContext(connection) as nothing:
        client.get(SEARCH, {"q": "zzzz"})
    for n in range(8):
        course(f"Lớp {n}")
    with django_assert_num_queries(len(nothing)):
        client.get(SEARCH, {"q": "a"})


# ---- marks


@pytest.mark.parametrize(
    ("text", "wanted", "shown"),
    [
        ("Đào tạo nghề", ["dao"], "<mark>Đào</mark> tạo nghề"),
        ("Sở Khoa học", ["kho"], "Sở <mark>Kho</mark>a học"),
        ("5S-Kaizen", ["kaizen", "5s"], "<mark>5S</mark>-<mark>Kaizen</mark>"),
        ("a & <b>", ["b"], "a &amp; &lt;<mark>b</mark>&gt;"),
        ("hiệu suất ﬁ", ["fi"], "hiệu suất <mark>ﬁ</mark>"),
        ("không có", ["xyz"], "không có"),
        ("", ["a"], ""),
    ],
)
def test_words_are_marked_as_they_are_written(text, wanted, shown):
    assert marked(text, wanted) == shown


def test_a_long_text_is_shown_around_the_first_match():
    shown = excerpted("đầu " * 100 + "truy xuất " + "cuối " * 100, ["xuat"])
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert "<mark>xuất</mark>" in shown
    assert len(shown) < 200


def test_a_long_text_without_a_match_is_shown_from_its_beginning():
    assert excerpted("đầu " * 100, ["xyz"]).startswith("đầu đầu")
