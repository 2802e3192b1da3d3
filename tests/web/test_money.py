"""The estimate as printed: seven lines by year, blank cells that are not 0, and no ledger yet."""

import csv

import pytest


@pytest.fixture
def page(client, programme):
    answer = client.get("/kinh-phi/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_line_has_its_place_and_the_printed_totals_hold(page, plan):
    for line in plan.money_lines:
        assert f'id="{line.code}"' in page
    assert "20.410" in page
    assert "3.890" in page
    assert "triệu đồng" in page


def test_a_year_blank_in_print_is_a_dash(page):
    row = page.split('id="KP.IV"')[1].split("</tr>")[0]
    assert row.count(">–</td>") == 4
    assert ">0</td>" not in row


def test_the_page_says_that_it_is_an_estimate_and_no_ceiling(page):
    assert "Đây là khái toán, không phải mức trần." in page
    assert "chưa có sổ kinh phí nên chưa có số liệu" in page


def test_each_line_leads_to_what_it_pays_for(page):
    assert 'href="/nhiem-vu/NV3.1/"' in page
    assert 'href="/nhiem-vu/V.2%C4%91/"' in page


def test_marks_of_the_print_are_told(page):
    assert "Ô đơn vị chủ trì để trống hoặc không đọc được." in page


def test_the_estimate_as_csv_sums_to_the_printed_total(client, programme, plan):
    answer = client.get("/kinh-phi/khai-toan.csv")
    rows = list(csv.reader(answer.content.decode("utf-8-sig").splitlines()))
    assert [row[0] for row in rows[1:-1]] == [line.code for line in plan.money_lines]
    assert rows[-1][2:8] == ["4130", "4130", "4130", "4130", "3890", "20410"]
    assert next(row for row in rows if row[0] == "KP.IV")[2:8] == ["", "", "", "", "60", "60"]


def test_the_page_costs_a_fixed_number_of_queries(count_queries, programme):
    assert count_queries("/kinh-phi/") <= 4
