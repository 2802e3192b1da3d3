"""«Việc của tôi»: by urgency, one verb a row, and what others are to do beside it."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from nscl.history.models import Event
from nscl.organisations.models import User
from nscl.reporting import actions
from nscl.reporting.models import Obligation, Report, Round
from tests import make
from tests.reporting.conftest import fill

pytestmark = pytest.mark.django_db
PAGE = "/viec-cua-toi/"


def _groups(page) -> dict[str, list[str]]:  # type: ignore[no-untyped-def]
    return {group.title: [item.title for item in group.items] for group in page.context["groups"]}


def test_work_is_grouped_by_urgency(
    sign_in, returned: Report, sent: Report, department_officer: User, commune_a_officer: User, on_day
):  # type: ignore[no-untyped-def]
    client = sign_in(commune_a_officer)
    assert _groups(client.get(PAGE)) == {"Đến hết tuần này": ["Bổ sung 01 mục của báo cáo năm 2028"]}

    on_day("2028-11-20")
    page = client.get(PAGE)
    assert _groups(page) == {"Quá hạn": ["Bổ sung 01 mục của báo cáo năm 2028"]}
    assert "quá 3 ngày" in page.text


def test_every_row_has_one_verb_that_says_what_it_is_about(sign_in, report: Report, commune_a_officer: User):  # type: ignore[no-untyped-def]
    page = sign_in(commune_a_officer).get(PAGE).text

    (button,) = re.findall(r'<div class="task-do.*?</div>', page, re.DOTALL)
    assert button.count("<a ") == 1
    assert 'href="/bao-cao/2028/99901/"' in button
    assert "Viết báo cáo năm 2028 của UBND xã A" in button  # for who hears the page


def test_the_tiles_count_the_groups(sign_in, report: Report, commune_a_officer: User):  # type: ignore[no-untyped-def]
    page = sign_in(commune_a_officer).get(PAGE)

    assert [(tile.label, tile.number) for tile in page.context["tiles"]] == [
        ("Quá hạn", 0),
        ("Đến hết tuần này", 1),
        ("Sắp tới", 0),
        ("Chờ người khác", 0),
    ]


def test_a_quiet_day_names_the_nearest_work(sign_in, round: Round, commune_a_officer: User, on_day):  # type: ignore[no-untyped-def]
    on_day("2028-11-02")
    page = sign_in(commune_a_officer).get(PAGE).text

    assert "Hôm nay không có việc nào chờ bạn" in page
    assert "Việc gần nhất: Viết báo cáo năm 2028 của UBND xã A, hạn 19/11/2028." in page


def test_what_others_are_to_do_stands_beside(sign_in, sent: Report, commune_a_officer: User):  # type: ignore[no-untyped-def]
    page = sign_in(commune_a_officer).get(PAGE)

    assert [item.title for item in page.context["waiting"]] == ["Báo cáo năm 2028 chờ tiếp nhận"]
    assert "gửi ngày 15/11/2028" in page.text


def test_the_number_beside_the_item_of_the_navigation_is_that_of_the_rows(
    sign_in, returned: Report, department_officer: User, department_leader: User, commune_a_officer: User
):  # type: ignore[no-untyped-def]
    found = {}
    for user in (department_officer, department_leader, commune_a_officer):
        page = sign_in(user).get(PAGE)
        found[user] = next(item.waiting for item in page.context["navigation"] if item.url == PAGE)
        assert found[user] == sum(len(titles) for titles in _groups(page).values())
    assert (found[department_leader], found[commune_a_officer]) == (0, 1)


def test_who_has_no_role_is_told_whom_to_ask_and_who_is_nobody_signs_in(sign_in, outsider: User):  # type: ignore[no-untyped-def]
    assert "Tài khoản chưa có vai trò" in sign_in(outsider).get(PAGE).text
    assert Client().get(PAGE)["Location"] == f"/dang-nhap/?next={PAGE}"


def test_looking_changes_nothing(sign_in, returned: Report, everyone: dict[str, User]):  # type: ignore[no-untyped-def]
    before = Event.objects.count()
    for user in everyone.values():
        assert sign_in(user).get(PAGE).status_code == 200
    assert Event.objects.count() == before


def test_the_page_costs_the_same_however_many_reports(sign_in, round: Round, department_officer: User, count_queries):  # type: ignore[no-untyped-def]
    client = sign_in(department_officer)
    leader = make.user("ky_a", body=round.reports.get(body__code="99901").body, role="body_leader")
    actions.submit(fill(round.reports.get(body__code="99901"), leader), by=leader)
    few = count_queries(PAGE, client)
    for number in range(15):
        body = make.body(f"xa-{number}", f"UBND xã {number}", "commune")
        Report.objects.create(round=round, body=body, obligation=Obligation.OBLIGED)

    assert few <= 40
    assert count_queries(PAGE, client) == few
