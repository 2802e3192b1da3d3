"""The pages of one row: entering it, reading it, and every verb, as a browser asks for them."""

from datetime import date, datetime

import pytest
from django.urls import reverse

from nscl.history.models import Event
from nscl.organisations.actions import end_body
from nscl.registers import actions
from nscl.registers.entry import RowState
from nscl.registers.models import Attendance, Club, ClubActivity, Course, Expected, Learner
from nscl.vn.calendar import ZONE, standing_at
from nscl.web.registers.story import story
from tests import make
from tests.registers.conftest import course_page


@pytest.fixture
def draft(commune_a, commune_a_officer, enterprise):
    course = make.course(by=commune_a_officer, reported_by=commune_a, on=date(2028, 5, 5), title="Lớp 5S cơ bản")
    make.attend(course, enterprise, name="Nguyễn Văn An")
    make.attend(course, enterprise, name="Trần Thị Bình")
    return course


@pytest.fixture
def confirmed(draft, commune_a_leader):
    return actions.confirm(draft, by=commune_a_leader)


@pytest.fixture
def club(commune_a, commune_a_officer, commune_a_leader, college):
    return make.club(
        by=commune_a_officer, reported_by=commune_a, body=college, on=date(2027, 3, 5), confirmed_by=commune_a_leader
    )


def url(row, name="row", *more):
    from nscl.registers.catalogue import register_of

    return reverse(name, args=[register_of(row._meta.label_lower).slug, row.pk, *more])


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def text(response):
    return response.content.decode()


def messages_of(response):
    return [str(message) for message in response.context["messages"]]


# ---- entering


def test_a_new_course_is_entered_and_its_page_says_the_next_step(
    sign_in, commune_a_officer, commune_a_leader, enterprise
):
    browser = sign_in(commune_a_officer)
    assert "Thêm lớp" in text(browser.get("/so/dao-tao/them/"))
    page = course_page(learners=[{"name": "Nguyễn Văn An", "body": "dn-a"}])
    response = browser.post("/so/dao-tao/them/", page.dict(), follow=True)
    course = Course.objects.get()
    assert response.redirect_chain == [(f"/so/dao-tao/{course.pk}/", 302)]
    assert messages_of(response) == [
        "Đã lưu bản nháp “Lớp 5S cơ bản”. Một người khác xác nhận thì dòng này mới được tính. "
        '<a href="/so/dao-tao/them/">Thêm lớp nữa</a>'
    ]
    assert "Bạn là người nhập dòng này nên không xác nhận được. Nhờ người khác trong UBND xã A xác nhận." in text(
        response
    )
    assert "Người xác nhận được: Commune a leader." in text(response)


def test_a_fault_keeps_everything_typed_and_leads_to_its_place(sign_in, commune_a_officer, enterprise):
    page = course_page(on="31/02/2028", learners=[{"name": "Nguyễn Văn An", "body": "dn-a", "birth_year": "99"}])
    response = sign_in(commune_a_officer).post("/so/dao-tao/them/", page.dict())
    html = text(response)
    assert response.status_code == 200
    assert 'href="#id_on"' in html and 'href="#id_learners-0-birth_year"' in html
    assert 'value="31/02/2028"' in html and 'value="Nguyễn Văn An"' in html
    assert not Course.objects.exists()


def test_more_lines_are_given_without_script(sign_in, commune_a_officer, enterprise):
    page = course_page(learners=[{"name": "Nguyễn Văn An"}], more="learners")
    html = text(sign_in(commune_a_officer).post("/so/dao-tao/them/", page.dict()))
    assert 'id="id_learners-10-name"' in html
    assert "error-summary" not in html


def test_a_known_name_is_asked_on_the_page_and_the_answer_saves(sign_in, commune_a_officer, draft):
    known = Learner.objects.get(name="Nguyễn Văn An")
    browser, line = sign_in(commune_a_officer), {"name": "Nguyễn Văn An", "body": "dn-a"}
    html = text(browser.post("/so/dao-tao/them/", course_page(learners=[line]).dict()))
    assert f'type="radio" name="learners-0-person" value="{known.pk}" id="id_learners-0-person" checked' in html
    assert 'href="#id_learners-0-person"' in html
    assert Event.objects.filter(verb="row.private_read", subject=f"registers.course/{draft.pk}").count() == 1
    answered = course_page(learners=[line | {"person": known.pk}])
    assert browser.post("/so/dao-tao/them/", answered.dict()).status_code == 302
    assert known.attendances.count() == 2


def test_the_boxes_of_every_register_open_for_an_officer(sign_in, commune_a_officer, programme):
    for slug in ("dao-tao", "mo-hinh", "cau-lac-bo", "hoat-dong-cau-lac-bo", "so-uoc"):
        assert sign_in(commune_a_officer).get(f"/so/{slug}/them/").status_code == 200


def test_an_expected_outturn_is_chosen_from_the_indicators_of_the_plan_in_use(
    sign_in, commune_a_officer, programme, plan
):
    browser = sign_in(commune_a_officer)
    assert '<option value="MT2.1">MT2.1 – ' in text(browser.get("/so/so-uoc/them/"))
    page = {"indicator": "MT2.1", "year": "2028", "on": "10/11/2028", "value": "1.160", "basis": "02 lớp đã có lịch"}
    assert browser.post("/so/so-uoc/them/", page).status_code == 302
    assert (Expected.objects.get().plan, Expected.objects.get().value) == (plan.slug, 1160)


def test_an_expected_outturn_needs_a_plan_in_use(sign_in, commune_a_officer):
    assert sign_in(commune_a_officer).get("/so/so-uoc/them/").status_code == 404


def test_an_activity_begins_at_its_club(sign_in, commune_a_officer, club):
    browser = sign_in(commune_a_officer)
    new = f"/so/hoat-dong-cau-lac-bo/them/?thuoc={club.pk}"
    assert new in text(browser.get(url(club)))
    assert f'<option value="{club.pk}" selected>' in text(browser.get(new))
    browser.post(new, {"club": club.pk, "on": "05/5/2028", "title": "Tập huấn 5S"})
    assert ClubActivity.objects.get().club == club
    assert "Tập huấn 5S" in text(browser.get(url(club)))


@pytest.mark.parametrize("address", ["/so/khong-co/them/", "/so/dao-tao/99999/", "/so/dao-tao/99999/sua/"])
def test_a_guessed_address_is_no_page(sign_in, commune_a_officer, address):
    assert sign_in(commune_a_officer).get(address).status_code == 404


def test_a_number_too_large_for_any_row_is_no_page(sign_in, commune_a_officer):
    assert sign_in(commune_a_officer).get(f"/so/dao-tao/{10**30}/").status_code == 404


def test_a_row_of_one_register_is_not_found_in_another(sign_in, commune_a_officer, club):
    assert sign_in(commune_a_officer).get(f"/so/dao-tao/{club.pk}/").status_code == 404


# ---- editing


def test_a_draft_opens_with_what_it_holds(sign_in, commune_a_officer, draft):
    html = text(sign_in(commune_a_officer).get(url(draft, "row-edit")))
    for kept in ('value="Lớp 5S cơ bản"', 'value="05/5/2028"', 'value="Nguyễn Văn An"', 'value="Công ty TNHH A"'):
        assert kept in html


def test_opening_a_list_of_names_to_edit_it_is_told_in_the_history(sign_in, commune_a_officer, draft):
    sign_in(commune_a_officer).get(url(draft, "row-edit"))
    assert Event.objects.filter(verb="row.private_read", actor_id=commune_a_officer.pk).count() == 1


def test_two_people_edit_one_draft_and_no_word_is_lost(sign_in, draft, commune_a_officer, second_commune_a_officer):
    mine, theirs = sign_in(commune_a_officer), sign_in(second_commune_a_officer)

    def send(browser, seen, title):
        page = course_page(title=title, seen=seen, started_on="05/5/2028", on="05/5/2028", sessions=[])
        return browser.post(url(draft, "row-edit"), page.dict())

    opened = mine.get(url(draft, "row-edit")).context["editor"].seen
    assert send(theirs, opened, "Lớp của đồng nghiệp").status_code == 302
    late = send(mine, opened, "Lớp của tôi")
    assert "Second commune a officer đã sửa dòng này" in text(late)
    assert 'value="Lớp của tôi"' in text(late)
    assert fresh(draft).title == "Lớp của đồng nghiệp"
    assert send(mine, late.context["editor"].seen, "Lớp của tôi").status_code == 302
    html = text(mine.get(url(draft)))
    assert "Lớp của đồng nghiệp</del>" in html  # what was replaced stays readable


def test_a_confirmed_row_opens_its_page_instead_of_its_form(sign_in, commune_a_officer, confirmed):
    assert sign_in(commune_a_officer).get(url(confirmed, "row-edit")).url == url(confirmed)


def test_another_body_s_row_is_no_page_to_read_or_to_edit(sign_in, commune_b_officer, draft):
    browser = sign_in(commune_b_officer)
    for name in ("row", "row-edit"):
        assert browser.get(url(draft, name)).status_code == 404
    assert browser.post(url(draft, "row-edit"), course_page().dict()).status_code == 404
    assert Attendance.objects.count() == 2


# ---- reading


def test_names_are_shown_only_when_asked_for_and_each_look_is_told(sign_in, commune_a_leader, draft):
    browser = sign_in(commune_a_leader)
    html = text(browser.get(url(draft)))
    assert "Nguyễn Văn An" not in html
    assert "2 lượt người" in html
    assert not Event.objects.filter(verb="row.private_read").exists()
    browser.get(url(draft) + "?ho-ten=1")
    html = text(browser.get(url(draft) + "?ho-ten=1"))
    assert "Nguyễn Văn An" in html
    assert Event.objects.filter(verb="row.private_read", actor_id=commune_a_leader.pk).count() == 2
    assert "Xem họ tên học viên (2 lần)" in html


def test_looks_before_and_after_seven_o_clock_are_of_one_day(commune_a_leader, draft):
    for hour, minute in ((6, 30), (7, 30)):
        with standing_at(datetime(2028, 11, 15, hour, minute, tzinfo=ZONE)):
            actions.look(draft, by=commune_a_leader)
    assert [told.times for told in story(draft) if told.who == str(commune_a_leader)] == [2]


@pytest.mark.parametrize("name", ["department_leader", "viewer"])
def test_who_may_not_read_names_does_not_get_them_by_asking(sign_in, request, draft, name):
    html = text(sign_in(request.getfixturevalue(name)).get(url(draft) + "?ho-ten=1"))
    assert "2 lượt người" in html
    assert "Nguyễn Văn An" not in html
    assert "Xem họ tên" not in html
    assert not Event.objects.filter(verb="row.private_read").exists()


def test_the_page_does_not_cost_more_for_more_learners(
    sign_in, commune_a_leader, draft, enterprise, programme, count_queries
):
    browser = sign_in(commune_a_leader)
    for address in (url(draft), url(draft) + "?ho-ten=1", url(draft, "row")):
        browser.get(address)
    few = count_queries(url(draft), browser), count_queries(url(draft) + "?ho-ten=1", browser)
    for n in range(60):
        make.attend(draft, enterprise, name=f"Học viên {n}")
    many = count_queries(url(draft), browser), count_queries(url(draft) + "?ho-ten=1", browser)
    assert many == few
    assert few[0] <= 50


def test_the_form_does_not_cost_more_for_more_learners(sign_in, commune_a_officer, draft, enterprise, count_queries):
    browser = sign_in(commune_a_officer)
    few = count_queries(url(draft, "row-edit"), browser)
    for n in range(60):
        make.attend(draft, enterprise, name=f"Học viên {n}")
    assert count_queries(url(draft, "row-edit"), browser) == few


def test_the_page_says_which_figures_count_the_row_and_why_not_the_rest(
    sign_in, commune_a_leader, draft, commune_b, programme
):
    make.attend(draft, commune_b)
    browser = sign_in(commune_a_leader)
    assert "0/3 lượt người được tính năm 2028" in text(browser.get(url(draft)))
    actions.confirm(draft, by=commune_a_leader)
    html = text(browser.get(url(draft)))
    assert "2/3 lượt người được tính năm 2028; không tính 1 (người học của cơ quan hành chính)" in html
    assert reverse("objective", args=["MT2.1"]) in html
    assert reverse("task", args=["NV3.1"]) in html


def test_the_history_tells_old_and_new_in_words(sign_in, commune_a_officer, draft):
    browser = sign_in(commune_a_officer)
    opened = browser.get(url(draft, "row-edit")).context["editor"].seen
    page = course_page(
        title="Lớp Kaizen",
        venue="Nhà văn hóa",
        seen=opened,
        started_on="04/5/2028",
        on="05/5/2028",
        sessions=[("04/5/2028", "4")],
        learners=[{"name": "Lê Văn Cường", "body": "dn-a"}],
    )
    assert browser.post(url(draft, "row-edit"), page.dict()).status_code == 302
    told = [(e.what, e.old, e.new) for e in browser.get(url(draft)).context["events"]]
    assert told[:6] == [
        ("Danh sách học viên: bớt 2 người", "", ""),
        ("Danh sách học viên: thêm 1 người", "", ""),
        ("Các buổi học: 1 buổi", "", ""),
        ("Sửa nơi tổ chức", "để trống", "Nhà văn hóa"),
        ("Sửa ngày bắt đầu", "05/5/2028", "04/5/2028"),
        ("Sửa tên lớp", "Lớp 5S cơ bản", "Lớp Kaizen"),
    ]
    assert told[-1] == ("Ghi vào sổ", "", "")


# ---- verbs


def test_a_colleague_confirms_and_is_offered_the_next_row(
    sign_in, commune_a, commune_a_officer, commune_a_leader, draft
):
    other = make.course(by=commune_a_officer, reported_by=commune_a, on=date(2028, 6, 6), title="Lớp Lean")
    browser = sign_in(commune_a_leader)
    seen = browser.get(url(draft)).context["seen"]
    response = browser.post(url(draft, "row-act", "xac-nhan"), {"seen": seen}, follow=True)
    assert fresh(draft).state is RowState.CONFIRMED
    assert f'Còn 01 lớp chờ bạn xác nhận, tiếp theo: <a href="{url(other)}">Lớp Lean</a>' in messages_of(response)[0]


def test_a_row_named_by_a_script_stays_words(sign_in, commune_a, commune_a_officer, commune_a_leader):
    row = make.course(
        by=commune_a_officer, reported_by=commune_a, on=date(2028, 6, 6), title="<script>alert(1)</script>"
    )
    browser = sign_in(commune_a_leader)
    seen = browser.get(url(row)).context["seen"]
    response = browser.post(url(row, "row-act", "xac-nhan"), {"seen": seen}, follow=True)
    assert "<script>alert" not in text(response)


def test_who_entered_it_is_told_before_he_tries_and_refused_when_he_does(sign_in, commune_a_officer, draft):
    browser = sign_in(commune_a_officer)
    html = text(browser.get(url(draft)))
    assert "Bạn là người nhập dòng này nên không xác nhận được" in html
    assert url(draft, "row-act", "xac-nhan") not in html
    response = browser.post(url(draft, "row-act", "xac-nhan"), {"seen": ""}, follow=True)
    assert "Bạn là người nhập dòng này" in messages_of(response)[0] or "Xem lại" in messages_of(response)[0]
    assert fresh(draft).state is RowState.WAITING


def test_what_was_edited_after_the_page_was_opened_is_not_confirmed_unseen(
    sign_in, commune_a_officer, commune_a_leader, draft
):
    browser = sign_in(commune_a_leader)
    seen = browser.get(url(draft)).context["seen"]
    draft.title = "Lớp khác"
    actions.edit(draft, by=commune_a_officer)
    response = browser.post(url(draft, "row-act", "xac-nhan"), {"seen": seen}, follow=True)
    assert "Xem lại rồi xác nhận" in messages_of(response)[0]
    assert fresh(draft).state is RowState.WAITING


def test_a_discarded_draft_comes_back_by_one_button(sign_in, commune_a_officer, draft):
    browser = sign_in(commune_a_officer)
    page = browser.post(url(draft, "row-act", "bo-nhap"), follow=True)
    assert fresh(draft).state is RowState.WITHDRAWN
    assert "Hoàn tác bỏ nháp" in text(page)
    browser.post(url(draft, "row-act", "hoan-tac"))
    assert fresh(draft).state is RowState.WAITING


def test_a_confirmed_row_is_not_discarded(sign_in, commune_a_officer, confirmed):
    response = sign_in(commune_a_officer).post(url(confirmed, "row-act", "bo-nhap"), follow=True)
    assert "Rút xác nhận" in messages_of(response)[0]
    assert fresh(confirmed).state is RowState.CONFIRMED


def test_withdrawing_says_first_which_figures_will_change(sign_in, commune_a_leader, confirmed, programme):
    browser = sign_in(commune_a_leader)
    html = text(browser.get(url(confirmed, "row-act", "rut")))
    assert "năm 2028: từ 2 thành 0 lượt người" in html
    assert fresh(confirmed).state is RowState.CONFIRMED  # it was only tried
    assert "còn trống. Nhập lý do rút" in text(browser.post(url(confirmed, "row-act", "rut"), {"why": " "}))
    response = browser.post(url(confirmed, "row-act", "rut"), {"why": "ghi nhầm lớp của xã khác"}, follow=True)
    assert fresh(confirmed).state is RowState.WITHDRAWN
    assert "Lý do: ghi nhầm lớp của xã khác" in " ".join(text(response).split())


def test_trying_a_withdrawal_leaves_no_trace(sign_in, commune_a_leader, confirmed, programme):
    before = Event.objects.count(), confirmed.events.count()
    sign_in(commune_a_leader).get(url(confirmed, "row-act", "rut"))
    assert (Event.objects.count(), confirmed.events.count()) == before


def test_a_draft_is_not_withdrawn_with_a_reason(sign_in, commune_a_leader, draft):
    response = sign_in(commune_a_leader).get(url(draft, "row-act", "rut"), follow=True)
    assert messages_of(response) == ["Chỉ rút được dòng đã xác nhận và còn hiệu lực."]


def test_a_correction_is_a_copy_to_mend_and_both_pages_name_each_other(sign_in, commune_a_officer, confirmed):
    browser = sign_in(commune_a_officer)
    response = browser.post(url(confirmed, "row-act", "thay"), follow=True)
    new = Course.objects.get(supersedes=confirmed)
    assert response.redirect_chain == [(url(new, "row-edit"), 302)]
    assert 'value="Nguyễn Văn An"' in text(response)
    assert url(new) in text(browser.get(url(confirmed)))
    assert url(confirmed) in text(browser.get(url(new)))


def test_a_replaced_row_leads_to_the_one_in_its_place(sign_in, commune_a_officer, commune_a_leader, confirmed):
    new = actions.start_correction(confirmed, by=commune_a_officer)
    actions.confirm(new, by=commune_a_leader)
    html = text(sign_in(commune_a_officer).get(url(confirmed)))
    assert f"được thay bằng dòng số {new.pk}" in html


def test_a_verb_asked_for_by_a_link_only_leads_to_the_row(sign_in, commune_a_leader, draft):
    assert sign_in(commune_a_leader).get(url(draft, "row-act", "xac-nhan")).url == url(draft)
    assert fresh(draft).state is RowState.WAITING


def test_an_unknown_verb_is_no_page(sign_in, commune_a_officer, draft):
    assert sign_in(commune_a_officer).post(url(draft, "row-act", "xoa")).status_code == 404


def test_an_old_club_still_names_who_carries_on_for_its_reporter(
    sign_in, club, commune_b, commune_b_officer, administrator
):
    end_body(by=administrator, body=club.reported_by, on=date(2028, 7, 1), successors=[commune_b], document="NQ 1")
    assert "UBND xã A, nay thuộc UBND phường B" in text(sign_in(commune_b_officer).get(url(club)))


def test_a_corrected_club_shows_the_activities_of_its_first_version(sign_in, club, commune_a_officer, commune_a_leader):
    make.activity(by=commune_a_officer, club=club, on=date(2028, 3, 1))
    new = actions.confirm(actions.start_correction(club, by=commune_a_officer), by=commune_a_leader)
    assert "Sinh hoạt chuyên đề" in text(sign_in(commune_a_officer).get(url(Club.objects.get(pk=new.pk))))
