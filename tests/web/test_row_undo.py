"""Taking a confirmation back on the pages: one press from the message, or from the page of the row."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from nscl.registers import actions
from nscl.registers.entry import RowState
from nscl.registers.models import Course
from nscl.registers.undoing import undo_confirmation
from nscl.reporting import actions as round_actions
from tests import make
from tests.reporting.conftest import fill

UNDO = "/so/dao-tao/hoan-tac-xac-nhan/"


def state(row):
    return type(row).objects.get(pk=row.pk).state


def act(row, verb="hoan-tac-xac-nhan"):
    return reverse("row-act", args=["dao-tao", row.pk, verb])


def pressed(html, words="Hoàn tác xác nhận"):
    """Where the button of the message leads, and what it sends."""
    form = next(
        form for form in re.findall(r"<form.*?</form>", html.split('class="notices"')[1], re.S) if words in form
    )
    boxes = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
    return re.search(r'action="([^"]+)"', form)[1].replace("&amp;", "&"), boxes


def test_one_press_in_the_message_takes_the_confirmation_back(leader, course_of_a):
    row = course_of_a()
    seen = leader.get(reverse("row", args=["dao-tao", row.pk])).context["seen"]
    html = leader.post(act(row, "xac-nhan"), {"seen": seen}, follow=True).text
    address, boxes = pressed(html)
    answer = leader.post(address, boxes, follow=True)
    assert state(row) is RowState.WAITING
    assert "Đã hoàn tác xác nhận “Lớp 5S”. Dòng này lại chờ xác nhận." in answer.text


def test_the_button_of_the_message_is_not_refused_as_forged(commune_a_leader, course_of_a):
    browser, row = Client(enforce_csrf_checks=True), course_of_a()
    browser.force_login(commune_a_leader, backend="nscl.organisations.backends.AccountBackend")
    if commune_a_leader.needs_second_factor:
        make.second_factor(browser, commune_a_leader)
    page = browser.get(reverse("row", args=["dao-tao", row.pk]))
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.text)[1]
    sent = {"seen": page.context["seen"], "csrfmiddlewaretoken": token}
    address, boxes = pressed(browser.post(act(row, "xac-nhan"), sent, follow=True).text)
    browser.post(address, boxes)
    assert state(row) is RowState.WAITING


def test_one_press_takes_back_all_that_were_confirmed_at_once(leader, course_of_a):
    rows = [course_of_a(f"Lớp {n}") for n in range(3)]
    html = leader.post("/so/dao-tao/xac-nhan/?nam=2028", {"dong": [row.pk for row in rows[:2]]}, follow=True).text
    address, boxes = pressed(html)
    answer = leader.post(address, boxes, follow=True)
    assert answer.redirect_chain == [("/so/dao-tao/?nam=2028", 302)]
    assert "Đã hoàn tác xác nhận 02 dòng." in answer.text
    assert {state(row) for row in rows} == {RowState.WAITING}


def test_what_cannot_be_taken_back_is_said_beside_its_row(
    leader, course_of_a, second_commune_a_officer, commune_a_leader
):
    own, other = (
        course_of_a("Của tôi", confirmed_by=commune_a_leader),
        course_of_a("Của bạn", confirmed_by=second_commune_a_officer),
    )
    html = leader.post(UNDO, {"dong": f"{own.pk} {other.pk} 999999"}).text
    assert "Còn 2 dòng không hoàn tác được" in html
    assert "Chỉ Second commune a officer, người đã xác nhận dòng này, hoàn tác được." in html
    assert "Dòng 999999</" in html or "Dòng 999999: Không có dòng này" in html
    assert (state(own), state(other)) == (RowState.WAITING, RowState.CONFIRMED)


@pytest.mark.parametrize("sent", ["", "x -1 ½", "9" * 5000, "9 " * 3000, "\x00", "1;drop table"])
def test_numbers_that_were_tampered_with_undo_nothing(leader, course_of_a, commune_a_leader, sent):
    row = course_of_a(confirmed_by=commune_a_leader)
    assert leader.post(UNDO, {"dong": sent}).status_code in (200, 302)
    assert state(row) is RowState.CONFIRMED


def test_who_confirms_nowhere_is_answered_that_there_is_no_such_page(viewer, sign_in, course_of_a, commune_a_leader):
    row = course_of_a(confirmed_by=commune_a_leader)
    assert sign_in(viewer).post(UNDO, {"dong": str(row.pk)}).status_code == 404


def test_the_page_offers_it_to_who_confirmed_alone(
    leader, sign_in, course_of_a, commune_a_leader, second_commune_a_officer
):
    row = course_of_a(confirmed_by=commune_a_leader)
    page = reverse("row", args=["dao-tao", row.pk])
    assert f'action="{act(row)}"' in leader.get(page).text
    assert f'action="{act(row)}"' not in sign_in(second_commune_a_officer).get(page).text
    leader.post(act(row))
    html = leader.get(page).text
    assert f'action="{act(row)}"' not in html
    assert "Hoàn tác xác nhận" in html.split('class="timeline"')[-1]


def test_a_draft_that_was_discarded_after_an_undoing_is_told_as_a_draft(
    leader, course_of_a, commune_a_leader, commune_a_officer
):
    row = course_of_a(confirmed_by=commune_a_leader)
    leader.post(act(row))
    actions.withdraw(Course.objects.get(pk=row.pk), by=commune_a_officer, why="")
    assert "Bỏ bản nháp" in leader.get(reverse("row", args=["dao-tao", row.pk])).text


# ---- figures that were sealed since


@pytest.fixture
def row(course_of_a, commune_a_leader):
    return actions.confirm(course_of_a(), by=commune_a_leader)


def test_a_report_sent_since_keeps_the_confirmation(row, report, commune_a_officer, commune_a_leader):
    round_actions.submit(fill(report, commune_a_officer), by=commune_a_leader)
    with pytest.raises(ValidationError, match="đã có báo cáo gửi đi hoặc số liệu đã khóa"):
        undo_confirmation(row, by=commune_a_leader)


def test_what_was_confirmed_after_the_report_is_undone(report, course_of_a, commune_a_officer, commune_a_leader):
    round_actions.submit(fill(report, commune_a_officer), by=commune_a_leader)
    late = actions.confirm(course_of_a(), by=commune_a_leader)
    assert undo_confirmation(late, by=commune_a_leader).state is RowState.WAITING


def test_another_body_s_report_keeps_nothing(
    row, report, commune_b, commune_b_officer, commune_b_leader, commune_a_leader
):
    other = report.round.reports.get(body=commune_b)
    round_actions.submit(fill(other, commune_b_officer), by=commune_b_leader)
    assert undo_confirmation(row, by=commune_a_leader).state is RowState.WAITING


def test_figures_frozen_since_keep_the_confirmation(row, round, department_leader, commune_a_leader, monkeypatch):
    monkeypatch.setenv("NSCL_TODAY", "2028-11-17")
    round_actions.freeze(round, by=department_leader)
    with pytest.raises(ValidationError, match="đã có báo cáo gửi đi hoặc số liệu đã khóa"):
        undo_confirmation(row, by=commune_a_leader)
