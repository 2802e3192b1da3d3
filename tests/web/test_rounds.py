"""Rounds as pages: the list, opening one, its roster, its freeze, the button of the paper."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest
from django.db import IntegrityError
from django.test import Client

from nscl.history.models import Event
from nscl.organisations.models import User
from nscl.plan import Plan
from nscl.registers import actions as rows
from nscl.reporting import actions
from nscl.reporting.models import Obligation, Report, Round
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(sign_in, department_officer: User) -> Client:  # type: ignore[no-untyped-def]
    return sign_in(department_officer)


@pytest.fixture
def leader(sign_in, department_leader: User) -> Client:  # type: ignore[no-untyped-def]
    return sign_in(department_leader)


# ---- the list


def test_the_list_counts_what_came_in_each_year(office: Client, sent: Report, on_day, department_officer: User):  # type: ignore[no-untyped-def]
    actions.accept(sent, by=department_officer)
    (round,) = office.get("/bao-cao/").context["rounds"]

    assert (round.bodies, round.received, round.late, round.accepted) == (3, 1, 0, 1)


def test_a_report_of_the_day_itself_is_counted_late(office: Client, filled: Report, commune_a_leader: User, on_day):  # type: ignore[no-untyped-def]
    on_day("2028-11-20")
    actions.submit(filled, by=commune_a_leader)

    assert office.get("/bao-cao/").context["rounds"][0].late == 1


def test_a_body_sees_its_own_reports_and_no_round(sign_in, returned: Report, commune_a_officer: User):  # type: ignore[no-untyped-def]
    page = sign_in(commune_a_officer).get("/bao-cao/")

    assert "Các kỳ báo cáo" not in page.text
    assert "Đề nghị bổ sung V.8b ngày 15/11/2028, trả lời trước ngày 18/11/2028" in page.text
    assert 'href="/bao-cao/2028/99901/"' in page.text


def test_a_body_without_a_report_is_told_when_there_will_be_one(sign_in, round: Round, enterprise_officer: User):  # type: ignore[no-untyped-def]
    assert "Đơn vị chưa có báo cáo nào" in sign_in(enterprise_officer).get("/bao-cao/").text


def test_the_list_costs_the_same_however_many_rounds(
    office: Client, round: Round, plan: Plan, department_officer: User, count_queries
):  # type: ignore[no-untyped-def]
    one = count_queries("/bao-cao/", office)
    for year in (2026, 2027, 2029):
        actions.open_round(by=department_officer, plan=plan, year=year)
    assert count_queries("/bao-cao/", office) == one


def test_a_year_without_a_round_names_the_years_that_have_one(office: Client, round: Round):
    page = office.get("/bao-cao/2027/")

    assert page.status_code == 404
    assert "Năm 2027 chưa có kỳ báo cáo" in page.text
    assert 'href="/bao-cao/2028/"' in page.text
    assert 'href="/bao-cao/mo-ky/"' in page.text


# ---- opening


def test_a_round_is_opened_and_its_list_comes_next(office: Client, programme, bodies: SimpleNamespace):  # type: ignore[no-untyped-def]
    form = {"year": "2028", "closing_on": "", "opening_number": "12/SKHCN-TĐC", "opening_date": "16/10/2028"}
    page = office.post("/bao-cao/mo-ky/", form, follow=True)

    assert page.redirect_chain == [("/bao-cao/2028/danh-sach/", 302)]
    round = Round.objects.get()
    assert (round.closing_on, round.opening_date) == (date(2028, 11, 16), date(2028, 10, 16))
    assert "Đã mở kỳ báo cáo năm 2028" in page.text


def test_only_years_without_a_round_are_offered(office: Client, round: Round):
    form = office.get("/bao-cao/mo-ky/").context["form"]

    assert [value for value, _label in form.fields["year"].choices] == ["2026", "2027", "2029", "2030"]
    assert form["year"].value() == 2029


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"year": "2028"}, "không có &quot;2028&quot; trong danh sách"),
        ({"year": "x"}, "không có &quot;x&quot; trong danh sách"),
        ({"closing_on": "31/02/2029"}, "Không có ngày 31/02/2029"),
        ({"closing_on": "20/11/2029"}, "Ngày chốt số liệu phải trước thời hạn gửi"),
        ({"opening_number": "12/A"}, "Công văn mở kỳ có cả số và ngày"),
        ({"opening_number": "1" * 81, "opening_date": "01/10/2029"}, "dài 81 ký tự, quá 80"),
    ],
)
def test_what_cannot_be_opened_is_said_at_its_place(office: Client, round: Round, wrong: dict, message: str):
    page = office.post("/bao-cao/mo-ky/", {"year": "2029", **wrong})

    assert page.status_code == 200
    assert message in page.text
    assert Round.objects.count() == 1


def test_a_second_press_at_the_same_moment_is_told_in_words(office: Client, round: Round, monkeypatch):  # type: ignore[no-untyped-def]
    def collide(**_asked: object) -> None:
        raise IntegrityError

    monkeypatch.setattr(actions, "open_round", collide)
    assert "vừa được ghi ở một lần gửi khác" in office.post("/bao-cao/mo-ky/", {"year": "2029"}).text


def test_the_days_shown_before_opening_are_those_of_the_text_in_force(office: Client, programme, amended_plan):  # type: ignore[no-untyped-def]
    assert "25/11 hằng năm" in office.get("/bao-cao/mo-ky/").text


def test_when_every_year_is_open_there_is_nothing_to_choose(
    office: Client, round: Round, plan: Plan, department_officer: User
):
    for year in (2026, 2027, 2029, 2030):
        actions.open_round(by=department_officer, plan=plan, year=year)

    assert "Mọi năm của Kế hoạch đã có kỳ báo cáo" in office.get("/bao-cao/mo-ky/").text


# ---- the roster


def test_the_list_shows_bodies_by_what_binds_them_and_finds_them_without_tones(office: Client, prepared: Round):
    page = office.get("/bao-cao/2028/danh-sach/")
    assert [(label, len(found)) for label, found in page.context["groups"]] == [
        ("Có trách nhiệm báo cáo", 3),
        ("Cơ quan thường trực", 1),
    ]

    found = office.get("/bao-cao/2028/danh-sach/", {"q": "phuong b"}).context["groups"]
    assert [report.body.name for _label, reports in found for report in reports] == ["UBND phường B"]


def test_a_body_is_added_by_name_with_a_reason(office: Client, prepared: Round, enterprise):  # type: ignore[no-untyped-def]
    form = {"body": "cong ty tnhh a", "obligation": "invited", "why": "tự nguyện cung cấp"}
    page = office.post("/bao-cao/2028/danh-sach/them/", form, follow=True)

    assert prepared.reports.get(body=enterprise).obligation == Obligation.INVITED
    assert "Đã thêm Công ty TNHH A vào danh sách." in page.text
    assert "tự nguyện cung cấp" in page.text  # the history of the list says why


def test_a_body_nobody_knows_and_a_missing_reason_are_said_together(office: Client, prepared: Round):
    page = office.post("/bao-cao/2028/danh-sach/them/", {"body": "xã nào đó", "obligation": "standing", "why": ""})

    assert page.status_code == 200
    assert "không có đơn vị" in page.text
    assert "không có &quot;standing&quot; trong danh sách" in page.text
    assert "Ô &quot;Lý do&quot; còn trống" in page.text
    assert not Event.objects.filter(verb="roster.added", why="").exists()


def test_a_body_is_taken_off_with_a_reason(office: Client, prepared: Round):
    address = "/bao-cao/2028/danh-sach/99902/bo/"
    assert "Ô &quot;Lý do&quot; còn trống" in office.post(address, {"why": " "}).text
    assert prepared.reports.filter(body__code="99902").exists()

    page = office.post(address, {"why": "đã sáp nhập"}, follow=True)
    assert not prepared.reports.filter(body__code="99902").exists()
    assert "Đã bỏ UBND phường B khỏi danh sách." in page.text


def test_the_officer_is_told_whom_to_ask_for_approval(office: Client, prepared: Round, department_leader: User):
    page = office.get("/bao-cao/2028/danh-sach/").text

    assert "Chờ lãnh đạo duyệt: Department leader." in page
    assert "/danh-sach/duyet/" not in page


def test_approving_is_asked_before_it_is_done(leader: Client, prepared: Round):
    assert 'href="/bao-cao/2028/danh-sach/duyet/"' in leader.get("/bao-cao/2028/danh-sach/").text

    page = leader.get("/bao-cao/2028/danh-sach/duyet/").text
    assert "báo cáo năm 2028?" in page
    assert "danh sách không thêm, bớt được nữa" in page
    assert not Round.objects.get().is_approved


def test_after_approval_the_list_can_only_be_read(leader: Client, prepared: Round):
    leader.post("/bao-cao/2028/danh-sach/duyet/")

    page = leader.get("/bao-cao/2028/danh-sach/").text
    assert Round.objects.get().is_approved
    for address in ("/them/", "/bo/", "/duyet/"):
        assert address not in page


def test_adding_after_approval_is_refused_with_the_day(office: Client, round: Round):
    page = office.post("/bao-cao/2028/danh-sach/them/", {"body": "dn-a", "obligation": "invited", "why": "muộn"})

    assert "đã duyệt ngày 15/11/2028 nên không thêm, bớt được nữa" in page.text


def test_the_letter_is_written_down_once_it_is_signed(office: Client, round: Round):
    address = "/bao-cao/2028/danh-sach/cong-van/"
    assert "Công văn mở kỳ có cả số và ngày" in office.post(address, {"opening_number": "12/A"}).text

    office.post(address, {"opening_number": "12/A", "opening_date": "16/10/2028"})
    assert Round.objects.get().opening_number == "12/A"


def test_the_roster_costs_the_same_however_many_bodies(office: Client, round: Round, count_queries):  # type: ignore[no-untyped-def]
    few = count_queries("/bao-cao/2028/danh-sach/", office)
    for number in range(20):
        body = make.body(f"xa-{number}", f"UBND xã {number}", "commune")
        Report.objects.create(round=round, body=body, obligation=Obligation.OBLIGED)
    assert count_queries("/bao-cao/2028/danh-sach/", office) == few


# ---- the freeze


def test_before_the_freeze_the_page_says_what_is_still_missing(
    leader: Client, sent: Report, bodies: SimpleNamespace, commune_a_officer: User, on_day
):  # type: ignore[no-untyped-def]
    make.course(
        by=commune_a_officer, reported_by=bodies.commune_a, on=date(2028, 5, 4), learners={bodies.enterprise: 6}
    )
    on_day("2028-11-18")
    page = leader.get("/bao-cao/2028/khoa/")

    assert "6 lượt người (MT2.1)" in page.text
    assert "2/3 báo cáo" in page.text
    assert "Còn 3 báo cáo chưa tiếp nhận. Tiếp tục?" in page.text


def test_before_the_closing_day_has_ended_there_is_no_button(leader: Client, round: Round):
    page = leader.get("/bao-cao/2028/khoa/").text

    assert "Khóa được từ ngày sau ngày chốt số liệu 16/11/2028." in page
    assert "Tiếp tục?" not in page
    assert "Chưa hết ngày chốt số liệu" in leader.post("/bao-cao/2028/khoa/", follow=True).text
    assert not Round.objects.get().is_frozen


def test_after_the_freeze_figures_stand_beside_what_changed_since(
    leader: Client, round: Round, bodies: SimpleNamespace, commune_a_officer: User, commune_a_leader: User, on_day
):  # type: ignore[no-untyped-def]
    shared = {"by": commune_a_officer, "reported_by": bodies.commune_a, "learners": {bodies.enterprise: 6}}
    waiting = make.course(on=date(2028, 5, 4), **shared)
    on_day("2028-11-18")
    page = leader.post("/bao-cao/2028/khoa/", follow=True)
    assert "Đã khóa số liệu năm 2028." in page.text
    assert "chưa có gì đổi từ khi khóa" in page.text

    rows.confirm(waiting, by=commune_a_leader, why="Danh sách ký về muộn.")
    page = leader.get("/bao-cao/2028/khoa/")

    assert Round.objects.get().figures_sha256 in page.text
    row = next(row for row in page.context["rows"] if row["line"].code == "MT2.1")
    assert (row["reported"], row["updated"], row["difference"]) == ("0", "6", "+6")
    assert row["causes"] == ["xác nhận, sửa, rút sau khi khóa +6"]


def test_freezing_twice_says_when_it_was_done(leader: Client, round: Round, on_day):  # type: ignore[no-untyped-def]
    on_day("2028-11-18")
    leader.post("/bao-cao/2028/khoa/")
    page = leader.post("/bao-cao/2028/khoa/", follow=True)

    assert "không khóa lần hai" in page.text
    assert Event.objects.filter(verb="round.frozen").count() == 1


# ---- the paper


def test_the_button_makes_a_word_file_and_the_history_keeps_it(office: Client, round: Round):
    answer = office.post("/bao-cao/2028/van-ban/bao-cao-tinh.docx")

    assert answer["Content-Type"].endswith("wordprocessingml.document")
    assert "2028.docx" in answer["Content-Disposition"]
    assert answer.content.startswith(b"PK")
    assert Event.objects.filter(verb="paper.made").count() == 1


def test_a_year_that_has_not_begun_has_no_paper(
    office: Client, leader: Client, plan: Plan, programme, bodies, department_officer: User
):  # type: ignore[no-untyped-def]
    actions.open_round(by=department_officer, plan=plan, year=2029)
    page = office.post("/bao-cao/2029/van-ban/bao-cao-tinh.docx", follow=True)

    assert "Năm 2029 chưa đến nên chưa lập được báo cáo năm." in page.text
