"""The page of a course: sessions, learners line by line or pasted, and who each learner is."""

import unicodedata
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nscl.organisations.actions import end_body, rename_body
from nscl.registers import actions
from nscl.registers.forms import RowEditor
from nscl.registers.models import Attendance, Course, Learner
from nscl.registers.training import TRAINING
from tests import make
from tests.registers.conftest import course_page, faults

AN = {"name": "Nguyễn Văn An", "body": "dn-a"}


def roster():
    return [(a.learner.name, a.body.code, a.setting, a.hours) for a in Attendance.objects.order_by("pk")]


def lines(editor):
    """The lines of learners the page shows, as they stand in their boxes."""
    return [form["name"].value() for form in editor.lists.learners.forms if form["name"].value()]


def test_a_course_is_written_with_its_sessions_and_learners(new_course, enterprise, college):
    editor = new_course(learners=[AN, {"name": "Trần Thị Bình", "birth_year": "1999", "body": "cd-a", "hours": "12,5"}])
    assert faults(editor) == ""
    course = Course.objects.get()
    assert [(s.on, s.hours) for s in course.sessions.all()] == [(date(2028, 5, 5), 8), (date(2028, 5, 6), 8)]
    assert roster() == [
        ("Nguyễn Văn An", "dn-a", "enterprise", 16),
        ("Trần Thị Bình", "cd-a", "vocational", Decimal("12.5")),
    ]


def test_a_course_may_be_written_before_its_list_is_known(new_course):
    assert faults(new_course()) == ""
    assert Course.objects.get().attendances.count() == 0


def test_an_end_before_the_start_names_both_days(new_course):
    editor = new_course(started_on="09/5/2028")
    assert editor.form.errors["on"] == [
        "Ngày kết thúc (06/5/2028) trước ngày bắt đầu (09/5/2028). Sửa một trong hai ngày."
    ]


def test_a_session_lies_within_the_days_of_its_course(new_course):
    assert "Buổi ngày 07/5/2028 ngoài thời gian của lớp (05/5/2028–06/5/2028)" in faults(
        new_course(sessions=[("07/5/2028", "8")])
    )


@pytest.mark.parametrize("hours", ["0", "13", "25"])
def test_a_session_lasts_half_an_hour_to_twelve(new_course, hours):
    assert "ngoài khoảng từ 0,5 đến 12" in faults(new_course(sessions=[("05/5/2028", hours)]))


def test_a_fault_in_a_line_names_the_line(new_course, enterprise):
    editor = new_course(learners=[AN, {"name": "Trần Thị Bình", "body": "dn-a", "birth_year": "1899"}])
    assert 'Ô "Năm sinh, dòng 2"' in faults(editor)
    assert not Course.objects.exists()


def test_hours_left_out_without_sessions_are_asked_for_once(new_course, enterprise):
    said = faults(new_course(sessions=[], learners=[AN, AN | {"name": "Trần Thị Bình"}]))
    assert said == (
        'Ô "Số giờ, dòng 1" còn trống, cả thảy 2 dòng như vậy. Ghi các buổi học, hoặc ghi số giờ dự của từng người.'
    )


def test_a_line_without_body_takes_the_one_named_for_all(new_course, enterprise, college):
    editor = new_course(learners=[{"name": "Nguyễn Văn An"}, {"name": "Trần Thị Bình", "body": "cd-a"}], home="dn-a")
    assert faults(editor) == ""
    assert [code for _name, code, *_rest in roster()] == ["dn-a", "cd-a"]


def test_lines_without_any_body_are_asked_for_one(new_course):
    assert 'điền ô "Đơn vị của học viên"' in faults(new_course(learners=[{"name": "Nguyễn Văn An"}]))


def test_an_unknown_body_of_a_learner_is_refused_at_its_line(new_course, enterprise):
    editor = new_course(learners=[AN | {"body": "Công ty TNHH AA"}])
    assert 'Ô "Đơn vị, dòng 1": không có đơn vị "Công ty TNHH AA". Gần giống: dn-a – Công ty TNHH A' in faults(editor)


def test_the_setting_follows_the_kind_of_the_body_on_the_last_day(new_course, enterprise, administrator):
    rename_body(
        by=administrator,
        body=enterprise,
        name="Hợp tác xã A",
        kind="cooperative",
        since=date(2028, 8, 1),
        document="Giấy đăng ký",
    )
    new_course(learners=[AN])
    new_course(
        learners=[AN | {"name": "Trần Thị Bình"}], started_on="05/9/2028", on="05/9/2028", sessions=[("05/9/2028", "8")]
    )
    assert [setting for _name, _code, setting, _hours in roster()] == ["enterprise", "cooperative"]


def test_the_officer_may_say_another_setting(new_course, enterprise):
    new_course(learners=[AN | {"setting": "other"}])
    assert roster()[0][2] == "other"


def test_a_setting_that_is_not_offered_is_refused(new_course, enterprise):
    assert 'không có "quán nước" trong danh sách' in faults(new_course(learners=[AN | {"setting": "quán nước"}]))


def test_a_learner_s_body_that_had_ended_is_named_with_its_successor(
    new_course, enterprise, second_enterprise, administrator
):
    end_body(by=administrator, body=enterprise, on=date(2028, 5, 1), successors=[second_enterprise], document="HĐ 1")
    said = faults(new_course(learners=[AN]))
    assert 'Ô "Đơn vị, dòng 1": Công ty TNHH A đã kết thúc hoạt động ngày 30/4/2028' in said
    assert "Chọn đơn vị kế thừa Công ty cổ phần B." in said


# ---- the same person twice


def test_the_same_learner_twice_names_the_other_line(new_course, enterprise):
    said = faults(new_course(learners=[AN, {"name": "Trần Thị Bình", "body": "dn-a"}, AN]))
    assert (
        'học viên "Nguyễn Văn An" (Công ty TNHH A) đã có ở dòng 1 của lớp này. '
        "Nếu là hai người trùng tên, ghi thêm năm sinh; nếu không, xóa một dòng." in said
    )
    assert not Course.objects.exists()


@pytest.mark.parametrize(
    "again", ["nguyễn văn an", "Nguyễn  Văn An", "NGUYEN VAN AN", unicodedata.normalize("NFD", "Nguyễn Văn An")]
)
def test_a_name_is_the_same_however_it_is_typed(new_course, enterprise, again):
    assert "đã có ở dòng 1" in faults(new_course(learners=[AN, AN | {"name": again}]))


def test_names_that_differ_by_a_tone_are_two_people(new_course, enterprise):
    assert faults(new_course(learners=[AN, AN | {"name": "Nguyễn Vân An"}])) == ""


@pytest.mark.parametrize("told_apart", [("birth_year", "1990", "1991"), ("position", "kế toán", "tổ trưởng")])
def test_two_people_of_one_name_are_told_apart(new_course, enterprise, told_apart):
    cell, one, other = told_apart
    assert faults(new_course(learners=[AN | {cell: one}, AN | {cell: other}])) == ""
    assert Learner.objects.filter(name="Nguyễn Văn An").count() == 2


def test_the_same_name_in_another_body_is_another_person(new_course, enterprise, second_enterprise):
    assert faults(new_course(learners=[AN, AN | {"body": "dn-b"}])) == ""


def test_of_a_whole_birthday_only_the_year_is_kept(new_course, enterprise):
    assert faults(new_course(learners=[AN | {"birth_year": "05/3/1990"}])) == ""
    assert Learner.objects.get().birth_year == 1990


def test_a_birthday_that_is_none_is_refused(new_course, enterprise):
    assert "Không có ngày 31/02/1990" in faults(new_course(learners=[AN | {"birth_year": "31/02/1990"}]))


# ---- a name that is known already


@pytest.fixture
def an(commune_a, commune_a_officer, enterprise):
    """An has learned before, in a course of the same commune."""
    course = make.course(by=commune_a_officer, reported_by=commune_a, on=date(2027, 5, 5), title="Lớp Kaizen")
    return make.attend(course, enterprise, name="Nguyễn Văn An").learner


def test_a_known_name_is_a_question_with_the_likeliest_answer_chosen(new_course, an):
    editor = new_course(learners=[AN])
    assert 'có 1 người tên "Nguyễn Văn An" ở Công ty TNHH A. Chọn đúng người, hoặc chọn "Người mới".' in faults(editor)
    form = editor.lists.learners.forms[0]
    assert form.chosen == str(an.pk)
    assert form.options[0] == (str(an.pk), "Nguyễn Văn An, đã học “Lớp Kaizen”")
    assert form.options[-1][0] == "new"


def test_the_answer_the_same_person_adds_no_new_one(new_course, an):
    assert faults(new_course(learners=[AN | {"person": an.pk}])) == ""
    assert Learner.objects.count() == 1
    assert an.attendances.count() == 2


def test_the_answer_somebody_new_adds_a_person_of_the_same_name(new_course, an):
    assert faults(new_course(learners=[AN | {"person": "new"}])) == ""
    assert Learner.objects.filter(name="Nguyễn Văn An").count() == 2


def test_an_equal_birth_year_asks_nothing(new_course, an):
    Learner.objects.filter(pk=an.pk).update(birth_year=1990)
    assert faults(new_course(learners=[AN | {"birth_year": "1990"}])) == ""
    assert Learner.objects.count() == 1


def test_another_birth_year_is_another_person(new_course, an):
    Learner.objects.filter(pk=an.pk).update(birth_year=1990)
    assert faults(new_course(learners=[AN | {"birth_year": "1991"}])) == ""
    assert Learner.objects.count() == 2


def test_a_position_that_differs_leaves_the_answer_open(new_course, an):
    Learner.objects.filter(pk=an.pk).update(position="Kế toán")
    assert new_course(learners=[AN | {"position": "Tổ trưởng"}]).lists.learners.forms[0].chosen == ""


def test_both_of_one_name_may_be_answered_differently(new_course, an):
    assert faults(new_course(learners=[AN | {"person": an.pk}, AN | {"person": "new"}])) == ""
    assert Attendance.objects.filter(course__on=date(2028, 5, 6)).count() == 2


def test_the_same_answer_twice_is_the_same_learner_twice(new_course, an):
    assert "đã có ở dòng 1" in faults(new_course(learners=[AN | {"person": an.pk}, AN | {"person": an.pk}]))


def test_an_answer_that_was_not_offered_is_asked_again(new_course, an, second_enterprise):
    stranger = Learner.objects.create(body=second_enterprise, name="Nguyễn Văn An")
    for tampered in (stranger.pk, "999999", "1 or 1=1"):
        assert "Chọn đúng người" in faults(new_course(learners=[AN | {"person": tampered}]))
    assert not Course.objects.filter(on=date(2028, 5, 6)).exists()


def test_the_question_does_not_tell_of_learners_one_may_not_see(new_course, an, commune_b_officer):
    assert faults(new_course(by=commune_b_officer, learners=[AN])) == ""
    assert Learner.objects.filter(name="Nguyễn Văn An").count() == 2


# ---- editing a draft


@pytest.fixture
def draft(new_course, enterprise):
    new_course(learners=[AN, {"name": "Trần Thị Bình", "body": "dn-a", "birth_year": "1999"}])
    return Course.objects.get()


def resend(draft, by, change=lambda cells: cells, **page):
    """The page of a draft sent back, its lines changed by `change`."""
    opened = RowEditor(TRAINING, Course.objects.get(pk=draft.pk), by=by)
    shown = [form for form in opened.lists.learners.forms if form["name"].value()]
    cells = [{cell: form[cell].value() or "" for cell in form.fields} for form in shown]
    data = course_page(learners=change(cells), seen=opened.seen, **page)
    editor = RowEditor(TRAINING, Course.objects.get(pk=draft.pk), by=by, data=data)
    if editor.is_valid():
        editor.save()
    return editor


def test_a_draft_sent_back_as_it_was_changes_nothing(draft, commune_a_officer):
    before = list(Attendance.objects.values_list("pk", "learner", "hours", "setting").order_by("pk"))
    assert faults(resend(draft, commune_a_officer)) == ""
    assert list(Attendance.objects.values_list("pk", "learner", "hours", "setting").order_by("pk")) == before


def test_whoever_leaves_the_list_and_attends_nothing_else_is_forgotten(draft, commune_a_officer):
    assert faults(resend(draft, commune_a_officer, lambda cells: cells[1:])) == ""
    assert [learner.name for learner in Learner.objects.all()] == ["Trần Thị Bình"]


def test_a_crossed_out_line_leaves_the_list(draft, commune_a_officer):
    resend(draft, commune_a_officer, lambda cells: [cells[0] | {"gone": "on"}, cells[1]])
    assert [name for name, *_rest in roster()] == ["Trần Thị Bình"]


def test_tones_put_right_stay_with_the_person(draft, commune_a_officer):
    learner = Learner.objects.get(name="Nguyễn Văn An")
    Learner.objects.filter(pk=learner.pk).update(name="Nguyen Van An")
    resend(draft, commune_a_officer, lambda cells: [cells[0] | {"name": "Nguyễn Văn An"}, cells[1]])
    learner.refresh_from_db()
    assert learner.name == "Nguyễn Văn An"


def test_a_birth_year_put_right_stays_with_the_person(draft, commune_a_officer):
    resend(draft, commune_a_officer, lambda cells: [cells[0], cells[1] | {"birth_year": "1989"}])
    assert Learner.objects.get(name="Trần Thị Bình").birth_year == 1989


def test_another_list_adds_only_what_was_not_known_of_a_person(new_course, an):
    Learner.objects.filter(pk=an.pk).update(position="Kế toán")
    new_course(learners=[AN | {"person": an.pk, "birth_year": "1990", "position": "Tổ trưởng"}])
    an.refresh_from_db()
    assert (an.birth_year, an.position) == (1990, "Kế toán")


def test_the_history_tells_numbers_and_no_names(draft, commune_a_officer):
    from nscl.history.models import Event

    resend(draft, commune_a_officer, lambda cells: [*cells[1:], AN | {"name": "Lê Văn Cường"}])
    act = Event.objects.filter(verb="row.edited").first()
    assert act.details == {"fields": [], "learners_added": 1, "learners_removed": 1}


def test_a_correction_keeps_who_was_there(draft, commune_a_officer, commune_a_leader):
    new = actions.start_correction(actions.confirm(draft, by=commune_a_leader), by=commune_a_officer)
    assert faults(resend(new, commune_a_officer, lambda cells: cells[:1])) == ""
    assert (new.attendances.count(), draft.attendances.count(), Learner.objects.count()) == (1, 2, 2)


# ---- pasting, more lines, tampering


def test_a_pasted_list_is_saved_at_once_when_nothing_is_wrong(new_course, enterprise, college):
    pasted = (
        "STT\tHọ và tên\tNăm sinh\n1\tNguyễn Văn An\t1990\tTổ trưởng\t\tdoanh nghiệp\t8\n2\tTrần Thị Bình\t\t\tcd-a"
    )
    assert faults(new_course(pasted=pasted, home="dn-a")) == ""
    assert roster() == [("Nguyễn Văn An", "dn-a", "enterprise", 8), ("Trần Thị Bình", "cd-a", "vocational", 16)]


def test_pasted_lines_with_a_fault_stand_as_lines_to_mend(new_course, enterprise):
    editor = new_course(pasted="Nguyễn Văn An\t19901\nTrần Thị Bình", home="dn-a")
    assert 'Ô "Năm sinh, dòng 1"' in faults(editor)
    assert lines(editor) == ["Nguyễn Văn An", "Trần Thị Bình"]
    assert editor.lists.paste["text"].value() == ""


def test_a_pasted_list_that_is_too_long_stays_in_its_box(new_course, enterprise):
    text = "\n".join(f"Học viên số {n}" for n in range(801))
    editor = new_course(pasted=text, home="dn-a")
    assert "Danh sách có 801 dòng, quá 800. Chia danh sách thành nhiều lớp." in faults(editor)
    assert editor.lists.paste["text"].value() == text
    assert not Course.objects.exists()


def test_typed_and_pasted_lines_together_are_at_most_eight_hundred(new_course, enterprise):
    text = "\n".join(f"Học viên số {n}" for n in range(800))
    editor = new_course(learners=[AN], pasted=text, home="dn-a")
    assert "Danh sách có 801 dòng, quá 800" in faults(editor)
    assert editor.lists.paste["text"].value() == text


def test_eight_hundred_learners_are_written_in_a_few_queries(new_course, enterprise):
    text = "\n".join(f"Học viên số {n}" for n in range(800))
    with CaptureQueriesContext(connection) as seen:
        assert faults(new_course(pasted=text, home="dn-a")) == ""
    assert Attendance.objects.count() == 800
    assert len(seen) < 40


def test_a_megabyte_in_the_box_for_lists_is_refused_whole(new_course):
    editor = new_course(pasted="a" * 1_000_000)
    assert 'Ô "Danh sách dán" dài 1.000.000 ký tự, quá 200.000' in faults(editor)


def test_asking_for_more_lines_saves_nothing_and_keeps_every_word(new_course, enterprise):
    editor = new_course(title="", learners=[AN | {"birth_year": "xx"}], more="learners", pasted="Trần Thị Bình")
    assert faults(editor) == ""
    assert lines(editor) == ["Nguyễn Văn An", "Trần Thị Bình"]
    assert len(editor.lists.learners.forms) == 12
    assert editor.lists.learners.forms[0]["birth_year"].value() == "xx"
    assert editor.lists.sessions.forms[0]["on"].value() == "05/5/2028"
    assert not Course.objects.exists()


def test_a_list_that_cannot_be_read_is_said_when_more_lines_are_asked_for(new_course):
    editor = new_course(more="learners", pasted="a\tb\tc\td\te\tf\tg")
    assert "Dòng 1 của danh sách dán có 7 cột" in faults(editor)


@pytest.mark.parametrize("count", ["", "-1", "abc", "²"])
def test_a_page_whose_head_of_a_list_was_broken_wipes_no_list(draft, commune_a_officer, count):
    data = course_page()
    data["learners-TOTAL_FORMS"] = count
    editor = RowEditor(TRAINING, Course.objects.get(pk=draft.pk), by=commune_a_officer, data=data)
    assert not editor.is_valid()
    assert "Trang gửi về thiếu phần đầu của danh sách" in faults(editor)
    assert draft.attendances.count() == 2


def test_a_page_without_its_lists_wipes_no_list(draft, commune_a_officer):
    data = course_page()
    del data["learners-TOTAL_FORMS"], data["sessions-TOTAL_FORMS"]
    assert not RowEditor(TRAINING, Course.objects.get(pk=draft.pk), by=commune_a_officer, data=data).is_valid()


def test_a_count_of_lines_that_was_blown_up_does_no_harm(commune_a_officer, commune_a, enterprise):
    data = course_page(learners=[AN])
    data["learners-TOTAL_FORMS"] = "9" * 50
    editor = RowEditor(TRAINING, Course(), by=commune_a_officer, data=data)
    assert editor.is_valid(), faults(editor)
    assert len(editor.lists.learners.forms) < 10
