"""The public front page: what stands there, for which year, at what cost, and what never leaves."""

import csv
import re
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from nscl.reporting import actions


def test_every_indicator_stands_on_a_card_of_its_objective(html, plan):
    page = html()
    for indicator in plan.indicators:
        assert f'id="{indicator.code}"' in page
    assert page.count('class="objective"') == len(plan.objectives) + 1  # the number printed at task NV5.2


def test_a_figure_leads_to_the_page_that_says_why(html, train):
    train(3)
    page = html()
    assert '<a href="/muc-tieu/MT2.1/?nam=2028">3</a>' in page


def test_states_are_counted_in_words(html, plan):
    page = html()
    assert "15 chỉ tiêu" in page
    assert "Chưa có dữ liệu" in page


def test_figures_of_the_running_year_are_marked_provisional(html):
    assert "tạm tính</strong> đến hết ngày 15/11/2028" in html()


def test_without_a_round_the_page_says_so(html):
    assert "Năm 2028 chưa mở kỳ báo cáo." in html()


def test_the_dates_of_an_open_round_stand_in_the_lead(html, round):
    page = html()
    assert "chốt số liệu ngày 16/11/2028" in page
    assert "trước ngày 20/11/2028" in page
    assert "trước ngày 30/11/2028" in page


def test_what_no_register_holds_has_no_figure_and_says_which_register_is_lacking(html):
    page = html()
    card = page.split('id="MT4.2"')[1].split("</dl>")[0]
    assert "–</a>" in card
    assert "sổ Giải thưởng" in card


def test_a_card_shows_the_years_and_says_what_is_missing_who_acts_and_by_when(html):
    card = html().split('id="MT5.1"')[1].split("</dl>")[0]
    chart = card.split('<svg class="chart')[1].split("</svg>")[0]
    assert "2028: 0, cần 3, Chậm tiến độ" in chart
    assert chart.count('<line class="needed"') == 5
    assert re.findall("<dt>(.*?)</dt><dd>(.*?)</dd>", card) == [
        ("Còn thiếu", "03 mô hình cho mốc 2028; 05 cho năm 2030"),
        ("Ai làm", "Sở Khoa học và Công nghệ; Sở Y tế"),
        ("Trước ngày", "31/12/2028"),
    ]


def test_money_without_a_ledger_is_no_figure_never_zero(html):
    page = html()
    assert "Dự toán giao, cam kết, giải ngân: chưa có số liệu" in page
    assert "4.130" in page


def test_what_closes_soon_and_is_missing_needs_attention(html):
    assert "MT2.1 thiếu 1.000 lượt người, trước ngày 16/11/2028" in html()


def test_an_earlier_year_can_be_chosen(html, train):
    train(2, on=date(2027, 5, 5))
    page = html("/?nam=2027")
    assert '<option value="2027" selected>' in page
    assert '<a href="/muc-tieu/MT2.1/?nam=2027">2</a>' in page


def test_a_year_to_come_says_that_it_has_no_figures_yet(html):
    page = html("/?nam=2030")
    assert "Năm 2030 chưa đến nên chưa có số liệu." in page
    assert '<option value="2030" selected>' in page


@pytest.mark.parametrize("year", ["2031", "abc", "-1", "20280", "²⁰²⁸", "2028'--"])
def test_a_year_outside_the_plan_is_answered_with_the_years_there_are(html, year):
    page = html(f"/?nam={year}", status=404)
    assert "không thuộc giai đoạn 2026-2030" in page
    assert 'href="?nam=2027"' in page


def test_a_frozen_figure_that_moved_stands_beside_the_live_one(
    html, programme, plan, train, department_officer, department_leader, monkeypatch
):
    monkeypatch.setenv("NSCL_TODAY", "2027-11-20")
    train(3, on=date(2027, 5, 5))
    opened = actions.open_round(by=department_officer, plan=plan, year=2027)
    actions.approve_roster(opened, by=department_leader)
    actions.freeze(opened, by=department_leader)
    monkeypatch.setenv("NSCL_TODAY", "2028-11-15")
    assert "đã báo cáo" not in html("/?nam=2027").split('class="objectives"')[1]
    train(2, on=date(2027, 6, 5))
    page = html("/?nam=2027")
    assert "đã khóa ngày 20/11/2027" in page
    card = page.split('id="MT2.1"')[1].split("</dl>")[0]
    assert ">5</a>" in card
    assert "đã báo cáo 3" in card


def test_a_province_without_a_plan_is_told_how_to_begin(client, db):
    answer = client.get("/")
    assert answer.status_code == 503
    assert "nscl init" in answer.content.decode()


def test_the_table_for_programs_holds_every_line_of_the_year(client, programme, plan, train):
    train(3)
    answer = client.get("/ket-qua.csv?nam=2028")
    rows = list(csv.reader(answer.content.decode("utf-8-sig").splitlines()))
    assert answer["Content-Disposition"] == 'attachment; filename="ket-qua-2028.csv"'
    assert [row[0] for row in rows[1:]] == [indicator.code for indicator in plan.indicators]
    training = next(row for row in rows if row[0] == "MT2.1")
    assert training[3] == "3"


def test_the_table_for_programs_refuses_a_year_outside_the_plan(client, programme):
    assert client.get("/ket-qua.csv?nam=1999").status_code == 404


def test_no_line_is_evaluated_twice_and_rows_cost_no_queries(
    programme, train, round, django_assert_max_num_queries, count_queries
):
    train(3)
    few = count_queries("/")
    for _ in range(5):
        train(60, hours=Decimal(16))
    assert count_queries("/") == few
    with django_assert_max_num_queries(50):
        Client().get("/")
