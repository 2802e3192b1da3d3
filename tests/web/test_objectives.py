"""The table of lines, and the page that says why a figure is what it is: down to rows, as far as each may see."""

import csv
import re
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook

from nscl.registers.models import Learner
from nscl.reporting import actions
from tests import make

MANY = 40


@pytest.fixture
def spread(train, enterprise, second_enterprise, commune_a, college):
    """40 persons of commune A, 3 of ward B, 9 of a third commune."""
    third = make.body("99903", "UBND xã C", "commune")
    far = make.body("dn-c", "Công ty C", commune=third)
    return train(learners={enterprise: 30, college: 10, second_enterprise: 3, far: 9}, title="Lớp chung")


# ---- the table


def test_the_table_holds_every_indicator_with_its_state(html, plan):
    page = html("/muc-tieu/")
    for indicator in plan.indicators:
        assert f'href="/muc-tieu/{indicator.code}/?nam=2028"' in page


def test_below_the_province_nothing_must_be_reached_and_built_lines_are_followed(html, commune_a):
    page = html("/muc-tieu/?don-vi=99901&cach=place")
    assert "UBND xã A, trên địa bàn" in page
    assert "Mức phải đạt" not in page
    assert "Chậm tiến độ" not in page
    assert "Theo dõi" in page


def test_a_body_may_be_typed_by_name_without_tones(html, commune_a):
    assert "UBND xã A, trên địa bàn" in html("/muc-tieu/?don-vi=ubnd xa a")


@pytest.mark.parametrize("text", ["a", "xa", "ub", "%", "_"])
def test_a_few_letters_name_no_body(html, commune_a, text):
    assert "UBND xã A" not in html(f"/muc-tieu/?don-vi={text}", 404)


def test_a_department_is_read_by_what_it_reported(html, department):
    assert "do đơn vị báo cáo" in html("/muc-tieu/?don-vi=skhcn")


@pytest.mark.parametrize("text", ["khong-co", "'; drop table", "9" * 400, "\x00"])
def test_an_unknown_body_is_told_to_be_unknown(html, department, text):
    status = 200 if not text.strip("\x00") else 404
    assert html(f"/muc-tieu/?don-vi={text}", status)


def test_the_public_is_not_told_that_an_enterprise_exists(html, enterprise, sign_in, viewer):
    asked, unknown = html("/muc-tieu/?don-vi=dn-a", 404), html("/muc-tieu/?don-vi=dn-z", 404)
    assert asked.replace("dn-a", "dn-z") == unknown
    assert "Công ty TNHH A" in html("/muc-tieu/?don-vi=dn-a", visitor=sign_in(viewer))


def test_an_unknown_way_of_counting_offers_those_there_are(html, commune_a):
    page = html("/muc-tieu/?don-vi=99901&cach=kieu-khac", 404)
    assert "?don-vi=99901&amp;cach=place" in page


def test_what_a_frozen_round_reported_stands_beside(
    html, train, plan, department_officer, department_leader, monkeypatch
):
    monkeypatch.setenv("NSCL_TODAY", "2027-11-20")
    train(3, on=date(2027, 5, 5))
    opened = actions.open_round(by=department_officer, plan=plan, year=2027)
    actions.approve_roster(opened, by=department_leader)
    actions.freeze(opened, by=department_leader)
    monkeypatch.setenv("NSCL_TODAY", "2028-11-15")
    train(2, on=date(2027, 6, 5))
    row = html("/muc-tieu/?nam=2027").split("/muc-tieu/MT2.1/")[1].split("</tr>")[0]
    assert ">5</td>" in row
    assert ">3</td>" in row
    assert "3, Chậm tiến độ; khóa ngày 20/11/2027" in html("/muc-tieu/MT2.1/?nam=2027")
    assert "Đã báo cáo" not in html("/muc-tieu/?nam=2028")


# ---- the page of one


@pytest.mark.parametrize("code", ["MT99.1", "mt2.1", "..", "MT2", "MT2.1%00"])
def test_there_is_no_page_of_an_unknown_code(client, programme, code):
    assert client.get(f"/muc-tieu/{code}/").status_code == 404


def test_a_year_outside_the_plan_is_a_message(html):
    assert "không thuộc giai đoạn" in html("/muc-tieu/MT2.1/?nam=2040", 404)


def test_every_indicator_has_a_page_in_every_year_of_the_plan(html, plan):
    for indicator in plan.indicators:
        for year in (2026, 2028, 2030):
            assert indicator.title in html(f"/muc-tieu/{indicator.code}/?nam={year}")


def test_the_page_quotes_the_plan_exactly(html, plan):
    assert f"“{plan.objective('MT2').text}”" in html("/muc-tieu/MT2.1/")
    assert f"“{plan.task('NV5.2').text}”" in html("/muc-tieu/NV5.2/")


def test_the_figure_is_led_from_the_rows_recorded_to_those_counted(html, train, department, enterprise):
    train(7)
    train(learners={department: 5})
    train(2, hours=Decimal(4))
    train(3, confirmed=False)
    table = html("/muc-tieu/MT2.1/").split('class="subtraction"')[1].split("</table>")[0]
    rows = [row.split("</td>")[0].rsplit(">", 1)[1] for row in table.split("<tr")[1:]]
    assert rows == ["17", "−5", "−3", "−2", "7"]
    assert "tính ở MT9.1" in table


def test_the_decisions_behind_the_rule_lead_to_their_page(html):
    page = html("/muc-tieu/MT2.1/")
    assert 'href="/cach-hieu/counting.min_hours/"' in page
    assert "8 giờ" in page
    assert "counting.grade" not in page


def test_the_share_of_a_single_body_says_that_there_is_none(html, commune_a):
    page = html("/muc-tieu/MT1.1/?don-vi=99901&cach=place")
    assert "Năm 2028 chưa đến" not in page
    assert "Chưa có sổ" not in page


def test_contradictions_of_the_plan_stand_with_their_readings(html, plan):
    assert 'href="/cach-hieu/#CH12"' in html("/muc-tieu/MT2.1/")


def test_an_indicator_without_a_register_says_which_is_lacking(html):
    page = html("/muc-tieu/MT4.2/")
    assert "Chưa có sổ Giải thưởng" in page
    assert "ban-ghi.csv" not in page


def test_the_records_say_how_much_counts_and_why_not_the_rest(html, train, department, enterprise):
    train(learners={enterprise: 6, department: 4}, title="Lớp Lean")
    page = html("/muc-tieu/MT2.1/").split('id="records"')[1]
    assert "Lớp Lean" in page
    assert "4 lượt người: người học của cơ quan hành chính (tính ở MT9.1)" in page


def test_records_can_be_narrowed_to_those_with_exclusions_or_waiting(html, train):
    train(6, title="Lớp trọn")
    train(5, title="Lớp chờ", confirmed=False)
    assert "Lớp trọn" not in html("/muc-tieu/MT2.1/?xem=cho-xac-nhan").split('id="records"')[1]
    excluded = html("/muc-tieu/MT2.1/?xem=bi-loai").split('id="records"')[1]
    assert "Lớp chờ" in excluded
    assert "Lớp trọn" not in excluded


def test_pilots_say_for_each_whether_it_counts(
    html, hospital, department, department_officer, second_department_officer
):
    who = {"by": department_officer, "reported_by": department, "confirmed_by": second_department_officer}
    make.pilot(**who, body=hospital, on=date(2027, 2, 1), audited_on=date(2028, 3, 1))
    make.pilot(**who, body=hospital, on=date(2028, 2, 1))
    page = html("/muc-tieu/MT5.1/").split('id="records"')[1]
    assert "<strong>Có</strong>" in page
    assert "chưa đến giai đoạn được tính" in page
    assert "01/3/2028" in page


def test_grades_of_evidence_are_counted(html, hospital, department, department_officer, second_department_officer):
    make.pilot(
        by=department_officer,
        reported_by=department,
        confirmed_by=second_department_officer,
        body=hospital,
        on=date(2027, 2, 1),
        audited_on=date(2028, 3, 1),
        grade="A",
    )
    assert "A: người thụ hưởng nêu tên và xác nhận" in html("/muc-tieu/MT5.1/")


# ---- who sees what


def test_rows_lead_to_the_register_only_for_who_may_read_them(
    html, train, sign_in, viewer, commune_a_officer, outsider
):
    row = train(6)
    link = f'href="/so/dao-tao/{row.pk}/"'
    assert link in html("/muc-tieu/MT2.1/", visitor=sign_in(viewer))
    for visitor in (None, sign_in(commune_a_officer), sign_in(outsider)):
        assert link not in html("/muc-tieu/MT2.1/", visitor=visitor)


def test_an_enterprise_that_reported_has_no_link_for_the_public(
    html, enterprise, enterprise_officer, second_department_officer, sign_in, viewer
):
    make.course(
        by=enterprise_officer,
        reported_by=enterprise,
        on=date(2028, 5, 5),
        learners={enterprise: 6},
        confirmed_by=second_department_officer,
    )
    assert "don-vi=dn-a" not in html("/muc-tieu/MT2.1/")
    assert "don-vi=dn-a" in html("/muc-tieu/MT2.1/", visitor=sign_in(viewer))


def test_no_public_page_names_a_learner(client, programme, train, enterprise, second_enterprise, plan):
    row = train(8)
    make.attend(train(1, confirmed=False), second_enterprise, name="Nguyễn Thị Kín")
    names = [*Learner.objects.values_list("name", flat=True)]
    addresses = ["/", "/ket-qua.csv", "/muc-tieu/", "/nhiem-vu/", "/kinh-phi/", "/cach-hieu/", f"/so/dao-tao/{row.pk}/"]
    addresses += [
        "/muc-tieu/MT2.1/",
        "/muc-tieu/MT9.1/",
        "/muc-tieu/MT2.1/ban-ghi.csv",
        "/muc-tieu/MT2.1/?don-vi=99901",
    ]
    for address in addresses:
        body = client.get(address).content.decode()
        assert not [name for name in names if name in body], address
    book = load_workbook(BytesIO(client.get("/muc-tieu/MT2.1/ban-ghi.xlsx").content))
    cells = [str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]
    assert not [name for name in names if any(name in cell for cell in cells)]


def _of_commune(page, name):
    part = page.split('id="places"')[1].split("</section>")[0]
    row = part.split(f">{name}</a>")[1].split("</tr>")[0]
    return row.split('figure">')[1].split("<")[0]


def test_the_public_does_not_read_small_groups_nor_work_them_out(html, spread):
    page = html("/muc-tieu/MT2.1/")
    assert _of_commune(page, "UBND xã A") == "40"
    assert _of_commune(page, "UBND phường B") == "dưới 5"
    assert _of_commune(page, "UBND xã C") == "không nêu"
    assert "Cả 2 nhóm đó có 12 lượt" in page


def test_the_fold_of_a_long_table_does_not_say_one_of_two_small_groups(html, train):
    """Eleven communes that are said, two that are not: a fold after twelve rows would sum only one of these."""
    firms = []
    for number in range(13):
        commune = make.body(f"997{number:02d}", f"UBND xã số {number:02d}", "commune")
        firms.append(make.body(f"dn-{number}", f"Công ty {number}", commune=commune))
    persons = [*[6] * 11, 3, 2]
    train(learners=dict(zip(firms, persons, strict=True)))

    page = html("/muc-tieu/MT2.1/").split('id="places"')[1].split("</section>")[0]
    assert page.count('figure">dưới 5<') == 2
    assert "xã khác" not in page
    assert ">2<" not in page


def test_people_with_a_role_read_every_group(html, spread, sign_in, viewer):
    page = html("/muc-tieu/MT2.1/", visitor=sign_in(viewer))
    assert (_of_commune(page, "UBND phường B"), _of_commune(page, "UBND xã C")) == ("3", "9")


def test_communes_are_drawn_beside_each_other_but_not_those_that_are_not_told(html, spread, sign_in, viewer):
    def widths(page):
        part = page.split('id="places"')[1].split("</section>")[0]
        return re.findall(r'class="bar-fill" width="([^"]+)"', part)

    assert widths(html("/muc-tieu/MT2.1/")) == ["100.0%"]
    assert widths(html("/muc-tieu/MT2.1/", visitor=sign_in(viewer))) == ["100.0%", "22.5%", "7.5%"]


def test_a_commune_s_own_page_says_no_more_than_the_table(html, spread, sign_in, viewer):
    for code, said in (("99901", "40"), ("99902", "dưới 5"), ("99903", "không nêu")):
        page = html(f"/muc-tieu/MT2.1/?don-vi={code}&cach=place")
        assert f'answer-alone">{said}</p>' in page
        assert "Chi tiết của phạm vi này không công bố" in page
        assert 'id="records"' not in page
        row = html(f"/muc-tieu/?don-vi={code}&cach=place").split("/muc-tieu/MT2.1/")[1].split("</tr>")[0]
        assert f">{said}</td>" in row
    page = html("/muc-tieu/MT2.1/?don-vi=99902&cach=place", visitor=sign_in(viewer))
    assert 'answer-alone">3</p>' in page
    assert 'id="records"' in page


def test_what_is_under_a_supervisor_is_not_told_of_persons(html, spread, education):
    assert 'answer-alone">không nêu</p>' in html("/muc-tieu/MT2.1/?don-vi=sgddt&cach=under")


def test_records_of_a_commune_s_persons_are_not_given_away_as_a_file(client, programme, spread, sign_in, viewer):
    address = "/muc-tieu/MT2.1/ban-ghi.csv?don-vi=99902&cach=place"
    assert client.get(address).status_code == 404
    assert sign_in(viewer).get(address).status_code == 200


# ---- files


def test_the_records_as_csv_hold_all_rows_not_only_a_page(client, programme, train):
    for _ in range(21):
        train(1)
    answer = client.get("/muc-tieu/MT2.1/ban-ghi.csv")
    rows = list(csv.reader(answer.content.decode("utf-8-sig").splitlines()))
    assert answer["Content-Disposition"] == 'attachment; filename="ban-ghi-mt2-1-2028.csv"'
    assert len(rows) == 22
    assert rows[1][3:6] == ["1", "1", "0"]


def test_the_records_as_a_workbook_open(client, programme, train):
    train(6, title="Lớp 5S")
    book = load_workbook(BytesIO(client.get("/muc-tieu/MT2.1/ban-ghi.xlsx").content))
    assert "Lớp 5S" in [cell for row in book.worksheets[0].iter_rows(values_only=True) for cell in row]


def test_there_is_no_file_of_what_no_register_holds(client, programme):
    answer = client.get("/muc-tieu/MT4.2/ban-ghi.csv")
    assert answer.status_code == 404
    assert "Chưa có sổ Giải thưởng" in answer.content.decode()


# ---- cost


def test_the_page_costs_no_more_queries_with_more_rows(count_queries, programme, train, enterprise, second_enterprise):
    train(3)
    few = count_queries("/muc-tieu/MT2.1/")
    for _ in range(5):
        train(learners={enterprise: 30, second_enterprise: 30})
    assert count_queries("/muc-tieu/MT2.1/") == few
    assert few <= 30


def test_the_table_costs_no_more_queries_with_more_rows(count_queries, programme, train, commune_a):
    train(3)
    for address in ("/muc-tieu/", "/muc-tieu/?don-vi=99901&cach=place"):
        few = count_queries(address)
        for _ in range(3):
            train(MANY)
        assert count_queries(address) == few
        assert few <= 55


def test_a_signed_in_reader_costs_a_fixed_number_too(count_queries, programme, train, sign_in, viewer):
    train(3)
    few = count_queries("/muc-tieu/MT2.1/", sign_in(viewer))
    for _ in range(5):
        train(MANY)
    assert count_queries("/muc-tieu/MT2.1/", sign_in(viewer)) == few
