"""Two people write one report: nobody's words are lost."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from nscl.organisations.models import User
from nscl.reporting import actions
from nscl.reporting.models import Report
from tests.web.report_page import form_of, fresh, html_of, page_of, part_of

pytestmark = pytest.mark.django_db


def test_two_people_who_write_one_box_are_shown_both_texts_and_nothing_is_lost(
    report: Report, officer: Client, colleague: Client
):
    mine, theirs = form_of(report), form_of(report)
    colleague.post(page_of(report), theirs | {"V.8b-result": "Hướng dẫn 09 hợp tác xã."})
    response = officer.post(
        page_of(report), mine | {"V.8b-result": "Hướng dẫn 12 doanh nghiệp.", "V.8a-result": "Đã ban hành."}
    )
    html = html_of(response)

    assert response.status_code == 409
    assert "Second commune a officer đã sửa phần &quot;V.8b&quot; lúc" in html
    assert 'name="V.8b-theirs-result" value="Hướng dẫn 09 hợp tác xã."' in html
    assert 'name="V.8b-mine-result" value="Hướng dẫn 12 doanh nghiệp."' in html
    assert "<ins>" in html
    assert part_of(report, "V.8b").result == "Hướng dẫn 09 hợp tác xã."
    assert part_of(report, "V.8a").result == "Đã ban hành."


@pytest.mark.parametrize(
    ("choice", "kept"),
    [
        ("theirs", "Hướng dẫn 09 hợp tác xã."),
        ("mine", "Hướng dẫn 12 doanh nghiệp."),
        ("both", "Hướng dẫn 09 hợp tác xã.\nHướng dẫn 12 doanh nghiệp."),
    ],
)
def test_the_author_keeps_one_of_them_or_both(
    report: Report, officer: Client, colleague: Client, choice: str, kept: str
):
    form = _conflict(report, officer, colleague) | {"V.8b-choice-result": choice}
    html = html_of(officer.post(page_of(report), form, follow=True))

    assert "Đã lưu theo bản đã chọn." in html
    assert part_of(report, "V.8b").result == kept


def test_a_box_left_unchosen_is_asked_again(report: Report, officer: Client, colleague: Client):
    html = html_of(officer.post(page_of(report), _conflict(report, officer, colleague)))

    assert "Còn chỗ chưa chọn. Chọn bản cần giữ rồi lưu." in html
    assert 'name="V.8b-mine-result" value="Hướng dẫn 12 doanh nghiệp."' in html


def test_a_third_hand_while_the_author_chooses_is_asked_about_too(report: Report, officer: Client, colleague: Client):
    form = _conflict(report, officer, colleague) | {"V.8b-choice-result": "both"}
    colleague.post(page_of(report), form_of(report, **{"V.8b-result": "Lời thứ ba."}))
    response = officer.post(page_of(report), form)

    assert response.status_code == 409
    assert part_of(report, "V.8b").result == "Lời thứ ba."
    assert "Hướng dẫn 09 hợp tác xã.\nHướng dẫn 12 doanh nghiệp." in html_of(response)


def test_two_texts_too_long_to_stand_together_are_asked_again(report: Report, officer: Client, colleague: Client):
    form = _conflict(report, officer, colleague, theirs="đ" * 15_000, mine="m" * 15_000)
    html = html_of(officer.post(page_of(report), form | {"V.8b-choice-result": "both"}))

    assert "dài 30.001 ký tự, quá 20.000" in html
    assert part_of(report, "V.8b").result == "đ" * 15_000


def test_two_people_who_write_different_boxes_do_not_meet(report: Report, officer: Client, colleague: Client):
    mine, theirs = form_of(report), form_of(report)
    colleague.post(page_of(report), theirs | {"V.8b-result": "Đã hướng dẫn.", "verb": "nil_rest"})
    response = officer.post(page_of(report), mine | {"V.8b-difficulty": "Thiếu người."})

    assert response.status_code == 302
    assert (part_of(report, "V.8b").result, part_of(report, "V.8b").difficulty) == ("Đã hướng dẫn.", "Thiếu người.")
    assert part_of(report, "NV2.1").nil


def test_two_replies_to_one_item_are_shown_side_by_side(returned: Report, officer: Client, colleague: Client):
    name = f"reply-{returned.returns.get().pk}"
    mine, theirs = form_of(returned), form_of(returned)
    colleague.post(page_of(returned), theirs | {f"{name}-text": "Số là 09."})
    response = officer.post(page_of(returned), mine | {f"{name}-text": "Số là 12."})

    assert response.status_code == 409
    assert f'name="{name}-mine" value="Số là 12."' in html_of(response)
    chosen = {"verb": "merge", f"{name}-mine": "Số là 12.", f"{name}-theirs": "Số là 09.", f"{name}-choice": "both"}
    officer.post(page_of(returned), chosen | {f"{name}-seen": returned.returns.get().stamp})
    assert returned.returns.get().reply == "Số là 09.\nSố là 12."


def test_who_was_overtaken_while_he_chose_keeps_his_own_text(
    filled: Report, officer: Client, colleague: Client, commune_a_leader: User
):
    form = _conflict(filled, officer, colleague) | {"V.8b-choice-result": "mine"}
    actions.submit(fresh(filled), by=commune_a_leader)
    response = officer.post(page_of(filled), form)

    assert response.status_code == 409
    assert "Hướng dẫn 12 doanh nghiệp.</textarea>" in html_of(response)
    assert "Hướng dẫn 09 hợp tác xã.</textarea>" not in html_of(response)


@pytest.mark.parametrize("box", ["text", "mine"])
def test_a_reply_is_kept_when_its_author_was_overtaken(
    returned: Report, officer: Client, commune_a_officer: User, commune_a_leader: User, box: str
):
    item = actions.reply(returned.returns.get(), text="Số là 09.", by=commune_a_officer)
    form = form_of(returned) | {f"reply-{item.pk}-{box}": "Số là 12."}
    actions.submit(fresh(returned), by=commune_a_leader)
    response = officer.post(page_of(returned), form)

    assert response.status_code == 409
    assert re.search(r"V.8b · Trả lời đề nghị bổ sung</label><textarea[^>]*>Số là 12.</textarea>", html_of(response))
    assert html_of(response).count("<textarea") == 1  # what was saved already needs no copying


def _conflict(
    report: Report,
    officer: Client,
    colleague: Client,
    theirs: str = "Hướng dẫn 09 hợp tác xã.",
    mine: str = "Hướng dẫn 12 doanh nghiệp.",
) -> dict[str, Any]:
    """Two people wrote the result of V.8b; what the page of the conflict sends, without a choice."""
    read = form_of(report)
    colleague.post(page_of(report), read | {"V.8b-result": theirs})
    response = officer.post(page_of(report), read | {"V.8b-result": mine})
    (compared,) = response.context["compared"]
    return {"verb": "merge", **dict(compared.hidden)}
