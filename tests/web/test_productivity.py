"""The lab: conventions in the address, a band beside every share, and what is lacking told by name."""

from __future__ import annotations

import csv
import re
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from nscl.economy.actions import Statistic, add_statistics, mark_for_report
from nscl.economy.intake import load_folder
from nscl.economy.models import Concept, Nature, Observation, Series, Territory, Vintage
from nscl.vn.calendar import now
from nscl.web.productivity.answers import plan_parts

PUBLIC = Path(__file__).resolve().parents[2] / "plans" / "bac-ninh-2026-2030" / "statistics"
TABS = ("", "hach-toan/", "von/", "lao-dong/", "chuoi-so/")


@pytest.fixture
def statistics(programme):
    load_folder(PUBLIC, by=None)


@pytest.fixture
def page(client, statistics):
    def opened(address="/nang-suat/"):
        answer = client.get(address)
        assert answer.status_code == 200
        return answer.content.decode()

    return opened


def test_a_year_of_a_break_belongs_to_no_period():
    assert plan_parts(2011, 2024, (2021,)) == [(2011, 2015), (2016, 2020), (2022, 2024)]
    assert plan_parts(2011, 2024, ()) == [(2011, 2015), (2016, 2020), (2021, 2024)]


def test_the_first_page_says_the_share_with_its_band_and_the_published_figure(page):
    html = page()

    assert "33,6%" in html  # published for 2011-2015
    assert "trung vị" in html
    assert "Không tính vào giai đoạn nào: năm 2021" in html


def test_a_published_share_of_an_older_series_says_that_it_does_not_compare_and_whence_it_is(page):
    html = page()

    assert "hai số không so trực tiếp được" in html
    assert "họp báo cuối năm 2019, dẫn theo VTV" in html


def test_the_province_s_gaps_are_shown_with_the_names_of_the_missing_tables(page):
    html = page("/nang-suat/?dia_ban=bac-ninh&tu=2020&den=2025")

    assert "Tỉnh Bắc Ninh, 2020-2025: chưa có số liệu GRDP (GDP), Tích lũy tài sản cố định, Lao động" in html
    assert (
        "“Tổng sản phẩm trên địa bàn theo giá so sánh 2010”; “Tích lũy tài sản cố định theo giá so sánh 2010”" in html
    )


def test_timing_of_capital_is_a_box_of_the_lab_and_moves_the_share(page):
    shares = {
        timing: re.search(r"quy ước đang chọn ([\d,]+%)", page(f"/nang-suat/?thoi_diem={timing}"))
        for timing in ("mid", "opening", "closing", "half_year")
    }
    assert len({found[1] for found in shares.values() if found}) >= 3
    assert '<option value="closing" selected>' in page("/nang-suat/?thoi_diem=closing")


def test_hours_and_quality_without_their_series_are_named_and_never_left_out(page):
    html = page("/nang-suat/?do_lao_dong=hours_quality")

    assert "chưa có số liệu Giờ làm việc bình quân một lao động, Chỉ số chất lượng lao động" in html
    assert "trung vị" not in html


def test_the_official_rule_is_not_combined_with_hours(page):
    assert "tính theo số người" in page("/nang-suat/?cach=official&do_lao_dong=hours")


def _published(series, value, **release):
    release = {"since": 2011, "year": 2015, "vintage": Vintage.OFFICIAL, "entered_at": now()} | release
    Observation.objects.create(series=series, value=Decimal(value), source="Niên giám", **release)


def test_the_published_share_is_the_last_release_of_the_whole_territory(page):
    whole = Series.objects.get(concept=Concept.TFP_SHARE)
    part = Series.objects.create(
        code="nganh-c", concept=whole.concept, territory=whole.territory, industry="C", unit="%", title="Ngành C"
    )
    _published(part, "71.7")
    _published(whole, "61.1", vintage=Vintage.ESTIMATE)
    _published(whole, "51.9", vintage=Vintage.REVALUED, entered_at=now() + timedelta(days=1))
    html = page()

    assert "33,6%" in html
    assert not [said for said in ("71,7%", "61,1%", "51,9%") if said in html]


def test_the_targets_are_held_against_each_other_in_sentences(page):
    html = page("/nang-suat/?tang_truong=12&nang_suat=11&tfp=55&dau_tu=42&von=2&lao_dong=0,65")

    assert "việc làm +0,9%/năm" in html
    assert "vốn tăng tối đa 13,8%/năm" in html
    assert "vốn tăng khoảng 15,5%/năm" in html
    assert "Không, với quy ước này" in html


@pytest.mark.parametrize("tab", TABS)
def test_every_tab_has_its_table_and_file(page, client, tab):
    html = page(f"/nang-suat/{tab}?khau_hao=6")

    assert 'role="img"' in html
    address = re.search(r'href="(/nang-suat/[a-z-]+\.csv\?[^"]+)"', html)
    assert address is not None
    answer = client.get(address[1].replace("&amp;", "&"))
    assert len(list(csv.reader(answer.content.decode("utf-8-sig").splitlines()))) > 3


@pytest.mark.parametrize("tab", TABS)
def test_a_page_costs_a_fixed_number_of_queries(count_queries, statistics, tab):
    assert count_queries(f"/nang-suat/{tab}") <= 20


@pytest.mark.parametrize(
    "query",
    ["lao_dong=nhiều", "khau_hao=99", "von=-1", "cach=x", "gay=x", "dia_ban=x", "tu=2024&den=2010", "tu=1900&den=2200",
     "tu=mười", "dau_tu=0", "tfp=1e9"],
)  # fmt: skip
def test_a_wrong_convention_is_told_at_its_box(page, query):
    assert "Chưa tính được" in page(f"/nang-suat/?{query}")


def test_a_wrong_convention_gives_no_file(client, statistics):
    assert client.get("/nang-suat/dong-gop.csv?von=x").status_code == 404


def test_a_place_without_series_is_told_which_are_lacking(page):
    html = page("/nang-suat/?dia_ban=bac-ninh")

    assert "chưa có số liệu" in html
    assert "Tích lũy tài sản cố định" in html


@pytest.mark.parametrize("tab", TABS)
def test_a_zero_that_was_kept_is_named_with_its_year(page, tab):
    series = Series.objects.get(code="viet-nam-investment")
    add_statistics([Statistic(series, 2015, Decimal(0), "revalued", "tệp cũ")], by=None, origin="thử")

    assert "năm 2015: giá trị 0" in page(f"/nang-suat/{tab}?tu=2010&den=2024")


def test_releases_of_a_place_are_listed_with_their_sources_though_they_carry_no_estimate(page):
    html = page("/nang-suat/chuoi-so/?dia_ban=bac-ninh-cu")

    assert "144.574,6" in html
    assert "142.289,2" in html
    assert "suy từ số và tốc độ tăng" in html


def test_the_official_way_and_the_other_are_reconciled(page):
    assert "Từ công thức thống kê sang Törnqvist" in page("/nang-suat/hach-toan/?cach=official")


def test_without_any_statistic_the_page_still_answers(client, programme):
    answer = client.get("/nang-suat/")

    assert answer.status_code == 200


def test_an_unknown_tab_does_not_exist(client, statistics):
    assert client.get("/nang-suat/khac/").status_code == 404


def test_the_page_of_the_share_tells_the_marked_figures_with_nature_and_source(client, programme):
    for year, tfp in ((2026, "5.2"), (2027, "5.64")):
        mark_for_report(
            year=year, output_growth=Decimal(11), tfp_growth=Decimal(tfp), productivity_growth=Decimal(10),
            nature=Nature.PRELIMINARY, source=f"Cục Thống kê, báo cáo năm {year}", by=None,
        )  # fmt: skip
    html = client.get("/muc-tieu/MT1.1/?nam=2028").content.decode()

    assert "giai đoạn 2026–2027, sơ bộ" in html
    assert "Cục Thống kê, báo cáo năm 2027" in html
    assert "Tỉnh không tự công bố GRDP" in html
    assert "giai đoạn 2026–2027, sơ bộ" in client.get("/?nam=2028").content.decode()
    assert "2027: 49,3%, sơ bộ" in html  # the chart says so too


def test_the_page_of_the_share_without_a_marked_figure_says_so(client, programme):
    assert "Chưa năm nào của giai đoạn có số liệu" in client.get("/muc-tieu/MT1.2/?nam=2028").content.decode()


def test_a_table_and_its_section_do_not_share_a_name_for_a_screen_reader(page):
    html = page("/nang-suat/hach-toan/")

    assert 'aria-label="Bảng: Từ công thức thống kê sang Törnqvist, điểm %"' in html


def test_an_officer_keeps_what_he_sees_as_an_estimate_and_nobody_else_is_offered_it(
    sign_in, department_officer, statistics, page
):
    html = sign_in(department_officer).get("/nang-suat/?khau_hao=6").content.decode()
    address = re.search(r'href="(/so-lieu/ban-tinh/moi/\?[^"]+)"', html)

    assert address is not None
    kept = sign_in(department_officer).get(address[1].replace("&amp;", "&")).content.decode()
    assert 'name="khau_hao" value="6"' in kept
    assert "/so-lieu/ban-tinh/moi/" not in page()


def test_labour_productivity_is_taken_apart_by_industry_once_their_series_are_there(page, client):
    address = "/nang-suat/lao-dong/?dia_ban=viet-nam"
    assert "Chưa phân tách theo ngành được" in page(address)
    nation = Territory.objects.get(code="viet-nam")
    people = Series.objects.get(code="viet-nam-employment").observations.filter(year__in=(2022, 2023, 2024))
    rows = []
    for letter, part in (("A", Decimal("0.3")), ("C", Decimal("0.7"))):
        for concept, unit, basis in (("output", "tỷ đồng", "constant_2010"), ("employment", "nghìn người", "none")):
            series = Series.objects.create(
                code=f"{concept}-{letter}", concept=concept, title=f"Ngành {letter}", territory=nation, industry=letter,
                unit=unit, basis=basis,
            )  # fmt: skip
            for row in people:
                value = part * row.value if concept == "employment" else part * row.year
                rows.append(Statistic(series, row.year, round(value, 6), "official", "Niên giám"))
    add_statistics(rows, by=None, origin="thử")
    html = page(address)

    assert "Năng suất lao động tăng nhờ ngành nào" in html
    assert "A. Ngành A" in html
    assert 'class="key-tfp">chuyển dịch động' in html
    table = client.get("/nang-suat/lao-dong.csv?dia_ban=viet-nam&bang=2").content.decode("utf-8-sig")
    assert "A. Ngành A" in table


def test_the_reconciliation_has_a_file_of_its_own_and_a_page_of_one_table_says_so(page, client):
    assert "/nang-suat/hach-toan.csv?" in page("/nang-suat/hach-toan/")
    table = client.get("/nang-suat/hach-toan.csv?bang=2").content.decode("utf-8-sig")
    assert "do tốc độ sản lượng" in table
    assert "không có bảng thứ hai" in client.get("/nang-suat/von.csv?bang=2").content.decode()


def test_productivity_is_drawn_in_millions_a_person(page):
    html = page("/nang-suat/lao-dong/?dia_ban=viet-nam&tu=2010&den=2024")

    assert "2024: 121,42" in html  # 6.269.210 tỷ đồng over 51.634 thousand people
