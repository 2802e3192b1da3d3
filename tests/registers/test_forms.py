"""The form of a row: what is typed is read, and what cannot be is refused by the name of its box."""

from datetime import date

import pytest

from nscl.organisations.actions import end_body
from nscl.organisations.models import Membership
from nscl.registers import actions
from nscl.registers.clubs import CLUB_ACTIVITIES, CLUBS
from nscl.registers.expected import EXPECTED
from nscl.registers.forms import RowEditor
from nscl.registers.models import Club, ClubActivity, Expected, Pilot
from nscl.registers.pilots import PILOTS
from tests import make
from tests.registers.conftest import faults, query


@pytest.fixture
def new_club(commune_a_officer, college):
    """Commune A's officer sends the page of a new club at the college."""

    def send(by=None, **boxes):
        said = {"body": "cd-a", "name": "CLB Năng suất", "document": "12/QĐ-CĐA", "on": "05/3/2027"}
        editor = RowEditor(CLUBS, Club(), by=by or commune_a_officer, data=query(**said | boxes))
        if editor.is_valid():
            editor.save()
        return editor

    return send


def test_a_row_is_written_in_the_name_of_the_officer_s_own_body(new_club, commune_a, college):
    assert faults(new_club()) == ""
    club = Club.objects.get()
    assert (club.reported_by, club.body, club.on) == (commune_a, college, date(2027, 3, 5))


def test_who_serves_two_bodies_says_for_which(new_club, commune_a_officer, commune_b):
    Membership.objects.create(user=commune_a_officer, body=commune_b, role="body_officer", since=date(2026, 1, 1))
    assert 'Ô "Đơn vị báo cáo" còn trống' in faults(new_club())
    assert faults(new_club(reported_by=commune_b.pk)) == ""
    assert Club.objects.get().reported_by == commune_b


@pytest.mark.parametrize("claimed", ["commune_b", "nonsense", "10" * 30])
def test_nobody_writes_in_the_name_of_a_body_that_is_not_his(
    new_club, commune_a_officer, commune_b, education, claimed
):
    Membership.objects.create(user=commune_a_officer, body=education, role="body_officer", since=date(2026, 1, 1))
    value = commune_b.pk if claimed == "commune_b" else claimed
    assert "không có trong danh sách của bạn" in faults(new_club(reported_by=value))
    assert not Club.objects.exists()


@pytest.mark.parametrize(
    "typed", ["cd-a", "CD-A", "Trường Cao đẳng A", "truong cao dang a", "cd-a – Trường Cao đẳng A"]
)
def test_a_body_is_typed_by_code_or_name_with_or_without_tones(new_club, typed):
    assert faults(new_club(body=typed)) == ""


def test_an_unknown_body_is_answered_with_near_names(new_club, college):
    said = faults(new_club(body="Trường Cao đẳng AB"))
    assert 'Ô "Đơn vị chủ quản": không có đơn vị "Trường Cao đẳng AB". Gần giống: cd-a – Trường Cao đẳng A' in said


def test_a_name_two_bodies_bear_asks_for_the_code(new_club, commune_b):
    make.body("cd-b", "Trường Cao đẳng A", "college", commune=commune_b)
    assert "tên của nhiều đơn vị" in faults(new_club(body="Trường Cao đẳng A"))
    assert faults(new_club(body="cd-b")) == ""


def test_what_is_left_out_is_said_with_an_example(new_club):
    said = faults(new_club(name="  ", on=""))
    assert 'Ô "Tên câu lạc bộ" còn trống.' in said
    assert 'Ô "Ngày thành lập" còn trống. Nhập ngày/tháng/năm, ví dụ 05/3/2028.' in said


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("31/02/2028", "Không có ngày 31/02/2028"),
        ("05/3/28", "Nhập lại đủ ngày/tháng/năm"),
        ("hôm qua", '"hôm qua" không phải ngày'),
        ("01/12/2028", "ngày 01/12/2028 sau hôm nay (15/11/2028). Việc chưa xảy ra thì ghi vào kế hoạch"),
        ("05/3/20288", "không phải ngày"),
    ],
)
def test_a_date_that_counts_nowhere_is_refused_at_its_box(new_club, typed, said):
    editor = new_club(on=typed)
    assert said in " ".join(editor.form.errors["on"])
    assert not Club.objects.exists()


def test_an_end_before_the_start_names_both_days(new_club):
    editor = new_club(dissolved_on="01/02/2027")
    assert editor.form.errors["dissolved_on"] == [
        "Ngày giải thể (01/02/2027) trước ngày thành lập (05/3/2027). Sửa một trong hai ngày."
    ]


def test_stages_of_a_pilot_stand_in_order_even_when_one_is_skipped(commune_a_officer, enterprise):
    said = {"body": "dn-a", "title": "5S", "on": "05/01/2028", "audited_on": "01/01/2028", "grade": "C"}
    editor = RowEditor(PILOTS, Pilot(), by=commune_a_officer, data=query(**said))
    assert not editor.is_valid()
    assert "Ngày đánh giá kết quả (01/01/2028) trước ngày chọn (05/01/2028)" in faults(editor)


def test_the_systems_of_a_pilot_are_ticked_and_kept(commune_a_officer, enterprise):
    page = query(body="dn-a", title="Mô hình 5S", on="05/01/2028", grade="C")
    page.setlist("systems", ["5s", "lean"])
    editor = RowEditor(PILOTS, Pilot(), by=commune_a_officer, data=page)
    assert editor.is_valid()
    assert editor.save()
    assert [line.tool for line in Pilot.objects.get().systems.all()] == ["5s", "lean"]


def test_a_system_that_is_not_offered_is_refused(commune_a_officer, enterprise):
    page = query(body="dn-a", title="Mô hình 5S", on="05/01/2028", grade="C", systems="bói toán")
    editor = RowEditor(PILOTS, Pilot(), by=commune_a_officer, data=page)
    assert not editor.is_valid()
    assert "bói toán" in faults(editor)


def test_a_choice_that_is_not_offered_is_refused_by_name(commune_a_officer, enterprise):
    page = query(body="dn-a", title="Mô hình 5S", on="05/01/2028", grade="Z")
    editor = RowEditor(PILOTS, Pilot(), by=commune_a_officer, data=page)
    assert not editor.is_valid()
    assert 'Ô "Hạng chứng minh": không có "Z" trong danh sách. Chọn lại.' in faults(editor)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("1,043", "có thể là"),
        ("12,5", "không phải số nguyên"),
        ("-3", "không nhận số âm"),
        ("mười", "không phải số"),
        ("9" * 30, "ngoài khoảng"),
    ],
)
def test_a_number_that_is_none_says_how_to_write_it(new_club, typed, said):
    assert said in " ".join(new_club(members=typed).form.errors["members"])


def test_a_number_is_typed_with_its_dots(new_club):
    new_club(members="1.043")
    assert Club.objects.get().members == 1043


def test_a_text_of_a_megabyte_is_refused_and_not_cut(new_club):
    editor = new_club(note="a" * 1_000_000)
    assert 'Ô "Ghi chú" dài 1.000.000 ký tự, quá 2.000. Rút gọn, hoặc đính kèm thành tệp.' in faults(editor)
    assert not Club.objects.exists()


def test_a_character_nobody_can_read_is_named_by_its_place(new_club):
    assert 'Ô "Tên câu lạc bộ" có ký tự không đọc được ở vị trí 4' in faults(new_club(name="CLB\x00 một"))


def test_an_emoji_is_text_like_any_other(new_club):
    assert faults(new_club(name="CLB Năng suất 🌱")) == ""
    assert Club.objects.get().name == "CLB Năng suất 🌱"


def test_decomposed_letters_are_kept_composed(new_club):
    import unicodedata

    new_club(name=unicodedata.normalize("NFD", "CLB Năng suất"))
    assert Club.objects.get().name == "CLB Năng suất"


def test_a_row_after_the_end_of_its_body_names_the_successor_at_the_date(new_club, college, hospital, administrator):
    end_body(by=administrator, body=college, on=date(2028, 11, 1), successors=[hospital], document="NQ 1")
    editor = new_club(on="05/11/2028")
    assert editor.form.errors["on"] == [
        "Trường Cao đẳng A đã kết thúc hoạt động ngày 31/10/2028; dòng ghi ngày 05/11/2028 là sau ngày đó. "
        "Chọn đơn vị kế thừa Bệnh viện B."
    ]
    assert faults(new_club(on="31/10/2028")) == ""


def test_a_body_dissolved_without_successor_asks_for_another_day(new_club, college, administrator):
    end_body(by=administrator, body=college, on=date(2028, 11, 1), successors=[], document="NQ 1")
    assert "là sau ngày đó. Sửa ngày." in faults(new_club(on="05/11/2028"))


@pytest.fixture
def club(commune_a, commune_a_officer, college):
    return make.club(by=commune_a_officer, reported_by=commune_a, body=college, on=date(2027, 3, 5))


def test_an_activity_is_written_at_a_club_of_one_s_own(commune_a_officer, club):
    page = query(club=club.pk, on="05/5/2028", title="Tập huấn 5S", participants="20")
    editor = RowEditor(CLUB_ACTIVITIES, ClubActivity(), by=commune_a_officer, data=page)
    assert editor.is_valid(), faults(editor)
    editor.save()
    assert ClubActivity.objects.get().body == club.body


def test_an_activity_of_a_club_one_does_not_see_is_refused(commune_b_officer, club):
    page = query(club=club.pk, on="05/5/2028", title="Tập huấn 5S")
    editor = RowEditor(CLUB_ACTIVITIES, ClubActivity(), by=commune_b_officer, data=page)
    assert not editor.is_valid()
    assert 'Ô "Câu lạc bộ": dòng này không có trong danh sách của bạn' in faults(editor)


def test_an_expected_outturn_is_of_an_indicator_the_plan_has(commune_a_officer):
    choices = {"indicator": [("MT2.1", "Lượt người")], "year": [("2028", "2028")]}
    page = {"indicator": "MT2.1", "year": "2028", "on": "10/11/2028", "value": "1.160", "basis": "02 lớp có lịch"}

    def send(**boxes):
        editor = RowEditor(
            EXPECTED, Expected(plan="mau"), by=commune_a_officer, data=query(**page | boxes), choices=choices
        )
        if editor.is_valid():
            editor.save()
        return editor

    assert 'không có "MT9.9" trong danh sách' in faults(send(indicator="MT9.9"))
    assert faults(send()) == ""
    row = Expected.objects.get()
    assert (row.indicator, row.year, row.value) == ("MT2.1", 2028, 1160)


def _edit(club, by, *, seen, **boxes):
    said = {"body": "cd-a", "name": club.name, "document": "12/QĐ", "on": "05/3/2027", "seen": seen}
    row = Club.objects.get(pk=club.pk)
    editor = RowEditor(CLUBS, row, by=by, data=query(**said | boxes))
    if editor.is_valid():
        editor.save()
    return editor


def test_somebody_else_s_save_is_told_once_and_then_the_next_prevails(
    club, commune_a_officer, second_commune_a_officer
):
    opened = RowEditor(CLUBS, club, by=commune_a_officer).seen
    _edit(club, second_commune_a_officer, seen=opened, name="CLB của đồng nghiệp")
    late = _edit(club, commune_a_officer, seen=opened, name="CLB của tôi")
    assert "Second commune a officer đã sửa dòng này" in faults(late)
    assert Club.objects.get().name == "CLB của đồng nghiệp"
    assert faults(_edit(club, commune_a_officer, seen=late.seen, name="CLB của tôi")) == ""
    assert Club.objects.get().name == "CLB của tôi"


def test_a_fault_elsewhere_does_not_hide_somebody_else_s_save(club, commune_a_officer, second_commune_a_officer):
    opened = RowEditor(CLUBS, club, by=commune_a_officer).seen
    _edit(club, second_commune_a_officer, seen=opened, name="CLB của đồng nghiệp")
    wrong = _edit(club, commune_a_officer, seen=opened, name="")
    assert "đã sửa dòng này" in faults(_edit(club, commune_a_officer, seen=wrong.seen, name="CLB của tôi"))


def test_documents_attached_meanwhile_are_nobody_s_save(club, commune_a_officer):
    from nscl.evidence.actions import add_reference

    opened = RowEditor(CLUBS, club, by=commune_a_officer).seen
    document = add_reference(by=commune_a_officer, body=club.reported_by, title="Quyết định", number="12/QĐ")
    actions.attach(club, by=commune_a_officer, document=document)
    assert faults(_edit(club, commune_a_officer, seen=opened, name="CLB mới")) == ""


def test_a_row_confirmed_meanwhile_is_not_edited_and_the_words_stay_on_the_page(
    club, commune_a_officer, commune_a_leader
):
    opened = RowEditor(CLUBS, club, by=commune_a_officer).seen
    actions.confirm(club, by=commune_a_leader)
    editor = _edit(club, commune_a_officer, seen=opened, name="CLB mới")
    assert "Thay bằng dòng mới" in faults(editor)
    assert editor.form["name"].value() == "CLB mới"


def test_what_was_changed_after_the_page_was_opened_is_looked_at_before_it_is_confirmed(
    club, commune_a_officer, commune_a_leader
):
    opened = str(actions.last_change(club).pk)
    _edit(club, commune_a_officer, seen=opened, name="CLB khác")
    with pytest.raises(actions.ValidationError, match="Xem lại rồi xác nhận"):
        actions.confirm(club, by=commune_a_leader, seen=opened)
