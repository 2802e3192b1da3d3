"""Who may see and press what on the pages of a round, against a table written by hand."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest
from django.test import Client

from nscl.history.models import Event
from nscl.organisations.actions import supervise
from nscl.organisations.models import User
from nscl.reporting.models import Merging, Report, Return, Round, State, Wording

pytestmark = pytest.mark.django_db

OK, GO, NO = 200, 302, 404
OFFICERS = ("department_officer", "second_department_officer")
COMMUNE_A = ("commune_a_officer", "second_commune_a_officer", "commune_a_leader")
OTHERS = ("commune_b_officer", "commune_b_leader", "enterprise_officer", "education_head")


def _table(officers: int, leader: int, a: int, others: int, supervisor: int, viewer: int) -> dict[str, int]:
    """The administrator, who keeps accounts and reads nothing, and the outsider are always told there is no page."""
    answers = dict.fromkeys(OFFICERS, officers) | dict.fromkeys(COMMUNE_A, a) | dict.fromkeys(OTHERS, others)
    named = {"department_leader": leader, "supervisor": supervisor, "viewer": viewer}
    return answers | named | {"administrator": NO, "outsider": NO, "": NO}


# address → what each is answered on GET; a body's own people are led from the board to their own reports
SEEN: dict[str, dict[str, int]] = {
    "/bao-cao/": _table(OK, OK, OK, OK, OK, OK),
    "/bao-cao/mo-ky/": _table(OK, OK, NO, NO, NO, NO),
    "/bao-cao/mo-ky/final/": _table(OK, OK, NO, NO, NO, NO),
    "/bao-cao/mo-ky/ad_hoc/": _table(NO, NO, NO, NO, NO, NO),
    "/bao-cao/mo-ky/dot-xuat/": _table(OK, OK, NO, NO, NO, NO),
    "/bao-cao/che-do/": _table(OK, OK, OK, OK, OK, OK),
    "/bao-cao/che-do/annual/": _table(OK, OK, OK, OK, OK, OK),
    "/bao-cao/che-do/khac/": _table(NO, NO, NO, NO, NO, NO),
    "/bao-cao/2028/99901/gia-han/": _table(OK, OK, NO, NO, NO, NO),
    "/bao-cao/2028-1/": _table(NO, NO, GO, GO, NO, NO),
    "/bao-cao/2028/": _table(OK, OK, GO, GO, OK, OK),
    "/bao-cao/2028/bang.csv": _table(OK, OK, GO, GO, OK, OK),
    "/bao-cao/2028/nhac/": _table(GO, GO, NO, NO, NO, NO),
    "/lich-lam-viec/": _table(OK, OK, NO, NO, NO, NO),
    "/bao-cao/2028/danh-sach/": _table(OK, OK, NO, NO, NO, OK),
    "/bao-cao/2028/danh-sach/them/": _table(GO, GO, NO, NO, NO, NO),
    "/bao-cao/2028/danh-sach/cong-van/": _table(GO, GO, NO, NO, NO, NO),
    "/bao-cao/2028/danh-sach/duyet/": _table(NO, GO, NO, NO, NO, NO),
    "/bao-cao/2028/danh-sach/99902/bo/": _table(NO, NO, NO, NO, NO, NO),  # the list is approved
    "/bao-cao/2028/khoa/": _table(OK, OK, NO, NO, NO, OK),
    "/bao-cao/2028/van-ban/bao-cao-tinh.docx": _table(GO, GO, NO, NO, NO, NO),
    "/bao-cao/2028/99901/bao-cao.docx": _table(OK, OK, OK, NO, NO, OK),
    "/bao-cao/2028/99901/bao-cao.pdf": _table(OK, OK, OK, NO, NO, OK),
    "/bao-cao/2028/99901/bien-nhan.pdf": _table(OK, OK, OK, NO, NO, OK),
    "/bao-cao/2028/99902/bien-nhan.pdf": _table(NO, NO, NO, NO, NO, NO),  # not sent
    "/bao-cao/2028/99902/bao-cao.docx": _table(NO, NO, NO, NO, NO, NO)
    | {"commune_b_officer": OK, "commune_b_leader": OK},  # not sent: a draft, of the body's own people
    "/bao-cao/2028/doi-chieu/": _table(OK, OK, NO, NO, NO, OK),
    "/bao-cao/2028/trung/": _table(OK, OK, NO, NO, NO, NO),
    "/bao-cao/2028/trung/dao-tao/1-2/": _table(GO, GO, NO, NO, NO, NO),  # no such rows any more
    "/bao-cao/2028/trung/x/1/": _table(NO, NO, NO, NO, NO, NO),
    "/bao-cao/2028/tong-hop/": _table(OK, OK, NO, NO, NO, NO),
    "/bao-cao/2028/tong-hop/V.8b/": _table(OK, OK, NO, NO, NO, NO),
    "/bao-cao/2028/tong-hop/NV9.9/": _table(NO, NO, NO, NO, NO, NO),
    "/bao-cao/2028/loi-van/": _table(OK, OK, NO, NO, NO, NO),
    "/bao-cao/2028/loi-van/MT2.1/": _table(OK, OK, NO, NO, NO, NO),
    "/bao-cao/2028/loi-van/MT99.9/": _table(NO, NO, NO, NO, NO, NO),
    "/bao-cao/2028/99901/xem/": _table(OK, OK, OK, NO, NO, OK),
    "/bao-cao/2028/99901/tra-lai/": _table(OK, OK, NO, NO, NO, NO),
    "/bao-cao/2028/99901/tiep-nhan/": _table(OK, OK, NO, NO, NO, NO),
    "/bao-cao/2028/99909/xem/": _table(NO, NO, NO, NO, NO, NO),
    "/bao-cao/2027/": _table(NO, NO, GO, GO, NO, NO),  # no round: said on a page of its own
    "/ban-tin/": _table(OK, OK, NO, NO, NO, OK),
}
# address → who may press; everybody else is told there is no page
PRESSED: dict[str, set[str]] = {
    "/bao-cao/mo-ky/": {*OFFICERS, "department_leader"},
    "/bao-cao/mo-ky/final/": {*OFFICERS, "department_leader"},
    "/bao-cao/mo-ky/dot-xuat/": {*OFFICERS, "department_leader"},
    "/bao-cao/che-do/annual/": {*OFFICERS, "department_leader"},
    "/bao-cao/2028/99901/gia-han/": {*OFFICERS, "department_leader"},
    "/bao-cao/2028/danh-sach/them/": {*OFFICERS, "department_leader"},
    "/bao-cao/2028/danh-sach/cong-van/": {*OFFICERS, "department_leader"},
    "/bao-cao/2028/danh-sach/duyet/": {"department_leader"},
    "/bao-cao/2028/danh-sach/99902/bo/": {*OFFICERS, "department_leader"},
    "/bao-cao/2028/khoa/": {"department_leader"},
    "/bao-cao/2028/van-ban/bao-cao-tinh.docx": {*OFFICERS, "department_leader"},
    "/bao-cao/2028/trung/dao-tao/1-2/": {*OFFICERS, "department_leader"},
    "/bao-cao/2028/tong-hop/V.8b/": {*OFFICERS, "department_leader"},
    "/bao-cao/2028/loi-van/MT2.1/": {*OFFICERS, "department_leader"},
    "/bao-cao/2028/99901/tra-lai/": {*OFFICERS, "department_leader"},
    "/bao-cao/2028/99901/tiep-nhan/": {*OFFICERS, "department_leader"},
}


def _visitors(everyone: dict[str, User], sign_in) -> dict[str, Client]:  # type: ignore[no-untyped-def]
    return {"": Client(), **{name: sign_in(user) for name, user in everyone.items()}}


def _state() -> list[object]:
    """Everything a page of a round could have changed."""
    reports = Report.objects.order_by("pk").values_list("pk", "state", "accepted_at", "times_returned")
    rounds = Round.objects.order_by("pk").values_list("pk", "roster_approved_at", "frozen_at", "opening_number")
    return [
        list(reports),
        list(rounds),
        Return.objects.count(),
        Wording.objects.count(),
        Merging.objects.count(),
        Event.objects.count(),
    ]


def test_the_table_names_the_whole_cast(everyone: dict[str, User]):
    assert all(set(row) == {*everyone, ""} for row in SEEN.values())


@pytest.mark.parametrize("address", SEEN)
def test_a_page_is_shown_to_those_of_the_table_and_changes_nothing(
    address: str, sent: Report, everyone: dict[str, User], sign_in
):  # type: ignore[no-untyped-def]
    visitors = _visitors(everyone, sign_in)
    before = _state()

    found = {name: client.get(address).status_code for name, client in visitors.items()}

    assert found == SEEN[address]
    assert _state() == before


@pytest.mark.parametrize("address", PRESSED)
def test_nobody_else_presses_a_button(address: str, sent: Report, everyone: dict[str, User], sign_in):  # type: ignore[no-untyped-def]
    before = _state()
    for name, client in _visitors(everyone, sign_in).items():
        if name not in PRESSED[address]:
            assert client.post(address).status_code == NO, name
    assert _state() == before


def test_a_list_not_yet_approved_is_mended_by_who_opens_rounds(prepared: Round, everyone: dict[str, User], sign_in):  # type: ignore[no-untyped-def]
    address = "/bao-cao/2028/danh-sach/99902/bo/"
    found = {name: client.get(address).status_code for name, client in _visitors(everyone, sign_in).items()}

    assert found == _table(OK, OK, NO, NO, NO, NO)


def test_a_supervisor_reads_reports_of_bodies_under_him_and_presses_nothing(
    sent: Report, bodies: SimpleNamespace, supervisor: User, sign_in
):  # type: ignore[no-untyped-def]
    supervise(by=None, body=bodies.commune_a, supervisor=bodies.education, since=date(2026, 1, 1))
    client = sign_in(supervisor)

    assert "Đã hướng dẫn 09 doanh nghiệp." in client.get("/bao-cao/2028/99901/xem/").text
    assert client.post("/bao-cao/2028/99901/tiep-nhan/").status_code == NO
    assert Report.objects.get(pk=sent.pk).state == State.SUBMITTED


def test_an_unfinished_report_shows_no_words_to_anybody_outside(filled: Report, department_officer: User, sign_in):  # type: ignore[no-untyped-def]
    page = sign_in(department_officer).get("/bao-cao/2028/99901/xem/").text

    assert "Đã hướng dẫn 09 doanh nghiệp." not in page
    assert "Đơn vị chưa gửi báo cáo" in page
