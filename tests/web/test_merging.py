"""The pages that merge the bodies' words: side by side, picked, edited, joined, by two officers at once."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from nscl.organisations.models import User
from nscl.reporting import actions
from nscl.reporting.actions.merging import Draft
from nscl.reporting.models import Merging, Report, Round
from tests.reporting.conftest import fill
from tests.web.report_page import html_of

pytestmark = pytest.mark.django_db
LIST = "/bao-cao/2028/tong-hop/"
PAGE = f"{LIST}V.8b/"
SAID = "Đã hướng dẫn 09 doanh nghiệp."


@pytest.fixture
def office(sign_in: Callable[[User], Client], department_officer: User) -> Client:
    return sign_in(department_officer)


@pytest.fixture
def both(sent: Report, bodies, commune_b_officer: User, commune_b_leader: User) -> list[Report]:  # type: ignore[no-untyped-def]
    """Both communes have sent the same words."""
    other = sent.round.reports.get(body=bodies.commune_b)
    return [sent, actions.submit(fill(other, commune_b_officer), by=commune_b_leader)]


def _tokens(*reports: Report) -> str:
    return " ".join(f"{report.snapshots.last().pk}|V.8b|0" for report in reports)


def _form(*sentences: dict[str, str], verb: str = "save", version: str = "0", **more: Any) -> dict[str, Any]:
    form: dict[str, Any] = {"verb": verb, "version": version, "count": str(len(sentences)), **more}
    for number, sentence in enumerate(sentences):
        form |= {f"s{number}-{name}": value for name, value in sentence.items()}
    return form


def _said() -> list[str]:
    last = Merging.objects.order_by("version").last()
    return [each.text for each in last.said] if last else []


def test_equal_words_stand_once_with_the_names_of_all_who_say_them(both: list[Report], office: Client):
    html = html_of(office.get(PAGE))
    assert html.count(f"<span>{SAID}") == 1
    assert "UBND phường B, UBND xã A" in html
    assert "đã gửi, chờ tiếp nhận" in html


def test_the_list_says_of_each_slot_who_has_words_and_whether_they_are_merged(both: list[Report], office: Client):
    office.post(PAGE, _form(pick=_tokens(*both)))
    html = html_of(office.get(LIST))
    row = re.search(r'<tr id="V\.8b">(.*?)</tr>', html, re.S)
    assert row
    assert "2 <small>(2 chưa tiếp nhận)</small>" in row.group(1)
    assert "1 câu, Department officer lưu" in row.group(1)
    assert "có lời chưa tiếp nhận" in row.group(1)


def test_ticked_words_become_a_sentence_on_all_who_say_it(both: list[Report], office: Client):
    html = html_of(office.post(PAGE, _form(pick=_tokens(*both)), follow=True))
    assert "Đã lưu lời của tỉnh: 1 câu." in html
    assert f'value="{_tokens(*both)}"' in html
    assert "đã lấy" in html


def test_ticked_sentences_are_joined_where_the_first_of_them_stood(round: Round, office: Client):
    three = [{"text": text, "order": str(n)} for n, text in enumerate(("Một", "Hai", "Ba"), start=1)]
    three[0]["join"] = three[2]["join"] = "on"
    office.post(PAGE, _form(*three, verb="join"))
    assert _said() == ["Một. Ba.", "Hai"]


def test_joining_one_sentence_is_refused_and_what_was_typed_stays(round: Round, office: Client):
    html = html_of(office.post(PAGE, _form({"text": "Một", "join": "on"}, verb="join", own="Câu đang viết")))
    assert "Đánh dấu ít nhất hai câu" in html
    assert ">Một</textarea>" in html
    assert ">Câu đang viết</textarea>" in html
    assert not Merging.objects.exists()


def test_sentences_follow_the_order_typed_and_dropped_ones_go(round: Round, office: Client):
    two = [{"text": "Sau", "order": "9"}, {"text": "Trước", "order": "1"}, {"text": "Thừa", "drop": "on"}]
    office.post(PAGE, _form(*two, own="Của Sở"))
    assert _said() == ["Trước", "Sau", "Của Sở"]


def test_every_accepted_sentence_is_taken_once_with_one_press(
    both: list[Report], office: Client, department_officer: User
):
    for report in both:
        actions.accept(report, by=department_officer)
    office.post(PAGE, _form(verb="all"))
    office.post(PAGE, _form({"text": SAID, "sources": _tokens(*both)}, verb="all", version="1"))
    assert _said() == [SAID]


def test_one_press_gives_the_slot_back_to_the_bodies(round: Round, office: Client):
    office.post(PAGE, _form(own="Của Sở"))
    html = html_of(office.post(PAGE, _form({"text": "Của Sở"}, verb="house", version="1"), follow=True))
    assert "Mục này in lời của từng đơn vị." in html


def test_two_officers_at_once_lose_no_words(round: Round, office: Client, sign_in, second_department_officer: User):  # type: ignore[no-untyped-def]
    sign_in(second_department_officer).post(PAGE, _form(own="Câu của người kia"))
    response = office.post(PAGE, _form(own="Câu của tôi"))
    html = html_of(response)
    assert response.status_code == 409
    assert "Second department officer đã lưu mục này lúc" in html
    assert "<li>Câu của người kia</li>" in html
    assert ">Câu của tôi</textarea>" in html
    assert 'name="version" value="1"' in html
    assert _said() == ["Câu của người kia"]


def test_a_version_the_page_never_gave_is_refused_and_the_words_stay(round: Round, office: Client):
    for version in ("7", "-1", "x", ""):
        html = html_of(office.post(PAGE, _form({"text": "Đang viết"}, version=version)))
        assert "Biểu mẫu không đúng với trang này" in html
        assert ">Đang viết</textarea>" in html


def test_a_tick_on_words_that_were_never_said_is_refused(sent: Report, office: Client):
    for pick in ("1|V.8b|999", "x", "1|", "| | |"):
        html = html_of(office.post(PAGE, _form(pick=pick, own="Đang viết")))
        assert "không còn trong bản gửi mới nhất" in html
        assert ">Đang viết</textarea>" in html


def test_the_queries_do_not_grow_with_bodies(
    both: list[Report], office: Client, count_queries, department_officer: User
):  # type: ignore[no-untyped-def]
    Report.objects.filter(pk=both[1].pk).update(round_id=both[0].round_id)
    actions.merge(both[0].round, "V.8b", [Draft(SAID, (_tokens(both[0]),))], by=department_officer, version=0)
    one_source = (count_queries(LIST, office), count_queries(PAGE, office))
    actions.merge(both[0].round, "V.8b", [Draft(SAID, tuple(_tokens(*both).split()))], by=department_officer, version=1)
    assert (count_queries(LIST, office), count_queries(PAGE, office)) == one_source
