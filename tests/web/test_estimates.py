"""Estimates and report figures on the office's pages: computed, kept, given again, marked for the report."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from nscl.economy import actions
from nscl.economy.growth import Conventions
from nscl.economy.models import Concept, Estimate, Observation, ReportFigure, Territory, Treatment
from nscl.economy.selection import select
from nscl.vn.calendar import now
from tests.economy.conftest import full, publish, series_of, territories  # noqa: F401 - fixtures
from tests.web.permitted import browsers, letters, whole

NEW, MARK = "/so-lieu/ban-tinh/moi/", "/so-lieu/bao-cao-tinh/"
TYPED = {
    "year": "2027", "estimate": "", "output_growth": "11,4", "tfp_growth": "5,64", "productivity_growth": "10,3",
    "nature": "preliminary", "source": "Cục Thống kê, báo cáo năm 2027",
}  # fmt: skip
# R reads the pages, K keeps an estimate, M marks figures for the report
ANSWERS = {
    "department_officer": "RKM",
    "second_department_officer": "RKM",
    "department_leader": "R..",
    "viewer": "R..",
}


@pytest.fixture
def estimate(territories, full):  # type: ignore[no-untyped-def]  # noqa: F811
    chosen = select(territories["moi"], first=2018, last=2025, at=now())
    return actions.keep_estimate(chosen, Conventions(mode="official"), title="Bản thử", by=None)


@pytest.fixture
def provincial(estimate, programme, plan) -> Estimate:  # type: ignore[no-untyped-def]
    """The estimate is that of the plan's own province."""
    Territory.objects.filter(pk=estimate.territory_id).update(name=plan.province.full_name)
    return estimate


@pytest.fixture
def officer(sign_in, department_officer) -> Client:  # type: ignore[no-untyped-def]
    return sign_in(department_officer)


def done(browser, estimate):
    def opens(address):
        return browser.get(address).status_code == 200

    def keeps():
        browser.post(NEW, {"dia_ban": "moi", "ten": "của tôi"})
        return Estimate.objects.count() == 2

    def marks():
        browser.post(MARK, {**TYPED, "sure": "1"})
        return ReportFigure.objects.exists()

    own = reverse("estimate", args=[estimate.pk])
    acts = {
        "R": lambda: all([
            opens("/so-lieu/ban-tinh/"), opens(own), opens(reverse("estimate-xlsx", args=[estimate.pk])), opens(MARK),
        ]),
        "K": keeps,
        "M": marks,
    }  # fmt: skip
    return letters(acts)


def test_each_person_gets_done_what_the_table_says(estimate, everyone, sign_in):
    found = {name: done(browser, estimate) for name, browser in browsers(everyone, sign_in).items()}

    assert found == whole(ANSWERS, acts=3)


def test_who_may_not_write_is_answered_404(sign_in, department_leader, estimate):
    browser = sign_in(department_leader)

    assert [browser.get(NEW).status_code, browser.post(NEW).status_code, browser.post(MARK).status_code] == [404] * 3
    assert "Xem trước khi đánh dấu" not in browser.get(MARK).text


def test_an_estimate_is_tried_before_it_is_kept(officer, full):  # noqa: F811
    html = officer.get(f"{NEW}?dia_ban=moi&lao_dong=0,6&cach=official").text
    assert "Theo giai đoạn" in html
    assert not Estimate.objects.exists()

    answer = officer.post(NEW, {"dia_ban": "moi", "lao_dong": "0,6", "cach": "official", "tu": "2019", "den": "2025"})
    kept = Estimate.objects.get()
    assert answer.url == reverse("estimate", args=[kept.pk])
    assert (kept.title, kept.first_year, kept.conventions["labour_share"]) == ("Tỉnh mới, 2019–2025", 2020, 0.6)


def test_timing_hours_and_quality_are_boxes_of_an_estimate_and_kept_with_it(officer, full, publish):  # noqa: F811
    for place in ("cu-a", "cu-b"):
        publish(place, Concept.HOURS, [2300 - 10 * n for n in range(8)])
    officer.post(NEW, {"dia_ban": "moi", "thoi_diem": "half_year", "do_lao_dong": "hours"})
    kept = Estimate.objects.get()
    assert (kept.conventions["timing"], kept.conventions["labour"]) == ("half_year", "hours")

    html = officer.get(reverse("estimate", args=[kept.pk])).text
    assert "Cuối năm, đầu tư mới hao mòn nửa năm" in html
    assert "Số người × giờ làm việc" in html
    assert "Giờ làm việc bình quân một lao động" in html


def test_an_estimate_over_an_untreated_break_leads_to_where_it_is_treated(officer, publish, full, territories):  # noqa: F811
    publish("moi", Concept.EMPLOYMENT, [50, 50.5, 51, 47, 47.4, 47.9, 48.3, 48.8])
    series = series_of(territories["moi"], Concept.EMPLOYMENT)
    html = officer.get(f"{NEW}?dia_ban=moi").text
    assert reverse("series-break", args=[series.code, 2021]) in html
    assert "Lưu bản tính</button>" not in html

    answer = officer.post(NEW, {"dia_ban": "moi"})
    assert (answer.status_code, Estimate.objects.count()) == (200, 0)

    actions.treat_break(series, 2021, treatment=Treatment.WAIVED, reason="có thật", by=None)
    officer.post(NEW, {"dia_ban": "moi"})
    html = officer.get(reverse("estimate", args=[Estimate.objects.get().pk])).text
    assert "có thật" in html


def test_a_place_without_series_is_told_what_it_lacks(officer, territories):  # noqa: F811
    html = officer.get(f"{NEW}?dia_ban=moi").text

    assert "chưa có số liệu" in html


@pytest.mark.parametrize(
    "query",
    [
        "thoi_diem=trua",
        "cach=official&do_lao_dong=hours",
        "lao_dong=nhiều",
        "khau_hao=99",
        "von=-1",
        "cach=x",
        "lan=x",
        "dia_ban=",
        "tu=2024&den=2010",
        "tu=mười",
    ],
)
def test_a_wrong_convention_is_told_at_its_box(officer, full, query):  # noqa: F811
    answer = officer.get(f"{NEW}?{query}")

    assert answer.status_code == 200
    assert query == "dia_ban=" or "Chưa tính, chưa lưu được" in answer.text


def test_without_any_territory_the_page_still_answers(officer):
    assert "Chưa có số liệu thống kê" in officer.get(NEW).text


def test_a_kept_estimate_is_computed_again_on_its_page(officer, estimate):
    html = officer.get(reverse("estimate", args=[estimate.pk])).text

    assert "từng chữ số" in html
    assert estimate.sha256 in html
    assert "Số liệu đã đổi" not in html


def test_the_page_tells_that_inputs_have_moved(officer, estimate, publish, department_officer):  # noqa: F811
    publish("cu-a", Concept.OUTPUT, [200], first=2024, vintage="revalued", released_on=date(2026, 1, 5))
    used = Observation.objects.filter(year=2020, series__concept=Concept.OUTPUT)
    actions.withdraw_statistics(used, why="nhầm", by=department_officer)
    html = officer.get(reverse("estimate", args=[estimate.pk])).text

    assert "2 số đã dùng đã được rút" in html
    assert "Có lần công bố sau cho các năm 2024" in html


def test_the_workbook_of_an_estimate_holds_result_inputs_and_conventions(officer, estimate):
    content = officer.get(reverse("estimate-xlsx", args=[estimate.pk])).content
    book = openpyxl.load_workbook(io.BytesIO(content))

    assert book.sheetnames == ["Theo giai đoạn", "Từng năm", "Số liệu đã dùng", "Quy ước"]


def test_pages_cost_a_fixed_number_of_queries(officer, count_queries, estimate, territories):  # noqa: F811
    pages = ("/so-lieu/ban-tinh/", reverse("estimate", args=[estimate.pk]), MARK)
    before = [count_queries(page, officer) for page in pages]
    chosen = select(territories["moi"], first=2018, last=2025, at=now())
    for n in range(4):
        actions.keep_estimate(chosen, Conventions(labour_share=0.5 + n / 50), title=f"bản {n}", by=None)
        actions.mark_for_report(
            year=2020 + n, output_growth=8, tfp_growth=3, productivity_growth=7, nature="official", source="x", by=None
        )  # fmt: skip

    assert [count_queries(page, officer) for page in pages] == before
    assert max(before) <= 16


def test_an_estimate_that_is_not_there_does_not_exist(officer):
    assert officer.get("/so-lieu/ban-tinh/99/").status_code == 404
    assert officer.get("/so-lieu/ban-tinh/99.xlsx").status_code == 404


# ---------- figures for the report ----------


def test_a_mark_is_shown_with_what_it_changes_before_it_is_made(officer, programme):
    looked = officer.post(MARK, {**TYPED, "year": "2026"}).text
    assert "MT1.1" in looked
    assert "49,5%" in looked
    assert not ReportFigure.objects.exists()

    assert officer.post(MARK, {**TYPED, "year": "2026", "sure": "1"}).status_code == 302
    assert ReportFigure.objects.get().nature == "preliminary"
    assert "49,5%" in officer.get("/muc-tieu/MT1.1/?nam=2028").text


def of(estimate):  # type: ignore[no-untyped-def]
    empty = dict.fromkeys(("output_growth", "tfp_growth", "productivity_growth"), "")
    return {
        **TYPED,
        **empty,
        "year": "2025",
        "estimate": str(estimate.pk),
        "nature": "research",
        "source": "Nghiên cứu",
    }


def test_figures_of_an_estimate_are_taken_from_it_and_not_typed(officer, provincial):
    from_estimate = of(provincial)
    assert "để trống ô này" in officer.post(MARK, {**from_estimate, "tfp_growth": "9", "sure": "1"}).text

    officer.post(MARK, {**from_estimate, "sure": "1"})
    figure = ReportFigure.objects.get()
    assert figure.estimate == provincial
    assert float(figure.output_growth) == pytest.approx(8, abs=1e-3)


def test_the_next_mark_of_a_year_replaces_the_last_and_says_so(officer, programme):
    officer.post(MARK, {**TYPED, "sure": "1"})
    looked = officer.post(MARK, {**TYPED, "nature": "official", "tfp_growth": "5,8"}).text
    assert "bộ số mới thay bộ ấy" in looked

    officer.post(MARK, {**TYPED, "nature": "official", "tfp_growth": "5,8", "sure": "1"})
    assert "đã thay" in officer.get(MARK).text
    assert ReportFigure.objects.count() == 2


def test_going_back_to_mend_marks_nothing(officer):
    html = officer.post(MARK, {**TYPED, "edit": "1"}).text

    assert 'value="11,4"' in html
    assert not ReportFigure.objects.exists()


@pytest.mark.parametrize(
    ("boxes", "words"),
    [
        ({"year": ""}, "còn trống"),
        ({"year": "2029"}, "chưa đến"),
        ({"year": "năm"}, "không phải số"),
        ({"estimate": "999"}, "không có"),
        ({"output_growth": ""}, "chọn một bản tính"),
        ({"tfp_growth": "", "productivity_growth": ""}, "hoặc cả hai"),
        ({"tfp_growth": "nhiều"}, "không phải số"),
        ({"nature": ""}, "Chọn một dòng"),
        ({"nature": "demo"}, "không có"),
        ({"source": ""}, "còn trống"),
    ],
)
def test_a_bad_box_is_answered_at_its_place(officer, boxes, words):
    answer = officer.post(MARK, {**TYPED, **boxes, "sure": "1"})

    assert answer.status_code == 200
    assert words in answer.text
    assert not ReportFigure.objects.exists()


def test_a_year_the_estimate_has_not_is_refused(officer, provincial):
    answer = officer.post(MARK, {**of(provincial), "year": "2018", "sure": "1"})

    assert "2019-2025" in answer.text


@pytest.mark.parametrize("sure", [{}, {"sure": "1"}])
def test_an_estimate_of_another_place_is_refused_as_the_province_s_by_name(officer, estimate, programme, sure):
    answer = officer.post(MARK, {**of(estimate), **sure})

    assert "“Bản thử” tính cho Tỉnh mới, không phải tỉnh Bắc Ninh" in answer.text
    assert not ReportFigure.objects.exists()


def test_an_estimate_of_another_place_is_not_offered_as_the_province_s(officer, estimate, programme):
    assert "Bản thử" not in officer.get(MARK).text
    assert MARK not in officer.get(reverse("estimate", args=[estimate.pk])).text.split("<main")[1].split("views")[0]


def test_the_link_of_an_estimate_opens_the_form_with_it_chosen(officer, provincial):
    address = f"{MARK}?ban-tinh={provincial.pk}&amp;nam=2025"
    assert address in officer.get(reverse("estimate", args=[provincial.pk])).text

    html = officer.get(address.replace("&amp;", "&")).text
    assert f'value="{provincial.pk}" selected' in html
    assert 'value="2025"' in html
