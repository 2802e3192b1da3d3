"""The pages that word the province's paper: figures shown and fixed, words written anew."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from nscl.organisations.models import User
from nscl.registers.models import Course
from nscl.reporting import actions
from nscl.reporting.models import Report, Round, Wording
from tests.reporting.conftest import fill
from tests.web.report_page import html_of

pytestmark = pytest.mark.django_db
LIST = "/bao-cao/2028/loi-van/"
PAGE = f"{LIST}MT2.1/"
WORDS = "Toàn tỉnh mở [số lớp] lớp, có [số lượt người] lượt người theo học."


@pytest.fixture
def worded(round: Round, train: Callable[..., Course]) -> Round:
    """A round with one course of three learners."""
    train(3, on=date(2028, 5, 5))
    return round


def _form(text: str = WORDS, verb: str = "save", version: str = "0", **more: str) -> dict[str, str]:
    return {"verb": verb, "version": version, "text": text, **more}


def _post(client: Client, **form: Any) -> str:
    return html_of(client.post(PAGE, _form(**form), follow=True))


@pytest.fixture
def office(sign_in: Callable[[User], Client], department_officer: User) -> Client:
    return sign_in(department_officer)


@pytest.fixture
def second(sign_in: Callable[[User], Client], second_department_officer: User) -> Client:
    return sign_in(second_department_officer)


def test_figures_stand_as_fixed_parts_of_each_sentence(worded: Round, office: Client):
    html = html_of(office.get(LIST))
    assert 'lớp cho <b class="place">03</b> lượt người' in html
    assert html.count("Sửa lời<") == 15


def test_the_box_holds_the_words_with_figures_by_name(worded: Round, office: Client):
    html = html_of(office.get(PAGE))
    assert "đã tổ chức [số lớp] lớp cho [số lượt người] lượt người" in html
    assert "<dt>[số lượt người]</dt><dd>03</dd>" in html


def test_a_preview_prints_the_words_and_saves_nothing(worded: Round, office: Client):
    html = _post(office, verb="preview")
    assert 'Toàn tỉnh mở <b class="place">01</b> lớp, có <b class="place">03</b> lượt người theo học.' in html
    assert "câu không in: ngày chốt, tỷ lệ so với kế hoạch, năm báo cáo" in html
    assert not Wording.objects.exists()


def test_leaving_a_figure_out_is_asked_about_once(worded: Round, office: Client):
    asked = _post(office)
    assert "Câu không còn in: [ngày chốt]" in asked
    assert 'name="leaving_out"' in asked
    assert "Đã lưu lời văn của chỉ tiêu MT2.1." in _post(office, leaving_out="on")


def test_reworded_lines_say_so_beside_the_house_s_words(worded: Round, office: Client):
    html = _post(office, leaving_out="on")
    assert '<span class="chip">lời đã sửa</span>' in html
    assert 'Toàn tỉnh mở <b class="place">01</b> lớp' in html
    assert "Lời của hệ thống" in html


def test_words_of_another_state_are_told_and_not_printed(worded: Round, office: Client, on_day: Callable[[str], None]):
    _post(office, leaving_out="on")
    on_day("2028-11-17")
    html = html_of(office.get(LIST))
    assert "1 chỉ tiêu có lời đã sửa nhưng nay ở trạng thái khác" in html
    assert 'viết khi chỉ tiêu ở trạng thái "Chưa đến hạn", nay là "Chậm tiến độ"' in html
    assert "Toàn tỉnh mở [số lớp] lớp" in html


def test_the_house_s_words_come_back_with_one_press(worded: Round, office: Client):
    _post(office, leaving_out="on")
    html = _post(office, verb="house", version="1")
    assert "Chỉ tiêu MT2.1 dùng lời của hệ thống." in html
    assert '<span class="chip">lời đã sửa</span>' not in html


def test_every_wording_is_told_on_the_page_and_on_that_of_the_round(worded: Round, office: Client):
    _post(office, leaving_out="on")
    assert f'<strong>Sửa lời</strong>: <span class="unseen">mới </span>{WORDS}' in html_of(office.get(PAGE))
    assert "Sửa lời văn của chỉ tiêu" in html_of(office.get("/bao-cao/2028/danh-sach/"))


def test_two_officers_at_once_lose_no_words(worded: Round, office: Client, second: Client):
    _post(second, leaving_out="on")
    response = office.post(PAGE, _form("[số lượt người] lượt người ở [số lớp] lớp.", leaving_out="on"))
    html = html_of(response)
    assert response.status_code == 409
    assert "Second department officer đã sửa câu này lúc" in html
    assert "[số lượt người] lượt người ở [số lớp] lớp." in html
    assert "<ins>" in html
    assert 'name="version" value="1"' in html
    assert Wording.objects.count() == 1


def test_who_chooses_his_own_words_saves_them_over_the_other_s(worded: Round, office: Client, second: Client):
    _post(second, leaving_out="on")
    _post(office, text="[số lượt người] người ở [số lớp] lớp.", version="1", leaving_out="on")
    assert [each.text[:8] for each in Wording.objects.order_by("version")] == ["Toàn tỉn", "[value] "]


@pytest.mark.parametrize(
    "text", ["Có 412 [số lượt người].", "[?]", "[số lượt người] \x00 5", "[số lượt người]" + "a" * 1_000_000, "🎉[gap]"]
)
def test_words_that_cannot_be_kept_come_back_with_the_place_to_mend(worded: Round, office: Client, text: str):
    response = office.post(PAGE, _form(text))
    assert response.status_code == 200
    assert "chỗ phải sửa" in html_of(response)
    assert not Wording.objects.exists()


@pytest.mark.parametrize("version", ["", "7", "-1", "²", "9" * 40])
def test_a_version_the_page_never_gave_out_is_refused(worded: Round, office: Client, version: str):
    assert "Biểu mẫu không đúng với trang này" in _post(office, version=version, leaving_out="on")
    assert not Wording.objects.exists()


def test_before_the_list_is_approved_nothing_is_written(prepared: Round, office: Client):
    assert "chưa được duyệt" in _post(office, text="Chưa mở lớp nào.", leaving_out="on")
    assert "Sửa lời<" not in html_of(office.get(LIST))


def test_the_queries_do_not_grow_with_wordings(worded: Round, office: Client, count_queries: Callable[..., int]):
    few = count_queries(LIST, office)
    for code in ("MT6.1", "MT6.2", "MT10.1"):
        form = _form("Đang rà soát.", leaving_out="on")
        assert office.post(f"{LIST}{code}/", form).status_code == 302
    assert count_queries(LIST, office) == few


def test_what_bodies_sealed_on_the_tasks_of_the_indicator_stands_beside_its_words(
    office: Client, own_report: Report, department_officer: User, department_leader: User
):
    actions.submit(fill(own_report, department_officer), by=department_leader)
    html = html_of(office.get(PAGE))
    assert "Các đơn vị báo cáo về nhiệm vụ của chỉ tiêu" in html
    assert "<strong>Sở Khoa học và Công nghệ:</strong> Đã hướng dẫn 09 doanh nghiệp." in html
    assert 'href="/bao-cao/2028/tong-hop/NV3.1/"' in html
