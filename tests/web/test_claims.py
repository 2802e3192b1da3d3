"""The pages where double claims are settled: rows side by side, what would change, who agreed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from nscl.organisations.models import User
from nscl.registers import actions as rows
from nscl.registers.models import Learner
from nscl.reporting.claims import claims
from nscl.reporting.models import Agreement, Round
from tests import make
from tests.web.report_page import html_of

pytestmark = pytest.mark.django_db
LIST = "/bao-cao/2028/trung/"
SAID = {"owner": "skhcn", "people": "Bà Ánh, ông Lực", "on": "15/11/2028", "why": "Sở mở lớp"}


@pytest.fixture
def office(sign_in: Callable[[User], Client], department_officer: User) -> Client:
    return sign_in(department_officer)


@pytest.fixture
def page(round: Round, bodies, train, commune_a_officer: User, commune_a_leader: User) -> str:  # type: ignore[no-untyped-def]
    """The department's class of three, of which commune A reports one learner."""
    train(3, title="Lớp 5S")
    row = make.course(by=commune_a_officer, reported_by=bodies.commune_a, on=date(2028, 5, 5), title="Lớp 5S")
    row.attendances.create(
        learner=Learner.objects.earliest("pk"), body=bodies.enterprise, setting="enterprise", hours=8
    )
    rows.confirm(row, by=commune_a_leader)
    (claim,) = claims(round)
    return f"{LIST}dao-tao/{claim.address}/"


def _post(office: Client, page: str, verb: str = "agree", **said: Any) -> str:
    return html_of(office.post(page, {"verb": verb, **SAID, **said}, follow=True))


def test_the_list_names_the_bodies_and_the_merge_page_leads_there(page: str, office: Client):
    html = html_of(office.get(LIST))
    assert f'href="{page}"' in html
    assert "Sở Khoa học và Công nghệ; UBND xã A" in html
    assert "Việc trùng (1)" in html_of(office.get("/bao-cao/2028/tong-hop/"))


def test_no_learner_is_named_on_the_page(page: str, office: Client):
    html = html_of(office.get(page))
    assert "1 học viên có ở cả hai danh sách" in html
    assert "Học viên 1" not in html


def test_looking_says_which_figures_change_and_changes_none(page: str, office: Client):
    html = _post(office, page, verb="look", why="")
    assert "MT2.1: từ 4 còn 3 lượt người" in html
    assert 'value="Bà Ánh, ông Lực"' in html
    assert not Agreement.objects.exists()


def test_an_agreement_is_told_with_what_changed_and_stands_in_the_list(page: str, office: Client):
    html = _post(office, page)
    assert "Đã thống nhất tính cho Sở Khoa học và Công nghệ. MT2.1: từ 4 còn 3 lượt người." in html
    assert "Bà Ánh, ông Lực, ngày 15/11/2028; Department officer ghi" in html
    assert "UBND xã A, đã rút" in html


def test_different_things_are_written_down_as_such(page: str, office: Client):
    html = _post(office, page, owner="khac")
    assert "Đã ghi: các việc khác nhau, dòng nào cũng được tính." in html
    assert "không trùng, tính cả" in html


def test_a_page_left_open_is_told_that_it_is_settled(page: str, office: Client):
    _post(office, page)
    assert "không còn là việc trùng" in _post(office, page)
    assert Agreement.objects.count() == 1


@pytest.mark.parametrize("said", [{"owner": "99902"}, {"owner": ""}, {"people": ""}, {"why": ""}, {"on": "30/02/2028"}])
def test_what_is_lacking_is_said_at_its_box_and_nothing_is_kept(page: str, office: Client, said: dict[str, str]):
    assert 'class="field field-error"' in _post(office, page, **said)
    assert not Agreement.objects.exists()
