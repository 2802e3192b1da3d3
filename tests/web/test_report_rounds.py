"""Items sent back one by one: a day of their own, settled; and this year's report beside last year's."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from nscl.organisations.models import User
from nscl.plan import Plan
from nscl.reporting import actions
from nscl.reporting.models import Obligation, Report
from nscl.reporting.papers.body_annual import compose, reported
from tests.reporting.conftest import explained, fill
from tests.web.report_page import fresh

pytestmark = pytest.mark.django_db
READ, GIVE_BACK = "/bao-cao/2028/99901/xem/", "/bao-cao/2028/99901/tra-lai/"


@pytest.fixture
def office(sign_in, department_officer: User) -> Client:  # type: ignore[no-untyped-def]
    return sign_in(department_officer)


@pytest.fixture
def answered(returned: Report, commune_a_officer: User, commune_a_leader: User) -> Report:
    actions.reply(returned.returns.get(), text="Đã bổ sung số.", by=commune_a_officer)
    return actions.submit(returned, by=commune_a_leader)


def test_an_item_is_sent_back_with_a_day_of_its_own(office: Client, sent: Report):
    typed = {"due_before": "18/11/2028", "ly-do-V.8a": "Thiếu số.", "ly-do-V.8b": "Chưa rõ.", "han-V.8b": "22/11/2028"}
    office.post(GIVE_BACK, typed)

    found = {item.part.code: item.due_before for item in sent.returns.open()}
    assert found == {"V.8a": date(2028, 11, 18), "V.8b": date(2028, 11, 22)}


def test_an_answered_item_is_settled_by_one_press(office: Client, answered: Report):
    item = answered.returns.get()
    assert "Mục này đã xong" in office.get(READ).text
    page = office.post(READ, {"resolve": str(item.pk)}, follow=True)

    assert "Đã ghi mục V.8b là xong." in page.text
    assert "Đã xong: Department officer" in page.text
    assert "Mục này đã xong" not in page.text


@pytest.mark.parametrize("pk", ["", "0", "x", "999999"])
def test_an_item_that_is_not_there_settles_nothing(office: Client, answered: Report, pk: str):
    office.post(READ, {"resolve": pk})

    assert answered.returns.open().count() == 1


@pytest.mark.parametrize("who", ["commune_a_leader", "viewer", "supervisor", "commune_b_leader", "outsider"])
def test_nobody_else_settles_it(answered: Report, sign_in, who: str, request: pytest.FixtureRequest):  # type: ignore[no-untyped-def]
    sign_in(request.getfixturevalue(who)).post(READ, {"resolve": str(answered.returns.get().pk)})

    assert answered.returns.open().count() == 1


def test_a_correction_says_on_the_receipt_and_on_paper_what_it_replaces(office: Client, answered: Report):
    first, second = answered.snapshots.order_by("number")
    page = office.get("/bao-cao/2028/99901/bien-nhan/").text
    assert "gửi lần 1, mã" in page
    assert first.sha256 in page

    texts = [getattr(block, "text", "") for block in compose(reported(answered, second)).body]
    assert "Báo cáo này thay báo cáo đã gửi ngày 15/11/2028." in texts
    assert not any("thay báo cáo" in getattr(b, "text", "") for b in compose(reported(answered, first)).body)


def test_this_year_stands_beside_last_year(
    office: Client, plan: Plan, sent: Report, commune_a_officer: User, commune_a_leader: User,
    department_officer: User, department_leader: User,
):  # type: ignore[no-untyped-def]  # fmt: skip
    assert "Cạnh báo cáo năm 2027" not in office.get(READ).text
    round = actions.open_round(by=department_officer, plan=plan, year=2027)
    actions.add_to_roster(round, sent.body, why="xã mới", by=department_officer, obligation=Obligation.OBLIGED)
    actions.approve_roster(round, by=department_leader)
    old = fill(round.reports.get(body=sent.body), commune_a_officer)
    version = old.parts.get(code="V.8b").version
    actions.write_part(
        old, "V.8b", by=commune_a_officer, version=version, result="Năm trước hướng dẫn 04 doanh nghiệp."
    )
    actions.submit(explained(fresh(old), commune_a_officer), by=commune_a_leader)

    assert "Cạnh báo cáo năm 2027" in office.get(READ).text
    page = office.get(READ, {"canh": "nam-truoc"}).text
    pair = page[page.index('id="canh-V.8b"') :]
    assert pair.index("Năm trước hướng dẫn 04 doanh nghiệp.") < pair.index("Đã hướng dẫn 09 doanh nghiệp.")


def test_asked_for_a_year_that_is_not_there_the_page_is_the_usual_one(office: Client, sent: Report):
    assert "Số đã tính lúc gửi" in office.get(READ, {"canh": "nam-truoc"}).text
