"""The words of the province's paper: written around the figures, seen before they are saved, never lost."""

from __future__ import annotations

import pytest
from django.test import Client

from nscl.organisations.models import User
from nscl.reporting import actions
from nscl.reporting.models import Round, Wording

pytestmark = pytest.mark.django_db

LIST = "/bao-cao/2028/loi-van/"
PAGE = f"{LIST}MT2.1/"
WORDS = "Toàn tỉnh có [số lượt người] lượt người dự [số lớp] lớp."


@pytest.fixture
def counted(train) -> None:  # type: ignore[no-untyped-def]
    train(3)


@pytest.fixture
def clerk(counted: None, round: Round, sign_in, department_officer: User) -> Client:  # type: ignore[no-untyped-def]
    """The Department's officer; three learners are counted in the year of the round."""
    return sign_in(department_officer)


def form(text: str = WORDS, verb: str = "save", version: int | str = 0, **more: str) -> dict[str, str]:
    return {"text": text, "verb": verb, "version": str(version), **more}


def standing() -> list[str]:
    return [wording.text for wording in Wording.objects.all()]


def test_every_line_of_the_paper_stands_in_the_list_with_its_figures_marked(clerk: Client, plan):  # type: ignore[no-untyped-def]
    page = clerk.get(LIST).text
    for indicator in plan.indicators:
        assert f'id="{indicator.code}"' in page
    assert '<b class="place">03</b> lượt người' in page


def test_words_are_saved_and_told_to_be_somebody_s(clerk: Client):
    page = clerk.post(PAGE, form(leaving_out="on"), follow=True).text
    assert "Đã lưu lời văn của chỉ tiêu MT2.1." in page
    assert 'Toàn tỉnh có <b class="place">03</b> lượt người dự <b class="place">01</b> lớp.' in page
    assert "lời đã sửa" in page


def test_figures_left_out_are_asked_about_first(clerk: Client):
    page = clerk.post(PAGE, form()).text
    assert "Câu không còn in:" in page
    assert 'name="leaving_out"' in page
    assert standing() == []


def test_a_preview_saves_nothing(clerk: Client):
    page = clerk.post(PAGE, form(verb="preview")).text
    assert "Xem trước, chưa lưu" in page
    assert standing() == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Có 1.043 [số lượt người] lượt người.", "chữ số gõ tay"),
        ("Có [số con voi] [số lượt người].", "Không có chỗ đặt số tên [số con voi]"),
        ("Đã làm tốt.", "Câu thiếu [số lượt người]"),
        ("a" * 1_000_000, "Rút gọn"),
        ("[[số lượt người", "không thành cặp"),
        ("Có ٣ [số lượt người].", "chữ số gõ tay"),
    ],
)
def test_what_touches_a_figure_is_refused_and_stays_in_the_box(clerk: Client, text: str, message: str):
    page = clerk.post(PAGE, form(text))
    assert page.status_code == 200
    assert message in page.text
    assert standing() == []


@pytest.mark.parametrize("text", ["\x00", "🙂", "Đa\u0303 có [số lượt người] \u200b🙂"])
@pytest.mark.parametrize("version", ["0", "", "x", "-1", "7", "9" * 5000])
def test_odd_input_fails_nowhere(clerk: Client, text: str, version: str):
    assert clerk.post(PAGE, form(text, version=version, leaving_out="on")).status_code in (200, 302)
    assert clerk.get(PAGE).status_code == 200


def test_two_who_word_one_line_see_both_texts(clerk: Client, round: Round, second_department_officer: User):
    theirs = "Các lớp có [số lượt người] lượt người học."
    actions.reword(round, "MT2.1", theirs, by=second_department_officer, version=0, leaving_out=True)
    page = clerk.post(PAGE, form(leaving_out="on"))
    assert page.status_code == 409
    assert "Second department officer đã sửa câu này" in page.text
    assert f">\n{WORDS}</textarea>" in page.text
    assert len(standing()) == 1


def test_the_house_s_words_come_back_by_one_press(clerk: Client):
    clerk.post(PAGE, form(leaving_out="on"))
    page = clerk.post(PAGE, form(verb="house", version=1), follow=True).text
    assert "Chỉ tiêu MT2.1 dùng lời của hệ thống." in page
    assert "lời đã sửa</span>" not in page


def test_the_list_costs_no_query_for_each_wording(clerk: Client, count_queries):  # type: ignore[no-untyped-def]
    before = count_queries(LIST, clerk)
    clerk.post(PAGE, form(leaving_out="on"))
    assert count_queries(LIST, clerk) <= before + 1 <= 60
