"""Pages of the registers: the list of all, the rows of one, files of them, confirming many at once."""

import re
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from nscl.registers import actions
from nscl.registers.catalogue import REGISTERS
from nscl.registers.entry import RowState
from nscl.registers.models import Course

LIST = "/so/dao-tao/"
CONFIRM = "/so/dao-tao/xac-nhan/"
PAGES = ("/so/", LIST, "/so/dao-tao/bang.xlsx", "/so/dao-tao/bang.csv", CONFIRM)

MAY_READ = {
    "department_officer": True,
    "second_department_officer": True,
    "department_leader": True,
    "commune_a_officer": True,
    "second_commune_a_officer": True,
    "commune_a_leader": True,
    "commune_b_officer": True,
    "commune_b_leader": True,
    "enterprise_officer": True,
    "education_head": True,
    "supervisor": True,
    "viewer": True,
    "administrator": False,
    "outsider": False,
}
MAY_CONFIRM_A_ROW_OF_COMMUNE_A = {
    "department_officer",
    "second_department_officer",
    "department_leader",
    "second_commune_a_officer",
    "commune_a_leader",
}


def _text(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


# ---- who gets in


@pytest.mark.parametrize("page", PAGES)
def test_pages_open_to_whom_the_table_says(page, everyone, sign_in):
    found = {name: sign_in(person).get(page, follow=True).status_code == 200 for name, person in everyone.items()}
    assert found == MAY_READ


@pytest.mark.parametrize("page", PAGES)
def test_who_is_not_signed_in_gets_404(page, db):
    assert Client().get(page).status_code == 404
    assert Client().post(page).status_code == 404 or page != CONFIRM


def test_an_unknown_register_gets_404(viewer, sign_in):
    for page in ("/so/khong-co/", "/so/khong-co/bang.csv", "/so/khong-co/xac-nhan/"):
        assert sign_in(viewer).get(page).status_code == 404


def test_a_list_and_its_files_hold_nothing_of_another_commune(course_of_a, commune_b_officer, sign_in):
    course_of_a("Bí mật của xã A")
    client = sign_in(commune_b_officer)
    assert "Bí mật" not in _text(client.get(LIST))
    assert "Bí mật" not in client.get(LIST + "bang.csv").content.decode()
    workbook = load_workbook(BytesIO(client.get(LIST + "bang.xlsx").content))
    assert "Bí mật" not in str([cell.value for row in workbook.active.iter_rows() for cell in row])


def test_only_who_enters_rows_is_offered_a_new_one(viewer, commune_a_officer, sign_in):
    new = reverse("row-new", args=["dao-tao"])
    assert new not in sign_in(viewer).get(LIST).content.decode()
    assert new in sign_in(commune_a_officer).get(LIST).content.decode()


# ---- the list of registers


def test_the_index_counts_rows_confirmed_and_waiting_for_whom(course_of_a, commune_a_leader, viewer, sign_in):
    course_of_a("Chờ")
    course_of_a("Xong", confirmed_by=commune_a_leader)
    page = _text(sign_in(commune_a_leader).get("/so/"))
    assert re.search(r"Sổ đào tạo MT2\.1 , MT9\.1 , NV3\.1 2 1 1 0 Mở sổ", page)
    page = _text(sign_in(viewer).get("/so/"))
    assert re.search(r"Sổ đào tạo MT2\.1 , MT9\.1 , NV3\.1 2 1 1 Mở sổ", page)


def test_the_index_names_every_register(viewer, sign_in):
    page = _text(sign_in(viewer).get("/so/"))
    assert all(str(register.title) in page for register in REGISTERS.values())


# ---- rows


def test_every_register_lists_itself(viewer, sign_in):
    for slug in REGISTERS:
        assert sign_in(viewer).get(f"/so/{slug}/").status_code == 200


def test_a_row_says_its_state_its_people_and_leads_to_its_page(course_of_a, viewer, sign_in):
    row = course_of_a("Lớp Lean")
    response = sign_in(viewer).get(LIST)
    assert reverse("row", args=["dao-tao", row.pk]) in response.content.decode()
    assert re.search(r"05/5/2028 Lớp Lean dòng \d+ UBND xã A 2 Chờ xác nhận", _text(response))


def test_conditions_stand_as_chips_that_can_be_taken_off(course_of_a, viewer, sign_in):
    course_of_a("Lớp Lean")
    page = sign_in(viewer).get(LIST, {"q": "lean", "nam": "2028", "sap": "title"}).content.decode()
    assert f'href="{LIST}?nam=2028&amp;sap=title"' in page
    assert f'href="{LIST}?q=lean&amp;sap=title"' in page


def test_a_sorted_column_says_so_and_turns_round(course_of_a, viewer, sign_in):
    course_of_a("Lớp Lean")
    page = sign_in(viewer).get(LIST, {"sap": "title"}).content.decode()
    assert re.search(r'aria-sort="ascending"><a href="/so/dao-tao/\?sap=-title">Tên lớp', page)
    assert page.count("aria-sort") == 1


def test_views_are_tiles_that_keep_the_other_conditions(course_of_a, viewer, sign_in):
    course_of_a("Lớp Lean")
    response = sign_in(viewer).get(LIST, {"nam": "2028", "trang-thai": "confirmed"})
    assert f'href="{LIST}?trang-thai=unconfirmed&amp;nam=2028"' in response.content.decode()
    assert "Không có dòng nào ở trạng thái này" in _text(response)


@pytest.mark.parametrize("page", ["2", "999999999", "-1", "hai", "9" * 5000, ""])
def test_absurd_page_numbers_show_a_page(course_of_a, viewer, sign_in, settings, page):
    settings.DEFAULT_PAGE_SIZE = 2
    for n in range(5):
        course_of_a(f"Lớp {n}")
    response = sign_in(viewer).get(LIST, {"trang": page})
    assert response.status_code == 200
    assert "Lớp" in _text(response)


@pytest.mark.parametrize(
    "query",
    [
        {"q": "a" * 10_000},
        {"q": "\x00'\"%_\\"},
        {"q": "<script>alert(1)</script>"},
        {"sap": "note;delete"},
        {"trang-thai": "%00", "nam": "0", "don-vi": "../..", "setting": "x" * 500, "tu": "hôm qua", "den": "1/1/1"},
    ],
)
def test_tampered_addresses_are_answered_without_fault(course_of_a, viewer, sign_in, query):
    course_of_a("Lớp Lean")
    for page in (LIST, LIST + "bang.csv", LIST + "bang.xlsx"):
        response = sign_in(viewer).get(page, query)
        assert response.status_code == 200
        assert b"<script>alert" not in response.content


def test_an_empty_register_says_what_will_stand_there(viewer, sign_in):
    page = _text(sign_in(viewer).get(LIST))
    assert "Sổ này chưa có dòng nào" in page
    assert "ghi lớp vào đây" in page


def test_what_is_not_found_is_said_with_the_way_out(course_of_a, viewer, sign_in):
    course_of_a("Lớp Lean")
    assert "Không tìm thấy “truy xuất”" in _text(sign_in(viewer).get(LIST, {"q": "truy xuất"}))
    assert "Không có dòng nào khớp bộ lọc" in _text(sign_in(viewer).get(LIST, {"nam": "2026"}))


def test_a_list_takes_as_many_queries_for_many_rows_as_for_few(
    course_of_a, commune_a_leader, sign_in, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    course_of_a("Một")
    client = sign_in(commune_a_leader)
    with CaptureQueriesContext(connection) as few:
        client.get(LIST)
    for n in range(9):
        course_of_a(f"Lớp {n}", confirmed_by=commune_a_leader if n % 2 else None)
    with django_assert_num_queries(len(few)):
        client.get(LIST)


# ---- files


def test_files_are_attachments_of_the_table_on_screen(course_of_a, viewer, sign_in):
    course_of_a("Lớp Lean")
    course_of_a("Kaizen")
    response = sign_in(viewer).get(LIST + "bang.xlsx", {"q": "lean"})
    assert response["Content-Disposition"] == 'attachment; filename="so-dao-tao-2028-11-15.xlsx"'
    sheet = load_workbook(BytesIO(response.content)).active
    words = [row[0].value for row in sheet.iter_rows() if isinstance(row[0].value, str)]
    assert words[1] == "Điều kiện lọc: Tìm “lean”"
    text = sign_in(viewer).get(LIST + "bang.csv", {"q": "lean"}).content.decode()
    assert "Lớp Lean" in text
    assert "Kaizen" not in text


# ---- confirming many at once


def test_tick_boxes_stand_only_at_rows_this_person_may_confirm(
    course_of_a, commune_a_leader, commune_a_officer, second_commune_a_officer, sign_in
):
    mine, other = course_of_a("Của tôi"), course_of_a("Của bạn", by=second_commune_a_officer)
    done = course_of_a("Xong", confirmed_by=commune_a_leader)
    page = sign_in(commune_a_officer).get(LIST).content.decode()
    assert re.findall(r'name="dong" value="(\d+)"', page) == [str(other.pk)]
    page = sign_in(commune_a_leader).get(LIST).content.decode()
    assert set(re.findall(r'name="dong" value="(\d+)"', page)) == {str(mine.pk), str(other.pk)}
    assert str(done.pk) not in re.findall(r'name="dong" value="(\d+)"', page)


def test_who_only_reads_sees_no_tick_box(course_of_a, viewer, sign_in):
    course_of_a("Chờ")
    assert 'name="dong"' not in sign_in(viewer).get(LIST).content.decode()


def test_ticked_rows_are_confirmed_and_the_list_stays_as_it_was_asked_for(course_of_a, commune_a_leader, sign_in):
    rows = [course_of_a(f"Lớp {n}") for n in range(3)]
    response = sign_in(commune_a_leader).post(
        CONFIRM + "?nam=2028&trang-thai=unconfirmed", {"dong": [rows[0].pk, rows[1].pk]}, follow=True
    )
    assert response.redirect_chain == [(LIST + "?nam=2028&trang-thai=unconfirmed", 302)]
    assert "Đã xác nhận 02 dòng." in _text(response)
    assert [Course.objects.get(pk=row.pk).state for row in rows] == [
        RowState.CONFIRMED,
        RowState.CONFIRMED,
        RowState.WAITING,
    ]


def test_a_refused_row_keeps_no_other_from_being_confirmed(
    course_of_a, commune_a_officer, second_commune_a_officer, sign_in
):
    own, other = course_of_a("Của tôi"), course_of_a("Của bạn", by=second_commune_a_officer)
    response = sign_in(commune_a_officer).post(CONFIRM, {"dong": [own.pk, other.pk, 999_999]})
    page = _text(response)
    assert "Đã xác nhận 01 dòng." in page
    assert "Còn 2 dòng chưa xác nhận được" in page
    assert "Của tôi : Bạn là người nhập dòng này" in page
    assert "Dòng 999999: Không có dòng này" in page
    assert Course.objects.get(pk=other.pk).state is RowState.CONFIRMED
    assert Course.objects.get(pk=own.pk).state is RowState.WAITING


@pytest.mark.parametrize("name", MAY_READ)
def test_posting_a_row_confirms_it_only_for_whom_the_table_says(name, request, course_of_a, sign_in):
    row = course_of_a("Chờ")
    sign_in(request.getfixturevalue(name)).post(CONFIRM, {"dong": row.pk})
    confirmed = Course.objects.get(pk=row.pk).state is RowState.CONFIRMED
    assert confirmed == (name in MAY_CONFIRM_A_ROW_OF_COMMUNE_A)


def test_who_may_confirm_nowhere_gets_404_for_posting(course_of_a, viewer, supervisor, sign_in):
    row = course_of_a("Chờ")
    for person in (viewer, supervisor):
        assert sign_in(person).post(CONFIRM, {"dong": row.pk}).status_code == 404


def test_another_communes_row_is_answered_as_if_there_were_none(course_of_a, commune_b_leader, sign_in):
    row = course_of_a("Bí mật")
    page = _text(sign_in(commune_b_leader).post(CONFIRM, {"dong": row.pk}))
    assert "Không có dòng này" in page
    assert "Bí mật" not in page


@pytest.mark.parametrize("ticked", [[], [""], ["x", "-1", "9" * 400, "½"]])
def test_nothing_ticked_is_said(ticked, course_of_a, commune_a_leader, sign_in):
    course_of_a("Chờ")
    response = sign_in(commune_a_leader).post(CONFIRM, {"dong": ticked}, follow=True)
    assert "Chưa chọn dòng nào" in _text(response)


def test_sending_twice_confirms_once(course_of_a, commune_a_leader, sign_in):
    from nscl.history.models import Event

    row = course_of_a("Chờ")
    client = sign_in(commune_a_leader)
    for _time in range(2):
        assert client.post(CONFIRM, {"dong": row.pk}).status_code == 302
    assert Event.objects.filter(verb="row.confirmed").count() == 1


def test_a_correction_whose_old_row_is_gone_is_refused_with_the_reason(
    course_of_a, commune_a_officer, commune_a_leader, sign_in
):
    old = course_of_a("Cũ", confirmed_by=commune_a_leader)
    new = actions.start_correction(old, by=commune_a_officer)
    actions.withdraw(old, by=commune_a_leader, why="nhầm")
    page = _text(sign_in(commune_a_leader).post(CONFIRM, {"dong": new.pk}))
    assert "Dòng cũ không còn hiệu lực" in page
