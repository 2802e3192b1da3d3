"""Bodies: found without tones and by former names, changed only by who may, shown with their past and their people."""

from datetime import date

import pytest
from django.db import IntegrityError
from django.test import Client

from nscl.organisations.actions import end_body, rename_body, supervise
from nscl.organisations.models import Body, Kind, Supervision
from nscl.organisations.names import Names
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(sign_in, department_officer):
    return sign_in(department_officer)


def names(page) -> list[str]:
    return [row.body.name for row in page.context["rows"]]


# ---------- the list ----------


def test_a_body_is_found_without_tones(office, bodies):
    assert names(office.get("/don-vi/", {"q": "so giao duc"})) == ["Sở Giáo dục và Đào tạo"]


def test_a_body_is_found_by_the_name_it_had_before(office, bodies, department_officer):
    rename_body(
        by=department_officer, body=bodies.enterprise, name="Công ty TNHH Hoa Sen", since=date(2027, 1, 1), document="1"
    )
    page = office.get("/don-vi/", {"q": "cong ty tnhh a"})
    assert "Công ty TNHH Hoa Sen" in names(page)
    assert "trước đây: Công ty TNHH A" in page.text


def test_a_search_without_result_says_what_to_try(office, bodies):
    page = office.get("/don-vi/", {"q": "không có đâu"})
    assert 'Không tìm thấy "không có đâu". Thử bớt từ' in page.text


def test_the_list_is_in_the_order_of_a_vietnamese_dictionary(office, db):
    for code, name in (("1", "Đại Đồng"), ("2", "Duy Tiên"), ("3", "Ân Thi"), ("4", "An Bình"), ("5", "Ăng Ten")):
        make.body(code, name, Kind.COMMUNE)
    found = names(office.get("/don-vi/", {"loai": "commune"}))
    assert [n for n in found if "UBND" not in n] == ["An Bình", "Ăng Ten", "Ân Thi", "Duy Tiên", "Đại Đồng"]


def test_the_kind_narrows_the_list_and_can_be_taken_off_again(office, bodies):
    page = office.get("/don-vi/", {"loai": "college", "q": "truong"})
    assert names(page) == ["Trường Cao đẳng A"]
    assert page.context["narrowed"] == [("“truong”", "?loai=college"), ("Trường cao đẳng", "?q=truong")]


@pytest.mark.parametrize("kind", ["khong-co", "", "%00"])
def test_an_unknown_kind_narrows_nothing(office, bodies, kind):
    assert len(names(office.get("/don-vi/", {"loai": kind}))) == 8


def test_the_list_of_a_commune_holds_what_lies_there(office, bodies):
    page = office.get("/don-vi/", {"xa": "99901"})
    assert set(names(page)) == {"Công ty TNHH A", "Trường Cao đẳng A"}
    assert "Nơi đóng: UBND xã A" in page.text


def test_the_list_of_a_supervisor_holds_what_is_under_it_today(office, bodies):
    supervise(by=None, body=bodies.college, supervisor=bodies.education, since=date(2027, 1, 1))
    supervise(
        by=None, body=bodies.hospital, supervisor=bodies.education, since=date(2026, 1, 1), until=date(2027, 1, 1)
    )
    assert names(office.get("/don-vi/", {"thuoc": "sgddt"})) == ["Trường Cao đẳng A"]


def test_the_list_goes_on_over_pages(office, settings, bodies):
    settings.DEFAULT_PAGE_SIZE = 3
    page = office.get("/don-vi/", {"trang": "2"})
    assert len(names(page)) == 3
    assert "Hiện 4–6 trong 8 cơ quan, đơn vị" in page.text


@pytest.mark.parametrize("number", ["0", "-1", "999", "a", "1e9"])
def test_a_page_that_does_not_exist_shows_the_nearest(office, bodies, number):
    assert office.get("/don-vi/", {"trang": number}).status_code == 200


def test_the_list_asks_no_more_for_more_bodies(office, bodies, department_officer, django_assert_max_num_queries):
    for number in range(30):
        body = make.body(f"them-{number}", f"Công ty {number}", commune=bodies.commune_a)
        if number % 2:
            rename_body(by=department_officer, body=body, name=f"Hãng {number}", since=date(2027, 1, 1), document="1")
    with django_assert_max_num_queries(20):
        assert len(names(office.get("/don-vi/"))) == 38


def test_everybody_sees_bodies_of_state_and_nobody_else_the_enterprises(client: Client, bodies):
    found = names(client.get("/don-vi/"))
    assert "UBND xã A" in found
    assert not {"Công ty TNHH A", "Trường Cao đẳng A", "Bệnh viện B"} & set(found)


@pytest.mark.parametrize("code", ["dn-a", "cd-a", "khong-co"])
def test_the_public_gets_404_for_an_enterprise_as_for_a_body_that_does_not_exist(client: Client, bodies, code):
    assert client.get(f"/don-vi/{code}/").status_code == 404


# ---------- one body ----------


def test_an_ended_body_says_who_carries_on(office, bodies, department_officer):
    end_body(
        by=department_officer,
        body=bodies.commune_a,
        on=date(2028, 7, 1),
        successors=[bodies.commune_b],
        document="NQ 1",
    )
    page = office.get("/don-vi/99901/").text
    assert "ngày cuối cùng 30/6/2028" in page
    assert "UBND phường B</a> (từ ngày 01/7/2028, theo NQ 1)" in page
    assert "nay thuộc UBND phường B" in office.get("/don-vi/", {"q": "99901"}).text
    assert "UBND xã A" in office.get("/don-vi/99902/").text


def test_a_renamed_body_shows_its_names_over_time(office, bodies, department_officer):
    rename_body(
        by=department_officer, body=bodies.commune_a, name="UBND phường A", since=date(2027, 2, 1), document="NQ 7"
    )
    page = office.get("/don-vi/99901/").text
    assert "UBND xã A" in page
    assert "01/02/2027" in page
    assert "NQ 7" in page


def test_a_body_links_to_its_rows_its_figures_and_what_lies_there(office, bodies):
    page = office.get("/don-vi/99901/").text
    for address in ("/so/dao-tao/?don-vi=99901", "/muc-tieu/?don-vi=99901", "/don-vi/?xa=99901"):
        assert f'href="{address}"' in page


def test_rows_and_people_of_a_body_are_not_for_the_neighbour(sign_in, bodies, commune_b_officer, commune_a_officer):
    page = sign_in(commune_b_officer).get("/don-vi/99901/").text
    assert "/so/" not in page.split("<main")[1]
    assert commune_a_officer.full_name not in page


def test_its_own_people_see_each_other(sign_in, bodies, commune_a_officer, commune_a_leader):
    assert commune_a_leader.full_name in sign_in(commune_a_officer).get("/don-vi/99901/").text


def test_the_public_sees_no_people(client: Client, bodies, commune_a_leader):
    assert commune_a_leader.full_name not in client.get("/don-vi/99901/").text


def test_the_history_of_a_body_is_for_who_may_change_it(office, sign_in, bodies, department_officer, commune_a_officer):
    rename_body(
        by=department_officer, body=bodies.commune_a, name="UBND phường A", since=date(2027, 2, 1), document="1"
    )
    assert "UBND xã A → UBND phường A" in office.get("/don-vi/99901/").text
    assert "Lịch sử" not in sign_in(commune_a_officer).get("/don-vi/99901/").text


# ---------- changes ----------

NEW = {"kind": "enterprise", "name": "Công ty TNHH Hoa Sen", "since": "01/01/2027"}


def sure(client: Client, address: str, data: dict[str, str]):
    return client.post(address, {**data, "sure": "1"})


def test_adding_first_says_what_it_means_and_writes_nothing(office, bodies):
    page = office.post("/don-vi/them/", NEW)
    assert "Đơn vị mang mã cong-ty-tnhh-hoa-sen; mã không đổi về sau." in page.text
    assert not Body.objects.filter(name=NEW["name"]).exists()


def test_a_body_is_added_once_the_officer_is_sure(office, bodies):
    answer = sure(office, "/don-vi/them/", {**NEW, "commune": "UBND xã A"})
    assert answer["Location"] == "/don-vi/cong-ty-tnhh-hoa-sen/"
    assert Body.objects.get(name=NEW["name"]).commune == bodies.commune_a


def test_going_back_from_the_meaning_keeps_what_was_typed(office, bodies):
    page = office.post("/don-vi/them/", {**NEW, "edit": "1"})
    assert 'value="Công ty TNHH Hoa Sen"' in page.text
    assert "Xem trước khi ghi" in page.text


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"name": ""}, "Ô &quot;Tên đầy đủ&quot; còn trống."),
        ({"name": "công ty tnhh a", "commune": "99901"}, "Đã có Công ty TNHH A, mã dn-a."),
        ({"tax_code": "0100109107"}, "sai số kiểm tra"),
        ({"code": "Mã có dấu"}, "chỉ gồm chữ không dấu"),
        ({"code": "dn-a"}, "Mã dn-a đã dùng."),
        ({"code": "them"}, "Mã them đã dùng."),
        ({"commune": "dn-b"}, "Công ty cổ phần B không phải UBND cấp xã."),
        ({"commune": "xã không có"}, "không có đơn vị &quot;xã không có&quot;."),
        ({"since": "31/02/2027"}, "31/02/2027"),
        ({"kind": "sieu-thi"}, "không có &quot;sieu-thi&quot; trong danh sách"),
    ],
)
def test_a_body_added_wrongly_is_refused_at_its_box(office, bodies, change, message):
    page = sure(office, "/don-vi/them/", {**NEW, **change})
    assert message in page.text
    assert not Body.objects.filter(name=NEW["name"]).exists()


def test_one_tax_code_belongs_to_one_body(office, bodies):
    make.body("hang-x", "Hãng X", tax_code="0100109106")
    assert "Mã số này của Hãng X" in sure(office, "/don-vi/them/", {**NEW, "tax_code": "0100109106"}).text


def test_two_bodies_of_one_name_get_two_codes(office, bodies):
    sure(office, "/don-vi/them/", {**NEW, "commune": "99901"})
    answer = sure(office, "/don-vi/them/", {**NEW, "commune": "99902"})
    assert answer["Location"] == "/don-vi/cong-ty-tnhh-hoa-sen-2/"


def test_a_new_name_holds_from_its_day_and_the_kind_of_earlier_days_stays(office, bodies):
    data = {"name": "Trường Đại học A", "kind": "university", "since": "01/9/2028", "document": "QĐ 12"}
    meaning = office.post("/don-vi/cd-a/doi-ten/", data).text
    assert "Từ ngày 01/9/2028 tính là: Trường đại học; việc trước ngày đó vẫn tính là: Trường cao đẳng." in meaning
    sure(office, "/don-vi/cd-a/doi-ten/", data)
    college = Body.objects.get(code="cd-a")
    assert (college.name, Names().on(date(2028, 8, 31), college)) == ("Trường Đại học A", "Trường Cao đẳng A")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"since": "01/12/2028"}, "Ngày 01/12/2028 chưa đến."),
        ({"since": "01/01/1900"}, "Chọn ngày sau ngày đó."),
        ({"document": ""}, "Ô &quot;Văn bản&quot; còn trống."),
        ({"name": "Trường Cao đẳng A"}, "Tên và loại giống hiện nay."),
    ],
)
def test_a_wrong_new_name_is_refused(office, bodies, change, message):
    data = {"name": "Trường B", "kind": "college", "since": "01/9/2028", "document": "QĐ 12", **change}
    assert message in sure(office, "/don-vi/cd-a/doi-ten/", data).text


def test_ending_a_body_counts_what_it_touches_before_it_is_written(
    office, bodies, department_officer, commune_a_officer
):
    make.course(by=commune_a_officer, reported_by=bodies.commune_a, on=date(2028, 8, 1))
    data = {"on": "01/7/2028", "successors": "99902", "document": "NQ 1"}
    meaning = office.post("/don-vi/99901/ket-thuc/", data).text
    assert "Ngày hoạt động cuối cùng là 30/6/2028." in meaning
    assert "Từ ngày 01/7/2028, UBND phường B xem, thay được dòng sổ và báo cáo của đơn vị này." in meaning
    assert "01 vai trò đang giữ ở đơn vị này" in meaning
    assert "Có 01 dòng sổ ghi từ ngày 01/7/2028 trở đi." in meaning
    sure(office, "/don-vi/99901/ket-thuc/", data)
    assert Body.objects.get(code="99901").label() == "UBND xã A, nay thuộc UBND phường B"


def test_several_successors_are_typed_one_a_line(office, bodies):
    data = {"on": "01/7/2028", "successors": "99902\r\nSở Khoa học và Công nghệ", "document": "NQ 1"}
    office.post("/don-vi/99901/ket-thuc/", data)
    sure(office, "/don-vi/99901/ket-thuc/", data)
    assert bodies.commune_a.successions.count() == 2


@pytest.mark.parametrize(
    ("successors", "message"),
    [("99901", "Đơn vị không tự kế thừa mình."), ("xã trên trời", "không có đơn vị"), ("cong ty", "không có đơn vị")],
)
def test_a_wrong_successor_is_refused(office, bodies, successors, message):
    data = {"on": "01/7/2028", "successors": successors, "document": "NQ 1"}
    assert message in sure(office, "/don-vi/99901/ket-thuc/", data).text
    assert Body.objects.get(code="99901").ended_on is None


def test_a_body_ends_once(office, bodies):
    data = {"on": "01/7/2028", "successors": "", "document": "NQ 1"}
    sure(office, "/don-vi/99901/ket-thuc/", data)
    page = sure(office, "/don-vi/99901/ket-thuc/", {**data, "on": "01/8/2028"}).text
    assert "Đơn vị đã kết thúc hoạt động ngày 30/6/2028." in page


def test_a_supervisor_is_named_and_later_relieved(office, bodies):
    sure(office, "/don-vi/cd-a/quan-ly/", {"supervisor": "sgddt", "since": "01/01/2028"})
    line = Supervision.objects.get()
    assert (
        "đang quản lý đơn vị rồi"
        in sure(office, "/don-vi/cd-a/quan-ly/", {"supervisor": "sgddt", "since": "01/6/2028"}).text
    )
    address = f"/don-vi/cd-a/quan-ly/{line.pk}/thoi/"
    assert "Chọn ngày đó hoặc ngày sau" in sure(office, address, {"on": "31/12/2027"}).text
    sure(office, address, {"on": "30/6/2028"})
    line.refresh_from_db()
    assert line.until == date(2028, 6, 30)
    assert "Thôi quản lý" in office.get("/don-vi/cd-a/").text


CHANGES = ("/don-vi/them/", "/don-vi/cd-a/doi-ten/", "/don-vi/cd-a/ket-thuc/", "/don-vi/cd-a/quan-ly/")


@pytest.mark.parametrize("address", CHANGES)
@pytest.mark.parametrize("who", ["commune_a_officer", "department_leader", "viewer", "supervisor", "outsider"])
def test_only_who_may_edit_bodies_reaches_the_forms(sign_in, bodies, request, address, who):
    browser = sign_in(request.getfixturevalue(who))
    assert browser.get(address).status_code == 404
    assert browser.post(address, {**NEW, "sure": "1"}).status_code == 404


def test_a_form_sent_twice_at_the_same_moment_is_said_to_be(office, bodies, monkeypatch):
    def collide(**given: object) -> None:
        raise IntegrityError("one_code")

    monkeypatch.setattr("nscl.organisations.actions.add_body", collide)
    assert "vừa được ghi ở một lần gửi khác" in sure(office, "/don-vi/them/", NEW).text
