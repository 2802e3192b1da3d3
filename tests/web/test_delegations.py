"""The page of rights to sign: entered, listed, ended; and what somebody reads whose right is over."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from nscl.organisations.delegating import delegate
from nscl.organisations.models import Body, Delegation, User
from nscl.reporting.models import Report
from tests.web.report_page import html_of, seen_of

pytestmark = pytest.mark.django_db
PAGE = "/don-vi/99901/uy-quyen/"


@pytest.fixture
def typed(second_commune_a_officer: User) -> dict[str, str]:
    return {
        "user": str(second_commune_a_officer.pk), "authority": "TUQ", "position": "Trưởng phòng Kinh tế",
        "document": "12/UBND ngày 01/11/2028", "since": "01/11/2028", "until": "30/11/2028",
    }  # fmt: skip


def _entered(by: User, user: User, body: Body, **changed: Any) -> Delegation:
    what: dict[str, Any] = {
        "authority": "TUQ", "position": "Trưởng phòng Kinh tế", "document": "12/UBND",
        "since": date(2028, 11, 1), "until": date(2028, 11, 30),
    }  # fmt: skip
    return delegate(by=by, user=user, body=body, **what | changed)


def test_the_leader_enters_a_right_to_sign(leader: Client, typed: dict[str, str]):
    html = html_of(leader.post(PAGE, typed, follow=True))

    assert "Đã ghi ủy quyền ký của Second commune a officer." in html
    assert "Ký thừa ủy quyền (TUQ.)" in html
    assert "12/UBND ngày 01/11/2028" in html
    assert "đến hết 30/11/2028" in html


def test_what_is_refused_is_told_at_its_box(leader: Client, typed: dict[str, str]):
    html = html_of(leader.post(PAGE, typed | {"until": ""}))

    assert "Ủy quyền bằng văn bản phải có thời hạn. Ghi ngày cuối." in html
    assert not Delegation.objects.exists()


def test_it_is_ended_with_a_reason(
    leader: Client, commune_a: Body, commune_a_leader: User, second_commune_a_officer: User
):
    row = _entered(commune_a_leader, second_commune_a_officer, commune_a)
    address = reverse("delegation-end", args=["99901", row.pk])
    html = html_of(leader.post(address, {"on": "14/11/2028", "why": "Đã về cơ quan"}, follow=True))

    assert "Đã hết hạn (1)" in html
    assert leader.get(address).status_code == 404


@pytest.mark.parametrize("who", ["commune_a_officer", "commune_b_leader", "department_officer", "viewer", "outsider"])
def test_who_gives_no_roles_there_gets_404(
    sign_in, commune_a: Body, commune_a_leader: User, second_commune_a_officer: User, typed: dict[str, str],
    who: str, request: pytest.FixtureRequest,
):  # type: ignore[no-untyped-def]  # fmt: skip
    row = _entered(commune_a_leader, second_commune_a_officer, commune_a)
    client = sign_in(request.getfixturevalue(who))

    for address in (PAGE, reverse("delegation-end", args=["99901", row.pk])):
        assert client.get(address).status_code == 404
        assert client.post(address, typed).status_code == 404


def test_who_signs_by_delegation_sends_the_report(
    filled: Report, sign_in, commune_a_leader: User, second_commune_a_officer: User
):  # type: ignore[no-untyped-def]
    _entered(commune_a_leader, second_commune_a_officer, filled.body)
    send = reverse("report-send", args=[2028, "99901"])
    html = html_of(sign_in(second_commune_a_officer).post(send, seen_of(filled), follow=True))

    assert "Biên nhận số 0001" in html
    assert "ký TUQ. theo 12/UBND" in html


def test_whose_right_is_over_is_told_since_when(
    filled: Report, sign_in, commune_a_leader: User, second_commune_a_officer: User
):  # type: ignore[no-untyped-def]
    _entered(commune_a_leader, second_commune_a_officer, filled.body, until=date(2028, 11, 14))
    send = reverse("report-send", args=[2028, "99901"])
    html = html_of(sign_in(second_commune_a_officer).post(send, seen_of(filled), follow=True))

    assert "Ủy quyền ký của bạn hết hạn ngày 14/11/2028." in html
    assert not Report.objects.get(pk=filled.pk).is_sent
